"""Which files say something else, and of which of them a row of the review speaks. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from registry.audit.review import fields
from registry.audit.review.edits import Edit
from registry.engine.changes import Change
from registry.law import layout
from registry.law.record import Record


def changed(base: Record, head: Record) -> set[str]:
    """The files whose parsed content differs, those that one of the two lacks among them."""
    before, after = fields.by_file(base), fields.by_file(head)
    return {
        file
        for file in {*before, *after}
        if before.get(file) != after.get(file)
        and fields.writing(before.get(file)) != fields.writing(after.get(file))
    }


def spoken_of(done: Iterable[Change], rows: Iterable[Edit], base: Record, head: Record) -> set[str]:
    """The files whose edits the rows tell: acts, edited fields, identities that are new."""
    files = {row.file for row in rows}
    files |= {
        layout.family_file(one)
        for name, one in head.substances.items()
        if name not in base.substances
    }
    for one in done:
        act = one.act.id
        files.add(layout.act_file(act) if act in head.acts else act)
        files |= {layout.class_file(text) for text in head.classes if text.id == one.class_id}
    return files
