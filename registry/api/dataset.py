"""One set of data: its files, the record that they say, and what can be named in it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from registry.engine import naming
from registry.engine.view import View
from registry.law import loading
from registry.law.finding import QuestionError
from registry.law.sources import Files, read_files

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from registry.engine.resolve.answer import Meaning, Resolved
    from registry.engine.resolve.index import Index
    from registry.engine.resolve.resolver import Resolver
    from registry.law.record import Jurisdiction, Record, Substance


class Dataset:
    """One set of data, found once: read at the first question, seen as known on any day."""

    def __init__(self, data: loading.Data, *, is_evidence: bool = True) -> None:
        self.place, self.origin = data
        self._is_evidence = is_evidence
        self._revision: Files | None = None
        self._views: dict[date | None, View] = {}

    def at(self, revision: str) -> Self:
        """The data as a git revision of this checkout records them, with every question.

        Raises ``RevisionError`` where the revision, or the data in it, is missing.
        """
        from registry.law.sources import git

        origin = f"the git revision {revision}"
        other = type(self)(loading.Data(self.place, origin), is_evidence=self._is_evidence)
        other._revision = git.at(self.root, revision).files  # noqa: SLF001 (its own kind)
        return other

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.place!r}, {self.origin}>"

    @property
    def is_shipped(self) -> bool:
        """Whether the data are those that the tool ships, for lack of a checkout here."""
        return self.origin == loading.AS_SHIPPED

    @property
    def root(self) -> Path:
        """The data folder; ``QuestionError`` where the data are those of a revision."""
        from pathlib import Path

        if self._revision is not None:
            raise QuestionError(f"No data folder: the data are those of {self.origin}.")
        return Path(self.place)

    @property
    def files(self) -> Files:
        """The bytes of every file of the data, by its path below the data folder."""
        return read_files(self.place) if self._revision is None else self._revision

    @cached_property
    def record(self) -> Record:
        """All that the data say: jurisdictions, substances, acts, class texts, source documents."""
        return loading.load_files(self.files, is_evidence=self._is_evidence)

    def view(self, known_on: date | None = None) -> View:
        """The record as known on a day, as the engine's own functions take it; made once a day."""
        if known_on not in self._views:
            self._views[known_on] = View(self.record, known_on)
        return self._views[known_on]

    # names

    @cached_property
    def index(self) -> Index:
        """Every identifier of every substance."""
        from registry.engine.resolve.index import Index

        return Index(self.record)

    @cached_property
    def resolver(self) -> Resolver:
        """All that can be typed: the identifiers, the tables of names, the titles."""
        from registry.engine.resolve.resolver import Resolver

        return Resolver(self.record, lambda: loading.names(self.place))

    def resolve(self, typed: str) -> Meaning:
        """What ``typed`` means: ``Resolved``, ``Several`` or ``Unresolved``.

        A substance, a form or a product of one, a class, a family, a list or an act.
        """
        return self.resolver.resolve(typed)

    def meant(self, typed: str) -> Resolved:
        """What ``typed`` means, of any kind.

        Raises ``QuestionError`` where it means nothing or several.
        """
        if typed in self.record.substances:
            from registry.engine.resolve.answer import EXACT, Resolved

            return Resolved(typed, "substance", typed, EXACT)
        return naming.meant(self.resolver, typed)

    def substance(self, typed: str) -> Substance:
        """The one substance that ``typed`` names, itself or by a form or a product of it."""
        if typed in self.record.substances:
            return self.record.substances[typed]
        return self.record.substances[naming.substance(self.resolver, typed).of]

    def jurisdiction(self, typed: str) -> Jurisdiction:
        """The jurisdiction that ``typed`` names, with its lists."""
        return naming.jurisdiction(self.record, typed)
