"""The table of questions by which a resolver is judged is well formed and leads to held data.

``of`` is the narrowest entry held (a form with its own entry is a substance); several: all of them.
``exact``: a name, number or title, whatever its case, width, points; ``parsed``: words taken off.
``none``: no certainty, no suggestion, save numbers one digit off where the check digit is wrong.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SCHEDULES = ROOT / "schedules"
COLUMNS = ["input", "lang", "kind", "of", "certainty", "must_not", "source", "why"]
CAS = re.compile(r"\d{2,7}-\d\d-\d")
DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------")


def _questions() -> list[dict[str, str]]:
    with (Path(__file__).parent / "questions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _tables(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _held() -> dict[str, set[str]]:
    """Ids of the data by kind, read without the registry."""
    files = sorted((SCHEDULES / "substances").glob("*.toml"))
    substances = {
        key for file in files for key, value in _tables(file).items() if isinstance(value, dict)
    }
    lists = {
        f"{file.parent.name}/{schedule}"
        for file in SCHEDULES.glob("*/schedules.toml")
        for schedule in _tables(file)["schedules"]
    }
    return {
        "substance": substances,
        "class": {folder.name for folder in (SCHEDULES / "classes").iterdir() if folder.is_dir()},
        "family": {file.stem for file in files},
        "list": lists,
        "act": {f"{file.parts[-3]}/{file.stem}" for file in SCHEDULES.glob("*/acts/*.toml")},
    }


def _ids(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(DASHES)


def _right_check_digit(number: str) -> bool:
    *digits, check = (int(sign) for sign in number if sign.isdigit())
    return sum(place * digit for place, digit in enumerate(reversed(digits), 1)) % 10 == check


QUESTIONS = _questions()
HELD = _held()
ALL_IDS = set[str]().union(*HELD.values())
KINDS = {
    "substance",
    "salt",
    "ester",
    "isomer",
    "trade-name",
    "class",
    "family",
    "list",
    "act",
    "none",
    "ambiguous",
}


def _where(**cells: str) -> list[dict[str, str]]:
    return [
        row for row in QUESTIONS if all(row[column] == value for column, value in cells.items())
    ]


def test_columns_are_those_of_the_table() -> None:
    assert all(list(row) == COLUMNS for row in QUESTIONS)


def test_cells_hold_known_words() -> None:
    assert {row["kind"] for row in QUESTIONS} == KINDS
    assert {row["lang"] for row in QUESTIONS} == {"en", "zh", "any"}
    assert {row["certainty"] for row in QUESTIONS if row["kind"] != "none"} == {
        "exact",
        "parsed",
        "spelling",
    }


def test_every_question_has_a_source_and_a_reason_of_one_line() -> None:
    assert not [
        row["input"] for row in QUESTIONS if not row["source"].strip() or not row["why"].strip()
    ]
    assert not [row["input"] for row in QUESTIONS if "\n" in row["source"] + row["why"]]


def test_no_question_stands_twice() -> None:
    repeated = [
        text for text, count in Counter(row["input"] for row in QUESTIONS).items() if count > 1
    ]
    assert not repeated


@pytest.mark.parametrize("kind", sorted(KINDS - {"none", "ambiguous"}))
def test_answers_lead_to_an_entry_of_their_kind(kind: str) -> None:
    entries = HELD.get(kind, HELD["substance"])
    assert not [row["input"] for row in _where(kind=kind) if row["of"] not in entries]


def test_ambiguous_questions_lead_to_several_entries_of_one_kind() -> None:
    for row in _where(kind="ambiguous"):
        ids = _ids(row["of"])
        assert len(ids) > 1, row["input"]
        assert any(set(ids) <= entries for entries in HELD.values()), row["input"]


def test_questions_without_answer_have_no_id_and_no_certainty() -> None:
    assert not [row["input"] for row in _where(kind="none") if row["of"] or row["certainty"]]


def test_misleading_suggestions_exist_and_are_no_answers() -> None:
    for row in QUESTIONS:
        assert set(_ids(row["must_not"])) <= ALL_IDS, row["input"]
        assert not set(_ids(row["must_not"])) & set(_ids(row["of"])), row["input"]


def test_cas_numbers_have_the_check_digit_that_the_row_says() -> None:
    numbers = [(row, CAS.fullmatch(_folded(row["input"]).strip())) for row in QUESTIONS]
    judged = [(row, _right_check_digit(match[0])) for row, match in numbers if match]
    assert len(judged) >= 50
    assert not [
        row["input"]
        for row, right in judged
        if right == row["why"].startswith("The check digit is wrong")
    ]


def test_valid_numbers_without_answer_are_not_held() -> None:
    tables = [_tables(file) for file in (SCHEDULES / "substances").glob("*.toml")]
    substances = [value for table in tables for value in table.values() if isinstance(value, dict)]
    numbers = {number for substance in substances for number in substance.get("cas", [])}
    assert not [row["input"] for row in _where(kind="none") if row["input"] in numbers]


def test_general_knowledge_is_marked_and_rare() -> None:
    assert sum("unverified" in row["source"] for row in QUESTIONS) < len(QUESTIONS) / 20


def test_spread_of_the_questions() -> None:
    salt_numbers = [row for row in _where(kind="salt") if CAS.fullmatch(row["input"])]
    counts = {
        "all": len(QUESTIONS),
        "base names": len(_where(kind="substance", lang="en")),
        "Chinese": len(_where(lang="zh")),
        "salts by name": len(_where(kind="salt")) - len(salt_numbers),
        "numbers of salts": len(salt_numbers),
        "esters and isomers": len(_where(kind="ester")) + len(_where(kind="isomer")),
        "trade names": len(_where(kind="trade-name")),
        "classes and families": len(_where(kind="class")) + len(_where(kind="family")),
        "lists": len(_where(kind="list")),
        "acts": len(_where(kind="act")),
        "misspelt": len(_where(certainty="spelling")),
        "nothing": len(_where(kind="none")),
        "misleading": sum(bool(row["must_not"]) for row in QUESTIONS),
    }
    least = {
        "all": 400,
        "base names": 60,
        "Chinese": 100,
        "salts by name": 80,
        "numbers of salts": 30,
        "esters and isomers": 30,
        "trade names": 50,
        "classes and families": 30,
        "lists": 30,
        "acts": 20,
        "misspelt": 30,
        "nothing": 40,
        "misleading": 80,
    }
    assert {name for name, count in counts.items() if count < least[name]} == set()
