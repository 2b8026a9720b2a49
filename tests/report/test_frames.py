"""Tables as frames: text stays text, a day a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from registry.engine.gaps import Gaps
from registry.report.table import Cell, Report, to_frame

Make = Callable[..., Report]


def test_a_frame_holds_what_the_table_holds(of_rows: Make) -> None:
    rows: tuple[tuple[Cell, Cell, Cell], ...] = (
        ("0123", date(2024, 8, 5), 12),
        ("50-00-0", None, None),
        ("", date(1600, 1, 1), 0),
        (None, date(9999, 12, 31), -1),
        ("nan", None, 2**70),
    )
    frame = to_frame(of_rows(*rows).rows)
    assert list(frame.columns) == ["text", "day", "number"]
    assert {str(kind) for kind in frame.dtypes} == {"object"}
    assert [tuple(row) for row in frame.itertuples(index=False, name=None)] == list(rows)


def test_a_frame_of_nothing_has_its_columns(of_rows: Make) -> None:
    frame = to_frame(of_rows().rows)
    assert (len(frame), list(frame.columns)) == (0, ["text", "day", "number"])


def test_a_frame_of_the_gaps_keeps_cas_numbers(report: Report, found: Gaps) -> None:
    frame = to_frame(report.rows)
    assert list(frame["cas"]) == [
        row.substance.cas[0] if row.substance.cas else None for row in found.rows
    ]
