"""The gap report as a workbook: its sheets in their order, from the Cover to the Manifest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from registry.engine.changes import changes, later, upcoming
from registry.engine.gaps import Gaps
from registry.engine.signoff import in_form
from registry.engine.view import View
from registry.law.digest import FORM as DATA_FORM
from registry.report.cells import written
from registry.report.columns.changes import change_table
from registry.report.columns.classes import class_table
from registry.report.columns.lists import act_table
from registry.report.table import Cell, Table
from registry.report.workbook import manifest
from registry.report.workbook.cover import cover
from registry.report.workbook.coverages import coverage_table
from registry.report.workbook.gaps_sheet import OWN
from registry.report.workbook.layout import by_sheet, digest_of_sheet, laid_out
from registry.report.workbook.manifest import LastRow, Manifest, Setting
from registry.report.workbook.matrix import matrix_table, scope_table
from registry.report.workbook.notes import Note, note_table
from registry.report.workbook.review_columns import WHAT_CHANGED
from registry.report.workbook.review_sheet import by_family, review_table, since_previous
from registry.report.workbook.signatures import signature_table
from registry.report.workbook.summary import summary

if TYPE_CHECKING:
    from registry.engine.changes import Change
    from registry.law.record import Record
    from registry.report.workbook.previous import PreviousReport

LOOK_BACK_DAYS: Final = 365
LOOK_AHEAD_DAYS: Final = 90
NAMES: Final = (
    "Cover",
    "Summary",
    "Gaps",
    "Changes",
    "Upcoming",
    "Matrix",
    "Coverage",
    "Scope",
    "Classes",
    "Sources",
    "Signatures",
    "Manifest",
)


# Widths that lay the sheet Sources on one page.
SOURCE_WIDTHS: Final = {
    "title": 50, "title_zh": 28, "authority": 14, "citation": 28, "source": 46, "note": 46,
}  # fmt: skip
NOTES: Final = (
    Note(
        "Gaps",
        'Rows stand by family: what one side alone controls first, the undetermined last. "Signed '
        'by" and "Signed on" are for each row; beside a row that changed since the last report '
        'stands what changed. Columns right of "Kept from the last report" are not printed.',
    ),
    Note("Coverage", "One row for each line that covers a substance on the day: for pivot tables."),
)


def sheets(
    view: View, gaps: Gaps, setting: Setting, previous: PreviousReport | None = None
) -> tuple[Table, ...]:
    """The sheets of the gap workbook, in their order; a reviewer's own sheets come last."""
    gaps = gaps._replace(rows=by_family(gaps.rows))
    rows = review_table(view, gaps, setting.form, previous)
    since = since_previous(rows) if previous else None
    coming = upcoming(view, (gaps.a, gaps.b), gaps.on, LOOK_AHEAD_DAYS)
    matrix = matrix_table(view, gaps)
    below = [
        rows,
        _changes(view, gaps),
        _upcoming(view, gaps, coming),
        matrix,
        coverage_table(view, gaps, matrix),
        scope_table(view, gaps),
        class_table(view, gaps),
        _sources(view, gaps),
        signature_table(previous.log if previous else ()),
    ]
    made = [
        *cover(view, gaps, setting, previous, note_table(below, NOTES)),
        *summary(view, gaps, coming, previous, since),
        *below,
    ]
    made += _manifest(gaps, view.record, setting, previous, made)
    return (*made, *(previous.sheets if previous else ()))


def _changes(view: View, gaps: Gaps) -> Table:
    start = later(gaps.on, -LOOK_BACK_DAYS)
    rows = [change for place in (gaps.a, gaps.b) for change in changes(view, place, start, gaps.on)]
    title = f"Changes of the law after {start} through {gaps.on}"
    return change_table(view.record, rows, "Changes", title)


def _upcoming(view: View, gaps: Gaps, coming: Sequence[Change]) -> Table:
    title = f"What starts, ends or expires in the {LOOK_AHEAD_DAYS} days after {gaps.on}"
    return change_table(view.record, coming, "Upcoming", title)


def _sources(view: View, gaps: Gaps) -> Table:
    """Every act that a row of the report rests on."""
    sides = [side for row in gaps.rows for side in (row.a, row.b)]
    names = {act for side in sides for line in side.coverage for act in line.standing.acts}
    names |= {line.act for side in sides for line in side.pending}
    names |= {line.act.id for side in sides for line in side.proposed}
    acts = [view.record.acts[name] for name in sorted(names)]
    table = act_table(acts, "Sources", f"The acts that the rows of {gaps.on} rest on")
    columns = (
        column._replace(width=SOURCE_WIDTHS.get(column.key, column.width))
        for column in table.columns
    )
    return table._replace(columns=tuple(columns))


def _manifest(
    gaps: Gaps, record: Record, setting: Setting, previous: PreviousReport | None, made: list[Table]
) -> list[Table]:
    """What verify needs to make the report again: the question, keys, and digests."""
    digests = {
        name: digest_of_sheet(laid_out(tables, setting.title))
        for name, tables in by_sheet(made).items()
        if name != manifest.GAPS
    }
    (sheet,) = (table for table in made if table.name == manifest.GAPS)
    standing = sheet.rows[: len(gaps.rows)]  # closed rows and a reviewer's own follow
    rows = {str(row["gap_id"]): str(row["row_hash"]) for row in standing}
    columns = {
        f"{table.name}.{column.key}": str(written(column.title))
        for table in made
        for column in table.parts
        if not column.key.startswith(OWN)
    }
    what = {str(row["gap_id"]): row.get(WHAT_CHANGED.key) for row in standing}
    last = _last_rows(previous, setting.form, rows, what) if previous else {}
    return manifest.tables(
        Manifest(_facts(gaps, record, setting, previous), digests, rows, columns, last)
    )


def _facts(
    gaps: Gaps, record: Record, setting: Setting, previous: PreviousReport | None
) -> dict[str, Cell]:
    """What was asked, of which data, with which tool."""
    return {
        "Format": manifest.FORMAT,
        "A": gaps.a,
        "B": gaps.b,
        "On": gaps.on.isoformat(),
        "Known on": gaps.known_on.isoformat() if gaps.known_on else manifest.ALL_KNOWN,
        "Aligned rows": "yes" if setting.aligned else "no",
        "Last report": previous.source if previous else "none",
        "Data version": record.version,
        manifest.DATA: record.digest,
        manifest.DATA_FORM: DATA_FORM,
        manifest.ROW_FORM: setting.form,
        "Tool": setting.tool,
        "Command": setting.command,
    }


def _last_rows(
    previous: PreviousReport, form: int, rows: dict[str, str], what: dict[str, Cell]
) -> dict[str, str]:
    """The rows of the previous report that this one names, as the Manifest lists them."""
    return {
        name: LastRow(
            in_form(str(row.hash), previous.form, form),
            row.open,
            str(text) if (text := what.get(name)) else None,
        ).written
        for name, row in previous.rows.items()
        if row.open or row.has_words or name in rows
    }
