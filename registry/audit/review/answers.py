"""Which answers differ between two records: status by status, over which days. Pure.

What a jurisdiction answers about a substance is a history: spans of days with one status. Both
histories are laid side by side; a ``AnswerChange`` is a span over which they differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from registry.engine.coverage import UNDETERMINED, Coverage
from registry.engine.history import BEGINNING, History
from registry.engine.statuses import NOT_LISTED, history
from registry.engine.view import View
from registry.law.dates import Day
from registry.law.record import in_order

T = TypeVar("T")
Place = tuple[str, str]  # jurisdiction and substance


class AnswerChange(NamedTuple):
    """From ``first`` until (exclusive) ``until`` the answer is ``after`` instead of ``before``.

    ``first`` is ``date.min`` where the span has no beginning, ``until`` is ``None`` where it has no
    end. A status is ``None`` on a side that holds no such substance or jurisdiction. With
    ``against`` it is the gap to that jurisdiction that differs.
    """

    jurisdiction: str
    substance: str
    first: date
    until: date | None
    before: str | None
    after: str | None
    against: str | None = None


def touched(base: View, head: View) -> tuple[Place, ...]:
    """The jurisdictions and substances whose answer rests on something else, in their order."""
    old, new = base.record.substances, head.record.substances
    names = sorted({*old, *new})
    edited = [name for name in names if old.get(name) != new.get(name)]
    return tuple(
        (place, name)
        for place in in_order(base.record.jurisdictions | head.record.jurisdictions)
        for name in (edited if _law(base, place) == _law(head, place) else names)
        if _grounds(base, place, name) != _grounds(head, place, name)
    )


def _law(view: View, place: str) -> tuple[object, ...]:
    """All that is written of a jurisdiction: where it is equal, only edited identities matter."""
    record = view.record
    return (
        record.jurisdictions.get(place),
        {name: act for name, act in record.acts.items() if act.jurisdiction == place},
        [text for text in record.classes if text.jurisdiction == place],
    )


def _grounds(view: View, place: str, name: str) -> tuple[object, ...]:
    """All that the answers rest on: what is equal here is equal on every day."""
    found, law = reaches(view, place, name), view.record.jurisdictions.get(place)
    lists = law.schedules if law else {}
    used = {each.listing.key.schedule: lists[each.listing.key.schedule] for each in found}
    clauses = {key: (kept.regime, kept.clause, kept.groups) for key, kept in used.items()}
    return law is None, view.unclear_before.get(place), found, clauses


def reaches(view: View, place: str, name: str) -> tuple[Coverage, ...]:
    """What reaches a substance; nothing where its record holds no such name or place."""
    return view.coverage(place, name) if _holds(view, place, name) else ()


def turns(base: View, head: View, asked: Iterable[Place]) -> Iterator[AnswerChange]:
    """Every answer that differs.

    An identity that only one side holds is compared with what the other side answers about a name
    that no line reaches.
    """
    for place, name in asked:
        held = _holds(base, place, name), _holds(head, place, name)
        histories = statuses(base, place, name), statuses(head, place, name)
        for first, until, before, after in differing(*histories):
            was, now = before if held[0] else None, after if held[1] else None
            yield AnswerChange(place, name, first, until, was, now)


def _holds(view: View, place: str, name: str) -> bool:
    return place in view.record.jurisdictions and name in view.record.substances


def statuses(view: View, place: str, name: str) -> History[str]:
    """The status on every day; of a name or place that nobody holds, that of an unlisted name."""
    if _holds(view, place, name):
        return history(view, place, name).map(lambda answer: answer.status)
    clear_from = view.unclear_before.get(place)
    unlisted = [(Day(clear_from), NOT_LISTED)] if clear_from else []
    return History.written([(BEGINNING, UNDETERMINED), *unlisted])


def differing(before: History[T], after: History[T]) -> Iterator[tuple[date, date | None, T, T]]:
    """The spans over which two histories differ: first day, end, the value of either."""
    pairs = before.zip_with(after, lambda old, new: (old, new)).settled().turns
    ends = [*(day.day for day, _ in pairs[1:]), None]
    for (first, (old, new)), until in zip(pairs, ends, strict=True):
        if old != new:
            yield first.day, until, old, new


class AnswerGroup(NamedTuple):
    """Substances whose answers differ alike; ``turn`` is that of the first."""

    turn: AnswerChange
    substances: tuple[str, ...]


def grouped(found: Iterable[AnswerChange]) -> list[AnswerGroup]:
    """Turns that differ in their substance alone, together.

    They come by jurisdiction, in the order given, and by day.
    """
    alike: dict[tuple[object, ...], list[AnswerChange]] = {}
    for turn in found:
        alike.setdefault((turn.jurisdiction, *turn[2:]), []).append(turn)
    groups = [
        AnswerGroup(same[0], tuple(turn.substance for turn in same)) for same in alike.values()
    ]
    places = list(dict.fromkeys(group.turn.jurisdiction for group in groups))

    def place(group: AnswerGroup) -> tuple[int, date, date, tuple[str, ...]]:
        turn = group.turn
        order = places.index(turn.jurisdiction)
        return order, turn.first, turn.until or date.max, group.substances

    return sorted(groups, key=place)
