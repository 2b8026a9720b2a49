"""CSV files beside the TOML: read row by row, whatever is wrong with them as complaints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from registry.audit.check.catalogue import Complaint
from registry.law import layout
from registry.law.csvfile import CsvError, rows
from registry.law.layout import FileKind
from registry.law.sources import File, Files, read_files
from registry.law.tomlfile import sentence

COLUMNS: Final = {
    layout.PRINTED: ("schedule", "line", "printed", "number", "since", "reason"),
    layout.TOTALS: ("on", "schedule", "expected", "recorded_difference", "reason"),
    layout.TRANSCRIBED: ("table", "row", "name", "act", "schedule", "line"),
    layout.UNTRANSCRIBED: ("table", "row", "name", "reason"),
}


class Row(NamedTuple):
    """One row below the header: the line it begins on, and its cells by column."""

    line: int
    cells: dict[str, str]


class Sheet(NamedTuple):
    """What could be read of a CSV file, and what was wrong with it.

    ``names`` are those in its path: the jurisdiction, and of a printed list its day.
    """

    file: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    complaints: tuple[Complaint, ...] = ()


def files(root: Path, *kinds: FileKind) -> Files:
    """The tables of these kinds below the data folder, by their paths."""
    return read_files(root, lambda file: layout.table_kind(file) in kinds)


def sheets(root: Path, *kinds: FileKind) -> Iterator[Sheet]:
    """The tables of these kinds, kind by kind, each with the columns of its kind."""
    for kind in kinds:
        for file, data in files(root, kind).items():
            if names := kind.names(file):
                yield _sheet(file, names, data, COLUMNS[kind])


def _sheet(file: str, names: tuple[str, ...], data: File, columns: tuple[str, ...]) -> Sheet:
    """The rows of ``file``, whose header must be ``columns``; none if anything is wrong."""
    try:
        lines = list(rows(data, columns))
    except CsvError as error:
        return Sheet(file, names, (), (Complaint(file, sentence(str(error)), line=error.line),))
    if not lines:
        what = "The file has a header and no row; nothing is compared."
        return Sheet(file, names, (), (Complaint(file, what, line=1),))
    cells = (dict(zip(columns, line.cells, strict=True)) for line in lines)
    return Sheet(file, names, tuple(map(Row, (line.first for line in lines), cells)))
