"""Terminal, Markdown, CSV and JSON, each with what is awkward in it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import Final, Literal

import pytest

from registry.engine.gaps import Gaps
from registry.engine.rows import Rows
from registry.law.dates import Day
from registry.report.formats import json as json_format
from registry.report.formats import render
from registry.report.table import Column, Report, Table
from registry.report.width import display_width

Make = Callable[..., Report]
ALWAYS_EXACT: Final = ("signed_on", "report_on", "until", "expires", "verified_through")


@pytest.fixture
def columns(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Set the width of the terminal."""

    def set_width(width: int) -> None:
        monkeypatch.setenv("COLUMNS", str(width))

    set_width(100)
    return set_width


# Markdown


def _row(data: bytes) -> str:
    return data.decode().split("|---|---|---:|\n")[1].splitlines()[0]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a|b", r"a\|b"),
        ("a||b", r"a\|\|b"),
        (r"a\|b", r"a\\\|b"),
        ("*a*", r"\*a\*"),
        ("a_b_", r"a\_b\_"),
        ("[a](b)", r"\[a\](b)"),
        ("<b>", r"\<b\>"),
        ("`a`", r"\`a\`"),
        ("~~a~~", r"\~\~a\~\~"),
        ("# a", r"\# a"),
        ("a\nb", "a b"),
        ("芬太尼", "芬太尼"),
    ],
)
def test_nothing_in_a_cell_of_markdown_acts_as_markup(
    of_text: Make, text: str, written: str
) -> None:
    assert _row(render(of_text(text), "markdown")) == f"| {written} |  |  |"


def test_a_title_of_markdown_is_escaped_too(of_text: Make) -> None:
    report = of_text("x")._replace(title="<script>|", notes=("*bold*",))
    text = render(report, "markdown").decode()
    assert text.startswith("# \\<script\\>\\|\n")
    assert text.endswith("\\*bold\\*\n")


def test_every_row_of_markdown_has_every_cell(rendered: dict[str, bytes]) -> None:
    text = rendered["markdown"].decode()
    for section in text.split("\n## ")[1:]:
        rows = [line for line in section.splitlines() if line.startswith("|")]
        counts = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in rows}
        assert len(counts) <= 1, section.splitlines()[0]


def test_days_and_numbers_of_markdown_are_plain(of_rows: Make) -> None:
    row = _row(render(of_rows(("x", date(2024, 8, 5), -12)), "markdown"))
    assert row == "| x | 2024-08-05 | -12 |"


# CSV


def test_csv_begins_with_the_mark_that_shows_chinese_in_excel(rendered: dict[str, bytes]) -> None:
    assert rendered["csv"].startswith(b"\xef\xbb\xbf")
    assert rendered["csv"].count(b"\xef\xbb\xbf") == 1


@pytest.mark.parametrize(
    "text", ["a,b", 'a"b', "a\nb", "芬太尼", " a ", "0123", "4342-03-4", "=1+1", "'a", "-", ";"]
)
def test_csv_gives_back_what_was_put_in(of_rows: Make, text: str) -> None:
    data = render(of_rows((text, date(2024, 8, 5), 12)), "csv").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(data, newline=""))) == [
        ["text", "day", "number"],
        [text, "2024-08-05", "12"],
    ]


def test_nothing_is_an_empty_field_of_csv(of_text: Make) -> None:
    data = render(of_text(None), "csv").decode("utf-8-sig")
    assert data.splitlines()[1] == ",,"


def test_the_headings_of_csv_are_distinct_keys(rendered: dict[str, bytes]) -> None:
    head = rendered["csv"].decode("utf-8-sig").splitlines()[0].split(",")
    assert len(set(head)) == len(head)
    assert all(re.fullmatch("[a-z_]+", key) for key in head)


# JSON


def test_json_has_one_row_a_line(found: Gaps, rendered: dict[str, bytes]) -> None:
    lines = rendered["json"].decode().splitlines()
    rows = [line for line in lines if line.startswith('  {"substance"')]
    assert len(rows) == len(found.rows)
    assert json.loads(rows[0].rstrip(","))["substance"] == found.rows[0].substance.id


def test_json_is_not_escaped_and_has_no_numbers_that_are_none(of_text: Make) -> None:
    report = of_text("x")
    named = report._replace(document=lambda: {"name": "芬太尼"})
    assert "芬太尼" in render(named, "json").decode()
    with pytest.raises(ValueError, match="JSON compliant"):
        render(report._replace(document=lambda: {"a": float("nan")}), "json")


@pytest.mark.parametrize(
    "document", [{}, {"a": []}, {"a": [1, [2]], "b": {"c": None}}, {"a": ["\n", '"', "\u2028"]}]
)
def test_json_gives_back_the_document(of_text: Make, document: dict[str, object]) -> None:
    report = of_text("x")._replace(document=lambda: document)
    assert json.loads(render(report, "json")) == document


# terminal


def _table_lines(data: bytes) -> list[str]:
    """The lines of the first table, its heading included."""
    lines = data.decode().splitlines()
    rule = next(number for number, line in enumerate(lines) if line.startswith("--"))
    until = next((at for at in range(rule, len(lines)) if not lines[at]), len(lines))
    return lines[rule - 1 : until]


@pytest.mark.usefixtures("columns")
def test_chinese_takes_two_columns(of_rows: Make) -> None:
    report = of_rows(("芬太尼", date(2024, 8, 5), 7))
    head, rule, row = _table_lines(render(report, "terminal"))
    assert rule.startswith("-" * 6 + "  -")
    assert row.startswith("芬太尼  2024-08-05  ")
    assert display_width(row) == display_width(rule) == display_width(head)


@pytest.mark.parametrize("width", [80, 100, 200])
def test_no_line_of_a_table_is_wider_than_the_terminal(
    report: Report, columns: Callable[[int], None], width: int
) -> None:
    columns(width)
    text = render(report, "terminal").decode().split("\n\n", 1)[1]
    assert max(display_width(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", [60, 90])
def test_no_letter_is_lost_when_a_cell_is_broken(
    of_text: Make, columns: Callable[[int], None], width: int
) -> None:
    columns(width)
    texts = (
        "N-(1-Phenethylpiperidin-4-yl)-N-phenylpropanamide-and-much-more-of-it" * 2,
        "将芬太尼类物质列入非药用类麻醉药品和精神药品管制品种增补目录" * 3,
        "several words that are broken at their spaces and nowhere else at all " * 3,
        "an  inner  gap",
    )
    lines = _table_lines(render(of_text(*texts), "terminal"))[2:]
    squeezed = re.sub(r"\s", "", "".join(lines))
    assert squeezed == re.sub(r"\s", "", "".join(texts))


@pytest.mark.usefixtures("columns")
def test_numbers_stand_to_the_right(of_text: Make) -> None:
    report = of_text("a")
    table = report.rows._replace(rows=(("a", None, 5), ("b", None, 12345678901)))
    lines = _table_lines(render(report._replace(tables=lambda: (table,)), "terminal"))
    assert lines[2].endswith(" 5")
    assert lines[3].endswith("12345678901")
    assert len(lines[2]) == len(lines[3])


@pytest.mark.usefixtures("columns")
def test_an_empty_table_says_none(of_text: Make) -> None:
    assert "none" in render(of_text(), "terminal").decode().splitlines()[-1]


@pytest.mark.usefixtures("columns")
def test_no_line_ends_in_spaces(rendered: dict[str, bytes]) -> None:
    for name in ("terminal", "json", "csv"):
        assert not re.search(r"[ \t]$", rendered[name].decode(), re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("芬太尼", 6), ("Ａ", 2), ("e\u0301", 1), ("′", 1), ("α", 1), ("，", 2)],
)
def test_the_width_of_a_text_is_what_the_eye_sees(text: str, width: int) -> None:
    assert display_width(text) == width


# every table


def test_a_day_stands_beside_how_it_is_known(report: Report, workbook_report: Report) -> None:
    """The days that acts give; an expiry, an end and a day of ours are always exact."""
    printed = [("text", table) for table in report.tables()]
    printed += [("sheet", table) for table in workbook_report.tables()]
    alone = set()
    for kind, table in printed:
        for column, beside in pairwise((*table.parts, Column("", "", str))):
            if column.entry:
                continue  # for the reader to fill in
            if column.kind == "date" and not column.key.endswith(ALWAYS_EXACT):
                known = beside.key == f"{column.key}_qualifier"
                alone.update(set() if known else {(kind, table.name, column.key)})
    assert alone == set()


def test_json_makes_a_row_when_it_is_written() -> None:
    made: list[int] = []

    def document(number: int) -> dict[str, int]:
        made.append(number)
        return {"number": number}

    rows = Rows((1, 2, 3), document)
    answer = {"rows": rows, "none": Rows((), document), "empty": []}
    report = Report("R", lambda: answer, tuple, "R")
    written = 0
    for piece in json_format.pieces(report):
        written += piece.count(b"number")
        assert len(made) <= written
    assert made == [1, 2, 3]
    assert json.loads(render(report, "json")) == {
        "rows": [{"number": 1}, {"number": 2}, {"number": 3}],
        "none": [],
        "empty": [],
    }


def test_a_day_is_one_value_and_two_plain_cells() -> None:
    known = Column("since", "Since", itemgetter(0), "day", known="Since: how known")
    day = Day(date(2014, 1, 1), "on-or-before")
    table = Table(
        "T", "", (known, Column("name", "Name", itemgetter(1))), ((day, "x"), (None, "y"))
    )
    assert [(column.key, column.title, column.kind) for column in table.parts] == [
        ("since", "Since", "date"),
        ("since_qualifier", "Since: how known", "text"),
        ("name", "Name", "text"),
    ]
    assert list(table.cells) == [(date(2014, 1, 1), "on-or-before", "x"), (None, None, "y")]


@pytest.mark.parametrize(("kind", "value"), [("date", Day(date.max)), ("day", date.max)])
def test_a_day_and_a_date_stand_in_columns_of_their_own(
    kind: Literal["date", "day"], value: Day | date
) -> None:
    table = Table("T", "", (Column("since", "Since", itemgetter(0), kind),), ((value,),))
    with pytest.raises(TypeError):
        list(table.cells)


@pytest.mark.parametrize(
    ("qualifier", "shown"),
    [
        ("exact", "2014-01-01"),
        ("on-or-before", "≤2014-01-01"),
        ("on-or-after", "≥2014-01-01"),
        ("by-decision", "§2014-01-01"),
    ],
)
def test_the_terminal_marks_a_day_with_how_it_is_known(qualifier: str, shown: str) -> None:
    columns = (Column("since", "Since", itemgetter(0), "day", brief=True),)
    table = Table("T", "", columns, ((Day(date(2014, 1, 1), qualifier),),))
    lines = render(Report("R", dict, lambda: (table,), "T"), "terminal").decode().splitlines()
    assert shown in lines
    legend = f"{shown[:1]} {qualifier.replace('-', ' ')}"
    assert any(legend in line for line in lines) == (qualifier != "exact")
