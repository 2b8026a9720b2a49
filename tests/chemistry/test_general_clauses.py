"""What the lists by name reach besides what they name: salts and isomers, as their clauses say."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from registry.chemistry.classify import Engine

ON: Final = date(2026, 11, 24)
LEVOMETHORPHAN: Final = "CN1CC[C@]23CCCC[C@H]2[C@H]1Cc1ccc(OC)cc13"
DEXTROMETHORPHAN: Final = "COc1ccc2c(c1)[C@]13CCCC[C@@H]1[C@H](C2)N(C)CC3"


def lines(engine: Engine, smiles: str) -> set[tuple[str, str, str]]:
    """Which line reaches it, as what, and how surely."""
    return {
        (f"{one.listing.key.jurisdiction}/{one.listing.key.line}", one.relation, one.answer)
        for one in engine.compounds.identify(smiles, ON).listed
    }


def test_dextromethorphan_is_not_levomethorphan(engine: Engine) -> None:
    # 21 U.S.C. 811(g)(2) takes dextromethorphan out; the PRC lists it by a name of its own.
    assert ("us/levomethorphan", "itself", "covers") in lines(engine, LEVOMETHORPHAN)
    found = lines(engine, DEXTROMETHORPHAN)
    assert found == {("cn/dextromethorphan", "itself", "covers")}


def test_a_hydrochloride_is_covered_by_its_base(engine: Engine) -> None:
    base = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
    assert ("us/fentanyl", "salt", "covers") in lines(engine, f"{base}.Cl")
    assert ("us/fentanyl", "itself", "covers") in lines(engine, base)


def test_a_mixture_is_listed_by_the_name_of_every_part(engine: Engine) -> None:
    fentanyl = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
    alfentanil = "CCC(=O)N(c1ccccc1)C1(COC)CCN(CCn2nnn(CC)c2=O)CC1"
    found = {name for name, _, _ in lines(engine, f"{fentanyl}.{alfentanil}")}
    assert found == {
        "us/fentanyl",
        "us/alfentanil",
        "cn/fentanyl",
        "cn/alfentanil",
        "un/fentanyl",
        "un/alfentanil",
    }


@pytest.mark.parametrize("salt", ["[Na+].[Cl-]", "[Na+].[Na+].[O-]S(=O)(=O)[O-]"])
def test_table_ii_of_1988_does_not_take_in_salts_of_hydrochloric_and_sulphuric_acid(
    engine: Engine, salt: str
) -> None:
    assert lines(engine, salt) == set()
    assert ("un/hydrochloric-acid", "itself", "covers") in lines(engine, "Cl")


def test_two_substances_of_one_flat_structure_keep_their_own_lines(engine: Engine) -> None:
    # The racemates of alphaprodine (cis, schedule II) and betaprodine (trans, schedule I).
    known = engine.view.record.substances
    flat = known["betaprodine"].smiles or ""
    asked = {
        name: {
            (one.listing.key.schedule, one.listing.key.line)
            for one in engine.compounds.identify(flat, ON, known[name]).listed
            if one.listing.key.jurisdiction == "us"
        }
        for name in ("alphaprodine", "betaprodine")
    }
    assert asked == {
        "alphaprodine": {("schedule-2", "alphaprodine")},
        "betaprodine": {("schedule-1", "betaprodine")},
    }
    both = {name for name, _, _ in lines(engine, flat)}
    assert {"us/alphaprodine", "us/betaprodine"} <= both


def test_a_salt_is_left_open_where_the_paragraph_does_not_say(engine: Engine) -> None:
    # 21 CFR 1308.12(g), immediate precursors: no words on salts were seen.
    found = lines(engine, "CCC(=O)N(c1ccccc1)C1CCNCC1.Cl")
    assert ("us/norfentanyl", "salt", "open") in found


def test_an_optical_isomer_that_nobody_names_is_reached_where_the_clause_says(
    engine: Engine,
) -> None:
    # 21 CFR 1308.11(b): isomers, which by 1300.01(b) are optical ones.
    one_hand = "CCC(=O)N(c1ccccc1)C1CCN([C@@H](C)Cc2ccccc2)CC1"
    assert ("us/alpha-methylfentanyl", "optical-isomer", "covers") in lines(engine, one_hand)


POSITIONAL = {
    # MDA with the ring closed one place on: the same core and groups, moved.
    "CC(N)Cc1cccc2c1OCO2": {("us/tenamfetamine", "positional-isomer", "review")},
    # The amine made secondary is another group.
    "CNCCc1ccc2c(c1)OCO2": set(),
    # An opened ring is another core.
    "CC(N)Cc1ccc(OC=O)cc1": set(),
}


@pytest.mark.parametrize(("smiles", "expected"), POSITIONAL.items())
def test_a_positional_isomer_is_for_review_under_paragraph_d_alone(
    engine: Engine, smiles: str, expected: set[tuple[str, str, str]]
) -> None:
    assert lines(engine, smiles) == expected


def test_a_positional_isomer_of_an_opiate_is_no_matter_of_the_list(engine: Engine) -> None:
    # Paragraph (b) does not speak of positional isomers.
    assert lines(engine, "CCC(=O)N(c1ccccc1)C1CCCN(CCc2ccccc2)C1") == set()
