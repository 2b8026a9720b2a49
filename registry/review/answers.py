"""Which answers differ between two records: status by status, over which days. Pure.

What a jurisdiction answers about a substance is a history: spans of days with one status. Both
histories are laid side by side; a ``Turn`` is a span over which they differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from registry.coverage import NOT_LISTED, answer
from registry.reach import UNDETERMINED
from registry.record import in_order
from registry.view import View

History = tuple[tuple[date, str], ...]


class Turn(NamedTuple):
    """From ``first`` until (exclusive) ``until`` the answer is ``after`` instead of ``before``.

    ``first`` is ``date.min`` where the span has no beginning, ``until`` is ``None`` where it has no
    end. A status is ``None`` on a side that holds no such substance or jurisdiction.
    """

    jurisdiction: str
    substance: str
    first: date
    until: date | None
    before: str | None
    after: str | None


def turns(base: View, head: View) -> tuple[Turn, ...]:
    """Every answer that differs, by jurisdiction and substance.

    An identity that only one side holds is compared with what the other side answers about a name
    that no line reaches.
    """
    old, new = base.record.substances, head.record.substances
    names = sorted({*old, *new})
    edited = [name for name in names if old.get(name) != new.get(name)]
    places = in_order({*base.record.jurisdictions, *head.record.jurisdictions})
    return tuple(
        turn
        for place in places
        for name in (edited if _law(base, place) == _law(head, place) else names)
        for turn in _of(base, head, place, name)
    )


def _law(view: View, place: str) -> tuple[object, ...]:
    """All that is written of a jurisdiction: where it is equal, only edited identities matter."""
    record = view.record
    return (
        record.jurisdictions.get(place),
        {name: act for name, act in record.acts.items() if act.jurisdiction == place},
        [text for text in record.classes if text.jurisdiction == place],
    )


def _of(base: View, head: View, place: str, name: str) -> Iterator[Turn]:
    if _grounds(base, place, name) == _grounds(head, place, name):
        return
    held = (_holds(base, place, name), _holds(head, place, name))
    histories = statuses(base, place, name), statuses(head, place, name)
    for first, until, before, after in differing(*histories):
        was, now = before if held[0] else None, after if held[1] else None
        yield Turn(place, name, first, until, was, now)


def _grounds(view: View, place: str, name: str) -> tuple[object, ...]:
    """All that the statuses rest on: what is equal here is equal on every day."""
    reaches = view.reaches(place, name) if _holds(view, place, name) else ()
    spans = ((one.basis == UNDETERMINED, one.start.day, one.until) for one in reaches)
    return (place in view.record.jurisdictions, view.unclear_before.get(place), *spans)


def _holds(view: View, place: str, name: str) -> bool:
    return place in view.record.jurisdictions and name in view.record.substances


def statuses(view: View, place: str, name: str) -> History:
    """The status on every day: each with the first day on which it is another than before."""
    days = {date.min}
    if _holds(view, place, name):
        for reach in view.reaches(place, name):
            days |= {reach.start.day, *([reach.until] if reach.until else ())}
    if clear_from := view.unclear_before.get(place):
        days.add(clear_from)
    points = [(day, _status(view, place, name, day)) for day in sorted(days)]
    return tuple(next(run) for _, run in groupby(points, key=lambda point: point[1]))


def _status(view: View, place: str, name: str, day: date) -> str:
    if _holds(view, place, name):
        return answer(view, place, name, day).status
    clear_from = view.unclear_before.get(place)
    return UNDETERMINED if clear_from is None or day < clear_from else NOT_LISTED


def differing(before: History, after: History) -> Iterator[tuple[date, date | None, str, str]]:
    """The spans over which two histories differ: first day, end, the status of either."""
    days = sorted({first for first, _ in (*before, *after)})
    points = [(first, (at(before, first), at(after, first))) for first in days]
    runs = [next(run) for _, run in groupby(points, key=lambda point: point[1])]
    ends = [*(first for first, _ in runs[1:]), None]
    for (first, (old, new)), until in zip(runs, ends, strict=True):
        if old != new:
            yield first, until, old, new


def at(history: History, day: date) -> str:
    """The status on ``day``."""
    return [status for first, status in history if first <= day][-1]


class Group(NamedTuple):
    """Substances whose answers differ alike; ``turn`` is that of the first."""

    turn: Turn
    substances: tuple[str, ...]


def grouped(found: Iterable[Turn]) -> list[Group]:
    """Turns that differ in their substance alone, together; by jurisdiction and day."""
    alike: dict[tuple[object, ...], list[Turn]] = {}
    for turn in found:
        alike.setdefault((turn.jurisdiction, *turn[2:]), []).append(turn)
    groups = [Group(same[0], tuple(turn.substance for turn in same)) for same in alike.values()]
    places = in_order({group.turn.jurisdiction for group in groups})
    return sorted(
        groups,
        key=lambda group: (
            places.index(group.turn.jurisdiction),
            group.turn.first,
            group.turn.until or date.max,
            group.substances,
        ),
    )
