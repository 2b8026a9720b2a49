"""Law 12: each difference between the answers of base and head has a row in the review."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.audit.review import gap_changes
from registry.audit.review.answers import AnswerChange, touched
from registry.audit.review.judgement import Assessment, judge
from registry.engine.gaps import Pair, gap_kind
from registry.engine.statuses import history
from registry.engine.view import View
from registry.law.record import FormOf, Record, Schedule
from tests.laws import times
from tests.laws.random_acts import EPOCH, LAWS, RANGE, SCHEDULES
from tests.laws.random_records import (
    class_texts,
    clauses,
    records,
    schedule_of,
    substance_of,
    wholeness,
)
from tests.review.test_laws import versions

TODAY = date(2024, 1, 12)
DAYS = [EPOCH, *RANGE]


def rows_of(found: Assessment) -> list[AnswerChange]:
    """Every answer that a row of the review explains."""
    shares = (
        *(row.answers for row in found.effects),
        *(row.answers for row in (*found.corrections, *found.rewrites)),
        *(row.answers for row in found.consequences),
        *(row.answers for row in found.identities),
    )
    return [turn for share in shares for turn in share]


def differ(base: Record, head: Record) -> set[tuple[str, str, date]]:
    """Jurisdiction, substance and day wherever both records answer, and not alike."""
    old, new = View(base), View(head)
    return {
        (place, name, day)
        for place in base.jurisdictions.keys() & head.jurisdictions.keys()
        for name in base.substances.keys() & head.substances.keys()
        for day in DAYS
        if history(old, place, name).at(day).status != history(new, place, name).at(day).status
    }


def days_of(turns: list[AnswerChange], base: Record, head: Record) -> set[tuple[str, str, date]]:
    """The same of turns, of substances that both records hold."""
    return {
        (turn.jurisdiction, turn.substance, day)
        for turn in turns
        if turn.substance in base.substances.keys() & head.substances.keys()
        and turn.jurisdiction in base.jurisdictions.keys() & head.jurisdictions.keys()
        for day in DAYS
        if turn.first <= day and (turn.until is None or day < turn.until)
    }


@st.composite
def edits_of_lists(draw: st.DrawFn) -> tuple[Record, Record]:
    """A record whose lists, class texts or identities are edited."""
    base: Record = draw(records())
    what = draw(st.sampled_from(["list", "new list", "text", "form", "identity", "family"]))
    return base, _edited(draw, base, what)


def _edited(draw: st.DrawFn, base: Record, what: str) -> Record:
    if what in {"list", "new list"}:
        place = draw(st.sampled_from(LAWS))
        name = draw(st.sampled_from(SCHEDULES)) if what == "list" else "s3"
        law = base.jurisdictions[place]
        kept: Schedule = schedule_of(name, "drug", draw(clauses), draw(wholeness))
        edited = law._replace(schedules=law.schedules | {name: kept})
        return base._replace(jurisdictions=base.jurisdictions | {place: edited})
    if what == "text":
        texts = draw(st.lists(class_texts, max_size=2, unique_by=lambda one: (one[1], one[4])))
        return base._replace(classes=tuple(texts))
    substances = dict(base.substances)
    if what == "identity":
        substances["d"] = substance_of("d", FormOf("a", draw(st.sampled_from(("salt", "ester")))))
    elif what == "form":
        parent = draw(st.none() | st.just(FormOf("b", "salt")))
        substances["a-salt"] = substances["a-salt"]._replace(form_of=parent)
    else:
        substances["c"] = substances["c"]._replace(family="family")
    return base._replace(substances=substances)


def holds(base: Record, head: Record) -> None:
    found = judge(base, head, TODAY)
    assert found.unexplained == ()
    assert days_of(rows_of(found), base, head) == differ(base, head)


@settings(max_examples=times(4))
@given(versions())
def test_every_answer_that_acts_change_has_a_row(those: list[Record]) -> None:
    base, head, _ = those
    holds(base, head)


@settings(max_examples=times(3))
@given(edits_of_lists())
def test_every_answer_that_lists_texts_and_identities_change_has_a_row(
    those: tuple[Record, Record],
) -> None:
    holds(*those)


def one_sided(pair: Pair, name: str, day: date) -> str | None:
    """The kind of gap; pending reads as one-sided."""
    kind = gap_kind(pair, name, day)
    first = history(pair.view, pair.a, name).at(day)
    return ("only-a" if first.controlled else "only-b") if kind == "pending" else kind


@settings(max_examples=100)
@given(versions())
def test_every_gap_that_differs_on_a_day_is_seen(those: list[Record]) -> None:
    """Its cause is another matter: that each has one is what ``unexplained`` says above."""
    old, new = View(those[0]), View(those[1])
    pairs = gap_changes.compared(old, new)
    turns = list(gap_changes.turns(pairs, touched(old, new)))
    seen = {
        (turn.jurisdiction, turn.against, turn.substance, day)
        for turn in turns
        for day in DAYS
        if turn.first <= day and (turn.until is None or day < turn.until)
    }
    differing = {
        (after.a, after.b, name, day)
        for before, after in pairs
        for name in old.record.substances.keys() & new.record.substances.keys()
        for day in DAYS
        if one_sided(before, name, day) != one_sided(after, name, day)
    }
    assert differing <= seen
