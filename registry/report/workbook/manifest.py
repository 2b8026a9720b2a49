"""What a workbook was made of: question, options, data, tool, keys, digests of its sheets.

Formats. 1: the sheet Gaps has the columns ``KEYS_OF_FORMAT_1`` in their order; hashes of rows and
the digest of the data are of form 1. 2: the Manifest says these forms, names the key of every
column beside its heading as written, and lists the rows of the last report. 3: rows say who signed
them and when, and what changed in them; there are a sheet of coverages and one of signatures; what
is said of a sheet stands on the Cover.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Final, NamedTuple

from registry.engine import signoff
from registry.law.dates import civil_date
from registry.report.cells import Book, Sheet, digest, plain, written
from registry.report.table import Cell, Column, Fact, Table, fact_columns
from registry.report.workbook.layout import digest_of_sheet, laid_out

NAME: Final = "Manifest"
GAPS: Final = "Gaps"
FORMAT: Final = "cs-registry/workbook/3"
FORMAT_2: Final = "cs-registry/workbook/2"
FORMAT_1: Final = "cs-registry/workbook/1"
ALL_KNOWN: Final = "all acts known to the record"
SEAL: Final = "Digest of this list"
DATA: Final = "Data digest"
DATA_FORM: Final = "Data digest form"
ROW_FORM: Final = "Row hash form"
COLUMNS_OF_FORMAT_1: Final = "Columns of Gaps"
# What format 2 says and format 1 does not.
NEW_IN_FORMAT_2: Final = frozenset({DATA_FORM, ROW_FORM})
KEYS_OF_FORMAT_1: Final = (
    "name", "name_zh", "cas", "kind", "gap_since", "gap_since_qualifier",
    *(f"{side}_{key}" for side in "ab"
      for key in ("status", "regime", "schedule", "since", "since_qualifier", "citation")),
    "why", "since_previous", "substance", "family", "also", "gap_until", "lag_days", "open_days",
    *(f"{side}_{key}" for side in "ab"
      for key in ("basis", "expires", "scope", "act", "evidence", "caveat", "source")),
    "gap_id", "row_hash", "previous_hash",
)  # fmt: skip
REVIEW_OF_FORMAT_1: Final = {
    "sign_off": "Sign-off",
    "decision": "Decision",
    "owner": "Owner",
    "due": "Due",
    "comment": "Comment",
    "evidence_reference": "Evidence",
    "kept": "Kept from the last report",
    "signed_hash": "Row hash signed",
    "signed_decision": "Decision as carried",
    "cells": "Digest of the cells",
}
# What format 3 has and no earlier one: columns of Gaps, and tables.
SIGNED_ROW: Final = {"signed_by": "Signed by", "signed_on": "Signed on"}
COLUMNS_OF_FORMAT_3: Final = frozenset({*SIGNED_ROW, "what_changed"})
TABLES_OF_FORMAT_3: Final = frozenset({"Coverage", "Signatures", "Notes"})
# The columns of Gaps that a reviewer may write in, and the digest that covers the others.
UNSEALED: Final = frozenset({*REVIEW_OF_FORMAT_1, *SIGNED_ROW})


class NotOursError(ValueError):
    """Why a workbook is no gap report of this tool, or lacks what is needed; one sentence."""


class Setting(NamedTuple):
    """What was asked and with which tool, as the Cover and the Manifest print it.

    ``form`` is that of the row hashes: a report that is made again has that of its workbook.
    """

    title: str
    command: str
    tool: str
    aligned: bool = False
    form: int = signoff.FORM


class LastRow(NamedTuple):
    """A row of the last report: its hash, whether it stood there or was closed, what changed."""

    hash: str
    open: bool
    what_changed: str | None = None

    @property
    def written(self) -> str:
        """The row as the Manifest lists it."""
        words = ("open" if self.open else "closed", self.hash, self.what_changed)
        return " ".join(word for word in words if word)


class Manifest(NamedTuple):
    """The lists of the sheet Manifest.

    ``sheets``: digests by sheet; ``columns``: headings by table and column key, ``Gaps.name``;
    ``rows``: hashes by gap id; ``last``: the rows of the last report that the sheet Gaps names.
    """

    facts: dict[str, Cell]
    sheets: dict[str, str]
    rows: dict[str, str]
    columns: dict[str, str]
    last: dict[str, str]

    @property
    def is_format_1(self) -> bool:
        """Whether the workbook is of the first format, which holds no keys."""
        return self.facts.get("Format") == FORMAT_1

    @property
    def is_older(self) -> bool:
        """Whether the workbook is of a format before today's."""
        return self.facts.get("Format") != FORMAT

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
    def form(self) -> int:
        """The form of the row hashes."""
        if self.is_format_1:
            return 1
        known = {str(form): form for form in signoff.FORMS}
        if self.text(ROW_FORM) not in known:
            raise NotOursError(f'its Manifest says "{ROW_FORM}" wrongly: {self.text(ROW_FORM)}')
        return known[self.text(ROW_FORM)]

    @property
    def data_form(self) -> str:
        """The form of the digest of the data."""
        return "1" if self.is_format_1 else self.text(DATA_FORM)

    def headings(self, table: str) -> dict[str, str]:
        """Column key -> heading as written, of a table; empty where the workbook holds no keys."""
        if self.is_format_1:
            return self._headings_of_format_1() if table == GAPS else {}
        named = (key.partition(".") for key in self.columns)
        headings = {key: self.columns[f"{name}.{key}"] for name, _, key in named if name == table}
        if table == GAPS and not {"gap_id", "row_hash", *REVIEW_OF_FORMAT_1} <= headings.keys():
            raise NotOursError("its Manifest says the keys of columns wrongly")
        return headings

    def _headings_of_format_1(self) -> dict[str, str]:
        wrongly = f'its Manifest says "{COLUMNS_OF_FORMAT_1}" wrongly'
        try:
            titles = json.loads(self.text(COLUMNS_OF_FORMAT_1))
        except (ValueError, RecursionError) as error:
            raise NotOursError(wrongly) from error
        if not isinstance(titles, list) or not all(isinstance(title, str) for title in titles):
            raise NotOursError(wrongly)
        if len(titles) != len(KEYS_OF_FORMAT_1):
            raise NotOursError(wrongly)
        return dict(zip(KEYS_OF_FORMAT_1, titles, strict=True)) | REVIEW_OF_FORMAT_1

    @property
    def last_rows(self) -> dict[str, LastRow]:
        """The rows of the last report by gap id."""
        rows = {}
        for name, text in self.last.items():
            state, _, rest = text.partition(" ")
            mark, _, what = rest.partition(" ")
            rows[name] = LastRow(mark, state == "open", what or None)
        return rows

    @property
    def is_sealed(self) -> bool:
        """Whether the lists say what they said when they were written."""
        facts = {key: value for key, value in self.facts.items() if key != SEAL}
        return self.facts.get(SEAL) == _seal(self._replace(facts=facts))

    def fills(self, sheet: Sheet) -> bool:
        """Whether its sheet holds nothing but these lists below the title of the report."""
        facts = {key: value for key, value in self.facts.items() if key != SEAL}
        made = list(laid_out(tables(self._replace(facts=facts)), ""))
        same = digest_of_sheet(sheet.rows[1:]) == digest_of_sheet(made[1:])
        return same and len(sheet.rows[0]) == 1 and not sheet.remarks


def _pairs(first: str, title: str, second: str, value: str) -> tuple[Column, ...]:
    return (
        Column(first, title, attrgetter("fact")),
        Column(second, value, attrgetter("value")),
    )


# Name, title and columns of each list, in the order of the fields of a Manifest.
LISTS: Final = {
    "facts": ("Manifest", "What the report was made of", fact_columns(30, 80, brief=False)),
    "sheets": (
        "Manifest_sheets",
        "Digests of the other sheets",
        _pairs("sheet", "Sheet", "digest", "Digest"),
    ),
    "rows": (
        "Manifest_rows",
        "Rows of the sheet Gaps as written",
        _pairs("gap_id", "Gap id of a row", "row_hash", "Row hash"),
    ),
    "columns": (
        "Manifest_columns",
        "Keys of the columns",
        _pairs("key", "Table and key of a column", "heading", "Heading as written"),
    ),
    "last": (
        "Manifest_last",
        "Rows of the last report",
        _pairs("last_gap_id", "Gap id in the last report", "last_hash", "Standing and row hash"),
    ),
}
ON_PAPER: Final = ("facts", "sheets")


def tables(manifest: Manifest) -> list[Table]:
    """The sheet Manifest with its seal; only what people read of it is printed."""
    lists = manifest._asdict() | {"facts": {**manifest.facts, SEAL: _seal(manifest)}}
    if manifest.is_format_1:
        del lists["columns"], lists["last"]
    return [
        Table(
            *LISTS[key],
            [Fact(*pair) for pair in pairs.items()],
            sheet=NAME,
            on_paper=None if key in ON_PAPER else 0,
        )
        for key, pairs in lists.items()
    ]


def _seal(manifest: Manifest) -> str:
    pairs = (pair for pairs in manifest for pair in pairs.items())
    return digest(cell for pair in pairs for cell in pair)


def read(book: Book) -> Manifest:
    """The manifest of a workbook; raises ``NotOursError`` if it has none."""
    lists: dict[str, dict[str, Cell]] = {}
    if NAME in book.sheets:
        for key, name, value in _entries(book.sheets[NAME]):
            lists.setdefault(key, {})[name] = value
    facts = lists.pop("facts", {})
    if facts.get("Format") not in {FORMAT, FORMAT_2, FORMAT_1}:
        raise NotOursError(
            f'it is no gap report of this tool: its sheet "{NAME}" is missing or says neither '
            f'"Format {FORMAT}" nor an earlier one'
        )
    return _of_lists(facts, lists)


def _entries(sheet: Sheet) -> Iterator[tuple[str, str, Cell]]:
    """List, name and value of every line below the heading of a list; a blank row ends one."""
    heads = {tuple(column.title for column in columns): key for key, (*_, columns) in LISTS.items()}
    current: str | None = None
    last = 0
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        if number != last + 1 or row[0] is None:
            current = None
        last = number
        pair = tuple(str(cell) for cell in row[:2])
        if pair in heads:
            current = heads[pair]
        elif current is not None:
            yield current, str(row[0]), row[1] if len(row) > 1 else None


def of(made: Iterable[Table]) -> Manifest:
    """The manifest among the tables of a workbook that is made."""
    names = {name: key for key, (name, *_) in LISTS.items()}
    lists = {
        names[table.name]: {str(key): plain(written(value)) for key, value in table.rows}
        for table in made
        if table.sheet == NAME
    }
    return _of_lists(lists.pop("facts"), lists)


def _of_lists(facts: dict[str, Cell], lists: Mapping[str, dict[str, Cell]]) -> Manifest:
    texts = {
        key: {name: str(cell) for name, cell in lists.get(key, {}).items() if cell is not None}
        for key in LISTS
        if key != "facts"
    }
    return Manifest(facts, **texts)
