"""Statuses and gaps of random histories, beside a second opinion that walks over the days.

``python -m tests.oracle 10000`` asks the same of as many histories as wished.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.law.record import Record
from tests.laws import times
from tests.laws.compare import questions
from tests.laws.random_acts import any_day
from tests.laws.random_records import records


@settings(max_examples=times(4))
@given(records(), st.none() | st.none() | any_day)
def test_statuses_and_gaps_are_those_of_the_second_opinion(
    record: Record, known_on: date | None
) -> None:
    assert [answer for answer in questions(record, known_on) if answer is not None] == []


def test_the_second_opinion_shares_nothing_with_the_engine() -> None:
    """It reads plain values: acts, days, the record."""
    files = (Path(__file__).parents[1] / "oracle").glob("[a-z]*.py")
    imported = {
        module
        for file in files
        for module in re.findall(r"from registry\.([\w.]+)", file.read_text())
    }
    assert imported == {"law.acts", "law.dates", "law.record"}
