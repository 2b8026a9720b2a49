"""What holds of every format: the same rows, the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from registry.engine.gaps import Gaps
from registry.engine.view import View
from registry.report.formats import FORMATS, REPORT, by_suffix, names, render
from registry.report.table import Report
from registry.report.width import display_width

Make = Callable[..., Report]
Rows = Counter[tuple[str, str]]


def _of_json(data: bytes, shorts: tuple[str, str]) -> Rows:
    words = {"only-a": f"{shorts[0]} only", "only-b": f"{shorts[1]} only"}
    return Counter(
        (row["name"], words.get(row["kind"], row["kind"])) for row in json.loads(data)["rows"]
    )


def _of_csv(data: bytes) -> Rows:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return Counter((row["name"], row["kind"]) for row in rows)


def _of_markdown(data: bytes) -> Rows:
    section = data.decode().split("\n## ")[1]
    table = [line for line in section.splitlines() if line.startswith("| ")]
    rows = [_cells(line) for line in table]
    name, kind = rows[0].index("Substance"), rows[0].index("Gap")
    return Counter((row[name], row[kind]) for row in rows[1:])


def _cells(line: str) -> list[str]:
    """The cells of a row of Markdown, unescaped."""
    cells, cell, escaped = [], "", False
    for letter in line.removeprefix("| ").removesuffix(" |"):
        if letter == "|" and not escaped:
            cells.append(cell.strip())
            cell = ""
        elif letter == "\\" and not escaped:
            escaped = True
            continue
        else:
            cell += letter
        escaped = False
    return [*cells, cell.strip()]


def _of_excel(data: bytes) -> Rows:
    sheet = load_workbook(io.BytesIO(data), read_only=True)["Gaps"]
    rows = list(sheet.iter_rows(values_only=True))
    name, kind = rows[0].index("Substance"), rows[0].index("Gap")
    return Counter((str(row[name]), str(row[kind])) for row in rows[1:] if row[kind])


def _of_terminal(data: bytes) -> Rows:
    lines = data.decode().split("\nSubstances that ")[0].splitlines()
    rule = next(number for number, line in enumerate(lines) if line.startswith("--"))
    widths = [len(mark) for mark in lines[rule].split()]
    heads = _at(lines[rule - 1], widths)
    name, kind = heads.index("Substance"), heads.index("Gap")
    rows: list[list[str]] = []
    for line in filter(None, lines[rule + 1 :]):
        if line.startswith("  ≤"):
            continue  # the legend of the marks
        cells = _at(line, widths)
        rows.append(cells)
    return Counter((row[name], row[kind]) for row in rows)


def _at(line: str, widths: list[int]) -> list[str]:
    """The cells of a line of the terminal, cut at display columns."""
    cells, rest = [], line
    for width in widths:
        count = 0
        while count < len(rest) and display_width(rest[: count + 1]) <= width:
            count += 1
        cells.append(rest[:count].strip())
        rest = rest[count + 2 :]
    return cells


def test_every_row_of_one_format_is_in_every_other(
    view: View,
    found: Gaps,
    report: Report,
    rendered: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a, b = (view.record.jurisdictions[one].short for one in ("us", "cn"))
    expected = _of_json(rendered["json"], (a, b))
    assert sum(expected.values()) == len(found.rows) > 100
    assert _of_csv(rendered["csv"]) == expected
    assert _of_markdown(rendered["markdown"]) == expected
    assert _of_excel(rendered["excel"]) == expected
    monkeypatch.setenv("COLUMNS", "2000")
    assert _of_terminal(render(report, "terminal")) == expected


@pytest.mark.parametrize("name", [name for name in names(REPORT) if not FORMATS[name].binary])
def test_the_same_report_gives_the_same_bytes(
    report: Report, rendered: dict[str, bytes], name: str
) -> None:
    assert render(report, name) == rendered[name]


@pytest.mark.parametrize("name", [name for name in names(REPORT) if not FORMATS[name].binary])
def test_a_text_is_utf_8_and_ends_with_one_line_end(rendered: dict[str, bytes], name: str) -> None:
    text = rendered[name].decode()
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text


@pytest.mark.parametrize("name", names(REPORT))
def test_a_report_without_rows_can_be_made_in_every_format(name: str, of_rows: Make) -> None:
    assert render(of_rows(), name)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.json", "json"),
        ("a.JSON", "json"),
        ("a.csv", "csv"),
        ("a.md", "markdown"),
        ("a.txt", "terminal"),
        ("a.xlsx", "excel"),
        ("a.XLSX", "excel"),
        ("a.b.csv", "csv"),
        ("a", None),
        ("a.xls", None),
        (".csv", None),
    ],
)
def test_a_suffix_picks_its_format(file: str, name: str | None) -> None:
    assert by_suffix(Path(file).suffix, REPORT) == name
