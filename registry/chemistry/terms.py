"""The closed vocabulary of the texts: what each term for a substituent means. Pure.

A predicate says whether a substituent is what the term names in its narrow sense; the wider
senses have terms of their own, which a rule allows as a broad reading only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from registry.chemistry.graph import (
    CARBON,
    DOUBLE,
    HALOGENS,
    NITROGEN,
    OXYGEN,
    SINGLE,
    SULFUR,
    TRIPLE,
    Atom,
    Link,
    Substituent,
    connected,
)

Range = tuple[int, int] | None

HETEROATOMS: Final = (1, 3)  # least and most, wherever a text counts them


def fits(term: str, group: Substituent, carbons: Range = None) -> bool:
    """Whether ``group`` is what ``term`` names, with no fewer and no more carbon atoms.

    The atoms counted are those of the ring system for aryl, those connected with the first through
    carbon alone for hydrocarbyl, and all for every other term.
    """
    if not VOCABULARY[term](group):
        return False
    return carbons is None or carbons[0] <= _carbons(term, group) <= carbons[1]


def _carbons(term: str, group: Substituent) -> int:
    if term == "aryl":
        return len(_ring_atoms(group))
    if term == "hydrocarbyl":
        return len(group.carbon_part())
    return sum(group.molecule.atoms[atom].element == CARBON for atom in group.atoms)


# Chains and single groups.


def any_group(group: Substituent) -> bool:
    """Any group that no double or triple bond holds."""
    return all(link.order not in {DOUBLE, TRIPLE} for link in group.links)


def doubly_bound(group: Substituent) -> bool:
    """A group that a double bond holds (oxo, alkylidene)."""
    return len(group.links) == 1 and group.links[0].order == DOUBLE


def hydrocarbyl(group: Substituent) -> bool:
    """It begins with a carbon that is neither aromatic nor a carbonyl; other atoms may hang on."""
    first = group.first_atom
    begins = group.is_single and first.element == CARBON and not first.aromatic
    return begins and not group.has_oxo(group.first)


def alkyl(group: Substituent) -> bool:
    """Carbon alone, saturated, in a chain or a ring."""
    return _is_saturated(group) and group.elements() == {CARBON}


def alkenyl(group: Substituent) -> bool:
    """Carbon alone, with a double bond and no triple or aromatic bond."""
    orders = group.orders()
    return group.is_single and group.elements() == {CARBON} and DOUBLE in orders <= {SINGLE, DOUBLE}


def halo(group: Substituent) -> bool:
    """Fluorine, chlorine, bromine or iodine."""
    return group.is_single and len(group.atoms) == 1 and group.elements() <= HALOGENS


def haloalkyl(group: Substituent) -> bool:
    """Alkyl with halogen, nothing else."""
    elements = group.elements()
    only = elements <= HALOGENS | {CARBON} and bool(elements & HALOGENS)
    return only and group.first_atom.element == CARBON and _is_saturated(group)


def hydroxyl(group: Substituent) -> bool:
    """OH."""
    return group.is_single and len(group.atoms) == 1 and group.first_atom[:3] == (OXYGEN, 0, 1)


def alkoxyl(group: Substituent) -> bool:
    """O-alkyl without a ring."""
    rest = group.behind("O")
    if rest is None or any(rest.molecule.ring_system(atom) for atom in rest.atoms):
        return False
    return alkyl(rest)


def other_alkoxyl(group: Substituent) -> bool:
    """O-alkyl with a ring, or O-alkenyl."""
    rest = group.behind("O")
    return rest is not None and (alkyl(rest) or alkenyl(rest))


def amino(group: Substituent) -> bool:
    """NH2."""
    return group.is_single and len(group.atoms) == 1 and group.first_atom[:3] == (NITROGEN, 0, 2)


def alkylamino(group: Substituent) -> bool:
    """NHR and NR2 with R of saturated carbon."""
    elements = sorted(group.molecule.atoms[atom].element for atom in group.atoms)
    only = set(elements) == {CARBON, NITROGEN} and elements.count(NITROGEN) == 1
    return _is_saturated(group) and group.first_atom.element == NITROGEN and only


def nitro(group: Substituent) -> bool:
    """NO2."""
    oxygens = [group.molecule.atoms[atom] for atom in group.atoms - {group.first}]
    whole = group.first_atom.element == NITROGEN and len(oxygens) == 2
    return (
        group.is_single
        and whole
        and all(atom.element == OXYGEN and not atom.hydrogens for atom in oxygens)
    )


def ester(group: Substituent) -> bool:
    """-C(=O)O-C or -OC(=O)-C, also behind CH2."""
    if _begins_with_ester(group):
        return True
    rest = group.behind_first()
    return _begins_with_methylene(group) and rest is not None and _begins_with_ester(rest)


def _begins_with_ester(group: Substituent) -> bool:
    atoms, first = group.molecule.atoms, group.first
    if not group.is_single or group.molecule.ring_system(first):
        return False
    if group.first_atom.element == CARBON and group.has_oxo(first):
        return any(
            atoms[atom].element == OXYGEN and order == SINGLE and group.carbons(atom, first)
            for atom, order in group.first_atom.bonds
            if atom in group.atoms
        )
    return group.first_atom.element == OXYGEN and any(
        group.has_oxo(carbon) and group.carbons(carbon, first) for carbon in group.carbons(first)
    )


def ether(group: Substituent) -> bool:
    """Carbon, hydrogen and oxygen alone, no carbonyl, with an oxygen between two carbons."""
    return _is_chalcogen_ether(group, OXYGEN)


def thioether(group: Substituent) -> bool:
    """The same with sulfur."""
    return _is_chalcogen_ether(group, SULFUR)


def _is_chalcogen_ether(group: Substituent, element: int) -> bool:
    atoms = group.molecule.atoms
    if not group.is_single or not group.elements() <= {CARBON, OXYGEN, element}:
        return False
    joins = (
        all(atoms[other].element == CARBON for other, _ in atoms[atom].bonds)
        for atom in group.atoms
        if atoms[atom].element == element and len(atoms[atom].bonds) == 2
    )
    return any(joins) and not any(group.has_oxo(atom) for atom in group.atoms)


def _is_saturated(group: Substituent) -> bool:
    return group.is_single and group.orders() <= {SINGLE}


def _begins_with_methylene(group: Substituent) -> bool:
    return (group.first_atom.element, group.first_atom.hydrogens) == (CARBON, 2)


# Rings.


def monocycle(group: Substituent) -> bool:
    """A ring that is a whole ring system, of any size and any atoms."""
    return _sits_on_ring(group) and len(_ring_system(group)) == 1


def phenyl(group: Substituent) -> bool:
    """A benzene ring that is a whole ring system, substituted or not."""
    atoms = _ring_atoms(group)
    benzene = len(atoms) == 6 and all(a.aromatic and a.element == CARBON for a in atoms)
    return benzene and monocycle(group)


def other_monocycle(group: Substituent) -> bool:
    """A monocycle that is no benzene ring."""
    return monocycle(group) and not phenyl(group)


def aromatic_monocycle(group: Substituent) -> bool:
    """A monocycle of aromatic atoms."""
    return monocycle(group) and all(atom.aromatic for atom in _ring_atoms(group))


def fused_aromatic(group: Substituent) -> bool:
    """An aromatic ring with another ring fused to it."""
    aromatic = group.molecule.atoms[_root(group)].aromatic
    return _sits_on_ring(group) and len(_ring_system(group)) > 1 and aromatic


def aryl(group: Substituent) -> bool:
    """An aromatic ring, alone or with rings fused to it, of carbon alone."""
    carbocycle = all(atom.element == CARBON for atom in _ring_atoms(group))
    return carbocycle and (fused_aromatic(group) or aromatic_monocycle(group))


def benzyl(group: Substituent) -> bool:
    """CH2 bearing a benzene ring, substituted or not."""
    rest = group.behind_first()
    return _begins_with_methylene(group) and rest is not None and rest.is_single and phenyl(rest)


def heterocyclyl(group: Substituent) -> bool:
    """A ring system with one to three hetero atoms, at the place of attachment."""
    atoms = _ring_atoms(group)
    least, most = HETEROATOMS
    heteroatoms = sum(atom.element != CARBON for atom in atoms)
    return _sits_on_ring(group) and bool(atoms) and least <= heteroatoms <= most


def heterocyclylalkyl(group: Substituent) -> bool:
    """Methyl or ethyl, substituted or not, that bears a heterocyclyl."""
    return group.is_single and any(
        heterocyclyl(_hanging(group, carbon, atom))
        for carbon in _short_chain(group)
        for atom, order in group.molecule.atoms[carbon].bonds
        if order == SINGLE and atom in group.atoms and group.molecule.ring_system(atom)
    )


def _short_chain(group: Substituent) -> list[int]:
    """The first atom and the carbons next to it, as far as they are chain carbons."""
    if not _is_chain_carbon(group, group.first):
        return []
    neighbours = group.carbons(group.first)
    return [group.first] + [atom for atom in neighbours if _is_chain_carbon(group, atom)]


def _is_chain_carbon(group: Substituent, index: int) -> bool:
    atom = group.molecule.atoms[index]
    single = all(order == SINGLE for _, order in atom.bonds)
    return atom.element == CARBON and single and not group.molecule.ring_system(index)


def _hanging(group: Substituent, carbon: int, atom: int) -> Substituent:
    """The part of the substituent that hangs on ``carbon`` by ``atom``."""
    part = connected(group.molecule, atom, group.atoms - {carbon})
    return Substituent(group.molecule, part, (Link(carbon, atom, SINGLE),))


def _root(group: Substituent) -> int:
    """The atom whose ring is meant: the template's, if the ring closes on it, else the first."""
    closes = len(group.links) > 1 and len(group.positions) == 1
    return group.links[0].position if closes else group.first


def _ring_system(group: Substituent) -> tuple[frozenset[int], ...]:
    """The ring system at the root, where all of it lies in the substituent (and the root)."""
    root = _root(group)
    system = group.molecule.ring_system(root)
    held = root in group.atoms or len(group.positions) == 1
    return system if held and all(ring <= group.atoms | {root} for ring in system) else ()


def _ring_atoms(group: Substituent) -> list[Atom]:
    """The atoms of that ring system."""
    return [group.molecule.atoms[atom] for atom in frozenset[int]().union(*_ring_system(group))]


def _sits_on_ring(group: Substituent) -> bool:
    """Whether the ring hangs on, or closes on, the template as a ring does."""
    return group.is_single or (_root(group) not in group.atoms and len(group.links) == 2)


VOCABULARY: Final[dict[str, Callable[[Substituent], bool]]] = {
    "any": any_group,
    **{
        term.__name__.replace("_", "-"): term
        for term in (
            alkenyl, alkoxyl, alkyl, alkylamino, amino, aromatic_monocycle, aryl, benzyl,
            doubly_bound, ester, ether, fused_aromatic, halo, haloalkyl, heterocyclyl,
            heterocyclylalkyl, hydrocarbyl, hydroxyl, monocycle, nitro, other_alkoxyl,
            other_monocycle, phenyl, thioether,
        )
    },
}  # fmt: skip
