"""Statuses and gaps of random histories, beside a second opinion that walks over the days.

``python -m tests.oracle 10000`` asks the same of as many histories as wished.
"""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.record import Record
from tests.laws.compare import questions
from tests.laws.random_acts import any_day
from tests.laws.random_records import records


@settings(max_examples=300)
@given(records(), st.none() | st.none() | any_day)
def test_statuses_and_gaps_are_those_of_the_second_opinion(
    record: Record, known_on: date | None
) -> None:
    assert [answer for answer in questions(record, known_on) if answer is not None] == []
