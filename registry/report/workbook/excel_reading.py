"""Workbooks read back: values, what is hidden, and the remarks that people hang on cells.

Whoever saved the file, what is not a workbook, or not a safe one, is refused in one sentence.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from typing import BinaryIO, Final
from zipfile import ZipFile

from registry.report.cells import Book
from registry.report.workbook.excel_remarks import remarks
from registry.report.workbook.excel_sheets import NotReadableError, sheets

__all__ = ["NotReadableError", "read"]

LARGEST: Final = 1 << 29  # bytes unpacked; a report of 10^5 rows has two thirds of it
MOST_PACKED: Final = 200  # times; the parts of a report are packed 5 to 60 times
SMALL: Final = 1 << 22  # bytes of a part that may be packed as closely as it likes
OLE: Final = b"\xd0\xcf\x11\xe0"
KINDS: Final = {b"%PDF": "a PDF file", OLE: "an old .xls file, or a workbook with a password"}
LONGEST_CAUSE: Final = 160


def read(file: BinaryIO) -> Book:
    """The values, hidden places and remarks of every sheet; formulas as they were typed.

    Raises ``NotReadableError`` if it is no workbook, is damaged, or unpacks to more than a report.
    """
    start = file.read(4)
    if not start.startswith(b"PK"):
        kind = KINDS.get(start, "no .xlsx workbook")
        raise NotReadableError(f"it is {kind}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl names what it leaves out beside the values
            with ZipFile(file) as archive:
                _check(archive)
                hung = {name: tuple(texts) for name, texts in remarks(archive)}
            return _book(file, hung)
    except NotReadableError:
        raise
    except MemoryError as error:
        raise NotReadableError("it takes more memory than there is") from error
    except Exception as error:  # a damaged file raises whatever the libraries below it meet
        raise NotReadableError(f"it is damaged or no .xlsx workbook ({_cause(error)})") from error


def _book(file: BinaryIO, hung: dict[str, tuple[tuple[int, int, str], ...]]) -> Book:
    book = Book({})
    for sheet in sheets(file):
        if sheet.name in book.sheets:
            raise NotReadableError(f"two of its sheets are named {sheet.name!r}")
        book.sheets[sheet.name] = sheet._replace(remarks=hung.get(sheet.name, ()))
    return book


def _check(archive: ZipFile) -> None:
    """No part twice, none that leads out of the file, and no more than a report unpacks to."""
    parts = archive.infolist()
    counts = Counter(part.filename.casefold() for part in parts)
    for part in parts:
        if counts[part.filename.casefold()] > 1:
            raise NotReadableError(f"it holds the part {part.filename!r} twice")
        if _leads_out(part.filename):
            raise NotReadableError(f"its part {part.filename!r} leads out of the file")
        if part.file_size > max(SMALL, MOST_PACKED * part.compress_size):
            raise NotReadableError(
                f"its part {part.filename!r} unpacks to more than {MOST_PACKED} times its size"
            )
    if sum(part.file_size for part in parts) > LARGEST:
        raise NotReadableError(f"it unpacks to more than {LARGEST >> 20} MiB")


def _leads_out(name: str) -> bool:
    steps = re.split(r"[\\/]", name)
    return steps[0] == "" or ".." in steps or ":" in steps[0]


def _cause(error: Exception) -> str:
    """An error of a library on one line, with nothing that a terminal obeys."""
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return "".join(sign if sign.isprintable() else "?" for sign in text)[:LONGEST_CAUSE]
