"""The timeline of a substance: where each bar stands, in hundredths of the drawing's width.

Widths are relative, so that the drawing fits a telephone and a sheet of paper alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from registry.engine.changes import later
from registry.engine.coverage import BASES, UNDETERMINED, Coverage
from registry.engine.view import View
from registry.law.record import Schedule

ROW: Final = 42  # height of a track with its label, in pixels
FOOT: Final = 30  # height of the axis
STEPS: Final = (1, 2, 5, 10, 20, 50)  # years between two marks of the axis
MARKS: Final = 6  # so many marks fit a telephone
MARGIN_DAYS: Final = 120


class Bar(NamedTuple):
    """Days over which a list covers the substance. ``style`` says how surely."""

    x: float
    width: float
    style: str


class Track(NamedTuple):
    """One list and its bars; ``label`` says in words what the bars show."""

    y: int
    label: str
    regime: str
    bars: tuple[Bar, ...]


class Mark(NamedTuple):
    """A year of the axis."""

    x: float
    year: int


class Drawing(NamedTuple):
    """A timeline: tracks over an axis from ``first`` to ``last``; ``now`` is the day asked for."""

    height: int
    first: date
    last: date
    now: float
    tracks: tuple[Track, ...]
    marks: tuple[Mark, ...]

    @property
    def styles(self) -> set[str]:
        """The styles in use, for the key."""
        return {bar.style for track in self.tracks for bar in track.bars}


class _Axis(NamedTuple):
    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day stands, in hundredths of the width."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(100 * min(max(share, 0), 1), 3)

    def bar(self, start: date, end: date, style: str) -> Bar:
        """The bar over the days from ``start`` to ``end``."""
        x = self.x(start)
        return Bar(x, round(self.x(end) - x, 3), style)

    @property
    def marks(self) -> Iterator[Mark]:
        """The years that are marked, none of them at the edge."""
        years = self.last.year - self.first.year
        step = next((step for step in STEPS if years / step <= MARKS), STEPS[-1])
        for year in range(self.first.year, self.last.year + 1):
            x = self.x(date(year, 1, 1))
            if year % step == 0 and 3 < x < 97:
                yield Mark(x, year)


def drawing(view: View, coverages: Iterable[Coverage], on: date) -> Drawing | None:
    """The timeline of what coverages a substance; ``None`` if nothing ever did."""
    grouped: dict[tuple[str, str, str], list[Coverage]] = {}
    for coverage in coverages:  # by jurisdiction, list and basis: one track each
        key, basis = (
            coverage.listing.key,
            "named" if _is_before_its_name(coverage) else coverage.basis,
        )
        grouped.setdefault((key.jurisdiction, key.schedule, basis), []).append(coverage)
    if not grouped:
        return None
    axis = _axis(view, chain.from_iterable(grouped.values()), on)
    tracks = tuple(
        _track(view, axis, number * ROW, group) for number, group in enumerate(grouped.values())
    )
    height = len(tracks) * ROW + FOOT
    return Drawing(height, axis.first, axis.last, axis.x(on), tracks, tuple(axis.marks))


def _is_before_its_name(coverage: Coverage) -> bool:
    """Whether the open days are those before a line of which only a latest day is known."""
    return coverage.basis == UNDETERMINED and coverage.until == coverage.listing.since.day


def _axis(view: View, coverages: Iterable[Coverage], on: date) -> _Axis:
    days = {on}
    for coverage in coverages:
        days |= {coverage.until or on, _announced(view, coverage)}
    days -= {date.min}
    margin = MARGIN_DAYS + (max(days) - min(days)).days // 25
    return _Axis(later(min(days), -margin), later(max(days), margin))


def _announced(view: View, coverage: Coverage) -> date:
    """The day an act said that the line will stand, if that lies before; else its first day."""
    acts = coverage.listing.states[0][1].acts
    if not acts or coverage.basis == UNDETERMINED or view.record.acts[acts[0]].kind == "baseline":
        return coverage.since.day
    return min(view.record.acts[acts[0]].known.day, coverage.since.day)


def _track(view: View, axis: _Axis, y: int, coverages: list[Coverage]) -> Track:
    key, basis = coverages[0].listing.key, min((each.basis for each in coverages), key=BASES.index)
    law = view.record.jurisdictions[key.jurisdiction]
    schedule = law.schedules[key.schedule]
    words = {"named": "", "form": ", as a form", "class": ", through a class"}
    label = f"{law.short} · {schedule.id}{words.get(basis, ', undetermined')}"
    bars = {bar for coverage in coverages for bar in _bars(view, axis, schedule, coverage)}
    return Track(y, label, schedule.regime, tuple(sorted(bars)))


def _bars(view: View, axis: _Axis, schedule: Schedule, coverage: Coverage) -> Iterator[Bar]:
    """The days before force, the verified days, and the days after the last verified one."""
    start, end = max(coverage.since.day, axis.first), coverage.until or axis.last
    if coverage.basis == UNDETERMINED:
        yield axis.bar(start, end, "open")
        return
    if (announced := _announced(view, coverage)) < start:
        yield axis.bar(announced, start, "announced")
    verified = min(max(schedule.verified_through, start), end)
    if start < verified:
        yield axis.bar(start, verified, "stands")
    if verified < end:
        yield axis.bar(verified, end, "later")
