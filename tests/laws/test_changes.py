"""Laws of changes, for any record."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from registry.engine.changes import changes, patch
from registry.engine.fold import fold
from registry.engine.listing import Standing
from registry.engine.status import status
from registry.engine.view import View
from registry.law.acts import Act, Key
from registry.law.record import Record
from tests.laws.random_acts import (
    LAWS,
    SUBSTANCES,
    acts_of_law,
    any_day,
    three_days,
    two_days,
)
from tests.laws.random_records import records

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
        {key: line for key, line in view.timeline.on(day).items() if key.jurisdiction == law}
        for day in (start, end)
    )
    assert _by_acts(patch(before, events)) == _by_acts(after)


def _by_acts(lines: dict[Key, Standing]) -> dict[Key, Standing]:
    """Lines as acts make them: which text defines a class is not told by an act's changes."""
    return {key: line._replace(defined=None) for key, line in lines.items()}


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
