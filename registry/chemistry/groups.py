"""The closed vocabulary of the texts: what each term for a substituent means. Pure.

A predicate says whether a substituent is what the term names in its narrow sense; the wider
senses have terms of their own, which a rule allows as a broad reading only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from registry.chemistry import chains, rings
from registry.chemistry.graph import CARBON, Substituent, carbon_part

Range = tuple[int, int] | None


def fits(term: str, one: Substituent, carbons: Range = None) -> bool:
    """Whether ``one`` is what ``term`` names, with no fewer and no more carbon atoms.

    The atoms counted are those of the ring system for aryl, those connected with the first through
    carbon alone for hydrocarbyl, and all for every other term.
    """
    if not VOCABULARY[term](one):
        return False
    return carbons is None or carbons[0] <= _carbons(term, one) <= carbons[1]


def _carbons(term: str, one: Substituent) -> int:
    if term == "aryl":
        return len(rings.ring_atoms(one))
    if term == "hydrocarbyl":
        return len(carbon_part(one))
    return sum(one.molecule.atoms[atom].element == CARBON for atom in one.atoms)


VOCABULARY: Final[dict[str, Callable[[Substituent], bool]]] = {
    "alkenyl": chains.alkenyl,
    "alkoxyl": chains.alkoxyl,
    "alkyl": chains.alkyl,
    "alkylamino": chains.alkylamino,
    "amino": chains.amino,
    "any": chains.any_group,
    "aromatic-monocycle": rings.aromatic_monocycle,
    "aryl": rings.aryl,
    "benzyl": rings.benzyl,
    "doubly-bound": chains.doubly_bound,
    "ester": chains.ester,
    "ether": chains.ether,
    "fused-aromatic": rings.fused_aromatic,
    "halo": chains.halo,
    "haloalkyl": chains.haloalkyl,
    "heterocyclyl": rings.heterocyclyl,
    "heterocyclylalkyl": rings.heterocyclylalkyl,
    "hydrocarbyl": chains.hydrocarbyl,
    "hydroxyl": chains.hydroxyl,
    "monocycle": rings.monocycle,
    "nitro": chains.nitro,
    "other-alkoxyl": chains.other_alkoxyl,
    "other-monocycle": rings.other_monocycle,
    "phenyl": rings.phenyl,
    "thioether": chains.thioether,
}
