"""The named tables of a workbook, found again on its sheets: their columns by key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from registry.report.cells import Sheet, letters, written
from registry.report.table import Cell, Table
from registry.report.workbook.layout import is_filled, is_signature
from registry.report.workbook.manifest import Manifest

Cells = tuple[Cell, ...]


class Block(NamedTuple):
    """A named table as it stands on a sheet.

    ``table`` is the one of the report made again; ``places`` gives the place of each of its columns
    that is there, by key; ``rows`` are numbered as on the sheet.
    """

    table: Table
    head: int
    heading: Cells
    places: dict[str, int]
    rows: list[tuple[int, Cells]]

    def where(self, number: int, place: int) -> str:
        """The name of a cell, such as ``B7``."""
        return f"{letters(place + 1)}{number}"

    @property
    def key(self) -> tuple[str, ...]:
        """The keys of the columns that tell a row from the others, of those that are there."""
        key = (self.table.parts[0].key,) if self.table.key is None else self.table.key
        return tuple(name for name in key if name in self.places)

    def cells(self, row: Cells) -> dict[str, Cell]:
        """A row of the sheet by column key."""
        return {key: row[place] if place < len(row) else None for key, place in self.places.items()}

    @property
    def unknown(self) -> list[int]:
        """The places of headings that are none of the table's."""
        ours = set(self.places.values())
        return [
            place
            for place, title in enumerate(self.heading)
            if place not in ours and title is not None
        ]

    @property
    def strays(self) -> Iterator[tuple[int, int, Cell]]:
        """Row, place and value of every cell that stands beside the table, under no heading."""
        known = {*self.places.values(), *self.unknown}
        for number, row in self.rows:
            for place, value in enumerate(row):
                if value is not None and place not in known:
                    yield number, place, value


class Blocks(NamedTuple):
    """The tables of a sheet by name, and its rows outside of them: titles, notes, a margin."""

    named: dict[str, Block]
    outside: list[tuple[int, Cells]]


def blocks(sheet: Sheet, tables: Sequence[Table], manifest: Manifest) -> Blocks:
    """The tables of a sheet, which stand in their order.

    A row with nothing beside its first cell is no data: no table of ours has such rows. The lines
    that people sign are left out.
    """
    waiting = {table.name: headings(table, manifest) for table in tables}
    by_name = {table.name: table for table in tables}
    result = Blocks({}, [])
    current: Block | None = None
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        if is_signature(row):
            continue
        name = _headed_by(row, waiting)
        if name is not None:
            places = _places(row, by_name[name], waiting[name])
            current = result.named[name] = Block(by_name[name], number, row, places, [])
            order = list(waiting)
            for passed in order[: order.index(name) + 1]:
                del waiting[passed]
        elif current is None or not is_filled(row[1:]):
            result.outside.append((number, row))
        else:
            current.rows.append((number, row))
    return result


def headings(table: Table, manifest: Manifest) -> dict[str, Cell]:
    """Column key -> heading as the workbook was written, today's where it holds no keys."""
    return {**manifest.headings(table.name)} or {
        column.key: written(column.title) for column in table.parts
    }


def _headed_by(row: Cells, waiting: dict[str, dict[str, Cell]]) -> str | None:
    """The table whose heading a row is: all of it, or else half, for a cell may be edited."""
    if not is_filled(row[1:]):
        return None
    whole = (name for name, heads in waiting.items() if list(row) == list(heads.values()))
    half = (
        name
        for name, heads in waiting.items()
        if 2 * sum(title in row for title in heads.values()) >= len(heads)
    )
    return next(whole, None) or next(half, None)


def _places(heading: Cells, table: Table, heads: dict[str, Cell]) -> dict[str, int]:
    """Where each column of a table stands: under its heading, or in its old place."""
    titles = set(heads.values())
    places: dict[str, int] = {}
    for at, (key, title) in enumerate(heads.items()):
        if title in heading:
            places[key] = heading.index(title)
        elif at < len(heading) and heading[at] not in titles:
            places[key] = at
    return {column.key: places[column.key] for column in table.parts if column.key in places}
