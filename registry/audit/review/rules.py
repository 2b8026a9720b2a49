"""Edits of the rules of class texts, which the record does not hold: what they move. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from registry.audit.review.fields import FieldEdit, differing, verdicts
from registry.audit.review.versions import Version
from registry.law.layout import class_file
from registry.law.record import ClassText, Record
from registry.law.rules import ClassFile
from registry.law.sources import line_of

Document = dict[str, Any]
RULE: Final = frozenset(ClassFile._fields) - {"definition", "verdict", "correction"}


def edited(old: Version, new: Version, *, stale: bool) -> list[Document]:
    """A row for each class text of both versions whose rule says something else.

    ``stale``: the verdicts were not written anew, so that what moves is not known.
    """
    before = {(text.id, text.since): text for text in old.record.classes}
    return [
        _row(new, (before[text.id, text.since], text), edits, stale=stale)
        for text in new.record.classes
        if (text.id, text.since) in before and (edits := _edits(old, new, class_file(text)))
    ]


def _edits(old: Version, new: Version, file: str) -> list[FieldEdit]:
    """The parts of the rule that differ, in the order of their names."""
    if old.sources.get(file) == new.sources.get(file):
        return []
    return list(differing(_rule(old, file), _rule(new, file)))


def _rule(version: Version, file: str) -> Document:
    return {name: part for name, part in (version.toml(file) or {}).items() if name in RULE}


def _row(
    new: Version, texts: tuple[ClassText, ClassText], edits: list[FieldEdit], *, stale: bool
) -> Document:
    head, text = new.record, texts[1]
    file = class_file(text)
    moved = [] if stale else list(_moved(*texts, head))
    verdicts = "1 verdict moves" if len(moved) == 1 else f"{len(moved)} verdicts move"
    count = "not known until registry build" if stale else verdicts
    return {
        "kind": "rule-changed",
        "file": file,
        "line": line_of(new.sources, file, edits[0].path),
        "class": text.id,
        "text": text.since.isoformat(),
        "jurisdiction": text.jurisdiction,
        "fields": [
            edit._asdict() | {"path": list(edit.path), "field": edit.field} for edit in edits
        ],
        "verdicts": None if stale else len(moved),
        "moved": moved,
        "substances": [row["substance"] for row in moved],
        "names": [row["name"] for row in moved],
        "short": head.jurisdictions[text.jurisdiction].short,
        "what": f"class rule changed ({', '.join(edit.field for edit in edits)}): {count}",
        "explained_by": [file],
    }


def _moved(kept: ClassText, text: ClassText, head: Record) -> Iterator[Document]:
    """The substances of the registry of which the rule says something else, and what."""
    for name in sorted({*kept.judged, *text.judged}):
        was, now = (verdicts(each.judged.get(name, ())) for each in (kept, text))
        if was != now:
            known = head.substances.get(name)
            shown = known.name if known else name
            yield {"substance": name, "name": shown, "old": was, "new": now}
