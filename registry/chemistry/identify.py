"""Which substance of the registry a structure is, and which lines by name reach it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from registry.chemistry.isomers import are_positional, stereo_relation
from registry.chemistry.relatives import Listed, names_reaching, of_relative, of_substance
from registry.chemistry.toolkit import NotJudgedError, Structure, raw_key, structures
from registry.engine.coverage import POSITIONAL
from registry.engine.view import View
from registry.law.record import Substance


class Part(NamedTuple):
    """A part of a structure that counts, as its parent, and the lines by name that reach it."""

    parent: Structure
    listed: tuple[Listed, ...]


class Identity(NamedTuple):
    """What a structure is of the registry's: its parts, and the ``substance`` that it is.

    Of several substances in a mixture ``substance`` is the largest. ``is_known``: every part is a
    substance of the registry. Only then is said why a class does not reach it.
    """

    parts: tuple[Part, ...]
    substance: Substance | None
    is_known: bool

    @property
    def parents(self) -> tuple[Structure, ...]:
        """The parents of all parts."""
        return tuple(one.parent for one in self.parts)

    @property
    def listed(self) -> tuple[Listed, ...]:
        """The lines that reach any part, each once."""
        found = dict.fromkeys(line for one in self.parts for line in one.listed)
        return tuple(sorted(found, key=lambda one: (one.listing.key, one.substance)))


class Entry:
    """A substance of the registry with a structure; its parent is made when it is needed."""

    def __init__(self, substance: Substance) -> None:
        self.substance = substance

    @cached_property
    def parent(self) -> Structure:
        """Its parent structure."""
        return structures(self.substance.smiles or "")[0]

    @cached_property
    def key(self) -> str:
        """The InChIKey of its parent: the recorded one where nothing is to be taken off."""
        recorded = self.substance.inchikey or ""
        if not set(self.substance.smiles or "") & set(".+-"):
            return recorded
        parents, _ = parents_of(self.substance)
        return parents[0].key if parents else recorded

    @property
    def skeleton(self) -> str:
        """The key's first block."""
        return self.key[:14]


class Entries:
    """The substances of the registry by structure."""

    def __init__(self, view: View) -> None:
        self.view = view
        known = view.record.substances.values()
        self.by_id = {one.id: Entry(one) for one in known if one.smiles and one.inchikey}
        self.by_key: dict[str, list[Entry]] = defaultdict(list)
        self.by_recorded: dict[str, list[Entry]] = defaultdict(list)
        self.by_skeleton: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.by_id.values():
            self.by_key[entry.key].append(entry)
            self.by_recorded[entry.substance.inchikey or ""].append(entry)
            self.by_skeleton[entry.skeleton].append(entry)
        self._moved: dict[date, list[Entry]] = {}

    def identify(self, structure: str, on: date, meant: Substance | None = None) -> Identity:
        """The substance that ``structure`` is, and the lines standing on ``on`` that reach it.

        ``meant`` is the substance that was asked for, if one was: two may share a structure, where
        it says less than their names.
        Raises ``NotJudgedError`` where the structure cannot be read or has no key.
        """
        parents, key = {one.key: one for one in structures(structure)}, raw_key(structure)
        if "" in parents:
            raise NotJudgedError("no InChIKey can be made of it")
        asked = self.by_id.get(meant.id) if meant else None
        whole = [asked] if asked else self.by_recorded.get(key, [])
        known = whole or [one for name in parents for one in self.by_key.get(name, ())]
        return Identity(
            parts=tuple(
                Part(one, tuple(self._listed(one, whole or self.by_key.get(name, []), key, on)))
                for name, one in parents.items()
            ),
            substance=known[0].substance if known else None,
            is_known=parents.keys() <= self.by_key.keys(),
        )

    def _listed(self, one: Structure, same: list[Entry], key: str, on: date) -> Iterator[Listed]:
        """The lines that name a parent, or else what it is an isomer of and reach isomers."""
        for entry in same:
            forms = _forms(entry, key)
            yield from of_substance(self.view, entry.substance.id, forms, on)
        if same:
            return
        salt = () if key == one.key else ("salt",)
        for entry in self.by_skeleton.get(one.skeleton, ()):
            stereo = stereo_relation(one, entry.parent)
            relations = (*salt, stereo) if stereo else salt
            yield from of_relative(self.view, entry.substance.id, relations, on)
        for entry in self._that_reach_positional_isomers(on):
            if are_positional(one, entry.parent):
                relations = (*salt, POSITIONAL)
                yield from of_relative(self.view, entry.substance.id, relations, on)

    def _that_reach_positional_isomers(self, on: date) -> list[Entry]:
        if on not in self._moved:
            names = names_reaching(self.view, POSITIONAL, on)
            self._moved[on] = [self.by_id[one] for one in sorted(names) if one in self.by_id]
        return self._moved[on]


def _forms(itself: Entry, key: str) -> tuple[str, ...]:
    """A salt, unless what has ``key`` is the very entry, or its base."""
    return () if key in {itself.key, itself.substance.inchikey} else ("salt",)


def parents_of(substance: Substance) -> tuple[tuple[Structure, ...], str]:
    """The parents of a substance of ours, or why there is none."""
    if substance.smiles is None:
        return (), "no structure is recorded"
    try:
        return structures(substance.smiles), ""
    except NotJudgedError as error:
        return (), str(error)
