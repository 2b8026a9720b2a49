"""The workbook: text stays text, days stay days, the same rows give the same bytes."""

from __future__ import annotations

import io
import re
import subprocess
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from registry.engine.gap_kinds import KINDS
from registry.engine.gaps import Gaps
from registry.report.formats import render
from registry.report.table import Column, Report, Table
from registry.report.workbook.review_sheet import by_family

Make = Callable[..., Report]
SHEETS: Final = [
    "Cover",
    "Summary",
    "Gaps",
    "Changes",
    "Upcoming",
    "Matrix",
    "Coverage",
    "Scope",
    "Classes",
    "Sources",
    "Signatures",
    "Manifest",
]
LONGEST: Final = 32_767
CAS: Final = re.compile("[0-9]{2,7}-[0-9]{2}-[0-9]", re.ASCII)


@pytest.fixture(scope="module")
def book(rendered: dict[str, bytes]) -> Workbook:
    """The gap workbook, read back."""
    return load_workbook(io.BytesIO(rendered["excel"]))


def _sheet(book: Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def _read(report: Report) -> Worksheet:
    return load_workbook(io.BytesIO(render(report, "excel"))).worksheets[0]


def _block(book: Workbook, table: Table) -> list[tuple[SheetCell, ...]]:
    """The cells of a table, its heading first, as the program that opens the file sees it."""
    sheet = _sheet(book, table.sheet or table.name)
    return list(sheet[sheet.tables[re.sub(r"\W", "_", table.name)].ref])


def _column(sheet: Worksheet, title: str, rows: int) -> list[object]:
    titles = [cell.value for cell in sheet[1]]
    place = titles.index(title) + 1
    return [sheet.cell(number, place).value for number in range(2, rows + 2)]


# the gap workbook


def test_the_sheets_stand_in_their_order(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


def test_every_sheet_has_every_row_of_its_table(book: Workbook, workbook_report: Report) -> None:
    for table in workbook_report.tables():
        head, *rows = _block(book, table)
        assert [cell.value for cell in head] == [column.title for column in table.parts]
        assert len(rows) == max(len(table.rows), 1)
        for number, (row, cells) in enumerate(zip(table.cells, rows, strict=False)):
            read = [_plain(cell.value) for cell in cells]
            assert read == list(row), f"{table.name} {number}"


def _plain(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def test_headings_are_frozen_and_filtered(book: Workbook, workbook_report: Report) -> None:
    for table in workbook_report.tables():
        sheet = _sheet(book, table.sheet or table.name)
        assert sheet.freeze_panes in {"A2", "B2"}
        assert sheet.print_title_rows == "$1:$1"
        made = sheet.tables[re.sub(r"\W", "_", table.name)]
        assert made.autoFilter is not None
        assert made.autoFilter.ref == made.ref
        assert [one.name for one in made.tableColumns] == [one.title for one in table.parts]
        assert len({one.title.casefold() for one in table.parts}) == len(table.parts)


def test_every_sheet_is_set_up_for_paper(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage == (sheet.title != "Gaps")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == (1 if sheet.title == "Summary" else 0)


def test_the_hashes_of_rows_stay_off_paper(book: Workbook) -> None:
    sheet = book["Manifest"]
    titles = [cell.value for (cell,) in sheet.iter_rows(max_col=1)]
    last = int(sheet.print_area.rpartition("$")[2])
    assert "Digests of the other sheets" in titles[:last]
    assert titles.index("Rows of the sheet Gaps as written") >= last


def test_no_cell_is_a_formula_or_an_error(book: Workbook) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n", "d", "b"}


def test_cas_numbers_are_text(book: Workbook, found: Gaps) -> None:
    read = _column(_sheet(book, "Gaps"), "CAS number", len(found.rows))
    rows = by_family(found.rows)
    assert read == [row.substance.cas[0] if row.substance.cas else None for row in rows]
    assert sum(isinstance(one, str) and CAS.fullmatch(one) is not None for one in read) > 100


def test_days_are_days_and_shown_as_iso(book: Workbook, workbook_report: Report) -> None:
    seen = 0
    for table in workbook_report.tables():
        _, *rows = _block(book, table)
        for row in rows:
            for column, cell in zip(table.parts, row, strict=True):
                if column.kind == "date" and cell.value is not None:
                    assert isinstance(cell.value, datetime)
                    assert cell.number_format == "yyyy-mm-dd"
                    seen += 1
    assert seen > 500


def _table(report: Report, name: str) -> Table:
    return next(table for table in report.tables() if table.name == name)


def test_the_totals_of_the_summary_are_the_numbers_of_rows(
    book: Workbook, workbook_report: Report, found: Gaps
) -> None:
    table = _table(workbook_report, "Summary")
    keys = [column.key for column in table.parts]
    _, *cells = _block(book, table)
    *families, total = ([cell.value for cell in row] for row in cells)
    assert total[0] == "all families"
    counted = Counter(row.kind for row in found.rows)
    for kind in KINDS:
        place = keys.index(kind)
        assert total[place] == sum(int(str(row[place])) for row in families)
        assert kind == "aligned" or total[place] == counted[kind]
    assert total[-1] == sum(found.counts.values())
    assert total[-1] == len(found.rows) + found.counts["aligned"]
    by_family = Counter(row.substance.family for row in found.rows)
    for row in families:
        assert int(str(row[-1])) - int(str(row[keys.index("aligned")])) == by_family[str(row[0])]


def test_the_totals_by_direction_are_the_numbers_of_rows(
    book: Workbook, workbook_report: Report, found: Gaps
) -> None:
    _, *cells = _block(book, _table(workbook_report, "Summary_kinds"))
    *kinds, total = ([cell.value for cell in row] for row in cells)
    assert [row[4] for row in kinds] == list(found.counts.values())
    for row in (*kinds, total):
        assert sum(int(str(one)) for one in row[1:4]) == row[4]
    alone = Counter((row.a.controlled, row.b.controlled) for row in found.rows)
    assert total[1] == alone[True, False]
    assert total[2] == alone[False, True]
    assert total[3] == alone[True, True] + found.counts["aligned"]


def test_the_cover_says_what_was_asked(book: Workbook, found: Gaps) -> None:
    rows = _sheet(book, "Cover").iter_rows(min_row=2, max_col=2, values_only=True)
    facts = {str(row[0]): row[1] for row in rows}
    assert str(facts["On"]).startswith("2024-08-06")
    assert facts["Substances compared"] == sum(found.counts.values())
    assert str(facts["Data digest"]).startswith("sha256:")
    assert "not legal advice" in str(facts["Not legal advice"])


def test_the_text_of_a_fill_says_what_the_colour_says(book: Workbook, found: Gaps) -> None:
    sheet = _sheet(book, "Gaps")
    titles = [cell.value for cell in sheet[1]]
    place = titles.index("Gap") + 1
    for number in range(2, len(found.rows) + 2):
        cell = sheet.cell(number, place)
        assert cell.value
        assert cell.fill.fill_type == "solid"


def test_no_cell_is_merged(book: Workbook) -> None:
    assert all(not sheet.merged_cells.ranges for sheet in book.worksheets)


# awkward cells


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=HYPERLINK(A1)",
        "+1",
        "-1",
        "@SUM(A1)",
        "'quoted",
        "0123",
        "50-00-0",
        "4342-03-4",
        "1952-08-3",
        "1e5",
        "TRUE",
        "#N/A",
        "#REF!",
        "2024-08-05",
        "12:30",
        "50%",
        "芬太尼",
        " padded ",
        "two\nlines",
        "a & b < c > \"d\" 'e'",
        "\U0001f9ea",
    ],
)
def test_text_stays_the_same_text(of_text: Make, text: str) -> None:
    cell = _read(of_text(text))["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize("code", [*range(9), 11, 12, *range(14, 32), 0x7F, 0xD800, 0xFFFE, 0xFFFF])
def test_a_character_that_excel_cannot_hold_leaves_a_mark(of_text: Make, code: int) -> None:
    value = _read(of_text(f"a{chr(code)}b"))["A2"].value
    assert isinstance(value, str)
    assert (value[0], value[-1]) == ("a", "b")
    assert len(value) == 3 or code == 0x7F


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(texts=st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=20))
def test_no_text_breaks_a_workbook(of_text: Make, texts: list[str]) -> None:
    sheet = _read(of_text(*texts))
    for number in range(2, len(texts) + 2):
        assert sheet.cell(number, 1).data_type == "s"


def test_a_text_that_is_too_long_is_cut_and_says_so(of_text: Make) -> None:
    value = _read(of_text("x" * 40_000))["A2"].value
    assert isinstance(value, str)
    assert len(value) == LONGEST
    assert value.endswith("(cut)")
    whole = _read(of_text("x" * LONGEST))["A2"].value
    assert whole == "x" * LONGEST


def test_a_text_is_as_long_as_excel_counts(of_text: Make) -> None:
    """Excel counts letters outside the basic plane twice."""
    value = _read(of_text("\U0001f9ea" * 20_000))["A2"].value
    assert isinstance(value, str)
    assert len(value.encode("utf-16-le")) // 2 <= LONGEST


def test_notes_and_headings_are_text_too(of_text: Make) -> None:
    report = of_text("x")
    columns = (Column("a", "=1+1", itemgetter(0)),)
    table = Table("Rows", "&title &A", columns, (("x",),), notes=("=2+2", "-note"))
    report = report._replace(tables=lambda: (table,))
    book = load_workbook(io.BytesIO(render(report, "excel")))
    cells = [book["Rows"]["A1"], book["Notes"]["B2"], book["Notes"]["B3"]]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        ("=1+1", "s"), ("=2+2", "s"), ("-note", "s"),
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(render(report, "excel"))) as made:
        xml = made.read("xl/worksheets/sheet1.xml").decode()
    assert "<oddHeader>&amp;C&amp;&amp;title &amp;&amp;A</oddHeader>" in xml


def test_days_and_numbers_stay_what_they_are(of_rows: Make) -> None:
    sheet = _read(of_rows(("x", date(2024, 8, 5), -12)))
    day, number = sheet["B2"], sheet["C2"]
    assert (day.value, day.number_format) == (datetime(2024, 8, 5), "yyyy-mm-dd")  # noqa: DTZ001
    assert (number.value, number.data_type) == (-12, "n")


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(1900, 2, 28)])
def test_a_day_that_excel_cannot_show_is_text(of_rows: Make, day: date) -> None:
    """Excel counts from 1900 and takes that year for a leap year."""
    cell = _read(of_rows(("x", day, None)))["B2"]
    assert (cell.value, cell.data_type) == (day.isoformat(), "s")


def test_the_first_and_last_days_of_excel_are_days(of_rows: Make) -> None:
    for day in (date(1900, 3, 1), date(9999, 12, 31)):
        assert _plain(_read(of_rows(("x", day, None)))["B2"].value) == day


def test_nothing_is_no_cell(of_rows: Make) -> None:
    data = render(of_rows((None, None, None), ("x", None, None)), "excel")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        xml = book.read("xl/worksheets/sheet1.xml")
    assert b'r="A2"' not in xml
    assert b'r="A3"' in xml


def test_an_empty_table_has_its_heading(of_rows: Make) -> None:
    assert [cell.value for cell in _read(of_rows())[1]] == ["Text", "Day", "Number"]


# bytes


def test_two_runs_give_the_same_bytes(
    workbook_report: Report, rendered: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert render(workbook_report, "excel") == rendered["excel"]


def test_no_time_of_writing_is_kept(rendered: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(rendered["excel"])) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = book.read("docProps/core.xml").decode()
        everything = b"".join(book.read(entry) for entry in book.infolist())
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[0-9:.]+Z?", core)) == {"1980-01-01T00:00:00Z"}
    assert f"{date.today()}T".encode() not in everything  # noqa: DTZ011 (the clock of this machine)


def test_nobody_and_no_machine_is_named(rendered: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(rendered["excel"])) as book:
        everything = b"".join(book.read(entry) for entry in book.infolist())
    assert str(Path.cwd()).encode() not in everything
    assert str(Path.home()).encode() + b"/" not in everything


def test_every_part_is_well_formed(rendered: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(rendered["excel"])) as book:
        assert book.testzip() is None
        assert "xl/vbaProject.bin" not in book.namelist()
        for name in book.namelist():
            ET.fromstring(book.read(name))  # noqa: S314 (our own bytes)


# another program


def _converted(office: str, source: Path, kind: str) -> Path:
    profile = (source.parent / "profile").as_uri()
    flags = ("--headless", "--norestore", f"-env:UserInstallation={profile}")
    command = (office, *flags, "--convert-to", kind, "--outdir", source.parent / "out", source)
    done = subprocess.run(command, capture_output=True, check=False, timeout=120, text=True)
    made = source.parent / "out" / f"{source.stem}.{kind.partition(':')[0]}"
    assert made.is_file(), done.stdout + done.stderr
    assert "repair" not in (done.stdout + done.stderr).casefold()
    return made


def test_libreoffice_reads_every_row_and_makes_a_pdf(
    office: str, tmp_path: Path, rendered: dict[str, bytes], book: Workbook
) -> None:
    source = tmp_path / "gaps.xlsx"
    source.write_bytes(rendered["excel"])
    assert _converted(office, source, "pdf").read_bytes().startswith(b"%PDF")
    again = load_workbook(_converted(office, source, "xlsx"))
    assert again.sheetnames == SHEETS
    for name in SHEETS:
        rows, before = (
            [row for row in one.iter_rows(values_only=True) if any(row)]
            for one in (_sheet(again, name), _sheet(book, name))
        )
        assert [_trimmed(row) for row in rows] == [_trimmed(row) for row in before], name


def _trimmed(row: tuple[object, ...]) -> list[object]:
    values = list(row)
    while values and values[-1] is None:
        values.pop()
    return values
