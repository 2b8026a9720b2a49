"""Terms of the texts for rings. Pure."""

from __future__ import annotations

from typing import Final

from registry.chemistry.graph import (
    SINGLE,
    Atom,
    Link,
    Substituent,
    behind_first,
    carbons,
    connected,
    first_atom,
)

C: Final = 6
HETEROATOMS: Final = (1, 3)  # least and most, wherever a text counts them


def root(one: Substituent) -> int:
    """The atom whose ring is meant: the template's, if the ring closes on it, else the first."""
    position = one.links[0].position
    closes = len(one.links) > 1 and len(one.positions) == 1
    return position if closes else one.first


def ring_system(one: Substituent) -> tuple[frozenset[int], ...]:
    """The ring system at the root, where it lies in the substituent (and the root) whole."""
    atom = root(one)
    system = one.molecule.ring_system(atom)
    held = atom in one.atoms or len(one.positions) == 1
    return system if held and all(ring <= one.atoms | {atom} for ring in system) else ()


def ring_atoms(one: Substituent) -> list[Atom]:
    """The atoms of that ring system."""
    return [one.molecule.atoms[atom] for atom in frozenset[int]().union(*ring_system(one))]


def _sits_on_ring(one: Substituent) -> bool:
    """Whether the ring hangs on, or closes on, the template as a ring does."""
    return one.is_single or (root(one) not in one.atoms and len(one.links) == 2)


def monocycle(one: Substituent) -> bool:
    """A ring that is a whole ring system, of any size and any atoms."""
    return _sits_on_ring(one) and len(ring_system(one)) == 1


def phenyl(one: Substituent) -> bool:
    """A benzene ring that is a whole ring system, substituted or not."""
    atoms = ring_atoms(one)
    return (
        monocycle(one)
        and len(atoms) == 6
        and all(atom.aromatic and atom.element == C for atom in atoms)
    )


def other_monocycle(one: Substituent) -> bool:
    """A monocycle that is no benzene ring."""
    return monocycle(one) and not phenyl(one)


def aromatic_monocycle(one: Substituent) -> bool:
    """A monocycle of aromatic atoms."""
    return monocycle(one) and all(atom.aromatic for atom in ring_atoms(one))


def fused_aromatic(one: Substituent) -> bool:
    """An aromatic ring with another ring fused to it."""
    aromatic = one.molecule.atoms[root(one)].aromatic
    return _sits_on_ring(one) and len(ring_system(one)) > 1 and aromatic


def aryl(one: Substituent) -> bool:
    """An aromatic ring, or one with rings fused to it, of carbon alone."""
    return (fused_aromatic(one) or aromatic_monocycle(one)) and all(
        atom.element == C for atom in ring_atoms(one)
    )


def benzyl(one: Substituent) -> bool:
    """CH2 bearing a benzene ring, substituted or not."""
    rest = behind_first(one)
    methylene = first_atom(one).element == C and first_atom(one).hydrogens == 2
    return methylene and rest is not None and rest.is_single and phenyl(rest)


def heterocyclyl(one: Substituent) -> bool:
    """A ring system with one to three hetero atoms, at the place of attachment."""
    atoms = ring_atoms(one)
    low, high = HETEROATOMS
    heteroatoms = sum(atom.element != C for atom in atoms)
    return _sits_on_ring(one) and bool(atoms) and low <= heteroatoms <= high


def heterocyclylalkyl(one: Substituent) -> bool:
    """Methyl or ethyl, substituted or not, that bears a heterocyclyl."""
    return one.is_single and any(
        heterocyclyl(_hanging(one, chain, atom))
        for chain in _short_chain(one)
        for atom, order in one.molecule.atoms[chain].bonds
        if order == SINGLE and atom in one.atoms and one.molecule.ring_system(atom)
    )


def _short_chain(one: Substituent) -> list[int]:
    """The first atom and the chain carbons next to it."""
    if not _is_chain_carbon(one, one.first):
        return []
    return [one.first] + [
        atom for atom in carbons(one, one.first, -1) if _is_chain_carbon(one, atom)
    ]


def _is_chain_carbon(one: Substituent, atom: int) -> bool:
    found = one.molecule.atoms[atom]
    single = all(order == SINGLE for _, order in found.bonds)
    return found.element == C and single and not one.molecule.ring_system(atom)


def _hanging(one: Substituent, chain: int, atom: int) -> Substituent:
    """The part of the substituent that hangs on ``chain`` by ``atom``."""
    part = connected(one.molecule, atom, one.atoms - {chain})
    return Substituent(one.molecule, part, (Link(chain, atom, SINGLE),))
