"""What a workbook was made of: question, options, data, tool, and digests of its own sheets."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from registry.law.dates import civil_date
from registry.report.cells import Book, Sheet, digest, digest_of_rows, plain, written
from registry.report.table import Cell, Column, Fact, Table, fact_columns

NAME: Final = "Manifest"
GAPS: Final = "Gaps"
FORMAT: Final = "cs-registry/workbook/1"
ROLES: Final = ("Prepared by", "Reviewed by", "Approved by")
SIGNED_BEFORE: Final = "Signed before"
ALL_KNOWN: Final = "all acts known to the record"
FACTS: Final = fact_columns(30, 80, brief=False)
SHEETS: Final = (
    Column("sheet", "Sheet", attrgetter("fact")),
    Column("digest", "Digest", attrgetter("value")),
)
ROWS: Final = (
    Column("gap_id", "Gap id of a row", attrgetter("fact")),
    Column("row_hash", "Row hash", attrgetter("value")),
)
SEAL: Final = "Digest of this list"


class NotOursError(ValueError):
    """Why a workbook is no gap report of this tool, or lacks what is needed; one sentence."""


class Setting(NamedTuple):
    """What was asked and with which tool, as the Cover and the Manifest print it."""

    title: str
    command: str
    tool: str
    aligned: bool = False


class Manifest(NamedTuple):
    """A manifest that was read."""

    facts: dict[str, Cell]
    sheets: dict[str, str]
    rows: dict[str, str]

    def text(self, fact: str) -> str:
        """A fact as text."""
        if self.facts.get(fact) is None:
            raise NotOursError(f'its Manifest does not say "{fact}"')
        return str(self.facts[fact])

    def day(self, fact: str) -> date | None:
        """A fact as a day, or ``None`` where it says that no day was given."""
        if self.text(fact) == ALL_KNOWN:
            return None
        try:
            return civil_date(self.text(fact))
        except ValueError as error:
            raise NotOursError(f'its Manifest says "{fact}" wrongly: {error}') from error

    @property
    def columns(self) -> list[str]:
        """The titles of our own columns on the sheet Gaps."""
        try:
            titles = json.loads(self.text("Columns of Gaps"))
        except (ValueError, RecursionError) as error:
            raise NotOursError('its Manifest says "Columns of Gaps" wrongly') from error
        if not isinstance(titles, list) or not all(isinstance(title, str) for title in titles):
            raise NotOursError('its Manifest says "Columns of Gaps" wrongly')
        return titles

    def fills(self, sheet: Sheet) -> bool:
        """Whether there is nothing on its sheet but what it holds."""
        pairs = len(self.facts) + len(self.sheets) + len(self.rows) + 3  # and the heads
        titles = 4
        widths = Counter(len(row) for row in sheet.rows)
        return widths == {1: titles, 2: pairs} and not sheet.remarks

    @property
    def is_sealed(self) -> bool:
        """Whether the list says what it said when it was written."""
        facts = {key: value for key, value in self.facts.items() if key != SEAL}
        return self.facts.get(SEAL) == _seal(self._replace(facts=facts))


def tables(facts: dict[str, Cell], sheets: dict[str, str], rows: dict[str, str]) -> list[Table]:
    """The sheet Manifest."""
    seal = _seal(Manifest(facts, sheets, rows))
    heads = (
        ("Manifest", "What the report was made of", FACTS, (*facts.items(), (SEAL, seal))),
        ("Manifest_sheets", "Digests of the other sheets", SHEETS, tuple(sheets.items())),
        ("Manifest_rows", "Rows of the sheet Gaps as written", ROWS, tuple(rows.items())),
    )
    return [
        Table(
            name,
            title,
            columns,
            [Fact(*pair) for pair in pairs],
            sheet=NAME,
            on_paper=0 if columns is ROWS else None,
        )
        for name, title, columns, pairs in heads
    ]


def _seal(said: Manifest) -> str:
    pairs = (*said.facts.items(), *said.sheets.items(), *said.rows.items())
    return digest(cell for pair in pairs for cell in pair)


def read(book: Book) -> Manifest:
    """The manifest of a workbook; raises ``NotOursError`` if it has none."""
    sheet = book.sheets.get(NAME)
    blocks: dict[str, dict[str, Cell]] = {}
    heads = {tuple(column.title for column in one): one[0].key for one in (FACTS, SHEETS, ROWS)}
    current: dict[str, Cell] = {}
    last = 0
    for number, row in zip(sheet.numbers, sheet.rows, strict=True) if sheet else ():
        if number != last + 1:
            current = {}  # a blank row ends a list
        last = number
        pair = tuple(str(cell) for cell in row[:2])
        if pair in heads:
            current = blocks.setdefault(heads[pair], {})
        elif row[0] is not None:
            current[str(row[0])] = row[1] if len(row) > 1 else None
        else:
            current = {}
    if sheet is None or blocks.get("fact", {}).get("Format") != FORMAT:
        raise NotOursError(
            f'it is no gap report of this tool: its sheet "{NAME}" is missing or says no '
            f'"Format {FORMAT}"'
        )
    return Manifest(blocks["fact"], _texts(blocks.get("sheet")), _texts(blocks.get("gap_id")))


def of(tables: Iterable[Table]) -> Manifest:
    """The manifest among the tables of a workbook that is made."""
    facts, sheets, rows = (
        {str(key): plain(written(value)) for key, value in table.rows}
        for table in tables
        if table.sheet == NAME
    )
    return Manifest(facts, _texts(sheets), _texts(rows))


def _texts(pairs: dict[str, Cell] | None) -> dict[str, str]:
    return {key: str(value) for key, value in (pairs or {}).items() if value is not None}


def digest_of_sheet(rows: Iterable[Sequence[Cell]]) -> str:
    """What the rows of a sheet say outside the lines that people sign, in whatever order."""
    return digest_of_rows(row for row in rows if any_said(row) and not is_signature(row))


def any_said(row: Sequence[Cell]) -> bool:
    """Whether a row has anything in it."""
    return any(cell is not None for cell in row)


def is_signature(row: Sequence[Cell]) -> bool:
    """Whether a row of the Cover is one that people sign."""
    return bool(row) and str(row[0]).startswith(ROLES)


def by_sheet(tables: Iterable[Table]) -> dict[str, list[Table]]:
    """The tables of each sheet, in their order."""
    named = groupby(tables, key=lambda table: table.sheet or table.name)
    return {name: list(group) for name, group in named}


def laid_out(tables: Sequence[Table], title: str) -> Iterator[tuple[Cell, ...]]:
    """The rows of a sheet with these tables as a reader of the file will find them, none blank."""
    yield from ((text,) for text in lines(tables, title))
    for table in tables:
        yield tuple(written(column.title) for column in table.parts)
        yield from (trimmed([written(cell) for cell in row]) for row in table.cells)


def lines(tables: Sequence[Table], title: str) -> Iterator[Cell]:
    """What a sheet with these tables says outside of them: titles above, notes below."""
    several = tables[0].sheet is not None
    if several:
        yield written(title)
    for table in tables:
        if several:
            yield written(table.title)
        yield from (written(note) for note in table.below)


def trimmed(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """A row without the nothing at its end."""
    last = max((at for at, cell in enumerate(row, 1) if cell not in {None, ""}), default=0)
    return tuple(row[:last])
