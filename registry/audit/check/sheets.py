"""The tables that are kept by hand: each read once, whatever is wrong with it as complaints."""

from __future__ import annotations

from typing import Final, NamedTuple

from registry.law import layout
from registry.law.catalogue import Complaint, sentence
from registry.law.csvfile import rows
from registry.law.layout import FileKind
from registry.law.sources import File, Files, UnreadableError

COLUMNS: Final = {
    layout.PRINTED: ("schedule", "line", "printed", "number", "since", "reason"),
    layout.TOTALS: ("on", "schedule", "expected", "recorded_difference", "reason"),
    layout.TRANSCRIBED: ("table", "row", "name", "act", "schedule", "line"),
    layout.UNTRANSCRIBED: ("table", "row", "name", "reason"),
}


class CsvRow(NamedTuple):
    """One row below the header: the line it begins on, and its cells by column."""

    line: int
    cells: dict[str, str]


class CsvSheet(NamedTuple):
    """What could be read of a CSV file, and what was wrong with it.

    ``names`` are those in its path: the jurisdiction, and of a printed list its day.
    """

    file: str
    names: tuple[str, ...]
    rows: tuple[CsvRow, ...]
    complaints: tuple[Complaint, ...] = ()


Sheets = dict[FileKind, list[CsvSheet]]


def read_sheets(files: Files) -> Sheets:
    """The tables kept by hand among ``files``, by their kinds, in the order of their paths."""
    return {
        kind: [
            _sheet(file, kind.names(file) or (), data, columns)
            for file, data in files.items()
            if layout.table_kind(file) == kind
        ]
        for kind, columns in COLUMNS.items()
    }


def _sheet(file: str, names: tuple[str, ...], data: File, columns: tuple[str, ...]) -> CsvSheet:
    """The rows of ``file``, whose header must be ``columns``; none if anything is wrong."""
    try:
        lines = list(rows(data, columns))
    except UnreadableError as error:
        fault = Complaint(file, sentence(str(error)), line=error.line)
        return CsvSheet(file, names, (), (fault,))
    if not lines:
        what = "The file has a header and no row; nothing is compared."
        return CsvSheet(file, names, (), (Complaint(file, what, line=1),))
    cells = (dict(zip(columns, line.cells, strict=True)) for line in lines)
    return CsvSheet(file, names, tuple(map(CsvRow, (line.first for line in lines), cells)))
