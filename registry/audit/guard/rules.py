"""Edits of the rules of class texts, which the record does not hold: what they move."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, Final, NamedTuple, TypeGuard

from registry.audit.guard.trees import Side
from registry.audit.review.edits import PRESENT
from registry.law.layout import FieldPath, class_file
from registry.law.record import ClassText, Judged, Record
from registry.law.rules import ClassFile
from registry.law.sources import File, line_of, text_of

Document = dict[str, Any]
RULE: Final = frozenset(ClassFile._fields) - {"definition", "verdict", "correction"}


class RuleEdit(NamedTuple):
    """A value of a rule that differs: where it stands, what it was, what it is."""

    path: FieldPath
    old: str | None
    new: str | None

    @property
    def field(self) -> str:
        """The path as a review names it: ``form.0.core``."""
        return ".".join(str(part) for part in self.path)


def edited(old: Side, new: Side, records: tuple[Record, Record], *, stale: bool) -> list[Document]:
    """A row for each class text of both sides whose rule says something else.

    ``records`` are the head's and the base's; ``stale``: the verdicts were not written anew, so
    that what moves is not known.
    """
    before = {(text.id, text.since): text for text in records[1].classes}
    return [
        _row(new, records[0], (kept, text), edits, stale=stale)
        for text in records[0].classes
        if (kept := before.get((text.id, text.since))) is not None
        and (edits := _edits(old, new, class_file(text)))
    ]


def _edits(old: Side, new: Side, file: str) -> list[RuleEdit]:
    """The parts of the rule that differ, in the order of their names."""
    if old.sources.get(file) == new.sources.get(file):
        return []
    before, after = (_rule(side.sources.get(file)) for side in (old, new))
    return list(_differing((), before, after))


def _rule(data: File | None) -> Document:
    written = tomllib.loads(text_of(data))
    return {name: part for name, part in written.items() if name in RULE}


def _differing(path: FieldPath, old: object, new: object) -> Iterator[RuleEdit]:
    """The values that differ below ``path``; tables and lists of tables part by part."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted({*old, *new}):
            yield from _differing((*path, name), old.get(name), new.get(name))
    elif _is_tables(old) and _is_tables(new):
        for number, (one, other) in enumerate(zip_longest(old, new)):
            yield from _differing((*path, number), one, other)
    elif old != new:
        yield RuleEdit(path, _text(old), _text(new))


def _is_tables(value: object) -> TypeGuard[list[Document]]:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _text(value: object) -> str | None:
    """A value in words: a whole table is present, a list is joined."""
    if isinstance(value, dict) or _is_tables(value):
        return PRESENT
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _row(
    new: Side,
    head: Record,
    texts: tuple[ClassText, ClassText],
    edits: list[RuleEdit],
    *,
    stale: bool,
) -> Document:
    text = texts[1]
    file = class_file(text)
    moved = [] if stale else list(_moved(*texts, head))
    count = "not known until registry build" if stale else _many(len(moved))
    return {
        "kind": "rule-changed",
        "file": file,
        "line": line_of(new.sources, file, edits[0].path),
        "class": text.id,
        "text": text.since.isoformat(),
        "jurisdiction": text.jurisdiction,
        "fields": [
            each._asdict() | {"field": each.field, "path": list(each.path)} for each in edits
        ],
        "verdicts": None if stale else len(moved),
        "moved": moved,
        "substances": [one["substance"] for one in moved],
        "names": [one["name"] for one in moved],
        "short": head.jurisdictions[text.jurisdiction].short,
        "what": f"class rule changed ({', '.join(each.field for each in edits)}): {count}",
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
