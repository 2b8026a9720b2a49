"""The sheet that people sign beside the same sheet made again: by gap id and column key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from registry.report.cells import Book, Sheet, digest, plain, written
from registry.report.columns.gaps import heads_by_key
from registry.report.table import Cell, Column, Table
from registry.report.workbook.carried import ID
from registry.report.workbook.manifest import GAPS, Manifest
from registry.report.workbook.reasons import EDITED, Difference, Then
from registry.report.workbook.review_sheet import CELLS_TITLE, OWN_ROW, SINCE, is_ours

Row = dict[str, Cell]


class GapRows(NamedTuple):
    """The rows of a sheet Gaps by id and heading, where they stand, and the heading of each key.

    ``titles`` are the headings that the sheet has, ``signed`` those that a row's digest covers.
    """

    rows: dict[str, Row]
    places: dict[str, int]
    heads: dict[str, str]
    titles: frozenset[str]
    signed: tuple[str, ...]

    def cell(self, name: str, key: str) -> Cell:
        """A cell by gap id and column key; ``None`` where there is no such row or column."""
        return self.rows.get(name, {}).get(self.heads.get(key, ""))


def gap_rows(sheet: Sheet | None, said: Manifest, columns: tuple[Column, ...]) -> GapRows:
    """The first row of each gap id on a sheet that was read."""
    signed = tuple(said.columns)
    heads = heads_by_key(signed, columns)
    numbered = list(zip(sheet.numbers, sheet.rows, strict=True)) if sheet else []
    head = next((at for at, (_, row) in enumerate(numbered) if ID in row), None)
    if head is None:
        return GapRows({}, {}, heads, frozenset(), signed)
    titles = [str(title) for title in numbered[head][1]]
    rows: dict[str, Row] = {}
    places: dict[str, int] = {}
    for number, row in numbered[head + 1 :]:
        cells = dict(zip(titles, row, strict=False))
        name = cells.get(ID)
        if name is not None and str(name) not in rows:
            rows[str(name)], places[str(name)] = cells, number
    return GapRows(rows, places, heads, frozenset(titles), signed)


def made_rows(table: Table) -> dict[str, Row]:
    """The rows of the table made again, by gap id and column key."""
    keys = [column.key for column in table.parts]
    made: dict[str, Row] = {}
    for row in table.cells:
        cells = {key: plain(written(cell)) for key, cell in zip(keys, row, strict=True)}
        if cells["gap_id"] is not None:
            made.setdefault(str(cells["gap_id"]), cells)
    return made


def of_gaps(
    book: Book, table: Table, said: Manifest, fresh: Manifest, then: Then
) -> Iterator[Difference]:
    """Every cell of our columns that differs, and every row that is gone or has come."""
    if GAPS not in book.sheets:
        yield Difference(GAPS, GAPS, "sheet", "missing", "there", EDITED)
        return
    found = gap_rows(book.sheets[GAPS], said, table.parts)
    columns = [column for column in table.parts if is_ours(column)]
    yield from _headings(found, columns, then)
    shared = [column for column in columns if found.heads.get(column.key) in found.titles]
    made = made_rows(table)
    for name, row in made.items():
        if name in found.rows:
            yield from _row(found, name, row, shared, then)
        else:
            why = then.why(edited=name in said.rows)
            yield Difference(GAPS, "", name, "no row", "a row", why)
    for name in found.rows.keys() - made.keys():
        if str(found.rows[name].get(SINCE.title)) != OWN_ROW:
            why = then.why(edited=name not in said.rows and name not in fresh.rows)
            yield Difference(GAPS, f"row {found.places[name]}", name, "a row", "no row", why)


def _headings(found: GapRows, columns: list[Column], then: Then) -> Iterator[Difference]:
    """Columns that the file lacks, or that it has under another heading than today's."""
    for column in columns:
        head = found.heads.get(column.key)
        why = EDITED if head in found.signed and head not in found.titles else None
        shown = head if head in found.titles else None
        if shown != column.title:
            why = why or then.why(edited=False)
            yield Difference(GAPS, "", "heading", shown, column.title, why)
    for title in found.signed:
        if title not in found.heads.values():
            yield Difference(GAPS, "", "heading", title, None, then.why(edited=False))


def _row(
    found: GapRows, name: str, made: Row, columns: list[Column], then: Then
) -> Iterator[Difference]:
    cells = found.rows[name]
    where = f"row {found.places[name]}"
    edited = digest([cells.get(title) for title in found.signed]) != cells.get(CELLS_TITLE)
    if str(made.get(SINCE.key)).startswith("closed"):
        if edited:
            yield Difference(GAPS, where, f"{name} (closed)", "another digest", None, EDITED)
        return
    why = then.why(edited=edited)
    for column in columns:
        cell, expected = found.cell(name, column.key), made[column.key]
        if cell != expected:
            what = f"{name}: {found.heads[column.key]}"
            yield Difference(GAPS, where, what, cell, expected, why)
