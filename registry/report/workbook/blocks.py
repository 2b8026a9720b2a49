"""The named tables of a workbook, found again on its sheets by their headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from registry.report.cells import Sheet, letters, written
from registry.report.table import Cell, Table
from registry.report.workbook.manifest import any_said, is_signature

Cells = tuple[Cell, ...]


class Block(NamedTuple):
    """A named table as it stands on a sheet.

    ``places`` gives the place of each column of the table that is there; ``rows`` are numbered as
    on the sheet.
    """

    table: Table
    head: int
    heading: Cells
    places: dict[int, int]
    rows: list[tuple[int, Cells]]

    def where(self, number: int, place: int) -> str:
        """The name of a cell, such as ``B7``."""
        return f"{letters(place + 1)}{number}"

    @property
    def unknown(self) -> list[int]:
        """The places of headings that are none of the table's."""
        ours = set(self.places.values())
        return [
            place
            for place, title in enumerate(self.heading)
            if place not in ours and title is not None
        ]


def blocks(
    sheet: Sheet, tables: Sequence[Table]
) -> tuple[dict[str, Block], list[tuple[int, Cells]]]:
    """The tables by name, and the rows outside of them: titles, notes, words in the margin.

    The tables stand in their order. A row with nothing beside its first cell is no data: no table
    of ours has such rows. The lines that people sign are left out.
    """
    waiting = list(tables)
    found: dict[str, Block] = {}
    current: Block | None = None
    outside: list[tuple[int, Cells]] = []
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        if is_signature(row):
            continue
        table = _headed_by(row, waiting)
        if table is not None:
            del waiting[: waiting.index(table) + 1]
            current = found[table.name] = Block(table, number, row, _places(row, table), [])
        elif current is None or not any_said(row[1:]):
            outside.append((number, row))
        else:
            current.rows.append((number, row))
    return found, outside


def titles(table: Table) -> list[Cell]:
    """The headings of a table as a workbook holds them."""
    return [written(column.title) for column in table.parts]


def _headed_by(row: Cells, waiting: Sequence[Table]) -> Table | None:
    """The table whose heading a row is: all of it, or else half, for a cell may be edited."""
    if not any_said(row[1:]):
        return None
    whole = (table for table in waiting if list(row) == titles(table))
    half = (
        table
        for table in waiting
        if 2 * sum(title in row for title in titles(table)) >= len(table.parts)
    )
    return next(whole, None) or next(half, None)


def _places(heading: Cells, table: Table) -> dict[int, int]:
    """Where each column stands: under its title, or in its old place under an edited one."""
    ours = titles(table)
    places = {at: heading.index(title) for at, title in enumerate(ours) if title in heading}
    edited = (at for at in range(min(len(ours), len(heading))) if heading[at] not in ours)
    return dict(sorted({**{at: at for at in edited if at not in places}, **places}.items()))


def strays(block: Block) -> Iterator[tuple[int, int, Cell]]:
    """Row, place and value of every cell that stands beside the table, under no heading."""
    known = {*block.places.values(), *block.unknown}
    for number, row in block.rows:
        for place, value in enumerate(row):
            if value is not None and place not in known:
                yield number, place, value
