"""The sheet that people sign beside the same sheet made again: by gap id and column key."""

from __future__ import annotations

from collections.abc import Iterator

from registry.report.cells import Book
from registry.report.table import Cell, Column, Table
from registry.report.workbook.causes import EDITED, CellDifference, Changed
from registry.report.workbook.gaps_sheet import GapsSheet, SheetRow, gaps_sheet, made_rows
from registry.report.workbook.manifest import COLUMNS_OF_FORMAT_3, GAPS, UNSEALED, Manifest
from registry.report.workbook.review_columns import OWN_ROW, SINCE


def of_gaps(
    book: Book, table: Table, manifest: Manifest, fresh: Manifest, changed: Changed
) -> Iterator[CellDifference]:
    """Every cell of our columns that differs, and every row that is gone or has come."""
    if GAPS not in book.sheets:
        yield CellDifference(GAPS, GAPS, "sheet", "missing", "there", EDITED)
        return
    sheet = gaps_sheet(book, manifest)
    later = COLUMNS_OF_FORMAT_3 if manifest.is_older else frozenset()
    skipped = UNSEALED | later
    columns = [column for column in table.parts if not column.entry and column.key not in skipped]
    yield from _headings(sheet, columns, changed)
    rows, made = sheet.by_gap, made_rows(table)
    for name, expected in made.items():
        if name not in rows:
            why = changed.why(edited=name in manifest.rows)
            yield CellDifference(GAPS, "", name, "no row", "a row", why)
        elif name in fresh.rows:
            yield from _row(sheet, rows[name], expected, columns, changed)
        elif sheet.is_edited(rows[name]):
            what = f"{name} (closed)"
            where = f"row {rows[name].number}"
            yield CellDifference(GAPS, where, what, "another digest", None, EDITED)
    for name, row in rows.items():
        if name not in made and row.cells.get(SINCE.key) != OWN_ROW:
            why = changed.why(edited=name not in manifest.rows and name not in fresh.rows)
            yield CellDifference(GAPS, f"row {row.number}", name, "a row", "no row", why)


def _headings(
    sheet: GapsSheet, columns: list[Column], changed: Changed
) -> Iterator[CellDifference]:
    """Columns that the file lacks, or that it has under another heading than today's."""
    for column in columns:
        written = sheet.headings.get(column.key)
        shown = written if column.key in sheet.there else None
        if shown != column.title:
            why = EDITED if shown is None and written else changed.why(edited=False)
            yield CellDifference(GAPS, "", "heading", shown, column.title, why)
    known = {column.key for column in columns}
    for key in sheet.sealed:
        if key not in known:
            why = changed.why(edited=False)
            yield CellDifference(GAPS, "", "heading", sheet.headings[key], None, why)


def _row(
    sheet: GapsSheet,
    row: SheetRow,
    expected: dict[str, Cell],
    columns: list[Column],
    changed: Changed,
) -> Iterator[CellDifference]:
    """The cells of a row that stands."""
    why = changed.why(edited=sheet.is_edited(row))
    for column in columns:
        value, made = row.cells.get(column.key), expected[column.key]
        if column.key in sheet.there and value != made:
            what = f"{row.gap}: {sheet.headings[column.key]}"
            yield CellDifference(GAPS, f"row {row.number}", what, value, made, why)
