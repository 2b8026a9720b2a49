"""Which gaps open and close where answers differ: the gaps of two records. Pure.

Compared are the principal jurisdictions, those that are no part of another, pair by pair; the lists
of states are held in part and show no gaps. A gap whose kind changes closes as the one and opens as
the other. ``undetermined`` and ``not-compared`` are neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Final, NamedTuple

from registry.audit.review.answers import AnswerChange, Place, differing
from registry.engine.coverage import UNDETERMINED
from registry.engine.gap_kinds import ALIGNED, NOT_COMPARED
from registry.engine.gaps import Pair, gap_kind
from registry.engine.view import View

NO_GAP: Final = frozenset({None, ALIGNED, UNDETERMINED, NOT_COMPARED})
Pairs = list[tuple[Pair, Pair]]


class GapChange(NamedTuple):
    """A gap between ``a`` and ``b`` that one record has on ``day`` and the other has not.

    ``reopened``: the head has it on the day before too, so that it did not close.
    """

    a: str
    b: str
    substance: str
    kind: str
    day: date
    reopened: bool = False


class GapTurns(NamedTuple):
    """The gaps that the head has and the base has not, and the other way round."""

    opened: tuple[GapChange, ...] = ()
    closed: tuple[GapChange, ...] = ()


def compared(base: View, head: View) -> Pairs:
    """Every pair of principal jurisdictions that both records hold, as either sees it."""
    held = base.record.jurisdictions
    return [
        (Pair(base, a, b), Pair(head, a, b))
        for a, b in combinations(head.record.principal, 2)
        if a in held and b in held
    ]


def turns(pairs: Pairs, asked: Iterable[Place]) -> Iterator[AnswerChange]:
    """Every gap of a jurisdiction and a substance that differs, whatever its answers say.

    Pending reads as one-sided, as in the run of a gap.
    """
    named: dict[str, set[str]] = {}
    for jurisdiction, name in asked:
        named.setdefault(name, set()).add(jurisdiction)
    for before, after in pairs:
        held = before.view.record.substances.keys() & after.view.record.substances.keys()
        for name in sorted(named.keys() & held):
            if not named[name].isdisjoint({after.a, after.b}):
                for first, until, *kinds in differing(before.history(name), after.history(name)):
                    was, now = (" and ".join(kind) for kind in kinds)
                    yield AnswerChange(after.a, name, first, until, was, now, after.b)


def moved(pairs: Pairs, asked: Iterable[tuple[str, str, date]]) -> GapTurns:
    """The gaps that open and close where the head takes the base's place.

    Asked of jurisdictions, substances and days.
    """
    opened: dict[GapChange, None] = {}
    closed: dict[GapChange, None] = {}
    for place, name, day in asked:
        for before, after in pairs:
            if place not in {after.a, after.b}:
                continue
            old, new = _kind(before, name, day), _kind(after, name, day)
            if old != new and old not in NO_GAP:
                closed[GapChange(after.a, after.b, name, str(old), day)] = None
            if old != new and new not in NO_GAP:
                stood = day > date.min and _kind(after, name, day - timedelta(1)) == new
                opened[GapChange(after.a, after.b, name, str(new), day, stood)] = None
    return GapTurns(tuple(opened), tuple(closed))


def _kind(pair: Pair, substance: str, day: date) -> str | None:
    if substance not in pair.view.record.substances:
        return None
    return gap_kind(pair, substance, day)
