"""A value over days: what holds from when until when. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from operator import eq
from typing import Generic, NamedTuple, TypeVar

from registry.law.dates import BY_DECISION, EXACT, ON_OR_AFTER, ON_OR_BEFORE, Day

T = TypeVar("T")
U = TypeVar("U")
V = TypeVar("V")

BEGINNING = Day(date.min)
# Of days that are not exact, first the one by which something stood.
SUREST_FIRST = (EXACT, ON_OR_BEFORE, BY_DECISION, ON_OR_AFTER)


class Run(NamedTuple, Generic[T]):
    """An unbroken stretch: its first day and how surely it is known, and its end (exclusive).

    ``before`` is the value of the stretch before, ``None`` at the beginning of days; ``until`` is
    ``None`` where no end is known.
    """

    since: Day
    until: date | None
    before: T | None


class History(Generic[T]):
    """A value for every day, as turns: from each day on, until the next, the value holds.

    The first turn is that of the beginning of days. Two histories are equal if they say the same of
    every day; how surely a day is known does not count. A value is made when it is first asked for.
    """

    __slots__ = ("_civil", "_of", "_values", "days")

    def __init__(self, days: Iterable[Day], of: Callable[[date], T]) -> None:
        """The days of the turns in their order, from ``BEGINNING`` on; ``of`` gives a value."""
        self.days = tuple(days)
        self._civil = [day.day for day in self.days]
        self._of = of
        self._values: dict[int, T] = {}

    @classmethod
    def written(cls, turns: Iterable[tuple[Day, T]]) -> History[T]:
        """The history of these turns."""
        known = list(turns)
        values = {day.day: value for day, value in known}
        return cls((day for day, _ in known), values.__getitem__)

    @property
    def turns(self) -> tuple[tuple[Day, T], ...]:
        """Each turn: its day and the value from then on."""
        return tuple((day, self._value(place)) for place, day in enumerate(self.days))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, History):
            return NotImplemented
        mine, others = self.settled(), other.settled()
        return [(day.day, value) for day, value in mine.turns] == [
            (day.day, value) for day, value in others.turns
        ]

    __hash__ = None  # type: ignore[assignment]

    def _value(self, place: int) -> T:
        if place not in self._values:
            self._values[place] = self._of(self._civil[place])
        return self._values[place]

    def _place(self, day: date) -> int:
        return bisect_right(self._civil, day) - 1

    def at(self, day: date) -> T:
        """The value on ``day``."""
        return self._value(self._place(day))

    def run(self, day: date, same: Callable[[T, T], bool] = eq) -> Run[T]:
        """The unbroken stretch around ``day`` of values that are the ``same`` as that day's."""
        place = self._place(day)
        value = self._value(place)
        first = place
        while first and same(self._value(first - 1), value):
            first -= 1
        last = place + 1
        while last < len(self.days) and same(self._value(last), value):
            last += 1
        until = self._civil[last] if last < len(self.days) else None
        return Run(self.days[first], until, self._value(first - 1) if first else None)

    def first(self, start: date, holds: Callable[[T], bool]) -> Day | None:
        """The first day from ``start`` on of whose value ``holds`` is true, if there is one."""
        places = range(self._place(start), len(self.days))
        return next((self.days[place] for place in places if holds(self._value(place))), None)

    def map(self, of: Callable[[T], U]) -> History[U]:
        """The history of what ``of`` makes of each value."""
        return History(self.days, lambda day: of(self.at(day)))

    def zip_with(self, other: History[U], of: Callable[[T, U], V]) -> History[V]:
        """The history of what ``of`` makes of both values; of two turns on a day, the surer."""
        return History(
            joined((*self.days, *other.days)), lambda day: of(self.at(day), other.at(day))
        )

    def settled(self) -> History[T]:
        """The same history without turns that change nothing."""
        kept: list[tuple[Day, T]] = []
        for day, value in self.turns:
            if not kept or kept[-1][1] != value:
                kept.append((day, value))
        return History.written(kept)


def joined(days: Iterable[Day]) -> list[Day]:
    """The days in their order, each once: of two on one civil day the one known more surely."""
    known = surest(days)
    return [known[day] for day in sorted(known)]


def surest(days: Iterable[Day]) -> dict[date, Day]:
    """The days by their civil day: of two on one the one known more surely."""
    known: dict[date, Day] = {}
    for day in days:
        before = known.setdefault(day.day, day)
        if before != day:
            known[day.day] = min(before, day, key=_doubt)
    return known


def _doubt(day: Day) -> tuple[int, date]:
    return SUREST_FIRST.index(day.qualifier), day.earliest or day.day
