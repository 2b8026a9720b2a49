"""One structure or substance against every class definition in force, clause by clause."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from registry.cli import DATA, KNOWN_ON, NOT_ADVICE, ON, emit, opened, output, titled

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("given", metavar="INPUT")
@ON
@KNOWN_ON
@DATA
@output
def classify(
    *, given: str, on: date, known_on: date | None, data: Path | None,
    out: Path | None, form: str | None, as_json: bool,
) -> None:  # fmt: skip
    """INPUT (a SMILES, an InChI, a substance, a systematic name) against every class in force.

    It judges the one structure it is given. Write -- before an INPUT that begins with a dash.
    """
    from registry.behind import unapplied_notes
    from registry.classified import needs_chemistry
    from registry.table import Report
    from registry.tables import classify as tables

    needs_chemistry()
    lists = opened(data)
    view, answer = lists.view(known_on), lists.classify(given, on=on, known_on=known_on)
    report = Report(
        titled("Classes", on, known_on, view.record.version),
        lambda: tables.document(view, answer, on),
        lambda: tables.sections(view, answer, on),
        main="Verdicts",
        notes=(*unapplied_notes(view, view.record.jurisdictions), NOT_ADVICE),
    )
    emit(report, out, form, as_json=as_json)
