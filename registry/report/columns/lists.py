"""Lists, claims and acts as tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from registry.report.table import Column, Table, day_column, joined
from registry.report.width import display_width

if TYPE_CHECKING:
    from registry.engine.listing import Listing, Standing
    from registry.law.acts import Act
    from registry.law.record import Record, Schedule, Substance


class LineRow(NamedTuple):
    """A line that stands, and the act by which it does."""

    line: Standing
    act: Act
    named: tuple[Substance, ...] = ()

    @property
    def printed(self) -> str:
        """The line's words; ours, in brackets, where they were not seen."""
        wording = self.line.wording
        return wording.printed or f"[{wording.form or self.line.key.line}]"

    @property
    def english(self) -> str | None:
        """What a line that prints Chinese names."""
        is_wide = display_width(self.printed) > len(self.printed)
        return joined(each.name for each in self.named) if is_wide else None

    @property
    def cas(self) -> str | None:
        """The CAS numbers of what the line names."""
        return joined(number for each in self.named for number in each.cas[:1])

    @property
    def substances(self) -> str | None:
        """The ids of what the line names, else of its class."""
        return joined(self.line.substances) or self.line.class_id


LINE_COLUMNS: Final = (
    Column("schedule", "List", attrgetter("line.key.schedule"), width=22, brief=True),
    Column("number", "Number", lambda row: row.line.wording.number or None, width=10, brief=True),
    Column("printed", "Printed", attrgetter("printed"), width=40, brief=True, head=True),
    Column("english", "English name", attrgetter("english"), width=30, brief=True),
    Column("cas", "CAS number", attrgetter("cas"), width=14, brief=True, spare=True),
    Column("line", "Line", attrgetter("line.key.line"), width=30),
    Column("substances", "Substances", attrgetter("substances"), width=34),
    Column("count", "Count", lambda row: row.line.unseen or 1, "number", 8),
    Column("form", "Form", lambda row: row.line.wording.form or None, width=24),
    day_column("since", "Since", attrgetter("line.since")),
    Column("temporary", "Temporary", lambda row: "yes" if row.line.temporary else "no", width=10),
    Column("expires", "Expires", attrgetter("line.expires"), "date", 12, brief=True),
    Column("act", "Act", attrgetter("line.act"), width=40),
    Column("citation", "Citation", lambda row: row.act.citation or None, width=26, link="source"),
    Column("evidence", "Evidence", attrgetter("line.evidence"), width=12, brief=True),
    Column("date_evidence", "Evidence of dates", attrgetter("line.date_evidence"), width=12),
    Column("source", "Source", attrgetter("act.source"), "address", 40),
)


def line_table(record: Record, lines: Iterable[tuple[Listing, Standing]], title: str) -> Table:
    """One row for each line that stands, with the act by which it does."""
    held = record.substances
    rows = [
        LineRow(line, record.acts[line.act], tuple(held[name] for name in line.substances))
        for _, line in lines
    ]
    return Table("List", title, LINE_COLUMNS, rows, on_paper=len(LINE_COLUMNS) - 1)


def of_one_list(table: Table, schedule: Schedule) -> Table:
    """The table of lines where all stand on one list: the title names it, no column does."""
    title = ", ".join(filter(None, (f"{schedule.id}: {schedule.title}", schedule.title_zh)))
    columns = tuple(each for each in table.columns if each.key != "schedule")
    return table._replace(title=title, columns=columns)


CLAIM_COLUMNS: Final = (
    Column("date", "Date", lambda row: date.fromisoformat(row["date"]), "date", 12, brief=True),
    Column("says", "The document says", itemgetter("says"), width=60, brief=True, head=True),
    Column("status", "Status", itemgetter("status"), width=13, brief=True),
    Column("supports", "Answered by", lambda row: joined(row["supports"]), width=40, brief=True),
    Column("note", "Note", itemgetter("note"), width=60, brief=True),
    Column("document", "Document", itemgetter("title"), width=40),
)


def claim_table(answer: dict[str, Any]) -> Table:
    """Of the document: the source documents' claims and what answers them."""
    title = "What the source documents claim, and the acts that answer"
    return Table("Claims", title, CLAIM_COLUMNS, answer["rows"])


ACT_COLUMNS: Final = (
    Column("act", "Act", attrgetter("id"), width=52, brief=True, link="source"),
    Column("title", "Title", attrgetter("title"), width=60, brief=True, head=True),
    Column("title_zh", "题名", attrgetter("title_zh"), width=36),
    Column("authority", "Authority", lambda act: joined(act.authority), width=20),
    Column("citation", "Citation", lambda act: act.citation or None, width=30, brief=True),
    day_column("published", "Published", attrgetter("published"), known="Published: how known"),
    day_column("in_force", "In force", attrgetter("day"), known="In force: how known"),
    Column("evidence", "Evidence", attrgetter("evidence"), width=12, brief=True),
    Column("date_evidence", "Evidence of dates", attrgetter("date_evidence"), width=12),
    Column("source", "Source", attrgetter("source"), width=60),
    Column("note", "Note", attrgetter("note"), width=60),
)


def act_table(acts: Iterable[Act], name: str, title: str) -> Table:
    """Acts with what a reader needs to find them."""
    return Table(name, title, ACT_COLUMNS, list(acts))
