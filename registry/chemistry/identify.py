"""Which substance of the registry a structure is, and which lines by name reach it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from registry.chemistry.isomers import are_positional, stereo_relation
from registry.chemistry.toolkit import NotJudgedError, Structure, raw_key, structures
from registry.engine.by_line import clause_of
from registry.engine.coverage import POSITIONAL
from registry.engine.listing import Listing, Standing
from registry.engine.statuses import history
from registry.engine.view import View
from registry.law.record import Substance

COVERS: Final = "covers"
OPEN: Final = "open"
REVIEW: Final = "review"


class Listed(NamedTuple):
    """A line that names ``substance`` and reaches it or a relative of it.

    ``relations``: how the structure differs from the substance (salt, optical-isomer,
    geometric-isomer, positional-isomer); ``answer``: whether the line covers that, leaves it open,
    or wants a review.
    """

    substance: str
    relations: tuple[str, ...]
    answer: str
    listing: Listing
    standing: Standing

    @property
    def relation(self) -> str:
        """The relations as text, or that it is the substance itself."""
        return ", ".join(self.relations) or "itself"


class Part(NamedTuple):
    """A part of a structure that counts, as its parent, and the lines by name that reach it."""

    parent: Structure
    listed: tuple[Listed, ...]


class Identity(NamedTuple):
    """The parts of a structure, and the substance of the registry that it is.

    Of several substances in a mixture ``substance`` is the largest. ``is_known``: every part is a
    substance of the registry; of no other structure may it be told why a class does not reach it.
    """

    parts: tuple[Part, ...]
    substance: Substance | None
    is_known: bool

    @property
    def parents(self) -> tuple[Structure, ...]:
        """The parents of all parts."""
        return tuple(part.parent for part in self.parts)

    @property
    def listed(self) -> tuple[Listed, ...]:
        """The lines that reach any part, each once."""
        lines = dict.fromkeys(line for part in self.parts for line in part.listed)
        return tuple(sorted(lines, key=lambda line: (line.listing.key, line.substance)))


class Compound:
    """A substance of the registry with a structure and a key; its parent is made when needed."""

    def __init__(self, substance: Substance) -> None:
        self.substance = substance

    @cached_property
    def parent(self) -> Structure:
        """Its parent structure."""
        return structures(self.substance.smiles or "")[0]

    @cached_property
    def key(self) -> str:
        """The InChIKey of its parent; the recorded key where the SMILES is that of the parent."""
        recorded = self.substance.inchikey or ""
        if not set(self.substance.smiles or "") & set(".+-"):
            return recorded
        parents, _ = parents_of(self.substance)
        return parents[0].key if parents else recorded

    @property
    def skeleton(self) -> str:
        """The key's first block."""
        return self.key[:14]


@lru_cache(maxsize=1)
def parents_of(substance: Substance) -> tuple[tuple[Structure, ...], str]:
    """The parents of a substance, or why there are none; kept until another is asked for."""
    if substance.smiles is None:
        return (), "no structure is recorded"
    try:
        return structures(substance.smiles), ""
    except NotJudgedError as error:
        return (), str(error)


class Compounds:
    """The substances of the registry by structure."""

    def __init__(self, view: View) -> None:
        self.view = view
        substances = view.record.substances.values()
        self.by_id = {
            each.id: Compound(each) for each in substances if each.smiles and each.inchikey
        }
        self.by_key: dict[str, list[Compound]] = defaultdict(list)
        self.by_recorded: dict[str, list[Compound]] = defaultdict(list)
        self.by_skeleton: dict[str, list[Compound]] = defaultdict(list)
        for compound in self.by_id.values():
            self.by_key[compound.key].append(compound)
            self.by_recorded[compound.substance.inchikey or ""].append(compound)
            self.by_skeleton[compound.skeleton].append(compound)
        self._positional: dict[date, list[Compound]] = {}

    def identify(self, structure: str, on: date, meant: Substance | None = None) -> Identity:
        """The substance that ``structure`` is, and the lines standing on ``on`` that reach it.

        ``structure`` is a SMILES or an InChI. ``meant`` is the substance that was asked for by
        name: two substances may share a structure.
        Raises ``NotJudgedError`` where the structure cannot be read or has no key.
        """
        parents, key = {each.key: each for each in structures(structure)}, raw_key(structure)
        if "" in parents:
            raise NotJudgedError("no InChIKey can be made of it")
        asked = self.by_id.get(meant.id) if meant else None
        whole = [asked] if asked else self.by_recorded.get(key, [])
        same = {name: whole or self.by_key.get(name, []) for name in parents}
        first = next((compound for each in same.values() for compound in each), None)
        return Identity(
            parts=tuple(
                Part(parent, tuple(self._listed(parent, same[name], key, on)))
                for name, parent in parents.items()
            ),
            substance=first.substance if first else None,
            is_known=parents.keys() <= self.by_key.keys(),
        )

    def _listed(
        self, parent: Structure, same: list[Compound], key: str, on: date
    ) -> Iterator[Listed]:
        """The lines that reach a part: as one of ``same``, or else as an isomer of another.

        ``key`` is the InChIKey of the whole: where it is another than the parent's, it is a salt.
        """
        for compound in same:
            is_base = key in {compound.key, compound.substance.inchikey}
            salt = () if is_base else ("salt",)
            yield from _lines_of(self.view, compound.substance.id, salt, on)
        if not same:
            salt = () if key == parent.key else ("salt",)
            for compound, isomer in self._isomers(parent, on):
                relations = (*salt, isomer) if isomer else salt
                yield from _lines_reaching(self.view, compound.substance.id, relations, on)

    def _isomers(self, parent: Structure, on: date) -> Iterator[tuple[Compound, str | None]]:
        """The compounds of which ``parent`` is an isomer, and of which kind."""
        for compound in self.by_skeleton.get(parent.skeleton, ()):
            yield compound, stereo_relation(parent, compound.parent)
        for compound in self._covered_with_positional_isomers(on):
            if are_positional(parent, compound.parent):
                yield compound, POSITIONAL

    def _covered_with_positional_isomers(self, on: date) -> list[Compound]:
        if on not in self._positional:
            names = {
                name
                for listing in self.view.timeline.listings
                if (standing := listing.at(on)) is not None
                and POSITIONAL in _scope(self.view, standing)[0]
                for name in standing.substances
            }
            self._positional[on] = [self.by_id[name] for name in sorted(names & self.by_id.keys())]
        return self._positional[on]


def _lines_of(view: View, name: str, salt: tuple[str, ...], on: date) -> Iterator[Listed]:
    """The lines that cover a substance of the registry by name or as a form, as ``show`` says."""
    form = view.record.substances[name].form_of
    for jurisdiction in view.record.jurisdictions:
        for coverage in history(view, jurisdiction, name).at(on).coverage:
            if coverage.basis == "class":
                continue
            if (reached := _answer(view, coverage.standing, salt)) is not None:
                kind = (form.kind,) if coverage.basis == "form" and form else ()
                listing = coverage.listing
                yield Listed(name, (*salt, *kind), reached, listing, coverage.standing)


def _lines_reaching(
    view: View, name: str, relations: tuple[str, ...], on: date
) -> Iterator[Listed]:
    """The lines that name ``name`` and reach a relative of it that the registry does not hold."""
    for jurisdiction in view.record.jurisdictions:
        for listing in view.by_substance.get((jurisdiction, name), ()):
            standing = listing.at(on)
            if standing is not None and name in standing.substances:
                reached = _answer(view, standing, relations)
                if reached is not None:
                    yield Listed(name, relations, reached, listing, standing)


def _scope(view: View, standing: Standing) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The relations that a line covers, and those that it leaves open."""
    clause, own = clause_of(view.record, standing), standing.wording.covers
    return (clause.covers, clause.open) if own is None else (own, ())


def _answer(view: View, standing: Standing, relations: tuple[str, ...]) -> str | None:
    """What a line says of a structure with these relations; ``None``: it does not reach it."""
    covers, left_open = map(set, _scope(view, standing))
    if POSITIONAL in relations:
        return REVIEW if covers >= set(relations) else None
    if not covers | left_open >= set(relations):
        return None
    return COVERS if covers >= set(relations) else OPEN
