"""Which lines stand otherwise in two records, from when until when, and whom they reach. Pure.

What a line is on a day decides who is controlled by it and how: its substances or class, its
scope, whether its term is temporary, how surely its first day is known. Which act says so, in what
words and under what number, decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from registry.audit.review.answers import differing
from registry.engine.history import BEGINNING, History
from registry.engine.listing import Listing, Standing
from registry.engine.view import View
from registry.law.acts import Key
from registry.law.dates import Day


class State(NamedTuple):
    """What a line is on a day, as far as it decides what is controlled."""

    substances: tuple[str, ...]
    class_id: str | None
    unseen: int
    temporary: bool
    scope: tuple[object, ...]
    known: tuple[str, date | None]
    origin: tuple[object, ...]
    releases: tuple[tuple[date, str], ...]


class Difference(NamedTuple):
    """From ``first`` until (exclusive) ``until`` a line is ``after`` instead of ``before``.

    ``None``: it does not stand. ``until`` is ``None`` where no end is known.
    """

    key: Key
    first: date
    until: date | None
    before: State | None
    after: State | None


class Stays:
    """The stays of the lines of one record, by line, as histories of states."""

    def __init__(self, view: View) -> None:
        self.record = view.record
        self.by_key: dict[Key, list[Listing]] = view.by_key
        acts = view.record.acts.values()
        self.baselines = frozenset(act.id for act in acts if act.kind == "baseline")
        self.releases: dict[Key, set[tuple[date, str]]] = defaultdict(set)
        for (_, name), events in view.released.items():
            for event in events:
                self.releases[event.key].add((event.day.day, name))

    def content(self, key: Key) -> tuple[object, ...]:
        """All that is recorded of a line."""
        stays = self.by_key.get(key, [])
        opened = {state.act for stay in stays for _, state in stay.states}
        return stays, self.releases.get(key), opened & self.baselines

    def history(self, key: Key) -> History[State | None]:
        """What the line is on every day; ``None`` where it does not stand."""
        turns: dict[date, State | None] = {BEGINNING.day: None}
        for listing in self.by_key.get(key, ()):
            turns |= {first.day: self._state(standing) for first, standing in listing.states}
            if listing.until is not None:
                turns[listing.until] = None
        return History.written((Day(day), turns[day]) for day in sorted(turns))

    def _state(self, standing: Standing) -> State:
        wording, covered = standing.wording, standing.covered_since
        return State(
            substances=tuple(sorted(standing.substances)),
            class_id=standing.class_id,
            unseen=standing.unseen,
            temporary=standing.temporary,
            scope=(
                wording.form or None,
                wording.exception or None,
                tuple(sorted(wording.excepts or ())),
                None if wording.covers is None else tuple(sorted(wording.covers)),
                tuple(sorted(wording.limited_to or ())),
                tuple(sorted(wording.may_cover or ())),
                wording.group,
            ),
            known=(standing.since.qualifier, standing.since.earliest),
            origin=(
                standing.already_covered_by,
                tuple(covered) if covered else None,
                standing.continues,
                standing.act in self.baselines,
            ),
            releases=tuple(sorted(self.releases.get(standing.key, ()))),
        )


class ChangedLines:
    """The lines that two records do not hold alike, and whom each may reach."""

    def __init__(self, base: View, head: View) -> None:
        self.records = base.record, head.record
        self._sides = Stays(base), Stays(head)
        self.spans = {key: tuple(self._spans(key)) for key in sorted(self._unlike())}
        self._reached: dict[Key, frozenset[str]] = {}

    def _unlike(self) -> Iterator[Key]:
        old, new = self._sides
        for key in {*old.by_key, *new.by_key}:
            if old.content(key) != new.content(key):
                yield key

    def _spans(self, key: Key) -> Iterator[Difference]:
        """Every span over which the line differs."""
        old, new = self._sides
        for span in differing(old.history(key), new.history(key)):
            yield Difference(key, *span)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Every span over which a line differs, by line and day."""
        return tuple(span for spans in self.spans.values() for span in spans)

    @property
    def jurisdictions(self) -> list[str]:
        """The jurisdictions that either record holds."""
        return sorted({place for record in self.records for place in record.jurisdictions})

    def reached(self, key: Key) -> frozenset[str]:
        """Whom the line may reach: named, left open, their forms, the members of its class.

        Nobody, where both records hold the line alike.
        """
        if key not in self._reached:
            self._reached[key] = self._reaching(key) if key in self.spans else frozenset()
        return self._reached[key]

    def _reaching(self, key: Key) -> frozenset[str]:
        named: set[str] = set(self._covered_before.get(key, ()))
        classes: set[str] = set()
        for side in self._sides:
            named |= {name for _, name in side.releases.get(key, ())}
            for stay in side.by_key.get(key, ()):
                for _, state in stay.states:
                    named |= {*state.substances, *(state.wording.may_cover or ())}
                    classes |= {state.class_id} if state.class_id else set()
        members = (self.members(key.jurisdiction, class_id) for class_id in classes)
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
        covered: dict[Key, set[str]] = defaultdict(set)
        for side in self._sides:
            for key, stays in side.by_key.items():
                for stay in stays:
                    first = stay.states[0][1]
                    schedule, _, line = (first.already_covered_by or "").partition("/")
                    for _, state in stay.states if line else ():
                        covered[Key(key.jurisdiction, schedule, line)] |= {*state.substances}
        return covered

    def members(self, jurisdiction: str, class_id: str | None) -> frozenset[str]:
        """Whom any text of the class speaks of."""
        members: set[str] = set()
        for record in self.records:
            for text in record.classes:
                if (text.jurisdiction, text.id) == (jurisdiction, class_id):
                    members |= {*text.verdicts, *text.judged}
                    known = record.substances.values()
                    members |= {each.id for each in known if each.family in text.families}
        return frozenset(members)
