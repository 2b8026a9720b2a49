"""A report as a workbook: a sheet a table, text as text, days as days, always the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from registry.table import Cell, Column, Report, Table
from registry.width import display_width

LONGEST: Final = 32_767  # what a cell holds; Excel cuts the rest without a word
# What XML cannot hold: control characters, lone surrogates, two non-characters.
UNWRITABLE: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
FIRST_DAY: Final = date(1900, 3, 1)  # before it, Excel's calendar has a day that never was
CUT: Final = " … (cut)"
STAMP: Final = (1980, 1, 1, 0, 0, 0)
STAMP_XML: Final = b"1980-01-01T00:00:00Z"
FACE: Final = "Arial"
SIZE: Final = 10
MOST_LINES: Final = 28  # Excel shows no row higher than 409 points
LINE_HEIGHT: Final = 13.5  # points, for this face and size
PAPER_A3: Final = 8
PAPER_A4: Final = 9
WIDE: Final = 12  # a table of more columns is printed on A3

# Light fills, each doubled by the text of its cell.
FILLS: Final = {
    "undetermined": "EDE7F6",
    "pending": "FFF3CD",
    "only": "F8D7DA",
    "regime": "FDE2CF",
    "class-vs-named": "E2EAF4",
    "temporary": "E8F0E0",
    "scope": "E8F0E0",
    "aligned": "FFFFFF",
}


def render(report: Report) -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.add_named_style(_header_style())
    book.add_named_style(_cell_style())
    for table in report.tables():
        _sheet(book.create_sheet(table.name[:31]), table)
    book.properties.title = report.title
    book.properties.creator = "cs-registry"
    out = io.BytesIO()
    book.save(out)
    return _stamped(out.getvalue())


def _header_style() -> NamedStyle:
    style = NamedStyle("Registry header")
    style.font = Font(name=FACE, size=SIZE, bold=True, color="FFFFFF")
    style.fill = PatternFill("solid", fgColor="2F4858")
    style.alignment = Alignment(wrap_text=True, vertical="center")
    style.border = Border(bottom=Side(style="thin", color="2F4858"))
    return style


def _cell_style() -> NamedStyle:
    style = NamedStyle("Registry cell")
    style.font = Font(name=FACE, size=SIZE)
    style.alignment = Alignment(wrap_text=True, vertical="top")
    style.border = Border(bottom=Side(style="hair", color="9AA5AD"))
    return style


def _sheet(sheet: Worksheet, table: Table) -> None:
    for place, column in enumerate(table.columns, 1):
        head = sheet.cell(1, place)
        _write(head, column.title)
        head.style = "Registry header"
        if column.kind == "number":
            head.alignment = Alignment(wrap_text=True, vertical="center", horizontal="right")
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    for number, row in enumerate(table.rows, 2):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True), 1):
            if value is not None:
                _data_cell(sheet.cell(number, place), column, value)
        sheet.row_dimensions[number].height = _height(table, row)
    sheet.row_dimensions[1].height = _height(table, tuple(one.title for one in table.columns))
    for number, note in enumerate(table.notes, len(table.rows) + 3):
        _write(sheet.cell(number, 1), note)
        sheet.cell(number, 1).font = Font(name=FACE, size=SIZE, italic=True)
    _furnish(sheet, table)


def _height(table: Table, row: tuple[Cell, ...]) -> float:
    """The height that shows the whole of a row, in points; no program computes it for us."""
    lines = (
        _lines(str(value), column.width)
        for column, value in zip(table.columns, row, strict=True)
        if value is not None
    )
    return LINE_HEIGHT * min(max(lines, default=1), MOST_LINES) + 2


def _lines(text: str, width: int) -> int:
    """How many lines ``text`` takes, broken at spaces, in a column of ``width`` characters."""
    count, used = 1, 0
    for word in text.split():
        wide = display_width(word) + 1
        if used and used + wide > width:
            count, used = count + 1, 0
        used += wide
        while used > width + 1:
            count, used = count + 1, used - width
    return count


def _data_cell(cell: SheetCell | MergedCell, column: Column, value: str | int | date) -> None:
    _write(cell, value)
    cell.style = "Registry cell"
    if isinstance(value, date) or (isinstance(value, int) and column.kind == "text"):
        cell.alignment = Alignment(horizontal="left", vertical="top")
    if isinstance(value, date) and value >= FIRST_DAY:
        cell.number_format = "yyyy-mm-dd"
    if column.key == "kind" and isinstance(value, str):
        fill = FILLS.get(value) or (FILLS["only"] if value.endswith(" only") else None)
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)


def _write(cell: SheetCell | MergedCell, value: Cell) -> None:
    """Put ``value`` into ``cell``; text stays text, whatever it begins with."""
    if isinstance(value, date) and value < FIRST_DAY:
        value = value.isoformat()
    if isinstance(value, str):
        cell.value = _fitting(re.sub(UNWRITABLE, "\ufffd", value))
        cell.data_type = "s"
    else:
        cell.value = value


def _fitting(text: str) -> str:
    """``text`` as far as a cell holds it: Excel counts UTF-16 units and cuts without a word."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _furnish(sheet: Worksheet, table: Table) -> None:
    """Frozen heading, filter, print set-up."""
    last = get_column_letter(len(table.columns))
    if table.name == "Cover":
        sheet.freeze_panes = "A2"
    else:
        sheet.freeze_panes = "B2" if len(table.columns) > 6 else "A2"
        sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = PAPER_A3 if len(table.columns) > WIDE else PAPER_A4
    if table.on_paper:
        sheet.print_area = f"A1:{get_column_letter(table.on_paper)}{len(table.rows) + 1}"
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.oddHeader is not None and sheet.oddFooter is not None:
        sheet.oddHeader.center.text = table.title.replace("&", "&&")
        sheet.oddFooter.center.text = "&A, page &P of &N"


def _stamped(data: bytes) -> bytes:
    """The workbook without times of writing: the same rows give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb">\d{4}-\d\d-\d\dT[0-9:.]+Z<", b">" + STAMP_XML + b"<", content)
            made = zipfile.ZipInfo(entry.filename, STAMP)
            made.compress_type = zipfile.ZIP_DEFLATED
            made.external_attr = 0o600 << 16
            new.writestr(made, content)
    return out.getvalue()
