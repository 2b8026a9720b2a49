"""Which substance of the registry a structure is, and which lines by name reach it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from registry.chemistry.isomers import are_positional, stereo_relation
from registry.chemistry.toolkit import NotJudgedError, Structure, raw_key, structures
from registry.listed import POSITIONAL, Listed, names_reaching, of_relative, of_substance
from registry.reach import View
from registry.record import Substance


class Identity(NamedTuple):
    """What a structure is of the registry's: ``substance`` itself, and the lines that name it.

    ``is_known``: every part of it that counts is a substance of the registry. Only then is said
    why a class does not reach it.
    """

    parents: tuple[Structure, ...]
    substance: Substance | None
    is_known: bool
    listed: tuple[Listed, ...]


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
        self.by_key: dict[str, Entry] = {}
        self.by_recorded: dict[str, Entry] = {}
        self.by_skeleton: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.by_id.values():
            self.by_key.setdefault(entry.key, entry)
            self.by_recorded.setdefault(entry.substance.inchikey or "", entry)
            self.by_skeleton[entry.skeleton].append(entry)
        self._moved: dict[date, list[Entry]] = {}

    def identify(self, structure: str, on: date) -> Identity:
        """The substance that ``structure`` is, and the lines standing on ``on`` that reach it.

        Raises ``NotJudgedError`` where the structure cannot be read or has no key.
        """
        parents, key = structures(structure), raw_key(structure)
        keys = {one.key for one in parents}
        if "" in keys:
            raise NotJudgedError("no InChIKey can be made of it")
        itself = self._itself(key, keys)
        if itself is not None:
            found = list(of_substance(self.view, itself.substance.id, _forms(itself, key), on))
        else:
            found = list(self._of_relatives(parents, key, on))
        found.sort(key=lambda one: (one.listing.key, one.substance))
        substance = itself.substance if itself else None
        return Identity(parents, substance, keys <= self.by_key.keys(), tuple(found))

    def _itself(self, key: str, parents: set[str]) -> Entry | None:
        """The entry with this very key, else one with the key of a parent."""
        base = (self.by_key[one] for one in sorted(parents) if one in self.by_key)
        return self.by_recorded.get(key) or next(base, None)

    def _of_relatives(self, parents: tuple[Structure, ...], key: str, on: date) -> Iterator[Listed]:
        """The lines that name what a parent is an isomer of, where they reach isomers."""
        for one in parents:
            forms = () if key == one.key else ("salt",)
            for entry in self.by_skeleton.get(one.skeleton, ()):
                stereo = stereo_relation(one, entry.parent)
                relations = (*forms, stereo) if stereo else forms
                yield from of_relative(self.view, entry.substance.id, relations, on)
            for entry in self._that_reach_positional_isomers(on):
                if are_positional(one, entry.parent):
                    relations = (*forms, POSITIONAL)
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
