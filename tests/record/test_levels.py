"""Which lists of the record are for medical use, and over whom the US and the PRC differ by it."""

from __future__ import annotations

from collections import Counter

import pytest

from registry.engine.gaps import gaps
from tests.record.asked import answer, difference, record, view
from tests.record.asked import day as as_day

ON = "2026-11-24"
MEDICAL_IN_CN = ("medicinal-narcotic", "medicinal-psychotropic-1", "medicinal-psychotropic-2")


def test_lists_say_medical_use_only_where_the_instrument_divides_by_it() -> None:
    uses = {
        (law.id, schedule.id): schedule.medical_use
        for law, schedule in record().lists()
        if schedule.medical_use is not None
    }
    assert uses == {
        ("us", "schedule-1"): False,
        **{("us", f"schedule-{number}"): True for number in range(2, 6)},
        ("cn", "non-medicinal"): False,
        ("cn", "nps-supplementary"): False,
        **{("cn", name): True for name in MEDICAL_IN_CN},
        ("un", "1971-1"): False,
    }


@pytest.mark.parametrize(
    "name",
    [
        "4-anilino-n-phenethylpiperidine",
        "norfentanyl",
        "1-phenyl-2-propanone",
        "1-phenylcyclohexylamine",
        "pcc",
        "methadone-intermediate",
        "moramide-intermediate",
        "pethidine-intermediate-a",
        "pethidine-intermediate-b",
        "pethidine-intermediate-c",
    ],
)
def test_intermediates_and_immediate_precursors_stand_in_schedule_2_for_another_reason(
    name: str,
) -> None:
    found = answer("us", name, ON)
    assert {each.schedule.id for each in found.coverage} == {"schedule-2"}
    assert found.level is None


@pytest.mark.parametrize(
    ("name", "us", "cn"),
    [
        ("etizolam", "non-medical", "medical"),
        ("methaqualone", "non-medical", "medical"),
        ("cocaine", "medical", "non-medical"),
        ("metamfetamine", "medical", "non-medical"),
    ],
)
def test_substances_whose_lists_are_of_another_level(name: str, us: str, cn: str) -> None:
    row = difference(name, ON)
    assert (row.kind, row.a.level, row.b.level) == ("level", us, cn)
    assert row.differs[0] == ("level", us, cn)


@pytest.mark.parametrize("name", ["fentanyl", "morphine", "heroin", "ghb"])
def test_substances_whose_lists_are_of_one_level(name: str) -> None:
    row = difference(name, ON)
    assert row.a.level == row.b.level
    assert "level" not in (row.kind, *row.also)


def test_the_sentence_speaks_of_the_lists() -> None:
    assert difference("cocaine", ON).why == (
        "US: on a list for medical use (schedule-2); "
        "PRC: on a list not for medical use (non-medicinal)."
    )


def test_46_rows_differ_in_level_and_one_before_the_re_issue() -> None:
    today = [row for row in gaps(view(), "us", "cn", as_day(ON)).rows if row.kind == "level"]
    assert Counter(row.substance.family for row in today) == {
        "other-opioids": 16,
        "other-stimulants": 7,
        "phenethylamines": 6,
        "benzodiazepines": 5,
        "other-medicines": 4,
        "cannabis": 3,
        "cathinones": 1,
        "fentanyls": 1,
        "other-hallucinogens": 1,
        "plants": 1,
        "veterinary-sedatives": 1,
    }
    before = gaps(view(), "us", "cn", as_day("2024-08-06")).rows
    assert [row.substance.id for row in before if row.kind == "level"] == ["carfentanil"]


def test_the_catalogues_of_2013_do_not_divide_so_a_gap_found_after_them_may_be_older() -> None:
    assert answer("cn", "cocaine", "2025-07-20").level is None
    assert difference("cocaine", "2025-07-20").kind == "aligned"
    assert str(difference("cocaine", ON).since) == "on or before 2025-07-21"


@pytest.mark.parametrize(
    ("name", "since"),
    [("etizolam", "2026-04-01"), ("carfentanil", "2017-03-01"), ("tiletamine", "2026-07-01")],
)
def test_a_gap_of_level_that_an_act_opened_began_on_its_day(name: str, since: str) -> None:
    assert str(difference(name, ON).since) == since


def test_another_kind_names_the_row_and_the_level_stands_beside() -> None:
    etizolam = difference("etizolam", "2025-07-21")
    assert (etizolam.kind, etizolam.also) == ("temporary", ("level",))
    assert etizolam.differs == ()


# scope: what differs


def test_dronabinol_names_every_list_that_differs() -> None:
    row = difference("dronabinol", "2025-07-20")
    assert row.kind == "scope"
    for name in ("schedule-1 (except", "schedule-2 (only as", "schedule-3 (only as"):
        assert name in row.why
    assert row.why.endswith("PRC: psychotropic-1-2013 (no such limit).")
    assert {each.what for each in row.differs} == {"form", "except"}


def test_that_of_two_precursors_one_reaches_further_can_be_told_from_the_row() -> None:
    wide, alike = difference("4-anilinopiperidine", ON), difference("1-boc-4-ap", ON)
    assert wide.why == (
        "US (list-1) also reaches amides, carbamates and halides; "
        "the PRC line (precursor-2) does not say."
    )
    assert wide.differs == tuple(
        (kind, "reached", "not said") for kind in ("amide", "carbamate", "halide")
    )
    assert (alike.kind, alike.differs) == ("aligned", ())
