"""Rows by family, kind, regime and list; counts stay those of the whole comparison."""

from __future__ import annotations

import json

import pytest

from tests.record.asked import Ask

pytestmark = pytest.mark.usefixtures("one_registry")

ON = ("--on", "2026-11-24")


def test_gaps_of_a_family_are_its_rows_alone(ask: Ask) -> None:
    asked = ("gaps", "us", "cn", "--family", "Fentanyl Precursors", *ON, "--json")
    document, whole = json.loads(ask(*asked)), json.loads(ask("gaps", "us", "cn", *ON, "--json"))
    assert {row["family"] for row in document["rows"]} == {"fentanyl-precursors"}
    assert document["filter"] == {"family": ["fentanyl-precursors"]}
    assert document["counts"] == whole["counts"]
    assert "filter" not in whole


def test_filters_of_two_sorts_hold_together_and_of_one_sort_either(ask: Ask) -> None:
    asked = ("--family", "fentanyls", "--family", "nitazenes", "--kind", "scope", "--json")
    rows = json.loads(ask("gaps", "us", "cn", *asked, *ON))["rows"]
    assert {row["kind"] for row in rows} <= {"scope"}
    assert {row["family"] for row in rows} <= {"fentanyls", "nitazenes"}


def test_the_terminal_sums_up_before_it_shows_rows(ask: Ask) -> None:
    brief = ask("gaps", "us", "cn", *ON)
    assert "by gap and by who controls" in brief
    assert "Norfentanyl" not in brief
    assert "--rows" in brief
    assert "Norfentanyl" in ask("gaps", "us", "cn", "--rows", *ON)
    assert "Norfentanyl" in ask("gaps", "us", "cn", "--regime", "precursor", *ON)


@pytest.mark.parametrize("typed", ["II", "2", "schedule-ii", "Schedule II"])
def test_a_list_is_known_as_people_write_it(ask: Ask, typed: str) -> None:
    rows = json.loads(ask("list", "us", "--schedule", typed, *ON, "--json"))["rows"]
    assert {row["schedule"] for row in rows} == {"schedule-2"}


def test_a_list_can_be_asked_for_more_than_one(ask: Ask) -> None:
    asked = ("--schedule", "II", "--schedule", "list-1", "--family", "fentanyl-precursors")
    rows = json.loads(ask("list", "us", *asked, *ON, "--json"))["rows"]
    assert {row["schedule"] for row in rows} == {"schedule-2", "list-1"}


def test_a_chinese_list_names_its_lines_in_english_with_their_cas_number(ask: Ask) -> None:
    text = ask("list", "cn", "--schedule", "precursor-2", *ON)
    (line,) = (line for line in text.splitlines() if "N-苯基-N-(4-哌啶基)丙酰胺" in line)
    assert "Norfentanyl" in line
    assert "1609-66-1" in line


def test_changes_of_a_kind_and_a_family_are_those_rows_alone(ask: Ask) -> None:
    span = ("--from", "2024-06-30", "--to", "2026-11-24", "--json")
    asked = ("changes", "cn", "--kind", "added", "--family", "nitazenes", *span)
    document = json.loads(ask(*asked))
    assert {row["kind"] for row in document["rows"]} == {"added"}
    assert len(document["rows"]) < len(json.loads(ask("changes", "cn", *span))["rows"])
    assert document["filter"] == {"family": ["nitazenes"], "kind": ["added"]}


def test_a_kind_is_known_as_rows_print_it(ask: Ask) -> None:
    shown = ask("gaps", "us", "cn", "--kind", "US only", *ON, "--json")
    assert shown == ask("gaps", "us", "cn", "--kind", "only-a", *ON, "--json")


def test_rows_of_a_family_carry_no_counts_of_other_rows(ask: Ask) -> None:
    text = ask("gaps", "us", "cn", "--family", "nitazenes", *ON)
    assert "held in part" not in text
    assert "not compared" not in text


def test_a_history_begins_with_what_it_comes_to_and_fits_on_two_screens(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = ask("gaps", "us", "cn", "--from", "2024-06-01", "--to", "2026-11-24").splitlines()
    assert " stood on 2024-06-01; " in lines[2]
    assert len(lines) < 90
    assert max(map(len, lines)) <= 80


def test_a_class_whose_other_side_is_not_held_is_said_to_be_not_compared(ask: Ask) -> None:
    text = ask("gaps", "us", "cn", "--rows", *ON)
    assert "Not compared, for want of lists not held: anabolic-steroids." in text
