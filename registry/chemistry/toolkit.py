"""RDKit's border: text -> structures, keys, cores and their matches. Nothing else imports RDKit."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from rdkit import Chem, RDLogger, __version__
from rdkit.Chem import rdChemReactions, rdMolDescriptors
from rdkit.Chem.MolStandardize import rdMolStandardize

from registry.chemistry.graph import Atom, Molecule

RDLogger.DisableLog("rdApp.*")  # type: ignore[attr-defined]

VERSION: Final = __version__
LARGEST: Final = 400
ORGANIC: Final = 6
MANY: Final = 5000  # matches of one core; symmetry gives a few dozen
# Elements that are no metal; a bond to anything else is not judged.
PLAIN: Final = frozenset({1, 5, 6, 7, 8, 9, 14, 15, 16, 17, 33, 34, 35, 52, 53, 85})
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
CUTS: Final = 4
REMAINDERS: Final = 500  # esters and ethers that leave more, cut one by one, are not judged


class NotJudgedError(Exception):
    """The structure cannot be judged; says why."""


class UnreadableError(NotJudgedError):
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
        return next((one for one in layers if one.startswith(name)), "")

    @cached_property
    def formula(self) -> str:
        """The sum formula."""
        return str(rdMolDescriptors.CalcMolFormula(self._mol))

    @cached_property
    def graph(self) -> Molecule:
        """Heavy atoms, bonds and rings."""
        rings = self._mol.GetRingInfo().AtomRings()
        atoms = tuple(_atom(one) for one in self._mol.GetAtoms())
        return Molecule(atoms, tuple(frozenset(ring) for ring in rings))

    def matches(self, core: Core) -> tuple[tuple[int, ...], ...]:
        """Every way in which ``core`` lies in the structure, as atoms in the core's order."""
        return tuple(self._mol.GetSubstructMatches(core.query, uniquify=False, maxMatches=MANY))

    def written(self, atoms: frozenset[int], root: int) -> str:
        """A text that is the same for the same part hanging on the same kind of atom."""
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


def _atom(one: Chem.Atom) -> Atom:
    index = one.GetIdx()
    bonds = tuple(
        (bond.GetOtherAtomIdx(index), bond.GetBondTypeAsDouble()) for bond in one.GetBonds()
    )
    return Atom(
        one.GetAtomicNum(), one.GetFormalCharge(), one.GetTotalNumHs(), one.GetIsAromatic(), bonds
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
    """Whether ``text`` is built of the signs of a SMILES."""
    return re.fullmatch(SMILES, text, re.ASCII) is not None


def structures(text: str) -> tuple[Structure, ...]:
    """The parents in a SMILES or an InChI, largest first.

    Every organic part of six heavy atoms or more counts; if there is none, the largest part.
    Raises ``UnreadableError`` where the text is none, ``NotJudgedError`` where it is not judged.
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
    if text.startswith("InChI="):
        return _given(Chem.MolFromInchi(text), "InChI")  # type: ignore[no-untyped-call]
    mol = Chem.MolFromSmiles(text)
    if mol is None:
        raise UnreadableError(_why(text))
    return mol


def _given(mol: Chem.Mol | None, form: str) -> Chem.Mol:
    if mol is None:
        raise UnreadableError(f"it is no {form} that can be read")
    return mol


def _why(text: str) -> str:
    mol = Chem.MolFromSmiles(text, sanitize=False)
    if mol is None:
        return "it is no SMILES that can be read"
    problems = Chem.DetectChemistryProblems(mol)
    return problems[0].Message() if problems else "it is no SMILES that can be read"


def _parts(mol: Chem.Mol) -> list[Chem.Mol]:
    if any(atom.GetAtomicNum() not in PLAIN for atom in mol.GetAtoms()):
        mol = _DISCONNECT.Disconnect(mol)
    parts = list(Chem.GetMolFrags(mol, asMols=True))
    parts.sort(key=lambda one: (-one.GetNumHeavyAtoms(), Chem.MolToSmiles(one)))
    organic = [
        one
        for one in parts
        if one.GetNumHeavyAtoms() >= ORGANIC and any(a.GetAtomicNum() == 6 for a in one.GetAtoms())
    ]
    chosen = organic or parts[:1]
    for one in chosen:
        if any(atom.GetAtomicNum() not in PLAIN for atom in one.GetAtoms()):
            raise NotJudgedError("a metal is bound in it")
    return chosen


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
    """The same with no hydrogen fixed by a bracket: a fixed one stays when a bond is changed."""
    return Chem.MolFromSmiles(Chem.MolToSmiles(mol)) or mol


def _rewritten(mol: Chem.Mol, change: rdChemReactions.ChemicalReaction) -> Chem.Mol:
    """``mol`` with ``change`` applied wherever it can be."""
    for _ in range(mol.GetNumAtoms()):
        found = change.RunReactants((mol,))
        if not found:
            break
        mol = found[0][0]
        Chem.SanitizeMol(mol)
    return mol


@lru_cache(maxsize=1024)
def cleaved(structure: Structure, *, esters: bool, ethers: bool) -> tuple[Structure, ...]:
    """What is left when one or more esters, or ethers, of the structure are cut, each once.

    Raises ``NotJudgedError`` where there are too many ways to cut.
    """
    changes = ([_ACYL] if esters else []) + ([_ALKYL] if ethers else [])
    found: dict[str, Chem.Mol] = {}
    edge = [structure._mol]  # noqa: SLF001 (the border's own)
    for _ in range(CUTS):
        new: dict[str, Chem.Mol] = {}
        for mol in edge:
            made = [one for change in changes for one in _cut(mol, change)]
            new |= {name: left for name, left in made if name not in found}
            if len(found) + len(new) > REMAINDERS:
                raise NotJudgedError("its esters and ethers can be cut in too many ways")
        found |= new
        edge = list(new.values())
    return tuple(Structure(_parent(found[name])) for name in sorted(found))


def _cut(mol: Chem.Mol, change: rdChemReactions.ChemicalReaction) -> list[tuple[str, Chem.Mol]]:
    found = []
    for (product,) in change.RunReactants((mol,)):
        Chem.SanitizeMol(product)
        found.append((str(Chem.MolToSmiles(product)), product))
    return found
