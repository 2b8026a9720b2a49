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
from registry.engine.scope import Difference
from registry.engine.status import counted_from, pending, status
from registry.engine.statuses import Status, history, history_by, status_on
from registry.engine.view import View
from registry.law.dates import BY_DECISION, EXACT, ON_OR_BEFORE, Day
from registry.law.record import Substance

LEVEL: Final = "level"
SCOPE: Final = "scope"
ALIGNED: Final = "aligned"
KINDS: Final = (
    "undetermined",
    "pending",
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


class ClassGap(NamedTuple):
    """The class-wide controls that stand on either side, by family."""

    family: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    since: Day


class Gaps(NamedTuple):
    """The comparison of ``a`` and ``b`` on a day.

    ``rows`` hold the aligned substances only if they were asked for; ``tally`` (by family and
    kind) and ``counts`` cover all.
    """

    a: str
    b: str
    on: date
    known_on: date | None
    rows: tuple[Gap, ...]
    tally: dict[tuple[str, str], int]
    counts: dict[str, int]
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

    def history(self, substance: str) -> History[Signature]:
        """What must stay the same for a gap to be the same gap, on every day."""
        a, b = sides_of(self, substance)
        return a.zip_with(b, _signature)


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
    return next(_one_sided(a, announced) if a.controlled else _one_sided(announced, b))


def gap(pair: Pair, substance: str, on: date) -> Gap | None:
    """The comparison for one substance; ``None`` if neither side controls it on ``on``."""
    a, b = pair.statuses(substance, on)
    if not (a.controlled or b.controlled):
        return None
    kinds = list(_kinds(a, b))
    since, until = run_of(sides_of(pair, substance), on)
    why = _why(pair.view, kinds[0], a, b)
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
    )


def _kinds(a: Status, b: Status) -> Iterator[str]:
    """Every kind that holds, in the order in which the first names the row."""
    return _two_sided(a, b) if a.controlled and b.controlled else _one_sided(a, b)


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


def _one_sided(a: Status, b: Status) -> Iterator[str]:
    missing = b if a.controlled else a
    if missing.status == UNDETERMINED:
        yield UNDETERMINED
    if missing.pending:
        yield "pending"
    if missing.status != UNDETERMINED:
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
    sides = history_by(pair.view, pair.a, unrevised), history_by(pair.view, pair.b, others)
    if run_of(sides, on)[0] != since:
        yield from later_sentences(acts, f"A gap since {since}")


def same_gap(before: Sequence[Status], after: Sequence[Status]) -> bool:
    """Whether two statuses of each side make one and the same gap."""
    return _signature(*before) == _signature(*after)


def _signature(a: Status, b: Status) -> Signature:
    """What must stay the same for a gap to be the same gap."""
    if a.controlled and b.controlled:
        return (next(_two_sided(a, b)),)
    return a.status, b.status


def run_of(sides: Sides, on: date) -> tuple[Day, date | None]:
    """The unbroken run of days around ``on`` over which this gap holds.

    Announcing an act does not close a gap: pending and one-sided days are one run. A run that
    follows days of which nothing can be said began on its first day at the latest, unless it begins
    with the first day of which the record of either side says anything. So does a gap of level that
    follows days on which the lists of a side did not divide by it.
    """
    since, until, before = sides[0].zip_with(sides[1], _signature).run(on)
    if before is None or since.qualifier != EXACT:
        return since, until
    if UNDETERMINED in before:
        follows_doubt = any(_says_anything_before(side, since.day) for side in sides)
    else:
        day_before = since.day - timedelta(days=1)
        is_level = _signature(*(side.at(on) for side in sides)) == (LEVEL,)
        follows_doubt = is_level and level.is_open(*(side.at(day_before) for side in sides))
    if follows_doubt:
        since = Day(since.day, ON_OR_BEFORE)
    return since, until


def _says_anything_before(side: History[Status], day: date) -> bool:
    return any(turn.day < day for turn in side.days[1:]) or side.at(date.min).is_open


def _why(view: View, kind: str, a: Status, b: Status) -> str:
    """One sentence that an officer can quote, by the rule that decided the kind."""
    if kind in SENTENCES:
        return SENTENCES[kind](a, b, (_short(view, a), _short(view, b)))
    ours, theirs = _described(view, a, b), _described(view, b, a)
    return f"{ours}; {theirs}." + (f" {(a.why or b.why or '')}" if kind == UNDETERMINED else "")


def _short(view: View, side: Status) -> str:
    return view.record.jurisdictions[side.jurisdiction].short


def _described(view: View, side: Status, other: Status) -> str:
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
    return f"{short}: not listed{_held_in_part(view, side, other)}"


def _held_in_part(view: View, side: Status, other: Status) -> str:
    """The lists of a side that may name, unseen by us, what the other side controls."""
    lists = view.record.jurisdictions[side.jurisdiction].schedules.values()
    partial = [
        each.id
        for each in lists
        if not each.complete and {each.regime, each.stands_in_for} & {*other.regimes}
    ]
    if not partial:
        return ""
    noun = "its list" if len(partial) == 1 else "its lists"
    verb = "is" if len(partial) == 1 else "are"
    return f" ({noun} {', '.join(partial)} {verb} held only in part)"


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
