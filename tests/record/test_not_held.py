"""What the record does not hold: no gap is told, and no verified day given, that it cannot know."""

from __future__ import annotations

import pytest

from registry.engine.gaps import Gap, gaps
from tests.record.asked import CONTROLLED, NOT_LISTED, UNDETERMINED, answer, day, record, view

TODAY = "2026-11-24"
EXPORT_FAMILIES = {"other-precursors", "solvents-and-acids"}
ONE_SIDED = {"only-a", "only-b"}


def rows(on: str) -> tuple[Gap, ...]:
    return gaps(view(), "us", "cn", day(on), aligned=True).rows


@pytest.mark.parametrize("on", [TODAY, "2024-08-06"])
def test_no_anabolic_steroid_is_one_sided_between_us_and_prc(on: str) -> None:
    steroids = [row for row in rows(on) if row.substance.family == "anabolic-steroids"]
    assert {row.kind for row in steroids} == {"not-compared"}
    assert len(steroids) == 86


@pytest.mark.parametrize("on", [TODAY, "2024-08-06"])
def test_no_chemical_that_the_prc_export_list_may_name_is_us_only(on: str) -> None:
    chemicals = [
        row
        for row in rows(on)
        if row.substance.family in EXPORT_FAMILIES and "precursor" in row.a.regimes
    ]
    assert not [row.substance.id for row in chemicals if row.kind == "only-a"]
    partly = {row.substance.id for row in chemicals if row.partly_held == ("export",)}
    assert partly == {
        "benzaldehyde", "benzyl-chloride", "ergocristine", "ethylamine", "hydriodic-acid",
        "hypophosphorous-acid", "iodine", "methyl-isobutyl-ketone", "methylamine", "nitroethane",
        "propionic-anhydride", "red-phosphorus", "sodium-permanganate", "white-phosphorus",
    }  # fmt: skip


def test_the_drug_precursor_pcc_stays_one_sided() -> None:
    (pcc,) = [row for row in rows(TODAY) if row.substance.id == "pcc"]
    assert (pcc.kind, pcc.partly_held) == ("only-a", ())


def test_no_row_between_us_and_prc_is_both_not_compared_and_pending_or_one_sided() -> None:
    for row in rows(TODAY):
        kinds = {row.kind, *row.also}
        assert "not-compared" not in kinds or not kinds & {"pending", *ONE_SIDED}


@pytest.mark.parametrize("on", [TODAY, "2024-08-06"])
def test_no_prc_row_shows_a_verified_day_older_than_its_own_listing(on: str) -> None:
    for substance in record().substances:
        found = answer("cn", substance, on)
        younger = [each for each in found.coverage if each.since.day > found.verified_through]
        assert not younger, substance


def test_the_fentanyl_lists_of_the_prc_are_verified_through_their_own_day() -> None:
    assert str(answer("cn", "fentanyl", TODAY).verified_through) == "2026-10-06"
    assert str(answer("cn", "norfentanyl", TODAY).verified_through) == "2025-07-20"


def test_unseen_names_of_the_prc_are_told_of_medicines_and_drugs_alone() -> None:
    assert answer("cn", "suvorexant", TODAY).could_be_unseen == (
        "medicinal-psychotropic-2",
        "non-medicinal",
    )
    assert answer("cn", "iodine", TODAY).could_be_unseen == ("export",)
    assert answer("cn", "testosterone", TODAY).could_be_unseen == ()
    assert "have not been seen" not in str(answer("cn", "testosterone", TODAY).caveat)


def test_the_anti_doping_rules_are_told_of_steroids_alone() -> None:
    assert "Anti-Doping" in str(answer("cn", "testosterone", TODAY).caveat)
    assert "Anti-Doping" not in str(answer("cn", "suvorexant", TODAY).caveat)


def test_a_state_list_answers_for_what_it_is_whole_for_and_for_nothing_else() -> None:
    assert answer("us-pa", "xylazine", "2023-05-01").status == NOT_LISTED
    assert answer("us-pa", "xylazine", "2023-06-03").status == CONTROLLED
    for place in ("us-de", "us-fl", "us-mi", "us-oh", "us-pa", "us-sd"):
        assert answer(place, "fentanyl", TODAY).status == UNDETERMINED
    assert answer("us-mi", "xylazine", TODAY).status == UNDETERMINED
