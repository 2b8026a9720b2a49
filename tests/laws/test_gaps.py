"""Laws of gaps and of statuses, for any record."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from registry.engine.coverage import UNDETERMINED
from registry.engine.gap_kinds import KINDS
from registry.engine.gaps import Gap, Gaps, Pair, gap, gaps
from registry.engine.scope import Difference
from registry.engine.status import status
from registry.engine.statuses import NOT_LISTED
from registry.engine.view import View
from registry.law.acts import Step
from registry.law.dates import Day
from registry.law.record import Clause, Record
from tests.laws.random_acts import (
    FIRST,
    LAST,
    LAWS,
    RANGE,
    SUBSTANCES,
    Plan,
    any_day,
    named,
    schedules,
)
from tests.laws.random_records import THINGS, law_of, records, schedule_of

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
        differs=tuple(Difference(each.what, each.b, each.a) for each in one.differs),
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


@given(records(), any_day)
def test_what_differs_is_told_exactly_where_level_or_scope_names_the_row(
    record: Record, day: date
) -> None:
    for row in gaps(View(record), "us", "cn", day, aligned=True).rows:
        assert bool(row.differs) == (row.kind in {"level", "scope"})
        assert all(each.a != each.b for each in row.differs)


@given(records(), any_day)
def test_a_row_is_named_by_the_first_kind_that_holds(record: Record, day: date) -> None:
    for row in gaps(View(record), "us", "cn", day, aligned=True).rows:
        places = [KINDS.index(kind) for kind in (row.kind, *row.also)]
        assert places == sorted(set(places))


def sort_of(found: Gap | None) -> tuple[str, bool, bool] | None:
    """The kind of a gap and its sides.

    That an act is announced, or that a list is not held, does not make it another gap.
    """
    if found is None:
        return None
    sides = found.a.controlled, found.b.controlled
    return (
        "one-sided" if found.kind in {*MIRROR, "pending", "not-compared"} else found.kind,
        *sides,
    )


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


@given(records(), any_day)
def test_what_is_not_compared_is_neither_pending_nor_one_sided(record: Record, day: date) -> None:
    for found in gaps(View(record), "us", "cn", day, aligned=True).rows:
        kinds = {found.kind, *found.also}
        if "not-compared" in kinds:
            assert kinds <= {"not-compared", "undetermined"}
            law = record.jurisdictions[(found.b if found.a.controlled else found.a).jurisdiction]
            assert any(each.reaches(found.substance) for each in law.not_held)


@given(records(), any_day)
def test_no_row_is_one_sided_where_a_list_held_in_part_may_answer(
    record: Record, day: date
) -> None:
    for found in gaps(View(record), "us", "cn", day, aligned=True).rows:
        missing, other = (found.b, found.a) if found.a.controlled else (found.a, found.b)
        lists = record.jurisdictions[missing.jurisdiction].schedules.values()
        may = [each for each in lists if each.may_name(found.substance)]
        answers = [each for each in may if {each.regime, each.stands_in_for} & {*other.regimes}]
        assert not (answers and found.kind in {*MIRROR, "not-compared"})
        if missing.status == NOT_LISTED:
            assert {each.id for each in may} <= set(missing.could_be_unseen)


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
