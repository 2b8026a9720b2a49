"""What differs between a workbook and the same report made again: table by table, key by key.

Titles, notes and blank rows are no data; a row is compared with the row of the same key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from registry.report.cells import Book, Sheet
from registry.report.table import Cell, Report, Table
from registry.report.workbook import signatures
from registry.report.workbook.blocks import Block, Cells, blocks
from registry.report.workbook.causes import ANOTHER_FORM, EDITED, OPTION, CellDifference, Changed
from registry.report.workbook.gaps_differences import of_gaps
from registry.report.workbook.layout import by_sheet, digest_of_sheet, is_signature, lines
from registry.report.workbook.manifest import (
    DATA,
    GAPS,
    NAME,
    NEW_IN_FORMAT_2,
    SEAL,
    TABLES_OF_FORMAT_3,
    Manifest,
    of,
    read,
)
from registry.report.workbook.pairing import as_text, paired


def differences(book: Book, again: Report, changed: Changed) -> list[CellDifference]:
    """Every cell outside the reviewer's columns that differs from the report made again."""
    manifest = read(book)
    tables = [table for table in again.tables() if not _is_later(table, manifest)]
    made = by_sheet(tables)
    fresh = of(made[NAME])
    if not manifest.is_sealed:
        return list(_edited_manifest(book, manifest, fresh))
    rows = [
        *_facts(manifest, fresh, changed),
        *_sheets(book, made, again.title, manifest, changed),
        *of_gaps(book, again.rows, manifest, fresh, changed),
    ]
    if changed.data is not None:
        return rows
    digests = (manifest.facts.get(DATA), fresh.facts[DATA])
    return [
        row._replace(why=ANOTHER_FORM) if (row.found, row.expected) == digests else row
        for row in rows
    ]


def _is_later(table: Table, manifest: Manifest) -> bool:
    """Whether a workbook of this format had no such table."""
    return manifest.is_older and table.name in TABLES_OF_FORMAT_3


def _facts(manifest: Manifest, fresh: Manifest, changed: Changed) -> Iterator[CellDifference]:
    """The facts that differ, of those that the format of the workbook has."""
    absent = {SEAL, *(NEW_IN_FORMAT_2 if manifest.is_format_1 else ())}
    absent |= {"Format"} if manifest.is_older else set()
    for fact, value in fresh.facts.items():
        if fact not in absent and manifest.facts.get(fact) != value:
            why = changed.why(edited=False)
            yield CellDifference(NAME, fact, "Value", manifest.facts.get(fact), value, why)


def _edited_manifest(book: Book, manifest: Manifest, fresh: Manifest) -> Iterator[CellDifference]:
    """An edited Manifest asks another question: what the Cover says of it, and no more."""
    yield CellDifference(NAME, SEAL, "Value", manifest.facts.get(SEAL), "another digest", OPTION)
    rows = book.sheets["Cover"].rows if "Cover" in book.sheets else ()
    cover = {str(row[0]): row[1] for row in rows if len(row) > 1 and not is_signature(row)}
    asked = {**manifest.facts, "Command": fresh.facts["Command"]}  # as the options ask for it now
    for fact, value in asked.items():
        if fact in cover and str(cover[fact]) != str(value):
            yield CellDifference(NAME, fact, "Value", value, cover[fact], OPTION)


def _sheets(
    book: Book, made: dict[str, list[Table]], title: str, manifest: Manifest, changed: Changed
) -> Iterator[CellDifference]:
    """What differs on the sheets that nobody signs row by row."""
    for name in dict.fromkeys((*made, *manifest.sheets)):
        if name in {NAME, GAPS}:
            continue
        if name not in book.sheets:
            yield CellDifference(name, name, "sheet", "missing", "there", EDITED)
        elif name not in made:
            why = changed.why(edited=False)
            yield CellDifference(name, name, "sheet", "there", "missing", why)
        elif name == signatures.NAME and signatures.is_edited(book, manifest):
            yield CellDifference(name, name, "sheet", "another digest", None, EDITED)
        else:
            edited = digest_of_sheet(book.sheets[name].rows) != manifest.sheets.get(name)
            comparison = _Comparison(book.sheets[name], changed.why(edited=edited), edited)
            yield from comparison.of(made[name], title, manifest)


class _Comparison(NamedTuple):
    """A sheet of ours; ``edited``: its digest is not the one that was written."""

    sheet: Sheet
    why: str
    edited: bool

    def of(
        self, tables: Sequence[Table], title: str, manifest: Manifest
    ) -> Iterator[CellDifference]:
        """All that differs from ``tables``."""
        there = blocks(self.sheet, tables, manifest)
        yield from self._outside(
            there.outside, lines(tables, title, notes_of_one=manifest.is_older)
        )
        for table in tables:
            if table.name not in there.named:
                yield self._differ("", "table", None, table.title)
                continue
            yield from self._headings(there.named[table.name])
            yield from self._rows(there.named[table.name])

    def _differ(self, where: str, what: str, value: Cell, expected: Cell) -> CellDifference:
        return CellDifference(self.sheet.name, where, what, value, expected, self.why)

    def _outside(
        self, outside: Sequence[tuple[int, Cells]], expected: Iterator[Cell]
    ) -> Iterator[CellDifference]:
        """Titles and notes, in whatever order; one that differs beside the next that is missing."""
        missing: Counter[Cells] = Counter((text,) for text in expected)
        extra: list[tuple[int, Cells]] = []
        for number, row in outside:
            if missing[row] > 0:
                missing[row] -= 1
            else:
                extra.append((number, row))
        for left, right in zip_longest(extra, missing.elements()):
            where, text = (f"A{left[0]}", as_text(left[1])) if left else ("", None)
            yield self._differ(where, "line", text, right[0] if right else None)

    def _headings(self, block: Block) -> Iterator[CellDifference]:
        for column in block.table.parts:
            place = block.places.get(column.key)
            if place is None:
                yield self._differ(f"row {block.head}", "heading", None, column.title)
            elif block.heading[place] != column.title:
                where = block.where(block.head, place)
                yield self._differ(where, "heading", block.heading[place], column.title)
        for place in block.unknown:
            where = block.where(block.head, place)
            yield self._differ(where, "heading", block.heading[place], None)

    def _rows(self, block: Block) -> Iterator[CellDifference]:
        pairs = paired(block, by_likeness=self.edited)
        titles = {column.key: column.title for column in block.table.parts}
        for number, row, expected in pairs.paired:
            name = as_text([expected[key] for key in block.key]) or block.table.title
            for key, place in block.places.items():
                if row[key] != expected[key]:
                    where = block.where(number, place)
                    yield self._differ(where, f"{name}: {titles[key]}", row[key], expected[key])
        for number, row in pairs.extra:
            yield self._differ(f"row {number}", "row", as_text(row.values()), None)
        for expected in pairs.missing:
            yield self._differ("", "row", None, as_text(expected.values()))
        for number, place, value in block.strays:
            yield self._differ(block.where(number, place), "a cell beside the table", value, None)
