"""Terms of the texts for chains and single groups. Pure."""

from __future__ import annotations

from typing import Final

from registry.chemistry.graph import (
    DOUBLE,
    SINGLE,
    Substituent,
    behind,
    behind_first,
    carbons,
    first_atom,
    has_oxo,
)

C: Final = 6
N: Final = 7
O: Final = 8  # noqa: E741 (the element)
S: Final = 16
HALOGENS: Final = frozenset({9, 17, 35, 53})
TRIPLE: Final = 3.0


def any_group(one: Substituent) -> bool:
    """Any group that no double or triple bond holds."""
    return all(link.order not in {DOUBLE, TRIPLE} for link in one.links)


def doubly_bound(one: Substituent) -> bool:
    """A group that a double bond holds (oxo, alkylidene)."""
    return len(one.links) == 1 and one.links[0].order == DOUBLE


def hydrocarbyl(one: Substituent) -> bool:
    """It begins with a carbon that is neither aromatic nor a carbonyl; other atoms may hang on."""
    first = first_atom(one)
    begins = one.is_single and first.element == C and not first.aromatic
    return begins and not has_oxo(one, one.first)


def alkyl(one: Substituent) -> bool:
    """Carbon alone, saturated, in a chain or a ring."""
    return _is_saturated(one) and one.elements() == {C}


def alkenyl(one: Substituent) -> bool:
    """Carbon alone, with a double bond and no triple or aromatic one."""
    orders = _orders(one)
    return one.is_single and one.elements() == {C} and DOUBLE in orders <= {SINGLE, DOUBLE}


def halo(one: Substituent) -> bool:
    """Fluorine, chlorine, bromine or iodine."""
    return one.is_single and len(one.atoms) == 1 and one.elements() <= HALOGENS


def haloalkyl(one: Substituent) -> bool:
    """Alkyl with halogen, nothing else."""
    elements = one.elements()
    only = elements <= HALOGENS | {C} and bool(elements & HALOGENS)
    return only and first_atom(one).element == C and _is_saturated(one)


def hydroxyl(one: Substituent) -> bool:
    """OH."""
    return one.is_single and len(one.atoms) == 1 and first_atom(one)[:3] == (O, 0, 1)


def alkoxyl(one: Substituent) -> bool:
    """O-alkyl without a ring."""
    rest = behind(one, "O")
    acyclic = rest is not None and not any(rest.molecule.ring_system(a) for a in rest.atoms)
    return rest is not None and acyclic and alkyl(rest)


def other_alkoxyl(one: Substituent) -> bool:
    """O-alkyl with a ring, or O-alkenyl."""
    rest = behind(one, "O")
    return rest is not None and (alkyl(rest) or alkenyl(rest))


def amino(one: Substituent) -> bool:
    """NH2."""
    return one.is_single and len(one.atoms) == 1 and first_atom(one)[:3] == (N, 0, 2)


def alkylamino(one: Substituent) -> bool:
    """NHR and NR2 with R of saturated carbon."""
    elements = [one.molecule.atoms[atom].element for atom in one.atoms]
    return (
        _is_saturated(one)
        and first_atom(one).element == N
        and elements.count(N) == 1
        and (set(elements) == {C, N})
    )


def nitro(one: Substituent) -> bool:
    """NO2."""
    first = first_atom(one)
    oxygens = [one.molecule.atoms[atom] for atom in one.atoms - {one.first}]
    whole = first.element == N and len(oxygens) == 2
    return one.is_single and whole and all(a.element == O and not a.hydrogens for a in oxygens)


def ester(one: Substituent) -> bool:
    """-C(=O)O-C or -OC(=O)-C, also behind CH2."""
    if not one.is_single:
        return False
    if _is_ester_here(one):
        return True
    rest = behind_first(one)
    methylene = first_atom(one).element == C and first_atom(one).hydrogens == 2
    return methylene and rest is not None and _is_ester_here(rest)


def _is_ester_here(one: Substituent) -> bool:
    atoms = one.molecule.atoms
    if not one.is_single or one.molecule.ring_system(one.first):
        return False
    if first_atom(one).element == C and has_oxo(one, one.first):
        return any(
            atoms[oxygen].element == O and order == SINGLE and carbons(one, oxygen, one.first)
            for oxygen, order in first_atom(one).bonds
            if oxygen in one.atoms
        )
    return first_atom(one).element == O and any(
        has_oxo(one, carbon) and carbons(one, carbon, one.first)
        for carbon in carbons(one, one.first, -1)
    )


def ether(one: Substituent) -> bool:
    """Carbon, hydrogen and oxygen alone, no carbonyl, with an oxygen between two carbons."""
    return _is_chalcogen_ether(one, O)


def thioether(one: Substituent) -> bool:
    """The same with sulfur."""
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
    return any(joins) and not any(has_oxo(one, atom) for atom in one.atoms)


def _is_saturated(one: Substituent) -> bool:
    return one.is_single and _orders(one) <= {SINGLE}


def _orders(one: Substituent) -> set[float]:
    return {order for _, _, order in one.inner_bonds()}
