"""Which substance of the registry a structure is, and which lines by name reach it."""

from __future__ import annotations

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

    def identify(self, structure: str, on: date) -> Identity:
        """The substance that ``structure`` is, and the lines standing on ``on`` that reach it.

        Raises ``NotJudgedError`` where the structure cannot be read.
        """
        parents, key = structures(structure), raw_key(structure)
        keys = {one.key for one in parents}
        itself = self._itself(key, keys)
        if itself is not None:
            found = list(of_substance(self.view, itself.substance.id, _forms(itself, key), on))
        else:
            found = list(self._of_relatives(parents, key, on))
        found.sort(key=lambda one: (one.listing.key, one.substance))
        known = {one.key for one in self.by_id.values()}
        substance = itself.substance if itself else None
        return Identity(parents, substance, keys <= known, tuple(found))

    def _itself(self, key: str, parents: set[str]) -> Entry | None:
        """The entry with this very key, else one with the key of a parent."""
        same = (one for one in self.by_id.values() if one.substance.inchikey == key)
        base = (one for one in self.by_id.values() if one.key in parents)
        return next(same, None) or next(base, None)

    def _of_relatives(self, parents: tuple[Structure, ...], key: str, on: date) -> Iterator[Listed]:
        """The lines that name what a parent is an isomer of, where they reach isomers (of salts)."""
        moved = names_reaching(self.view, POSITIONAL, on)
        for one in parents:
            forms = () if key == one.key else ("salt",)
            for name, entry in self.by_id.items():
                relation = _relation(one, entry, may_move=name in moved)
                if relation is not None:
                    yield from of_relative(self.view, name, (*forms, relation), on)


def _relation(one: Structure, entry: Entry, *, may_move: bool) -> str | None:
    """How a structure that is no entry differs from one, if it is an isomer of it."""
    if one.skeleton == entry.skeleton:
        return stereo_relation(one, entry.parent)
    return POSITIONAL if may_move and are_positional(one, entry.parent) else None


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
