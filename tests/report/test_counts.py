"""The same counts stand in every format, and colour stands only where a terminal shows it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from registry.cli import app, streams
from registry.engine.gaps import Gaps
from registry.report.formats import render
from registry.report.table import Report
from registry.report.width import display_width

Run = Callable[..., str]
WORDS: Final = {"only-a": "US only", "only-b": "PRC only"}
COLOR: Final = re.compile(r"\x1b\[\d+m")


@pytest.fixture
def counts(found: Gaps) -> dict[str, int]:
    """The counts of the comparison under the words that people read."""
    return {WORDS.get(kind, kind): count for kind, count in found.counts.items()}


def _of_text(text: str) -> dict[str, int]:
    """The totals of the table by kind, as the terminal and Markdown print it."""
    section = re.split(r"by gap and by who controls\n+", text)[1].split("\n\n")[0]
    lines = section.splitlines()
    cells = [[one.strip() for one in re.split(r"\||  +", line) if one.strip()] for line in lines]
    rows = [row for row in cells if len(row) == 5 and row[-1].isdigit()]
    return {row[0]: int(row[-1]) for row in rows if row[0] != "all"}


def test_the_same_counts_stand_in_every_format(
    rendered: dict[str, bytes], counts: dict[str, int]
) -> None:
    assert _of_text(rendered["terminal"].decode()) == counts
    assert _of_text(rendered["markdown"].decode()) == counts
    document = json.loads(rendered["json"])
    assert {WORDS.get(kind, kind): one for kind, one in document["counts"].items()} == counts
    without = {kind: count for kind, count in counts.items() if count and kind != "aligned"}
    rows = csv.DictReader(io.StringIO(rendered["csv"].decode("utf-8-sig"), newline=""))
    assert Counter(row["kind"] for row in rows) == without
    book = load_workbook(io.BytesIO(rendered["excel"]), read_only=True)
    gaps = list(book["Gaps"].iter_rows(values_only=True))
    place = gaps[0].index("Gap")
    assert Counter(str(row[place]) for row in gaps[1:]) == without
    cover = {row[0]: row[1] for row in book["Cover"].iter_rows(max_col=2, values_only=True)}
    assert {kind: cover[f"Rows: {kind}"] for kind in counts} == counts
    summary = list(book["Summary"].iter_rows(max_col=5, values_only=True))
    assert {row[0]: row[4] for row in summary if row[0] in counts} == counts


def test_ids_and_hashes_are_the_same_in_every_format(rendered: dict[str, bytes]) -> None:
    document = {row["gap"]: row["row_hash"] for row in json.loads(rendered["json"])["rows"]}
    rows = csv.DictReader(io.StringIO(rendered["csv"].decode("utf-8-sig"), newline=""))
    assert {row["gap_id"]: row["row_hash"] for row in rows} == document
    book = load_workbook(io.BytesIO(rendered["excel"]), read_only=True)
    head, *gaps = book["Gaps"].iter_rows(values_only=True)
    name, said = head.index("Gap id"), head.index("Row hash")
    assert {row[name]: row[said] for row in gaps} == document
    assert len(document) > 100


def test_the_summary_can_be_read_at_80_columns(
    report: Report, counts: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No heading and no family of the totals is broken."""
    monkeypatch.setenv("COLUMNS", "80")
    text = render(report, "terminal").decode()
    assert _of_text(text) == counts
    summary = text.split("by family and gap\n")[1].split("\n\n")[0].splitlines()
    titles = ["Family", "gap in law", "differ", "other form", "open", "aligned", "Total"]
    assert re.split(" {2,}", summary[0].strip()) == titles
    rows = [line for line in summary[2:] if not line.startswith(" ") and "all" not in line]
    assert all(len(line.split()) == 7 for line in rows)
    assert max(display_width(line) for line in summary) <= 80


# colour


@pytest.mark.parametrize("choice", [(), ("--color", "never"), ("--color", "auto")])
def test_a_pipe_gets_no_colour(run: Run, choice: tuple[str, ...]) -> None:
    assert "\x1b" not in run("gaps", "us", "cn", "--on", "2024-08-06", *choice)


def test_colour_can_be_asked_for_and_says_nothing_by_itself(run: Run) -> None:
    asked = ("gaps", "us", "cn", "--on", "2024-08-06")
    colored = run(*asked, "--color", "always")
    assert "\x1b[31mUS only\x1b[0m" in colored
    assert COLOR.sub("", colored) == run(*asked)


@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
def test_data_are_never_coloured(run: Run, form: str) -> None:
    asked = ("gaps", "us", "cn", "--on", "2024-08-06", "--format", form, "--color", "always")
    assert "\x1b" not in run(*asked)


def test_a_file_is_never_coloured(run: Run, tmp_path: Any) -> None:  # noqa: ANN401 (a path)
    out = tmp_path / "gaps.txt"
    run("gaps", "us", "cn", "--on", "2024-08-06", "--color", "always", "-o", str(out))
    assert b"\x1b" not in out.read_bytes()


@pytest.mark.parametrize(
    ("is_terminal", "environment", "colored"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": ""}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": "0"}, False),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
def test_a_terminal_is_coloured_unless_it_says_no(
    monkeypatch: pytest.MonkeyPatch,
    is_terminal: bool,  # noqa: FBT001 (a case of the table)
    environment: dict[str, str],
    colored: bool,  # noqa: FBT001 (a case of the table)
) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return is_terminal

    monkeypatch.setattr(streams, "os", type("Os", (), {"name": "posix", "environ": environment}))
    monkeypatch.setattr("sys.stdout", Screen())
    assert streams.has_color() == colored


def test_an_unknown_choice_of_colour_is_refused() -> None:
    done = CliRunner().invoke(app.cli, ["version", "--color", "blue"])
    assert done.exit_code == 2
    assert "always" in done.output
