"""Where two jurisdictions differ on a day, since when, and how long each side took. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from registry.engine import level
from registry.engine.by_class import class_history
from registry.engine.coverage import UNDETERMINED
from registry.engine.gap_kinds import (
    ALIGNED,
    KINDS,
    LEVEL,
    differing,
    kinds_of,
    missing_of,
    one_sided,
    two_sided,
)
from registry.engine.gap_words import why_of
from registry.engine.hindsight import later_sentences, without_later
from registry.engine.history import History
from registry.engine.reach import Doubts, doubts
from registry.engine.scope import Difference
from registry.engine.status import counted_from, pending, status
from registry.engine.statuses import Status, history, history_by, status_on
from registry.engine.view import View
from registry.law.dates import BY_DECISION, EXACT, ON_OR_BEFORE, Day
from registry.law.record import Substance


class Gap(NamedTuple):
    """How two jurisdictions differ over one substance on one day.

    ``differs`` says what differs where the kind is of level or scope.
    ``partly_held``: the lists that alone make it undetermined, since they are held only in part.
    """

    substance: Substance
    kind: str
    also: tuple[str, ...]
    since: Day
    until: date | None
    lag_days: int | None
    open_days: int | None
    a: Status
    b: Status
    why: str
    differs: tuple[Difference, ...] = ()
    partly_held: tuple[str, ...] = ()


class ClassGap(NamedTuple):
    """The class-wide controls that stand on either side, by family."""

    family: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    since: Day


class Gaps(NamedTuple):
    """The comparison of ``a`` and ``b`` on a day.

    ``rows`` hold the aligned substances only if they were asked for; ``tally`` (by family and
    kind) and ``counts`` cover all. ``partly_held`` of the undetermined are so only by lists that
    are held in part.
    """

    a: str
    b: str
    on: date
    known_on: date | None
    rows: tuple[Gap, ...]
    tally: dict[tuple[str, str], int]
    counts: dict[str, int]
    partly_held: int
    unseen: dict[str, int]
    classes: tuple[ClassGap, ...]


class Pair(NamedTuple):
    """Two jurisdictions, compared on the record as it was known."""

    view: View
    a: str
    b: str

    def statuses(self, substance: str, on: date) -> tuple[Status, Status]:
        """What each side says of ``substance`` on ``on``."""
        return status(self.view, self.a, substance, on), status(self.view, self.b, substance, on)

    def doubts(self, substance: str) -> Doubts:
        """What the record of the two cannot say of ``substance``."""
        place = self.a, self.b, substance  # the same on every day, and asked for at each turn
        if place not in self.view.doubts:
            self.view.doubts[place] = doubts(self.view, (self.a, self.b), substance)
        known: Doubts = self.view.doubts[place]
        return known

    def history(self, substance: str) -> History[Signature]:
        """What must stay the same for a gap to be the same gap, on every day."""
        return _signatures(sides_of(self, substance), self.doubts(substance))


def gaps(view: View, a: str, b: str, on: date, *, aligned: bool = False) -> Gaps:
    """How the two differ over every substance that either controls on ``on``.

    The rows of substances over which they do not differ come only with ``aligned``.
    """
    pair = Pair(view, a, b)
    rows: list[Gap] = []
    tally: Counter[tuple[str, str]] = Counter()
    for substance in view.record.substances.values():
        if (kind := gap_kind(pair, substance.id, on)) is None:
            continue
        tally[substance.family, kind] += 1
        if (aligned or kind != ALIGNED) and (row := gap(pair, substance.id, on)):
            rows.append(row)
    rows.sort(key=lambda row: (KINDS.index(row.kind), row.substance.family, row.substance.id))
    counts = dict.fromkeys(KINDS, 0)
    for (_, kind), count in tally.items():
        counts[kind] += count
    return Gaps(
        a=a,
        b=b,
        on=on,
        known_on=view.known_on,
        rows=tuple(rows),
        tally=dict(tally),
        counts=counts,
        partly_held=sum(bool(row.partly_held) for row in rows),
        unseen={"a": view.unseen(a, on), "b": view.unseen(b, on)},
        classes=tuple(_class_gaps(pair, on)),
    )


def gap_kind(pair: Pair, substance: str, on: date) -> str | None:
    """The kind of gap, and nothing more; ``None`` if neither side controls the substance."""
    a, b = (status_on(pair.view, side, substance, on) for side in (pair.a, pair.b))
    if a.controlled and b.controlled:
        return next(two_sided(a, b))
    if not (a.controlled or b.controlled):
        return None
    missing = b if a.controlled else a
    announced = missing._replace(pending=pending(pair.view, missing.jurisdiction, substance, on))
    sides = (a, announced) if a.controlled else (announced, b)
    return next(one_sided(*sides, pair.doubts(substance)))


def gap(pair: Pair, substance: str, on: date) -> Gap | None:
    """The comparison for one substance; ``None`` if neither side controls it on ``on``."""
    a, b = pair.statuses(substance, on)
    if not (a.controlled or b.controlled):
        return None
    unknown = pair.doubts(substance)
    kinds = list(kinds_of(a, b, unknown))
    since, until = run_of(sides_of(pair, substance), unknown, on)
    why = why_of(pair.view, kinds[0], a, b, unknown)
    return Gap(
        substance=pair.view.record.substances[substance],
        kind=kinds[0],
        also=tuple(kinds[1:]),
        since=since,
        until=until,
        lag_days=lag(*(counted_from(pair.view, side, substance) for side in (a, b))),
        open_days=None if a.controlled and b.controlled else (on - since.day).days,
        a=a,
        b=b,
        why=" ".join([why, *_later_since(pair, (a, b), substance, on, since)]),
        differs=tuple(differing(kinds, a, b)),
        partly_held=_only_by_lists_in_part(pair.view, kinds[0], a, b, unknown),
    )


def _only_by_lists_in_part(
    view: View, kind: str, a: Status, b: Status, unknown: Doubts
) -> tuple[str, ...]:
    """The lists held in part that alone make a row undetermined."""
    missing, other = missing_of(a, b)
    if kind != UNDETERMINED or missing.is_open:
        return ()
    if view.whole_from[missing.jurisdiction] is None:
        return tuple(view.record.jurisdictions[missing.jurisdiction].schedules)
    return unknown.lists(missing, other)


def lag(a: Day | None, b: Day | None) -> int | None:
    """Days from ``a`` to ``b``; ``None`` unless both are known to the day."""
    if a is None or b is None or not {a.qualifier, b.qualifier} <= {EXACT, BY_DECISION}:
        return None
    return (b.day - a.day).days


Signature = tuple[str, ...]
Sides = tuple[History[Status], History[Status]]


def sides_of(pair: Pair, substance: str) -> Sides:
    """What each side says of ``substance`` on every day."""
    return history(pair.view, pair.a, substance), history(pair.view, pair.b, substance)


def _later_since(
    pair: Pair, statuses: tuple[Status, Status], substance: str, on: date, since: Day
) -> Iterator[str]:
    """The acts after ``on``, not yet named, without which the gap would begin on another day."""
    named = statuses[0].later_acts | statuses[1].later_acts
    named |= {
        coverage.hindsight
        for side in statuses
        for coverage in pair.view.coverage(side.jurisdiction, substance)
        if side.status == UNDETERMINED and coverage.hindsight and coverage.holds_on(on)
    }
    unrevised, later = without_later(pair.view, (pair.a, substance), on, named)
    others, later_others = without_later(pair.view, (pair.b, substance), on, named)
    acts = tuple(dict.fromkeys((*later, *later_others)))
    if not acts:
        return
    sides = (
        history_by(pair.view, (pair.a, substance), unrevised),
        history_by(pair.view, (pair.b, substance), others),
    )
    if run_of(sides, pair.doubts(substance), on)[0] != since:
        yield from later_sentences(acts, f"A gap since {since}")


def same_gap(before: Sequence[Status], after: Sequence[Status], unknown: Doubts) -> bool:
    """Whether two statuses of each side make one and the same gap."""
    (a, b), (c, d) = before, after
    return _signature(a, b, unknown) == _signature(c, d, unknown)


def _signatures(sides: Sides, unknown: Doubts) -> History[Signature]:
    return sides[0].zip_with(sides[1], lambda a, b: _signature(a, b, unknown))


def _signature(a: Status, b: Status, unknown: Doubts) -> Signature:
    """What must stay the same for a gap to be the same gap.

    That an act is announced, or that a list is not held, cuts no gap: pending, not compared and
    one-sided are one. A list held in part makes the side undetermined, as a whole record would.
    """
    if a.controlled and b.controlled:
        return (next(two_sided(a, b)),)
    return tuple(
        UNDETERMINED if unknown.lists(side, other) else side.status
        for side, other in ((a, b), (b, a))
    )


def run_of(sides: Sides, unknown: Doubts, on: date) -> tuple[Day, date | None]:
    """The unbroken run of days around ``on`` over which this gap holds.

    Announcing an act does not close a gap: pending and one-sided days are one run. A run that
    follows days of which nothing can be said began on its first day at the latest, unless it begins
    with the first day of which the record of either side says anything. So does a gap of level that
    follows days on which the lists of a side did not divide by it.
    """
    since, until, before = _signatures(sides, unknown).run(on)
    if before is None or since.qualifier != EXACT:
        return since, until
    if UNDETERMINED in before:
        follows_doubt = any(_says_anything_before(side, since.day) for side in sides)
    else:
        day_before = since.day - timedelta(days=1)
        is_level = _signature(sides[0].at(on), sides[1].at(on), unknown) == (LEVEL,)
        follows_doubt = is_level and level.is_open(*(side.at(day_before) for side in sides))
    if follows_doubt:
        since = Day(since.day, ON_OR_BEFORE)
    return since, until


def _says_anything_before(side: History[Status], day: date) -> bool:
    return any(turn.day < day for turn in side.days[1:]) or side.at(date.min).is_open


def _class_gaps(pair: Pair, on: date) -> Iterator[ClassGap]:
    families: dict[str, dict[str, dict[str, Day]]] = {}
    for text, _ in pair.view.defining(on):
        if text.jurisdiction not in {pair.a, pair.b}:
            continue
        since = class_history(pair.view, text).run(on).since
        for family in text.families:
            sides = families.setdefault(family, {pair.a: {}, pair.b: {}})
            sides[text.jurisdiction][text.id] = since
    for family, sides in sorted(families.items()):
        if bool(sides[pair.a]) != bool(sides[pair.b]):
            since = min(day for side in sides.values() for day in side.values())
            yield ClassGap(
                family, tuple(sorted(sides[pair.a])), tuple(sorted(sides[pair.b])), since
            )
