"""Lags as tables: one row a substance, and how each side kept pace, by family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from registry.engine.lags import open_days, paces
from registry.report.table import Cell, Column, Table, day_cells

if TYPE_CHECKING:
    from registry.engine.gaps import Lag
    from registry.engine.view import View


def lag_table(
    view: View, reference: str, sides: Sequence[str], rows: Iterable[Lag], on: date
) -> Table:
    """Days from the reference's control to each side's, one row a substance."""
    places = view.record.jurisdictions
    columns = [
        Column("substance", "Substance", width=30, brief=True),
        Column("family", "Family", width=20),
        Column("reference_since", f"{places[reference].short} since", "date", 12, brief=True),
        Column("reference_since_qualifier", "How known", width=13),
    ]
    for side in sides:
        short = places[side].short
        columns += [
            Column(f"{side}_status", f"{short} status", width=14),
            Column(f"{side}_since", f"{short} since", "date", 12, brief=True),
            Column(f"{side}_since_qualifier", f"{short} how known", width=13),
            Column(f"{side}_lag_days", f"{short} lag (days)", "number", 12, brief=True),
            Column(
                f"{side}_open_days", f"{short} open (days)", "number", 12, brief=True, spare=True
            ),
        ]
    title = f"Days from control by {places[reference].short} to control by each side"
    return Table("Lags", title, tuple(columns), tuple(_lag_row(row, on) for row in rows))


def _lag_row(row: Lag, on: date) -> tuple[Cell, ...]:
    cells: list[Cell] = [row.substance.name, row.substance.family, *day_cells(row.reference.since)]
    for side, days in zip(row.sides, row.days, strict=True):
        cells += [side.status, *day_cells(side.since), days, open_days(row.reference, side, on)]
    return tuple(cells)


def pace_table(
    view: View, reference: str, sides: tuple[str, ...], rows: Iterable[Lag], on: date
) -> Table:
    """How long each side took, by family, one row a family and side, open ones counted."""
    places = view.record.jurisdictions
    title = f"After control by {places[reference].short}: how many followed by {on}, by family"
    return Table(
        "Families",
        title,
        (
            Column("family", "Family", width=24, brief=True),
            Column("jurisdiction", "Side", width=8, brief=True),
            Column("of", "Of", "number", 8, brief=True),
            Column("first", "First", "number", 8, brief=True),
            Column("later", "Later", "number", 8, brief=True),
            Column("median_days", "Median days", "number", 10, brief=True),
            Column("no_day", "No exact day", "number", 10, brief=True),
            Column("open", "Open", "number", 8, brief=True),
            Column("longest_open_days", "Longest open (days)", "number", 12),
            Column("undetermined", "Undetermined", "number", 13, brief=True),
        ),
        tuple(
            (one.family or "all families", places[one.jurisdiction].short, *one[2:])
            for one in paces(rows, sides, on)
        ),
        notes=("First: on the same day or before. Median: of those later. Open: not listed.",),
    )
