"""A review as text: one line a row under the heading of its kind, the verdict last."""

from __future__ import annotations

from collections.abc import Iterator

from registry.report.formats.sections import (
    COULD_NOT,
    Document,
    base_of,
    counts,
    in_short,
    shown,
    stale,
)


def as_text(document: Document) -> str:
    """The review for a terminal or a log; rows begin with file and line where they have one."""
    lines = [f"Review against {base_of(document)} on {document['on']}"]
    lines += [f"note: {note}" for note in document["notes"]]
    lines += [f"skipped: {each}" for each in document.get("skipped", ())]
    for section, rows in shown(document):
        lines += ["", f"{section.title} ({len(rows)})"]
        lines += [f"  {short}" for short in in_short(section, rows)]
        lines += [f"  {section.line(row)}" for row in rows]
    return "\n".join([*lines, "", *_verdict(document)]) + "\n"


def _verdict(document: Document) -> Iterator[str]:
    """What the whole comes to; a comparison that was not made never reads as no change."""
    if document["status"] == "error":
        yield f"{COULD_NOT}: {document['error']}."
        return
    if not document["compared"]:
        yield "Not compared: the data cannot be read as written. What the edit does is not known."
        return
    if old := stale(document, "registry build"):
        yield old
    yield f"{document['status']}: {counts(document)}."
