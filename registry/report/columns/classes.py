"""Class-wide controls as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry.engine.by_class import class_history
from registry.report.table import Column, Table, day_cells, joined

if TYPE_CHECKING:
    from registry.engine.gaps import Gaps
    from registry.engine.view import View


def class_table(view: View, found: Gaps) -> Table:
    """Every class-wide control of the two sides that stands on the day."""
    rows = [
        (
            text.id,
            view.record.jurisdictions[text.jurisdiction].short,
            text.title,
            text.title_zh,
            *day_cells(class_history(view, text).run(found.on).since),
            joined(line.key.schedule for line in lines),
            joined(text.families),
            joined(name for name, said in text.verdicts.items() if said.verdict == "in"),
            text.citation or None,
            text.evidence,
            text.text,
            text.source,
        )
        for text, lines in view.defining(found.on)
        if text.jurisdiction in {found.a, found.b}
    ]
    one_sided = tuple(
        f"{one.family}: held as a class by one side only, since {one.since}."
        for one in found.classes
    )
    return Table(
        "Classes",
        f"Class-wide controls on {found.on}",
        (
            Column("class", "Class", width=24, brief=True),
            Column("jurisdiction", "Jurisdiction", width=13, brief=True),
            Column("title", "Title", width=36, brief=True),
            Column("title_zh", "题名", width=24),
            Column("since", "Since", "date", 12, brief=True),
            Column("since_qualifier", "How known", width=13),
            Column("schedule", "List", width=20),
            Column("families", "Families it may reach", width=24),
            Column("named", "Named as members", width=40),
            Column("citation", "Citation", width=30, link="source"),
            Column("evidence", "Evidence", width=12),
            Column("text", "What the text says, in our words", width=90),
            Column("source", "Source", "address", 40),
        ),
        tuple(rows),
        notes=one_sided,
        on_paper=12,
    )
