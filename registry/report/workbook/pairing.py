"""Which row of a table in a workbook stands for which row of the table made again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from registry.report.cells import plain, written
from registry.report.table import Cell
from registry.report.workbook.blocks import Block
from registry.report.workbook.layout import is_filled, is_signature

MOST_PAIRED: Final = 200  # rows compared with each other to find the one whose key was edited
LONGEST_ROW: Final = 200  # characters of a row that is told whole

Row = dict[str, Cell]  # by column key


class Pairs(NamedTuple):
    """Numbered rows of a sheet beside the expected ones, and those of either without a partner."""

    paired: list[tuple[int, Row, Row]]
    extra: list[tuple[int, Row]]
    missing: list[Row]


def paired(block: Block, *, by_likeness: bool) -> Pairs:
    """Rows of one key beside each other in their order, those that are equal first.

    ``by_likeness``: a row whose key was edited stands beside the one that it was.
    """
    waiting = _expected(block)
    unequal: list[tuple[int, tuple[Cell, ...], Row]] = []
    for number, row in block.rows:
        cells = block.cells(row)
        key = tuple(cells[name] for name in block.key)
        if cells in waiting.get(key, []):
            waiting[key].remove(cells)
        elif is_filled(list(cells.values())):
            unequal.append((number, key, cells))
    pairs = Pairs([], [], [])
    for number, key, cells in unequal:
        if same := waiting.get(key, []):
            pairs.paired.append((number, cells, same.pop(0)))
        else:
            pairs.extra.append((number, cells))
    pairs.missing.extend(row for rows in waiting.values() for row in rows)
    return _by_likeness(pairs) if by_likeness else pairs


def _expected(block: Block) -> dict[tuple[Cell, ...], list[Row]]:
    """The rows of the table made again by key, as the columns that are there would hold them."""
    keys = [column.key for column in block.table.parts]
    rows: dict[tuple[Cell, ...], list[Row]] = defaultdict(list)
    for row in block.table.cells:
        if not is_signature(row):
            by_key = dict(zip(keys, row, strict=True))
            cells = {key: plain(written(by_key[key])) for key in block.places}
            rows[tuple(cells[name] for name in block.key)].append(cells)
    return rows


def _by_likeness(pairs: Pairs) -> Pairs:
    """A row without a partner beside the one of which at least half of the cells are equal."""
    rest: list[tuple[int, Row]] = []
    matched, missing = list(pairs.paired), list(pairs.missing)
    for at, (number, row) in enumerate(pairs.extra):
        near = missing[:MOST_PAIRED] if at < MOST_PAIRED else []
        like = max(near, key=lambda other: _equal_cells(row, other), default=None)
        if like is None or 2 * _equal_cells(row, like) < sum(
            cell is not None for cell in like.values()
        ):
            rest.append((number, row))
        else:
            missing.remove(like)
            matched.append((number, row, like))
    return Pairs(matched, rest, missing)


def _equal_cells(row: Row, other: Row) -> int:
    return sum(cell is not None and cell == other[key] for key, cell in row.items())


def as_text(cells: Iterable[Cell]) -> str:
    """Cells as one line."""
    return "; ".join(str(cell) for cell in cells if cell is not None)[:LONGEST_ROW]
