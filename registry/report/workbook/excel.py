"""A report as a workbook: a sheet a table, text as text, days as days, always the same bytes.

Rows are streamed to the file one by one, so that a long report takes no more memory than a short
one. What a reader is to fill in has a heading of its own colour and, where it helps, a list.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from registry.report.cells import written
from registry.report.table import Cell, Column, Report, Table
from registry.report.width import lines_in
from registry.report.workbook import excel_style as style
from registry.report.workbook.excel_archive import Archive
from registry.report.workbook.excel_frame import Area, frame, furnish, on_paper
from registry.report.workbook.notes import noted

ADDRESS: Final = re.compile(r"https?://[^\s;,)\"<>]+")
# An address as some sources print it: a host and a path, without "https".
BARE_ADDRESS: Final = re.compile(r"(?<![\w@./:\\-])(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s;,)\"<>]+")
MOST_LINKS: Final = 10_000  # a sheet; Excel takes 65,530 and each costs memory


def render(report: Report) -> bytes:
    """The workbook's bytes."""
    book = Workbook(write_only=True)
    style.set_face(book)
    for named in style.styles():
        book.add_named_style(named)
    for name, tables in groupby(
        noted(report.tables()), key=lambda table: table.sheet or table.name
    ):
        sheet = book.create_sheet(name[:31])
        _Sheet(cast("Worksheet", sheet), report.title).put(tuple(tables))
    book.properties.title = report.title
    book.properties.creator = "cs-registry"
    out = io.BytesIO()
    with Archive(out, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return out.getvalue()


class _Sheet:
    """One sheet, written from the top down."""

    def __init__(self, sheet: Worksheet, title: str) -> None:
        self.sheet = sheet
        self.title = title
        self.at = 0
        self.cells: dict[str, SheetCell] = {}
        self.links = 0
        self.widths: list[int] = []
        self.printed: list[int] = []

    def put(self, tables: Sequence[Table]) -> None:
        """Write every table, then what frames them."""
        several = tables[0].sheet is not None
        self._measure(tables, several=several)
        if several:
            self._line([self._text(style.TITLE, written(self.title))], style.TITLE_HEIGHT)
        printed = 0
        for table in tables:
            if several:
                self._line([])
                self._line([self._text(style.HEADING, written(table.title))], style.HEADING_HEIGHT)
            if table.grid:
                self._rows(table)
            else:
                self._put_table(table)
            printed = self.at if table.on_paper != 0 else printed
        furnish(self.sheet, tables, self.title if several else tables[0].title, printed)

    def _measure(self, tables: Sequence[Table], *, several: bool) -> None:
        """Widths and panes come before the first row."""
        count = max(len(table.parts) for table in tables)
        self.widths = [
            max(table.parts[at].width for table in tables if at < len(table.parts))
            for at in range(count)
        ]
        for at, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(at)].width = width
        fits = not any(table.page_by for table in tables)  # else Excel passes over the breaks
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=fits)
        grid = tables[0].grid
        self.printed = self.widths[: len(on_paper(tables))]
        self.sheet.freeze_panes = None if grid else "B2" if count > 6 and not several else "A2"

    def _put_table(self, table: Table) -> None:
        titles = [column.title for column in table.parts]
        heads = (self._text(_head_style(column), written(column.title)) for column in table.parts)
        self._line(heads, self._height(titles, self.widths))
        head = self.at
        self._rows(table)
        if not table.rows:
            self._line([])
        frame(self.sheet, Area(table, head, self.at))
        for note in table.below if table.sheet else ():
            self._line([self._text(style.NOTE, written(note))])

    def _rows(self, table: Table) -> None:
        columns = table.parts
        keys = [column.key for column in columns]
        sources = [keys.index(column.link) if column.link else None for column in columns]
        page = keys.index(table.page_by) if table.page_by else None
        before: Cell = None
        for number, row in enumerate(table.cells, 1):
            cells = [written(value) for value in row]
            if page is not None and cells[page] != before:
                before = cells[page]
                if number > 1:
                    self.sheet.row_breaks.append(Break(id=self.at))
            broken = [
                None if column.kind == "address" else value
                for column, value in zip(columns, cells, strict=True)
            ]
            height = style.LARGE_HEIGHT if table.large else self._height(broken, self.printed)
            if table.totals and number == len(table.rows):
                self._line(self._totals(columns, cells), height)
            else:
                self._line(self._data(columns, cells, sources, large=table.large), height)

    def _data(
        self,
        columns: Sequence[Column],
        cells: Sequence[Cell],
        sources: Sequence[int | None],
        *,
        large: bool,
    ) -> Iterator[SheetCell | None]:
        for column, value, source in zip(columns, cells, sources, strict=True):
            if value is None and not column.entry:
                yield None
                continue
            address = _address(cells[source]) if source is not None else None
            fits = isinstance(value, str) and lines_in(value, column.width) == 1
            if address and fits and self.links < MOST_LINKS:  # not all break a linked text
                self.links += 1
                yield self._link(value, address)
            else:
                yield self._text(style.LARGE if large else _style_of(column, value), value)

    def _totals(self, columns: Sequence[Column], cells: Sequence[Cell]) -> Iterator[SheetCell]:
        for column, value in zip(columns, cells, strict=True):
            name = style.TOTAL_NUMBER if column.kind == "number" else style.TOTAL
            yield self._text(name, value)

    def _text(self, name: str, value: Cell) -> SheetCell:
        """The one cell of a style, filled anew; text stays text, whatever it begins with."""
        cell = self.cells.get(name)
        if cell is None:
            cell = self.cells[name] = WriteOnlyCell(self.sheet)
            cell.style = name
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        return cell

    def _link(self, value: Cell, address: str) -> SheetCell:
        cell = WriteOnlyCell(self.sheet)
        cell.value = value
        cell.style = style.LINK
        cell.hyperlink = address
        if isinstance(value, str):
            cell.data_type = "s"
        return cell

    def _line(self, cells: Iterable[SheetCell | None], height: float | None = None) -> None:
        self.at += 1
        if height is not None:
            self.sheet.row_dimensions[self.at].height = height
        # One cell serves a whole style, so the row is taken cell by cell, never as a list.
        self.sheet.append(cell for cell in cells)  # type: ignore[arg-type]
        self.sheet.row_dimensions.pop(self.at, None)  # written; a long sheet has many

    def _height(self, row: Sequence[Cell], widths: Sequence[int]) -> float:
        """The height that shows the cells of a row in columns of these widths, in points.

        No program computes it for us. Cells beyond the printed columns do not make a row taller.
        """
        lines = max(
            (
                lines_in(value, int(width * style.PER_DIGIT))
                for value, width in zip(row, widths, strict=False)
                if isinstance(value, str)
            ),
            default=1,
        )
        return style.LINE_HEIGHT * min(lines, style.MOST_LINES) + 2


def _head_style(column: Column) -> str:
    if column.entry:
        return style.HEAD_ENTRY
    return style.HEAD_NUMBER if column.kind == "number" else style.HEAD


def _style_of(column: Column, value: Cell) -> str:
    if (
        column.key.partition(":")[0] in style.FILLED
        and isinstance(value, str)
        and (name := style.fill_of(value))
    ):
        return f"Registry {name}"
    if column.entry:
        return _style_of_entry(column, value)
    if isinstance(value, date):
        return style.MOMENT if isinstance(value, datetime) else style.DAY
    if isinstance(value, int | float):
        return style.NUMBER if column.kind == "number" else style.COUNT
    if column.kind == "address":
        return style.ADDRESS
    is_short = isinstance(value, str) and len(value) <= style.LONGEST_TEXT
    return style.TEXT if is_short else style.CELL


def _style_of_entry(column: Column, value: Cell) -> str:
    if isinstance(value, date) or (value is None and column.kind == "date"):
        return style.ENTRY_DAY
    if isinstance(value, int | float):
        return style.ENTRY
    is_long = isinstance(value, str) and len(value) > style.LONGEST_TEXT
    return style.ENTRY if is_long else style.ENTRY_TEXT


def _address(value: Cell) -> str | None:
    """The first web address in a text, else the first host with a path; nothing else is followed.

    No host is added: it stands in the text.
    """
    if not isinstance(value, str):
        return None
    if match := ADDRESS.search(value):
        return match[0].rstrip(".")
    match = BARE_ADDRESS.search(value)
    return f"https://{match[0].rstrip('.')}" if match else None
