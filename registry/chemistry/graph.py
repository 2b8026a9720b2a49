"""A structure as a graph, and the substituents that hang on a template in it. Pure."""

from __future__ import annotations

from functools import cached_property
from typing import Final, NamedTuple

SINGLE: Final = 1.0
DOUBLE: Final = 2.0
TRIPLE: Final = 3.0
CARBON: Final = 6
NITROGEN: Final = 7
OXYGEN: Final = 8
SULFUR: Final = 16
HALOGENS: Final = frozenset({9, 17, 35, 53})


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
            joined = [system for system in systems if any(ring & other for other in system)]
            systems = [system for system in systems if system not in joined]
            systems.append([ring, *(other for system in joined for other in system)])
        return tuple(tuple(system) for system in systems)

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
    """A connected set of heavy atoms that ``links`` join to the template."""

    molecule: Molecule
    atoms: frozenset[int]
    links: tuple[Link, ...]

    @property
    def positions(self) -> frozenset[int]:
        """The template atoms it touches."""
        return frozenset(link.position for link in self.links)

    @property
    def first(self) -> int:
        """The index of its atom next to the template."""
        return self.links[0].first

    @property
    def first_atom(self) -> Atom:
        """Its atom next to the template."""
        return self.molecule.atoms[self.first]

    @property
    def is_single(self) -> bool:
        """Whether one single bond holds it."""
        return len(self.links) == 1 and self.links[0].order == SINGLE

    def elements(self) -> frozenset[int]:
        """The atomic numbers in it."""
        return frozenset(self.molecule.atoms[atom].element for atom in self.atoms)

    def orders(self) -> frozenset[float]:
        """The orders of its own bonds, those of the links left out."""
        return frozenset(
            order
            for atom in self.atoms
            for other, order in self.molecule.atoms[atom].bonds
            if other in self.atoms
        )

    def has_oxo(self, atom: int) -> bool:
        """Whether a double bond joins ``atom`` and an oxygen."""
        atoms = self.molecule.atoms
        return any(
            atoms[other].element == OXYGEN and order == DOUBLE for other, order in atoms[atom].bonds
        )

    def carbons(self, atom: int, but: int | None = None) -> list[int]:
        """The carbon neighbours of ``atom`` in the substituent, ``but`` left out."""
        atoms = self.molecule.atoms
        return [
            other
            for other, _ in atoms[atom].bonds
            if other in self.atoms and other != but and atoms[other].element == CARBON
        ]

    def carbon_part(self) -> frozenset[int]:
        """The carbon atoms connected with the first atom through carbon alone."""
        carbons = frozenset(a for a in self.atoms if self.molecule.atoms[a].element == CARBON)
        if self.first not in carbons:
            return frozenset()
        return connected(self.molecule, self.first, carbons)

    def behind_first(self) -> Substituent | None:
        """What follows the first atom, if that is a chain atom with one way on."""
        rest = self.atoms - {self.first}
        bonds = [(atom, order) for atom, order in self.first_atom.bonds if atom in rest]
        if not self.is_single or len(bonds) != 1 or self.molecule.ring_system(self.first):
            return None
        ((atom, order),) = bonds
        return Substituent(self.molecule, rest, (Link(self.first, atom, order),))

    def behind(self, link: str) -> Substituent | None:
        """What follows ``O`` or ``NH`` where it begins with that; itself behind ``nothing``."""
        if link == "nothing":
            return self
        first = self.first_atom
        wanted = (OXYGEN, 0) if link == "O" else (NITROGEN, 1)
        begins = (first.element, first.hydrogens) == wanted and not first.charge
        return self.behind_first() if begins else None


def substituents(
    molecule: Molecule, template: frozenset[int], within: frozenset[int] | None = None
) -> list[Substituent]:
    """What hangs on ``template``, in ``within`` (default: everywhere), in order of atoms."""
    left = (frozenset(range(len(molecule.atoms))) if within is None else within) - template
    parts = []
    while left:
        part = connected(molecule, min(left), left)
        left -= part
        parts.append(Substituent(molecule, part, _links(molecule, part, template)))
    return parts


def connected(molecule: Molecule, start: int, among: frozenset[int]) -> frozenset[int]:
    """The atoms of ``among`` that are connected with ``start`` through ``among``."""
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
