"""Which row of a review explains which answer that differs. Pure.

A row explains an answer about a substance that its line may reach, if the line stands otherwise on
that day. What no row explains is told as such: then the review, or the engine, has a fault.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from registry.audit.review.answers import Turn
from registry.audit.review.edits import Edit
from registry.audit.review.spans import Difference, Folded
from registry.engine.changes import Change
from registry.engine.listing import Listing
from registry.law.acts import Key
from registry.law.dates import ON_OR_BEFORE
from registry.law.record import Record

Shares = list[tuple[Turn, ...]]


class Cause(NamedTuple):
    """The answers of ``place`` about ``names`` (``None``: about all) on days from ``first`` on."""

    place: str
    names: frozenset[str] | None
    first: date = date.min


Causes = tuple[Cause, ...]


def shared(
    found: Iterable[Turn], tiers: Sequence[Sequence[Causes]]
) -> tuple[list[Shares], tuple[Turn, ...]]:
    """The turns that each row of each tier explains, and those that none explains.

    A turn goes to all rows that explain it in the first tier that has one.
    """
    indexes = [_index(rows) for rows in tiers]
    shares: list[list[list[Turn]]] = [[[] for _ in rows] for rows in tiers]
    rest: list[Turn] = []
    for turn in found:
        for index, into in zip(indexes, shares, strict=True):
            places = ((turn.jurisdiction, turn.substance), (turn.jurisdiction, None))
            rows = dict.fromkeys(
                row
                for place in places
                for first, row in index.get(place, ())
                if first <= turn.first
            )
            for row in rows:
                into[row].append(turn)
            if rows:
                break
        else:
            rest.append(turn)
    return [[tuple(row) for row in rows] for rows in shares], tuple(rest)


def _index(rows: Sequence[Causes]) -> dict[tuple[str, str | None], list[tuple[date, int]]]:
    index: dict[tuple[str, str | None], list[tuple[date, int]]] = defaultdict(list)
    for number, causes in enumerate(rows):
        for place, names, first in causes:
            for name in [None] if names is None else names:
                index[place, name].append((first, number))
    return index


class Lines:
    """The lines of two records, and whom each that stands otherwise may reach."""

    def __init__(
        self,
        records: tuple[Record, Record],
        sides: tuple[Folded, Folded],
        spans: Iterable[Difference],
    ) -> None:
        self.records = records
        self.sides = sides
        self.spans: dict[Key, list[Difference]] = defaultdict(list)
        for span in spans:
            self.spans[span.key].append(span)
        self._reached: dict[Key, frozenset[str]] = {}

    @property
    def places(self) -> list[str]:
        """The jurisdictions that either record holds."""
        return sorted({place for record in self.records for place in record.jurisdictions})

    def reached(self, key: Key) -> frozenset[str]:
        """Whom the line may reach: named, left open, their forms, the members of its class.

        Nobody, where the line stands alike in both records.
        """
        if key not in self._reached:
            self._reached[key] = self._reaching(key) if self._differs(key) else frozenset()
        return self._reached[key]

    def _differs(self, key: Key) -> bool:
        old, new = self.sides
        alike = old.stays.get(key) == new.stays.get(key)
        alike &= old.releases.get(key) == new.releases.get(key)
        became = old.baselines ^ new.baselines
        return not alike or any(
            state.act in became for stay in self._stays(key) for _, state in stay.states
        )

    def _stays(self, key: Key) -> list[Listing]:
        return [stay for side in self.sides for stay in side.stays.get(key, ())]

    def _reaching(self, key: Key) -> frozenset[str]:
        named: set[str] = set(self._covered_before.get(key, ()))
        classes: set[str] = set()
        for stay in self._stays(key):
            for _, state in stay.states:
                named |= {*state.substances, *(state.wording.may_cover or ())}
                classes |= {state.class_id} if state.class_id else set()
        named |= {name for side in self.sides for _, name in side.releases.get(key, ())}
        members = (self.members(key.jurisdiction, one) for one in classes)
        return self.with_forms(named).union(*members)

    def with_forms(self, names: Iterable[str]) -> frozenset[str]:
        """The substances and every form of them."""
        known = frozenset(names)
        return known.union(*(self._forms.get(name, ()) for name in known))

    @cached_property
    def _forms(self) -> dict[str, set[str]]:
        forms: dict[str, set[str]] = defaultdict(set)
        for record in self.records:
            for substance in record.substances.values():
                if substance.form_of:
                    forms[substance.form_of.substance].add(substance.id)
        return forms

    @cached_property
    def _covered_before(self) -> dict[Key, set[str]]:
        """Line -> the names of lines of which an act says that this one covered them before."""
        found: dict[Key, set[str]] = defaultdict(set)
        for side in self.sides:
            for key, stays in side.stays.items():
                for stay in stays:
                    first = stay.states[0][1]
                    schedule, _, line = (first.already_covered_by or "").partition("/")
                    for _, state in stay.states if line else ():
                        found[Key(key.jurisdiction, schedule, line)] |= {*state.substances}
        return found

    def members(self, place: str, class_id: str | None) -> frozenset[str]:
        """Whom any text of the class speaks of."""
        found: set[str] = set()
        for record in self.records:
            for text in record.classes:
                if (text.jurisdiction, text.id) == (place, class_id):
                    found |= {*text.verdicts, *text.judged}
                    found |= {
                        one.id for one in record.substances.values() if one.family in text.families
                    }
        return frozenset(found)


def of_change(lines: Lines, change: Change) -> Causes:
    """What a change of the law explains: answers from its day on, or as far as its line differs.

    What an act says of earlier days (a line that covered before, a day of which only the latest is
    known, a relative listed without a word that it was covered) it explains on all days.
    """
    place, event = change.key.jurisdiction, change.event
    if event is None:
        if change.kind in {"proposed", "withdrawn"}:
            return ()
        return (Cause(place, lines.members(place, change.class_id), change.day.day),)
    keys = {change.key, *(side.key for side in (event.before, event.after) if side)}
    names = frozenset().union(*(lines.reached(key) for key in keys))
    days = (span.first for key in keys for span in lines.spans.get(key, ()))
    earlier = _told_of_earlier_days(lines, change) & names
    return Cause(place, names, min([change.day.day, *days])), Cause(place, earlier)


def _told_of_earlier_days(lines: Lines, change: Change) -> frozenset[str]:
    event = change.event
    if event is None or event.after is None:
        return frozenset()
    after, named = event.after, frozenset(event.after.substances)
    forms = frozenset(
        name
        for record in lines.records
        for name in named
        if name in record.substances and record.substances[name].form_of
    )
    released = frozenset(event.step.releases if event.step else ())
    is_open = after.since.qualifier == ON_OR_BEFORE or after.already_covered_by is not None
    return forms | released | (named if is_open else frozenset())


def of_line(lines: Lines, key: Key) -> Causes:
    """What a line that stands otherwise explains, though no row of its own names it."""
    return (Cause(key.jurisdiction, lines.reached(key)),)


def of_edited_line(lines: Lines, edit: Edit) -> Causes:
    """What an edit of an act explains: what the lines it speaks of reach."""
    if not edit.legal:
        return ()
    return tuple(Cause(key.jurisdiction, lines.reached(key)) for key in edit.keys)


def of_edit(lines: Lines, edit: Edit) -> Causes:
    """What an edit of an identity, a list or a class text explains."""
    gone = edit.new is None and bool(edit.substances)
    if edit.keys or not (edit.legal or gone):
        return ()
    names = frozenset(edit.substances) or None
    folders = edit.file.split("/")
    if names is None and folders[1] == "classes":
        each = {place: lines.members(place, folders[2]) for place in edit.places}
        return tuple(Cause(place, members) for place, members in each.items())
    return tuple(Cause(place, names) for place in edit.places or lines.places)


def of_identity(lines: Lines, name: str) -> Causes:
    """What a new identity explains: every answer about it."""
    return tuple(Cause(place, frozenset({name})) for place in lines.places)
