"""Answers of the API: a value, its JSON document, and how far the record behind it reaches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from registry.engine.provenance import Extent, extent_notes, unapplied, unapplied_notes

if TYPE_CHECKING:
    from datetime import date

    from registry.api.filters import Filter
    from registry.engine.listing import Contradiction
    from registry.engine.meant import GroupMember
    from registry.engine.resolve.answer import FormClause, Resolved
    from registry.engine.statuses import Status
    from registry.engine.view import View

T = TypeVar("T")
R = TypeVar("R", bound="Reply")
Document = dict[str, Any]


class Inquiry(NamedTuple):
    """The record as known, and the jurisdictions and days (``first`` through ``last``) asked about.

    ``extents``: how far their lists are held and verified; none where the answer itself says so.
    """

    view: View
    jurisdictions: tuple[str, ...]
    first: date
    last: date
    extents: tuple[Extent, ...] = ()

    @property
    def unapplied(self) -> tuple[Contradiction, ...]:
        """The acts of these jurisdictions that could not be applied: the answer leaves them out."""
        return tuple(unapplied(self.view, self.jurisdictions))

    @property
    def notes(self) -> tuple[str, ...]:
        """What the answer cannot know, in sentences: acts left out, lists held in part."""
        left_out = unapplied_notes(self.view, self.jurisdictions)
        return (*left_out, *extent_notes(self.extents, self.first, self.last))


class Reply:
    """What every answer has beside its value: the inquiry, the document, the notes."""

    _inquiry: Inquiry | None
    _document: Callable[[], Document]
    _caution: Callable[[], tuple[str, ...]]

    def answering(
        self,
        inquiry: Inquiry | None,
        document: Callable[[], Document],
        caution: Callable[[], tuple[str, ...]] = tuple,
    ) -> Self:
        """The reply itself, bound to its inquiry; ``caution`` gives notes of its own."""
        self._inquiry, self._document, self._caution = inquiry, document, caution
        return self

    @property
    def unapplied(self) -> tuple[Contradiction, ...]:
        """The acts that could not be applied: the answer leaves them out."""
        return self._inquiry.unapplied if self._inquiry else ()

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences that a reader of the answer must know."""
        return (*self._caution(), *(self._inquiry.notes if self._inquiry else ()))

    def narrowed(self, only: Filter, kept: Sequence[bool], answer: R) -> R:
        """``answer``, the rows of this one that are ``kept``, bound to the same inquiry."""

        def document() -> Document:
            whole = self._document()
            rows = list(compress(whole["rows"], kept))
            return {**whole, "filter": only.document(), "rows": rows}

        return answer.answering(self._inquiry, document, lambda: (only.words, *self._caution()))

    def document(self) -> Document:
        """The JSON document of the contract, without ``notes``; rows may be made one by one."""
        return self._document()


class Statuses(Reply, dict[str, "Status"]):
    """What every jurisdiction says of a substance, by jurisdiction.

    ``meaning`` is what was typed; ``clauses`` are those by which lines reach a form that was typed.
    """

    meaning: Resolved
    clauses: Sequence[FormClause] = ()


class Group(Reply, tuple["GroupMember", ...]):  # noqa: SLOT001 (a reply is bound to its inquiry)
    """The substances of a family, a class or an act, with what the principal lists say of each."""


class Results(Reply, tuple[T, ...]):  # noqa: SLOT001 (a reply is bound to its inquiry)
    """The rows of an answer."""

    def only(self, wanted: Filter, filed: Callable[[T], Filter]) -> Results[T]:
        """The rows that are wanted; ``filed`` says of each by what it is found."""
        kept = [wanted.keeps(filed(row)) for row in self]
        return self.narrowed(wanted, kept, Results(compress(self, kept)))
