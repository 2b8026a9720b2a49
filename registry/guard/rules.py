"""Edits of the rules of class texts, which the record does not hold: what they move."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any, Final

from registry.finding import locate
from registry.guard.sides import Side
from registry.record import ClassText, Judged, Record
from registry.review.fields import class_file
from registry.rule import ClassFile

Document = dict[str, Any]
RULE: Final = ClassFile.model_fields.keys() - ClassText._fields - {"verdict", "correction"}


def edited(old: Side, new: Side, records: tuple[Record, Record], *, stale: bool) -> list[Document]:
    """A row for each class text of both sides whose rule says something else.

    ``records`` are the head's and the base's; ``stale``: the verdicts were not written anew, so
    that what moves is not known.
    """
    before = {(text.id, text.since): text for text in records[1].classes}
    return [
        _row(new, records[0], (kept, text), fields, stale=stale)
        for text in records[0].classes
        if (kept := before.get((text.id, text.since))) is not None
        and (fields := list(_fields(old, new, class_file(text))))
    ]


def _fields(old: Side, new: Side, file: str) -> Iterator[str]:
    """The parts of the rule that differ."""
    if old.sources.get(file) == new.sources.get(file):
        return
    before, after = (_rule(side.sources.get(file, b"")) for side in (old, new))
    yield from sorted(one for one in RULE if before.get(one) != after.get(one))


def _rule(data: bytes) -> Document:
    return tomllib.loads(data.decode("utf-8-sig"))


def _row(
    new: Side, head: Record, texts: tuple[ClassText, ClassText], fields: list[str], *, stale: bool
) -> Document:
    text = texts[1]
    file = class_file(text)
    moved = [] if stale else list(_moved(*texts, head))
    count = "not known until registry build" if stale else _many(len(moved))
    return {
        "kind": "rule-changed",
        "file": file,
        "line": locate(new.sources[file].decode("utf-8-sig"), (fields[0],)),
        "class": text.id,
        "text": text.since.isoformat(),
        "jurisdiction": text.jurisdiction,
        "fields": fields,
        "verdicts": None if stale else len(moved),
        "moved": moved,
        "substances": [one["substance"] for one in moved],
        "names": [one["name"] for one in moved],
        "short": head.jurisdictions[text.jurisdiction].short,
        "what": f"class rule changed ({', '.join(fields)}): {count}",
        "explained_by": [file],
    }


def _many(number: int) -> str:
    return f"{number} verdict moves" if number == 1 else f"{number} verdicts move"


def _moved(kept: ClassText, text: ClassText, head: Record) -> Iterator[Document]:
    """The substances of the registry of which the rule says something else, and what."""
    for name in sorted({*kept.judged, *text.judged}):
        was, now = (_said(one.judged.get(name, ())) for one in (kept, text))
        if was != now:
            known = head.substances.get(name)
            yield {
                "substance": name,
                "name": known.name if known else name,
                "old": was,
                "new": now,
            }


def _said(found: tuple[Judged, ...]) -> str | None:
    """The verdicts with their days; ``None`` for none, as where the text is silent."""
    verdicts = (one.verdict + (f" from {one.since}" if one.since else "") for one in found)
    return ", ".join(verdicts) or None
