"""What cannot be applied as written is a value that names the act and the line."""

from __future__ import annotations

import pytest

from registry.engine.fold import fold
from registry.engine.listing import Timeline
from registry.law.acts import Step, Wording
from tests.engine.values import act, add, amend, confirm, extend, move, remove, standing


def contradictions(timeline: Timeline) -> list[tuple[str, str, str]]:
    return [
        (one.act, f"{one.key.schedule}/{one.key.line}", one.code) for one in timeline.contradictions
    ]


# what cannot be applied as written


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        (remove("schedule-1/b"), "absent"),
        (move("schedule-1/b", "schedule-2/b"), "absent"),
        (amend("schedule-1/b", Wording(number="1")), "absent"),
        (extend("schedule-1/b", "2030-01-01"), "absent"),
        (confirm("schedule-1/b"), "absent"),
        (add("schedule-1/a"), "standing"),
        (extend("schedule-1/a", "2030-01-01"), "permanent"),
    ],
)
def test_a_contradiction_is_a_value_with_act_and_line(steps: Step, code: str) -> None:
    acts = [
        act("us/first", add("schedule-1/a"), effective="2020-01-01"),
        act("us/second", steps, effective="2021-01-01"),
    ]
    timeline = fold(acts)
    assert contradictions(timeline) == [("us/second", f"{steps.schedule}/{steps.line}", code)]
    assert standing(timeline, "2022-01-01") == {"schedule-1/a"}


def test_confirming_a_removed_line_is_a_contradiction() -> None:
    # Only a lapsed line is placed anew by a confirmation; a removed one was taken out by an act.
    acts = [
        act("us/1", add("schedule-1/a"), effective="2020-01-01"),
        act("us/2", remove("schedule-1/a"), effective="2021-01-01"),
        act("us/3", confirm("schedule-1/a"), effective="2022-01-01"),
    ]
    timeline = fold(acts)
    assert standing(timeline, "2022-01-01") == set()
    assert contradictions(timeline) == [("us/3", "schedule-1/a", "absent")]


def test_extending_a_line_that_was_moved_away_is_a_contradiction() -> None:
    acts = [
        act("us/1", add("schedule-1/a", expires="2024-01-01"), effective="2020-01-01"),
        act("us/2", move("schedule-1/a", "schedule-2/a"), effective="2021-01-01"),
        act("us/3", extend("schedule-1/a", "2025-01-01"), effective="2022-01-01"),
    ]
    timeline = fold(acts)
    assert standing(timeline, "2022-01-01") == {"schedule-2/a"}
    assert contradictions(timeline) == [("us/3", "schedule-1/a", "absent")]


def test_removing_a_removed_line_is_a_contradiction() -> None:
    acts = [
        act("us/1", add("schedule-1/a"), effective="2020-01-01"),
        act("us/2", remove("schedule-1/a"), effective="2021-01-01"),
        act("us/3", remove("schedule-1/a"), effective="2022-01-01"),
    ]
    assert contradictions(fold(acts)) == [("us/3", "schedule-1/a", "absent")]


@pytest.mark.parametrize("expires", ["2021-06-01", "2022-01-01"])
def test_an_extension_that_ends_before_it_begins_does_not_change_the_past(expires: str) -> None:
    acts = [
        act("us/1", add("schedule-1/a", expires="2023-01-01"), effective="2020-01-01"),
        act("us/2", extend("schedule-1/a", expires), effective="2022-01-01"),
    ]
    assert standing(fold(acts), "2021-12-31") == {"schedule-1/a"}


def test_a_text_with_an_extension_that_cannot_be_applied_does_not_keep_a_line_for_ever() -> None:
    acts = [
        act("us/1", add("schedule-1/a", expires="2021-01-01"), effective="2020-01-01"),
        act(
            "us/2",
            extend("schedule-1/a", "2021-06-01", stands="the edition of 2021-02-01"),
            effective="2022-01-01",
        ),
    ]
    assert contradictions(fold(acts)) == [("us/2", "schedule-1/a", "past")]
    assert standing(fold(acts), "2030-01-01") == set()
