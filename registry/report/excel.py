"""A report as a workbook: a sheet a table, text as text, days as days, always the same bytes.

Rows are streamed to the file one by one, so that a long report takes no more memory than a short
one. What a reader is to fill in has a heading of its own colour and, where it helps, a list.
"""

from __future__ import annotations

import io
import re
import shutil
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, Reference
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as SheetTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter

from registry.cells import written
from registry.report import excel_style as style
from registry.table import Cell, Column, Report, Table
from registry.width import lines_in

STAMP: Final = (1980, 1, 1, 0, 0, 0)
STAMP_XML: Final = b"1980-01-01T00:00:00Z"
ADDRESS: Final = re.compile(r"https?://[^\s;,)\"<>]+")
MOST_LINKS: Final = 10_000  # a sheet; Excel takes 65,530 and each costs memory


def render(report: Report) -> bytes:
    """The workbook's bytes."""
    book = Workbook(write_only=True)
    for one in style.styles():
        book.add_named_style(one)
    for name, tables in groupby(report.tables(), key=lambda table: table.sheet or table.name):
        sheet = book.create_sheet(name[:31])
        if not isinstance(sheet, WriteOnlyWorksheet):
            raise TypeError(f"{name} cannot be streamed")
        _Sheet(sheet, report.title).put(tuple(tables))
    book.properties.title = report.title
    book.properties.creator = "cs-registry"
    out = io.BytesIO()
    with _Archive(out, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return out.getvalue()


class _Archive(zipfile.ZipFile):
    """A zip without times of writing: the same rows give the same bytes."""

    def writestr(self, name, data, *_args, **_kwargs) -> None:  # type: ignore[no-untyped-def,override]  # noqa: ANN001, ANN002, ANN003 (as openpyxl calls it)
        """Add a part with the fixed time; the one part that tells a time tells that one."""
        content = data.encode() if isinstance(data, str) else bytes(data)
        if name == "docProps/core.xml":
            content = re.sub(rb">\d{4}-\d\d-\d\dT[0-9:.]+Z<", b">" + STAMP_XML + b"<", content)
        super().writestr(_entry(name), content)

    def write(self, filename, arcname=None, *_args, **_kwargs) -> None:  # type: ignore[no-untyped-def,override]  # noqa: ANN001, ANN002, ANN003 (as openpyxl calls it)
        """Add a file, piece by piece."""
        with Path(filename).open("rb") as source, self.open(_entry(arcname), "w") as place:
            shutil.copyfileobj(source, place, 1 << 20)


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name.removeprefix("/"), STAMP)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = 0o600 << 16
    return made


class _Block(NamedTuple):
    """A table on its sheet: the rows of its heading and of its first and last data."""

    table: Table
    head: int
    last: int


class _Sheet:
    """One sheet, written from the top down."""

    def __init__(self, sheet: WriteOnlyWorksheet, title: str) -> None:
        self.sheet = sheet
        self.title = title
        self.at = 0
        self.cells: dict[str, SheetCell] = {}
        self.links = 0
        self.widths: list[int] = []

    def put(self, tables: Sequence[Table]) -> None:
        """Write every table, then what frames them."""
        several = tables[0].sheet is not None
        self._measure(tables, several=several)
        if several:
            self._line([self._text(style.TITLE, self.title)], style.TITLE_HEIGHT)
        for table in tables:
            if several:
                self._line([])
                self._line([self._text(style.HEADING, table.title)], style.HEADING_HEIGHT)
            if table.grid:
                self._rows(table)
            else:
                self._put_table(table)
        _furnish(self.sheet, tables, self.title if several else tables[0].title, self.at)

    def _measure(self, tables: Sequence[Table], *, several: bool) -> None:
        """Widths and panes come before the first row."""
        count = max(len(table.columns) for table in tables)
        self.widths = [
            max(table.columns[at].width for table in tables if at < len(table.columns))
            for at in range(count)
        ]
        for at, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(at)].width = width
        grid = tables[0].grid
        self.sheet.freeze_panes = None if grid else "B2" if count > 6 and not several else "A2"

    def _put_table(self, table: Table) -> None:
        titles = [column.title for column in table.columns]
        heads = (self._text(_head_style(one), one.title) for one in table.columns)
        self._line(heads, self._height(titles))
        head = self.at
        self._rows(table)
        if not table.rows:
            self._line([])
        block = _Block(table, head, self.at)
        _add_table(self.sheet, block)
        _add_choices(self.sheet, block)
        if table.chart and table.rows:
            _add_chart(self.sheet, block)
        if table.sheet is None and table.below:
            self._line([])
        for note in table.below:
            self._line([self._text(style.NOTE, note)])

    def _rows(self, table: Table) -> None:
        keys = [column.key for column in table.columns]
        sources = [keys.index(one.link) if one.link else None for one in table.columns]
        for row in table.rows:
            cells = [written(value) for value in row]
            height = style.LARGE_HEIGHT if table.large else self._height(cells)
            self._line(self._data(table, cells, sources), height)

    def _data(
        self, table: Table, cells: Sequence[Cell], sources: Sequence[int | None]
    ) -> Iterator[SheetCell | None]:
        for column, value, source in zip(table.columns, cells, sources, strict=True):
            if value is None and not column.entry:
                yield None
                continue
            address = _address(cells[source]) if source is not None else None
            if address and self.links < MOST_LINKS:
                self.links += 1
                yield self._link(value, address)
            else:
                yield self._text(style.LARGE if table.large else _style_of(column, value), value)

    def _text(self, name: str, value: Cell) -> SheetCell:
        """The one cell of a style, filled anew; text stays text, whatever it begins with."""
        cell = self.cells.get(name)
        if cell is None:
            cell = self.cells[name] = WriteOnlyCell(self.sheet)
            cell.style = name
        value = written(value)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        return cell

    def _link(self, value: Cell, address: str) -> SheetCell:
        cell = WriteOnlyCell(self.sheet, value)
        cell.style = style.LINK
        cell.hyperlink = address
        if isinstance(value, str):
            cell.data_type = "s"
        return cell

    def _line(
        self, cells: Iterator[SheetCell | None] | list[SheetCell], height: float | None = None
    ) -> None:
        self.at += 1
        if height is not None:
            self.sheet.row_dimensions[self.at].height = height
        self.sheet.append(one for one in cells)
        self.sheet.row_dimensions.pop(self.at, None)  # written; a long sheet has many

    def _height(self, row: Sequence[Cell]) -> float:
        """The height that shows the whole of a row, in points; no program computes it for us."""
        lines = max(
            (
                lines_in(value, width)
                for value, width in zip(row, self.widths, strict=False)
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
    if column.key in style.FILLED and isinstance(value, str) and (name := style.fill_of(value)):
        return f"Registry {name}"
    if column.entry:
        is_day = isinstance(value, date) or (value is None and column.kind == "date")
        return style.ENTRY_DAY if is_day else style.ENTRY
    if isinstance(value, datetime):
        return style.MOMENT
    if isinstance(value, date):
        return style.DAY
    return style.NUMBER if column.kind == "number" else style.CELL


def _address(value: Cell) -> str | None:
    """The first web address in a text; nothing else may be followed."""
    found = ADDRESS.search(value) if isinstance(value, str) else None
    return found[0].rstrip(".") if found else None


def _add_table(sheet: WriteOnlyWorksheet, block: _Block) -> None:
    """A table of the program's own, with its filter."""
    ref = f"A{block.head}:{get_column_letter(len(block.table.columns))}{block.last}"
    made = SheetTable(displayName=re.sub(r"\W", "_", block.table.name), ref=ref)
    made.autoFilter = AutoFilter(ref=ref)
    made.tableColumns = [
        TableColumn(id=at, name=str(written(column.title)).replace("\n", "_x000a_"))
        for at, column in enumerate(block.table.columns, 1)
    ]
    made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    with warnings.catch_warnings():  # openpyxl asks for the columns that stand above
        warnings.simplefilter("ignore")
        sheet.add_table(made)


def _add_choices(sheet: WriteOnlyWorksheet, block: _Block) -> None:
    for at, column in enumerate(block.table.columns, 1):
        if not column.choices:
            continue
        rule = DataValidation("list", f'"{",".join(column.choices)}"', allow_blank=True)
        rule.errorStyle, rule.showErrorMessage = "warning", True
        rule.errorTitle, rule.error = column.title, "Not one of the usual words. Keep it?"
        letter = get_column_letter(at)
        rule.add(f"{letter}{block.head + 1}:{letter}{block.last}")
        sheet.data_validations.append(rule)


def _add_chart(sheet: WriteOnlyWorksheet, block: _Block) -> None:
    """Stacked bars to the right of the table that they draw."""
    keys = [column.key for column in block.table.columns]
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.height, chart.width, chart.legend.position = 6.6, 17.5, "b"
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    for key, color in zip(block.table.chart, ("2F4858", "D08770", "9AA5AD"), strict=False):
        place = keys.index(key) + 1
        data = Reference(sheet, min_col=place, min_row=block.head, max_row=block.last - 1)
        chart.add_data(data, titles_from_data=True)
        chart.series[-1].graphicalProperties.solidFill = color
    chart.set_categories(Reference(sheet, min_col=1, min_row=block.head + 1, max_row=block.last - 1))
    sheet.add_chart(chart, f"{get_column_letter(len(keys) + 2)}{block.head - 1}")


def _furnish(sheet: WriteOnlyWorksheet, tables: Sequence[Table], title: str, last: int) -> None:
    """Print set-up."""
    wide = max(table.on_paper or len(table.columns) for table in tables)
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = style.PAPER_A3 if wide > style.WIDE else style.PAPER_A4
    if tables[0].on_paper:
        sheet.print_area = f"A1:{get_column_letter(tables[0].on_paper)}{last}"
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.HeaderFooter.oddHeader.center.text = title[:200].replace("&", "&&")
    sheet.HeaderFooter.oddFooter.center.text = "&A, page &P of &N"
