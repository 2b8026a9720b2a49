"""One structure or substance against every class definition in force, clause by clause."""

from __future__ import annotations

from functools import cache

import click

from registry.cli.contract import NOT_ADVICE, Asked, command
from registry.cli.options import KNOWN_ON, ON
from registry.report.table import Report


@command(ON, KNOWN_ON)
@click.argument("given", metavar="INPUT")
def classify(asked: Asked, *, given: str) -> Report:
    """INPUT (a SMILES, an InChI, a substance, a systematic name) against every class in force.

    It judges the one structure it is given. Write -- before an INPUT that begins with a dash.
    """
    from registry.chemistry.classified import needs_chemistry
    from registry.engine.provenance import unapplied_notes
    from registry.report.columns import classify as tables

    needs_chemistry()
    view, on = asked.view, asked.on
    answer = asked.lists.classify(given, on=on, known_on=asked.known_on)
    document = cache(lambda: tables.document(view, answer, on))
    return Report(
        asked.titled("Classes"),
        document,
        lambda: tables.sections(view.record, document()),
        main="Verdicts",
        notes=(*unapplied_notes(view, view.record.jurisdictions), NOT_ADVICE),
    )
