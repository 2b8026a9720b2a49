"""Laws of the fold, for any acts; and the fold against a day-by-day walk."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.engine.fold import fold
from registry.engine.listing import Standing
from registry.law.acts import UNFOLDED, Act, Key, Step
from registry.law.dates import BY_DECISION, EXACT, ON_OR_AFTER, ON_OR_BEFORE, Day, partial_day
from tests.laws.random_acts import (
    FIRST,
    RANGE,
    Plan,
    acts_of_law,
    any_day,
    named,
    nonsense,
    partial_days,
)
from tests.oracle import Line, Place, Walk


def shown(snapshot: dict[Key, Standing]) -> dict[Place, Line]:
    """The snapshot in the words of the walk; the day of the last wording aside."""
    return {
        (key.jurisdiction, key.schedule, key.line): Line(
            line.substances,
            line.class_id,
            line.wording,
            line.temporary,
            line.expires,
            line.since,
            line.since,
            line.acts,
            line.already_covered_by,
            line.covered_since,
            line.continues,
        )
        for key, line in snapshot.items()
    }


def walked(lines: dict[Place, Line]) -> dict[Place, Line]:
    return {place: line._replace(worded=line.since) for place, line in lines.items()}


@given(acts_of_law)
def test_the_fold_equals_a_walk_day_by_day(acts: list[Act]) -> None:
    timeline, walk = fold(acts), Walk(acts)
    for day in RANGE:
        assert shown(timeline.on(day)) == walked(walk.days[day]), day
    refused = [(each.act, tuple(each.key), each.day) for each in timeline.contradictions]
    assert sorted(refused) == sorted(walk.refused)


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
