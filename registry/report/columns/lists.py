"""Lists, claims and acts as tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from registry.report.table import Cell, Column, Table, day_cells, joined

if TYPE_CHECKING:
    from registry.engine.listing import Listing, Standing
    from registry.law.acts import Act
    from registry.law.record import Record, Seed

LINE_COLUMNS: Final = (
    Column("schedule", "List", width=22, brief=True),
    Column("number", "Number", width=10, brief=True),
    Column("printed", "Printed", width=40, brief=True),
    Column("line", "Line", width=30),
    Column("substances", "Substances", width=34),
    Column("count", "Count", "number", 8),
    Column("form", "Form", width=24),
    Column("since", "Since", "date", 12, brief=True),
    Column("since_qualifier", "How known", width=13),
    Column("temporary", "Temporary", width=10),
    Column("expires", "Expires", "date", 12, brief=True),
    Column("act", "Act", width=40),
    Column("citation", "Citation", width=26, link="source"),
    Column("evidence", "Evidence", width=12, brief=True),
    Column("date_evidence", "Evidence of dates", width=12),
    Column("source", "Source", "address", 40),
)


def line_table(record: Record, rows: Iterable[tuple[Listing, Standing]], title: str) -> Table:
    """One row for each line that stands, with the act by which it does."""
    cells = tuple(_line_row(one, record.acts[one.act]) for _, one in rows)
    return Table("List", title, LINE_COLUMNS, cells, on_paper=len(LINE_COLUMNS) - 1)


def _line_row(one: Standing, act: Act) -> tuple[Cell, ...]:
    return (
        one.key.schedule,
        one.wording.number or None,
        one.wording.printed or f"[{one.wording.form or one.key.line}]",  # our words, in brackets
        one.key.line,
        joined(one.substances) or one.class_id,
        one.unseen or 1,
        one.wording.form or None,
        *day_cells(one.since),
        "yes" if one.temporary else "no",
        one.expires,
        one.act,
        act.citation or None,
        one.evidence,
        one.date_evidence,
        act.source,
    )


def claim_table(seeds: Iterable[Seed]) -> Table:
    """The source documents' claims and what answers them."""
    return Table(
        "Claims",
        "What the source documents claim, and the acts that answer",
        (
            Column("date", "Date", "date", 12, brief=True),
            Column("says", "The document says", width=60, brief=True),
            Column("status", "Status", width=13, brief=True),
            Column("supports", "Answered by", width=40, brief=True),
            Column("note", "Note", width=60, brief=True),
            Column("document", "Document", width=40),
        ),
        tuple(
            (seed.date, one.says, one.status, joined(one.supports), one.note, seed.title)
            for seed in seeds
            for one in seed.claims
        ),
    )


def act_table(acts: Iterable[Act], name: str, title: str) -> Table:
    """Acts with what a reader needs to find them."""
    return Table(
        name,
        title,
        (
            Column("act", "Act", width=52, brief=True, link="source"),
            Column("title", "Title", width=60, brief=True),
            Column("title_zh", "题名", width=36),
            Column("authority", "Authority", width=20),
            Column("citation", "Citation", width=30, brief=True),
            Column("published", "Published", "date", 12, brief=True),
            Column("published_qualifier", "Published: how known", width=13),
            Column("in_force", "In force", "date", 12, brief=True),
            Column("in_force_qualifier", "In force: how known", width=13),
            Column("evidence", "Evidence", width=12, brief=True),
            Column("date_evidence", "Evidence of dates", width=12),
            Column("source", "Source", width=60),
            Column("note", "Note", width=60),
        ),
        tuple(_act_row(act) for act in acts),
    )


def _act_row(act: Act) -> tuple[Cell, ...]:
    return (
        act.id,
        act.title,
        act.title_zh,
        joined(act.authority),
        act.citation or None,
        *day_cells(act.published),
        *day_cells(act.day),
        act.evidence,
        act.date_evidence,
        act.source,
        act.note,
    )
