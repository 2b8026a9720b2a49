"""What stands behind an answer of the resolver: clauses on a form, texts of a class."""

from __future__ import annotations

import pytest

from registry.engine.documents.meant import group
from registry.engine.meant import members, reaches
from registry.engine.resolve.answer import FormClause, Resolved
from registry.engine.view import View
from registry.law.acts import Wording
from registry.law.record import Clause
from tests.engine.values import (
    act,
    add,
    class_text,
    day,
    law,
    record,
    said,
    schedule,
    substance,
)


@pytest.mark.parametrize(
    ("clause", "says"),
    [
        (Clause(covers=("salt",)), "covers"),
        (Clause(open=("salt",)), "open"),
        (Clause(covers=("ester",), open=("optical-isomer",)), "silent"),
    ],
)
def test_a_clause_covers_a_salt_leaves_it_open_or_is_silent(clause: Clause, says: str) -> None:
    book = record(
        [law("us", schedule("schedule-1", clause=clause))],
        [substance("a")],
        [act("us/1", add("schedule-1/a"), effective="2000-01-01")],
    )
    salt = Resolved("a hydrochloride", "salt", "a", "parsed")
    assert reaches(salt, [said(book, "us", "a", "2001-01-01")]) == [
        FormClause("us", "schedule-1", "a", says, None)
    ]


def test_a_line_that_speaks_of_forms_itself_leaves_none_open() -> None:
    book = record(
        [law("us", schedule("schedule-1", clause=Clause(open=("salt",))))],
        [substance("a")],
        [
            act(
                "us/1",
                add("schedule-1/a", wording=Wording(covers=("ester",))),
                effective="2000-01-01",
            )
        ],
    )
    salt = Resolved("a hydrochloride", "salt", "a", "parsed")
    (clause,) = reaches(salt, [said(book, "us", "a", "2001-01-01")])
    assert clause.says == "silent"


def test_a_class_is_shown_by_the_text_in_force_on_the_day() -> None:
    book = record(
        [law("us", schedule("schedule-1"))],
        [],
        [],
        [
            class_text("us-alphas", "2018-01-01", schedule="schedule-1"),
            class_text("us-alphas", "2025-01-01", schedule="schedule-1"),
            class_text("us-alphas", "2020-01-01", schedule="schedule-1"),
        ],
    )
    asked = Resolved("us-alphas", "class", "us-alphas", "exact")
    shown = {
        on: group(View(book), asked, [], day(on))["class"]["since"]
        for on in ("2017-12-31", "2019-12-31", "2020-01-01", "2025-01-01")
    }
    assert shown == {
        "2017-12-31": "2018-01-01",  # before the first text: the first
        "2019-12-31": "2018-01-01",
        "2020-01-01": "2020-01-01",
        "2025-01-01": "2025-01-01",
    }


def test_a_family_is_shown_with_the_classes_that_reach_for_it() -> None:
    book = record(
        [law("us", schedule("schedule-1"))],
        [substance("a", family="alphas"), substance("b", family="betas")],
        [],
        [
            class_text("us-alphas", "2018-01-01", families=("alphas",)),
            class_text("us-betas", "2018-01-01", families=("betas",)),
        ],
    )
    asked = Resolved("alphas", "family", "alphas", "exact")
    family = group(
        View(book), asked, members(View(book), asked, day("2020-01-01")), day("2020-01-01")
    )
    assert family["family"] == {"id": "alphas", "classes": ["us-alphas"]}
    assert [each["substance"] for each in family["members"]] == ["a"]
