"""The re-issue of the PRC catalogues in July 2025, and the lists of the United Nations."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from registry.engine import reissue
from registry.engine.changes import changes
from registry.engine.gaps import gaps
from registry.law.dates import BY_DECISION
from tests.record.asked import answer, changes_of, day, lines, stays, view

# the re-issue of July 2025


# DESIGN of the lists by medical use: the instruments of 2015 and 2025 divide by it, the catalogues
# of 2013 do not.
LEVELS = {
    "nps-supplementary": False,
    "non-medicinal": False,
    "medicinal-narcotic": True,
    "medicinal-psychotropic-1": True,
    "medicinal-psychotropic-2": True,
}


@pytest.fixture
def levels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists that say whether they are for medical use."""
    monkeypatch.setattr(reissue, "level_of", lambda _, line: LEVELS.get(line.key.schedule))


@pytest.mark.usefixtures("levels")
def test_of_522_moves_of_the_re_issue_517_change_only_the_name_of_the_list() -> None:
    # 396 items and 3 classes; 123 of 128 medicinal items, the other five are new.
    found = Counter((one.kind, one.legal_effect) for one in changes_of("cn", "2025-07-21"))
    assert found == {
        ("re-issued", False): 517,
        ("moved", True): 5,
        ("added", True): 5,
        ("merged", True): 2,
        ("removed", True): 1,
        ("scope-changed", True): 1,
        ("scope-changed", False): 1,
    }


@pytest.mark.usefixtures("levels")
def test_a_line_of_the_re_issue_moves_where_its_scope_or_its_level_changes() -> None:
    found = {one.key.line for one in changes_of("cn", "2025-07-21") if one.kind == "moved"}
    scope = {"butorphanol", "dextromethorphan", "dezocine", "nalbuphine"}
    assert found == {*scope, "etizolam"}


def test_the_clauses_of_the_re_issue_are_told_once_an_act() -> None:
    first, second = (one for one in changes_of("cn", "2025-07-21") if one.key.line == "clause")
    assert {first.act.id, second.act.id} == {
        "cn/2025-07-21-medicinal-catalogues",
        "cn/2025-07-21-non-medicinal-catalogue",
    }
    whys = f"{first.why} {second.why}"
    assert "nps-supplementary to non-medicinal: now reaches geometric-isomer" in whys
    assert "narcotic-2013 to medicinal-narcotic: no longer leaves open positional-isomer" in whys


def test_no_other_act_of_the_record_re_issues_a_list() -> None:
    found = {
        one.day.day
        for place in view().record.jurisdictions
        for one in changes(view(), place, date.min, date.max)
        if one.kind == "re-issued"
    }
    assert found == {day("2025-07-21")}


def test_the_re_issue_merged_two_lines_for_preparations() -> None:
    merged = {
        one.key.line: one.event.after.key.line
        for one in changes_of("cn", "2025-07-21")
        if one.kind == "merged" and one.event and one.event.after
    }
    assert merged == {
        "tramadol-compound-preparation": "tramadol",
        "paracetamol-hydrocodone-tablet": "hydrocodone-compound-oral-solid-to-5mg",
    }


def test_the_re_issue_emptied_the_older_catalogues() -> None:
    older = {"narcotic-2013", "psychotropic-1-2013", "psychotropic-2-2013", "nps-supplementary"}
    standing_on = view().timeline.on(day("2025-07-21"))
    assert not [key for key in standing_on if key.jurisdiction == "cn" and key.schedule in older]


@pytest.mark.parametrize(
    ("schedule", "on", "count"),
    [
        ("narcotic-2013", "2014-01-01", 121),
        ("psychotropic-1-2013", "2014-01-01", 68),
        ("psychotropic-2-2013", "2014-01-01", 81),
        ("nps-supplementary", "2015-10-01", 116),
        ("medicinal-narcotic", "2025-07-21", 32),
        ("medicinal-psychotropic-1", "2025-07-21", 18),
        ("medicinal-psychotropic-2", "2025-07-21", 78),
        ("non-medicinal", "2025-07-21", 396),
        ("non-medicinal", "2026-07-01", 412),
        ("medicinal-psychotropic-2", "2026-10-01", 81),
        ("precursor-1", "2025-07-20", 19),
        ("precursor-2", "2025-07-20", 20),
        ("precursor-3", "2025-07-20", 8),
    ],
)
def test_the_prc_lists_hold_as_many_items_as_was_published(
    schedule: str, on: str, count: int
) -> None:
    found = view().timeline.on(day(on)).items()
    named = [one for key, one in found if key[:2] == ("cn", schedule) and not one.class_id]
    assert sum(one.unseen or 1 for one in named) == count


@pytest.mark.parametrize(("on", "count"), [("2026-08-01", 14), ("2026-11-24", 17)])
def test_names_that_nobody_here_has_seen_are_counted(on: str, count: int) -> None:
    assert gaps(view(), "us", "cn", day(on)).unseen == {"a": 0, "b": count}


# the United Nations


def test_phenylacetic_acid_was_transferred_from_table_ii_to_table_i() -> None:
    assert stays("un", "1988-2", "phenylacetic-acid") == [("1990-11-11", "2011-01-17")]
    assert stays("un", "1988-1", "phenylacetic-acid") == [("2011-01-17", None)]
    (change,) = changes_of("un", "2011-01-17")
    assert (change.kind, change.from_schedule, change.to_schedule) == ("moved", "1988-2", "1988-1")


def test_cannabis_left_schedule_iv_of_1961_and_stays_in_schedule_i() -> None:
    assert "1961-4/cannabis" in lines(answer("un", "cannabis", "2020-12-01"))
    assert lines(answer("un", "cannabis", "2020-12-02")) == ["1961-1/cannabis"]


def test_a_decision_under_the_convention_of_1961_has_no_common_effective_day() -> None:
    found = answer("un", "isotonitazene", "2025-03-31").since
    assert found is not None
    assert (found.day, found.qualifier) == (day("2021-04-14"), BY_DECISION)
