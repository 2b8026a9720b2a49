"""CSV files of the data: the one reader and the one writer. Standard library only."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from registry.law.sources import File, UnreadableError, decoded

MAX_BYTES: Final = 50_000_000


class Line(NamedTuple):
    """One record that is not blank: the line on which it begins, and its cells."""

    first: int
    cells: list[str]


def records(data: File) -> Iterator[Line]:
    """The records of a file, its header first; raises ``UnreadableError`` at a broken one."""
    reader = csv.reader(io.StringIO(decoded(data, MAX_BYTES), newline=""), strict=True)
    first = 1
    try:
        for cells in reader:
            if cells:
                yield Line(first, cells)
            first = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(first, f"the row that begins here is not CSV: {error}") from error


def rows(data: File, columns: tuple[str, ...]) -> Iterator[Line]:
    """The records below the header, which must be ``columns``, each as wide as the header."""
    lines = records(data)
    header = next(lines, Line(1, [])).cells
    if tuple(header) != columns:
        shown = ",".join(header)[:120] or "nothing"
        raise UnreadableError(1, f'the header is "{shown}"; it must be "{",".join(columns)}"')
    for line in lines:
        if len(line.cells) != len(columns):
            what = f"the row has {len(line.cells)} cells, the header {len(columns)}"
            raise UnreadableError(line.first, what)
        yield line


def written(columns: tuple[str, ...], lines: Iterable[Iterable[object]]) -> bytes:
    """A file of ``columns`` and ``lines``, ended by line feeds."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(tuple(cells) for cells in lines)
    return out.getvalue().encode()
