"""Law 14: what could not be applied is said, and never reads as "no gap"."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from registry.api.replies import Inquiry, Results
from registry.cli.contract import judged
from registry.engine.provenance import unapplied, unapplied_notes
from registry.engine.view import View
from registry.law.record import Record
from registry.report.table import Report
from tests.laws.random_acts import LAWS, any_day
from tests.laws.random_records import records
from tests.oracle import Walk, was_public


def refused(record: Record, law: str, known_on: date | None) -> set[tuple[str, str, date]]:
    """What the walk could not apply of the law of one jurisdiction: act, line and day."""
    acts = [act for act in record.acts.values() if not known_on or was_public(act, known_on)]
    return {
        (act, "/".join(place[1:]), day) for act, place, day in Walk(acts).refused if place[0] == law
    }


@given(records(), st.none() | any_day, st.sampled_from(LAWS))
def test_each_act_that_cannot_be_applied_is_told_with_line_and_day(
    record: Record, known_on: date | None, law: str
) -> None:
    view = View(record, known_on)
    left_out = unapplied(view, [law])
    lines = {(each.act, f"{each.key.schedule}/{each.key.line}", each.day) for each in left_out}
    assert lines == refused(record, law, known_on)
    notes = unapplied_notes(view, [law])
    assert len(notes) == len(left_out)
    for act, line, day in lines:
        assert any(act in note and line in note and str(day) in note for note in notes)


@given(records(), st.none() | any_day)
def test_a_comparison_that_leaves_an_act_out_never_ends_as_without_gaps(
    record: Record, known_on: date | None
) -> None:
    inquiry = Inquiry(View(record, known_on), LAWS, date.max, date.max)
    answer: Results[str] = Results(()).answering(inquiry, dict)
    outcome = judged(Report("Gaps", dict, tuple, main="Gaps"), answer, is_any=False)
    if any(refused(record, law, known_on) for law in LAWS):
        assert str(outcome.failure).startswith("Acts that could not be applied")
    else:
        assert outcome.failure is None
