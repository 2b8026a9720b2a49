"""What the lists say: of one substance, of one jurisdiction."""

from __future__ import annotations

import click

from registry.cli.contract import NOT_ADVICE, Asked, command
from registry.cli.options import KNOWN_ON, ON
from registry.report.table import Report


@command(ON, KNOWN_ON)
@click.argument("name", metavar="SUBSTANCE")
def show(asked: Asked, *, name: str) -> Report:
    """Identity, status in every jurisdiction, every listing and act of SUBSTANCE."""
    from registry.engine import documents
    from registry.engine.provenance import unapplied_notes
    from registry.report.columns.substance import sections

    substance, view, on = asked.substance(name), asked.view, asked.on
    answers = asked.lists.show(substance.id, on=on, known_on=asked.known_on)
    statuses = list(answers.values())
    return Report(
        asked.titled(substance.name),
        lambda: documents.show(view, substance, statuses, on),
        lambda: sections(view, substance, statuses, on),
        main="Status",
        notes=(*unapplied_notes(view, answers), NOT_ADVICE),
    )


@command(ON, KNOWN_ON, name="list")
@click.argument("place", metavar="JURISDICTION")
@click.option("--schedule", help="Only this list.")
def list_(asked: Asked, *, place: str, schedule: str | None) -> Report:
    """What stands on the lists of JURISDICTION."""
    from registry.engine import documents
    from registry.engine.naming import schedule as list_of
    from registry.engine.provenance import extent_notes, extent_of, unapplied_notes
    from registry.report.columns.lists import line_table

    view, on, law = asked.view, asked.on, asked.lists.jurisdiction(place)
    chosen = list_of(law, schedule) if schedule is not None else None
    rows = asked.lists.list(law.id, chosen, on=on, known_on=asked.known_on)
    count = sum(standing.unseen or 1 for _, standing in rows)
    extent = extent_of(law, law.schedules[chosen] if chosen else None)
    return Report(
        asked.titled(f"Lines on the lists of {law.name}"),
        lambda: documents.listed(view, law.id, rows, on),
        lambda: (line_table(view.record, rows, ""),),
        main="List",
        notes=(
            f"{len(rows)} lines, {count} names.",
            *unapplied_notes(view, (law.id,)),
            *extent_notes([extent], on, on),
            NOT_ADVICE,
        ),
    )
