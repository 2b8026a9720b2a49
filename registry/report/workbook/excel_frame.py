"""What frames the rows of a sheet: tables with filters, lists to choose from, chart, paper."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from typing import NamedTuple

from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.table import Table as SheetTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from registry.report.cells import written
from registry.report.table import Column, Table, parts
from registry.report.workbook import excel_style as style


class Area(NamedTuple):
    """A table on its sheet: the rows of its heading and of its first and last data."""

    table: Table
    head: int
    last: int


def frame(sheet: Worksheet, area: Area) -> None:
    """Make a table of a area, with all that belongs to it."""
    _add_table(sheet, area)
    _add_choices(sheet, area)
    _add_lines(sheet, area)
    if area.table.chart and area.table.rows:
        _add_chart(sheet, area)


def _add_table(sheet: Worksheet, area: Area) -> None:
    """A table of the program's own, with its filter."""
    ref = f"A{area.head}:{get_column_letter(len(area.table.parts))}{area.last}"
    made = SheetTable(displayName=re.sub(r"\W", "_", area.table.name), ref=ref)
    made.autoFilter = AutoFilter(ref=ref)
    made.tableColumns = [
        TableColumn(id=at, name=str(written(column.title)).replace("\n", "_x000a_"))
        for at, column in enumerate(area.table.parts, 1)
    ]
    made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    with warnings.catch_warnings():  # openpyxl asks for the columns that stand above
        warnings.simplefilter("ignore")
        sheet.add_table(made)


def _add_choices(sheet: Worksheet, area: Area) -> None:
    for at, column in enumerate(area.table.parts, 1):
        if not column.choices:
            continue
        rule = DataValidation("list", f'"{",".join(column.choices)}"', allow_blank=True)
        rule.errorStyle, rule.showErrorMessage = "warning", True
        rule.errorTitle, rule.error = column.title, "Not one of the usual words. Keep it?"
        letter = get_column_letter(at)
        rule.add(f"{letter}{area.head + 1}:{letter}{area.last}")
        sheet.data_validations.append(rule)


def _add_lines(sheet: Worksheet, area: Area) -> None:
    """Lines between the rows; a rule draws them below cells that are not there, too."""
    if not area.table.large:
        ref = f"A{area.head + 1}:{get_column_letter(len(area.table.parts))}{area.last}"
        rule = Rule(type="expression", formula=["TRUE"], dxf=style.line())
        sheet.conditional_formatting.add(ref, rule)


def _add_chart(sheet: Worksheet, area: Area) -> None:
    """Stacked bars to the right of the table that they draw."""
    keys = [column.key for column in area.table.parts]
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.height, chart.width = 7, 18
    if chart.legend is not None:
        chart.legend.position = "b"
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    for key, color in zip(area.table.chart, ("2F4858", "D08770", "9AA5AD"), strict=False):
        place = keys.index(key) + 1
        data = Reference(sheet, min_col=place, min_row=area.head, max_row=area.last - 1)
        chart.add_data(data, titles_from_data=True)
        chart.series[-1].graphicalProperties.solidFill = color
    chart.set_categories(Reference(sheet, min_col=1, min_row=area.head + 1, max_row=area.last - 1))
    sheet.add_chart(chart, f"{get_column_letter(len(keys) + 2)}{area.head - 1}")


def on_paper(tables: Sequence[Table]) -> tuple[Column, ...]:
    """The printed columns of the widest of the tables."""
    return max(
        (parts(table.columns[: table.on_paper]) for table in tables),
        key=lambda columns: sum(column.width for column in columns),
    )


def furnish(sheet: Worksheet, tables: Sequence[Table], title: str, last: int) -> None:
    """Print set-up: as few pages wide as can be read, the first column on each.

    A sheet with a chart is taken in at a glance: one page.
    """
    shown = on_paper(tables)
    width = sum(column.width for column in shown)
    pages = -(-width // style.PAGE)
    sheet.print_title_rows = "1:1"
    if pages > 1:
        sheet.print_title_cols = "A:A"
    setup = sheet.page_setup
    setup.orientation, setup.fitToWidth = "landscape", pages
    setup.fitToHeight = 1 if any(table.chart for table in tables) else 0
    setup.paperSize = style.PAPER_A3 if width > style.WIDE else style.PAPER_A4
    if any(table.page_by for table in tables):
        setup.scale = style.scale(width, len(shown))
    if any(table.on_paper is not None for table in tables):
        sheet.print_area = f"A1:{get_column_letter(len(shown))}{last}"
    sheet.page_margins = PageMargins(style.MARGIN, style.MARGIN, 0.7, 0.6, header=0.3, footer=0.3)
    sheet.HeaderFooter.oddHeader = HeaderFooterItem()
    sheet.HeaderFooter.oddHeader.center.text = title[:200].replace("&", "&&")
    sheet.HeaderFooter.oddFooter = HeaderFooterItem()
    sheet.HeaderFooter.oddFooter.center.text = "&A, page &P of &N"
