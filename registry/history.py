"""A value over days: what holds from when until when. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from operator import eq
from typing import Generic, NamedTuple, TypeVar

from registry.ids import BY_DECISION, EXACT, ON_OR_AFTER, ON_OR_BEFORE, Day

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
    every day; how surely a day is known does not count.
    """

    __slots__ = ("_days", "turns")

    def __init__(self, turns: Iterable[tuple[Day, T]]) -> None:
        """Turns in the order of their days; the first is at ``BEGINNING``."""
        self.turns = tuple(turns)
        self._days = [day.day for day, _ in self.turns]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, History):
            return NotImplemented
        mine, others = self.settled(), other.settled()
        return [(day.day, value) for day, value in mine.turns] == [
            (day.day, value) for day, value in others.turns
        ]

    __hash__ = None  # type: ignore[assignment]

    def at(self, day: date) -> T:
        """The value on ``day``."""
        return self.turns[bisect_right(self._days, day) - 1][1]

    def run(self, day: date, same: Callable[[T, T], bool] = eq) -> Run[T]:
        """The unbroken stretch around ``day`` of values that are the ``same`` as that day's."""
        place = bisect_right(self._days, day) - 1
        value = self.turns[place][1]
        first = place
        while first and same(self.turns[first - 1][1], value):
            first -= 1
        last = place + 1
        while last < len(self.turns) and same(self.turns[last][1], value):
            last += 1
        until = self.turns[last][0].day if last < len(self.turns) else None
        return Run(self.turns[first][0], until, self.turns[first - 1][1] if first else None)

    def map(self, of: Callable[[T], U]) -> History[U]:
        """The history of what ``of`` makes of each value."""
        return History((day, of(value)) for day, value in self.turns)

    def zip_with(self, other: History[U], of: Callable[[T, U], V]) -> History[V]:
        """The history of what ``of`` makes of both values; of two turns on a day, the exact."""
        days = joined(day for day, _ in (*self.turns, *other.turns))
        return History((day, of(self.at(day.day), other.at(day.day))) for day in days)

    def settled(self) -> History[T]:
        """The same history without turns that change nothing."""
        kept: list[tuple[Day, T]] = []
        for day, value in self.turns:
            if not kept or kept[-1][1] != value:
                kept.append((day, value))
        return History(kept)


def joined(days: Iterable[Day]) -> list[Day]:
    """The days in their order, each once: of two on one civil day the one known more surely."""
    found: dict[date, Day] = {}
    for day in days:
        found[day.day] = min(found.get(day.day, day), day, key=_doubt)
    return [found[day] for day in sorted(found)]


def _doubt(day: Day) -> tuple[int, date]:
    return SUREST_FIRST.index(day.qualifier), day.earliest or day.day
