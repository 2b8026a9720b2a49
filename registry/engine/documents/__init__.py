"""Results as documents: the JSON that other tools rely on. Keys are added, never renamed."""

from registry.engine.documents.comparisons import gaps, lags
from registry.engine.documents.heads import Document, answer_head
from registry.engine.documents.lists import change, changes, claims, listed
from registry.engine.documents.resolved import resolved
from registry.engine.documents.substances import show, status, substance

__all__ = [
    "Document",
    "answer_head",
    "change",
    "changes",
    "claims",
    "gaps",
    "lags",
    "listed",
    "resolved",
    "show",
    "status",
    "substance",
]
