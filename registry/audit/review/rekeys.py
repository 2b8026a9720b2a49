"""What goes by another id though it is the same: one row for each. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from registry.audit.review import edits as edited
from registry.audit.review import fields
from registry.audit.review.edits import REKEYED, Edit
from registry.audit.review.names import Names
from registry.law import layout
from registry.law.acts import Key, landing
from registry.law.record import Record


def rekeys(head: Record, names: Names, found: Iterable[Edit]) -> list[Edit]:
    """One row for each thing that goes by another id; none where another row says why.

    The line of a substance follows its id, the file of an act its day.
    """
    dated = {edit.file for edit in found if edit.kind == edited.DATE}
    rows = []
    for old, new in names.acts.items():
        file = layout.act_file(new)
        if not (file in dated and fields.words(old) == fields.words(new)):
            rows.append(Edit(REKEYED, file, (), "id", old, new, legal=False))
    for old, new in names.substances.items():
        file = layout.family_file(head.substances[new])
        rows.append(Edit(REKEYED, file, (new,), "id", old, new, legal=False, substances=(new,)))
    told: set[tuple[str, str]] = set()
    for key, slug in names.lines.items():
        if names.substances.get(key.line) != slug and (key.line, slug) not in told:
            told.add((key.line, slug))
            rows.append(_renamed_line(head, key, slug))
    return rows


def _renamed_line(head: Record, key: Key, slug: str) -> Edit:
    later = key._replace(line=slug)
    for act in head.acts.values():
        for step, path in layout.steps(act):
            if landing(act, step) == later:
                file, named = layout.act_file(act.id), step.substances
                old, new = f"{key.schedule}/{key.line}", f"{key.schedule}/{slug}"
                where = (*path, "line")
                return Edit(
                    REKEYED,
                    file,
                    where,
                    "line",
                    old,
                    new,
                    legal=False,
                    keys=(later,),
                    substances=named,
                )
    raise AssertionError(f"{later} was found in an act")
