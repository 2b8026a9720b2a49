"""What later acts say of earlier days, and what would be the answer without them. Pure."""

from collections.abc import Iterator
from datetime import date

from registry.engine.coverage import Coverage, LaterAct, clipped
from registry.engine.view import View


def without_later(
    view: View, place: tuple[str, str], on: date, named: frozenset[LaterAct]
) -> tuple[tuple[Coverage, ...], tuple[LaterAct, ...]]:
    """What covers a substance as if no act after ``on`` spoke of earlier days; and those acts.

    ``place`` is jurisdiction and substance; the acts ``named`` already may speak.
    """
    unrevised: list[Coverage] = []
    acts: list[LaterAct] = []
    for coverage in view.coverage(*place):
        act = _later(coverage, on) or coverage.listing.shown_later(on)
        if act is None or act in named:
            unrevised.append(coverage)
        else:
            acts.append(act)
            unrevised += [] if _later(coverage, on) else _documented(coverage, on)
    for coverage, own in view.denied(*place):
        act = own.act or "", own.since.day
        if own.since.day > on and act not in named:
            acts.append(act)
            unrevised.append(coverage)
    return tuple(unrevised), tuple(dict.fromkeys(acts))


def later_sentences(acts: tuple[LaterAct, ...], what: str) -> Iterator[str]:
    """Which later acts make ``what``, a day, that day."""
    return (f"{what} by what {act} of {day} says of earlier days." for act, day in acts)


def _later(coverage: Coverage, on: date) -> LaterAct | None:
    """The act after ``on``, and its day, without which the line would not cover the substance."""
    return coverage.hindsight if coverage.hindsight and coverage.hindsight[1] > on else None


def _documented(coverage: Coverage, on: date) -> Iterator[Coverage]:
    """The coverage up to the days around ``on`` on which only a later text shows the line."""
    silent = (first for first, last in coverage.listing.undocumented if first <= on < last)
    return clipped(coverage, next(silent, None))
