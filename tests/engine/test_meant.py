"""What stands behind an answer of the resolver: clauses on a form, texts of a class."""

from __future__ import annotations

import pytest

from registry.engine.documents import Document
from registry.engine.documents.meant import group
from registry.engine.meant import members, reaches
from registry.engine.resolve.answer import FormClause, Resolved
from registry.engine.view import View
from registry.law.acts import Wording
from registry.law.record import Clause, Record
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


def shown(book: Record, kind: str, name: str, on: str) -> Document:
    """The document of a group."""
    asked, view = Resolved(name, kind, name, "exact"), View(book)
    return group(view, asked, members(view, asked, day(on)), day(on))


@pytest.mark.parametrize(
    ("on", "since"),
    [
        ("2017-12-31", "2018-01-01"),  # before the first text: the first
        ("2019-12-31", "2018-01-01"),
        ("2020-01-01", "2020-01-01"),
        ("2025-01-01", "2025-01-01"),
    ],
)
def test_a_class_is_shown_by_the_text_in_force_on_the_day(on: str, since: str) -> None:
    texts = [
        class_text("us-alphas", first, schedule="schedule-1", families=("alphas",))
        for first in ("2018-01-01", "2025-01-01", "2020-01-01")
    ]
    book = record([law("us", schedule("schedule-1"))], [], [], texts)
    described = shown(book, "class", "us-alphas", on)["class"]
    assert (described["since"], described["families"]) == (since, ["alphas"])


def test_a_family_is_shown_with_the_classes_that_reach_for_it_and_its_statuses() -> None:
    book = record(
        [law("us", schedule("schedule-1"))],
        [substance("a", family="alphas"), substance("b", family="betas")],
        [act("us/1", add("schedule-1/a"), effective="2000-01-01")],
        [
            class_text("us-alphas", "2018-01-01", families=("alphas",)),
            class_text("us-betas", "2018-01-01", families=("betas",)),
        ],
    )
    family = shown(book, "family", "alphas", "2020-01-01")
    assert family["family"] == {"id": "alphas", "classes": ["us-alphas"]}
    (member,) = family["members"]
    assert member["substance"] == "a"
    assert member["status"] == [
        {
            "jurisdiction": "us",
            "status": "controlled",
            "regimes": ["drug"],
            "controlled_since": "2000-01-01",
        }
    ]


def test_a_class_has_the_substances_of_its_families_that_it_reaches_on_the_day() -> None:
    reached = class_text(
        "us-alphas", "2018-01-01", "a", schedule="schedule-1", families=("alphas",)
    )
    book = record(
        [law("us", schedule("schedule-1"))],
        [substance("a", family="alphas"), substance("b", family="betas")],
        [],
        [reached],
    )
    before, after = (
        [member["substance"] for member in shown(book, "class", "us-alphas", on)["members"]]
        for on in ("2017-12-31", "2018-01-01")
    )
    assert (before, after) == ([], ["a"])
