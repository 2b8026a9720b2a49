"""What lines of the record limit themselves to, and substances that stand on several."""

from __future__ import annotations

from datetime import date

import pytest

from registry.engine.changes import Change
from registry.law.dates import Day
from tests.record.asked import (
    NOT_LISTED,
    UNDETERMINED,
    answer,
    changes_of,
    covering,
    day,
    difference,
    lines,
    record,
    standing,
    stays,
)


def kinds(found: list[Change]) -> dict[str, str]:
    return {f"{one.key.schedule}/{one.key.line}": one.kind for one in found}


# what a line limits itself to


def test_etomidate_is_controlled_except_in_approved_preparations() -> None:
    found = standing("cn", "psychotropic-2-2013", "etomidate", "2023-10-01").wording.exception
    assert (
        found == "drug preparations containing etomidate that are approved for marketing in China"
    )


def test_oxycodone_compounds_stand_in_class_1_or_2_by_strength() -> None:
    assert lines(answer("cn", "oxycodone", "2019-08-31")) == ["narcotic-2013/oxycodone"]
    assert lines(answer("cn", "oxycodone", "2019-09-01")) == [
        "narcotic-2013/oxycodone",
        "psychotropic-1-2013/oxycodone-compound-oral-solid-over-5mg",
        "psychotropic-2-2013/oxycodone-compound-oral-solid-to-5mg",
    ]


def test_hydrocodone_combinations_left_schedule_3_and_hydrocodone_stayed_in_2() -> None:
    before, after = (lines(answer("us", "hydrocodone", on)) for on in ("2014-10-05", "2014-10-06"))
    assert set(before) - set(after) == {"schedule-3/hydrocodone-combination-product"}
    assert after == ["schedule-2/hydrocodone"]


def test_fenfluramine_was_removed_and_the_day_is_not_sure() -> None:
    assert kinds(changes_of("us", "2022-12-23"))["schedule-4/fenfluramine"] == "removed"
    assert record().acts["us/2022-12-23-fenfluramine"].day == Day(
        day("2022-12-23"), "on-or-after", day("2022-12-23")
    )


# xylazine and tiletamine


def test_xylazine_is_a_veterinary_drug_in_the_prc_and_nothing_else() -> None:
    assert answer("cn", "xylazine", "2026-10-06").regimes == ("veterinary",)


def test_xylazine_its_hydrochloride_and_xylazole_are_three_lines() -> None:
    assert lines(answer("cn", "xylazine", "2024-07-15")) == [
        "veterinary-psychotropic/xylazine",
        "veterinary-psychotropic/xylazine-hydrochloride",
    ]
    salt = standing("cn", "veterinary-psychotropic", "xylazine-hydrochloride", "2024-07-15")
    assert (salt.wording.printed, salt.wording.form) == ("盐酸赛拉嗪", "hydrochloride")
    assert lines(answer("cn", "xylazole", "2024-07-15")) == ["veterinary-psychotropic/xylazole"]


def test_xylazine_is_the_subject_of_a_us_bill_and_of_no_us_law() -> None:
    assert answer("us", "xylazine", "2025-02-11").proposed == ()
    found = answer("us", "xylazine", "2026-09-21")
    assert [one.act.id for one in found.proposed] == ["us/2025-02-12-xylazine"]
    assert "S. 545" in found.proposed[0].act.citation
    assert not found.beyond_verified


def test_no_us_answer_is_verified_after_the_edition_of_2026_09_21() -> None:
    assert record().jurisdictions["us"].verified_through == day("2026-09-21")
    found = answer("us", "xylazine", "2026-09-22")
    assert found.beyond_verified
    assert found.caveat is not None
    assert "2026-09-21" in found.caveat


def test_tiletamine_is_listed_except_in_approved_veterinary_drugs() -> None:
    found = answer("cn", "tiletamine", "2026-07-01")
    assert lines(found) == [
        "veterinary-narcotic/tiletamine-hydrochloride",
        "non-medicinal/tiletamine",
    ]
    assert found.regimes == ("veterinary", "drug")
    line = standing("cn", "non-medicinal", "tiletamine", "2026-07-01")
    assert line.wording.exception is not None
    assert "approved for marketing in China" in line.wording.exception


def test_the_us_lists_tiletamine_and_zolazepam_on_one_line() -> None:
    line = standing("us", "schedule-3", "tiletamine-zolazepam", "2026-09-21")
    assert line.substances == ("tiletamine", "zolazepam")


# one substance, several lines


def test_codeine_stands_on_three_us_schedules_by_strength() -> None:
    found = answer("us", "codeine", "2026-09-21")
    assert lines(found) == [
        "schedule-2/codeine",
        "schedule-3/codeine-9803",
        "schedule-3/codeine-9804",
        "schedule-5/codeine-preparation",
    ]
    forms = [one.standing.wording.form for one in found.coverage]
    assert forms[0] is None
    assert all(forms[1:])


def test_marijuana_was_split_in_2026_and_the_old_line_stands_on() -> None:
    found = kinds(changes_of("us", "2026-04-28"))
    assert found["schedule-3/cannabis-approved-or-state-medical"] == "split"
    assert found["schedule-3/marihuana-extract-approved-or-state-medical"] == "split"
    assert found["schedule-3/delta-9-thc-natural-approved-or-state-medical"] == "split"
    assert found["schedule-1/cannabis"] == "scope-changed"
    assert stays("us", "schedule-1", "cannabis") == [("1971-05-01", None)]
    assert {one.schedule.id for one in answer("us", "cannabis", "2026-04-27").coverage} == {
        "schedule-1"
    }
    assert {one.schedule.id for one in answer("us", "cannabis", "2026-04-28").coverage} == {
        "schedule-1",
        "schedule-3",
    }


def test_midazolam_was_split_in_2024_by_kind_of_product() -> None:
    found = kinds(changes_of("cn", "2024-07-01"))
    assert found["psychotropic-1-2013/midazolam-bulk-and-injections"] == "split"
    assert found["psychotropic-2-2013/midazolam"] == "scope-changed"
    rest = standing("cn", "psychotropic-2-2013", "midazolam", "2024-07-01")
    assert rest.wording.exception == "bulk drug and injections"
    assert standing("cn", "psychotropic-2-2013", "midazolam", "2024-06-30").wording.form is None


def test_dexamfetamine_is_covered_in_the_us_as_an_isomer_of_amfetamine() -> None:
    assert covering(answer("us", "dexamfetamine", "2026-09-21")) == [
        ("form", "schedule-2", "amfetamine")
    ]


@pytest.mark.parametrize(
    ("substance", "parent", "since"),
    [
        ("2-fmc", "4-fmc", "2014-03-07"),  # by ring position
        ("2-mmc", "mephedrone", "2011-10-21"),
        ("3-chloromethcathinone", "4-cmc", "2025-12-17"),
        ("dibutylone", "pentylone", "2014-03-07"),  # by an alkyl group on chain or amine
        ("n-propylbutylone", "n-ethylnorpentylone", "2018-08-31"),
        ("buphedrone", "mephedrone", "2011-10-21"),  # between ring and chain
        ("escaline", "tma", "1971-05-01"),  # from chain to ether
    ],
)
def test_a_possible_positional_isomer_is_open_in_the_us_while_its_parent_stands(
    substance: str, parent: str, since: str
) -> None:
    # 21 CFR 1308.11(d) with 1300.01(b); DEA has named ethylone, eutylone, dipentylone, not these
    found = answer("us", substance, since)
    assert (found.status, found.coverage) == (UNDETERMINED, ())
    assert f"schedule-1/{parent}" in str(found.why)
    before = date.fromordinal(day(since).toordinal() - 1).isoformat()
    assert since == "1971-05-01" or answer("us", substance, before).status == NOT_LISTED
    assert difference(substance, "2026-09-21").kind == UNDETERMINED


@pytest.mark.parametrize(("substance", "on"), [("2-mmc", "2015-09-30"), ("2-fmc", "2015-09-30")])
def test_the_prc_listed_positional_isomers_by_name_and_not_before(substance: str, on: str) -> None:
    # no announcement says that an older line had covered them
    assert answer("cn", substance, on).status == NOT_LISTED
    assert str(answer("cn", substance, "2015-10-01").since) == "2015-10-01"


@pytest.mark.parametrize(
    ("jurisdiction", "substance", "printed"),
    [
        ("us", "norcodeine", "chemically equivalent"),  # 21 CFR 1308.12(b)(1)
        ("us", "nalfurafine", "chemically equivalent"),
        ("us", "dmhp", "Tetrahydrocannabinols"),
        ("us", "sassafras-oil", "Safrole"),
        ("us", "khat", "Cathin"),
        ("us", "cannabidiol", "Mari"),  # taken from hemp it is on no list
        ("us", "allobarbital", "Derivatives of barbituric acid"),
        ("cn", "n-methylpseudoephedrine", "等麻黄素类物质"),
        ("cn", "codeine-methylbromide", "其他五价氮吗啡衍生物"),
        ("cn", "dextrorphan", "消旋啡烷"),
        ("un", "codeine-n-oxide", "other pentavalent nitrogen morphine derivatives"),
    ],
)
def test_what_the_words_of_a_line_may_reach_is_neither_listed_nor_unlisted(
    jurisdiction: str, substance: str, printed: str
) -> None:
    found = answer(jurisdiction, substance, "2026-09-21")
    assert (found.status, found.coverage) == (UNDETERMINED, ())
    assert printed in str(found.why)


def test_the_prc_lists_the_poppy_shell_and_the_us_plant_and_straw() -> None:
    found = difference("opium-poppy-and-poppy-straw", "2026-09-21")
    assert (found.kind, found.a.coverage[0].standing.wording.form) == ("scope", None)
    (line,) = found.b.coverage
    assert (line.schedule.id, line.standing.wording.form) == ("medicinal-narcotic", "poppy shell")


def test_dronabinol_stays_in_schedule_1_beside_its_approved_products() -> None:
    found = lines(answer("us", "dronabinol", "2026-09-21"))
    assert found[0] == "schedule-1/tetrahydrocannabinols"
    assert {one.partition("/")[0] for one in found[1:]} == {"schedule-2", "schedule-3"}


def test_butalbital_is_in_a_us_class_and_named_in_the_prc() -> None:
    found = difference("butalbital", "2026-09-21")
    assert (found.kind, found.a.coverage[0].basis) == ("class-vs-named", "class")
    assert "unless exempted (87 FR 21588)" in found.a.coverage[0].reason


def test_a_us_precursor_may_stand_on_the_prc_export_list_that_is_held_in_part() -> None:
    found = difference("benzaldehyde", "2026-09-21")
    assert (found.kind, found.partly_held) == ("undetermined", ("export",))
    assert "its list export, held only in part, may name it" in found.why
    # no partial list of the PRC is of the drug regime
    assert difference("ibogaine", "2026-09-21").why.endswith("PRC: not listed.")
