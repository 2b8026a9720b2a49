"""The log of signatures: who signed which row of which report, one row a signature.

The log of a workbook holds the signatures of the reports before it; those that its own rows carry
enter the log of the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from registry.report.cells import Book
from registry.report.table import Cell, Table
from registry.report.workbook.blocks import blocks
from registry.report.workbook.layout import digest_of_sheet
from registry.report.workbook.manifest import Manifest
from registry.report.workbook.review_columns import cell_column

NAME: Final = "Signatures"
COLUMNS: Final = (
    cell_column("signed_on", "Signed on", kind="date", width=12),
    cell_column("signed_by", "Signed by", width=20),
    cell_column("gap_id", "Gap id", width=34),
    cell_column("name", "Substance", width=28),
    cell_column("kind", "Gap as signed", width=16),
    cell_column("decision", "Decision", width=16),
    cell_column("comment", "Comment", width=40),
    cell_column("report_on", "Report of", kind="date", width=12),
    cell_column("data_version", "Data version", width=14),
    cell_column("row_hash", "Row hash signed", width=22),
)
SIGNING: Final = ("decision", "signed_by", "signed_on")
SAME: Final = ("gap_id", "row_hash", *SIGNING)  # of two entries that are of one signature

Entry = Mapping[str, Cell]


def signature_table(entries: Sequence[Entry]) -> Table:
    """The log as a sheet."""
    title = "Signatures of the reports before this one, one row a signature"
    return Table(NAME, title, COLUMNS, entries, key=SAME)


def logged(log: Sequence[Entry], signed: Iterator[Entry]) -> tuple[Entry, ...]:
    """The log with the signatures that it does not hold yet."""
    there = {_same(entry) for entry in log}
    return (*log, *(entry for entry in signed if _same(entry) not in there))


def _same(entry: Entry) -> tuple[Cell, ...]:
    return tuple(entry.get(key) for key in SAME)


def log_of(book: Book, manifest: Manifest) -> tuple[Entry, ...]:
    """The log of a workbook; empty in those that have none."""
    if NAME not in book.sheets or manifest.is_older:
        return ()
    named = blocks(book.sheets[NAME], [signature_table(())], manifest).named
    return tuple(block.cells(row) for block in named.values() for _, row in block.rows)


def is_edited(book: Book, manifest: Manifest) -> bool:
    """Whether the log is not what was written: what it says is not made again."""
    return digest_of_sheet(book.sheets[NAME].rows) != manifest.sheets.get(NAME)
