"""What differs between a workbook and the same report made again: table by table, key by key.

Titles, notes and blank rows are no data; a row is compared with the row of the same key.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from registry.report.cells import Book, Sheet, plain, written
from registry.report.table import Cell, Report, Table
from registry.report.workbook.blocks import Block, Cells, blocks, strays, titles
from registry.report.workbook.gap_rows import of_gaps
from registry.report.workbook.manifest import (
    GAPS,
    NAME,
    SEAL,
    Manifest,
    by_sheet,
    digest_of_sheet,
    is_signature,
    lines,
    of,
    read,
)
from registry.report.workbook.reasons import EDITED, OPTION, Difference, Then

MOST_PAIRED: Final = 200  # rows compared with each other to find the one whose key was edited
LONGEST_ROW: Final = 200  # characters of a row that is told whole


def differences(book: Book, again: Report, then: Then) -> list[Difference]:
    """Every cell outside the reviewer's columns that differs from the report made again."""
    made = by_sheet(again.tables())
    said, fresh = read(book), of(made[NAME])
    if not said.is_sealed:
        return list(_manifest(book, said, fresh))
    found = [
        Difference(NAME, fact, "Value", said.facts.get(fact), value, then.why(edited=False))
        for fact, value in fresh.facts.items()
        if fact != SEAL and said.facts.get(fact) != value
    ]
    for name in dict.fromkeys((*made, *said.sheets)):
        if name in {NAME, GAPS}:
            continue
        if name not in book.sheets:
            found.append(Difference(name, name, "sheet", "missing", "there", EDITED))
        elif name not in made:
            found.append(
                Difference(name, name, "sheet", "there", "missing", then.why(edited=False))
            )
        else:
            edited = digest_of_sheet(book.sheets[name].rows) != said.sheets.get(name)
            comparison = _Comparison(book.sheets[name], then.why(edited=edited), edited)
            found += comparison.of(made[name], again.title)
    return [*found, *of_gaps(book, again.rows, said, fresh, then)]


def _manifest(book: Book, said: Manifest, fresh: Manifest) -> Iterator[Difference]:
    """An edited Manifest asks another question: what the Cover says of it, and no more."""
    yield Difference(NAME, SEAL, "Value", said.facts.get(SEAL), "another digest", OPTION)
    rows = book.sheets["Cover"].rows if "Cover" in book.sheets else ()
    cover = {str(row[0]): row[1] for row in rows if len(row) > 1 and not is_signature(row)}
    asked = {**said.facts, "Command": fresh.facts["Command"]}  # as the options ask for it now
    for fact, value in asked.items():
        if fact in cover and str(cover[fact]) != str(value):
            yield Difference(NAME, fact, "Value", value, cover[fact], OPTION)


class _Pairs(NamedTuple):
    """Numbered rows of a sheet beside the expected ones, and those of either without a partner."""

    paired: list[tuple[int, Cells, Cells]]
    extra: list[tuple[int, Cells]]
    missing: list[Cells]


class _Comparison(NamedTuple):
    """A sheet of ours; ``edited``: its digest is not the one that was written."""

    sheet: Sheet
    why: str
    edited: bool

    def of(self, tables: Sequence[Table], title: str) -> Iterator[Difference]:
        """All that differs from ``tables``."""
        found, outside = blocks(self.sheet, tables)
        yield from self._outside(outside, lines(tables, title))
        for table in tables:
            if table.name not in found:
                yield self._differ("", "table", None, table.title)
                continue
            yield from self._headings(found[table.name])
            yield from self._rows(found[table.name])

    def _differ(self, where: str, what: str, found: Cell, expected: Cell) -> Difference:
        return Difference(self.sheet.name, where, what, found, expected, self.why)

    def _outside(
        self, outside: Sequence[tuple[int, Cells]], expected: Iterator[Cell]
    ) -> Iterator[Difference]:
        """Titles and notes, in whatever order; one that differs beside the next that is missing."""
        missing: Counter[Cells] = Counter((text,) for text in expected)
        extra: list[tuple[int, Cells]] = []
        for number, row in outside:
            if missing[row] > 0:
                missing[row] -= 1
            else:
                extra.append((number, row))
        pairs = zip_longest(extra, missing.elements())
        for left, right in pairs:
            where, found = (f"A{left[0]}", _as_text(left[1])) if left else ("", None)
            yield self._differ(where, "line", found, right[0] if right else None)

    def _headings(self, block: Block) -> Iterator[Difference]:
        for at, title in enumerate(titles(block.table)):
            place = block.places.get(at)
            if place is None:
                yield self._differ(f"row {block.head}", "heading", None, title)
            elif block.heading[place] != title:
                where = block.where(block.head, place)
                yield self._differ(where, "heading", block.heading[place], title)
        for place in block.unknown:
            yield self._differ(
                block.where(block.head, place), "heading", block.heading[place], None
            )

    def _rows(self, block: Block) -> Iterator[Difference]:
        pairs = _paired(block, by_likeness=self.edited)
        heads = [titles(block.table)[at] for at in block.places]
        for number, row, expected in pairs.paired:
            name = _name(block, expected)
            for place, head, found, wanted in zip(
                block.places.values(), heads, row, expected, strict=True
            ):
                if found != wanted:
                    where = block.where(number, place)
                    yield self._differ(where, f"{name}: {head}", found, wanted)
        for number, row in pairs.extra:
            yield self._differ(f"row {number}", "row", _as_text(row), None)
        for expected in pairs.missing:
            yield self._differ("", "row", None, _as_text(expected))
        for number, place, value in strays(block):
            yield self._differ(block.where(number, place), "a cell beside the table", value, None)


def _key_places(block: Block) -> list[int]:
    """Where the cells of the key stand among the columns that are there."""
    keys = [column.key for column in block.table.parts]
    wanted = keys[:1] if block.table.key is None else block.table.key
    return [at for at, column in enumerate(block.places) if keys[column] in wanted]


def _paired(block: Block, *, by_likeness: bool) -> _Pairs:
    """Rows of one key beside each other in their order, those that are equal first."""
    key = _key_places(block)
    waiting: dict[Cells, list[Cells]] = defaultdict(list)
    for row in block.table.cells:
        if not is_signature(row):
            cells = tuple(plain(written(row[at])) for at in block.places)
            waiting[tuple(cells[at] for at in key)].append(cells)
    unequal: list[tuple[int, Cells]] = []
    for number, row in block.rows:
        cells = tuple(row[at] if at < len(row) else None for at in block.places.values())
        same = waiting.get(tuple(cells[at] for at in key), [])
        if cells in same:
            same.remove(cells)
        elif any(cell is not None for cell in cells):
            unequal.append((number, cells))
    pairs = _Pairs([], [], [])
    for number, cells in unequal:
        same = waiting.get(tuple(cells[at] for at in key), [])
        if same:
            pairs.paired.append((number, cells, same.pop(0)))
        else:
            pairs.extra.append((number, cells))
    pairs.missing.extend(row for rows in waiting.values() for row in rows)
    return _paired_by_likeness(pairs) if by_likeness else pairs


def _paired_by_likeness(pairs: _Pairs) -> _Pairs:
    """A row whose key was edited stands beside the one that it was: half of its cells are equal."""
    rest: list[tuple[int, Cells]] = []
    paired, missing = list(pairs.paired), list(pairs.missing)
    for at, (number, row) in enumerate(pairs.extra):
        near = missing[:MOST_PAIRED] if at < MOST_PAIRED else []
        like = max(near, key=lambda other: _equal_cells(row, other), default=None)
        if like is None or 2 * _equal_cells(row, like) < sum(cell is not None for cell in like):
            rest.append((number, row))
        else:
            missing.remove(like)
            paired.append((number, row, like))
    return _Pairs(paired, rest, missing)


def _equal_cells(row: Cells, other: Cells) -> int:
    return sum(a is not None and a == b for a, b in zip(row, other, strict=True))


def _name(block: Block, row: Cells) -> str:
    """The key of a row in words."""
    return _as_text([row[at] for at in _key_places(block)]) or block.table.title


def _as_text(row: Sequence[Cell]) -> str:
    return "; ".join(str(cell) for cell in row if cell is not None)[:LONGEST_ROW]
