"""Changes of the law, and what comes next, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.report.columns.lists import act_table
from registry.report.table import Column, Table, day_column, joined

if TYPE_CHECKING:
    from registry.engine.changes import Change
    from registry.law.record import Record


class ChangeRow(NamedTuple):
    """A change, and the record that names what it speaks of."""

    record: Record
    change: Change

    @property
    def short(self) -> str:
        """The short name of the jurisdiction."""
        return self.record.jurisdictions[self.change.key.jurisdiction].short

    @property
    def substances(self) -> str | None:
        """The names of what the line names, else its class."""
        names = (self.record.substances[name].name for name in self.change.substances)
        return joined(names) or self.change.class_id


CHANGE_COLUMNS: Final = (
    Column("jurisdiction", "Jurisdiction", lambda row: row.short, width=12, brief=True),
    day_column("date", "Date", lambda row: row.change.day),
    Column("kind", "Change", lambda row: row.change.kind, width=18, brief=True),
    Column("line", "Line", lambda row: row.change.key.line, width=30, brief=True),
    Column("substances", "Substances", lambda row: row.substances, width=34),
    Column("from_schedule", "From", lambda row: row.change.from_schedule, width=20, brief=True),
    Column("to_schedule", "To", lambda row: row.change.to_schedule, width=20, brief=True),
    Column(
        "legal_effect",
        "Legal effect",
        lambda row: "yes" if row.change.legal_effect else "no",
        width=10,
    ),
    Column("act", "Act", lambda row: row.change.act.id, width=40),
    Column(
        "citation", "Citation", lambda row: row.change.act.citation or None, width=26, link="source"
    ),
    Column("evidence", "Evidence", lambda row: row.change.act.evidence, width=12),
    Column("why", "Why", lambda row: row.change.why, width=60),
    Column("source", "Source", lambda row: row.change.act.source, "address", 40),
)


def change_table(record: Record, changes: Sequence[Change], name: str, title: str) -> Table:
    """One row for each line that changed."""
    return Table(
        name,
        title,
        CHANGE_COLUMNS,
        [ChangeRow(record, change) for change in changes],
        _record_only(changes),
        on_paper=len(CHANGE_COLUMNS) - 1,
        key=("jurisdiction", "act", "line", "kind"),
    )


def _record_only(changes: Iterable[Change]) -> tuple[str, ...]:
    """How many rows are where the record begins, which tells no change of the law."""
    lines = sum(change.act.kind == "baseline" for change in changes)
    if not lines:
        return ()
    stood = "1 line stood" if lines == 1 else f"{lines} lines stood"
    return (f"{stood} so by the day shown; since when is not known.",)


def change_sections(record: Record, changes: Sequence[Change], name: str) -> tuple[Table, ...]:
    """The lines that changed, and the acts that changed them, with where they are printed."""
    table = change_table(record, changes, name, "")
    acts = dict.fromkeys(change.act.id for change in changes)
    behind = act_table((record.acts[act] for act in acts), "Acts", "The acts behind the changes")
    return (table, behind) if changes else (table,)
