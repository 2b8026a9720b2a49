"""Where two jurisdictions differ on a day, since when, and how long each side took. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from registry.engine import level, scope
from registry.engine.by_class import class_history
from registry.engine.coverage import UNDETERMINED
from registry.engine.hindsight import later_sentences, without_later
from registry.engine.history import History
from registry.engine.reach import Doubts, doubts
from registry.engine.scope import Difference
from registry.engine.status import counted_from, pending, status
from registry.engine.statuses import Status, history, history_by, status_on
from registry.engine.view import View
from registry.law.dates import BY_DECISION, EXACT, ON_OR_BEFORE, Day
from registry.law.record import Substance

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
# The sentences of the rules that say themselves what differs.
SENTENCES: Final = {LEVEL: level.sentence, SCOPE: scope.sentence}


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
        return doubts(self.view, (self.a, self.b), substance)

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
        return next(_two_sided(a, b))
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
    kinds = list(_kinds(a, b, unknown))
    since, until = run_of(sides_of(pair, substance), unknown, on)
    why = _why(pair.view, kinds[0], a, b, unknown)
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
        differs=tuple(_differs(kinds, a, b)),
        partly_held=_only_by_lists_in_part(pair.view, kinds[0], a, b, unknown),
    )


def _only_by_lists_in_part(
    view: View, kind: str, a: Status, b: Status, unknown: Doubts
) -> tuple[str, ...]:
    """The lists held in part that alone make a row undetermined."""
    missing, other = _missing(a, b)
    if kind != UNDETERMINED or missing.is_open:
        return ()
    if view.whole_from[missing.jurisdiction] is None:
        return tuple(view.record.jurisdictions[missing.jurisdiction].schedules)
    return unknown.lists(missing, other)


def _missing(a: Status, b: Status) -> tuple[Status, Status]:
    """Of a one-sided row: the side that does not control the substance, and the other."""
    return (b, a) if a.controlled else (a, b)


def _kinds(a: Status, b: Status, unknown: Doubts) -> Iterator[str]:
    """Every kind that holds, in the order in which the first names the row."""
    return _two_sided(a, b) if a.controlled and b.controlled else one_sided(a, b, unknown)


def _two_sided(a: Status, b: Status) -> Iterator[str]:
    is_any = False
    for kind, differ in DIFFERENCES.items():  # one by one: who asks for the first asks no more
        if differ(a, b):
            is_any = True
            yield kind
    if not is_any:
        yield ALIGNED


def _differs(kinds: list[str], a: Status, b: Status) -> Iterator[Difference]:
    """What differs between the lists, or the lines, where that is what names the row."""
    if kinds[0] == LEVEL:
        yield Difference(LEVEL, a.level, b.level)
    if kinds[0] == SCOPE or (kinds[0] == LEVEL and SCOPE in kinds):
        yield from scope.differences(a, b)


def one_sided(a: Status, b: Status, unknown: Doubts) -> Iterator[str]:
    """The kinds of a gap of which one side controls the substance, the first names it."""
    missing, other = _missing(a, b)
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
        return (next(_two_sided(a, b)),)
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


def _why(view: View, kind: str, a: Status, b: Status, unknown: Doubts) -> str:
    """One sentence that an officer can quote, by the rule that decided the kind."""
    if kind in SENTENCES:
        return SENTENCES[kind](a, b, (_short(view, a), _short(view, b)))
    ours, theirs = _described(view, a, b, unknown), _described(view, b, a, unknown)
    doubt = a.why or b.why if kind == UNDETERMINED else None
    return f"{ours}; {theirs}." + (f" {doubt}" if doubt else "")


def _short(view: View, side: Status) -> str:
    return view.record.jurisdictions[side.jurisdiction].short


def _described(view: View, side: Status, other: Status, unknown: Doubts) -> str:
    short = _short(view, side)
    if side.controlled:
        first = side.coverage[0]
        temporary = ", temporarily" if first.standing.temporary else ""
        start = first.since
        older = f"controlled since {side.since}, " if start != side.since else ""
        return (
            f"{short}: {older}{first.schedule.regime} control on {first.schedule.id} "
            f"({first.basis}{temporary}) since {start}"
        )
    if side.pending:
        return f"{short}: not in force, {side.pending[0].schedule} from {side.pending[0].effective}"
    if side.status == UNDETERMINED:
        return f"{short}: undetermined"
    return f"{short}: {_not_listed(side, other, unknown)}"


def _not_listed(side: Status, other: Status, unknown: Doubts) -> str:
    """That no line was seen, and which lists, held in part or not held, may have one."""
    if partly := unknown.lists(side, other):
        lists = "its list" if len(partly) == 1 else "its lists"
        return f"on no list held whole; {lists} {', '.join(partly)}, held only in part, may name it"
    if elsewhere := unknown.not_held[side.jurisdiction]:
        return f"on no list held; not held and not compared: {elsewhere[0].title}"
    return "not listed"


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
