"""The same substance written, salted, labelled or protonated otherwise: no verdict changes."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdkit import Chem
from rdkit.Chem.MolStandardize import rdMolStandardize

from registry.chemistry.classify import Engine
from registry.chemistry.toolkit import NotJudgedError, structures

ON: Final = date(2026, 11, 24)
HERE: Final = Path(__file__).parent
CITRIC_ACID: Final = "O=C(O)CC(O)(CC(=O)O)C(=O)O"
AMINE: Final = Chem.MolFromSmarts("[NX3;H0,H1,H2;!$(N-[#6]=[O,N,S]);!$(N-a);!$(N-N);+0]")

Answers = tuple[tuple[str, str, tuple[str, ...]], ...]


@cache
def smiles() -> tuple[str, ...]:
    """Every structure of the table of cases, once, in one part."""
    with (HERE / "cases.csv").open(encoding="utf-8", newline="") as file:
        found = {one["smiles"] for one in csv.DictReader(file)}
    return tuple(sorted(one for one in found if "." not in one))


def answers(engine: Engine, written: str) -> Answers:
    """Reading, verdict and clauses of every text in force."""
    parents = structures(written)
    found = ((text.id, engine.answer(text, parents, ON, None)) for text in engine.in_force(ON))
    return tuple((name, one.verdict, one.clauses) for name, one in found)


def orders(mol: Chem.Mol, seed: int) -> Iterator[str]:
    """The atoms in other orders; in Kekulé's writing, without stereo, with every hydrogen said."""
    numbers = list(range(mol.GetNumAtoms()))
    shuffle = random.Random(seed).shuffle  # noqa: S311 (the same orders on every machine)
    for _ in range(8):
        shuffle(numbers)
        yield Chem.MolToSmiles(Chem.RenumberAtoms(mol, numbers), canonical=False)
    kekule = Chem.Mol(mol)
    Chem.Kekulize(kekule, clearAromaticFlags=True)
    yield Chem.MolToSmiles(kekule, kekuleSmiles=True)
    yield Chem.MolToSmiles(mol, isomericSmiles=False)
    yield Chem.MolToSmiles(mol, allHsExplicit=True)


def salts(written: str) -> Iterator[str]:
    """The substance with acids, sodium chloride and water beside it."""
    for other in ("Cl", CITRIC_ACID, "[Na+].[Cl-]", "O", "O=S(=O)(O)O"):
        yield f"{written}.{other}"
        yield f"{other}.{written}"


def isotopes(mol: Chem.Mol) -> Iterator[str]:
    """Carbon-13 or -11 in places, deuterium for some or all hydrogens."""
    for number, mass in ((0, 13), (1, 11)):
        labelled = Chem.Mol(mol)
        labelled.GetAtomWithIdx(number).SetIsotope(mass)
        yield Chem.MolToSmiles(labelled)
    for share in (3, 1):
        deuterated = Chem.AddHs(mol)
        for place, atom in enumerate(deuterated.GetAtoms()):
            if atom.GetAtomicNum() == 1 and place % share == 0:
                atom.SetIsotope(2)
        yield Chem.MolToSmiles(deuterated)


def protonated(mol: Chem.Mol) -> Iterator[str]:
    """A hydrogen ion on each basic amine, alone and with chloride."""
    for (place,) in mol.GetSubstructMatches(AMINE):
        charged = Chem.RWMol(mol)
        atom = charged.GetAtomWithIdx(place)
        atom.SetFormalCharge(1)
        atom.SetNumExplicitHs(atom.GetTotalNumHs() + 1)
        atom.SetNoImplicit(what=True)
        Chem.SanitizeMol(charged)
        yield Chem.MolToSmiles(charged)
        yield f"{Chem.MolToSmiles(charged)}.[Cl-]"


def tautomers(mol: Chem.Mol) -> Iterator[str]:
    """The forms with other mobile hydrogens that share the InChIKey."""
    enumerator = rdMolStandardize.TautomerEnumerator()
    enumerator.SetMaxTautomers(12)
    key = Chem.MolToInchiKey(mol)  # type: ignore[no-untyped-call]
    for one in enumerator.Enumerate(mol):
        if Chem.MolToInchiKey(one) == key:  # type: ignore[no-untyped-call]
            yield Chem.MolToSmiles(one)


def variants(written: str, seed: int) -> Iterator[str]:
    """All of the above."""
    mol = Chem.MolFromSmiles(written)
    yield from orders(mol, seed)
    yield from salts(written)
    yield from isotopes(mol)
    yield from protonated(mol)
    yield from tautomers(mol)


def changed_by_writing(engine: Engine, those: Sequence[str]) -> tuple[int, list[tuple[str, str]]]:
    """How many other ways of writing were tried, and those that change a verdict."""
    counted, changed = 0, []
    for seed, written in enumerate(those):
        expected = answers(engine, written)
        for variant in variants(written, seed):
            counted += 1
            if answers(engine, variant) != expected:
                changed.append((written, variant))
    return counted, changed


def test_no_way_of_writing_a_substance_changes_a_verdict(engine: Engine) -> None:
    """Every fifth structure of the table; all of them below."""
    counted, changed = changed_by_writing(engine, smiles()[::5])
    assert changed == []
    assert counted > 400


@pytest.mark.soak
def test_no_way_of_writing_any_substance_of_the_table_changes_a_verdict(engine: Engine) -> None:
    counted, changed = changed_by_writing(engine, smiles())
    assert changed == []
    assert counted > 2000


LACTIMS = [  # written by hand: the same mobile hydrogen on oxygen
    ("cn-orphines", "CC(c1ccc(Br)cc1)N1CCC(n2c(O)nc3cc(Cl)c(Cl)cc32)CC1", "in"),
    ("cn-orphines", "CC(c1ccc(Cl)cc1)N1CCC2(CC1)C(O)=NCN2c1ccccc1", "in"),
    ("cn-synthetic-cannabinoids", "CC(C)C(N=C(O)c1nn(CC2CCCCC2)c2ccccc12)C(N)=O", "in"),
]


@pytest.mark.parametrize(("name", "written", "expected"), LACTIMS)
def test_a_hydrogen_on_the_oxygen_of_an_amide_changes_nothing(
    engine: Engine, name: str, written: str, expected: str
) -> None:
    assert {one[0]: one[1] for one in answers(engine, written)}[name] == expected


@given(st.sampled_from(smiles()), st.randoms(use_true_random=False))
def test_the_order_of_the_atoms_does_not_matter(
    engine: Engine, written: str, chance: random.Random
) -> None:
    mol = Chem.MolFromSmiles(written)
    numbers = list(range(mol.GetNumAtoms()))
    chance.shuffle(numbers)
    other = Chem.MolToSmiles(Chem.RenumberAtoms(mol, numbers), canonical=False)
    assert answers(engine, other) == answers(engine, written)


@given(st.text(alphabet="CNOSPFIBclnos[]()=#@+-123%./\\*H ", max_size=30))
def test_whatever_is_written_is_read_or_refused_in_words(written: str) -> None:
    try:
        keys = [one.key for one in structures(written)]
    except NotJudgedError as error:
        keys = [str(error)]
    assert keys
    assert all(keys)


@pytest.mark.parametrize(
    "written",
    ["CC(O)=NC", "C[C]([OH])=[N]C", "CC([O-])=NC.[Na+]", "CC(=NC)[O-].[K+]", "CC([O-])=[NH+]C"],
)
def test_an_amide_is_the_same_as_its_salt_and_its_other_tautomer(written: str) -> None:
    assert [one.key for one in structures(written)] == [structures("CNC(C)=O")[0].key]
