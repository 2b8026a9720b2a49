"""Structures, their keys, and cores that match them. No other module imports RDKit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from rdkit import Chem, RDLogger, __version__
from rdkit.Chem import rdChemReactions, rdMolDescriptors
from rdkit.Chem.MolStandardize import rdMolStandardize

from registry.chemistry.graph import CARBON, Atom, Molecule

RDLogger.DisableLog("rdApp.*")  # type: ignore[attr-defined]

VERSION: Final = __version__
LARGEST: Final = 400  # heavy atoms
ORGANIC: Final = 6  # least number of heavy atoms
MANY: Final = 5000  # matches of one core; symmetry gives a few dozen
# A structure in which any other element is bound is not judged.
NONMETALS: Final = frozenset({1, 5, 6, 7, 8, 9, 14, 15, 16, 17, 33, 34, 35, 52, 53, 85})
SMILES: Final = r"(?:\[[^\[\]\s]+\]|Br|Cl|[BCNOSPFIbcnops*]|[-=#$:/\\.()%@+\d])+"

_UNCHARGE: Final = rdMolStandardize.Uncharger()
_DISCONNECT: Final = rdMolStandardize.MetalDisconnector()
_IMIDIC: Final = Chem.MolFromSmarts("[NX2]=[CX3]-[OX2H1]")
_AMIDE: Final = rdChemReactions.ReactionFromSmarts(
    "[N;X2:1]=[C;X3:2]-[O;X2;H1:3]>>[N:1]-[C:2]=[O:3]"
)
# What is cut off the oxygen of an ester (the acyl) or of an ether (the alkyl).
_ACYL: Final = rdChemReactions.ReactionFromSmarts(
    "[#6;!$(C=O):1]-!@[OX2:2]-!@[CX3:3]=[O:4]>>[#6:1]-[O:2]"
)
_ALKYL: Final = rdChemReactions.ReactionFromSmarts(
    "[#6;!$(C=O):1]-!@[OX2:2]-!@[CX4:3]>>[#6:1]-[O:2]"
)
CUTS: Final = 4  # of a structure, one after the other
REMAINDERS: Final = 500  # esters and ethers that leave more, cut one by one, are not judged


class NotJudgedError(Exception):
    """The structure cannot be judged; says why."""


class NoStructureError(NotJudgedError):
    """The text is no structure at all; says why."""


class Structure:
    """A parent structure: neutral, without isotopes and counter-ions, and its graph."""

    def __init__(self, mol: Chem.Mol) -> None:
        self._mol = mol
        self._texts: dict[tuple[frozenset[int], int], str] = {}

    @cached_property
    def key(self) -> str:
        """The InChIKey of the parent."""
        return _inchikey(self._mol)

    @property
    def skeleton(self) -> str:
        """The key's first block: the same for salts, stereoisomers and mobile hydrogens."""
        return self.key[:14]

    @cached_property
    def _inchi(self) -> str:
        return str(Chem.MolToInchi(self._mol))  # type: ignore[no-untyped-call]

    def layer(self, name: str) -> str:
        """A layer of the InChI: ``b`` of double bonds, ``t`` of tetrahedral centres."""
        layers = self._inchi.split("/")
        return next((layer for layer in layers if layer.startswith(name)), "")

    @cached_property
    def formula(self) -> str:
        """The sum formula."""
        return str(rdMolDescriptors.CalcMolFormula(self._mol))

    @cached_property
    def graph(self) -> Molecule:
        """Heavy atoms, bonds and rings."""
        rings = self._mol.GetRingInfo().AtomRings()
        atoms = tuple(_atom(atom) for atom in self._mol.GetAtoms())
        return Molecule(atoms, tuple(frozenset(ring) for ring in rings))

    def matches(self, core: Core) -> tuple[tuple[int, ...], ...]:
        """Every way in which ``core`` lies in the structure, as atoms in the core's order."""
        return tuple(self._mol.GetSubstructMatches(core.query, uniquify=False, maxMatches=MANY))

    def written(self, atoms: frozenset[int], root: int) -> str:
        """A text that is equal for equal parts hanging on equal atoms."""
        if (atoms, root) not in self._texts:
            text = Chem.MolFragmentToSmiles(
                self._flat, sorted(atoms | {root}), rootedAtAtom=root, isomericSmiles=False
            )
            self._texts[atoms, root] = str(text)
        return self._texts[atoms, root]

    @cached_property
    def _flat(self) -> Chem.Mol:
        flat = Chem.Mol(self._mol)
        Chem.RemoveStereochemistry(flat)
        return flat


class Core(NamedTuple):
    """A compiled pattern; ``numbers`` are the positions of its atoms, 0 where it has none."""

    query: Chem.Mol
    numbers: tuple[int, ...]


def _atom(atom: Chem.Atom) -> Atom:
    index = atom.GetIdx()
    return Atom(
        atom.GetAtomicNum(),
        atom.GetFormalCharge(),
        atom.GetTotalNumHs(),
        atom.GetIsAromatic(),
        tuple((b.GetOtherAtomIdx(index), b.GetBondTypeAsDouble()) for b in atom.GetBonds()),
    )


@lru_cache(maxsize=256)
def core(smarts: str) -> Core:
    """``smarts`` compiled; ``ValueError`` if it cannot be read."""
    query = Chem.MolFromSmarts(smarts)
    if query is None:
        raise ValueError(f'the core "{smarts}" is no SMARTS pattern that can be read')
    return Core(query, tuple(atom.GetAtomMapNum() for atom in query.GetAtoms()))


def _inchikey(mol: Chem.Mol) -> str:
    return str(Chem.MolToInchiKey(mol))  # type: ignore[no-untyped-call]


def looks_like_smiles(text: str) -> bool:
    """Whether ``text`` has no other characters than a SMILES has."""
    return re.fullmatch(SMILES, text, re.ASCII) is not None


def structures(text: str) -> tuple[Structure, ...]:
    """The parents in a SMILES or an InChI, largest first.

    Every organic part of six heavy atoms or more counts; if there is none, the largest part.
    Raises ``NoStructureError`` where the text is no structure, and ``NotJudgedError`` where the
    structure cannot be judged.
    """
    mol = _read(text)
    if any(atom.GetAtomicNum() == 0 or atom.HasQuery() for atom in mol.GetAtoms()):
        raise NotJudgedError("it holds an atom that is not said (a polymer, a part or a query)")
    if mol.GetNumHeavyAtoms() == 0:
        raise NotJudgedError("it holds no atom but hydrogen")
    if mol.GetNumHeavyAtoms() > LARGEST:
        raise NotJudgedError(f"it has more than {LARGEST} heavy atoms")
    return tuple(Structure(_parent(part)) for part in _parts(mol))


def raw_key(text: str) -> str:
    """The InChIKey of the structure as given."""
    return _inchikey(_read(text))


def _read(text: str) -> Chem.Mol:
    is_inchi = text.startswith("InChI=")
    mol = Chem.MolFromInchi(text) if is_inchi else Chem.MolFromSmiles(text)  # type: ignore[no-untyped-call]
    if mol is None:
        raise NoStructureError("it is no InChI that can be read" if is_inchi else _why_not(text))
    return mol


def _why_not(smiles: str) -> str:
    """What is wrong with a SMILES that RDKit does not take."""
    mol = Chem.MolFromSmiles(smiles, sanitize=False)
    problems = Chem.DetectChemistryProblems(mol) if mol is not None else ()
    return problems[0].Message() if problems else "it is no SMILES that can be read"


def _parts(mol: Chem.Mol) -> list[Chem.Mol]:
    if _has_metal(mol):
        mol = _DISCONNECT.Disconnect(mol)
    parts = list(Chem.GetMolFrags(mol, asMols=True))
    parts.sort(key=lambda part: (-part.GetNumHeavyAtoms(), Chem.MolToSmiles(part)))
    chosen = [part for part in parts if _is_organic(part)] or parts[:1]
    if any(_has_metal(part) for part in chosen):
        raise NotJudgedError("a metal is bound in it")
    return chosen


def _has_metal(mol: Chem.Mol) -> bool:
    return any(atom.GetAtomicNum() not in NONMETALS for atom in mol.GetAtoms())


def _is_organic(part: Chem.Mol) -> bool:
    has_carbon = any(atom.GetAtomicNum() == CARBON for atom in part.GetAtoms())
    return has_carbon and part.GetNumHeavyAtoms() >= ORGANIC


def _parent(part: Chem.Mol) -> Chem.Mol:
    """Neutral, isotopes cleared and only then hydrogens removed, amides written as amides."""
    for atom in part.GetAtoms():
        atom.SetIsotope(0)
        atom.SetAtomMapNum(0)
    mol = _UNCHARGE.uncharge(Chem.RemoveAllHs(part))
    if mol.HasSubstructMatch(_IMIDIC):
        mol = _rewritten(_with_free_hydrogens(mol), _AMIDE)
    Chem.AssignStereochemistry(mol, cleanIt=True, force=True)
    return mol


def _with_free_hydrogens(mol: Chem.Mol) -> Chem.Mol:
    """The same with no hydrogen fixed by a bracket: a fixed hydrogen outlasts a change of bonds."""
    return Chem.MolFromSmiles(Chem.MolToSmiles(mol)) or mol


def _rewritten(mol: Chem.Mol, change: rdChemReactions.ChemicalReaction) -> Chem.Mol:
    """``mol`` with ``change`` applied wherever it can be."""
    for _ in range(mol.GetNumAtoms()):
        products = change.RunReactants((mol,))
        if not products:
            break
        mol = products[0][0]
        Chem.SanitizeMol(mol)
    return mol


@lru_cache(maxsize=1024)
def cleaved(structure: Structure, *, esters: bool, ethers: bool) -> tuple[Structure, ...]:
    """The remainders of the structure when its esters, or ethers, are cut, each once.

    Up to ``CUTS`` are cut. Raises ``NotJudgedError`` where there are too many ways to cut.
    """
    changes = ([_ACYL] if esters else []) + ([_ALKYL] if ethers else [])
    remainders: dict[str, Chem.Mol] = {}
    uncut = [structure._mol]  # noqa: SLF001 (RDKit's own object, for this module alone)
    for _ in range(CUTS):
        new: dict[str, Chem.Mol] = {}
        for mol in uncut:
            products = {name: part for change in changes for name, part in _cut(mol, change)}
            new |= {name: part for name, part in products.items() if name not in remainders}
            if len(remainders) + len(new) > REMAINDERS:
                raise NotJudgedError("its esters and ethers can be cut in too many ways")
        remainders |= new
        uncut = list(new.values())
    return tuple(Structure(_parent(remainders[name])) for name in sorted(remainders))


def _cut(mol: Chem.Mol, change: rdChemReactions.ChemicalReaction) -> Iterator[tuple[str, Chem.Mol]]:
    """Each way to apply ``change`` once: the SMILES of the product, and the product."""
    for (product,) in change.RunReactants((mol,)):
        Chem.SanitizeMol(product)
        yield str(Chem.MolToSmiles(product)), product
