"""The resolver: one question after another, the surest first."""

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
    Answer,
    Entry,
    Unresolved,
    answered,
)
from registry.engine.resolve.forms import Forms
from registry.engine.resolve.numbers import not_held, of_code, without_label
from registry.engine.resolve.spelling import Speller
from registry.engine.resolve.table import Table
from registry.engine.resolve.titles import Titles, first_of_kinds
from registry.law.names import Names
from registry.law.record import Record

NOT_HELD: Final = (
    "The registry holds no such name. It may still be controlled, as a form or by a class; "
    "try the common name of the base or the CAS number."
)
BRACKETED: Final = re.compile(r"(.+?)\s*[(（\[]([^()（）\[\]]+)[)）\]]\s*")
Finder = Callable[[str], list[Entry]]


class Resolver:
    """What people type, in English or Chinese, and what of the record it means."""

    def __init__(self, record: Record, names: Names) -> None:
        self.record, self._names = record, names
        self.table = Table(record, names)
        self.titles = Titles(record, names, self.table.simplified)
        self.forms = Forms(self.table, names)

    @cached_property
    def _speller(self) -> Speller:
        return Speller(chain(self.table.spelt(), self.titles.spelt()), self._names)

    def resolve(self, typed: str) -> Answer:
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
        return answered(typed, near, SPELLING) or Unresolved(typed, NOT_HELD)

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
        yield EXACT, table.printed
        yield PARSED, table.short
        yield PARSED, titles.parsed

    def _bracketed(self, typed: str) -> list[Entry]:
        """A name with another in brackets, if they do not lead to two."""
        if not (found := BRACKETED.fullmatch(typed)):
            return []
        outer, inner = self.table.find(found[1]), self.table.find(found[2])
        return outer if not inner else [*outer, *inner]
