"""How two structures of the same composition differ: in space, or in the place of a group."""

from __future__ import annotations

from collections import Counter

from registry.chemistry.graph import DOUBLE, Molecule
from registry.chemistry.toolkit import Structure

CARBON = 6


def stereo_relation(one: Structure, other: Structure) -> str | None:
    """Optical or geometric isomer, of structures with the same skeleton; ``None``: no difference.

    Where one of the two leaves a centre unsaid it counts as an optical isomer.
    """
    if one.key == other.key:
        return None
    if one.layer("b") != other.layer("b"):
        return "geometric-isomer"
    return "optical-isomer"


def are_positional(one: Structure, other: Structure) -> bool:
    """Whether one may be a positional isomer of the other in the sense of 21 CFR 1300.01(b).

    The same formula, the same ring systems, the same functional groups as far from a ring; alkyl
    carbons may be divided anew. What passes is a matter for review, never an answer.
    """
    if one.formula != other.formula or one.skeleton == other.skeleton:
        return False
    graphs = one.graph, other.graph
    return len({_outline(graph) for graph in graphs}) == 1


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


def _group(graph: Molecule, atom: int) -> tuple[object, ...]:
    """A hetero atom with its surroundings, or a multiple bond; nothing for an alkyl carbon."""
    one = graph.atoms[atom]
    multiple = tuple(sorted(order for _, order in one.bonds if order >= DOUBLE))
    if one.element == CARBON:
        return (CARBON, multiple) if multiple else ()
    near = sorted(_surroundings(graph, other) for other, _ in one.bonds)
    reach = _bonds_to_ring(graph, atom) if one.element == 7 else 0
    return one.element, one.charge, one.hydrogens, one.aromatic, tuple(near), multiple, reach


def _surroundings(graph: Molecule, atom: int) -> tuple[int, bool, bool]:
    one = graph.atoms[atom]
    carbonyl = any(
        order == DOUBLE and graph.atoms[other].element == 8 for other, order in one.bonds
    )
    return one.element, one.aromatic, carbonyl


def _bonds_to_ring(graph: Molecule, atom: int) -> int:
    """The bonds between an atom and the nearest aromatic one; 0 where there is none."""
    seen, edge, count = {atom}, [atom], 0
    while edge:
        if any(graph.atoms[one].aromatic for one in edge):
            return count
        edge = [n for one in edge for n, _ in graph.atoms[one].bonds if n not in seen]
        seen.update(edge)
        count += 1
    return 0
