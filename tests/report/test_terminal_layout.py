"""How a table stands on a terminal: side by side, or stacked where that would break a name."""

from __future__ import annotations

from operator import itemgetter
from typing import Final

import pytest

from registry.report.formats import render
from registry.report.table import Column, Report, Table

NAMES: Final = (
    "13β-Ethyl-17β-hydroxygon-4-en-3-one",
    "N-[1-[2-hydroxy-2-(thiophen-2-yl)ethyl]piperidin-4-yl]-N-phenylpropionamide",
    "Xylazine",
)
SCHEDULE: Final = "medicinal-psychotropic-2"


def _shown(monkeypatch: pytest.MonkeyPatch, width: int, names: tuple[str, ...] = NAMES) -> str:
    """A table of names with columns that leave them no room on 80 columns."""
    monkeypatch.setenv("COLUMNS", str(width))
    columns = (
        Column("name", "Name", itemgetter(0), brief=True, head=True),
        *(
            Column(key, key.title(), itemgetter(at), brief=True)
            for at, key in enumerate(("list", "other", "third"), 1)
        ),
    )
    rows = [(name, SCHEDULE, SCHEDULE, "few words that say why it is so") for name in names]
    table = Table("Rows", "A title", columns, rows)
    return render(Report("A report", dict, lambda: (table,), "Rows"), "terminal").decode()


@pytest.mark.parametrize("width", [80, 100, 120])
def test_no_word_of_a_name_is_broken(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    text = _shown(monkeypatch, width)
    assert all(name in text for name in NAMES)


@pytest.mark.parametrize("width", [80, 100, 120])
def test_no_line_is_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    assert max(map(len, _shown(monkeypatch, width).splitlines())) <= width


def test_a_narrow_table_is_stacked_as_heading_and_value(monkeypatch: pytest.MonkeyPatch) -> None:
    text = _shown(monkeypatch, 80, ("Xylazine",))
    assert text.splitlines()[2:] == [
        "A title",
        "Xylazine",
        f"  List: {SCHEDULE} · Other: {SCHEDULE}",
        "  Third: few words that say why it is so",
    ]


def test_a_name_too_long_for_its_column_stands_on_a_line_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = _shown(monkeypatch, 120).splitlines()
    at = lines.index(NAMES[1])
    assert lines[at + 1].startswith(" ")
    assert lines[at + 1].count(SCHEDULE) == 2


def test_a_table_with_room_stands_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Name " in _shown(monkeypatch, 120)
    assert "Name: " not in _shown(monkeypatch, 120)
