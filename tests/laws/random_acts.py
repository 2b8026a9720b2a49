"""Random acts. They mostly make no legal sense; that is the point."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from hypothesis import strategies as st

from registry.law.acts import Act, Step, Wording
from registry.law.dates import Day, partial_day

FIRST = date(2024, 1, 1)
LAST = date(2024, 2, 20)
EPOCH = date(2000, 1, 1)
RANGE = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]

LAWS = ("us", "cn")
SCHEDULES = ("s1", "s2")
LINES = ("a", "b")
SUBSTANCES = ("a", "b", "c", "a-salt", "b-isomer", "c-positional")
KINDS = ("salt", "optical-isomer", "positional-isomer")
CLASS = "klass"

# random acts

Kind = TypeVar("Kind")


def built(
    what: Callable[..., Kind], /, **fields: st.SearchStrategy[object]
) -> st.SearchStrategy[Kind]:
    """Values of ``what`` with these fields drawn and no others."""
    return st.fixed_dictionaries(fields).map(lambda said: what(**said))


days = st.integers(4, 14).map(lambda number: FIRST + timedelta(days=number))
schedules = st.sampled_from(SCHEDULES)
lines = st.sampled_from(("a", "a", *LINES))
names = st.lists(st.sampled_from(SUBSTANCES), min_size=1, max_size=2, unique=True).map(tuple)
kinds = st.lists(st.sampled_from(KINDS), max_size=2, unique=True).map(tuple)
exact_days = days.map(Day)
partial_days = st.one_of(
    exact_days,
    exact_days,
    exact_days,
    exact_days,
    days.map(lambda day: partial_day(f"<={day}")),
    days.map(lambda day: partial_day(f">={day}")),
    st.just("2024-01").map(partial_day),
)
relatives = st.sampled_from(("a-salt", "b-isomer", "c-positional")).map(lambda name: (name,))
medical_uses = st.sampled_from([None, True, False, "not said"])
wordings = built(
    Wording,
    number=st.none() | st.sampled_from(["1", "2"]),
    form=st.none() | st.sampled_from(["", "injections"]),
    exception=st.none() | st.sampled_from(["", "kits"]),
    covers=st.none() | kinds,
    group=st.sampled_from([None, None, None, "g", ""]),
    excepts=st.none() | st.none() | st.just(()) | relatives,
    may_cover=st.none() | st.none() | st.just(()) | relatives,
    medical_use=st.none() | st.none() | medical_uses,
)
ALWAYS = st.just(value=True)
citations = st.none() | st.just("an edition")
slugs = st.builds(lambda schedule, line: f"{schedule}/{line}", schedules, lines)
adds = built(
    Step,
    verb=st.just("add"),
    schedule=schedules,
    line=lines,
    wording=wordings,
    substances=names,
    already_covered_by=st.none() | st.none() | slugs,
    covered_since=st.none() | exact_days,
    continues=st.none() | st.none() | slugs,
)
class_adds = built(
    Step,
    verb=st.just("add"),
    schedule=schedules,
    line=st.just(CLASS),
    class_id=st.just(CLASS),
    temporary=st.booleans(),
)
unseen_adds = built(
    Step, verb=st.just("add"), schedule=schedules, line=st.just("items"), unseen=st.just(14)
)
# The names that an amendment or a move gives a line anew; mostly it speaks of none.
rewritten = st.just(()) | names
removals = built(
    Step, verb=st.just("remove"), schedule=schedules, line=lines, merged_into=st.none() | slugs
)
moves = built(
    Step,
    verb=st.just("move"),
    schedule=schedules,
    line=lines,
    wording=wordings,
    substances=rewritten,
    to_schedule=schedules,
    to_line=lines,
).filter(lambda step: (step.schedule, step.line) != (step.to_schedule, step.to_line))
amendments = built(
    Step,
    verb=st.just("amend"),
    schedule=schedules,
    line=lines,
    wording=wordings,
    substances=rewritten,
    releases=st.just(()) | names,
)
confirmations = built(
    Step, verb=st.just("confirm"), schedule=schedules, line=lines, stands=citations
)


class Plan(NamedTuple):
    """An act without its name."""

    jurisdiction: str
    kind: str
    effective: Day
    published: Day | None
    decision: bool
    steps: tuple[Step, ...]


def steps_with_terms(shortest: int) -> st.SearchStrategy[Step]:
    """Any verb; a temporary line ends at the earliest ``shortest`` days after the epoch."""
    terms = st.integers(shortest, 5).map(lambda days: EPOCH + timedelta(days=days))
    temporary_adds = st.builds(
        lambda step, expires: step._replace(temporary=True, expires=expires), adds, terms
    )
    extensions = built(
        Step,
        verb=st.just("extend"),
        schedule=schedules,
        line=lines,
        temporary=ALWAYS,
        expires=terms,
        stands=citations,
    )
    rare = st.one_of(adds, class_adds, unseen_adds)
    return st.one_of(
        temporary_adds,
        temporary_adds,
        removals,
        moves,
        amendments,
        extensions,
        confirmations,
        rare,
    )


def from_the_day(plan: Plan) -> Plan:
    """The plan with its terms counted from the day on which it takes effect."""
    later = plan.effective.day - EPOCH
    steps = (
        step._replace(expires=step.expires + later) if step.expires else step for step in plan.steps
    )
    return plan._replace(steps=tuple(steps))


PLACES = [(schedule, line) for schedule in SCHEDULES for line in LINES]


def act_of_the_us(
    kind: str, number: int, steps: st.SearchStrategy[tuple[Step, ...]]
) -> st.SearchStrategy[Plan]:
    return built(
        Plan,
        jurisdiction=st.just("us"),
        kind=st.just(kind),
        effective=st.just(Day(FIRST + timedelta(days=number))),
        published=st.none(),
        decision=st.just(value=False),
        steps=steps,
    ).map(from_the_day)


def openings(shortest: int) -> st.SearchStrategy[Plan]:
    """An act that lets temporary lines stand, so that later acts find something."""
    terms = st.integers(shortest, 8).map(lambda days: EPOCH + timedelta(days=days))
    opened = (
        built(
            Step,
            verb=st.just("add"),
            schedule=st.just(schedule),
            line=st.just(line),
            substances=names,
            temporary=ALWAYS,
            expires=terms,
        )
        for schedule, line in PLACES
    )
    return act_of_the_us("order", 4, st.tuples(*opened))


# A catalogue issued anew: every line may take the place of any other on one day.
reissues = act_of_the_us(
    "announcement",
    7,
    st.permutations(PLACES).map(
        lambda targets: tuple(
            Step("move", *place, to_schedule=target[0], to_line=target[1])
            for place, target in zip(PLACES, targets, strict=True)
            if place != target
        )
    ),
)


def stories(shortest: int = 1) -> st.SearchStrategy[list[Act]]:
    """Acts upon acts: mostly the first lets lines stand for the others to act upon."""
    upon = st.lists(plans(shortest), max_size=12)
    opened = st.builds(lambda first, later: [first, *later], openings(shortest), upon)
    reissued = st.builds(lambda first, later: [first, *later], reissues, opened)
    return st.one_of(upon, opened, opened, reissued).map(named)


def plans(shortest: int) -> st.SearchStrategy[Plan]:
    """Acts of any kind; ``shortest`` is the shortest term that a temporary line may have."""
    steps = st.lists(
        steps_with_terms(shortest), min_size=1, max_size=2, unique_by=lambda one: one[:3]
    )
    return built(
        Plan,
        jurisdiction=st.sampled_from(("us", "us", *LAWS)),
        kind=st.sampled_from(
            ["rule", "rule", "rule", "rule", "order", "baseline", "proposal", "withdrawal"]
        ),
        effective=partial_days,
        published=st.none() | exact_days,
        decision=st.sampled_from([False, False, True]),
        steps=steps.map(tuple),
    ).map(from_the_day)


def named(planned: list[Plan]) -> list[Act]:
    """The planned acts under names of their own; a decision has no other day than its own."""
    return [
        Act(
            id=f"{plan.jurisdiction}/act-{number}",
            jurisdiction=plan.jurisdiction,
            kind=plan.kind,
            title="",
            title_zh=None,
            authority=(),
            citation="",
            source="",
            evidence="official",
            date_evidence="official",
            published=plan.published,
            effective=None if plan.decision else plan.effective,
            decided=plan.effective if plan.decision else None,
            answers=(),
            note=None,
            steps=plan.steps,
        )
        for number, plan in enumerate(planned)
    ]


acts_of_law = stories()
# Terms that end on, or before, the day on which they begin: the fold must bear them too.
nonsense = stories(shortest=-8)
any_day = st.sampled_from(RANGE)
two_days = st.tuples(any_day, any_day).map(sorted)
three_days = st.tuples(any_day, any_day, any_day).map(sorted)
