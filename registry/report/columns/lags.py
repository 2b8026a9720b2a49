"""Lags as tables: one row a substance, and how each side kept pace, by family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from registry.engine.lags import open_days, paces
from registry.report.table import Column, Table, day_column

if TYPE_CHECKING:
    from registry.engine.lags import Lag, Pace
    from registry.engine.view import View


def lag_table(
    view: View, reference: str, sides: Sequence[str], lags: Sequence[Lag], on: date
) -> Table:
    """Days from the reference's control to each side's, one row a substance."""
    short = view.record.jurisdictions[reference].short
    columns = (
        Column(
            "substance", "Substance", attrgetter("substance.name"), width=30, brief=True, head=True
        ),
        Column("family", "Family", attrgetter("substance.family"), width=20),
        day_column("reference_since", f"{short} since", attrgetter("reference.since")),
        *(
            column
            for at, side in enumerate(sides)
            for column in _side_columns(at, side, view.record.jurisdictions[side].short, on)
        ),
    )
    title = f"Days from control by {short} to control by each side"
    return Table("Lags", title, columns, lags)


def _side_columns(at: int, side: str, short: str, on: date) -> Iterator[Column]:
    """What is shown of the side that is number ``at`` of those compared."""

    def opened(row: Lag) -> int | None:
        return open_days(row.start, row.sides[at], on)

    yield Column(f"{side}_status", f"{short} status", lambda row: row.sides[at].status, width=14)
    yield day_column(
        f"{side}_since",
        f"{short} since",
        lambda row: row.sides[at].since,
        known=f"{short} how known",
    )
    lag_title, open_title = f"{short} lag (days)", f"{short} open (days)"
    yield Column(f"{side}_lag_days", lag_title, lambda row: row.days[at], "number", 12, brief=True)
    yield Column(f"{side}_open_days", open_title, opened, "number", 12, brief=True, spare=True)


PACE_COLUMNS: Final = (
    Column("of", "Of", attrgetter("of"), "number", 8, brief=True),
    Column("first", "First", attrgetter("first"), "number", 8, brief=True),
    Column("later", "Later", attrgetter("later"), "number", 8, brief=True),
    Column("median_days", "Median days", attrgetter("median_days"), "number", 10, brief=True),
    Column("no_day", "No exact day", attrgetter("no_day"), "number", 10, brief=True),
    Column("open", "Open", attrgetter("open"), "number", 8, brief=True),
    Column(
        "longest_open_days", "Longest open (days)", attrgetter("longest_open_days"), "number", 12
    ),
    Column("undetermined", "Undetermined", attrgetter("undetermined"), "number", 13, brief=True),
)


def pace_table(
    view: View, reference: str, sides: tuple[str, ...], lags: Iterable[Lag], on: date
) -> Table:
    """How long each side took, by family, one row a family and side, open ones counted."""
    places = view.record.jurisdictions

    def side(row: Pace) -> str:
        return places[row.jurisdiction].short

    title = f"After control by {places[reference].short}: how many followed by {on}, by family"
    return Table(
        "Families",
        title,
        (
            Column(
                "family", "Family", lambda row: row.family or "all families", width=24, brief=True
            ),
            Column("jurisdiction", "Side", side, width=8, brief=True),
            *PACE_COLUMNS,
        ),
        list(paces(lags, sides, on)),
        notes=("First: on the same day or before. Median: of those later. Open: not listed.",),
    )
