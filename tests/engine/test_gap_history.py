"""The history of gaps: from when until when each stood, and by which acts it opened and closed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

import pytest

import registry
from registry.engine.gap_history import GapRun, gap_history
from registry.engine.gaps import gaps
from registry.engine.view import View
from registry.report.columns.gap_history import act_table
from tests.engine.values import act, add, extend, law, record, schedule, substance

SINCE: Final = date(2024, 6, 1)
TODAY: Final = date(2026, 11, 24)


@pytest.fixture(scope="module")
def view() -> View:
    return registry.load(Path(__file__).parents[2]).view()


@pytest.fixture(scope="module")
def runs(view: View) -> list[GapRun]:
    return gap_history(view, "us", "cn", SINCE, TODAY)


def _of(runs: list[GapRun], substance: str) -> list[GapRun]:
    return [run for run in runs if run.substance.id == substance]


def test_the_prc_closes_the_gap_over_norfentanyl_on_1_september_2024(runs: list[GapRun]) -> None:
    run = _of(runs, "norfentanyl")[0]
    assert (run.kind, run.until) == ("only-a", date(2024, 9, 1))
    assert len(run.closed_by) == 1
    assert run.closed_by[0].startswith("cn/2024-08-0")


def test_xylazine_is_on_the_prc_list_alone_since_july_2024(runs: list[GapRun]) -> None:
    (run,) = _of(runs, "xylazine")
    assert (run.kind, run.until, run.closed_by) == ("only-b", None, ())
    assert [name[:2] for name in run.opened_by] == ["cn"]


def test_a_reissue_of_one_side_opens_and_closes_no_gap(runs: list[GapRun]) -> None:
    """The catalogues of 21 July 2025 move lines; what both control is as different as before."""
    moved = "cn/2025-07-21"
    turned = [run for run in runs for name in (*run.opened_by, *run.closed_by) if moved in name]
    assert all(date(2025, 7, 21) in {run.since.day, run.until} for run in turned)


def test_the_history_agrees_with_the_gap_reports_of_forty_days(view: View) -> None:
    whole = gap_history(view, "us", "cn", date(1900, 1, 1), TODAY)
    random = Random(20240806)  # noqa: S311 (a draw that can be made again)
    for _ in range(40):
        day = date(1971, 1, 1) + timedelta(days=random.randrange(20_400))
        reported = {
            (gap.substance.id, _kind(gap.kind, is_a=gap.a.controlled), gap.since, gap.until)
            for gap in gaps(view, "us", "cn", day).rows
        }
        stood = {
            (run.substance.id, run.kind, run.since, run.until)
            for run in whole
            if run.stood_in(day, day)
        }
        assert stood == reported, day


def _kind(kind: str, *, is_a: bool) -> str:
    """Pending days are one run with the one-sided days."""
    return kind if kind != "pending" else "only-a" if is_a else "only-b"


def test_every_turn_on_a_known_day_within_the_span_has_an_act(
    view: View, runs: list[GapRun]
) -> None:
    for run in runs:
        if run.since.day > SINCE and run.since.qualifier == "exact":
            assert run.opened_by, run
        if run.until is not None and run.until <= TODAY:
            assert run.closed_by, run
        for name in (*run.opened_by, *run.closed_by):
            assert view.record.acts[name].kind != "baseline"


def test_an_expiry_is_named_by_the_act_that_set_the_term() -> None:
    acts = [
        act("us/order", add("schedule-1/a", expires="2021-01-01"), effective="2020-01-01"),
        act("us/extension", extend("schedule-1/a", "2021-06-01"), effective="2020-12-01"),
    ]
    laws = [law("us", schedule("schedule-1")), law("cn", schedule("narcotic"))]
    book = record(laws, [substance("a")], acts)
    (run,) = gap_history(View(book), "us", "cn", date(2020, 1, 1), date(2022, 1, 1))
    assert (run.kind, str(run.since), run.until) == ("only-a", "2020-01-01", date(2021, 6, 1))
    assert run.opened_by == ("us/order",)
    assert run.closed_by == ("us/extension",)


def test_a_gap_that_closed_before_the_span_is_not_told(view: View) -> None:
    late = gap_history(view, "us", "cn", date(2024, 9, 1), TODAY)
    assert all(run.until is None or run.until > date(2024, 9, 1) for run in late)
    assert "only-a" not in {run.kind for run in _of(late, "norfentanyl")}


@pytest.mark.parametrize("start", [SINCE, date(2024, 7, 1), date(2024, 8, 31)])
def test_what_acts_opened_and_closed_adds_up_from_the_first_day_to_the_last(
    view: View, start: date
) -> None:
    end = date(2024, 10, 1)
    runs = gap_history(view, "us", "cn", start, end)
    acts = act_table(view.record, runs, ("US", "PRC"), start, end).rows
    first = sum(run.stood_in(start, start) for run in runs)
    last = sum(run.stood_in(end, end) for run in runs)
    turned = [acts for run in runs if run.since.day > start for acts in (run.opened_by,)]
    turned += [run.closed_by for run in runs if run.until and start < run.until <= end]
    assert {len(names) for names in turned} == {1}  # so that no turn counts twice
    assert first + sum(act.opened - act.closed for act in acts) == last
