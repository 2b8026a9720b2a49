"""Comparisons: gaps, changes, what comes next, lags."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from registry import __version__
from registry.cli import (
    DATA,
    KNOWN_ON,
    NOT_ADVICE,
    ON,
    CivilDate,
    Failure,
    FilePath,
    as_known,
    command_line,
    emit,
    jurisdiction,
    load_view,
    output,
    save,
    titled,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from registry.gaps import Gaps
    from registry.table import Table
    from registry.tables.review import Carried
    from registry.view import View

TOOL = f"registry {__version__}"


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--all", "everything", is_flag=True, help="Aligned substances too.")
@click.option("--exit-code", is_flag=True, help="Exit 1 if there is any gap.")
@click.option(
    "--carry",
    type=FilePath(),
    help="Keep what reviewers wrote in this workbook (with -o FILE.xlsx).",
)
@ON
@KNOWN_ON
@DATA
@output
def gaps(
    *, a: str, b: str, everything: bool, exit_code: bool, carry: Path | None, on: date,
    known_on: date | None, data: Path | None, out: Path | None, form: str | None, as_json: bool,
) -> None:  # fmt: skip
    """The gap report between jurisdictions A and B."""
    from functools import cache

    from registry import documents
    from registry.gaps import gaps as compare
    from registry.table import Report
    from registry.tables import gaps as tables

    is_workbook = _is_workbook(out, form) and not as_json
    if carry is not None and not (is_workbook and out is not None):
        raise Failure("--carry goes with a workbook: give -o FILE.xlsx.")
    view = load_view(data, known_on)
    one, other = jurisdiction(view.record, a), jurisdiction(view.record, b)
    carried = carried_from(carry, view, one, other) if carry else None
    found = compare(view, one, other, on, aligned=everything)
    notes = reach_of(view, (one, other), on, on)
    if not any(found.counts.values()):
        notes = (f"Nothing to compare: no line of either stands on {on}.", *notes)
        if exit_code:
            raise Failure(" ".join(notes))  # never read as "no gaps"

    @cache
    def made() -> tuple[Table, ...]:
        if is_workbook:
            return sheets(view, found, carried, aligned=everything)
        return tables.sections(view, found)

    report = Report(
        tables.title(view, found),
        lambda: documents.gaps(view, found),
        made,
        main="Gaps",
        notes=(*notes, NOT_ADVICE),
    )
    emit(report, out, form, as_json=as_json)
    if out is not None:
        since = tuple(table for table in made() if table.name == "Summary_since")
        totals = (tables.direction_table(view, found), tables.summary_table(view, found), *since)
        emit(report._replace(tables=lambda: totals), None, None, as_json=False)
    if exit_code:
        stop_if_unapplied(view, (found.a, found.b))
    if exit_code and any(row.kind != "aligned" for row in found.rows):
        raise click.exceptions.Exit(1)


def reach_of(view: View, places: Iterable[str], first: date, last: date) -> tuple[str, ...]:
    """What an answer about these days cannot know of these jurisdictions."""
    from registry.behind import extent_notes, extent_of, unapplied_notes

    laws, places = view.record.jurisdictions, list(places)
    reach = extent_notes((extent_of(laws[place]) for place in places), first, last)
    return (*unapplied_notes(view, places), *reach)


def stop_if_unapplied(view: View, places: Iterable[str]) -> None:
    """Fail where an act could not be applied: an exit code must not say "nothing to report"."""
    from registry.behind import unapplied

    if acts := unapplied(view, places):
        names = ", ".join(dict.fromkeys(each.act for each in acts))
        raise Failure(f"Acts that could not be applied: {names}. Run `registry check`.")


def sheets(view: View, found: Gaps, carried: Carried | None, *, aligned: bool) -> tuple[Table, ...]:
    """The sheets of the gap workbook, and on them what was asked, without the place of a file."""
    from registry.tables import gaps as tables
    from registry.tables import workbook

    flag = "--all" if aligned else None
    command = command_line("gaps", found.a, found.b, flag, on=found.on, known_on=found.known_on)
    setting = workbook.Setting(tables.title(view, found), command, TOOL, aligned)
    return workbook.sheets(view, found, setting, carried)


def carried_from(path: Path, view: View, a: str, b: str) -> Carried:
    """What the workbook at ``path`` hands on to the next report on the same two."""
    from registry.commands.evidence import read_book
    from registry.tables.carried import forward
    from registry.tables.gaps import gap_columns
    from registry.tables.manifest import NotOursError

    places = view.record.jurisdictions
    columns = gap_columns(places[a].short, places[b].short)
    try:
        return forward(read_book(path), a, b, columns)
    except NotOursError as error:
        raise Failure(f'"{path}" cannot be carried: {error}.') from error


def _is_workbook(out: Path | None, form: str | None) -> bool:
    return form == "excel" or (form is None and out is not None and out.suffix.lower() == ".xlsx")


@click.command()
@click.argument("places", metavar="JURISDICTION...", nargs=-1, required=True)
@click.option("--from", "start", type=CivilDate(), required=True, help="The day before the first.")
@click.option("--to", "end", type=CivilDate(), required=True, help="The last day.")
@click.option("--exit-code", is_flag=True, help="Exit 1 if anything changed.")
@KNOWN_ON
@DATA
@output
def changes(
    *, places: tuple[str, ...], start: date, end: date, exit_code: bool,
    known_on: date | None, data: Path | None, out: Path | None, form: str | None, as_json: bool,
) -> None:  # fmt: skip
    """What the law changed on the days after --from through --to."""
    from registry import documents
    from registry.changes import changes as compare
    from registry.table import Report
    from registry.tables.changes import change_sections

    if end < start:
        raise Failure(f"--to {end} lies before --from {start}.")
    view = load_view(data, known_on)
    names = list(dict.fromkeys(jurisdiction(view.record, place) for place in places))
    rows = [one for name in names for one in compare(view, name, start, end)]
    period = {"from": start.isoformat(), "to": end.isoformat()}
    heading = f"Changes after {start} through {end} (data {view.record.version})"
    report = Report(
        heading,
        lambda: documents.changes("changes", view, rows, names, None, **period),
        lambda: change_sections(view.record, rows, "Changes"),
        main="Changes",
        notes=(*reach_of(view, names, start, end), NOT_ADVICE),
    )
    emit(report, out, form, as_json=as_json)
    if exit_code:
        stop_if_unapplied(view, names)
    if exit_code and rows:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("places", metavar="[JURISDICTION]...", nargs=-1)
@click.option("--within", type=click.IntRange(1, 3660), default=90, show_default=True)
@ON
@KNOWN_ON
@DATA
@output
def upcoming(
    *, places: tuple[str, ...], within: int, on: date, known_on: date | None,
    data: Path | None, out: Path | None, form: str | None, as_json: bool,
) -> None:  # fmt: skip
    """What starts, ends or expires in the days after --on, by the acts known then.

    -o FILE.ics writes a calendar, an event for each change.
    """
    from registry import documents
    from registry.behind import endless_notes
    from registry.changes import upcoming as coming
    from registry.table import Report
    from registry.tables.changes import change_sections

    view = load_view(data, known_on or on)
    names = list(dict.fromkeys(jurisdiction(view.record, one) for one in places))
    names = names or list(view.record.jurisdictions)
    rows = coming(view, names, on, within)
    report = Report(
        f"What comes in the {within} days after {on}{as_known(known_on)} "
        f"(data {view.record.version})",
        lambda: documents.changes("upcoming", view, rows, names, on, within=within),
        lambda: change_sections(view.record, rows, "Upcoming"),
        main="Upcoming",
        notes=(*endless_notes(view, names, on), *reach_of(view, names, on, on), NOT_ADVICE),
    )
    if out is not None and out.suffix.lower() == ".ics" and not (form or as_json):
        from registry.report import ics

        save(out, ics.render(report))
        return
    emit(report, out, form, as_json=as_json)


@click.command()
@click.argument("reference")
@click.argument("a")
@click.argument("b")
@ON
@KNOWN_ON
@DATA
@output
def lags(
    *, reference: str, a: str, b: str, on: date, known_on: date | None,
    data: Path | None, out: Path | None, form: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Days from REFERENCE's control (say un) of each substance to A's and B's."""
    from registry import documents
    from registry.gaps import lags as measure
    from registry.table import Report
    from registry.tables.lags import lag_table, pace_table

    view = load_view(data, known_on)
    base, *sides = (jurisdiction(view.record, one) for one in (reference, a, b))
    rows = measure(view, base, tuple(sides), on)
    report = Report(
        titled("Lags", on, known_on, view.record.version),
        lambda: documents.lags(view, base, tuple(sides), rows, on),
        lambda: (
            lag_table(view, base, sides, rows, on),
            pace_table(view, base, tuple(sides), rows, on),
        ),
        main="Lags",
        notes=(
            "A negative lag: the side controlled it first. No lag: open, or a day not known.",
            *reach_of(view, (base, *sides), on, on),
            NOT_ADVICE,
        ),
    )
    emit(report, out, form, as_json=as_json)
