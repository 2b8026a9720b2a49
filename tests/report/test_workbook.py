"""The sheets of the gap workbook that people read, sign and follow."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import pytest
from openpyxl import Workbook, load_workbook

from registry.engine.gaps import Gaps
from registry.engine.status import status
from registry.engine.view import View
from registry.report.cells import digest, letters, plain, written
from registry.report.formats import render
from registry.report.table import Cell, Column, Report, Table
from registry.report.workbook.review_sheet import by_family

ENTRIES: Final = ["Sign-off", "Decision", "Owner", "Due", "Comment", "Evidence"]


@pytest.fixture(scope="module")
def book(rendered: dict[str, bytes]) -> Workbook:
    """The gap workbook, read back."""
    return load_workbook(io.BytesIO(rendered["excel"]))


def _sheet(book: Workbook, name: str) -> Any:  # noqa: ANN401 (a cell holds anything)
    return book[name]


def _rows(book: Workbook, name: str) -> list[dict[str, Any]]:
    """The rows of the table of a sheet by heading."""
    sheet = _sheet(book, name)
    head, *rows = sheet[sheet.tables[name].ref]
    titles = [str(cell.value) for cell in head]
    return [dict(zip(titles, (one.value for one in row), strict=True)) for row in rows]


# Gaps


def test_the_reviewers_columns_are_empty_and_offer_their_words(book: Workbook, found: Gaps) -> None:
    rows = _rows(book, "Gaps")
    assert all(row[title] is None for row in rows for title in ENTRIES)
    sheet = _sheet(book, "Gaps")
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    last = len(found.rows) + 1
    decisions = '"no action,monitor,act,escalate,not applicable"'
    assert lists == {
        f"{heads['Sign-off']}2:{heads['Sign-off']}{last}": '"confirmed"',
        f"{heads['Decision']}2:{heads['Decision']}{last}": decisions,
    }


def test_every_row_has_an_id_and_a_hash_of_its_own(book: Workbook, found: Gaps) -> None:
    rows = _rows(book, "Gaps")
    ids = [row["Gap id"] for row in rows]
    assert ids == [f"us:cn:{row.substance.id}" for row in by_family(found.rows)]
    assert len({row["Row hash"] for row in rows}) == len(set(ids)) == len(ids)
    assert all(re.fullmatch("[0-9a-f]{16}", row["Row hash"]) for row in rows)


def test_a_citation_leads_to_its_source(book: Workbook) -> None:
    sheet = _sheet(book, "Gaps")
    places = {cell.value: cell.column for cell in sheet[1]}
    followed = 0
    for number in range(2, sheet.max_row + 1):
        cell = sheet.cell(number, places["PRC citation"])
        source = str(sheet.cell(number, places["PRC source"]).value)
        if cell.hyperlink is not None:
            assert cell.hyperlink.target in source
            assert cell.value != cell.hyperlink.target
            followed += 1
    assert followed > 50


def test_only_the_web_can_be_followed(book: Workbook) -> None:
    links = [
        cell.hyperlink.target
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink is not None
    ]
    assert len(links) > 100
    assert all(str(link).startswith(("https://", "http://")) for link in links)


@pytest.mark.parametrize(
    ("source", "leads_to"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("a copy at https://example.org/a, page 3", "https://example.org/a"),
        ("http://example.org/a.", "http://example.org/a"),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("mailto:a@example.org", None),
        ("\\\\server\\share", None),
        ("example.org/a", "https://example.org/a"),
        ("copy at example.org/a; other.org", "https://example.org/a"),
        ("example.org 2023-09-21", None),
        ("someone@example.org/a", None),
        (None, None),
    ],
)
def test_a_link_is_an_address_of_the_web_or_none(source: str | None, leads_to: str | None) -> None:
    columns = (
        Column("text", "Text", itemgetter(0), link="source"),
        Column("source", "Source", itemgetter(1), "address"),
    )
    table = Table("Rows", "Rows", columns, (("=Act", source),))
    made = render(Report("R", dict, lambda: (table,), "Rows"), "excel")
    cell = load_workbook(io.BytesIO(made)).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=Act", "s")
    assert (cell.hyperlink.target if cell.hyperlink else None) == leads_to


# Matrix, Scope, Manifest, Summary


def test_the_matrix_says_what_every_jurisdiction_says(
    book: Workbook, view: View, found: Gaps
) -> None:
    rows = {row["Substance"]: row for row in _rows(book, "Matrix")}
    assert len(rows) == sum(found.counts.values())
    for row in found.rows[::20]:
        for place, short in (("us", "US"), ("cn", "PRC"), ("un", "UN")):
            said = status(view, place, row.substance.id, found.on).status
            assert rows[row.substance.name][f"{short} status"] == said


def test_the_scope_sheet_sets_the_clauses_side_by_side(book: Workbook) -> None:
    rows = _rows(book, "Scope")
    opiates = next(row for row in rows if (row["Side"], row["Part"]) == ("US", "opiates"))
    assert [opiates[kind] for kind in ("Salts", "Esters", "Ethers")] == ["reached"] * 3
    hallucinogens = next(row for row in rows if row["Part"] == "hallucinogens")
    assert hallucinogens["Positional isomers"] == "reached"
    words = {"reached", "left open", "excepted", "not said"}
    assert {row["Preparations"] for row in rows} <= words
    regimes = [row["Regime"] for row in rows]
    blocks = [regime for regime, _ in groupby(regimes)]
    assert blocks == list(dict.fromkeys(regimes))


def test_the_manifest_holds_the_question_and_no_path(book: Workbook) -> None:
    facts = {
        row[0]: row[1] for row in _sheet(book, "Manifest").iter_rows(max_col=2, values_only=True)
    }
    assert facts["Format"] == "cs-registry/workbook/3"
    assert (facts["A"], facts["B"], facts["On"]) == ("us", "cn", "2024-08-06")
    assert str(facts["Data digest"]).startswith("sha256:")
    assert {"Cover", "Summary", "Changes", "Sources"} <= set(facts)
    assert facts["us:cn:norfentanyl"]


def test_the_unknown_stands_as_large_as_the_gaps(book: Workbook, found: Gaps) -> None:
    sheet = _sheet(book, "Summary")
    cells = next(
        row for row in sheet.iter_rows(min_row=4) if row[0].style == "Registry large number"
    )
    numbers = [cell.value for cell in cells if cell.value is not None]
    gaps, differ, other_form, left_open, aligned, compared, *_ = numbers
    assert gaps == found.counts["only-a"] + found.counts["only-b"]
    assert left_open == sum(
        found.counts[kind] for kind in ("undetermined", "pending", "not-compared")
    )
    assert other_form == found.counts["class-vs-named"]
    assert aligned == found.counts["aligned"]
    assert gaps + differ + other_form + left_open + aligned == compared
    assert {cell.font.sz for cell in cells if cell.value is not None} == {22}


def test_the_summary_has_one_chart_of_the_kinds(rendered: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(rendered["excel"])) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        (xml,) = (parts.read(name).decode() for name in charts)
    assert Counter(re.findall(r"<(?:c:)?grouping val=\"(\w+)\"", xml)) == {"stacked": 1}
    assert len(re.findall(r"'Summary'!\$A\$\d+:\$A\$\d+", xml)) == 3


def test_named_styles_dress_every_cell(book: Workbook) -> None:
    dressed = {
        cell.style
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert all(name.startswith("Registry ") for name in dressed)


# cells


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_columns_are_named_as_a_workbook_names_them(number: int, name: str) -> None:
    assert letters(number) == name


def test_a_digest_is_the_same_before_and_after_a_file() -> None:
    values: list[Cell] = ["=1+1", "芬太尼", "a\r\nb", 3, 4.5, None, "x" * 40_000, "\x07"]
    columns = tuple(Column(f"c{at}", f"C{at}", itemgetter(at)) for at, _ in enumerate(values))
    table = Table("Rows", "Rows", columns, (tuple(values),))
    made = render(Report("R", dict, lambda: (table,), "Rows"), "excel")
    read = next(
        load_workbook(io.BytesIO(made)).worksheets[0].iter_rows(min_row=2, values_only=True)
    )
    assert digest(plain(value) for value in read) == digest(values)
    assert digest(values) != digest([*values[:-1], "\x07\x07"])


def test_what_a_cell_cannot_hold_is_written_as_near_as_can_be() -> None:
    assert written("a\rb\r\nc") == "a\nb\nc"
    assert written("a\x00b") == "a\ufffdb"
    assert plain(3.0) == 3
    assert plain("") is None
