"""The sheet Gaps as it was read: its rows by column key, whatever stands where.

A reviewer may sort, filter, move columns, and add rows and columns. A column of ours is found by
the heading that the Manifest names for its key; any other column is the reviewer's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from registry.report.cells import Book, Sheet, digest, plain, written
from registry.report.table import Cell, Table
from registry.report.workbook.manifest import GAPS, SIGNED_ROW, UNSEALED, Manifest, NotOursError

FIRST_ROWS: Final = 50  # among which the heading is looked for
OWN: Final = "own_"


class SheetRow(NamedTuple):
    """A row: its number on the sheet, and its filled cells by column key.

    The reviewer's own columns have the keys ``own_1``, ``own_2`` and so on.
    """

    number: int
    cells: dict[str, Cell]

    @property
    def gap(self) -> str | None:
        """The gap id."""
        name = self.cells.get("gap_id")
        return None if name is None else str(name)


class GapsSheet(NamedTuple):
    """All rows below the heading and above it, the key of each column, and what it was called.

    ``headings`` are those that the Manifest names, ``there`` the keys that have a column,
    ``own`` the headings of the reviewer's columns that hold anything, by key.
    """

    rows: tuple[SheetRow, ...]
    headings: dict[str, str]
    there: frozenset[str]
    own: dict[str, str]

    @property
    def by_gap(self) -> dict[str, SheetRow]:
        """The first row of each gap id."""
        rows: dict[str, SheetRow] = {}
        for row in self.rows:
            if row.gap is not None:
                rows.setdefault(row.gap, row)
        return rows

    @property
    def sealed(self) -> list[str]:
        """The keys of the columns that the digest of a row covers, in its order."""
        return [key for key in self.headings if key not in UNSEALED]

    def is_edited(self, row: SheetRow) -> bool:
        """Whether a cell of ours is not what it was when the row was written."""
        return digest([row.cells.get(key) for key in self.sealed]) != row.cells.get("cells")

    @property
    def missing(self) -> list[str]:
        """The headings of columns without which the sheet cannot be carried on."""
        needed = {"gap_id", "row_hash", *UNSEALED} - self.there
        return [heading for key, heading in self.headings.items() if key in needed]


def gaps_sheet(book: Book, manifest: Manifest) -> GapsSheet:
    """The sheet Gaps of a workbook; raises ``NotOursError`` if there is none."""
    if GAPS not in book.sheets:
        raise NotOursError(f'it has no sheet "{GAPS}"; was it renamed? Give it that name again')
    sheet = book.sheets[GAPS]
    headings = manifest.headings(GAPS)
    head = _heading(sheet, set(headings.values()))
    keys, own = _keys(sheet, head, SIGNED_ROW | headings)
    rows = {
        number: SheetRow(number, _by_key(keys, row))
        for number, row in zip(sheet.numbers, sheet.rows, strict=True)
        if row is not head
    }
    for at, column, text in sheet.remarks:
        if at + 1 in rows:
            key = keys[column] if column < len(keys) else ""
            title = {**headings, **own}.get(key, "a cell")
            remember(rows[at + 1].cells, f"Remark on {title}: {text}")
    used = {key for row in rows.values() for key in row.cells}
    return GapsSheet(
        rows=tuple(rows.values()),
        headings=headings,
        there=frozenset(keys) & headings.keys(),
        own={key: title for key, title in own.items() if key in used},
    )


def _heading(sheet: Sheet, titles: set[str]) -> Sequence[Cell]:
    """The row with most of the headings."""
    return max(
        sheet.rows[:FIRST_ROWS], key=lambda row: sum(cell in titles for cell in row), default=()
    )


def _keys(
    sheet: Sheet, head: Sequence[Cell], headings: dict[str, str]
) -> tuple[list[str], dict[str, str]]:
    """The key of each column from the first on, and the headings of the reviewer's own."""
    width = max((len(row) for row in sheet.rows), default=0)
    titles = _distinct([*head, *(None,) * (width - len(head))])
    ours = {heading: key for key, heading in headings.items()}
    keys: list[str] = []
    own: dict[str, str] = {}
    for title in titles:
        key = ours.get(title)
        if key is None:
            key = f"{OWN}{len(own) + 1}"
            own[key] = title
        keys.append(key)
    return keys, own


def _distinct(heads: Sequence[Cell]) -> list[str]:
    """The headings, a number behind one that stands twice; a column without one gets one."""
    titles: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    for at, head in enumerate(heads, 1):
        title = base = str(head) if head is not None else f"Column {at}"
        while title.casefold() in titles:
            numbers[base] += 1
            title = f"{base} ({numbers[base] + 1})"
        titles[title.casefold()] = title
    return list(titles.values())


def _by_key(keys: Sequence[str], row: Sequence[Cell]) -> dict[str, Cell]:
    return {key: cell for key, cell in zip(keys, row, strict=False) if cell is not None}


def remember(cells: dict[str, Cell], text: str) -> None:
    """Keep a text in the column for what has no place of its own."""
    before = cells.get("kept")
    if text not in str(before):
        cells["kept"] = f"{before}\n{text}" if before else text


def made_rows(table: Table) -> dict[str, dict[str, Cell]]:
    """The rows of a table of gaps that was made, by gap id and column key, as a file holds them."""
    keys = [column.key for column in table.parts]
    made: dict[str, dict[str, Cell]] = {}
    for row in table.cells:
        cells = {key: plain(written(cell)) for key, cell in zip(keys, row, strict=True)}
        if cells["gap_id"] is not None:
            made.setdefault(str(cells["gap_id"]), cells)
    return made
