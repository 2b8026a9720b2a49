"""CSV files of the data: the one reader and the one writer. Standard library only."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from registry.law.sources import File, Unreadable

MAX_BYTES: Final = 50_000_000


class CsvError(ValueError):
    """A file that cannot be read as CSV: the line, and why, as a clause."""

    def __init__(self, line: int, what: str) -> None:
        self.line = line
        super().__init__(what)


class Line(NamedTuple):
    """One record that is not blank: the lines on which it begins and ends, and its cells."""

    first: int
    last: int
    cells: list[str]


def records(data: File) -> Iterator[Line]:
    """The records of a file, its header first; raises ``CsvError`` where one cannot be read."""
    reader = csv.reader(io.StringIO(_text(data), newline=""), strict=True)
    first = 1
    try:
        for cells in reader:
            if cells:
                yield Line(first, reader.line_num, cells)
            first = reader.line_num + 1
    except csv.Error as error:
        raise CsvError(first, f"the row that begins here is not CSV: {error}") from error


def rows(data: File, columns: tuple[str, ...]) -> Iterator[Line]:
    """The records below the header, which must be ``columns``, each as wide as the header."""
    lines = records(data)
    header = next(lines, Line(1, 1, [])).cells
    if tuple(header) != columns:
        shown = ",".join(header)[:120] or "nothing"
        raise CsvError(1, f'the header is "{shown}"; it must be "{",".join(columns)}"')
    for line in lines:
        if len(line.cells) != len(columns):
            what = f"the row has {len(line.cells)} cells, the header {len(columns)}"
            raise CsvError(line.first, what)
        yield line


def written(columns: tuple[str, ...], lines: Iterable[Iterable[object]]) -> bytes:
    """A file of ``columns`` and ``lines``, ended by line feeds."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(tuple(cells) for cells in lines)
    return out.getvalue().encode()


def _text(data: File) -> str:
    if isinstance(data, Unreadable):
        raise CsvError(1, f"the file cannot be read: {data.why}")
    if len(data) > MAX_BYTES:
        raise CsvError(1, f"the file has {len(data)} bytes, the limit is {MAX_BYTES}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} is not UTF-8; save the file as UTF-8"
        raise CsvError(line, what) from error
