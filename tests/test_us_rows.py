"""Every row of the United States source tables ends in an act, or is left out with its reason."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from registry.load import load
from registry.record import Record

HERE = Path(__file__).parent.parent
US = HERE / "schedules" / "us"


@pytest.fixture(scope="module")
def record() -> Record:
    return load(HERE)


def rows(name: str, table: str) -> list[dict[str, str]]:
    with (US / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["table"] == table]


def touched(record: Record, act: str) -> set[tuple[str, str]]:
    """The lines that an act touches; a withdrawal touches those of the proposals it answers."""
    found = record.acts[act]
    answered = [record.acts[one] for one in found.answers if found.kind == "withdrawal"]
    return {
        (step.to_schedule or step.schedule, step.to_line or step.line)
        for one in (found, *answered)
        for step in one.steps
    }


@pytest.mark.parametrize(
    ("table", "length"),
    [("us_scheduling_actions", 994), ("us_listed_substances", 643), ("us_state_actions", 20)],
)
def test_each_row_is_either_recorded_or_left_out_with_a_reason(table: str, length: int) -> None:
    recorded = {int(row["row"]) for row in rows("transcribed.csv", table)}
    left_out = [int(row["row"]) for row in rows("untranscribed.csv", table)]
    assert sorted([*recorded, *left_out]) == list(range(1, length + 1))


@pytest.mark.parametrize(
    "table", ["us_scheduling_actions", "us_listed_substances", "us_state_actions"]
)
def test_the_act_named_for_a_row_touches_the_line_named(record: Record, table: str) -> None:
    for row in rows("transcribed.csv", table):
        assert (row["schedule"], row["line"]) in touched(record, row["act"]), row


def test_every_federal_and_state_act_answers_a_row(record: Record) -> None:
    named = {
        row["act"]
        for row in (
            *rows("transcribed.csv", "us_scheduling_actions"),
            *rows("transcribed.csv", "us_listed_substances"),
            *rows("transcribed.csv", "us_state_actions"),
        )
    }
    ours = {act.id for act in record.acts.values() if act.jurisdiction.split("-")[0] == "us"}
    assert ours <= named


def test_no_action_row_and_21_lines_rest_on_the_edition_of_2026_alone(record: Record) -> None:
    resting = Counter(
        table
        for table in ("us_scheduling_actions", "us_listed_substances")
        for row in rows("transcribed.csv", table)
        if record.acts[row["act"]].kind == "baseline"
    )
    assert resting == {"us_listed_substances": 21}
