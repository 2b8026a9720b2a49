"""A reading of the authority settles what a line leaves undetermined, and nothing else."""

from __future__ import annotations

import pytest

from registry.engine.status import status
from registry.engine.view import View
from registry.law.acts import Act, AuthorityReading, Wording
from registry.law.dates import partial_day
from registry.law.record import Record
from tests.engine.values import act, add, answer, class_text, day, law, record, schedule, substance

LINE = "schedule-2/opiates"
OPEN = act(
    "us/rule",
    add(LINE, "morphine", wording=Wording(may_cover=("norcodeine",))),
    effective="2000-01-01",
)


def reading(name: str, *, reaches: bool = True, since: str | None = None) -> Act:
    """An act, published on the day it is called by, that reads the line."""
    says = AuthorityReading(
        substances=("norcodeine",),
        reaches=reaches,
        line=LINE,
        covered_since=partial_day(since) if since else None,
    )
    return act(f"us/{name}", published=name, kind="reading")._replace(readings=(says,))


def book(*readings: Act) -> Record:
    laws = [law("us", schedule("schedule-2"))]
    return record(laws, [substance("morphine"), substance("norcodeine")], [OPEN, *readings])


def test_without_a_reading_the_line_leaves_it_undetermined() -> None:
    assert answer(book(), "us", "norcodeine", "2020-01-01")[0] == "undetermined"


def test_a_reading_settles_it_from_the_first_day_of_the_line() -> None:
    read = book(reading("2010-06-01"))
    assert answer(read, "us", "norcodeine", "2020-01-01") == ("controlled", "2000-01-01", ["form"])
    assert answer(read, "us", "norcodeine", "2001-01-01")[0] == "controlled"


def test_a_reading_speaks_of_the_days_from_covered_since_on() -> None:
    read = book(reading("2010-06-01", since="2005-01-01"))
    assert answer(read, "us", "norcodeine", "2004-12-31")[0] == "undetermined"
    assert answer(read, "us", "norcodeine", "2005-01-01") == ("controlled", "2005-01-01", ["form"])


def test_a_reading_that_takes_it_out_makes_it_not_listed() -> None:
    read = book(reading("2010-06-01", reaches=False))
    assert answer(read, "us", "norcodeine", "2001-01-01")[0] == "not-listed"


@pytest.mark.parametrize(
    ("on", "status"), [("2014-12-31", "controlled"), ("2015-01-01", "not-listed")]
)
def test_a_later_reading_reverses_the_first_from_its_own_day(on: str, status: str) -> None:
    read = book(reading("2010-06-01"), reading("2015-01-01", reaches=False))
    assert answer(read, "us", "norcodeine", on)[0] == status


def test_before_its_publication_the_answer_is_as_before() -> None:
    read = book(reading("2010-06-01"))
    view = View(read, known_on=day("2010-05-31"))
    assert status(view, "us", "norcodeine", day("2010-05-31")).status == "undetermined"
    assert status(View(read), "us", "norcodeine", day("2010-05-31")).controlled


def test_an_answer_of_an_earlier_day_names_the_reading_it_rests_on() -> None:
    side = status(View(book(reading("2010-06-01"))), "us", "norcodeine", day("2005-01-01"))
    assert side.coverage[0].reason == (
        "schedule-2/opiates reaches it, as us/2010-06-01 reads it, published 2010-06-01."
    )
    assert side.coverage[0].hindsight == ("us/2010-06-01", day("2010-06-01"))


def test_a_reading_leaves_what_the_line_names_alone() -> None:
    against = act("us/2010-06-01", published="2010-06-01", kind="reading")._replace(
        readings=(AuthorityReading(substances=("morphine",), reaches=False, line=LINE),)
    )
    assert answer(book(against), "us", "morphine", "2020-01-01")[0] == "controlled"


def test_a_reading_opens_nothing_and_is_no_change_of_the_law() -> None:
    view = View(book(reading("2010-06-01")))
    assert {event.act for event in view.timeline.events} == {"us/rule"}


def test_a_reading_of_a_class_settles_its_members() -> None:
    says = AuthorityReading(substances=("a",), reaches=True, class_id="us-c")
    acts = [
        act("us/rule", add("schedule-1/us-c", class_id="us-c"), effective="2000-01-01"),
        act("us/2010-06-01", published="2010-06-01", kind="reading")._replace(readings=(says,)),
    ]
    text = class_text("us-c", "2000-01-01", families=("others",))
    read = record([law("us", schedule("schedule-1"))], [substance("a")], acts, [text])
    assert answer(read, "us", "a", "2020-01-01") == ("controlled", "2000-01-01", ["class"])
