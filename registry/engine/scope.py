"""Whether the lines of two jurisdictions limit themselves differently over one substance. Pure."""

from functools import lru_cache
from typing import Final, NamedTuple

from registry.engine.coverage import Coverage
from registry.engine.statuses import Status
from registry.law.acts import Wording
from registry.law.scope import LIMITS, Written

# Form and exception alone limit what of the substance is controlled.
UNLIMITED: Final = (None, None)


def scopes_differ(a: Status, b: Status) -> bool:
    """Whether the lines that name it, in the regimes both sides share, limit themselves otherwise.

    Lines are compared, not the general clauses of whole lists. So a kind of relative counts only
    where a line speaks of it, or leaves out what its own list's clause would give it; what a
    clause leaves open makes no difference.
    """
    shared = set(a.regimes) & set(b.regimes)
    here, there = (_named_lines(side, shared) for side in (a, b))
    if not here or not there:
        return False
    if {_limits(line) for line in here} != {_limits(line) for line in there}:
        return True
    ours, theirs = _relatives(here), _relatives(there)
    return bool(
        ours.written - theirs.covered - theirs.open
        or theirs.written - ours.covered - ours.open
        or ours.dropped & theirs.covered
        or theirs.dropped & ours.covered
    )


def _named_lines(side: Status, regimes: set[str]) -> list[Coverage]:
    """The lines that name it; beside one without limits the limited ones say nothing new."""
    lines = [
        line for line in side.coverage if line.basis == "named" and line.schedule.regime in regimes
    ]
    return [line for line in lines if _limits(line)[:2] == UNLIMITED] or lines


def _limits(line: Coverage) -> tuple[Written, ...]:
    return _limits_of(line.standing.wording)


@lru_cache(maxsize=4_096)  # a line is compared at each turn of its history
def _limits_of(wording: Wording) -> tuple[Written, ...]:
    values = (field.of(wording) for field in LIMITS)
    return tuple(tuple(sorted(each)) if isinstance(each, tuple) else each for each in values)


class _Relatives(NamedTuple):
    """Which kinds of relatives lines reach or leave open; what they write beside their clauses."""

    covered: frozenset[str]
    open: frozenset[str]
    written: frozenset[str]
    dropped: frozenset[str]


def _relatives(lines: list[Coverage]) -> _Relatives:
    covered: set[str] = set()
    left_open: set[str] = set()
    written: set[str] = set()
    dropped: set[str] = set()
    for line in lines:
        clause = line.schedule.clause_of(line.standing.wording.group)
        own = line.standing.wording.covers
        covered.update(clause.covers if own is None else own)
        left_open.update(clause.open if own is None else ())
        written.update(own or ())
        dropped.update(() if own is None else set(clause.covers) - set(own))
    kept = dropped - covered
    return _Relatives(frozenset(covered), frozenset(left_open), frozenset(written), frozenset(kept))
