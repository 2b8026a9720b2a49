"""What differs between two workbooks, two data folders or two revisions, as document and table."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Final

from registry.audit.explained import FieldChange, Things, explained, numbered
from registry.report.cells import Book
from registry.report.table import Cell, Column, Report, Table
from registry.report.workbook.blocks import Block, blocks
from registry.report.workbook.layout import by_sheet
from registry.report.workbook.manifest import read


def report(old: str, new: str, changes: Sequence[FieldChange]) -> Report:
    """The changes between what was called ``old`` and what was called ``new``."""
    title = (
        f"{len(changes)} fields differ between {old} and {new}" if changes else "No field differs"
    )
    return Report(
        title,
        lambda: _document(old, new, changes),
        lambda: (_table(changes),),
        main="Diff",
    )


def _document(old: str, new: str, changes: Sequence[FieldChange]) -> dict[str, Any]:
    return {
        "schema": "cs-registry/diff/1",
        "old": old,
        "new": new,
        "rows": [change._asdict() for change in changes],
    }


DIFF_COLUMNS: Final = (
    Column("thing", "What", attrgetter("thing"), width=34, brief=True),
    Column("field", "Field", attrgetter("field"), width=28, brief=True),
    Column("old", "Old", attrgetter("old"), width=40, brief=True),
    Column("new", "New", attrgetter("new"), width=40, brief=True),
)


def _table(changes: Sequence[FieldChange]) -> Table:
    return Table("Diff", "Field by field", DIFF_COLUMNS, changes, key=("thing", "field"))


def row_changes(old: tuple[Book, Report], new: tuple[Book, Report]) -> Sequence[FieldChange]:
    """Every field that two workbooks, each with its report made again, write otherwise."""
    return explained(rows_of(*old), rows_of(*new))


def rows_of(book: Book, made: Report) -> Things:
    """The rows of a workbook by sheet, table and key, each with its cells by column.

    ``made`` is a report of the same kind: its tables say what stands on which sheet and which
    columns tell a row from the others. Sheets of the reader's own are left out.
    """
    manifest = read(book)
    rows: dict[str, dict[str, Any]] = {}
    for name, tables in by_sheet(made.tables()).items():
        if name in book.sheets:
            for block in blocks(book.sheets[name], tables, manifest).named.values():
                rows |= _keyed(name, block)
    return rows


def _keyed(sheet: str, block: Block) -> dict[str, dict[str, Any]]:
    keys = block.table.key or (block.table.parts[0].key,)
    rows = [
        {key: _plain(cell) for key, cell in block.cells(row).items() if cell is not None}
        for _, row in block.rows
    ]
    names = (" ".join(str(cells.get(name, "")) for name in keys) for cells in rows)
    things = numbered(f"{sheet}, {block.table.name}: {name}" for name in names)
    return dict(zip(things, rows, strict=True))


def _plain(cell: Cell) -> object:
    return cell if isinstance(cell, str | int | float | bool) else str(cell)
