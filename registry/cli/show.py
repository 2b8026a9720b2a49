"""What the lists say: of one substance, of one jurisdiction; of one structure by its class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from registry.cli.contract import Asked, command
from registry.cli.options import KNOWN_ON, ON
from registry.law.finding import on_one_line
from registry.report.table import Report

if TYPE_CHECKING:
    from registry import Registry, Substance


@command(ON, KNOWN_ON)
@click.argument("name", metavar="SUBSTANCE")
def show(asked: Asked, *, name: str) -> Report:
    """Identity, status in every jurisdiction, every listing and act of SUBSTANCE."""
    from registry.report.columns.substance import sections

    substance = _meant(asked.lists, name)
    answer = asked.lists.show(substance.id, on=asked.on, known_on=asked.known_on)
    statuses = list(answer.values())
    return asked.report(
        asked.titled(substance.name),
        answer,
        lambda: sections(asked.view, substance, statuses, asked.on),
        main="Status",
    )


def _meant(lists: Registry, typed: str) -> Substance:
    """The substance that ``typed`` means; stderr says by which identifier."""
    substance = lists.substance(typed)
    if typed in lists.record.substances:
        return substance
    from registry import Match

    match = lists.resolve(typed)
    if isinstance(match, Match) and match.by not in {"id", "name"}:
        click.echo(f'"{on_one_line(typed)}" is the {match.by} of {substance.name}.', err=True)
    return substance


@command(ON, KNOWN_ON, name="list")
@click.argument("place", metavar="JURISDICTION")
@click.option("--schedule", help="Only this list.")
def list_(asked: Asked, *, place: str, schedule: str | None) -> Report:
    """What stands on the lists of JURISDICTION."""
    from registry.report.columns.lists import line_table

    answer = asked.lists.list(place, schedule, on=asked.on, known_on=asked.known_on)
    count = sum(standing.unseen or 1 for _, standing in answer)
    return asked.report(
        asked.titled(f"Lines on the lists of {asked.lists.jurisdiction(place).name}"),
        answer,
        lambda: (line_table(asked.lists.record, answer, ""),),
        main="List",
        notes=(f"{len(answer)} lines, {count} names.",),
    )


@command(ON, KNOWN_ON)
@click.argument("given", metavar="INPUT")
def classify(asked: Asked, *, given: str) -> Report:
    """INPUT (a SMILES, an InChI, a substance, a systematic name) against every class in force.

    It judges the one structure it is given. Write -- before an INPUT that begins with a dash.
    """
    from registry.report.columns.classify import sections

    answer = asked.lists.classify(given, on=asked.on, known_on=asked.known_on)
    return asked.report(
        asked.titled("Classes"),
        answer,
        lambda: sections(asked.lists.record, answer.document()),
        main="Verdicts",
    )
