"""Which row of a review explains which answer, or which gap, that differs. Pure.

A row explains an answer about a substance that its line may reach, if the line stands otherwise on
that day. What no row explains is said to be unexplained: then the review, or the engine, has a
fault.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from registry.audit.review.answers import AnswerChange
from registry.audit.review.edits import Edit
from registry.audit.review.lines import ChangedLines
from registry.engine.changes import Change
from registry.law.acts import Key
from registry.law.dates import ON_OR_BEFORE


class Cause(NamedTuple):
    """The answers of ``jurisdiction`` about ``names`` (``None``: all) on days from ``first`` on."""

    jurisdiction: str
    names: frozenset[str] | None
    first: date = date.min


Causes = tuple[Cause, ...]


class Tier:
    """Rows of one rank, with the answers that each may explain."""

    def __init__(self, rows: Sequence[Causes]) -> None:
        self._rows: dict[tuple[str, str | None], list[tuple[date, int]]] = defaultdict(list)
        self._shares: list[list[AnswerChange]] = [[] for _ in rows]
        for number, causes in enumerate(rows):
            for jurisdiction, names, first in causes:
                for name in [None] if names is None else names:
                    self._rows[jurisdiction, name].append((first, number))

    def explaining(self, jurisdiction: str, substance: str, day: date) -> list[int]:
        """The rows that explain what ``jurisdiction`` answers otherwise from ``day`` on."""
        asked = (jurisdiction, substance), (jurisdiction, None)
        rows = (row for place in asked for row in self._rows.get(place, ()))
        return list(dict.fromkeys(number for first, number in rows if first <= day))

    def takes(self, turn: AnswerChange) -> bool:
        """Whether rows explain the turn; then each of them has it."""
        rows = self.explaining(turn.jurisdiction, turn.substance, turn.first)
        for number in rows:
            self._shares[number].append(turn)
        return bool(rows)

    @property
    def shares(self) -> list[tuple[AnswerChange, ...]]:
        """The turns that each row explains."""
        return [tuple(share) for share in self._shares]


def shared(turns: Iterable[AnswerChange], tiers: Sequence[Tier]) -> tuple[AnswerChange, ...]:
    """Give each turn to the first tier with rows that explain it; those that none explains."""
    return tuple(turn for turn in turns if not any(tier.takes(turn) for tier in tiers))


def of_change(lines: ChangedLines, change: Change) -> Causes:
    """What a change of the law explains: answers from its day on, or as far as its line differs.

    What an act says of earlier days (a line that covered before, a day of which only the latest is
    known, a relative listed without a word that it was covered) it explains on all days.
    """
    jurisdiction, event = change.key.jurisdiction, change.event
    if event is None:
        if change.kind in {"proposed", "withdrawn"}:
            return ()
        members = lines.members(jurisdiction, change.class_id)
        return (Cause(jurisdiction, members, change.day.day),)
    keys = {change.key, *(side.key for side in (event.before, event.after) if side)}
    names = frozenset().union(*(lines.reached(key) for key in keys))
    days = (span.first for key in keys for span in lines.spans.get(key, ()))
    earlier = frozenset(_of_earlier_days(lines, change)) & names
    return Cause(jurisdiction, names, min([change.day.day, *days])), Cause(jurisdiction, earlier)


def _of_earlier_days(lines: ChangedLines, change: Change) -> Iterator[str]:
    """The substances of whose earlier days the change says something."""
    event = change.event
    if event is None or event.after is None:
        return
    yield from event.step.releases if event.step else ()
    after = event.after
    is_open = after.since.qualifier == ON_OR_BEFORE or after.already_covered_by is not None
    for name in after.substances:
        held = (record.substances.get(name) for record in lines.records)
        if is_open or any(substance.form_of for substance in held if substance):
            yield name


def of_line(lines: ChangedLines, key: Key) -> Causes:
    """What a line that stands otherwise explains, though no row of its own names it."""
    return (Cause(key.jurisdiction, lines.reached(key)),)


def of_edited_line(lines: ChangedLines, edit: Edit) -> Causes:
    """What an edit of an act explains: what the lines it speaks of reach."""
    return tuple(cause for key in edit.keys if edit.legal for cause in of_line(lines, key))


def of_edit(lines: ChangedLines, edit: Edit) -> Causes:
    """What an edit of an identity, a list or a class text explains."""
    gone = edit.new is None and bool(edit.substances)
    if edit.keys or not (edit.legal or gone):
        return ()
    if edit.class_id and not edit.substances:
        places = edit.jurisdictions
        return tuple(Cause(place, lines.members(place, edit.class_id)) for place in places)
    names = frozenset(edit.substances) or None
    return tuple(Cause(place, names) for place in edit.jurisdictions or lines.jurisdictions)


def of_identity(lines: ChangedLines, name: str) -> Causes:
    """What a new identity explains: every answer about it."""
    return tuple(Cause(place, frozenset({name})) for place in lines.jurisdictions)
