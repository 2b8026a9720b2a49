"""How long each side took after a reference decision, by family, the open ones counted. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from registry.engine.coverage import UNDETERMINED
from registry.engine.gaps import lag
from registry.engine.status import counted_from, status
from registry.engine.statuses import Status
from registry.engine.view import View
from registry.law.dates import BY_DECISION, EXACT, Day
from registry.law.record import Substance


class Lag(NamedTuple):
    """Days from a reference jurisdiction's control of a substance to each other side's.

    ``start`` is the day they count from: that of a decision, where the decision waits.
    """

    substance: Substance
    reference: Status
    sides: tuple[Status, ...]
    days: tuple[int | None, ...]
    start: Day | None = None


def lags(view: View, reference: str, sides: tuple[str, ...], on: date) -> list[Lag]:
    """For every substance that ``reference`` controls on ``on``: how long each side took.

    Negative where the side was first; ``None`` where it does not control the substance yet or
    where a day is not known.
    """
    rows = []
    for substance in view.record.substances.values():
        base = status(view, reference, substance.id, on)
        if not base.controlled:
            continue
        others = tuple(status(view, side, substance.id, on) for side in sides)
        start = counted_from(view, base, substance.id)
        days = tuple(lag(start, counted_from(view, each, substance.id)) for each in others)
        rows.append(Lag(substance, base, others, days, start))
    return sorted(rows, key=lambda row: (row.substance.family, row.substance.id))


class Pace(NamedTuple):
    """One side's pace over one family (``None``: over all) of the reference's substances.

    ``first`` were controlled before or on the day of the reference, ``later`` after it;
    ``no_day`` are controlled since a day that is not known to the day; ``open`` are not listed,
    of ``undetermined`` it is not said. The five add up to ``of``. ``median_days`` is over ``later``
    alone; ``longest_open_days`` counts from the reference to the day that was asked for.
    """

    family: str | None
    jurisdiction: str
    of: int
    first: int
    later: int
    median_days: int | None
    no_day: int
    open: int
    longest_open_days: int | None
    undetermined: int


def open_days(since: Day | None, side: Status, on: date) -> int | None:
    """Days since the reference, of a side that does not list the substance; else ``None``."""
    if side.controlled or side.status == UNDETERMINED or since is None:
        return None
    return (on - since.day).days if since.qualifier in {EXACT, BY_DECISION} else None


def paces(rows: Iterable[Lag], sides: tuple[str, ...], on: date) -> list[Pace]:
    """The pace of every side over every family, then over all."""
    every = list(rows)
    families: dict[str, list[Lag]] = {}
    for row in every:
        families.setdefault(row.substance.family, []).append(row)
    parts: list[tuple[str | None, list[Lag]]] = [*families.items(), (None, every)]
    return [
        _pace(family, place, [(row, row.sides[at], row.days[at]) for row in part], on)
        for family, part in parts
        for at, place in enumerate(sides)
    ]


def _pace(
    family: str | None, place: str, rows: list[tuple[Lag, Status, int | None]], on: date
) -> Pace:
    from statistics import median  # noqa: PLC0415 (it loads fractions, decimals, chance)

    later = [days for _, _, days in rows if days is not None and days > 0]
    first = sum(days is not None and days <= 0 for _, _, days in rows)
    undetermined = sum(side.status == UNDETERMINED for _, side, _ in rows)
    controlled = sum(side.controlled for _, side, _ in rows)
    waiting = [open_days(row.start, side, on) for row, side, _ in rows]
    return Pace(
        family=family,
        jurisdiction=place,
        of=len(rows),
        first=first,
        later=len(later),
        median_days=round(median(later)) if later else None,
        no_day=controlled - first - len(later),
        open=len(rows) - controlled - undetermined,
        longest_open_days=max((days for days in waiting if days is not None), default=None),
        undetermined=undetermined,
    )
