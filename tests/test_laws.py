"""Laws that hold for any acts: the fold against a day-by-day walk, comparisons against themselves.

The acts are random and mostly make no legal sense; that is the point.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.acts import UNFOLDED, Act, Key, Step, Wording
from registry.changes import changes, patch
from registry.coverage import status
from registry.gaps import Gap, Gaps, Pair, gap, gaps
from registry.ids import BY_DECISION, EXACT, ON_OR_AFTER, ON_OR_BEFORE, Day, partial_day
from registry.listing import Timeline
from registry.reach import UNDETERMINED
from registry.record import (
    ClassText,
    Clause,
    FormOf,
    Judged,
    Jurisdiction,
    Record,
    Schedule,
    Substance,
    Verdict,
)
from registry.timeline import fold
from registry.view import View

FIRST = date(2024, 1, 1)
LAST = date(2024, 2, 20)
EPOCH = date(2000, 1, 1)
RANGE = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]

LAWS = ("us", "cn")
SCHEDULES = ("s1", "s2")
LINES = ("a", "b")
SUBSTANCES = ("a", "b", "c", "a-salt", "b-isomer")
KINDS = ("salt", "optical-isomer")
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
wordings = built(
    Wording,
    number=st.none() | st.sampled_from(["1", "2"]),
    form=st.none() | st.sampled_from(["", "injections"]),
    exception=st.none() | st.sampled_from(["", "kits"]),
    covers=st.none() | kinds,
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
removals = built(
    Step, verb=st.just("remove"), schedule=schedules, line=lines, merged_into=st.none() | slugs
)
moves = built(
    Step,
    verb=st.just("move"),
    schedule=schedules,
    line=lines,
    wording=wordings,
    to_schedule=schedules,
    to_line=lines,
).filter(lambda step: (step.schedule, step.line) != (step.to_schedule, step.to_line))
amendments = built(
    Step,
    verb=st.just("amend"),
    schedule=schedules,
    line=lines,
    wording=wordings,
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

# random records


def schedule_of(name: str, regime: str, clause: Clause, complete_from: date | None) -> Schedule:
    return Schedule(
        id=name,
        title=name,
        title_zh=None,
        instrument="",
        regime=regime,
        clause=clause,
        groups={},
        complete_from=complete_from,
        complete=complete_from is not None,
        verified_through=LAST,
        note=None,
    )


def substance_of(name: str, form_of: FormOf | None = None) -> Substance:
    return Substance(
        id=name,
        family="family" if name in {"a", "b"} else "others",
        name=name,
        name_zh=None,
        aliases=(),
        cas=(),
        inchikey=None,
        smiles=None,
        structure=None,
        unii=None,
        form_of=form_of,
        source=None,
        note=None,
    )


def law_of(name: str, kept: list[Schedule]) -> Jurisdiction:
    return Jurisdiction(name, name, name.upper(), None, None, {one.id: one for one in kept})


THINGS = {
    one.id: one
    for one in (
        substance_of("a"),
        substance_of("b"),
        substance_of("c"),
        substance_of("a-salt", FormOf("a", "salt")),
        substance_of("b-isomer", FormOf("b", "optical-isomer")),
    )
}

wholeness = st.sampled_from([FIRST, FIRST, None, date(2024, 1, 10), date(2024, 1, 18)])
clauses = built(Clause, covers=kinds, open=kinds, excepts=st.just(()) | names)
verdicts = built(
    Verdict,
    verdict=st.sampled_from(["in", "out", "review"]),
    since=st.none() | days,
    basis=st.just("the text"),
    source=st.just(""),
)
judgements = built(
    Judged,
    verdict=st.sampled_from(["in", "in-but-listed", "review", "out", "not-judged"]),
    since=st.none() | days,
    reason=st.just("the rule"),
)
class_texts = built(
    ClassText,
    id=st.just(CLASS),
    since=days,
    title=st.just(CLASS),
    title_zh=st.none(),
    jurisdiction=st.sampled_from(LAWS),
    schedule=st.none() | schedules,
    text=st.just(""),
    citation=st.just(""),
    source=st.just(""),
    evidence=st.just("official"),
    families=st.just(()) | st.just(("family",)),
    note=st.none(),
    verdicts=st.dictionaries(st.sampled_from(SUBSTANCES), verdicts, max_size=2),
    judged=st.dictionaries(
        st.sampled_from(SUBSTANCES),
        st.lists(judgements, min_size=1, max_size=2, unique_by=lambda one: one.since).map(
            lambda said: tuple(sorted(said, key=lambda one: one.since or date.min))
        ),
        max_size=3,
    ),
)


@st.composite
def laws(draw: st.DrawFn, name: str) -> Jurisdiction:
    kept = [
        schedule_of(
            one,
            draw(st.sampled_from(["drug", "precursor"])),
            draw(clauses),
            draw(wholeness),
        )
        for one in SCHEDULES
    ]
    return law_of(name, kept)


@st.composite
def records(draw: st.DrawFn) -> Record:
    texts = draw(st.lists(class_texts, max_size=2, unique_by=lambda one: (one[1], one[4])))
    return Record(
        version="",
        title="",
        digest="",
        jurisdictions={name: draw(laws(name)) for name in LAWS},
        substances=THINGS,
        acts={one.id: one for one in draw(acts_of_law)},
        classes=tuple(texts),
        seeds=(),
    )


# the fold, walked day by day


class Line(NamedTuple):
    """What the walk remembers of a standing line."""

    substances: frozenset[str]
    temporary: bool
    expires: date | None


Place = tuple[str, str, str]
Diary = dict[tuple[date, str], list[tuple[Place, Step]]]


def diary(acts: list[Act]) -> Diary:
    """What takes effect on a day in a verb, in the order of the acts' names and of the lines."""
    found: Diary = defaultdict(list)
    for act in sorted(acts, key=lambda one: one.id):
        if act.kind not in {"proposal", "withdrawal"}:
            for step in sorted(act.steps, key=lambda one: one[:3]):
                place = act.jurisdiction, step.schedule, step.line
                found[act.day.day, step.verb].append((place, step))
    return found


def stood_on(book: Diary, place: Place, expiry: date) -> bool:
    """Whether the next word on a line that ran out, rewording aside, is that it stood on."""
    for day in (one for one in RANGE if one > expiry):
        spoken = [
            step
            for verb in ("remove", "move", "add", "extend", "confirm")
            for where, step in book.get((day, verb), ())
            if where == place
        ]
        if spoken:
            return spoken[0].stands is not None
    return False


def walked(acts: list[Act]) -> dict[date, dict[Place, Line]]:
    """The standing lines of every day of the range, found by walking over the days."""
    book, found = diary(acts), {}
    standing: dict[Place, Line] = {}
    lapsed: dict[Place, Line] = {}
    for day in RANGE:
        for place, _ in book.get((day, "remove"), ()):
            lapsed.pop(place, None)
            standing.pop(place, None)
        lift(book.get((day, "move"), ()), standing)
        for place, step in book.get((day, "add"), ()):
            line = Line(frozenset(step.substances), step.temporary, step.expires)
            standing.setdefault(place, line)
        for place, step in book.get((day, "extend"), []) + book.get((day, "confirm"), []):
            prolonged = standing.get(place) or lapsed.get(place)
            if prolonged and (prolonged.temporary or step.verb == "confirm"):
                standing[place] = Line(prolonged.substances, step.temporary, step.expires)
        for place, line in list(standing.items()):
            lapsed.pop(place, None)
            if line.expires == day and not stood_on(book, place, day):
                lapsed[place] = standing.pop(place)
        found[day] = dict(standing)
    return found


def lift(moving: Iterable[tuple[Place, Step]], standing: dict[Place, Line]) -> None:
    """All moving lines leave their places before the first is set down; two on one place merge."""
    lifted = [(place, step, standing.pop(place, None)) for place, step in moving]
    for place, step, line in lifted:
        target = place[0], step.to_schedule or place[1], step.to_line or place[2]
        if line is not None:
            host = standing.get(target, line)
            standing[target] = host._replace(substances=host.substances | line.substances)


def shown(timeline: Timeline, day: date) -> dict[Place, Line]:
    """The snapshot of ``day`` in the words of the walk."""
    return {
        (key.jurisdiction, key.schedule, key.line): Line(
            frozenset(one.substances), one.temporary, one.expires
        )
        for key, one in timeline.on(day).items()
    }


@given(acts_of_law)
def test_the_fold_equals_a_walk_day_by_day(acts: list[Act]) -> None:
    timeline, expected = fold(acts), walked(acts)
    for day in RANGE:
        assert shown(timeline, day) == expected[day], day


# the fold's laws


@given(acts_of_law, st.randoms(use_true_random=False))
def test_the_order_of_acts_and_of_entries_does_not_matter(acts: list[Act], dice: object) -> None:
    shuffled = [act._replace(steps=tuple(reversed(act.steps))) for act in acts]
    shuffle = getattr(dice, "shuffle")  # noqa: B009
    shuffle(shuffled)
    assert fold(shuffled) == fold(acts)


@given(acts_of_law, any_day)
def test_a_line_never_stands_twice_on_a_day(acts: list[Act], day: date) -> None:
    standing = [one.key for one in fold(acts).listings if one.at(day) is not None]
    assert len(standing) == len(set(standing))


@given(acts_of_law)
def test_the_states_of_a_stay_follow_each_other_within_it(acts: list[Act]) -> None:
    for listing in fold(acts).listings:
        firsts = [first.day for first, _ in listing.states]
        assert firsts == sorted(set(firsts))
        assert firsts[0] == listing.since.day
        assert listing.until is None or firsts[-1] <= listing.until


def without_texts(acts: list[Act]) -> list[Act]:
    """The acts as if none named a text that shows a line standing meanwhile."""
    return [
        act._replace(steps=tuple(step._replace(stands=None) for step in act.steps)) for act in acts
    ]


@given(acts_of_law, any_day)
def test_acts_effective_after_a_day_do_not_change_that_day(acts: list[Act], day: date) -> None:
    silent = without_texts(acts)
    earlier = [act for act in silent if act.day.day <= day]
    assert fold(silent).on(day) == fold(earlier).on(day)


@given(acts_of_law, any_day)
def test_a_later_text_changes_undocumented_days_alone(acts: list[Act], day: date) -> None:
    """A later act that says the line stood on is lawful knowledge of the past, marked as such."""
    timeline = fold(acts)
    whole, earlier = timeline.on(day), fold([act for act in acts if act.day.day <= day]).on(day)
    undocumented = {one.key for one in timeline.listings if one.is_undocumented_on(day)}
    assert {key for key in {*whole, *earlier} if whole.get(key) != earlier.get(key)} <= undocumented


@given(acts_of_law, any_day)
def test_undocumented_days_are_days_of_the_stay_told_once(acts: list[Act], day: date) -> None:
    for listing in fold(acts).listings:
        spans = [one for one in listing.undocumented if one[0] <= day < one[1]]
        assert len(spans) <= 1
        assert not spans or listing.at(day) is not None


@given(acts_of_law, any_day)
def test_what_was_known_is_what_remains_without_the_later_acts(acts: list[Act], day: date) -> None:
    def known(act: Act) -> bool:
        first = act.published or act.decided or act.effective
        return act.kind == "baseline" or (first is not None and first.day <= day)

    assert fold(acts, known_on=day) == fold([act for act in acts if known(act)])


@given(acts_of_law, any_day)
def test_proposals_and_withdrawals_are_never_folded(acts: list[Act], day: date) -> None:
    folded = [act for act in acts if act.kind not in UNFOLDED]
    assert fold(acts, known_on=day) == fold(folded, known_on=day)


@given(nonsense)
def test_a_contradiction_is_a_value_that_names_act_and_line(acts: list[Act]) -> None:
    spoken = {
        (act.id, Key(act.jurisdiction, step.schedule, step.line), act.day.day)
        for act in acts
        for step in act.steps
    }
    for one in fold(acts).contradictions:
        assert (one.act, one.key, one.day) in spoken
        assert one.what


@given(nonsense)
def test_every_step_is_an_event_or_a_contradiction(acts: list[Act]) -> None:
    timeline = fold(acts)
    steps = sum(len(act.steps) for act in acts if act.kind not in UNFOLDED)
    verbs = [one for one in timeline.events if one.step is not None]
    assert len(verbs) + len(timeline.contradictions) == steps


@given(nonsense, any_day)
def test_not_even_nonsense_changes_the_days_before_it(acts: list[Act], day: date) -> None:
    silent = without_texts(acts)
    earlier = [act for act in silent if act.day.day <= day]
    assert fold(silent).on(day) == fold(earlier).on(day)


@given(acts_of_law)
def test_an_act_in_force_before_its_publication_is_retroactive(acts: list[Act]) -> None:
    for act in acts:
        early = act.effective and act.published and act.effective.day < act.published.day
        assert act.is_retroactive() is bool(early)


@given(acts_of_law)
def test_a_listing_carries_the_qualifier_of_the_act_that_opened_it(acts: list[Act]) -> None:
    by_id = {act.id: act for act in acts}
    for listing in fold(acts).listings:
        assert listing.since == by_id[listing.states[0][1].act].day
        assert listing.since.qualifier in {EXACT, ON_OR_BEFORE, ON_OR_AFTER, BY_DECISION}


# changes


@given(acts_of_law, two_days)
def test_patching_a_day_with_the_events_gives_the_later_day(
    acts: list[Act], ends: list[date]
) -> None:
    timeline, (start, end) = fold(acts), ends
    events = [one for one in timeline.events if start < one.day.day <= end]
    assert patch(timeline.on(start), events) == timeline.on(end)


@given(acts_of_law, three_days)
def test_changes_compose(acts: list[Act], ends: list[date]) -> None:
    timeline, (start, middle, end) = fold(acts), ends
    first = [one for one in timeline.events if start < one.day.day <= middle]
    second = [one for one in timeline.events if middle < one.day.day <= end]
    halfway = patch(timeline.on(start), first)
    assert halfway == timeline.on(middle)
    assert patch(halfway, second) == timeline.on(end) == patch(timeline.on(start), first + second)


@given(records(), two_days, st.sampled_from(LAWS))
def test_patching_a_day_with_the_reported_changes_gives_the_later_day(
    record: Record, ends: list[date], law: str
) -> None:
    view, (start, end) = View(record), ends
    events = [one.event for one in changes(view, law, start, end) if one.event is not None]
    before, after = (
        {key: one for key, one in view.timeline.on(day).items() if key.jurisdiction == law}
        for day in (start, end)
    )
    assert patch(before, events) == after


@given(records(), any_day, st.sampled_from(LAWS))
def test_there_is_no_change_between_a_day_and_itself(record: Record, day: date, law: str) -> None:
    assert changes(View(record), law, day, day) == []


@given(records(), any_day)
def test_what_is_called_editorial_leaves_every_substance_as_controlled_as_it_was(
    record: Record, day: date
) -> None:
    view, before = View(record), day - timedelta(days=1)
    for law in LAWS:
        if {one.kind for one in changes(view, law, before, day)} == {"editorial"}:
            for name in SUBSTANCES:
                assert (
                    not status(view, law, name, before).controlled
                    or status(view, law, name, day).controlled
                )


# gaps

MIRROR = {"only-a": "only-b", "only-b": "only-a"}


def mirrored(one: Gap) -> Gap:
    """``one`` with its sides changed; the sentence aside, which names the first side first."""
    return one._replace(
        kind=MIRROR.get(one.kind, one.kind),
        also=tuple(MIRROR.get(kind, kind) for kind in one.also),
        lag_days=None if one.lag_days is None else -one.lag_days,
        a=one.b,
        b=one.a,
        why="",
    )


def by_substance(found: Gaps) -> dict[str, Gap]:
    return {one.substance.id: one._replace(why="") for one in found.rows}


@given(records(), any_day)
def test_a_jurisdiction_has_no_gap_with_itself(record: Record, day: date) -> None:
    found = gaps(View(record), "us", "us", day, aligned=True)
    assert {one.kind for one in found.rows} <= {"aligned"}
    assert {one.lag_days for one in found.rows} <= {0, None}
    assert found.classes == ()


@given(records(), any_day)
def test_gaps_mirror(record: Record, day: date) -> None:
    view = View(record)
    there, back = (
        gaps(view, "us", "cn", day, aligned=True),
        gaps(view, "cn", "us", day, aligned=True),
    )
    assert by_substance(there) == {name: mirrored(one) for name, one in by_substance(back).items()}
    assert there.counts == {MIRROR.get(kind, kind): number for kind, number in back.counts.items()}
    assert [(one.family, one.a, one.b, one.since) for one in there.classes] == [
        (one.family, one.b, one.a, one.since) for one in back.classes
    ]


@given(records(), any_day)
def test_gap_rows_are_what_either_side_controls_and_the_counts_add_up(
    record: Record, day: date
) -> None:
    view = View(record)
    found = gaps(view, "us", "cn", day, aligned=True)
    union = {
        name for name in SUBSTANCES if any(status(view, law, name, day).controlled for law in LAWS)
    }
    assert {one.substance.id for one in found.rows} == union
    assert sum(found.counts.values()) == len(union)


def sort_of(found: Gap | None) -> tuple[str, bool, bool] | None:
    """The kind of a gap and its sides; announcing an act does not make it another gap."""
    if found is None:
        return None
    sides = found.a.controlled, found.b.controlled
    return ("one-sided" if found.kind in {*MIRROR, "pending"} else found.kind, *sides)


@given(records(), any_day)
def test_a_gap_is_the_same_on_each_of_its_days_and_another_on_the_day_it_ends(
    record: Record, day: date
) -> None:
    pair = Pair(View(record), "us", "cn")
    for found in gaps(pair.view, "us", "cn", day, aligned=True).rows:
        first, until = found.since.day, found.until or LAST
        assert first <= day
        assert found.until is None or day < until
        span = {min(max(one, first), day) for one in RANGE} | {
            one for one in RANGE if day <= one < until
        }
        kinds_found = {sort_of(gap(pair, found.substance.id, one)) for one in span}
        assert kinds_found == {sort_of(found)}
        if found.until:
            assert sort_of(gap(pair, found.substance.id, until)) != sort_of(found)


@given(records(), any_day, st.sampled_from(LAWS))
def test_controlled_since_begins_an_unbroken_run(record: Record, day: date, law: str) -> None:
    view = View(record)
    for name in SUBSTANCES:
        since = status(view, law, name, day).since
        if since is not None:
            run = [one for one in RANGE if since.day <= one <= day]
            held = [status(view, law, name, one) for one in run]
            assert held[0].controlled
            assert all(one.controlled or one.status == UNDETERMINED for one in held)


@given(records(), any_day)
def test_a_substance_is_controlled_exactly_when_a_coverage_stands(
    record: Record, day: date
) -> None:
    view = View(record)
    for law in LAWS:
        for name in SUBSTANCES:
            found = status(view, law, name, day)
            assert found.controlled == bool(found.coverage) == (found.since is not None)
            assert all(
                one.standing.key in view.timeline.on(day) or not one.standing.acts
                for one in found.coverage
            )


def one_sided(record: Record, day: date) -> set[tuple[str, str]]:
    rows = gaps(View(record), "us", "cn", day, aligned=True).rows
    return {(one.substance.id, one.kind) for one in rows if one.kind in MIRROR}


def incomplete(record: Record, law: str, schedule: str) -> Record:
    """The record with one list held in part only."""
    kept = record.jurisdictions[law]
    part = kept.schedules[schedule]._replace(complete=False)
    changed = kept._replace(schedules={**kept.schedules, schedule: part})
    return record._replace(jurisdictions={**record.jurisdictions, law: changed})


@given(records(), any_day, st.sampled_from(LAWS), schedules)
def test_making_a_list_incomplete_creates_no_one_sided_row(
    record: Record, day: date, law: str, schedule: str
) -> None:
    assert one_sided(incomplete(record, law, schedule), day) <= one_sided(record, day)


def test_the_days_before_a_list_was_whole_stay_undetermined_when_it_is_held_in_part() -> None:
    """The least example of the law above: lists whole from January 1 and from January 18."""
    kept = [
        schedule_of("s1", "drug", Clause(), FIRST),
        schedule_of("s2", "drug", Clause(), date(2024, 1, 18)),
    ]
    listed = Plan(
        "us",
        "rule",
        Day(FIRST),
        None,
        decision=False,
        steps=(Step("add", "s1", "a", substances=("a",)),),
    )
    record = Record(
        version="",
        title="",
        digest="",
        jurisdictions={"us": law_of("us", kept), "cn": law_of("cn", kept)},
        substances=THINGS,
        acts={one.id: one for one in named([listed])},
        classes=(),
        seeds=(),
    )
    day = date(2024, 1, 10)
    assert one_sided(record, day) == set()
    assert one_sided(incomplete(record, "cn", "s2"), day) == set()


# identifiers of days


@given(st.dates())
def test_a_whole_day_is_exact_however_it_is_written(day: date) -> None:
    assert partial_day(day) == partial_day(day.isoformat()) == Day(day)


@given(partial_days)
def test_a_partial_day_reckons_with_a_day_not_before_its_earliest(day: Day) -> None:
    assert day.earliest is None or day.earliest <= day.day


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_steps_of_one_act_on_one_line_fold_the_same_in_either_order(
    order: tuple[int, int],
) -> None:
    steps = (
        Step("add", "s1", "a", substances=("a",)),
        Step("add", "s1", "a", substances=("b",)),
    )
    plan = Plan(
        "us", "rule", Day(FIRST), None, decision=False, steps=tuple(steps[one] for one in order)
    )
    (line,) = fold(named([plan])).on(FIRST).values()
    assert line.substances == ("a",)
