"""The ways from what was typed to what it means, the surest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import chain
from typing import Final

from registry.engine.resolve.answer import (
    EXACT,
    PARSED,
    SPELLING,
    Lead,
    Meaning,
    Unresolved,
    answered,
)
from registry.engine.resolve.forms import Forms
from registry.engine.resolve.index import Index
from registry.engine.resolve.numbers import not_held, of_code, without_label
from registry.engine.resolve.spelling import Speller
from registry.engine.resolve.table import NameTable
from registry.engine.resolve.titles import Titles, first_of_kinds
from registry.law.names import NameTables

BRACKETED: Final = re.compile(r"(.+?)\s*[(（\[]([^()（）\[\]]+)[)）\]]\s*")
COMBINED: Final = re.compile(r" *[/+&] *| (?:and|with|plus) ", re.IGNORECASE)
Finder = Callable[[str], list[Lead]]


class Ways:
    """What people type, in English or Chinese, and what of the record it means."""

    def __init__(self, index: Index, names: NameTables) -> None:
        self.names = names
        self.table = NameTable(index, names)
        self.titles = Titles(index.record, names, self.table.simplified)
        self.forms = Forms(self.table, names)

    @cached_property
    def _speller(self) -> Speller:
        return Speller(chain(self.table.spelt(), self.titles.spelt()), self.names)

    def resolve(self, typed: str) -> Meaning:
        """What ``typed`` means, by the surest way that leads anywhere."""
        for certainty, find in self._ways():
            if answer := answered(typed, find(typed), certainty):
                return answer
        if absent := not_held(self.table, typed):
            return absent
        if self.forms.is_bare(typed):
            return Unresolved(typed, "A counter-ion or a dosage form alone names no substance.")
        speller = self._speller
        near = first_of_kinds(speller.find(typed) or self.forms.formed(typed, speller.find))
        return answered(typed, near, SPELLING) or Unresolved(typed, "")

    def _ways(self) -> Iterator[tuple[str, Finder]]:
        table, titles = self.table, self.titles
        yield EXACT, table.identifier
        yield EXACT, titles.word
        yield EXACT, table.name
        yield EXACT, titles.title
        yield EXACT, lambda typed: table.codes.get(typed.strip(), [])
        yield PARSED, lambda typed: table.find(without_label(typed)) or of_code(table, typed)
        yield PARSED, self.forms.find
        yield PARSED, self._bracketed
        yield PARSED, lambda typed: table.find(typed.strip().removesuffix("s"))
        yield PARSED, table.short
        yield PARSED, table.apart
        yield PARSED, titles.parsed
        yield PARSED, self._combined

    def _bracketed(self, typed: str) -> list[Lead]:
        """A name with another in brackets, if they do not lead to two."""
        if not (found := BRACKETED.fullmatch(typed)):
            return []
        outer, inner = self.table.find(found[1]), self.table.find(found[2])
        return outer if not inner else [*outer, *inner]

    def _combined(self, typed: str) -> list[Lead]:
        """The substances held among the ingredients of a product."""
        parts = [part for part in COMBINED.split(typed) if part.strip()]
        if len(parts) == 1:
            return []
        found = {part: self.table.find(part) or self.forms.find(part) for part in parts}
        others = ", ".join(part.strip() for part, leads in found.items() if not leads)
        note = f"a product with {others}" if others else "a product of several"
        return [lead._replace(note=note) for leads in found.values() for lead in leads]
