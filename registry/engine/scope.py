"""Whether the lines of two jurisdictions limit themselves differently over one substance. Pure."""

from typing import NamedTuple

from registry.engine.status import Answer, Coverage, Status
from registry.law.acts import SCOPE


def scopes_differ(a: Status | Answer, b: Status | Answer) -> bool:
    """Whether the lines that name it, in the regimes both sides share, limit themselves otherwise.

    Lines are compared, not the general clauses of whole lists. So a kind of relative counts only
    where a line speaks of it, or leaves out what its own list's clause would give it; what a
    clause leaves open makes no difference.
    """
    shared = set(a.regimes) & set(b.regimes)
    one, other = (_named_lines(side, shared) for side in (a, b))
    if not one or not other:
        return False
    if {_limits(line) for line in one} != {_limits(line) for line in other}:
        return True
    here, there = _relatives(one), _relatives(other)
    return bool(
        here.said - there.covered - there.open
        or there.said - here.covered - here.open
        or here.dropped & there.covered
        or there.dropped & here.covered
    )


def _named_lines(side: Status | Answer, regimes: set[str]) -> list[Coverage]:
    """The lines that name it; beside one without limits the limited ones say nothing new."""
    lines = [
        one for one in side.coverage if one.basis == "named" and one.schedule.regime in regimes
    ]
    whole = [
        line
        for line in lines
        if not (line.standing.wording.form or line.standing.wording.exception)
    ]
    return whole or lines


def _limits(line: Coverage) -> tuple[str | tuple[str, ...], ...]:
    values = (getattr(line.standing.wording, field.name) for field in SCOPE if field.words)
    return tuple(tuple(sorted(each)) if isinstance(each, tuple) else each or "" for each in values)


class _Relatives(NamedTuple):
    """Which kinds of relatives lines reach or leave open; what they say beside their clauses."""

    covered: frozenset[str]
    open: frozenset[str]
    said: frozenset[str]
    dropped: frozenset[str]


def _relatives(lines: list[Coverage]) -> _Relatives:
    covered: set[str] = set()
    left_open: set[str] = set()
    said: set[str] = set()
    dropped: set[str] = set()
    for line in lines:
        clause = line.schedule.clause_of(line.standing.wording.group)
        own = line.standing.wording.covers
        covered.update(clause.covers if own is None else own)
        left_open.update(clause.open if own is None else ())
        said.update(own or ())
        dropped.update(() if own is None else set(clause.covers) - set(own))
    kept = dropped - covered
    return _Relatives(frozenset(covered), frozenset(left_open), frozenset(said), frozenset(kept))
