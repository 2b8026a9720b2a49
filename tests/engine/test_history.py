"""A value over days: what holds from when until when, and how surely each day is known."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from registry.engine.history import BEGINNING, History, joined
from registry.law.dates import BY_DECISION, EXACT, ON_OR_BEFORE, Day

FIRST = date(2024, 1, 1)


def day(number: int, qualifier: str = EXACT) -> Day:
    return Day(FIRST + timedelta(days=number), qualifier)


turns = st.dictionaries(
    st.integers(0, 20),
    st.tuples(st.sampled_from([EXACT, ON_OR_BEFORE, BY_DECISION]), st.sampled_from("abc")),
    max_size=8,
)
histories = turns.map(
    lambda found: History.written(
        [(BEGINNING, "a"), *((day(n, how), what) for n, (how, what) in sorted(found.items()))]
    )
)
every_day = [FIRST + timedelta(days=number) for number in range(-1, 23)]


def test_a_value_holds_from_its_day_until_the_next() -> None:
    history = History.written([(BEGINNING, "free"), (day(3), "listed"), (day(9), "free")])
    assert [history.at(FIRST + timedelta(days=n)) for n in (2, 3, 8, 9)] == [
        "free", "listed", "listed", "free",
    ]  # fmt: skip


def test_a_run_says_its_ends_and_what_was_before() -> None:
    history = History.written(
        [(BEGINNING, "free"), (day(3, ON_OR_BEFORE), "listed"), (day(9), "free")]
    )
    run = history.run(FIRST + timedelta(days=5))
    assert (run.since, run.until, run.before) == (day(3, ON_OR_BEFORE), day(9).day, "free")
    assert history.run(FIRST + timedelta(days=30)).until is None


def test_of_two_turns_on_one_day_the_exact_one_counts() -> None:
    assert joined([day(3, ON_OR_BEFORE), day(3), day(1)]) == [day(1), day(3)]
    one = History.written([(BEGINNING, 0), (day(3, ON_OR_BEFORE), 1)])
    other = History.written([(BEGINNING, 0), (day(3), 1)])
    assert one.zip_with(other, lambda a, b: (a, b)).turns[1] == (day(3), (1, 1))


@given(histories)
def test_a_history_without_idle_turns_says_the_same(history: History[str]) -> None:
    settled = history.settled()
    assert settled == history
    assert [settled.at(each) for each in every_day] == [history.at(each) for each in every_day]
    values = [value for _, value in settled.turns]
    assert all(value != following for value, following in pairwise(values))


@given(histories, histories)
def test_histories_are_equal_if_they_say_the_same_of_every_day(
    one: History[str], other: History[str]
) -> None:
    same = all(one.at(each) == other.at(each) for each in every_day)
    assert (one == other) is same


@given(histories, histories)
def test_zipping_asks_both_on_every_day(one: History[str], other: History[str]) -> None:
    both = one.zip_with(other, lambda a, b: a + b)
    mirrored = other.zip_with(one, lambda a, b: b + a)
    assert [both.at(each) for each in every_day] == [
        one.at(each) + other.at(each) for each in every_day
    ]
    assert both.turns == mirrored.turns


@given(histories, st.sampled_from(every_day))
def test_a_run_is_unbroken_and_cannot_be_longer(history: History[str], on: date) -> None:
    run, value = history.run(on), history.at(on)
    for each in every_day:
        if run.since.day <= each and (run.until is None or each < run.until):
            assert history.at(each) == value
    assert run.until is None or history.at(run.until) != value
    assert run.before != value
