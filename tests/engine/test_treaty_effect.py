"""Decisions that take full effect so many days after their communication (1971, 1988)."""

from __future__ import annotations

from datetime import date

import pytest

from registry.engine.lags import lags
from registry.engine.status import status
from registry.engine.statuses import Status
from registry.engine.view import View
from registry.law.acts import Act
from registry.law.dates import partial_day
from tests.engine.values import act, add, answer, day, law, record, schedule, substance
from tests.small import act as written_act
from tests.small import law as written_law
from tests.small import names
from tests.small import record as read_record
from tests.small import schedule as written_list

DECIDED = "2024-03-19"
AFTER_180 = date(2024, 9, 15)


def decision(communicated: str | None = None, seen: str | None = None) -> Act:
    whole = act("un/2024-03-19-a", add("1971-2/a"), decided=DECIDED, kind="decision")
    return whole._replace(
        waits=180,
        communicated=partial_day(communicated) if communicated else None,
        seen_in_force=day(seen) if seen else None,
    )


def un(on: str, **days: str) -> Status:
    book = record([law("un", schedule("1971-2"))], [substance("a")], [decision(**days)])
    return status(View(book), "un", "a", day(on))


@pytest.mark.parametrize("on", ["2024-03-19", "2024-09-14"])
def test_until_180_days_after_the_decision_it_is_pending(on: str) -> None:
    side = un(on)
    assert (side.status, side.since) == ("not-listed", None)
    assert [str(each.effective) for each in side.pending] == ["on or after 2024-09-15"]


def test_where_no_source_says_more_it_counts_from_then_on_and_says_on_or_after() -> None:
    side = un("2024-09-15")
    assert (side.status, str(side.since)) == ("controlled", "on or after 2024-09-15")


@pytest.mark.parametrize(
    ("on", "answered"),
    [("2024-09-14", "not-listed"), ("2024-09-15", "undetermined"), ("2025-03-31", "controlled")],
)
def test_between_that_day_and_the_first_source_it_is_undetermined(on: str, answered: str) -> None:
    side = un(on, seen="2025-03-31")
    assert (side.status, bool(side.pending)) == (answered, answered == "not-listed")


def test_what_a_source_shows_in_force_began_on_or_before_that_day() -> None:
    assert str(un("2026-01-01", seen="2025-03-31").since) == "on or before 2025-03-31"


def test_a_communication_that_was_seen_gives_the_day() -> None:
    assert str(un("2026-01-01", communicated="2024-06-06").since) == "2024-12-03"
    assert un("2024-12-02", communicated="2024-06-06").status == "not-listed"


def test_a_lag_counts_from_the_decision() -> None:
    rule = act("us/rule", add("schedule-1/a"), effective="2024-04-18")
    laws = [law("un", schedule("1971-2")), law("us", schedule("schedule-1"))]
    book = record(laws, [substance("a")], [decision(), rule])
    (row,) = lags(View(book), "un", ("us",), date(2026, 1, 1))
    assert row.days == (30,)


def test_a_list_says_how_long_its_decisions_wait() -> None:
    lists = written_law("United Nations", "UN", written_list("1971-2", effect_days=180), "1961-1")
    head = written_act(kind="decision", decided=DECIDED)
    both = {
        "schedules/un/schedules.toml": lists,
        "schedules/substances/x.toml": names("a", "b"),
        "schedules/un/acts/2024-03-19-a.toml": (
            head + '[[add]]\nschedule = "1971-2"\nsubstances = ["a"]\n'
        ),
        "schedules/un/acts/2024-03-19-b.toml": (
            head + '[[add]]\nschedule = "1961-1"\nsubstances = ["b"]\n'
        ),
    }
    book = read_record(both)
    assert answer(book, "un", "a", "2026-01-01")[1] == "on or after 2024-09-15"
    assert answer(book, "un", "b", "2026-01-01")[1] == "by decision of 2024-03-19"
    assert book.acts["un/2024-03-19-a"].day.day == AFTER_180
