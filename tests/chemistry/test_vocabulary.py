"""What each term of the texts means, on substituents of methane."""

from __future__ import annotations

from typing import Final

import pytest

from registry.chemistry.graph import Substituent, substituents
from registry.chemistry.templates import Template
from registry.chemistry.terms import VOCABULARY, fits
from registry.chemistry.toolkit import structures
from registry.law.rules import Allow, Form


def on_carbon(written: str) -> Substituent:
    """The one group on the first carbon of ``C...``."""
    graph = structures(f"C{written}")[0].graph
    (one,) = substituents(graph, frozenset({0}))
    return one


# term -> groups that it names, and groups that it does not
TERMS: Final = {
    "alkyl": (["C", "C(C)(C)C", "C1CC1"], ["C=C", "CF", "CO", "c1ccccc1", "OC"]),
    "alkenyl": (["C=C", "CC=C", "C1=CCCC1"], ["C", "C#C", "C=CO", "c1ccccc1"]),
    "alkoxyl": (["OC", "OC(C)C"], ["O", "OC1CC1", "OC=C", "OCCO", "COC"]),
    "other-alkoxyl": (["OC1CC1", "OCC=C"], ["O", "OCCF", "Oc1ccccc1"]),
    "hydroxyl": (["O"], ["OC", "S", "CO"]),
    "halo": (["F", "Cl", "Br", "I"], ["C", "CF"]),
    "haloalkyl": (["CF", "C(F)(F)F", "CCCl"], ["F", "CC", "C(F)=C", "COCF"]),
    "amino": (["N"], ["NC", "CN", "[N+](=O)[O-]"]),
    "alkylamino": (["NC", "N(C)CC", "N1CCCC1"], ["N", "NC(C)=O", "NCCO", "Nc1ccccc1"]),
    "nitro": (["[N+](=O)[O-]"], ["N=O", "ON=O", "N"]),
    "ester": (
        ["C(=O)OC", "OC(C)=O", "CC(=O)OCC", "COC(C)=O"],
        ["C(=O)O", "C(C)=O", "OC", "CCC(=O)OC", "C1CCOC1=O", "OC=O"],
    ),
    "ether": (["OC", "COC", "CCOc1ccccc1", "C1CCCO1"], ["O", "CO", "C(=O)OC", "CSC", "COCN"]),
    "thioether": (["SC", "CSC"], ["S", "OC", "CS(C)=O"]),
    "any": (["C", "F", "c1ccncc1", "C#N"], []),
    "monocycle": (["c1ccccc1", "C1CC1", "N1CCOCC1", "c1ccsc1C"], ["C", "c1cccc2ccccc12"]),
    "phenyl": (["c1ccccc1", "c1ccc(OC)cc1"], ["c1ccncc1", "C1CCCCC1", "c1ccc2ccccc2c1"]),
    "other-monocycle": (["c1ccncc1", "C1CCCCC1"], ["c1ccccc1", "c1ccc2ccccc2c1"]),
    "aromatic-monocycle": (["c1ccccc1", "c1ccsc1"], ["C1CCCCC1", "c1ccc2c(c1)OCO2"]),
    "fused-aromatic": (["c1ccc2c(c1)OCO2", "c1ccc2ccccc2c1"], ["c1ccccc1", "C1CCc2ccccc12"]),
    "aryl": (["c1ccccc1", "c1cccc2ccccc12"], ["c1ccncc1", "c1ccc2ncccc2c1", "C1CCCCC1"]),
    "benzyl": (["Cc1ccccc1", "Cc1ccc(F)cc1"], ["c1ccccc1", "CCc1ccccc1", "C(C)c1ccccc1"]),
    "hydrocarbyl": (["CCCF", "C1CCCCC1", "CC#N", "C=C"], ["OC", "C(C)=O", "c1ccccc1"]),
    "heterocyclyl": (["C1CCOCC1", "c1ccncc1", "N1CCOCC1"], ["C1CCCCC1", "c1nnnn1C", "CC1CCOC1"]),
    "heterocyclylalkyl": (
        ["CC1CCOCC1", "CCN1CCOCC1", "C(C)c1ccncc1"],
        ["C1CCOCC1", "CCCN1CCOCC1", "CC1CCCCC1", "OCC1CCOC1"],
    ),
}
NAMED: Final = [(term, group) for term, (named, _) in TERMS.items() for group in named]
OTHERS: Final = [(term, group) for term, (_, others) in TERMS.items() for group in others]


@pytest.mark.parametrize(("term", "group"), NAMED)
def test_a_term_names_what_it_should(term: str, group: str) -> None:
    assert fits(term, on_carbon(group))


@pytest.mark.parametrize(("term", "group"), OTHERS)
def test_a_term_names_nothing_else(term: str, group: str) -> None:
    assert not fits(term, on_carbon(group))


def test_every_term_that_hangs_by_a_single_bond_is_tried() -> None:
    assert set(VOCABULARY) - set(TERMS) == {"doubly-bound"}


def test_a_ring_beside_a_spiro_atom_is_no_monocycle_and_keeps_its_atoms() -> None:
    spiro = on_carbon("N1CCC2(CC1)CCCCC2")
    assert not fits("monocycle", spiro)
    assert fits("heterocyclyl", spiro)


@pytest.mark.parametrize(
    ("term", "group", "within", "outside"),
    [
        ("hydrocarbyl", "CCC", (3, 8), (4, 8)),
        ("hydrocarbyl", "CCOCC", (2, 2), (3, 8)),  # the oxygen parts two and two
        ("hydrocarbyl", "CCCCF", (3, 4), (5, 8)),
        ("aryl", "c1ccc(CCCC)cc1", (6, 6), (7, 10)),  # of the ring system alone
        ("aryl", "c1ccc2cc3ccccc3cc2c1", (14, 14), (6, 10)),
        ("any", "OCCCC", (4, 4), (0, 3)),
    ],
)
def test_carbons_are_counted_as_the_term_says(
    term: str, group: str, within: tuple[int, int], outside: tuple[int, int]
) -> None:
    assert fits(term, on_carbon(group), within)
    assert not fits(term, on_carbon(group), outside)


def test_a_group_may_stand_behind_oxygen_or_nh() -> None:
    assert on_carbon("C").behind("O") is None
    assert on_carbon("O").behind("O") is None
    assert on_carbon("N(C)C").behind("NH") is None
    assert on_carbon("N1CCCC1").behind("NH") is None
    for written, link in (("OCC", "O"), ("NCC", "NH")):
        rest = on_carbon(written).behind(link)
        assert rest is not None
        assert fits("alkyl", rest)


def toy(core: str, *allows: Allow) -> Template:
    """A rule that is no law: benzene, and what may hang on it."""
    form = Form(name="benzene", core=core, labels={}, reference="c1ccccc1")
    return Template(form, allows)


RING: Final = "[c:1]1[c:2][c:3][c:4][c:5][c:6]1"
EVERYWHERE: Final = (1, 2, 3, 4, 5, 6)


def reading(template: Template, smiles: str) -> str:
    return template.judge(structures(smiles)[0]).reading


def test_a_position_that_no_clause_names_carries_hydrogen_alone() -> None:
    methyl = toy(RING, Allow(clause="A", at=(1,), groups=("alkyl",)))
    assert reading(methyl, "Cc1ccccc1") == "strict"
    assert reading(methyl, "Cc1ccccc1C") == "none"
    assert reading(methyl, "Fc1ccccc1") == "none"


def test_the_reference_itself_shows_no_change() -> None:
    assert reading(toy(RING, Allow(clause="A", at=(1,), groups=("alkyl",))), "c1ccccc1") == "none"


def test_a_group_that_joins_two_positions_needs_a_clause_of_its_own() -> None:
    one = Allow(clause="A", at=EVERYWHERE, groups=("any",))
    bridge = Allow(clause="A", at=EVERYWHERE, groups=("any",), bridge=True, reading="broad")
    assert reading(toy(RING, one), "C1CCc2ccccc12") == "none"
    assert reading(toy(RING, one, bridge), "C1CCc2ccccc12") == "broad"


def test_a_broad_reading_that_leans_on_a_clause_falls_without_it() -> None:
    alkyl = Allow(clause="A", at=EVERYWHERE, groups=("alkyl",))
    other = Allow(clause="B", at=EVERYWHERE, groups=("halo",), reading="broad", with_clause="A")
    assert reading(toy(RING, alkyl, other), "Cc1ccccc1F") == "broad"
    assert reading(toy(RING, alkyl, other), "Fc1ccccc1") == "none"


def test_a_ring_may_carry_only_what_the_clause_lets_it() -> None:
    phenyl = Allow(clause="A", at=EVERYWHERE, groups=("phenyl",), on_ring=("halo",))
    assert reading(toy(RING, phenyl), "c1ccccc1-c1ccc(F)cc1") == "strict"
    assert reading(toy(RING, phenyl), "c1ccccc1-c1ccc(C#N)cc1") == "none"


def test_the_most_inclusive_of_all_matches_wins() -> None:
    # Only one way of laying the core on toluene puts the methyl on the position that allows it.
    assert reading(toy(RING, Allow(clause="A", at=(4,), groups=("alkyl",))), "Cc1ccccc1") == (
        "strict"
    )
