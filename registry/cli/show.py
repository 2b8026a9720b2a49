"""What the lists say: of one substance, of what else was typed, of one jurisdiction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from registry.cli.contract import NOT_ADVICE, Asked, command
from registry.cli.options import KNOWN_ON, ON
from registry.report.table import Report

if TYPE_CHECKING:
    from registry.engine.meant import FormClause
    from registry.engine.resolve.answer import Resolved
    from registry.engine.status import Status
    from registry.report.table import Table


@command(ON, KNOWN_ON)
@click.argument("name", metavar="SUBSTANCE")
def show(asked: Asked, *, name: str) -> Report:
    """Identity, status in every jurisdiction, every listing and act of SUBSTANCE.

    A salt, an ester, an isomer or a trade name is answered with its substance; a family, a class
    or an act with its substances, a list with its lines.
    """
    answer = asked.meant(name)
    if answer.kind == "list":
        return _of_list(asked, answer)
    if answer.kind in {"family", "class", "act"}:
        return _of_group(asked, answer)
    return _of_substance(asked, answer)


def _of_substance(asked: Asked, answer: Resolved) -> Report:
    from registry.engine import documents
    from registry.engine.provenance import unapplied_notes
    from registry.report.columns.substance import sections

    substance, view, on = asked.lists.record.substances[answer.of], asked.view, asked.on
    answers = asked.lists.show(substance.id, on=on, known_on=asked.known_on)
    statuses = list(answers.values())
    clauses = _clauses(answer, statuses)
    return Report(
        asked.titled(substance.name),
        lambda: documents.show(view, substance, statuses, on, documents.resolved(answer, clauses)),
        lambda: (*_clause_tables(answer, clauses), *sections(view, substance, statuses, on)),
        main="Status",
        notes=(*unapplied_notes(view, answers), NOT_ADVICE),
    )


def _clauses(answer: Resolved, statuses: list[Status]) -> list[FormClause]:
    """The clauses on a form; an id, which is none, does without the module."""
    if answer.kind == "substance":
        return []
    from registry.engine.meant import reaches

    return reaches(answer, statuses)


def _clause_tables(answer: Resolved, clauses: list[FormClause]) -> tuple[Table, ...]:
    if not clauses:
        return ()
    from registry.report.columns.meant import clause_table

    return (clause_table(answer, clauses),)


def _of_group(asked: Asked, answer: Resolved) -> Report:
    from registry.engine.documents.meant import group
    from registry.engine.meant import members
    from registry.engine.provenance import unapplied_notes
    from registry.report.columns.meant import member_table, sentence

    view, on = asked.view, asked.on
    found = members(view, answer, on)
    return Report(
        asked.titled(f"The {answer.kind} {answer.of}"),
        lambda: group(view, answer, found, on),
        lambda: (member_table(view, sentence(answer), found),),
        main="Members",
        notes=(
            f"{len(found)} substances held.",
            *unapplied_notes(view, view.record.principal),
            NOT_ADVICE,
        ),
    )


def _of_list(asked: Asked, answer: Resolved) -> Report:
    from registry.engine import documents

    place, _, schedule = answer.of.partition("/")
    report = _lines(asked, place, schedule)
    return report._replace(
        document=lambda: report.document() | {"resolved": documents.resolved(answer)}
    )


@command(ON, KNOWN_ON, name="list")
@click.argument("place", metavar="JURISDICTION")
@click.option("--schedule", help="Only this list.")
def list_(asked: Asked, *, place: str, schedule: str | None) -> Report:
    """What stands on the lists of JURISDICTION."""
    return _lines(asked, place, schedule)


def _lines(asked: Asked, place: str, schedule: str | None) -> Report:
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
