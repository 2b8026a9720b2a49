"""Whether two structures are stereoisomers or positional isomers of each other."""

from __future__ import annotations

from collections import Counter

from registry.chemistry.graph import CARBON, DOUBLE, NITROGEN, OXYGEN, Molecule
from registry.chemistry.toolkit import Structure


def stereo_relation(structure: Structure, other: Structure) -> str | None:
    """Optical or geometric isomer, of structures with the same skeleton; ``None``: no difference.

    Where a centre is defined in one of the two alone they count as optical isomers.
    """
    if structure.key == other.key:
        return None
    if structure.layer("b") != other.layer("b"):
        return "geometric-isomer"
    return "optical-isomer"


def are_positional(structure: Structure, other: Structure) -> bool:
    """Whether they may be positional isomers in the sense of 21 CFR 1300.01(b).

    The same formula, the same ring systems, the same functional groups as far from a ring; alkyl
    carbons may be divided in another way. A ``True`` is a matter for review, never an answer.
    """
    if structure.formula != other.formula or structure.skeleton == other.skeleton:
        return False
    return _outline(structure.graph) == _outline(other.graph)


def _outline(graph: Molecule) -> tuple[object, ...]:
    groups = Counter(_group(graph, atom) for atom in range(len(graph.atoms)))
    systems = Counter(_ring_outline(graph, system) for system in graph.ring_systems)
    return _frozen(groups), _frozen(systems)


def _frozen(counts: Counter[tuple[object, ...]]) -> tuple[object, ...]:
    return tuple(sorted((repr(key), count) for key, count in counts.items() if key))


def _ring_outline(graph: Molecule, system: tuple[frozenset[int], ...]) -> tuple[object, ...]:
    atoms = [graph.atoms[atom] for atom in frozenset[int]().union(*system)]
    sizes = tuple(sorted(len(ring) for ring in system))
    return sizes, tuple(sorted((atom.element, atom.aromatic) for atom in atoms))


def _group(graph: Molecule, index: int) -> tuple[object, ...]:
    """A hetero atom with its surroundings, or a multiple bond; nothing for an alkyl carbon."""
    atom = graph.atoms[index]
    multiple = tuple(sorted(order for _, order in atom.bonds if order >= DOUBLE))
    if atom.element == CARBON:
        return (CARBON, multiple) if multiple else ()
    near = tuple(sorted(_surroundings(graph, other) for other, _ in atom.bonds))
    distance = _bonds_to_ring(graph, index) if atom.element == NITROGEN else 0
    return atom.element, atom.charge, atom.hydrogens, atom.aromatic, near, multiple, distance


def _surroundings(graph: Molecule, index: int) -> tuple[int, bool, bool]:
    atom = graph.atoms[index]
    carbonyl = any(
        order == DOUBLE and graph.atoms[other].element == OXYGEN for other, order in atom.bonds
    )
    return atom.element, atom.aromatic, carbonyl


def _bonds_to_ring(graph: Molecule, atom: int) -> int:
    """The bonds between an atom and the nearest aromatic atom; 0 where there is none."""
    seen, edge, count = {atom}, [atom], 0
    while edge:
        if any(graph.atoms[index].aromatic for index in edge):
            return count
        edge = [n for index in edge for n, _ in graph.atoms[index].bonds if n not in seen]
        seen.update(edge)
        count += 1
    return 0
