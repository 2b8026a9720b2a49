"""What the lists say: of one substance, of what else was typed, of one jurisdiction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from registry.cli.contract import Asked, command
from registry.cli.options import FAMILY, KNOWN_ON, ON, REGIME, SCHEDULE
from registry.law.finding import QuestionError, on_one_line
from registry.report.table import Report

if TYPE_CHECKING:
    from registry import Resolved, Substance
    from registry.api.filters import Filter
    from registry.api.replies import Statuses
    from registry.report.table import Table


@command(ON, KNOWN_ON)
@click.argument("words", metavar="SUBSTANCE...", nargs=-1, required=True)
@click.option("--full", is_flag=True, help="All tables: identity, reasons, every listing and act.")
def show(asked: Asked, *, words: tuple[str, ...], full: bool) -> Report:
    """What every jurisdiction says of SUBSTANCE: since when, by which act, on which list.

    A salt, an ester, an isomer or a trade name is answered with its substance; a family, a class
    or an act with its substances, a list with its lines. A name of several words needs no quotes.
    """
    name = " ".join(words)
    meaning = asked.lists.meant(name)
    if meaning.words and name not in asked.lists.record.substances:
        click.echo(f'"{on_one_line(name)}" is {meaning.words}.', err=True)
    if meaning.kind == "list":
        return _of_list(asked, meaning)
    if meaning.kind in {"family", "class", "act"}:
        return _of_group(asked, meaning)
    return _of_substance(asked, name, full=full)


def _of_substance(asked: Asked, name: str, *, full: bool) -> Report:
    from registry.report.columns.answer import identity
    from registry.report.columns.meant import clause_tables

    substance = asked.lists.substance(name)
    answer = asked.lists.show(name, on=asked.on, known_on=asked.known_on)
    is_brief = asked.format == "terminal" and not full
    also = ", and the clauses on such forms" if answer.clauses else ""
    return asked.report(
        asked.titled(identity(answer.document()["substance"]) if is_brief else substance.name),
        answer,
        lambda: (
            _answer(asked, answer)
            if is_brief
            else (
                *clause_tables(answer.meaning, answer.clauses),
                *_everything(asked, substance, answer),
            )
        ),
        main="Status",
        notes=(f"--full shows every listing and act{also}.",) if is_brief else (),
    )


def _answer(asked: Asked, answer: Statuses) -> tuple[Table, ...]:
    from registry.report.columns.answer import answer_table
    from registry.report.columns.meant import form_lines

    record = asked.lists.record
    first = tuple(form_lines(record, answer.meaning, answer.clauses))
    return (answer_table(record, answer.document(), first),)


def _everything(asked: Asked, substance: Substance, answer: Statuses) -> tuple[Table, ...]:
    from registry.report.columns.substance import sections

    return sections(asked.view, substance, list(answer.values()), asked.on)


def _of_group(asked: Asked, meaning: Resolved) -> Report:
    from registry.report.columns.meant import member_note, member_table, sentence

    answer = asked.lists.group(meaning.input, on=asked.on, known_on=asked.known_on)
    title = "" if asked.format == "terminal" else sentence(meaning)
    return asked.report(
        asked.titled(f"The {meaning.kind} {meaning.of}"),
        answer,
        lambda: (member_table(asked.view, title, answer),),
        main="Members",
        notes=(member_note(meaning, len(answer)),),
    )


def _of_list(asked: Asked, meaning: Resolved) -> Report:
    place, _, schedule = meaning.of.partition("/")
    report = _lines(asked, place, schedule)
    resolved = meaning.document()
    return report._replace(document=lambda: {**report.document(), "resolved": resolved})


@command(ON, KNOWN_ON, FAMILY, REGIME, SCHEDULE, name="list")
@click.argument("place", metavar="JURISDICTION")
def list_(asked: Asked, *, place: str) -> Report:
    """What stands on the lists of JURISDICTION."""
    if hint := _no_place(asked, place):
        raise QuestionError(hint)
    wanted = asked.wanted((asked.lists.jurisdiction(place).id,))
    schedule = wanted.schedule[0] if len(wanted.schedule) == 1 else None
    return _lines(
        asked, place, schedule, wanted._replace(schedule=() if schedule else wanted.schedule)
    )


def _no_place(asked: Asked, typed: str) -> str | None:
    """Where to ask for what is no jurisdiction, but a substance, a family, a class or a list."""
    if asked.lists.record.jurisdiction_named(typed):
        return None
    try:
        meaning = asked.lists.meant(typed)
    except QuestionError:
        return None
    word = on_one_line(typed)
    return (
        f'"{word}" is no jurisdiction but the {meaning.kind} {meaning.of}: registry show "{word}".'
    )


def _lines(asked: Asked, place: str, schedule: str | None, wanted: Filter | None = None) -> Report:
    from registry.report.columns.lists import line_table, of_one_list

    answer = asked.lists.list(place, schedule, on=asked.on, known_on=asked.known_on)
    if wanted:
        from registry.api.filters import of_line

        answer = answer.only(wanted, lambda row: of_line(asked.lists.record, row[1]))
    count = sum(standing.unseen or 1 for _, standing in answer)
    only = {listing.key.schedule for listing, _ in answer} if asked.format == "terminal" else ()
    record = asked.lists.record

    def tables() -> tuple[Table, ...]:
        table = line_table(record, answer, "")
        if len(only) == 1:
            (name,) = only
            law = asked.lists.jurisdiction(place)
            return (of_one_list(table, law.schedules[name]),)
        return (table,)

    return asked.report(
        asked.titled(f"Lines on the lists of {asked.lists.jurisdiction(place).name}"),
        answer,
        tables,
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
