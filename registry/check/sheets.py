"""CSV files beside the TOML: read row by row, whatever is wrong with them as complaints."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from registry.check.catalogue import Complaint

MAX_BYTES: Final = 50_000_000
PRINTED: Final = ("schedule", "line", "printed", "number", "since", "reason")
TOTALS: Final = ("on", "schedule", "expected", "recorded_difference", "reason")
TRANSCRIBED: Final = ("table", "row", "name", "act", "schedule", "line")
UNTRANSCRIBED: Final = ("table", "row", "name", "reason")


class Row(NamedTuple):
    """One row below the header: the line it begins on, and its cells by column."""

    line: int
    cells: dict[str, str]


class Sheet(NamedTuple):
    """What could be read of a CSV file, and what was wrong with it."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    complaints: tuple[Complaint, ...] = ()


class _SheetError(Exception):
    """A CSV file cannot be read; says where and why."""

    def __init__(self, line: int, what: str) -> None:
        self.line, self.what = line, what
        super().__init__(what)


def paths(root: Path, pattern: str) -> list[str]:
    """The files below ``schedules/`` that match, as findings name them."""
    found = (root / "schedules").glob(pattern)
    return sorted(one.relative_to(root).as_posix() for one in found if one.is_file())


def read(root: Path, file: str, columns: tuple[str, ...]) -> Sheet:
    """The rows of ``file``, whose header must be ``columns``; none if anything is wrong."""
    try:
        rows = _table((root / file).read_bytes(), columns)
    except OSError as error:
        return _unreadable(file, 1, f"The file cannot be read: {error.strerror}.")
    except _SheetError as error:
        return _unreadable(file, error.line, error.what)
    if not rows:
        return _unreadable(file, 1, "The file has a header and no row; nothing is compared.")
    return Sheet(file, columns, rows)


def printed_files(root: Path) -> list[str]:
    """The files that hold what an official text printed on a day."""
    return [one for one in paths(root, "*/reconcile/*.csv") if not one.endswith("/totals.csv")]


def printed(root: Path) -> Iterator[Sheet]:
    """What official texts printed, a sheet a jurisdiction and day."""
    return (read(root, one, PRINTED) for one in printed_files(root))


def totals(root: Path) -> Iterator[Sheet]:
    """How many names the authorities count, a sheet a jurisdiction."""
    return (read(root, one, TOTALS) for one in paths(root, "*/reconcile/totals.csv"))


def transcribed(root: Path) -> Iterator[Sheet]:
    """The rows of sources that end in an act, a sheet a jurisdiction."""
    return (read(root, one, TRANSCRIBED) for one in paths(root, "*/transcribed.csv"))


def untranscribed(root: Path) -> Iterator[Sheet]:
    """The rows of sources that are not acts, a sheet a jurisdiction."""
    return (read(root, one, UNTRANSCRIBED) for one in paths(root, "*/untranscribed.csv"))


def parse(data: bytes) -> list[list[str]]:
    """The cells of a CSV file of our own making."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _unreadable(file: str, line: int, what: str) -> Sheet:
    return Sheet(file, (), (), (Complaint(file, what, line=line),))


@lru_cache(maxsize=64)
def _table(data: bytes, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """All rows; several checks read the same file."""
    return tuple(_rows(data, columns))


def _rows(data: bytes, columns: tuple[str, ...]) -> Iterator[Row]:
    records = _records(_text(data))
    header = next(records, (1, []))[1]
    if tuple(header) != columns:
        shown = ",".join(header)[:120] or "nothing"
        raise _SheetError(1, f'The header is "{shown}"; it must be "{",".join(columns)}".')
    for line, cells in records:
        if len(cells) != len(columns):
            what = f"The row has {len(cells)} cells, the header {len(columns)}."
            raise _SheetError(line, what)
        yield Row(line, dict(zip(columns, cells, strict=True)))


def _text(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _SheetError(1, f"The file has {len(data)} bytes, the limit is {MAX_BYTES}.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"Byte {error.start} is not UTF-8; save the file as UTF-8."
        raise _SheetError(line, what) from error


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every record that is not blank, with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            if cells:
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        what = f"The row that begins here is not CSV: {error}."
        raise _SheetError(begins, what) from error
