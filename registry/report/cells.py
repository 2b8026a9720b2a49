"""Cells as a workbook holds them, and digests of them that survive another office program."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Final, NamedTuple

from registry.report.table import Cell

LONGEST: Final = 32_767  # what a cell holds; Excel cuts the rest without a word
CUT: Final = " … (cut)"
FIRST_DAY: Final = date(1900, 3, 1)  # before it, Excel's calendar has a day that never was
MIDNIGHT: Final = time()
# What XML cannot hold: control characters, lone surrogates, two non-characters.
UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LINE_ENDS: Final = re.compile("\r\n?")


def written(value: Cell) -> Cell:
    """``value`` as a workbook can hold it: text that fits, days that Excel's calendar has."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date) and _day(value) < FIRST_DAY:
        return value.isoformat()
    return value


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _text(text: str) -> str:
    clean = LINE_ENDS.sub("\n", UNWRITABLE.sub("\ufffd", text))
    if len(clean) <= LONGEST // 2:
        return clean
    units = clean.encode("utf-16-le")  # as Excel counts
    if len(units) <= 2 * LONGEST:
        return clean
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT


def plain(value: object) -> Cell:
    """What was read from a workbook as a cell of ours; an empty text is nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date() if value.time() == MIDNIGHT else value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str | bool | int | float | date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return str(getattr(value, "text", value))  # an array formula


def digest(cells: Iterable[Cell]) -> str:
    """Sixteen hexadecimal digits of what the cells say, whoever wrote them to a file."""
    text = json.dumps([plain(written(cell)) for cell in cells], default=str)
    return sha256(text.encode()).hexdigest()[:16]


def digest_of_rows(rows: Iterable[Iterable[Cell]]) -> str:
    """A digest of rows that does not depend on their order: sorting is no edit."""
    return sha256("\n".join(sorted(digest(row) for row in rows)).encode()).hexdigest()[:16]


def letters(column: int) -> str:
    """The name that a workbook gives to its ``column``, counted from one."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class Hidden(NamedTuple):
    """What a reader of a sheet does not see: rows that say something, columns in use, all of it."""

    rows: int = 0
    columns: tuple[str, ...] = ()
    sheet: bool = False


class Sheet(NamedTuple):
    """A sheet that was read: the rows that say anything, and the number of each, from one.

    ``remarks`` hang on cells: row and column, both counted from zero, and text.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    remarks: tuple[tuple[int, int, str], ...] = ()
    hidden: Hidden = Hidden()


class Book(NamedTuple):
    """A workbook that was read; ``sheets`` in their order."""

    sheets: dict[str, Sheet]
