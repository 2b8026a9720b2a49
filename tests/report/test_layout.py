"""How the gap workbook lies on its sheets: rows alone, by family, as text, on paper."""

from __future__ import annotations

import io
from itertools import groupby
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from registry.engine.gaps import Gaps
from registry.report.cells import letters
from registry.report.table import Report, Table, parts
from registry.report.workbook.layout import by_sheet


@pytest.fixture(scope="module")
def tables(workbook_report: Report) -> tuple[Table, ...]:
    """The tables of the gap workbook."""
    return workbook_report.tables()


@pytest.fixture(scope="module")
def sheets(rendered: dict[str, bytes]) -> dict[str, Worksheet]:
    """The sheets of the gap workbook, read back."""
    book = load_workbook(io.BytesIO(rendered["excel"]))
    return {name: book[name] for name in book.sheetnames}


def _rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of a sheet with one table, each its cells by heading."""
    head, *rows = sheet.iter_rows()
    titles = [str(cell.value) for cell in head]
    return [dict(zip(titles, row, strict=True)) for row in rows]


def test_pandas_reads_exactly_the_rows_of_every_sheet_with_one_table(
    rendered: dict[str, bytes], tables: tuple[Table, ...]
) -> None:
    read = pd.read_excel(io.BytesIO(rendered["excel"]), sheet_name=None)
    alone = {name: group[0] for name, group in by_sheet(tables).items() if group[0].sheet is None}
    assert len(alone) == 9
    for name, table in alone.items():
        assert len(read[name]) == len(table.rows), name
        assert list(read[name].columns) == [column.title for column in table.parts], name


def test_pandas_reads_exactly_the_rows_of_every_named_table(
    rendered: dict[str, bytes], sheets: dict[str, Worksheet], tables: tuple[Table, ...]
) -> None:
    for table in tables:
        area = sheets[table.sheet or table.name].tables[table.name].ref
        first, last = (int("".join(filter(str.isdigit, at))) for at in area.split(":"))
        frame = pd.read_excel(
            io.BytesIO(rendered["excel"]), sheet_name=table.sheet or table.name,
            header=first - 1, nrows=last - first,
        ).dropna(how="all")  # fmt: skip
        assert len(frame) == len(table.rows), table.name


def test_notes_stand_on_the_cover(sheets: dict[str, Worksheet], tables: tuple[Table, ...]) -> None:
    said = {(row[0].value, row[1].value) for row in sheets["Cover"].iter_rows(max_col=2)}
    for table in tables:
        if table.sheet is None:
            assert {(table.name, note) for note in table.below} <= said


def test_what_excel_could_read_as_a_day_or_a_number_is_kept_as_text(
    sheets: dict[str, Worksheet],
) -> None:
    formats = {
        (title, cell.number_format)
        for name in ("Gaps", "Matrix", "Coverage")
        for row in _rows(sheets[name])
        for title, cell in row.items()
        if title in {"CAS number", "List", "Gap id", "Row hash", "UN lists", "Substance id"}
        and cell.value is not None
    }
    assert {number_format for _, number_format in formats} == {"@"}
    assert {title for title, _ in formats} >= {"CAS number", "List", "Gap id", "Row hash"}
    entries = _rows(sheets["Gaps"])[0]
    assert [entries[title].number_format for title in ("Owner", "Comment", "Signed on")] == [
        "@", "@", "yyyy-mm-dd",
    ]  # fmt: skip


def test_gaps_stand_by_family_the_one_sided_first_and_the_undetermined_last(
    sheets: dict[str, Worksheet],
) -> None:
    titles = [cell.value for cell in sheets["Gaps"][1]]
    assert titles[:2] == ["Substance", "Family"]
    rows = [(row["Family"].value, row["Gap"].value) for row in _rows(sheets["Gaps"])]
    families = [family for family, _ in groupby(rows, key=lambda row: row[0])]
    assert families == sorted(set(families))
    for _, group in groupby(rows, key=lambda row: row[0]):
        ranks = [{"US only": 0, "PRC only": 0, "undetermined": 2}.get(kind, 1) for _, kind in group]
        assert ranks == sorted(ranks)


def test_every_family_begins_a_page_with_the_reviewers_block_on_it(
    sheets: dict[str, Worksheet], found: Gaps
) -> None:
    sheet = sheets["Gaps"]
    families = [row["Family"].value for row in _rows(sheet)]
    starts = {at + 2 for at in range(1, len(families)) if families[at] != families[at - 1]}
    assert {each.id + 1 for each in sheet.row_breaks.brk} == starts
    assert sheet.print_title_rows == "$1:$1"
    last = sheet.print_area.split(":")[1].replace("$", "").rstrip("0123456789")
    assert sheet[f"{last}1"].value == "Evidence"
    columns = [letters(at) for at in range(1, sheet.max_column + 1)]
    printed = columns[: columns.index(last) + 1]
    inches = sum(7 * sheet.column_dimensions[at].width + 5 for at in printed) / 96
    assert sheet.page_setup.scale is not None
    assert inches * sheet.page_setup.scale / 100 <= 16.5 - 0.8
    assert len(families) == len(found.rows)


def test_what_stays_off_paper_makes_no_row_taller(sheets: dict[str, Worksheet]) -> None:
    heights = [sheets["Gaps"].row_dimensions[row["Substance"].row].height
               for row in _rows(sheets["Gaps"])]  # fmt: skip
    caveats = [len(row["PRC caveat"].value or "") for row in _rows(sheets["Gaps"])]
    assert max(caveats) > 200
    assert sum(height < 30 for height in heights) > len(heights) / 3


def test_a_source_with_an_address_can_be_followed(sheets: dict[str, Worksheet]) -> None:
    rows = _rows(sheets["Sources"])
    links = {row["Act"].value: row["Act"].hyperlink for row in rows}
    named = [row for row in rows if "https://" in str(row["Source"].value)
             and len(row["Act"].value) < 50]  # fmt: skip  # a longer one breaks into lines
    assert all(links[row["Act"].value] is not None for row in named)
    assert len(named) > 10
    for row in rows:
        if (link := links[row["Act"].value]) is not None:
            assert link.target.removeprefix("https://").removeprefix("http://") in str(
                row["Source"].value
            )
    assert sum(link is not None for link in links.values()) > 45


def test_the_long_table_has_one_row_a_coverage(
    sheets: dict[str, Worksheet], tables: tuple[Table, ...]
) -> None:
    (matrix,) = (table for table in tables if table.name == "Matrix")
    answers = (answer for row in matrix.rows for answer in row.answers.values())
    rows = _rows(sheets["Coverage"])
    assert len(rows) == sum(len(answer.coverage) for answer in answers)
    assert [cell.value for cell in sheets["Coverage"][1]][:6] == [
        "Substance", "Family", "Jurisdiction", "Regime", "List", "Line",
    ]  # fmt: skip
    assert all(row["From"].value and row["Evidence"].value for row in rows)


def test_no_heading_stands_twice(tables: tuple[Table, ...]) -> None:
    for table in tables:
        titles = [column.title.casefold() for column in parts(table.columns)]
        assert len(titles) == len(set(titles)), table.name
