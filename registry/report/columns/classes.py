"""Class-wide controls as a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.engine.gaps import Gaps, class_since
from registry.report.table import Column, Table, day_column, joined

if TYPE_CHECKING:
    from registry.engine.view import View
    from registry.law.dates import Day
    from registry.law.record import ClassText


class ClassRow(NamedTuple):
    """A class text that stands on some list: where, since when, and on which lists."""

    short: str
    text: ClassText
    since: Day
    lists: str | None

    @property
    def members(self) -> str | None:
        """The substances that the text names."""
        verdicts = self.text.verdicts.items()
        return joined(name for name, judged in verdicts if judged.verdict == "in")


CLASS_COLUMNS: Final = (
    Column("class", "Class", lambda row: row.text.id, width=24, brief=True),
    Column("jurisdiction", "Jurisdiction", lambda row: row.short, width=13, brief=True),
    Column("title", "Title", lambda row: row.text.title, width=36, brief=True),
    Column("title_zh", "题名", lambda row: row.text.title_zh, width=24),
    day_column("since", "Since", lambda row: row.since),
    Column("schedule", "List", lambda row: row.lists, width=20),
    Column("families", "Families it may reach", lambda row: joined(row.text.families), width=24),
    Column("named", "Named as members", lambda row: row.members, width=40),
    Column("citation", "Citation", lambda row: row.text.citation or None, width=30, link="source"),
    Column("evidence", "Evidence", lambda row: row.text.evidence, width=12),
    Column("text", "What the text says, in our words", lambda row: row.text.text, width=90),
    Column("source", "Source", lambda row: row.text.source, "address", 40),
)


def class_table(view: View, gaps: Gaps) -> Table:
    """Every class-wide control of the two sides that stands on the day."""
    return Table(
        "Classes",
        f"Class-wide controls on {gaps.on}",
        CLASS_COLUMNS,
        list(_rows(view, gaps)),
        notes=tuple(
            f"{each.family}: held as a class by one side only, since {each.since}."
            for each in gaps.classes
        ),
        on_paper=len(CLASS_COLUMNS) - 1,
    )


def _rows(view: View, gaps: Gaps) -> Iterator[ClassRow]:
    for text in view.classes:
        if text.jurisdiction not in {gaps.a, gaps.b} or _is_replaced(view, text, gaps.on):
            continue
        if since := class_since(view, text, gaps.on):
            stays = view.by_class.get((text.jurisdiction, text.id), ())
            lists = joined(stay.key.schedule for stay in stays if stay.at(gaps.on))
            yield ClassRow(view.record.jurisdictions[text.jurisdiction].short, text, since, lists)


def _is_replaced(view: View, text: ClassText, on: date) -> bool:
    return any(other.id == text.id and text.since < other.since <= on for other in view.classes)
