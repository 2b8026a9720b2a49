"""Which lines stand otherwise in two records, from when until when, and whom they reach. Pure.

What a line is on a day decides who is controlled by it and how: its substances or class, its
scope, whether its term is temporary, how surely its first day is known. Which act says so, in what
words and under what number, decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from registry.audit.review.answers import Place, differing, reaches, touched
from registry.engine.history import BEGINNING, History
from registry.engine.listing import Listing, Standing
from registry.engine.view import View
from registry.law.acts import Key, Wording
from registry.law.dates import Day
from registry.law.scope import SCOPE, Written

T = TypeVar("T")


class State(NamedTuple):
    """What a line is on a day, as far as it decides what is controlled.

    ``standing`` without what decides nothing; ``seed``: whether a baseline opened the stay.
    """

    standing: Standing
    seed: bool
    releases: tuple[tuple[date, str], ...]


class LineChange(NamedTuple):
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
        first, wording = standing.since, standing.wording
        deciding = standing._replace(
            substances=_ordered(standing.substances),
            since=first._replace(day=first.earliest or date.min),
            expires=None,
            acts=(),
            evidence="",
            date_evidence="",
            wording=Wording(
                **{field.name: _deciding(field.of(wording)) for field in SCOPE},
                group=wording.group,
            ),
        )
        releases = _ordered(self.releases.get(standing.key, ()))
        return State(deciding, standing.act in self.baselines, releases)


def _deciding(value: Written) -> Any:  # noqa: ANN401 (as the field is declared)
    """What a field of the scope says, in an order that carries no meaning."""
    return tuple(sorted(value)) if isinstance(value, tuple) else value


def _ordered(values: Iterable[T] | None) -> tuple[T, ...]:
    """Values whose order carries no meaning."""
    return tuple(sorted(values or ()))  # type: ignore[type-var]


class ChangedLines:
    """The lines that two records do not hold alike, and whom each reaches."""

    def __init__(self, base: View, head: View) -> None:
        self.views = base, head
        self.records = base.record, head.record
        old, new = Stays(base), Stays(head)
        self.spans = {
            key: tuple(
                LineChange(key, *span) for span in differing(old.history(key), new.history(key))
            )
            for key in sorted({*old.by_key, *new.by_key})
            if old.content(key) != new.content(key)
        }

    @property
    def differences(self) -> tuple[LineChange, ...]:
        """Every span over which a line differs, by line and day."""
        return tuple(span for spans in self.spans.values() for span in spans)

    @property
    def jurisdictions(self) -> list[str]:
        """The jurisdictions that either record holds."""
        return sorted({place for record in self.records for place in record.jurisdictions})

    @cached_property
    def touched(self) -> tuple[Place, ...]:
        """The jurisdictions and substances whose answer rests on something else."""
        return touched(*self.views)

    @cached_property
    def _reached(self) -> dict[Key, set[str]]:
        names: dict[Key, set[str]] = defaultdict(set)
        for place, name in self.touched:
            for view in self.views:
                for reach in reaches(view, place, name):
                    names[reach.listing.key].add(name)
        return names

    def reached(self, key: Key) -> frozenset[str]:
        """Whom the line reaches, or may reach, in either record, and not alike in both.

        Nobody, where both records hold the line alike.
        """
        return frozenset(self._reached.get(key, ()) if key in self.spans else ())

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
