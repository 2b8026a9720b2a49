"""Changes of the law, and what comes next, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from registry.report.columns.lists import act_table
from registry.report.table import Cell, Column, Table, day_cells, joined

if TYPE_CHECKING:
    from registry.engine.changes import Change
    from registry.law.record import Record

CHANGE_COLUMNS: Final = (
    Column("jurisdiction", "Jurisdiction", width=12, brief=True),
    Column("date", "Date", "date", 12, brief=True),
    Column("date_qualifier", "How known", width=13),
    Column("kind", "Change", width=18, brief=True),
    Column("line", "Line", width=30, brief=True),
    Column("substances", "Substances", width=34),
    Column("from_schedule", "From", width=20, brief=True),
    Column("to_schedule", "To", width=20, brief=True),
    Column("legal_effect", "Legal effect", width=10),
    Column("act", "Act", width=40),
    Column("citation", "Citation", width=26, link="source"),
    Column("evidence", "Evidence", width=12),
    Column("why", "Why", width=60),
    Column("source", "Source", "address", 40),
)


def change_table(record: Record, rows: Iterable[Change], name: str, title: str) -> Table:
    """One row for each line that changed."""
    told = tuple(rows)
    cells = tuple(_change_row(record, row) for row in told)
    return Table(
        name, title, CHANGE_COLUMNS, cells, _record_only(told),
        on_paper=len(CHANGE_COLUMNS) - 1, key=("jurisdiction", "act", "line", "kind"),
    )  # fmt: skip


def _record_only(rows: Iterable[Change]) -> tuple[str, ...]:
    """How many rows are where the record begins, which tells no change of the law."""
    lines = sum(row.act.kind == "baseline" for row in rows)
    if not lines:
        return ()
    told = "1 line stood" if lines == 1 else f"{lines} lines stood"
    return (f"{told} so by the day shown; since when is not known.",)


def change_sections(record: Record, rows: Sequence[Change], name: str) -> tuple[Table, ...]:
    """The lines that changed, and the acts that changed them, with where they are printed."""
    table = change_table(record, rows, name, "")
    acts = list(dict.fromkeys(row.act.id for row in rows))
    behind = act_table((record.acts[one] for one in acts), "Acts", "The acts behind the changes")
    return (table, behind) if rows else (table,)


def _change_row(record: Record, row: Change) -> tuple[Cell, ...]:
    return (
        record.jurisdictions[row.key.jurisdiction].short,
        *day_cells(row.day),
        row.kind,
        row.key.line,
        joined(record.substances[one].name for one in row.substances) or row.class_id,
        row.from_schedule,
        row.to_schedule,
        "yes" if row.legal_effect else "no",
        row.act.id,
        row.act.citation or None,
        row.act.evidence,
        row.why,
        row.act.source,
    )
