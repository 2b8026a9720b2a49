"""The gaps between two jurisdictions over time: from when until when each stood, and why. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from registry.engine.gap_kinds import ALIGNED, one_sided
from registry.engine.gaps import Pair, Sides, gap_kind, run_of, same_gap, sides_of
from registry.engine.statuses import Status
from registry.engine.view import View
from registry.law.acts import Key
from registry.law.dates import Day
from registry.law.record import Substance


class GapRun(NamedTuple):
    """A gap over one substance on every day from ``since`` until (exclusive) ``until``.

    A gap that is announced to close stays one-sided until it closes. ``opened_by`` and
    ``closed_by`` are the acts that turned one side on these days; none where no act did, as where
    the record begins.
    """

    substance: Substance
    kind: str
    since: Day
    until: date | None
    opened_by: tuple[str, ...]
    closed_by: tuple[str, ...]

    def stood_in(self, start: date, end: date) -> bool:
        """Whether it stood on a day from ``start`` through ``end``."""
        return self.since.day <= end and (self.until is None or self.until > start)


def gap_history(view: View, a: str, b: str, start: date, end: date) -> list[GapRun]:
    """Every gap between ``a`` and ``b`` that stood on a day from ``start`` through ``end``.

    By the day on which it began; days on which the two are aligned, or on which neither controls
    the substance, are no gap.
    """
    pair = Pair(view, a, b)
    causes = _Causes(pair)
    runs = [
        run
        for substance in view.record.substances.values()
        for run in _runs(pair, substance, causes, start, end)
    ]
    return sorted(runs, key=lambda run: (run.since.day, run.substance.family, run.substance.id))


def _runs(
    pair: Pair, substance: Substance, causes: _Causes, start: date, end: date
) -> Iterator[GapRun]:
    sides, unknown, day = sides_of(pair, substance.id), pair.doubts(substance.id), start
    while day <= end:
        since, until = run_of(sides, unknown, day)
        kind = gap_kind(pair, substance.id, day)
        if kind is not None and kind != ALIGNED:
            yield GapRun(
                substance=substance,
                kind=kind if kind != "pending" else _unannounced(pair, substance.id, sides, day),
                since=since,
                until=until,
                opened_by=causes.acts(substance.id, sides, since.day),
                closed_by=causes.acts(substance.id, sides, until) if until else (),
            )
        if until is None:
            return
        day = until


def _unannounced(pair: Pair, substance: str, sides: Sides, day: date) -> str:
    """The kind of a one-sided gap, whatever is announced on the day."""
    a, b = (side.at(day) for side in sides)
    return next(one_sided(a, b, pair.doubts(substance)))


class _Causes:
    """The acts behind each turn of a gap, from the events of the fold."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._events: dict[tuple[Key, date], list[str]] = defaultdict(list)
        for event in pair.view.timeline.events:
            if pair.view.record.acts[event.act].kind != "baseline":  # record, not news
                lines = (event.key, *(line.key for line in (event.before, event.after) if line))
                for key in dict.fromkeys(lines):
                    self._events[key, event.day.day].append(event.act)

    def acts(self, substance: str, sides: Sides, day: date) -> tuple[str, ...]:
        """The acts of ``day`` on the lines of the side, or the sides, that turned the gap."""
        if day == date.min:
            return ()
        eve, unknown = day - timedelta(days=1), self._pair.doubts(substance)
        before, after = [side.at(eve) for side in sides], [side.at(day) for side in sides]
        acts = [
            act
            for number, law in enumerate((self._pair.a, self._pair.b))
            if not same_gap(_with(before, number, after[number]), before, unknown)
            or not same_gap(_with(after, number, before[number]), after, unknown)
            for act in self._turning(law, substance, day)
        ]
        return tuple(dict.fromkeys(acts))

    def _turning(self, law: str, substance: str, day: date) -> Iterator[str]:
        """The acts that on ``day`` touch a line which covers the substance, or may."""
        for coverage in self._pair.view.coverage(law, substance):
            yield from self._events.get((coverage.key, day), ())


def _with(pair: list[Status], number: int, status: Status) -> list[Status]:
    return [status if place == number else side for place, side in enumerate(pair)]
