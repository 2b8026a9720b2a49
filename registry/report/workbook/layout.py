"""How the tables of a report lie on the sheets of a workbook, and digests of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from registry.report.cells import digest_of_rows, written
from registry.report.table import Cell, Table

ROLES: Final = ("Prepared by", "Reviewed by", "Approved by")  # keys of the lines to sign


def by_sheet(tables: Iterable[Table]) -> dict[str, list[Table]]:
    """The tables of each sheet, in their order."""
    named = groupby(tables, key=lambda table: table.sheet or table.name)
    return {name: list(group) for name, group in named}


def laid_out(tables: Sequence[Table], title: str) -> Iterator[tuple[Cell, ...]]:
    """The rows of a sheet with these tables as a reader of the file finds them, none blank."""
    yield from ((text,) for text in lines(tables, title))
    for table in tables:
        yield tuple(written(column.title) for column in table.parts)
        yield from (trimmed([written(cell) for cell in row]) for row in table.cells)


def lines(tables: Sequence[Table], title: str, *, notes_of_one: bool = False) -> Iterator[Cell]:
    """What a sheet with these tables says outside of them: titles above, notes below.

    A table with a sheet of its own has its notes elsewhere but with ``notes_of_one``: so it was
    before format 3.
    """
    several = tables[0].sheet is not None
    if several:
        yield written(title)
    for table in tables:
        if several:
            yield written(table.title)
        if several or notes_of_one:
            yield from (written(note) for note in table.below)


def trimmed(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """A row without the blank cells at its end."""
    last = max((at for at, cell in enumerate(row, 1) if cell not in {None, ""}), default=0)
    return tuple(row[:last])


def is_filled(row: Sequence[Cell]) -> bool:
    """Whether a row holds anything."""
    return any(cell is not None for cell in row)


def is_signature(row: Sequence[Cell]) -> bool:
    """Whether a row of the Cover is one that people sign."""
    return bool(row) and str(row[0]).startswith(ROLES)


def digest_of_sheet(rows: Iterable[Sequence[Cell]]) -> str:
    """A digest of the rows of a sheet outside the lines that people sign, in whatever order."""
    return digest_of_rows(row for row in rows if is_filled(row) and not is_signature(row))
