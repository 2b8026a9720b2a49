"""An answer about a day rests on that day: what a line names and says, who brought it, what was
announced. Acts that change what a standing line names change control from their day on.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from registry.audit.build import outputs
from registry.cli import app
from registry.engine.changes import Change, changes, upcoming
from registry.engine.gaps import gaps
from registry.engine.status import status
from registry.engine.statuses import Status
from registry.engine.view import View
from registry.law.loading import load
from registry.law.record import Record
from tests.small import act, names, record, written

ROOT = Path(__file__).parents[2]
PAIR = {
    "schedules/substances/opioids.toml": names("alpha", "beta", "gamma"),
    "schedules/us/acts/1999-12-01-pair.toml": act(published="1999-12-01", effective="2000-01-01")
    + '[[add]]\nschedule = "schedule-1"\nline = "pair"\nsubstances = ["alpha", "beta"]\n'
    'printed = "Alpha and beta"\n',
    "schedules/cn/acts/1999-01-01-beta.toml": act(effective="1999-01-01")
    + '[[add]]\nschedule = "narcotic"\nsubstances = ["beta"]\nprinted = "乙"\n',
}
NARROWED = PAIR | {
    "schedules/us/acts/2009-12-01-narrow.toml": act(published="2009-12-01", effective="2010-01-01")
    + '[[amend]]\nschedule = "schedule-1"\nline = "pair"\nsubstances = ["alpha"]\n'
    'printed = "Alpha"\n',
}
WIDENED = PAIR | {
    "schedules/us/acts/2009-12-01-widen.toml": act(
        published="2009-12-01", effective="2010-01-01", evidence="secondary", citation="2 FR 2"
    )
    + '[[amend]]\nschedule = "schedule-1"\nline = "pair"\n'
    'substances = ["alpha", "beta", "gamma"]\nprinted = "Alpha, beta and gamma"\n',
}
MERGED = PAIR | {
    "schedules/us/acts/2005-01-01-gamma.toml": act(effective="2005-01-01")
    + '[[add]]\nschedule = "schedule-2"\nsubstances = ["gamma"]\nprinted = "Gamma"\n',
    "schedules/us/acts/2010-01-01-merge.toml": act(effective="2010-01-01")
    + '[[move]]\nfrom = "schedule-2/gamma"\nto = "schedule-1/pair"\n'
    'substances = ["alpha", "gamma"]\nprinted = "Alpha and gamma"\n',
}


def answer(data: Record, name: str, on: str, place: str = "us", known: str | None = None) -> Status:
    view = View(data, date.fromisoformat(known) if known else None)
    return status(view, place, name, date.fromisoformat(on))


def changed(data: Record, first: str, last: str) -> list[Change]:
    return changes(View(data), "us", date.fromisoformat(first), date.fromisoformat(last))


def kinds(rows: list[Change]) -> list[tuple[str, tuple[str, ...], bool]]:
    return [(row.kind, row.substances, row.legal_effect) for row in rows]


# what a line names


@pytest.mark.parametrize("data", [NARROWED, MERGED], ids=["amend", "merging move"])
def test_a_name_that_an_act_drops_stays_controlled_on_the_days_before(data: dict[str, str]) -> None:
    small = record(data)
    assert answer(small, "beta", "2005-01-01").status == "controlled"
    today = answer(small, "beta", "2005-01-01")
    then = answer(small, "beta", "2005-01-01", known="2009-11-30")
    assert (today.status, today.since, today.regimes) == (then.status, then.since, then.regimes)
    assert [each.reason for each in today.coverage] == [each.reason for each in then.coverage]
    assert str(answer(small, "beta", "2009-12-31").since) == "2000-01-01"
    assert answer(small, "beta", "2010-01-01").status == "not-listed"


@pytest.mark.parametrize("data", [NARROWED, MERGED], ids=["amend", "merging move"])
def test_the_gap_of_a_dropped_name_opens_on_the_day_of_the_act(data: dict[str, str]) -> None:
    view = View(record(data))
    rows = {
        day: {row.substance.id: row for row in gaps(view, "us", "cn", day, aligned=True).rows}
        for day in (date(2009, 12, 31), date(2010, 1, 1))
    }
    before, after = (found["beta"] for found in rows.values())
    assert (before.kind, before.until) == ("aligned", date(2010, 1, 1))
    assert (after.kind, str(after.since)) == ("only-b", "2010-01-01")


def test_an_amendment_that_drops_a_name_is_a_removal() -> None:
    rows = changed(record(NARROWED), "2009-12-31", "2010-01-01")
    assert kinds(rows) == [("removed", ("beta",), True)]
    assert rows[0].why == "schedule-1/pair no longer names beta."
    assert (rows[0].from_schedule, rows[0].to_schedule) == ("schedule-1", None)


def test_the_nearest_day_on_which_a_dropped_name_is_covered_is_its_last() -> None:
    (coverage,) = View(record(NARROWED)).coverage("us", "beta")
    assert [coverage.nearest(date(year, 6, 1)) for year in (1990, 2005, 2020)] == [
        date(2000, 1, 1),
        date(2005, 6, 1),
        date(2009, 12, 31),
    ]


def test_a_merger_that_drops_a_name_is_a_merger_and_a_removal() -> None:
    rows = changed(record(MERGED), "2009-12-31", "2010-01-01")
    assert kinds(rows) == [("merged", ("alpha", "gamma"), True), ("removed", ("beta",), True)]
    assert len({row.id for row in rows}) == 2


def test_an_amendment_that_adds_a_name_controls_it_from_its_day_by_its_act() -> None:
    small = record(WIDENED)
    assert answer(small, "gamma", "2009-12-31").status == "not-listed"
    (pending,) = answer(small, "gamma", "2009-12-31").pending
    assert (pending.act, str(pending.effective)) == ("us/2009-12-01-widen", "2010-01-01")
    found = answer(small, "gamma", "2010-01-01")
    assert str(found.since) == "2010-01-01"
    assert found.coverage[0].act == "us/2009-12-01-widen"
    assert found.coverage[0].evidence == "secondary"
    assert kinds(changed(small, "2009-12-31", "2010-01-01")) == [("added", ("gamma",), True)]


def test_a_name_split_off_to_a_line_of_its_own_is_no_removal() -> None:
    data = PAIR | {
        "schedules/us/acts/2010-01-01-split.toml": act(effective="2010-01-01")
        + '[[add]]\nschedule = "schedule-1"\nsubstances = ["beta"]\nprinted = "Beta"\n'
        'continues = "schedule-1/pair"\n'
        '[[amend]]\nschedule = "schedule-1"\nline = "pair"\nsubstances = ["alpha"]\n'
        'printed = "Alpha"\n'
    }
    small = record(data)
    assert answer(small, "beta", "2010-01-01").status == "controlled"
    assert str(answer(small, "beta", "2010-01-01").since) == "2000-01-01"
    assert kinds(changed(small, "2009-12-31", "2010-01-01")) == [
        ("split", ("beta",), True),
        ("renamed", ("beta",), False),
    ]


def test_a_line_absorbed_by_one_that_does_not_name_it_is_a_removal() -> None:
    data = PAIR | {
        "schedules/us/acts/2005-01-01-gamma.toml": act(effective="2005-01-01")
        + '[[add]]\nschedule = "schedule-1"\nsubstances = ["gamma"]\nprinted = "Gamma"\n',
        "schedules/us/acts/2010-01-01-absorb.toml": act(effective="2010-01-01")
        + '[[remove]]\nschedule = "schedule-1"\nline = "gamma"\nmerged_into = "schedule-1/pair"\n',
    }
    (row,) = changed(record(data), "2009-12-31", "2010-01-01")
    assert (row.kind, row.legal_effect) == ("removed", True)
    assert "does not reach gamma" in row.why


def test_a_line_that_changes_its_scope_with_its_name_is_not_only_renamed() -> None:
    data = PAIR | {
        "schedules/us/acts/2010-01-01-move.toml": act(effective="2010-01-01")
        + '[[move]]\nfrom = "schedule-1/pair"\nto = "schedule-1"\nas = "two"\nexcept = "kits"\n'
    }
    (row,) = changed(record(data), "2009-12-31", "2010-01-01")
    assert (row.kind, row.legal_effect) == ("scope-changed", True)


def test_the_list_of_all_stays_keeps_a_name_that_was_dropped() -> None:
    csv = outputs(record(NARROWED))["schedules/us/consolidated.csv"].decode().splitlines()
    assert [line.split(",")[2] for line in csv[1:]] == ["alpha;beta", "alpha"]
    assert ",2010-01-01,amend," in csv[1]


# what a line says


@pytest.fixture(scope="module")
def real() -> View:
    return View(load(ROOT))


@pytest.mark.parametrize(
    ("name", "place", "on", "words", "later"),
    [
        ("midazolam", "cn", "2015-01-01", '"咪达唑仑".', "except"),  # limited on 2024-07-01
        ("cannabis", "us", "1980-01-01", '"Marihuana".', "hemp"),  # hemp: 2018-12-20
        ("etorphine", "us", "2015-01-01", '"Etorphine".', "except"),  # hydrochloride: 2017
    ],
)
def test_the_reason_of_a_past_day_is_in_the_words_of_that_day(
    real: View, name: str, place: str, on: str, words: str, later: str
) -> None:
    found = status(real, place, name, date.fromisoformat(on))
    reasons = [each.reason for each in found.coverage if each.basis == "named"]
    assert any(reason.endswith(words) for reason in reasons), reasons
    assert not any(later in reason for reason in reasons)


def test_no_reason_of_any_day_says_what_the_line_does_not_say_then(real: View) -> None:
    days = [date(year, 1, 1) for year in range(1972, 2027, 3)]
    for place in ("us", "cn", "un"):
        for name in real.record.substances:
            for reach in real.coverage(place, name):
                for day in (day for day in days if reach.basis == "named" and reach.holds_on(day)):
                    wording = reach.listing.nearest(day).wording
                    reason = reach.on(day).reason
                    assert (", except " in reason) == bool(wording.exception), (name, day)
                    assert (wording.printed or "") in reason


# what was announced


def test_what_comes_is_told_as_known_on_the_later_day() -> None:
    data = PAIR | {
        "schedules/us/acts/2024-08-01-gamma.toml": act(
            published="2024-08-01", effective="2024-09-01"
        )
        + '[[add]]\nschedule = "schedule-2"\nsubstances = ["gamma"]\nprinted = "Gamma"\n'
    }
    small, on = record(data), date(2024, 7, 1)
    view = View(small, date(2024, 8, 10))
    assert [row.substances for row in upcoming(view, ["us"], on, 90)] == [("gamma",)]
    assert [each.act for each in status(view, "us", "gamma", on).pending] == ["us/2024-08-01-gamma"]
    assert upcoming(View(small), ["us"], on, 90) == []
    assert status(View(small), "us", "gamma", on).pending == ()


def test_what_was_coming_to_the_prc_in_july_2024_as_known_in_august(real: View) -> None:
    view = View(real.record, date(2024, 8, 10))
    rows = upcoming(view, ["cn"], date(2024, 7, 1), 90)
    assert sum(len(row.substances) or 1 for row in rows) >= 22


# acts that could not be applied

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    typo = PAIR | {
        "schedules/us/acts/2010-01-01-typo.toml": act(effective="2010-01-01")
        + '[[remove]]\nschedule = "schedule-1"\nline = "pear"\n'
    }
    root = written(tmp_path, typo)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["registry", *words, "--data", str(root)])
        code = app.run()
        streams = capfd.readouterr()
        return code, streams.out, streams.err

    return call


QUESTIONS = {
    "show": ("show", "beta"),
    "list": ("list", "us"),
    "gaps": ("gaps", "us", "cn"),
    "changes": ("changes", "us", "--from", "1999-01-01", "--to", "2020-01-01"),
    "upcoming": ("upcoming", "us"),
    "lags": ("lags", "us", "cn", "us"),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_every_answer_says_which_act_it_leaves_out(run: Run, question: str, form: str) -> None:
    code, out, _ = run(*QUESTIONS[question], "--format", form)
    assert code == 0
    assert "Not applied: us/2010-01-01-typo removes a line that does not stand" in " ".join(
        out.split()
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_document_lists_what_could_not_be_applied(run: Run, question: str) -> None:
    document: dict[str, Any] = json.loads(run(*QUESTIONS[question], "--json")[1])
    assert document["unapplied"] == [
        {
            "act": "us/2010-01-01-typo",
            "line": "schedule-1/pear",
            "on": "2010-01-01",
            "why": "removes a line that does not stand",
        }
    ]


def test_an_answer_about_another_jurisdiction_does_not_say_it(run: Run) -> None:
    assert json.loads(run("list", "cn", "--json")[1])["unapplied"] == []


@pytest.mark.parametrize("question", ["gaps", "changes"])
def test_no_exit_code_says_nothing_to_report_where_an_act_is_left_out(
    run: Run, question: str
) -> None:
    code, _, err = run(*QUESTIONS[question], "--exit-code")
    assert code == 2
    assert "us/2010-01-01-typo" in err


def test_the_cover_of_a_workbook_says_it(run: Run, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    assert run("gaps", "us", "cn", "-o", str(tmp_path / "x.xlsx"))[0] == 0
    cells = [cell.value for row in load_workbook(tmp_path / "x.xlsx")["Cover"] for cell in row]
    assert any("us/2010-01-01-typo" in str(cell) for cell in cells)
