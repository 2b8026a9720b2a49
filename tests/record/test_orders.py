"""Precursors, classes and temporary orders of the record: pending, unbroken, permanent."""

from __future__ import annotations

from datetime import date

import pytest

from registry.engine.by_class import class_history
from registry.engine.changes import changes
from registry.engine.status import status
from registry.law.dates import Day
from tests.record.asked import (
    CONTROLLED,
    NOT_LISTED,
    answer,
    changes_of,
    covering,
    day,
    difference,
    record,
    standing,
    stays,
    view,
)

# norfentanyl and the other precursors of fentanyl


def test_norfentanyl_was_pending_in_the_prc_between_announcement_and_force() -> None:
    (pending,) = answer("cn", "norfentanyl", "2024-08-06").pending
    assert (pending.schedule, str(pending.effective)) == ("precursor-2", "2024-09-01")
    assert str(pending.published) == "2024-08-02"
    assert difference("norfentanyl", "2024-08-06").kind == "pending"


def test_norfentanyl_was_not_even_pending_before_the_announcement() -> None:
    found = answer("cn", "norfentanyl", "2024-08-06", known_on="2024-08-01")
    assert (found.status, found.pending) == (NOT_LISTED, ())


def test_norfentanyl_is_a_drug_in_the_us_and_a_precursor_in_the_prc() -> None:
    found = difference("norfentanyl", "2026-09-21")
    assert (found.kind, str(found.since), found.until) == ("regime", "2024-09-01", None)
    assert (found.a.regimes, found.b.regimes) == (("drug",), ("precursor",))
    assert found.lag_days == (day("2024-09-01") - day("2020-05-18")).days


@pytest.mark.parametrize(
    ("substance", "on", "older"),
    [
        ("1-boc-4-ap", "2022-11-09", "list-1/4-anilinopiperidine"),
        ("1-boc-4-piperidone", "2025-10-02", "list-1/4-piperidone"),
    ],
)
def test_an_own_line_for_a_carbamate_was_no_new_control(
    substance: str, on: str, older: str
) -> None:
    (change,) = [one for one in changes_of("us", on) if one.key.line == substance]
    assert (change.kind, change.legal_effect) == ("named-within-class", False)
    assert older in change.why


# classes


@pytest.mark.parametrize("on", ["2018-02-06", "2020-02-06", "2022-03-13", "2025-07-16"])
def test_the_us_class_of_fentanyl_related_substances_has_stood_without_a_break(on: str) -> None:
    assert stays("us", "schedule-1", "us-fentanyl-related") == [("2018-02-06", None)]
    (text,) = [
        one
        for one in record().classes
        if one.id == "us-fentanyl-related" and one.since == day("2018-02-06")
    ]
    assert class_history(view(), text).run(day(on)).since == Day(day("2018-02-06"))


def test_four_days_of_march_2022_rest_on_a_law_that_was_not_read() -> None:
    # Pub. L. 117-86 ran to 2022-03-11, Pub. L. 117-103 began on 2022-03-15.
    between = standing("us", "schedule-1", "us-fentanyl-related", "2022-03-14")
    act = record().acts[between.acts[-1]]
    assert (act.citation, act.evidence) == ("Pub. L. 117-95", "unverified")
    assert between.expires == day("2022-03-15")
    after = standing("us", "schedule-1", "us-fentanyl-related", "2022-03-15")
    assert record().acts[after.acts[-1]].citation == "Pub. L. 117-103"


def test_the_us_class_has_been_permanent_since_the_halt_fentanyl_act() -> None:
    assert standing("us", "schedule-1", "us-fentanyl-related", "2025-07-15").temporary
    assert not standing("us", "schedule-1", "us-fentanyl-related", "2025-07-16").temporary


@pytest.mark.parametrize("on", ["2025-07-01", "2025-07-20", "2025-07-21", "2026-11-24"])
def test_the_prc_class_of_nitazenes_went_through_the_re_issue_unbroken(on: str) -> None:
    (text,) = [one for one in record().classes if one.id == "cn-nitazenes"]
    assert not class_history(view(), text).at(day("2025-06-30"))
    assert class_history(view(), text).run(day(on)).since == Day(day("2025-07-01"))


def test_a_member_of_the_us_class_is_covered_by_it_and_then_by_name() -> None:
    assert covering(answer("us", "meta-fluorofentanyl", "2023-12-06")) == [
        ("class", "schedule-1", "us-fentanyl-related")
    ]
    assert covering(answer("us", "meta-fluorofentanyl", "2023-12-07")) == [
        ("named", "schedule-1", "meta-fluorofentanyl")
    ]


# temporary orders


def test_isotonitazene_and_metonitazene_became_permanent_without_a_break() -> None:
    assert stays("us", "schedule-1", "isotonitazene") == [("2020-08-20", None)]
    assert stays("us", "schedule-1", "metonitazene") == [("2022-04-12", None)]
    assert standing("us", "schedule-1", "isotonitazene", "2021-12-05").temporary
    assert not standing("us", "schedule-1", "isotonitazene", "2021-12-06").temporary


def test_brorphine_stood_on_no_us_list_for_five_weeks_of_2023() -> None:
    assert stays("us", "schedule-1", "brorphine") == [
        ("2021-03-01", "2023-03-01"),
        ("2023-04-05", None),
    ]


@pytest.mark.parametrize(
    "on", [date(2017 + month // 12, month % 12 + 1, 1) for month in range(2, 118)]
)
def test_carfentanil_has_been_controlled_in_the_prc_in_every_month_since_march_2017(
    on: date,
) -> None:
    found = status(view(), "cn", "carfentanil", on)
    assert (found.status, str(found.since)) == (CONTROLLED, "2017-03-01")


def test_a_proposal_counts_on_its_day_and_not_after_it() -> None:
    def proposed(first: str, last: str) -> list[str]:
        rows = changes(view(), "us", day(first), day(last))
        return [row.act.id for row in rows if row.kind == "proposed"]

    assert proposed("2024-05-20", "2024-05-21") == ["us/2024-05-21-cannabis"]
    assert proposed("2024-05-21", "2024-05-22") == []
