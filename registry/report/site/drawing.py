"""The timeline of a substance: where each bar stands, in hundredths of the drawing's width.

Widths are relative, so that the drawing fits a telephone and a sheet of paper alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.engine.coverage import BASES, UNDETERMINED, Reach
from registry.engine.view import View
from registry.law.record import Schedule, Substance

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


def drawing(view: View, one: Substance, on: date) -> Drawing | None:
    """The timeline of a substance; ``None`` if no list ever reached it."""
    found = [telling(view.reaches(name, one.id)) for name in view.record.jurisdictions]
    grouped = _grouped(reach for reaches in found for reach in reaches)
    if not grouped:
        return None
    axis = _axis(view, [reach for reaches in grouped.values() for reach in reaches], on)
    tracks = tuple(
        _track(view, axis, number * ROW, reaches) for number, reaches in enumerate(grouped.values())
    )
    height = len(tracks) * ROW + FOOT
    return Drawing(height, axis.first, axis.last, axis.x(on), tracks, tuple(_marks(axis)))


def telling(reaches: Iterable[Reach]) -> list[Reach]:
    """The reaches without those that leave open what another one settles on all their days."""
    found = list(reaches)
    certain = [one for one in found if one.basis != UNDETERMINED]

    def settled(one: Reach) -> bool:
        ends = {each.until for each in certain if each.until and each.until > one.start.day}
        days = {one.start.day, *(day for day in ends if one.until is None or day < one.until)}
        return all(any(each.holds_on(day) for each in certain) for day in days)

    return [one for one in found if one.basis != UNDETERMINED or not settled(one)]


def _grouped(reaches: Iterable[Reach]) -> dict[tuple[str, str, str], list[Reach]]:
    """The reaches by jurisdiction, list and basis: one track each."""
    found: dict[tuple[str, str, str], list[Reach]] = {}
    for one in reaches:
        key = one.listing.key
        basis = "named" if _is_before_its_name(one) else one.basis
        found.setdefault((key.jurisdiction, key.schedule, basis), []).append(one)
    return found


def _is_before_its_name(one: Reach) -> bool:
    """Whether the open days are those before a line of which only a latest day is known."""
    return one.basis == UNDETERMINED and one.until == one.listing.since.day


def _axis(view: View, reaches: Iterable[Reach], on: date) -> _Axis:
    days = {on}
    for one in reaches:
        days |= {one.until or on, _announced(view, one)}
    days -= {date.min}
    first, last = min(days).toordinal(), max(days).toordinal()
    margin = MARGIN_DAYS + (last - first) // 25
    return _Axis(
        date.fromordinal(max(first - margin, 1)),
        date.fromordinal(min(last + margin, date.max.toordinal())),
    )


def _announced(view: View, one: Reach) -> date:
    """The day an act said that the line will stand, if that lies before; else its first day."""
    acts = one.listing.states[0][1].acts
    if not acts or one.basis == UNDETERMINED or view.record.acts[acts[0]].kind == "baseline":
        return one.start.day
    return min(view.record.acts[acts[0]].known.day, one.start.day)


def _track(view: View, axis: _Axis, y: int, reaches: list[Reach]) -> Track:
    key, basis = reaches[0].listing.key, max(reaches, key=lambda one: -BASES.index(one.basis)).basis
    law = view.record.jurisdictions[key.jurisdiction]
    schedule = law.schedules[key.schedule]
    words = {"named": "", "form": ", as a form", "class": ", through a class"}
    label = f"{law.short} · {schedule.id}{words.get(basis, ', undetermined')}"
    bars = [bar for one in reaches for bar in _bars(view, axis, schedule, one)]
    return Track(y, label, schedule.regime, tuple(sorted(set(bars))))


def _bars(view: View, axis: _Axis, schedule: Schedule, one: Reach) -> Iterator[Bar]:
    """The days before force, the verified days, and the days after the last verified one."""
    start, end = max(one.start.day, axis.first), one.until or axis.last
    if one.basis == UNDETERMINED:
        yield _bar(axis, start, end, "open")
        return
    if (announced := _announced(view, one)) < start:
        yield _bar(axis, announced, start, "announced")
    verified = min(max(schedule.verified_through, start), end)
    if start < verified:
        yield _bar(axis, start, verified, "stands")
    if verified < end:
        yield _bar(axis, verified, end, "later")


def _bar(axis: _Axis, start: date, end: date, style: str) -> Bar:
    x = axis.x(start)
    return Bar(x, round(axis.x(end) - x, 3), style)


def _marks(axis: _Axis) -> Iterator[Mark]:
    years = axis.last.year - axis.first.year
    step = next((step for step in STEPS if years / step <= MARKS), STEPS[-1])
    for year in range(axis.first.year, axis.last.year + 1):
        x = axis.x(date(year, 1, 1))
        if year % step == 0 and 3 < x < 97:
            yield Mark(x, year)
