"""What later acts say of earlier days, and what would be the answer without them. Pure."""

from collections.abc import Iterator
from datetime import date

from registry.engine.coverage import Reach
from registry.engine.view import View

LaterAct = tuple[str, date]


def without_later(
    view: View, place: tuple[str, str], on: date, named: frozenset[LaterAct]
) -> tuple[tuple[Reach, ...], tuple[LaterAct, ...]]:
    """What reaches a substance as if no act after ``on`` spoke of earlier days; and those acts.

    ``place`` is jurisdiction and substance; the acts ``named`` already may speak.
    """
    plain: list[Reach] = []
    acts: list[LaterAct] = []
    for reach in view.reaches(*place):
        act = _later(reach, on) or reach.listing.shown_later(on)
        if act is None or act in named:
            plain.append(reach)
        else:
            acts.append(act)
            plain += [] if _later(reach, on) else [_clipped(reach, on)]
    for reach, own in view.denied(*place):
        act = own.act or "", own.start.day
        if own.start.day > on and act not in named:
            acts.append(act)
            plain.append(reach)
    real = (reach for reach in plain if reach.until is None or reach.start.day < reach.until)
    return tuple(real), tuple(dict.fromkeys(acts))


def later_sentences(acts: tuple[LaterAct, ...], what: str) -> Iterator[str]:
    """Which later acts make ``what``, a day, that day."""
    return (f"{what} by what {act} of {day} says of earlier days." for act, day in acts)


def _later(reach: Reach, on: date) -> tuple[str, date] | None:
    """The act after ``on``, and its day, without which the line would not reach the substance."""
    return reach.hindsight if reach.hindsight and reach.hindsight[1] > on else None


def _clipped(reach: Reach, on: date) -> Reach:
    """The reach without the days from ``on`` back that only a later text shows."""
    silent = [first for first, last in reach.listing.undocumented if first <= on < last]
    return reach._replace(until=silent[0]) if silent and reach.holds_on(on) else reach
