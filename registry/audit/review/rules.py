"""Edits of the rules of class texts, which the record does not hold: what they move. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, Final, NamedTuple, TypeGuard

from registry.audit.review.fields import PRESENT, as_text
from registry.audit.review.versions import Version
from registry.law.layout import FieldPath, class_file
from registry.law.record import ClassText, Judged, Record
from registry.law.rules import ClassFile
from registry.law.sources import line_of

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


def _edits(old: Version, new: Version, file: str) -> list[RuleEdit]:
    """The parts of the rule that differ, in the order of their names."""
    if old.sources.get(file) == new.sources.get(file):
        return []
    return list(_differing((), _rule(old, file), _rule(new, file)))


def _rule(version: Version, file: str) -> Document:
    return {name: part for name, part in (version.toml(file) or {}).items() if name in RULE}


def _differing(path: FieldPath, old: object, new: object) -> Iterator[RuleEdit]:
    """The values that differ below ``path``; tables and lists of tables part by part."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted({*old, *new}):
            yield from _differing((*path, name), old.get(name), new.get(name))
    elif _is_tables(old) and _is_tables(new):
        for number, (before, after) in enumerate(zip_longest(old, new)):
            yield from _differing((*path, number), before, after)
    elif old != new:
        yield RuleEdit(path, _text(old), _text(new))


def _is_tables(value: object) -> TypeGuard[list[Document]]:
    return isinstance(value, list) and all(isinstance(part, dict) for part in value)


def _text(value: object) -> str | None:
    """A value in words: a whole table is present, a list is joined."""
    if isinstance(value, dict) or _is_tables(value):
        return PRESENT
    return "; ".join(map(str, value)) if isinstance(value, list) else as_text(value)


def _row(
    new: Version, texts: tuple[ClassText, ClassText], edits: list[RuleEdit], *, stale: bool
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
            {"path": list(edit.path), "old": edit.old, "new": edit.new, "field": edit.field}
            for edit in edits
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
        was, now = (_verdicts(one.judged.get(name, ())) for one in (kept, text))
        if was != now:
            known = head.substances.get(name)
            shown = known.name if known else name
            yield {"substance": name, "name": shown, "old": was, "new": now}


def _verdicts(judged: tuple[Judged, ...]) -> str | None:
    """The verdicts with their days; ``None`` for none, as where the text is silent."""
    verdicts = (one.verdict + (f" from {one.since}" if one.since else "") for one in judged)
    return ", ".join(verdicts) or None
