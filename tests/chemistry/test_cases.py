"""Structures whose verdict a reader of the law has given, class by class."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from registry.chemistry.classify import Engine
from registry.chemistry.verdict import ClassVerdict
from registry.engine.view import View
from registry.law import loading
from registry.law.record import ClassText

Judge = Callable[..., ClassVerdict]


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = _rows("cases.csv")
LABELS = _rows("labels.csv")
ON = date(2026, 11, 24)
ROOT = Path(__file__).parents[2]


def test_the_table_of_cases_is_whole() -> None:
    assert (len(CASES), len({one["name"] for one in CASES})) == (146, 89)
    assert len(LABELS) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda one: f"{one['class']}:{one['name']}")
def test_a_case_gets_the_verdict_of_its_label(verdict: Judge, case: dict[str, str]) -> None:
    assert verdict(case["class"], case["smiles"]).verdict == case["expected"]


@pytest.mark.parametrize("label", LABELS, ids=lambda one: f"{one['class']}:{one['substance']}")
def test_a_substance_is_read_as_its_clauses_say(
    engine: Engine, text: Callable[..., ClassText], label: dict[str, str]
) -> None:
    substance = engine.view.record.substances[label["substance"]]
    parents = (engine.compounds.by_id[substance.id].parent,)
    answer = engine.answer(text(label["class"]), parents, ON, None)
    if label["clauses"] == "named":
        assert (answer.verdict, answer.basis) == ("in", "named")
        return
    expected = tuple(label["clauses"].split(";")) if label["clauses"] else ()
    assert (answer.reading, answer.clauses) == (label["reading"], expected)


# Precursors, medicines and compounds of the textbooks that lack one thing a text asks for.
NEAR_MISSES = {
    "us-fentanyl-related": {
        "benzylfentanyl: one carbon in the chain": "CCC(=O)N(c1ccccc1)C1CCN(Cc2ccccc2)CC1",
        "norfentanyl: no chain": "CCC(=O)N(c1ccccc1)C1CCNCC1",
        "4-ANPP: no acyl": "c1ccc(CCN2CCC(Nc3ccccc3)CC2)cc1",
        "remifentanil: no ring on the chain": "CCC(=O)N(c1ccccc1)C1(C(=O)OC)CCN(CCC(=O)OC)CC1",
        "phenylethyl anilide without a ring": "CCC(=O)N(CCN(CC)CCc1ccccc1)c1ccccc1",
    },
    "cn-fentanyl": {
        "norfentanyl: hydrogen on nitrogen": "CCC(=O)N(c1ccccc1)C1CCNCC1",
        "4-ANPP: no acyl": "c1ccc(CCN2CCC(Nc3ccccc3)CC2)cc1",
        "bamipine: benzyl for acyl": "CN1CCC(N(Cc2ccccc2)c2ccccc2)CC1",
        "clebopride: hydrogen for aryl": "COc1cc(N)c(Cl)cc1C(=O)NC1CCN(Cc2ccccc2)CC1",
        "1-boc-4-AP: no acyl on the aniline": "CC(C)(C)OC(=O)N1CCC(Nc2ccccc2)CC1",
    },
    "cn-nitazenes": {
        "bendazol: no aminoethyl chain": "c1ccc(Cc2nc3ccccc3[nH]2)cc1",
        "clemizole: the groups exchanged": "Clc1ccc(Cn2c(CN3CCCC3)nc3ccccc32)cc1",
        "no aromatic group": "CCN(CC)CCn1c(C)nc2ccccc21",
        "no amino group": "CCn1c(Cc2ccccc2)nc2ccccc21",
        "an indole": "CCN(CC)CCn1c(Cc2ccccc2)cc2ccccc21",
    },
    "cn-orphines": {
        "droperidol: a double bond": "O=C(CCCN1CC=C(n2c(=O)[nH]c3ccccc32)CC1)c1ccc(F)cc1",
        "nothing on nitrogen": "O=c1[nH]c2ccccc2n1C1CCNCC1",
        "timiperone: a thione": "O=C(CCCN1CCC(n2c(=S)[nH]c3ccccc32)CC1)c1ccc(F)cc1",
        "nothing on the nitrogen of the spiro ring": "O=C1NCN(c2ccccc2)C12CCNCC2",
        "astemizole: an aminobenzimidazole": "COc1ccc(CCN2CCC(Nc3nc4ccccc4n3Cc3ccc(F)cc3)CC2)cc1",
    },
    "us-cannabimimetic": {
        "nothing on nitrogen": "O=C(c1cccc2ccccc12)c1c[nH]c2ccccc12",
        "THJ-2201: an indazole": "O=C(c1cccc2ccccc12)c1nn(CCCCCF)c2ccccc12",
        "NM-2201: an ester": "O=C(Oc1cccc2ccccc12)c1cn(CCCCCF)c2ccccc12",
        "CB-13: no nitrogen": "CCCCCOc1ccc(C(=O)c2cccc3ccccc23)c2ccccc12",
        "UR-144: a cyclopropane": "CCCCCn1cc(C(=O)C2C(C)(C)C2(C)C)c2ccccc21",
    },
    "cn-synthetic-cannabinoids": {
        "granisetron: R1 methyl": "CN1C2CCCC1CC(NC(=O)c1nn(C)c3ccccc13)C2",
        "lonidamine: no R3": "O=C(O)c1nn(Cc2ccc(Cl)cc2Cl)c2ccccc12",
        "nothing on nitrogen": "O=C(c1cccc2ccccc12)c1c[nH]c2ccccc12",
        "atorvastatin: Y bears a group": (
            "CC(C)c1c(C(=O)Nc2ccccc2)c(-c2ccccc2)c(-c2ccc(F)cc2)n1CC[C@@H](O)C[C@@H](O)CC(=O)O"
        ),
        "CB-13: no nitrogen": "CCCCCOc1ccc(C(=O)c2cccc3ccccc23)c2ccccc12",
    },
    "us-anabolic-steroids": {
        "estradiol": "C[C@]12CC[C@H]3[C@@H](CCc4cc(O)ccc43)[C@@H]1CC[C@@H]2O",
        "progesterone": "CC(=O)[C@H]1CC[C@H]2[C@@H]3CCC4=CC(=O)CC[C@]4(C)[C@H]3CC[C@]12C",
        "prasterone": "C[C@]12CC[C@H](O)CC1=CC[C@@H]1[C@@H]2CC[C@]2(C)C(=O)CC[C@@H]12",
        "estradiol valerate": "CCCCC(=O)O[C@H]1CC[C@H]2[C@@H]3CCc4cc(O)ccc4[C@H]3CC[C@]12C",
        "finasteride": (
            "CC(C)(C)NC(=O)[C@H]1CC[C@H]2[C@@H]3CC[C@H]4NC(=O)C=C[C@]4(C)[C@H]3CC[C@]12C"
        ),
    },
}


@pytest.mark.parametrize(
    ("name", "smiles"),
    [
        pytest.param(name, smiles, id=f"{name}:{what}")
        for name, misses in NEAR_MISSES.items()
        for what, smiles in misses.items()
    ],
)
def test_what_lacks_one_thing_that_the_text_asks_for_is_out(
    verdict: Judge, name: str, smiles: str
) -> None:
    assert verdict(name, smiles).verdict == "out"


def test_every_class_with_a_rule_has_five_near_misses(engine: Engine) -> None:
    assert {name for name, _ in engine.rules} == set(NEAR_MISSES)
    assert {len(misses) for misses in NEAR_MISSES.values()} == {5}


# The texts by day.

CYCLOPROPYLFENTANYL = "O=C(C1CC1)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
BETA_ACETOXYFENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CC(OC(C)=O)c2ccccc2)CC1"


def test_no_class_is_in_force_before_its_line_stands(engine: Engine) -> None:
    assert [one.id for one in engine.in_force(date(2012, 7, 8))] == [
        "us-anabolic-steroids",
        "us-barbituric-acid-derivatives",
    ]
    assert "us-fentanyl-related" in {one.id for one in engine.in_force(date(2018, 2, 6))}


def test_a_name_given_later_governs_from_its_day(verdict: Judge) -> None:
    # JWH-018 has a line of its own, 21 CFR 1308.11(d)(107), since 2026-01-20.
    jwh018 = "CCCCCn1cc(C(=O)c2cccc3ccccc23)c2ccccc21"
    assert verdict("us-cannabimimetic", jwh018, date(2026, 1, 20)).verdict == "in-but-listed"
    cyclopropyl = verdict("us-fentanyl-related", CYCLOPROPYLFENTANYL, date(2018, 2, 7))
    assert cyclopropyl.verdict == "in-but-listed"  # 83 FR 469, 2018-01-04


def test_the_order_reaches_esters_and_the_statute_does_not_say(verdict: Judge) -> None:
    # 83 FR 5188 names esters and ethers; Pub. L. 119-26 does not mention them.
    ordered = verdict("us-fentanyl-related", BETA_ACETOXYFENTANYL, date(2018, 2, 6))
    enacted = verdict("us-fentanyl-related", BETA_ACETOXYFENTANYL, date(2025, 7, 16))
    assert (ordered.verdict, enacted.verdict) == ("in", "review")
    assert "esters and ethers" in enacted.reason


@pytest.mark.parametrize(
    ("known_on", "text"),
    [
        (date(2025, 7, 15), date(2018, 2, 6)),  # the day before Pub. L. 119-26
        (date(2025, 7, 16), date(2025, 7, 16)),
    ],
)
def test_the_statute_of_2025_is_not_applied_as_long_as_nobody_could_know_it(
    known_on: date, text: date
) -> None:
    book = Engine(View(loading.load(ROOT), known_on), {})
    texts = {one.id: one.since for one in book.in_force(date(2025, 8, 1))}
    assert texts["us-fentanyl-related"] == text


def test_a_class_announced_for_a_later_day_is_known_from_the_announcement() -> None:
    # Published 2019-04-01, in force 2019-05-01.
    for known_on, stands in ((date(2019, 3, 31), False), (date(2019, 4, 1), True)):
        book = Engine(View(loading.load(ROOT), known_on), {})
        assert ("cn-fentanyl" in {one.id for one in book.in_force(date(2019, 5, 1))}) is stands


def test_the_definition_of_steroids_is_not_known_before_its_day() -> None:
    for known_on, stands in ((date(1991, 2, 26), False), (date(1991, 2, 27), True)):
        book = Engine(View(loading.load(ROOT), known_on), {})
        texts = {one.id for one in book.in_force(date(1991, 3, 1))}
        assert ("us-anabolic-steroids" in texts) is stands


@pytest.mark.parametrize("on", [date(2025, 7, 1), date(2025, 7, 20), date(2025, 7, 21)])
def test_a_named_nitazene_stays_under_its_own_entry_in_every_catalogue(
    verdict: Judge, on: date
) -> None:
    # nps-supplementary and narcotic-2013 stood until the catalogues of 2025-07-21.
    metonitazene = "CCN(CC)CCn1c(Cc2ccc(OC)cc2)nc2cc([N+](=O)[O-])ccc21"
    clonitazene = "CCN(CC)CCn1c(Cc2ccc(Cl)cc2)nc2cc([N+](=O)[O-])ccc21"
    for named in (metonitazene, clonitazene):
        assert verdict("cn-nitazenes", named, on).verdict == "in-but-listed"


def test_butalbital_is_in_a_class_for_which_no_rule_is_written(verdict: Judge) -> None:
    # 87 FR 21588 calls its products subject to all schedule III controls unless exempted.
    found = verdict("us-barbituric-acid-derivatives", "CC(C)CC1(CC=C)C(=O)NC(=O)NC1=O")
    assert (found.verdict, found.satisfied) == ("in", None)
    assert found.reason.startswith("Butalbital: DEA calls its products subject to all schedule III")


def test_a_line_by_name_governs_its_own_substance_and_not_what_is_mixed_with_it(
    verdict: Judge,
) -> None:
    sufentanil = "CCC(=O)N(c1ccccc1)C1(COC)CCN(CCc2cccs2)CC1"
    unnamed = "CC(=O)N(c1ccccc1)C1(C)CCN(CCc2ccccc2)CC1"
    for name in ("us-fentanyl-related", "cn-fentanyl"):
        assert verdict(name, sufentanil).verdict == "in-but-listed"
        assert verdict(name, f"{sufentanil}.{unnamed}").verdict == "in"


def test_an_ester_of_a_steroid_is_reached_without_condition_since_2005(verdict: Judge) -> None:
    enantate = "CCCCCCC(=O)O[C@H]1CC[C@H]2[C@@H]3CCC4=CC(=O)CC[C@]4(C)[C@H]3CC[C@]12C"
    before, after = date(2005, 1, 19), date(2005, 1, 20)
    assert verdict("us-anabolic-steroids", enantate, before).verdict == "review"
    assert verdict("us-anabolic-steroids", enantate, after).verdict == "in"


def test_a_steroid_is_named_only_from_the_day_of_its_line(engine: Engine, verdict: Judge) -> None:
    # 4-Androstenedione: Pub. L. 108-358, in force 2005-01-20.
    smiles = engine.view.record.substances["4-androstenedione"].smiles
    assert verdict("us-anabolic-steroids", smiles, date(2004, 1, 1)).verdict == "review"
    assert verdict("us-anabolic-steroids", smiles, date(2005, 1, 20)).verdict == "in"


def test_another_stereoisomer_than_the_named_is_for_review(engine: Engine, verdict: Judge) -> None:
    # Methasterone (5-alpha) was named in 2012, its 5-beta isomer only by Pub. L. 113-260.
    name = "2alpha-17alpha-dimethyl-17beta-hydroxy-5beta-androstan-3-one"
    smiles = engine.view.record.substances[name].smiles
    assert verdict("us-anabolic-steroids", smiles, date(2014, 12, 17)).verdict == "review"
    assert verdict("us-anabolic-steroids", smiles, date(2014, 12, 18)).verdict == "in"
