"""The resolver is judged by two tables of questions: every row right, nothing misleading.

``second_eyes.csv`` was written from the ids alone once the resolver stood. Rows whose first
expectation was wrong say so in ``why``.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import pytest

from registry.engine.resolve.answer import Meaning, Resolved, Several
from registry.engine.resolve.resolver import Resolver
from registry.law import loading

ROOT: Final = Path(__file__).parents[2]


def _table(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


QUESTIONS: Final = _table("questions.csv") + _table("second_eyes.csv")


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(loading.load(ROOT), lambda: loading.names(ROOT))


def _ids(cell: str) -> set[str]:
    return set(filter(None, cell.split("|")))


def _kind(answer: Meaning) -> str:
    if isinstance(answer, Resolved):
        return answer.kind
    return "ambiguous" if isinstance(answer, Several) else "none"


def _meant(answer: Meaning) -> tuple[Resolved, ...]:
    if isinstance(answer, Resolved):
        return (answer,)
    return answer.candidates if isinstance(answer, Several) else ()


@pytest.mark.parametrize("row", QUESTIONS, ids=[row["input"] for row in QUESTIONS])
def test_the_answer_is_of_the_kind_and_of_the_entry_that_the_source_gives(
    row: dict[str, str], resolver: Resolver
) -> None:
    answer = resolver.resolve(row["input"])
    assert (_kind(answer), {one.of for one in _meant(answer)}) == (row["kind"], _ids(row["of"]))
    assert {one.certainty == "spelling" for one in _meant(answer)} <= {
        row["certainty"] == "spelling"
    }


@pytest.mark.parametrize(
    "row", [row for row in QUESTIONS if row["must_not"]], ids=lambda row: row["input"]
)
def test_nothing_misleading_is_suggested(row: dict[str, str], resolver: Resolver) -> None:
    answer = resolver.resolve(row["input"])
    assert not {one.of for one in _meant(answer)} & _ids(row["must_not"])
    said = " ".join(getattr(answer, "near", ()))
    names = {
        resolver.record.substances[one].name
        for one in _ids(row["must_not"])
        if one in resolver.record.substances
    }
    assert not [name for name in names if name in said]


# Of the hundred inputs of a third pair of eyes, kept as they were written: what is not answered as
# was expected, and why.
OTHERWISE: Final = {
    "舒泰50": "the Chinese name of a product that is not held",
    "MUN5LYG46H": "identifiers of salts are not held",
    "fentanyl-related substances": "two classes bear the title",
    "二类精神药品": "two lists bear the words, one of them empty since 2025-07-21",
}


def test_a_third_pair_of_eyes_finds_nothing_else_answered_otherwise(resolver: Resolver) -> None:
    rows = _table("third_eyes.csv")
    answers = {row["input"]: resolver.resolve(row["input"]) for row in rows}
    otherwise = {
        row["input"]
        for row in rows
        for answer in (answers[row["input"]],)
        if (_kind(answer), {one.of for one in _meant(answer)}) != (row["kind"], _ids(row["of"]))
    }
    assert otherwise == OTHERWISE.keys()
