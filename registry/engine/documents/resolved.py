"""What was typed, and what it means, as a part of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from registry.engine.documents.heads import Document
    from registry.engine.meant import FormClause
    from registry.engine.resolve.answer import Resolved


def resolved(answer: Resolved, clauses: Iterable[FormClause] = ()) -> Document:
    """What was typed, and what it means; for a form the clauses that reach it or do not."""
    return {
        "input": answer.input,
        "kind": answer.kind,
        "of": answer.of,
        "certainty": answer.certainty,
        "note": answer.note or None,
        "reaches": [each._asdict() for each in clauses],
    }
