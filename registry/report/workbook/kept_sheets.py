"""The sheets of a signed workbook that go on as they are: a reviewer's own, and edited ones."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Final

from registry.report.cells import Book, Sheet, letters
from registry.report.table import Cell, Column, Table
from registry.report.workbook.manifest import GAPS, NAME, Manifest, digest_of_sheet, is_signature

LONGEST_NAME: Final = 31
WIDEST: Final = 200  # columns of a reviewer's sheet that are carried as columns
MOST_BLANK: Final = 100  # blank rows of it in one place


def other_sheets(book: Book, said: Manifest) -> Iterator[Table]:
    """The reviewer's sheets, and those of ours that he wrote on, as they are."""
    taken = {name.casefold() for name in (*said.sheets, GAPS, NAME)}
    for name, sheet in book.sheets.items():
        if name == GAPS or (name == NAME and said.is_sealed and said.fills(sheet)):
            continue
        is_ours = name in said.sheets or name == NAME
        is_same = digest_of_sheet(sheet.rows) == said.sheets.get(name)
        if is_ours and is_same and not _beyond(sheet):
            continue
        title = _free_name(f"{name} (last report)" if is_ours else name, taken)
        taken.add(title.casefold())
        yield _grid(title, sheet)


def _beyond(sheet: Sheet) -> bool:
    """Whether there is more than what the digest and the signatures hold."""
    return bool(sheet.remarks) or any(is_signature(row) and len(row) > 5 for row in sheet.rows)


def _free_name(name: str, taken: set[str]) -> str:
    free, number = name[:LONGEST_NAME], 2
    while free.casefold() in taken:
        end = f" {number}"
        free, number = name[: LONGEST_NAME - len(end)] + end, number + 1
    return free


def _grid(name: str, sheet: Sheet) -> Table:
    """A sheet as it is; what stands far off is told below, with its place, like the remarks."""
    width = min(max([1, *(len(row) for row in sheet.rows)]), WIDEST)
    columns = tuple(Column(f"cell_{at}", "", itemgetter(at), width=24) for at in range(width))
    rows: list[tuple[Cell, ...]] = []
    last = 0
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        rows += [(None,) * width] * min(number - last - 1, MOST_BLANK)
        rows.append(row[:width] + (None,) * (width - len(row)))
        last = number
    rest = (None,) * (width - 1)
    rows += [(f"Cell {letters(at)}{number}: {cell}", *rest)
             for number, row in zip(sheet.numbers, sheet.rows, strict=True)
             for at, cell in enumerate(row[width:], width + 1) if cell is not None]  # fmt: skip
    rows += [(f"Remark on row {row + 1}, column {column + 1}: {text}", *rest)
             for row, column, text in sheet.remarks]  # fmt: skip
    return Table(name, name, columns, tuple(rows), grid=True)
