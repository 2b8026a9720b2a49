"""Laws of the review on random histories: it applies, composes, inverts, and leaves nothing out.

``applied`` patches a snapshot of the base with the differences that a judgement holds. What rows
tell is held against the same differences: no line differs of which neither a row nor the list of
consequences speaks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from registry.audit.review.judgement import Assessment, judge
from registry.audit.review.lines import LineChange, State, Stays
from registry.engine.view import View
from registry.law.acts import Act, Key
from registry.law.record import Record
from tests.laws.random_acts import acts_of_law, any_day, partial_days
from tests.laws.random_records import records

TODAY = date(2024, 1, 12)
Snapshot = dict[Key, State]


@st.composite
def versions(draw: st.DrawFn) -> list[Record]:
    """Three versions of one record: acts of two random histories, some kept, some not, some new."""
    record: Record = draw(records())
    others: list[Act] = draw(acts_of_law)
    pool = [*record.acts.values(), *(one._replace(id=f"{one.id}-b") for one in others)]
    found = []
    for _ in range(3):
        kept = [act for act in pool if draw(st.booleans())]
        edited = [_edited(draw, act) for act in kept]
        found.append(record._replace(acts={act.id: act for act in edited}))
    return found


def _edited(draw: st.DrawFn, act: Act) -> Act:
    """The act, or the act with another day or with fewer steps."""
    kind = draw(st.sampled_from(["same", "same", "day", "steps"]))
    if kind == "day" and act.effective:
        return act._replace(effective=draw(partial_days))
    return act._replace(steps=act.steps[1:]) if kind == "steps" else act


def shown(record: Record, day: date) -> Snapshot:
    """What every line is on ``day``."""
    stays = Stays(View(record))
    lines = ((key, stays.history(key).at(day)) for key in stays.by_key)
    return {key: state for key, state in lines if state is not None}


def applied(before: Snapshot, differences: Iterable[LineChange], day: date) -> Snapshot:
    """``before``, a snapshot of ``day``, with the differences applied: the other record's."""
    after = dict(before)
    for span in differences:
        if span.first <= day and (span.until is None or day < span.until):
            assert before.get(span.key) == span.before, f"{span.key} stands otherwise"
            after.pop(span.key, None)
            if span.after is not None:
                after[span.key] = span.after
    return after


@given(versions(), any_day)
def test_a_review_applied_to_the_base_gives_the_head(those: list[Record], day: date) -> None:
    base, head, _ = those
    found = judge(base, head, TODAY)
    assert applied(shown(base, day), found.differences, day) == shown(head, day)


@given(versions(), any_day)
def test_reviews_compose(those: list[Record], day: date) -> None:
    base, middle, head = those
    first, second = judge(base, middle, TODAY), judge(middle, head, TODAY)
    halfway = applied(shown(base, day), first.differences, day)
    whole = applied(shown(base, day), judge(base, head, TODAY).differences, day)
    assert applied(halfway, second.differences, day) == whole


@given(versions(), any_day)
def test_the_review_the_other_way_round_takes_everything_back(
    those: list[Record], day: date
) -> None:
    base, head, _ = those
    forth, back = judge(base, head, TODAY), judge(head, base, TODAY)
    assert applied(shown(head, day), back.differences, day) == shown(base, day)
    mirrored = [one._replace(before=one.after, after=one.before) for one in back.differences]
    assert list(forth.differences) == mirrored


@given(versions())
def test_no_line_differs_of_which_nothing_speaks(those: list[Record]) -> None:
    base, head, _ = those
    found = judge(base, head, TODAY)
    assert {one.key for one in found.differences} <= spoken_of(found)


def spoken_of(found: Assessment) -> set[Any]:
    rows = (*found.corrections, *found.rewrites)
    keys = {key for row in rows for key in row.edit.keys} | {row.key for row in found.consequences}
    for one in found.effects:
        event = one.change.event
        sides = (event.before, event.after) if event else ()
        keys |= {one.change.key, *(side.key for side in sides if side)}
    return keys


@given(versions())
def test_a_changed_past_is_a_rewrite_a_late_act_or_its_consequence(those: list[Record]) -> None:
    """Where no act was deleted and none edited, nothing is rewritten."""
    base, head, _ = those
    grown = head._replace(acts=head.acts | base.acts)
    assert judge(base, grown, TODAY).rewrites == ()


@given(versions())
def test_every_deleted_act_is_a_rewrite(those: list[Record]) -> None:
    base, head, _ = those
    shrunk = base._replace(acts={name: act for name, act in base.acts.items() if name in head.acts})
    files = {row.edit.file for row in judge(base, shrunk, TODAY).rewrites}
    gone = {*base.acts} - {*head.acts}
    assert {f"schedules/{name.replace('/', '/acts/', 1)}.toml" for name in gone} <= files


@given(versions())
def test_an_edit_of_the_past_is_told_unless_a_later_act_gives_the_same_back(
    those: list[Record],
) -> None:
    """Acts edited and none new: whatever differs up to today is rewritten, or its consequence."""
    base, head, _ = those
    kept = {name: act for name, act in head.acts.items() if name in base.acts}
    found = judge(base, head._replace(acts=kept), TODAY)
    past = {one.key for one in found.differences if one.first <= TODAY}
    told = {key for row in found.rewrites for key in row.edit.keys} | {
        row.key for row in found.consequences
    }
    assert past <= told
    assert bool(past) <= bool(found.rewrites)


@given(versions())
def test_a_record_reviewed_against_itself_says_nothing(those: list[Record]) -> None:
    found = judge(those[0], those[0], TODAY)
    assert not any(found)
