"""What a compliance officer asks the command line, and what must stand in the answer.

The data are the record itself; every fact is that of the act named beside it.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import Any

import pytest

from registry.cli import app
from tests.record.asked import ROOT, Ask

pytestmark = pytest.mark.usefixtures("one_registry")


def document(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    return found


def line_of(text: str, *words: str) -> str:
    """The only line that holds all the words."""
    (found,) = (line for line in text.splitlines() if all(word in line for word in words))
    return found


# by which act, since when


def test_what_covered_1_boc_4_ap_before_its_own_line_is_shown(ask: Ask) -> None:
    """87 FR 67550 says that the line of 4-AP (85 FR 20822) had covered its carbamate."""
    text = ask("show", "1-boc-4-AP", "--full", "--on", "2024-08-06")
    assert "2020-05-15" in line_of(text, "US", "controlled", "precursor")
    earlier = line_of(text, "form, earlier")
    for fact in ("2020-05-15", "list-1/4-anilinopiperidine", "85 FR 20822", "Until 2022-11-09"):
        assert fact in earlier
    said = document(ask("show", "1-boc-4-AP", "--on", "2024-08-06", "--json"))
    (way,) = said["status"][0]["earlier"]
    assert (way["basis"], way["since"], way["until"]) == ("form", "2020-05-15", "2022-11-09")
    acts = {one["act"] for one in said["acts"]}
    assert "us/2020-04-15-4-anilinopiperidine-and-benzylfentanyl" in acts


def test_what_a_class_covered_before_a_line_of_its_own_is_shown(ask: Ask) -> None:
    """meta-Fluorofentanyl: a member of the class from 83 FR 5188 on, named by 88 FR 85104."""
    text = ask("show", "meta-fluorofentanyl", "--full", "--on", "2024-08-06")
    earlier = line_of(text, "US", "class, earlier")
    assert "2018-02-06" in earlier
    assert "83 FR 5188" in earlier


def test_a_line_that_an_act_ended_names_the_act(ask: Ask) -> None:
    """Fenfluramine left schedule IV on 2022-12-23 (FR Doc 2022-27400)."""
    asked = ("show", "fenfluramine", "--on", "2024-08-06")
    assert "FR Doc 2022-27400" in line_of(ask(*asked, "--full"), "Removal of fenfluramine")
    listings = document(ask(*asked, "--json"))["listings"]
    ended = [one for one in listings if one["jurisdiction"] == "us"]
    assert [(one["until"], one["ended_by"], one["ended_by_act"]) for one in ended] == [
        ("2022-12-23", "remove", "us/2022-12-23-fenfluramine")
    ]


def test_a_line_that_expired_names_no_act_that_ended_it(ask: Ask) -> None:
    """The temporary order on brorphine ran out on 2023-03-01; no extension was found."""
    listings = document(ask("show", "brorphine", "--on", "2024-08-06", "--json"))["listings"]
    first = min(
        (one for one in listings if one["jurisdiction"] == "us"), key=lambda one: one["since"]
    )
    assert (first["until"], first["ended_by"]) == ("2023-03-01", "expire")
    assert first["ended_by_act"] is None


def test_what_is_announced_stands_beside_not_listed(ask: Ask) -> None:
    """The PRC announcement of 2 August 2024 is in force from 1 September 2024."""
    for name in ("norfentanyl", "4-AP", "1-boc-4-AP"):
        row = line_of(ask("show", name, "--on", "2024-08-06"), "PRC", "not-listed")
        assert "Announced 2024-08-02: on precursor-2 from 2024-09-01." in row
    before = line_of(
        ask("show", "norfentanyl", "--on", "2024-08-06", "--known-on", "2024-08-01"),
        "PRC",
        "not-listed",
    )
    assert "Announced" not in before


# what an empty or an old answer may not be taken for


def test_an_answer_beyond_the_verified_days_says_so_in_every_format(ask: Ask) -> None:
    """The US lists were compared through 2026-09-21, the UN ones through 2025-03-31."""
    for asked in (
        ("gaps", "us", "un", "--on", "2026-11-24"),
        ("changes", "us", "un", "--from", "2026-11-01", "--to", "2026-11-24"),
        ("upcoming", "us", "un", "--on", "2026-11-24"),
        ("lags", "un", "us", "cn", "--on", "2026-11-24"),
    ):
        for form in ("terminal", "json", "markdown"):
            text = ask(*asked, "--format", form)
            said = line_of(text, "Verified through:")
            assert "US 2026-09-21" in said
            assert "UN 2025-03-31" in said
    listed = line_of(ask("list", "un", "--schedule", "1988-1", "--on", "2026-11-24"), "Verified")
    assert "UN 1988-1 2025-03-31" in listed


def test_an_answer_within_the_verified_days_says_nothing_of_them(ask: Ask) -> None:
    assert "Verified through" not in ask("gaps", "us", "cn", "--on", "2024-08-06")
    changes = ask("changes", "cn", "--from", "2024-08-31", "--to", "2024-09-01")
    assert "Verified through" not in changes


def test_no_change_before_the_record_begins_is_not_no_change(ask: Ask) -> None:
    """The record of the US lists is whole from 1971-05-01 on."""
    for asked in (
        ("changes", "us", "--from", "1930-01-01", "--to", "1960-01-01"),
        ("list", "us", "--on", "1950-01-01"),
    ):
        assert "Whole only from: US 1971-05-01." in line_of(ask(*asked), "Whole only from")


def test_a_comparison_before_both_records_begin_does_not_read_as_no_gaps(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    asked = ("gaps", "us", "cn", "--on", "1950-01-01")
    for form in ("terminal", "json", "markdown"):
        text = ask(*asked, "--format", form)
        assert "Nothing to compare: no line of either stands on 1950-01-01." in text
        assert "US 1971-05-01, PRC 2014-01-01" in line_of(text, "Whole only from")
    monkeypatch.setattr(sys, "argv", ["registry", *asked, "--exit-code", "--data", str(ROOT)])
    assert app.run() == 2
    assert capfdbinary.readouterr().err.decode().startswith("Nothing to compare")


def test_a_state_that_is_held_in_part_says_so(ask: Ask) -> None:
    text = ask("gaps", "us", "us-oh", "--on", "2023-03-29")
    assert "Held only in part: Ohio." in line_of(text, "Held only in part")


# changes


def test_changes_and_what_comes_name_the_act_its_citation_and_its_evidence(ask: Ask) -> None:
    """The precursor announcement bears 2 August 2024 and is in force from 1 September 2024."""
    for asked in (
        ("changes", "cn", "--from", "2024-08-31", "--to", "2024-09-01"),
        ("upcoming", "cn", "--on", "2024-08-06", "--within", "30"),
    ):
        text = ask(*asked, "--format", "csv")
        rows = [line for line in text.splitlines() if "cn/2024-08-02-seven-precursors" in line]
        assert len(rows) == 7
        for fact in ("2 August 2024", "2024-09-01", "secondary"):
            assert all(fact in row for row in rows)


def test_a_jurisdiction_given_twice_is_counted_once(ask: Ask) -> None:
    period = ("--from", "2024-08-31", "--to", "2024-09-01", "--json")
    once = document(ask("changes", "cn", *period))["rows"]
    twice = document(ask("changes", "cn", "PRC", *period))["rows"]
    assert len(once) == 7
    assert twice == once
    window = ("--on", "2024-08-06", "--json")
    assert len(document(ask("upcoming", "cn", "cn", *window))["rows"]) == 7


# gaps and lists


def test_no_reason_puts_a_list_before_its_first_day(ask: Ask) -> None:
    """The catalogue of non-medicinal drugs is of 2025-07-21; mitragynine came in 2024."""
    found = document(ask("gaps", "us", "cn", "--on", "2025-08-01", "--json"))["rows"]
    why = {one["substance"]: one["why"] for one in found}
    assert (
        "PRC: controlled since 2024-07-01, drug control on non-medicinal (named) since 2025-07-21"
        in why["mitragynine"]
    )
    assert "non-medicinal (named) since 2024" not in "".join(why.values())


def test_a_list_as_csv_cites_the_act_of_each_line(ask: Ask) -> None:
    text = ask("list", "us", "--schedule", "schedule-2", "--on", "2024-08-06", "--format", "csv")
    assert ",us/2020-04-17-norfentanyl,85 FR 21320,official," in line_of(text, ",norfentanyl,")


def test_the_number_of_an_announcement_is_not_broken(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """公告第800号, wherever a column ends."""
    for width in ("80", "100", "118", "120"):
        monkeypatch.setenv("COLUMNS", width)
        text = ask("show", "xylazine", "--on", "2024-08-06")
        assert "第80 " not in text
        assert "第8 " not in text
        assert "800号" in text


@pytest.mark.parametrize(
    ("place", "typed", "schedule"),
    [
        ("us", "Schedule I", "schedule-1"),
        ("us", "SCHEDULE-II", "schedule-2"),
        ("us", "schedule_5", "schedule-5"),
        ("us", "List I", "list-1"),
        ("un", "1971 IV", "1971-4"),
        ("cn", "Precursor 2", "precursor-2"),
    ],
)
def test_a_list_may_be_named_as_its_text_names_it(
    ask: Ask, place: str, typed: str, schedule: str
) -> None:
    asked = ("list", place, "--on", "2024-08-06", "--json", "--schedule")
    rows = document(ask(*asked, typed))["rows"]
    assert {one["schedule"] for one in rows} == {schedule}
    assert rows == document(ask(*asked, schedule))["rows"]


def by_substance(text: str) -> dict[str, dict[str, str]]:
    """The rows of a gap report in CSV."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return {row["substance"]: row for row in rows}


def test_a_gap_that_an_announced_act_will_close_cites_that_act(ask: Ask) -> None:
    row = by_substance(ask("gaps", "us", "cn", "--on", "2024-08-06", "--format", "csv"))[
        "norfentanyl"
    ]
    assert (row["kind"], row["b_status"]) == ("pending", "not-listed")
    assert row["b_act"] == "cn/2024-08-02-seven-precursors"
    assert row["b_citation"].endswith("2 August 2024")
    assert row["b_evidence"] == "secondary"
    assert "chemradar.com" in row["b_source"]


def test_a_line_on_a_salt_beside_one_on_the_base_does_not_read_as_a_limit(ask: Ask) -> None:
    """Announcement 800 lists xylazine and, on a line of its own, its hydrochloride."""
    rows = by_substance(ask("gaps", "us", "cn", "--on", "2024-08-06", "--format", "csv"))
    assert rows["xylazine"]["b_scope"] == "no limit; hydrochloride"
    assert rows["norfentanyl"]["a_scope"] == ""


def test_at_eighty_columns_no_word_and_no_day_of_the_gaps_is_broken(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = ask("gaps", "us", "cn", "--rows", "--on", "2024-08-06")
    assert max(map(len, text.splitlines())) <= 80
    lines = text.splitlines()
    assert lines[lines.index("Norfentanyl") + 1 :][:2] == [
        "  CAS number: 1609-66-1 · Gap: pending · Gap since: 2020-05-18",
        "  US list: schedule-2 · US controlled since: 2020-05-18",
    ]
    assert "Gap: undetermined · Gap since: ≤2014-01-01" in lines[lines.index("Allobarbital") + 1]


def test_a_wide_terminal_leaves_nothing_out(ask: Ask) -> None:
    text = ask("gaps", "us", "cn", "--rows", "--on", "2024-08-06")
    assert "Too narrow" not in text
    assert "1609-66-1" in line_of(text, "Norfentanyl")


def test_a_temporary_line_whose_end_nobody_saw_is_not_silent_among_what_comes(ask: Ask) -> None:
    """Ohio's emergency rule on xylazine (Executive Order 2023-08D): no end was seen."""
    text = ask("upcoming", "us-oh", "--on", "2023-03-29")
    assert "Ohio schedule-3/xylazine" in line_of(text, "Temporary, until a day not seen")
    assert "until a day not seen" not in ask("upcoming", "us", "--on", "2024-08-06")


# in the words of an inventory


@pytest.mark.parametrize(
    ("typed", "kind", "note"),
    [
        ("fentanyl citrate", "salt", "a salt (citrate) of Fentanyl"),
        ("990-73-8", "salt", "a salt (citrate) of Fentanyl"),
        ("枸橼酸芬太尼注射液", "salt", "a salt (citrate) of Fentanyl"),
        ("Duragesic", "trade-name", "a trade name of Fentanyl"),
    ],
)
def test_a_form_or_a_product_is_answered_with_its_substance(
    ask: Ask, typed: str, kind: str, note: str
) -> None:
    answer = document(ask("show", typed, "--on", "2026-11-24", "--json"))
    assert answer["substance"]["id"] == "fentanyl"
    resolved = answer["resolved"]
    assert (resolved["kind"], resolved["of"], resolved["note"]) == (kind, "fentanyl", note)


def test_a_salt_is_told_by_which_clause_each_list_reaches_it(ask: Ask) -> None:
    """21 CFR 1308.12(c) reaches salts; no word on salts was seen in 1308.12(g)."""
    text = ask("show", "fentanyl citrate", "--on", "2026-11-24", "--full")
    assert "Paragraph (c): salts" in line_of(text, "schedule-2", "reached")
    assert "Possible salts" in line_of(text, "medicinal-narcotic", "reached")
    text = ask("show", "norfentanyl HCl", "--on", "2026-11-24", "--full")
    assert "no words on salts" in line_of(text, "schedule-2", "left open", "Paragraph (g)")


def test_the_base_itself_has_no_clauses_on_forms(ask: Ask) -> None:
    answer = document(ask("show", "fentanyl", "--on", "2026-11-24", "--json"))
    assert answer["resolved"] == {
        "input": "fentanyl",
        "kind": "substance",
        "of": "fentanyl",
        "certainty": "exact",
        "note": None,
        "reaches": [],
    }


def test_a_family_is_a_table_of_its_substances(ask: Ask) -> None:
    text = ask("show", "fentanyl precursors", "--on", "2026-11-24")
    line = line_of(text, "Norfentanyl")
    assert "controlled (drug)" in line
    assert "controlled (precursor)" in line


def test_a_list_is_found_by_its_mark_on_a_label(ask: Ask) -> None:
    answer = document(ask("show", "C-IV", "--on", "2026-11-24", "--json"))
    assert answer["resolved"]["of"] == "us/schedule-4"
    assert {row["schedule"] for row in answer["rows"]} == {"schedule-4"}
