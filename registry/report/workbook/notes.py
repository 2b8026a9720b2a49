"""Notes of a workbook: in a table of their own, for a sheet with one table holds its rows alone."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Final, NamedTuple

from registry.report.table import Column, Table

NAME: Final = "Notes"


class Note(NamedTuple):
    """What is said of a sheet."""

    sheet: str
    text: str


COLUMNS: Final = (
    Column("sheet", "Of the sheet", attrgetter("sheet"), width=28),
    Column("note", "Note", attrgetter("text"), width=84),
)


def note_table(tables: Iterable[Table], more: Iterable[Note] = ()) -> Table:
    """What is said of the tables that have a sheet of their own, and ``more``."""
    rows = [Note(table.name, note) for table in tables if table.sheet is None and not table.grid
            for note in table.below]  # fmt: skip
    return Table(NAME, "Notes on the sheets", COLUMNS, [*rows, *more], key=("sheet", "note"))


def noted(tables: Iterable[Table]) -> tuple[Table, ...]:
    """The tables with that of their notes, which comes last if none of them is it."""
    given = tuple(tables)
    if any(table.name == NAME for table in given):
        return given
    notes = note_table(given)
    return (*given, notes) if notes.rows else given
