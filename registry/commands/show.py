"""What the lists say: of one substance, of one jurisdiction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from registry.cli import (
    DATA,
    KNOWN_ON,
    NOT_ADVICE,
    ON,
    Failure,
    emit,
    jurisdiction,
    load_view,
    nearest,
    output,
    substance,
    titled,
)

if TYPE_CHECKING:
    from pathlib import Path

    from registry.record import Jurisdiction
    from registry.table import Table

ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}


@click.command()
@click.argument("name", metavar="SUBSTANCE")
@ON
@KNOWN_ON
@DATA
@output
def show(
    *, name: str, on: date, known_on: date | None, data: Path | None,
    out: Path | None, form: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Identity, status in every jurisdiction, every listing and act of SUBSTANCE."""
    from registry.behind import unapplied_notes
    from registry.coverage import status
    from registry.table import Report

    view = load_view(data, known_on)
    one = substance(view.record, name)
    statuses = [status(view, place, one.id, on) for place in view.record.jurisdictions]

    def document() -> dict[str, Any]:
        from registry import documents

        return documents.show(view, one, statuses, on)

    def sections() -> tuple[Table, ...]:
        from registry.tables.substance import sections

        return sections(view, one, statuses, on)

    report = Report(
        titled(one.name, on, known_on, view.record.version),
        document,
        sections,
        main="Status",
        notes=(*unapplied_notes(view, view.record.jurisdictions), NOT_ADVICE),
    )
    emit(report, out, form, as_json=as_json)


def list_of(law: Jurisdiction, typed: str) -> str:
    """The list that ``typed`` means: its id, in any case, or as texts write it ("Schedule II")."""
    words = typed.casefold().replace("_", " ").replace("-", " ").split()
    key = "-".join(ROMAN.get(word, word) for word in words)
    if key in law.schedules:
        return key
    hint = nearest(key, law.schedules)
    raise Failure(f'{law.id} keeps no list "{typed}".{hint} {", ".join(law.schedules)}.')


@click.command("list")
@click.argument("place", metavar="JURISDICTION")
@click.option("--schedule", help="Only this list.")
@ON
@KNOWN_ON
@DATA
@output
def list_(
    *, place: str, schedule: str | None, on: date, known_on: date | None, data: Path | None,
    out: Path | None, form: str | None, as_json: bool,
) -> None:  # fmt: skip
    """What stands on the lists of JURISDICTION."""
    from registry import documents
    from registry.behind import extent_notes, extent_of, unapplied_notes
    from registry.coverage import lines_on
    from registry.table import Report
    from registry.tables.lists import line_table

    view = load_view(data, known_on)
    law = view.record.jurisdictions[jurisdiction(view.record, place)]
    if schedule is not None:
        schedule = list_of(law, schedule)
    rows = lines_on(view, law.id, on, schedule)
    heading = titled(f"Lines on the lists of {law.name}", on, known_on, view.record.version)
    count = sum(one.unseen or 1 for _, one in rows)
    reach = extent_of(law, law.schedules[schedule] if schedule else None)
    notes = (
        f"{len(rows)} lines, {count} names.",
        *unapplied_notes(view, (law.id,)),
        *extent_notes([reach], on, on),
        NOT_ADVICE,
    )
    report = Report(
        heading,
        lambda: documents.listed(view, law.id, rows, on),
        lambda: (line_table(view.record, rows, ""),),
        main="List",
        notes=notes,
    )
    emit(report, out, form, as_json=as_json)
