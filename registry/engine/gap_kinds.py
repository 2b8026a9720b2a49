"""The kinds of gap, and the rules that decide them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from registry.engine import level, scope
from registry.engine.coverage import UNDETERMINED
from registry.engine.reach import Doubts
from registry.engine.scope import Difference
from registry.engine.statuses import Status

LEVEL: Final = "level"
SCOPE: Final = "scope"
ALIGNED: Final = "aligned"
NOT_COMPARED: Final = "not-compared"
KINDS: Final = (
    "undetermined",
    "pending",
    NOT_COMPARED,
    "only-a",
    "only-b",
    "regime",
    "class-vs-named",
    "temporary",
    LEVEL,
    SCOPE,
    ALIGNED,
)


def missing_of(a: Status, b: Status) -> tuple[Status, Status]:
    """Of a one-sided row: the side that does not control the substance, and the other."""
    return (b, a) if a.controlled else (a, b)


def kinds_of(a: Status, b: Status, unknown: Doubts) -> Iterator[str]:
    """Every kind that holds, in the order in which the first names the row."""
    return two_sided(a, b) if a.controlled and b.controlled else one_sided(a, b, unknown)


def two_sided(a: Status, b: Status) -> Iterator[str]:
    """The kinds that hold where both control the substance, the first names the row."""
    is_any = False
    for kind, differ in DIFFERENCES.items():  # one by one: who asks for the first asks no more
        if differ(a, b):
            is_any = True
            yield kind
    if not is_any:
        yield ALIGNED


def differing(kinds: list[str], a: Status, b: Status) -> Iterator[Difference]:
    """What differs between the lists, or the lines, where that is what names the row."""
    if kinds[0] == LEVEL:
        yield Difference(LEVEL, a.level, b.level)
    if kinds[0] == SCOPE or (kinds[0] == LEVEL and SCOPE in kinds):
        yield from scope.differences(a, b)


def one_sided(a: Status, b: Status, unknown: Doubts) -> Iterator[str]:
    """The kinds of a gap of which one side controls the substance, the first names it."""
    missing, other = missing_of(a, b)
    undetermined = missing.status == UNDETERMINED or bool(unknown.lists(missing, other))
    elsewhere = bool(unknown.not_held[missing.jurisdiction])
    if undetermined:
        yield UNDETERMINED
    if missing.pending:
        yield "pending"
    elif elsewhere:
        yield NOT_COMPARED
    if not (undetermined or elsewhere):
        yield "only-a" if a.controlled else "only-b"


def _regimes_differ(a: Status, b: Status) -> bool:
    return set(a.regimes).isdisjoint(b.regimes)


def _bases_differ(a: Status, b: Status) -> bool:
    return (a.coverage[0].basis == "class") != (b.coverage[0].basis == "class")


def _terms_differ(a: Status, b: Status) -> bool:
    return _temporary(a) != _temporary(b)


def _temporary(side: Status) -> bool:
    return all(each.standing.temporary for each in side.coverage)


# How two sides that both control a substance may differ, first what names the row.
DIFFERENCES: Final[dict[str, Callable[[Status, Status], bool]]] = {
    "regime": _regimes_differ,
    "class-vs-named": _bases_differ,
    "temporary": _terms_differ,
    LEVEL: level.differs,
    SCOPE: scope.differ,
}
