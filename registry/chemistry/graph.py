"""A structure as a plain graph, and what hangs on a template when its atoms are taken out. Pure."""

from __future__ import annotations

from functools import cached_property
from typing import Final, NamedTuple

SINGLE: Final = 1.0
DOUBLE: Final = 2.0
CARBON: Final = 6
NITROGEN: Final = 7
OXYGEN: Final = 8


class Atom(NamedTuple):
    """A heavy atom: atomic number, charge, hydrogens on it, and its bonds as (atom, order)."""

    element: int
    charge: int
    hydrogens: int
    aromatic: bool
    bonds: tuple[tuple[int, float], ...]


class Molecule:
    """Heavy atoms by index, and the smallest rings."""

    def __init__(self, atoms: tuple[Atom, ...], rings: tuple[frozenset[int], ...]) -> None:
        self.atoms = atoms
        self.rings = rings

    @cached_property
    def ring_systems(self) -> tuple[tuple[frozenset[int], ...], ...]:
        """Rings that share atoms (fused, bridged or spiro), grouped."""
        systems: list[list[frozenset[int]]] = []
        for ring in self.rings:
            joined = [one for one in systems if any(ring & other for other in one)]
            systems = [one for one in systems if one not in joined]
            systems.append([ring, *(other for one in joined for other in one)])
        return tuple(tuple(one) for one in systems)

    def ring_system(self, atom: int) -> tuple[frozenset[int], ...]:
        """The rings of the system that ``atom`` belongs to; empty for a chain atom."""
        for system in self.ring_systems:
            if any(atom in ring for ring in system):
                return system
        return ()


class Link(NamedTuple):
    """A bond between the template and a substituent."""

    position: int
    first: int
    order: float


class Substituent(NamedTuple):
    """A connected set of heavy atoms that hangs on the template by ``links``."""

    molecule: Molecule
    atoms: frozenset[int]
    links: tuple[Link, ...]

    @property
    def positions(self) -> frozenset[int]:
        """The template atoms it touches."""
        return frozenset(one.position for one in self.links)

    @property
    def first(self) -> int:
        """Its atom next to the template."""
        return self.links[0].first

    @property
    def is_single(self) -> bool:
        """Whether one single bond holds it."""
        return len(self.links) == 1 and self.links[0].order == SINGLE

    def elements(self) -> frozenset[int]:
        """The atomic numbers in it."""
        return frozenset(self.molecule.atoms[one].element for one in self.atoms)

    def inner_bonds(self) -> list[tuple[int, int, float]]:
        """Its own bonds, each once."""
        return [
            (one, other, order)
            for one in self.atoms
            for other, order in self.molecule.atoms[one].bonds
            if other in self.atoms and one < other
        ]


def substituents(
    molecule: Molecule, template: frozenset[int], within: frozenset[int] | None = None
) -> list[Substituent]:
    """What hangs on ``template``, in ``within`` (default: everywhere), in order of atoms."""
    left = (frozenset(range(len(molecule.atoms))) if within is None else within) - template
    found = []
    while left:
        part = connected(molecule, min(left), left)
        left -= part
        found.append(Substituent(molecule, part, _links(molecule, part, template)))
    return found


def connected(molecule: Molecule, start: int, among: frozenset[int]) -> frozenset[int]:
    """The atoms of ``among`` that hang together with ``start``."""
    seen, waiting = {start}, [start]
    while waiting:
        for other, _ in molecule.atoms[waiting.pop()].bonds:
            if other in among and other not in seen:
                seen.add(other)
                waiting.append(other)
    return frozenset(seen)


def _links(molecule: Molecule, part: frozenset[int], template: frozenset[int]) -> tuple[Link, ...]:
    return tuple(
        sorted(
            Link(other, atom, order)
            for atom in part
            for other, order in molecule.atoms[atom].bonds
            if other in template
        )
    )


def carbon_part(one: Substituent) -> frozenset[int]:
    """The carbon atoms connected with the first atom through carbon alone."""
    carbons = frozenset(a for a in one.atoms if one.molecule.atoms[a].element == CARBON)
    return connected(one.molecule, one.first, carbons) if one.first in carbons else frozenset()


def first_atom(one: Substituent) -> Atom:
    """Its atom next to the template."""
    return one.molecule.atoms[one.first]


def behind_first(one: Substituent) -> Substituent | None:
    """What follows the first atom, if that is a chain atom with one way on."""
    rest = one.atoms - {one.first}
    bonds = [(atom, order) for atom, order in first_atom(one).bonds if atom in rest]
    if not one.is_single or len(bonds) != 1 or one.molecule.ring_system(one.first):
        return None
    ((atom, order),) = bonds
    return Substituent(one.molecule, rest, (Link(one.first, atom, order),))


def behind(one: Substituent, link: str) -> Substituent | None:
    """What stands behind ``O`` or ``NH`` where the substituent begins with it, else nothing."""
    if link == "nothing":
        return one
    first = first_atom(one)
    wanted = (OXYGEN, 0) if link == "O" else (NITROGEN, 1)
    rest = (first.element, first.hydrogens) == wanted and not first.charge
    return behind_first(one) if rest else None


def has_oxo(one: Substituent, atom: int) -> bool:
    """Whether a double bond joins ``atom`` and an oxygen."""
    atoms = one.molecule.atoms
    return any(
        atoms[other].element == OXYGEN and order == DOUBLE for other, order in atoms[atom].bonds
    )


def carbons(one: Substituent, atom: int, but: int) -> list[int]:
    """The carbon neighbours of ``atom`` in the substituent, ``but`` one."""
    atoms = one.molecule.atoms
    return [
        other
        for other, _ in atoms[atom].bonds
        if other in one.atoms and other != but and atoms[other].element == CARBON
    ]
