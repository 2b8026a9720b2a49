"""The closed vocabulary of the texts: what each term for a substituent means. Pure.

A predicate says whether a substituent is what the term names in its narrow sense; the wider
senses have terms of their own, which a rule allows as a broad reading only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from registry.chemistry.graph import (
    DOUBLE,
    SINGLE,
    Atom,
    Link,
    Substituent,
    carbon_part,
    connected,
)

C: Final = 6
N: Final = 7
O: Final = 8  # noqa: E741 (the element)
S: Final = 16
HALOGENS: Final = frozenset({9, 17, 35, 53})
TRIPLE: Final = 3.0


class Limits(NamedTuple):
    """Least and most carbon atoms, and ring hetero atoms, where the text counts them."""

    carbons: tuple[int, int] | None = None
    heteroatoms: tuple[int, int] = (1, 3)


Predicate = Callable[[Substituent, Limits], bool]


def fits(term: str, one: Substituent, limits: Limits) -> bool:
    """Whether ``one`` is what ``term`` names, within ``limits``."""
    return VOCABULARY[term](one, limits) and _counted(term, one, limits)


def _counted(term: str, one: Substituent, limits: Limits) -> bool:
    """Carbon counts: of a ring system for aryl, of the connected part for hydrocarbyl, else all."""
    if limits.carbons is None:
        return True
    low, high = limits.carbons
    if term == "aryl":
        count = len(frozenset[int]().union(*_rings(one)))
    elif term == "hydrocarbyl":
        count = len(carbon_part(one))
    else:
        count = sum(one.molecule.atoms[atom].element == C for atom in one.atoms)
    return low <= count <= high


# helpers


def _first(one: Substituent) -> Atom:
    return one.molecule.atoms[one.first]


def _behind_first(one: Substituent) -> Substituent | None:
    """What follows the first atom, if that is a chain atom with one way on."""
    rest = one.atoms - {one.first}
    bonds = [(atom, order) for atom, order in _first(one).bonds if atom in rest]
    if not one.is_single or len(bonds) != 1 or one.molecule.ring_system(one.first):
        return None
    return _behind(one, *bonds[0])


def _behind(one: Substituent, atom: int, order: float) -> Substituent:
    return Substituent(one.molecule, one.atoms - {one.first}, (Link(one.first, atom, order),))


def behind(one: Substituent, link: str) -> Substituent | None:
    """What stands behind ``O`` or ``NH`` where the substituent begins with it, else nothing."""
    if link == "nothing":
        return one
    first = _first(one)
    wanted = (O, 0) if link == "O" else (N, 1)
    rest = (first.element, first.hydrogens) == wanted and not first.charge
    return _behind_first(one) if rest else None


def _orders(one: Substituent) -> set[float]:
    return {order for _, _, order in one.inner_bonds()}


def _is_saturated(one: Substituent) -> bool:
    return one.is_single and _orders(one) <= {SINGLE}


def _root(one: Substituent) -> int:
    """The atom whose ring is meant: the template's, if the ring closes on it, else the first."""
    position = one.links[0].position
    closes = len(one.links) > 1 and len(one.positions) == 1
    return position if closes else one.first


def _rings(one: Substituent) -> tuple[frozenset[int], ...]:
    """The ring system at the root, where it lies in the substituent (and the root) whole."""
    root = _root(one)
    system = one.molecule.ring_system(root)
    held = root in one.atoms or len(one.positions) == 1
    return system if held and all(ring <= one.atoms | {root} for ring in system) else ()


def _ring_atoms(one: Substituent) -> list[Atom]:
    return [one.molecule.atoms[atom] for atom in frozenset[int]().union(*_rings(one))]


def _sits_on_ring(one: Substituent) -> bool:
    """Whether the ring hangs on, or closes on, the template as a ring does."""
    return one.is_single or (_root(one) not in one.atoms and len(one.links) == 2)


def _is_monocycle(one: Substituent) -> bool:
    return _sits_on_ring(one) and len(_rings(one)) == 1


def _is_aromatic_ring(one: Substituent) -> bool:
    return all(atom.aromatic for atom in _ring_atoms(one))


def _is_phenyl(one: Substituent) -> bool:
    atoms = _ring_atoms(one)
    return (
        _is_monocycle(one)
        and len(atoms) == 6
        and all(atom.aromatic and atom.element == C for atom in atoms)
    )


def _carbon_has_oxo(one: Substituent, atom: int) -> bool:
    atoms = one.molecule.atoms
    return any(atoms[other].element == O and order == DOUBLE for other, order in atoms[atom].bonds)


# the terms


def _any(one: Substituent, _: Limits) -> bool:
    return all(link.order not in {DOUBLE, TRIPLE} for link in one.links)


def _doubly_bound(one: Substituent, _: Limits) -> bool:
    return len(one.links) == 1 and one.links[0].order == DOUBLE


def _alkyl(one: Substituent, _: Limits) -> bool:
    return _is_saturated(one) and one.elements() == {C}


def _alkenyl(one: Substituent, _: Limits) -> bool:
    orders = _orders(one)
    return one.is_single and one.elements() == {C} and DOUBLE in orders <= {SINGLE, DOUBLE}


def _halo(one: Substituent, _: Limits) -> bool:
    return one.is_single and len(one.atoms) == 1 and one.elements() <= HALOGENS


def _haloalkyl(one: Substituent, _: Limits) -> bool:
    elements = one.elements()
    only = elements <= HALOGENS | {C} and bool(elements & HALOGENS)
    return only and _first(one).element == C and _is_saturated(one)


def _hydroxyl(one: Substituent, _: Limits) -> bool:
    return one.is_single and len(one.atoms) == 1 and _first(one)[:3] == (O, 0, 1)


def _alkoxyl(one: Substituent, limits: Limits) -> bool:
    rest = behind(one, "O")
    acyclic = rest is not None and not any(rest.molecule.ring_system(a) for a in rest.atoms)
    return rest is not None and acyclic and _alkyl(rest, limits)


def _other_alkoxyl(one: Substituent, limits: Limits) -> bool:
    rest = behind(one, "O")
    return rest is not None and (_alkyl(rest, limits) or _alkenyl(rest, limits))


def _amino(one: Substituent, _: Limits) -> bool:
    return one.is_single and len(one.atoms) == 1 and _first(one)[:3] == (N, 0, 2)


def _alkylamino(one: Substituent, _: Limits) -> bool:
    """NHR and NR2 with R of saturated carbon."""
    elements = [one.molecule.atoms[atom].element for atom in one.atoms]
    return (
        _is_saturated(one)
        and _first(one).element == N
        and elements.count(N) == 1
        and (set(elements) == {C, N})
    )


def _nitro(one: Substituent, _: Limits) -> bool:
    first = _first(one)
    oxygens = [one.molecule.atoms[atom] for atom in one.atoms - {one.first}]
    whole = first.element == N and len(oxygens) == 2
    return one.is_single and whole and all(a.element == O and not a.hydrogens for a in oxygens)


def _ester(one: Substituent, limits: Limits) -> bool:
    """-C(=O)O-C or -OC(=O)-C, also behind CH2."""
    if not one.is_single:
        return False
    if _is_ester_here(one):
        return True
    rest = _behind_first(one)
    methylene = _first(one).element == C and _first(one).hydrogens == 2
    return methylene and rest is not None and _is_ester_here(rest)


def _is_ester_here(one: Substituent) -> bool:
    atoms = one.molecule.atoms
    if not one.is_single or one.molecule.ring_system(one.first):
        return False
    if _first(one).element == C and _carbon_has_oxo(one, one.first):
        return any(
            atoms[oxygen].element == O and order == SINGLE and _carbons(one, oxygen, one.first)
            for oxygen, order in _first(one).bonds
            if oxygen in one.atoms
        )
    return _first(one).element == O and any(
        _carbon_has_oxo(one, carbon) and _carbons(one, carbon, one.first)
        for carbon in _carbons(one, one.first, -1)
    )


def _carbons(one: Substituent, atom: int, but: int) -> list[int]:
    """The carbon neighbours of ``atom`` in the substituent, ``but`` one."""
    atoms = one.molecule.atoms
    return [
        other
        for other, _ in atoms[atom].bonds
        if other in one.atoms and other != but and atoms[other].element == C
    ]


def _ether(one: Substituent, _: Limits) -> bool:
    """Carbon, hydrogen and oxygen alone, no carbonyl, with an oxygen between two carbons."""
    return _is_chalcogen_ether(one, O)


def _thioether(one: Substituent, _: Limits) -> bool:
    return _is_chalcogen_ether(one, S)


def _is_chalcogen_ether(one: Substituent, element: int) -> bool:
    atoms = one.molecule.atoms
    if not one.is_single or not one.elements() <= {C, O, element}:
        return False
    joins = (
        all(atoms[other].element == C for other, _ in atoms[atom].bonds)
        for atom in one.atoms
        if atoms[atom].element == element and len(atoms[atom].bonds) == 2
    )
    return any(joins) and not any(_carbon_has_oxo(one, atom) for atom in one.atoms)


def _monocycle(one: Substituent, _: Limits) -> bool:
    return _is_monocycle(one)


def _phenyl(one: Substituent, _: Limits) -> bool:
    return _is_phenyl(one)


def _other_monocycle(one: Substituent, _: Limits) -> bool:
    return _is_monocycle(one) and not _is_phenyl(one)


def _aromatic_monocycle(one: Substituent, _: Limits) -> bool:
    return _is_monocycle(one) and _is_aromatic_ring(one)


def _fused_aromatic(one: Substituent, _: Limits) -> bool:
    """An aromatic ring with another ring fused to it."""
    system = _rings(one)
    root = one.molecule.atoms[_root(one)]
    return _sits_on_ring(one) and len(system) > 1 and root.aromatic


def _aryl(one: Substituent, _: Limits) -> bool:
    return (_fused_aromatic(one, _) or _aromatic_monocycle(one, _)) and all(
        atom.element == C for atom in _ring_atoms(one)
    )


def _benzyl(one: Substituent, _: Limits) -> bool:
    """CH2 bearing a benzene ring, substituted or not."""
    rest = _behind_first(one)
    methylene = _first(one).element == C and _first(one).hydrogens == 2
    return methylene and rest is not None and rest.is_single and _is_phenyl(rest)


def _hydrocarbyl(one: Substituent, _: Limits) -> bool:
    """It begins with a carbon that is neither aromatic nor a carbonyl; other atoms may hang on."""
    first = _first(one)
    begins = one.is_single and first.element == C and not first.aromatic
    return begins and not _carbon_has_oxo(one, one.first)


def _heterocyclyl(one: Substituent, limits: Limits) -> bool:
    atoms = _ring_atoms(one)
    low, high = limits.heteroatoms
    heteroatoms = sum(atom.element != C for atom in atoms)
    return _sits_on_ring(one) and bool(atoms) and low <= heteroatoms <= high


def _heterocyclylalkyl(one: Substituent, limits: Limits) -> bool:
    """Methyl or ethyl, substituted or not, that bears a heterocyclyl."""
    return one.is_single and any(
        _heterocyclyl(_hanging(one, chain, atom), limits)
        for chain in _short_chain(one)
        for atom, order in one.molecule.atoms[chain].bonds
        if order == SINGLE and atom in one.atoms and one.molecule.ring_system(atom)
    )


def _short_chain(one: Substituent) -> list[int]:
    """The first atom and the chain carbons next to it."""
    if not _is_chain_carbon(one, one.first):
        return []
    return [one.first] + [
        atom for atom in _carbons(one, one.first, -1) if _is_chain_carbon(one, atom)
    ]


def _is_chain_carbon(one: Substituent, atom: int) -> bool:
    found = one.molecule.atoms[atom]
    single = all(order == SINGLE for _, order in found.bonds)
    return found.element == C and single and not one.molecule.ring_system(atom)


def _hanging(one: Substituent, chain: int, atom: int) -> Substituent:
    """The part of the substituent that hangs on ``chain`` by ``atom``."""
    part = connected(one.molecule, atom, one.atoms - {chain})
    return Substituent(one.molecule, part, (Link(chain, atom, SINGLE),))


VOCABULARY: Final[dict[str, Predicate]] = {
    "alkenyl": _alkenyl,
    "alkoxyl": _alkoxyl,
    "alkyl": _alkyl,
    "alkylamino": _alkylamino,
    "amino": _amino,
    "any": _any,
    "aromatic-monocycle": _aromatic_monocycle,
    "aryl": _aryl,
    "benzyl": _benzyl,
    "doubly-bound": _doubly_bound,
    "ester": _ester,
    "ether": _ether,
    "fused-aromatic": _fused_aromatic,
    "halo": _halo,
    "haloalkyl": _haloalkyl,
    "heterocyclyl": _heterocyclyl,
    "heterocyclylalkyl": _heterocyclylalkyl,
    "hydrocarbyl": _hydrocarbyl,
    "hydroxyl": _hydroxyl,
    "monocycle": _monocycle,
    "nitro": _nitro,
    "other-alkoxyl": _other_alkoxyl,
    "other-monocycle": _other_monocycle,
    "phenyl": _phenyl,
    "thioether": _thioether,
}
