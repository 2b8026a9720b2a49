"""What the resolver may take off a name, and what it must never make of one."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.engine.resolve.answer import Meaning, Resolved, Several, Unresolved
from registry.engine.resolve.resolver import Resolver
from registry.law import layout
from registry.law import names as tables
from tests.small import act, files, record

FAMILY: Final = """\
[ketamine]
name = "Ketamine"
name_zh = "氯胺酮"
smiles = "CNC1(CCCCC1=O)c1ccccc1Cl"

[dexamfetamine]
name = "Dexamfetamine"
form_of = { substance = "amfetamine", as = "optical-isomer" }

[amfetamine]
name = "Amfetamine"
aliases = ["amphetamine"]

[testosterone]
name = "Testosterone"
smiles = "CC12CCC3C(CCC4=CC(=O)CCC34C)C1CCC2O"

[etonitazene]
name = "Etonitazene"

[2-fluorofentanyl]
name = "2-Fluorofentanyl"

[opium]
name = "Opium"

[bromazepam]
name = "Bromazepam"

[bromazolam]
name = "Bromazolam"
"""
PRINTED: Final = act(effective="1971-05-01") + (
    '[[add]]\nschedule = "schedule-2"\nsubstances = ["opium"]\nprinted = "Raw gum"\n'
)
NAMES: Final = {
    "names": "substance,kind,name,lang,cas,counterion,source,evidence,note\n"
    "ketamine,trade-name,Ketalar,en,,,a,secondary,\n"
    "ketamine,salt,ketamine hydrochloride,en,1867-66-9,hydrochloride,a,secondary,\n"
    "ketamine,salt,ketamine maleate (1:1),en,,maleate,a,secondary,\n"
    "ketamine,street-name,special k,en,,,a,secondary,of the 1990s\n"
    "testosterone,ester,testosterone enanthate,en,,,a,secondary,\n",
    "counterions": "id,kind,names_en,names_zh,formula,source\n"
    "hydrochloride,acid,hydrochloride|HCl,盐酸|盐酸盐,HCl,a\n"
    "propionate,acid,propionate,丙酸,C3H6O2,a\n"
    "sodium,base,sodium,钠,NaOH,a\n"
    "hydrate,hydrate,hydrate,水合物,H2O,a\n",
    "forms": "word,lang,place,source\ntablets,en,behind,a\n注射液,zh,behind,a\n",
    "readings": "reading,characters\nan,安胺\nqing,氢\n",
    "variants": "simplified,traditional\n盐,鹽\n",
}


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    added = {
        layout.FAMILY.path("medicines"): FAMILY,
        "schedules/us/acts/1971-05-01-statute.toml": PRINTED,
        **{layout.NAMES.path(table): text for table, text in NAMES.items()},
    }
    return Resolver(record(added), lambda: tables.read(files(added)))


def _said(answer: Meaning) -> tuple[str, str, str] | str:
    if isinstance(answer, Resolved):
        return answer.kind, answer.of, answer.certainty
    return type(answer).__name__


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ketamine hydrochloride", ("salt", "ketamine", "exact")),
        ("1867-66-9", ("salt", "ketamine", "exact")),
        ("hydrochloride of ketamine", ("salt", "ketamine", "parsed")),
        ("ketamine sodium hydrate", ("salt", "ketamine", "parsed")),
        ("Ketamine HCl 50 mg/ml tablets", ("salt", "ketamine", "parsed")),
        ("鹽酸氯胺酮注射液", ("salt", "ketamine", "parsed")),
        ("氯胺酮盐酸盐", ("salt", "ketamine", "parsed")),
        ("ketamine hydrate", ("substance", "ketamine", "parsed")),
        ("Ketalar tablets", ("trade-name", "ketamine", "parsed")),
    ],
)
def test_words_of_a_form_are_taken_off(
    resolver: Resolver, typed: str, said: tuple[str, str, str]
) -> None:
    assert _said(resolver.resolve(typed)) == said


def test_an_acid_makes_an_ester_of_what_has_no_nitrogen(resolver: Resolver) -> None:
    assert _said(resolver.resolve("testosterone propionate")) == ("ester", "testosterone", "parsed")
    assert _said(resolver.resolve("ketamine propionate")) == ("salt", "ketamine", "parsed")


def test_without_a_structure_those_held_of_the_family_say_whether_there_is_nitrogen(
    resolver: Resolver,
) -> None:
    # Of the two structures held here one has nitrogen; what is not held says nothing.
    assert _said(resolver.resolve("etonitazene propionate")) == ("salt", "etonitazene", "parsed")


def test_a_word_that_makes_an_ester_of_one_substance_makes_one_of_others(
    resolver: Resolver,
) -> None:
    assert _said(resolver.resolve("etonitazene enanthate")) == ("ester", "etonitazene", "parsed")


def test_a_name_of_its_own_needs_no_note_and_another_identifier_says_what_it_is(
    resolver: Resolver,
) -> None:
    notes = {
        typed: getattr(resolver.resolve(typed), "note", None)
        for typed in ("ketamine", "Ketamine", "氯胺酮", "Special K", "ketamine hydrochloride")
    }
    assert notes == {
        "ketamine": "",
        "Ketamine": "",
        "氯胺酮": "the Chinese name of Ketamine",
        "Special K": "a street name of Ketamine; of the 1990s",
        "ketamine hydrochloride": "a salt (hydrochloride) of Ketamine",
    }


def test_what_a_list_prints_leads_to_the_substance_that_its_line_names(
    resolver: Resolver,
) -> None:
    for typed in ("Raw gum", "raw gum tablets"):
        assert _said(resolver.resolve(typed))[:2] == ("substance", "opium")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("esketamine", ("isomer", "ketamine", "parsed")),
        ("(R)-ketamine", ("isomer", "ketamine", "parsed")),
        ("esketamine HCl", ("salt", "ketamine", "parsed")),
        ("d-amphetamine", ("substance", "dexamfetamine", "parsed")),  # it has its own entry
        ("levamphetamine", ("isomer", "amfetamine", "parsed")),
        ("艾司氯胺酮", ("isomer", "ketamine", "parsed")),
        ("消旋氯胺酮", ("isomer", "ketamine", "parsed")),
        ("右旋氯胺酮", ("isomer", "ketamine", "parsed")),
        ("左氯胺酮", ("isomer", "ketamine", "parsed")),
        ("escitalopram", "Unresolved"),  # its base is not held
    ],
)
def test_the_prefix_of_an_isomer_leads_to_its_entry_or_to_the_base(
    resolver: Resolver, typed: str, said: tuple[str, str, str] | str
) -> None:
    assert _said(resolver.resolve(typed)) == said


@pytest.mark.parametrize("typed", ["hydrochloride", "sodium hydrate", "盐酸", "tablets"])
def test_a_form_alone_names_no_substance(resolver: Resolver, typed: str) -> None:
    said = "A counter-ion or a dosage form alone names no substance."
    assert resolver.resolve(typed) == Unresolved(typed, said)


@pytest.mark.parametrize("typed", ["", "()", "50 mg"])
def test_nothing_and_a_strength_alone_are_no_form(resolver: Resolver, typed: str) -> None:
    assert resolver.resolve(typed) == Unresolved(typed, "")


def test_two_names_in_one_that_lead_to_two_are_both_given(resolver: Resolver) -> None:
    answer = resolver.resolve("ketamine (etonitazene)")
    assert isinstance(answer, Several)
    assert {one.of for one in answer.candidates} == {"ketamine", "etonitazene"}


def test_a_product_of_several_is_answered_with_those_held(resolver: Resolver) -> None:
    answer = resolver.resolve("ketamine HCl/atropine")
    assert answer == Resolved(
        "ketamine HCl/atropine", "salt", "ketamine", "parsed", "a product with atropine"
    )


def test_an_ingredient_of_a_product_may_be_written_as_in_the_tables(resolver: Resolver) -> None:
    answer = resolver.resolve("ketamine maleate (1:1)/atropine")
    assert _said(answer) == ("salt", "ketamine", "parsed")


def test_one_ingredient_is_no_product(resolver: Resolver) -> None:
    assert _said(resolver.resolve("ketamine HCl +")) == "Unresolved"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ketmine", ("substance", "ketamine", "spelling")),
        ("testosteron", ("substance", "testosterone", "spelling")),
        ("opiumm", ("substance", "opium", "spelling")),
        ("opiun", "Unresolved"),  # of five letters each may be meant
        ("testsoterne", ("substance", "testosterone", "spelling")),  # two exchanged, one left out
        ("bromazopam", "Several"),  # bromazepam and bromazolam are equally near
        ("氯安酮", ("substance", "ketamine", "spelling")),
        ("氯氢酮", "Unresolved"),  # 氢 is not read as 胺
        ("metonitazene", "Unresolved"),  # another word begins so
        ("3-fluorofentanyl", "Unresolved"),  # a number is no slip of the pen
    ],
)
def test_a_slip_of_the_pen_is_told_from_another_name(
    resolver: Resolver, typed: str, said: tuple[str, str, str] | str
) -> None:
    assert _said(resolver.resolve(typed)) == said


@given(st.text())
def test_anything_may_be_typed(resolver: Resolver, text: str) -> None:
    assert isinstance(resolver.resolve(text), Resolved | Several | Unresolved)
