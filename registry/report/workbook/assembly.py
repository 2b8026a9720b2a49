"""The gap report as a workbook: its sheets in their order, from the Cover to the Manifest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from registry.engine.changes import changes, later, upcoming
from registry.engine.gaps import Gaps
from registry.engine.view import View
from registry.report.columns.changes import change_table
from registry.report.columns.classes import class_table
from registry.report.columns.lists import act_table
from registry.report.table import Cell, Table
from registry.report.workbook import manifest
from registry.report.workbook.cover import cover
from registry.report.workbook.manifest import Setting
from registry.report.workbook.matrix import matrix_table, scope_table
from registry.report.workbook.review_sheet import SINCE, ours, review_table, since_previous
from registry.report.workbook.summary import summary

if TYPE_CHECKING:
    from registry.engine.changes import Change
    from registry.report.workbook.review_sheet import Carried

LOOK_BACK_DAYS: Final = 365
LOOK_AHEAD_DAYS: Final = 90
NAMES: Final = (
    "Cover",
    "Summary",
    "Gaps",
    "Changes",
    "Upcoming",
    "Matrix",
    "Scope",
    "Classes",
    "Sources",
    "Manifest",
)


def sheets(
    view: View, found: Gaps, setting: Setting, carried: Carried | None = None
) -> tuple[Table, ...]:
    """The sheets of the gap workbook, in their order; a reviewer's own sheets come last."""
    rows = review_table(view, found, carried)
    since = since_previous(rows) if carried else None
    coming = upcoming(view, (found.a, found.b), found.on, LOOK_AHEAD_DAYS)
    made = [
        *cover(view, found, setting, carried),
        *summary(view, found, coming, carried, since),
        rows,
        _changes(view, found),
        _upcoming(view, found, coming),
        matrix_table(view, found),
        scope_table(view, found),
        class_table(view, found),
        _sources(view, found),
    ]
    made += _manifest(view, found, setting, carried, made)
    return (*made, *(carried.sheets if carried else ()))


def _changes(view: View, found: Gaps) -> Table:
    start = later(found.on, -LOOK_BACK_DAYS)
    rows = [one for place in (found.a, found.b) for one in changes(view, place, start, found.on)]
    title = f"Changes of the law after {start} through {found.on}"
    return change_table(view.record, rows, "Changes", title)


def _upcoming(view: View, found: Gaps, coming: Sequence[Change]) -> Table:
    title = f"What starts, ends or expires in the {LOOK_AHEAD_DAYS} days after {found.on}"
    return change_table(view.record, coming, "Upcoming", title)


def _sources(view: View, found: Gaps) -> Table:
    """Every act that a row of the report rests on."""
    sides = [side for row in found.rows for side in (row.a, row.b)]
    names = {act for side in sides for one in side.coverage for act in one.standing.acts}
    names |= {one.act for side in sides for one in side.pending}
    names |= {one.act.id for side in sides for one in side.proposed}
    acts = [view.record.acts[name] for name in sorted(names)]
    return act_table(acts, "Sources", f"The acts that the rows of {found.on} rest on")


def _manifest(
    view: View,
    found: Gaps,
    setting: Setting,
    carried: Carried | None,
    made: Sequence[Table],
) -> list[Table]:
    """What verify needs to make the report again, and digests of what was made."""
    rows = next(table for table in made if table.name == "Gaps")
    facts: dict[str, Cell] = {
        "Format": manifest.FORMAT,
        "A": found.a,
        "B": found.b,
        "On": found.on.isoformat(),
        "Known on": found.known_on.isoformat() if found.known_on else manifest.ALL_KNOWN,
        "Aligned rows": "yes" if setting.aligned else "no",
        "Last report": carried.source if carried else "none",
        "Data version": view.record.version,
        "Data digest": view.record.digest,
        "Tool": setting.tool,
        "Command": setting.command,
        "Columns of Gaps": json.dumps(ours(rows.parts), ensure_ascii=False),
    }
    others = manifest.by_sheet(table for table in made if table is not rows)
    digests = {
        name: manifest.digest_of_sheet(manifest.laid_out(tables, setting.title))
        for name, tables in others.items()
    }
    return manifest.tables(facts, digests, _hashes(rows))


def _hashes(rows: Table) -> dict[str, str]:
    """Gap id -> row hash of the rows that stand, closed ones and a reviewer's own left out."""
    keys = [column.key for column in rows.parts]
    name, said, since = (keys.index(key) for key in ("gap_id", "row_hash", SINCE.key))
    return {
        str(row[name]): str(row[said])
        for row in rows.cells
        if row[since] in {None, "new", "changed", "unchanged"}
    }
