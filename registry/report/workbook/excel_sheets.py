"""The sheets of a workbook as they are streamed from the file: only what is there takes time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

from openpyxl import load_workbook
from openpyxl.worksheet._reader import WorkSheetParser

from registry.report.cells import Hidden, Sheet, letters, plain
from registry.report.table import Cell

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
MOST_CELLS: Final = 20_000_000  # of a sheet, from the first column to the last filled one of a row
TRUE: Final = ("1", "true")


class NotReadableError(ValueError):
    """Why a file cannot be read as a workbook, in one sentence."""


def sheets(file: BinaryIO) -> Iterator[Sheet]:
    """Every sheet but those of a chart alone. Blank rows, however many, are passed over."""
    book = load_workbook(file, read_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            yield _sheet(sheet)
    finally:
        book.close()


def _sheet(sheet: Any) -> Sheet:  # noqa: ANN401 (openpyxl's sheet that streams)
    book = sheet.parent
    with sheet._get_source() as source:  # noqa: SLF001 (its public rows fill in every blank one)
        parser: Any = WorkSheetParser(
            source,
            sheet._shared_strings,  # noqa: SLF001
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        rows = list(_rows(parser, sheet.title))
    hidden = Hidden(
        rows=sum(is_hidden for *_, is_hidden in rows),
        columns=_hidden_columns(parser, max((len(row) for _, row, _ in rows), default=0)),
        sheet=sheet.sheet_state != "visible",
    )
    cells = tuple(row for _, row, _ in rows)
    return Sheet(sheet.title, cells, tuple(number for number, *_ in rows), hidden=hidden)


def _rows(parser: Any, title: str) -> Iterator[tuple[int, tuple[Cell, ...], bool]]:  # noqa: ANN401
    """Number, cells and whether it is hidden, of every row that says anything."""
    last = cells = 0
    for number, read in parser.parse():
        if not last < number <= LAST_ROW:
            raise NotReadableError(f"row {number} of its sheet {title!r} is out of place")
        last = number
        looks = parser.row_dimensions.pop(str(number), {})
        row = _cells(read, title)
        cells += len(row)
        if cells > MOST_CELLS:
            raise NotReadableError(f"its sheet {title!r} has more than {MOST_CELLS:,} cells")
        if row:
            yield number, row, _is_hidden(looks, "ht")


def _cells(read: Iterable[dict[str, Any]], title: str) -> tuple[Cell, ...]:
    """The values from the first column to the last filled one."""
    values = {cell["column"]: plain(cell["value"]) for cell in read}
    filled = {column: value for column, value in values.items() if value is not None}
    if not filled:
        return ()
    last = max(filled)
    if last > LAST_COLUMN:
        raise NotReadableError(f"a column of its sheet {title!r} is out of place")
    return tuple(filled.get(column) for column in range(1, last + 1))


def _is_hidden(looks: dict[str, str], size: str) -> bool:
    return looks.get("hidden") in TRUE or float(looks.get(size) or 1) == 0


def _hidden_columns(parser: Any, width: int) -> tuple[str, ...]:  # noqa: ANN401
    """The hidden columns among the first ``width``, by their letters."""
    hidden = {
        column
        for looks in parser.column_dimensions.values()
        if _is_hidden(looks, "width")
        for column in range(int(looks["min"]), min(int(looks["max"]), width) + 1)
    }
    return tuple(letters(column) for column in sorted(hidden))
