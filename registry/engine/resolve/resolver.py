"""The resolver: identifiers first, the tables of names where one does not suffice."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from registry.engine.resolve.answer import EXACT, Meaning, Resolved
from registry.engine.resolve.index import ON_A_LIST, Index, Match, of_identity
from registry.law.record import Record

if TYPE_CHECKING:
    from registry.engine.resolve.compiled import Compiled
    from registry.engine.resolve.ways import Ways
    from registry.law.names import NameTables


class Resolver:
    """What people type, in English or Chinese, and what of the record it means.

    ``names`` gives the tables of names; it is called when an identifier does not suffice.
    """

    def __init__(self, record: Record, names: Callable[[], NameTables]) -> None:
        self.record, self._names = record, names
        self._index = Index(record)

    @cached_property
    def _ways(self) -> Ways:
        from registry.engine.resolve.ways import Ways  # noqa: PLC0415 (an identifier needs none)

        return Ways(self._index, self._names())

    def compiled(self) -> Compiled:
        """All that can be typed, as one table of keys."""
        from registry.engine.resolve.compiled import compiled  # noqa: PLC0415 (the site alone)

        return compiled(self._ways)

    def resolve(self, typed: str) -> Meaning:
        """What ``typed`` means, by the surest way that leads anywhere."""
        found = self._index.find(typed, near=False)
        if isinstance(found, Match) and found.by not in {ON_A_LIST, "other name"}:
            entry = of_identity(found.substance, found.by)
            return Resolved(typed, entry.kind, entry.of, EXACT, entry.note)
        return self._ways.resolve(typed)
