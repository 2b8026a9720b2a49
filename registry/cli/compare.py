"""Comparisons: gaps, changes, what comes next, lags."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import click

from registry.cli.contract import Asked, Outcome, command, judged
from registry.cli.options import (
    FILTERS,
    KNOWN_ON,
    ON,
    CivilDate,
    FilePath,
)
from registry.cli.workbooks import previous_from, sheets
from registry.law.finding import QuestionError
from registry.report.formats import CALENDAR, REPORT

if TYPE_CHECKING:
    from pathlib import Path

    from registry import Gaps, View
    from registry.report.table import Report, Table
    from registry.report.workbook.previous import PreviousReport


@command(ON, KNOWN_ON, *FILTERS)
@click.argument("a")
@click.argument("b")
@click.option("--all", "everything", is_flag=True, help="Aligned substances too.")
@click.option("--rows", is_flag=True, help="In the terminal every row; a filter shows them too.")
@click.option("--exit-code", is_flag=True, help="Exit 1 if there is any gap.")
@click.option(
    "--carry",
    type=FilePath(),
    help="Keep what reviewers wrote in this workbook (with -o FILE.xlsx).",
)
def gaps(
    asked: Asked,
    *,
    a: str,
    b: str,
    everything: bool,
    rows: bool,
    exit_code: bool,
    carry: Path | None,
) -> Outcome:
    """The gap report between jurisdictions A and B."""
    from registry.report.columns.gaps import title

    if carry is not None and (asked.out is None or asked.format != "excel"):
        raise QuestionError("--carry goes with a workbook: give -o FILE.xlsx.")
    answer = asked.lists.gaps(a, b, on=asked.on, known_on=asked.known_on, aligned=everything)
    wanted = asked.wanted((answer.a, answer.b), answer.counts)
    if wanted and asked.format == "excel":
        raise QuestionError("A workbook holds the whole comparison; filter in it, or write CSV.")
    if wanted:
        answer = answer.only(wanted)
    is_brief = asked.format == "terminal" and not (rows or everything or wanted)
    previous = previous_from(carry, answer.a, answer.b) if carry else None
    if exit_code and not any(answer.counts.values()):
        raise QuestionError(" ".join(answer.notes))  # never read as "no gaps"
    made = cache(lambda: _gap_tables(asked, answer, previous, everything=everything))
    report = asked.report(title(asked.view, answer), answer, made, main="Gaps")

    def totals() -> Report:
        return report._replace(tables=lambda: _totals(asked.view, answer, made()))

    if wanted:
        return Outcome(report) if not exit_code else judged(report, answer, is_any=_differ(answer))
    if is_brief:
        hint = "--rows shows every row, --family or --kind those of one family or kind."
        report = totals()._replace(notes=(hint, *report.notes))

    if not exit_code:
        return Outcome(report, beside=totals)
    return judged(report, answer, totals, is_any=_differ(answer))


def _differ(answer: Gaps) -> bool:
    return any(row.kind != "aligned" for row in answer.rows)


def _gap_tables(
    asked: Asked, answer: Gaps, previous: PreviousReport | None, *, everything: bool
) -> tuple[Table, ...]:
    if asked.format == "excel":
        return sheets(asked.view, answer, previous, aligned=everything)
    from registry.report.columns.gaps import gap_table, sections

    return (
        (gap_table(asked.view, answer),)
        if any(asked.filter.values())
        else sections(asked.view, answer)
    )


def _totals(view: View, answer: Gaps, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """What is printed beside gaps that go to a file."""
    from registry.report.columns.gaps import direction_table, summary_table

    since = (table for table in tables if table.name == "Summary_since")
    return (direction_table(view, answer), summary_table(view, answer), *since)


@command(KNOWN_ON, *FILTERS)
@click.argument("places", metavar="JURISDICTION...", nargs=-1, required=True)
@click.option("--from", "start", type=CivilDate(), required=True, help="The day before the first.")
@click.option("--to", "end", type=CivilDate(), required=True, help="The last day.")
@click.option("--exit-code", is_flag=True, help="Exit 1 if anything changed.")
def changes(
    asked: Asked, *, places: tuple[str, ...], start: date, end: date, exit_code: bool
) -> Outcome:
    """What the law changed on the days after --from through --to."""
    from registry.report.columns.changes import change_sections

    if end < start:
        raise QuestionError(f"--to {end} lies before --from {start}.")
    answer = asked.lists.changes(*places, start=start, end=end, known_on=asked.known_on)
    answer = asked.narrowed(answer, places)
    report = asked.report(
        f"Changes after {start} through {end} (data {asked.lists.record.version})",
        answer,
        lambda: change_sections(asked.lists.record, answer, "Changes"),
        main="Changes",
    )
    return judged(report, answer, is_any=bool(answer)) if exit_code else Outcome(report)


@command(ON, KNOWN_ON, *FILTERS, contents=(REPORT, CALENDAR))
@click.argument("places", metavar="[JURISDICTION]...", nargs=-1)
@click.option("--within", type=click.IntRange(1, 3660), default=90, show_default=True)
def upcoming(asked: Asked, *, places: tuple[str, ...], within: int) -> Report:
    """What starts, ends or expires in the days after --on, by the acts known then.

    -o FILE.ics writes a calendar, an event for each change.
    """
    from registry.report.columns.changes import change_sections

    on, record = asked.on, asked.lists.record
    answer = asked.lists.upcoming(*places, within=within, on=on, known_on=asked.known_on)
    answer = asked.narrowed(answer, places)
    return asked.report(
        f"What comes in the {within} days after {on}{asked.as_known} (data {record.version})",
        answer,
        lambda: change_sections(record, answer, "Upcoming"),
        main="Upcoming",
    )


@command(ON, KNOWN_ON)
@click.argument("reference")
@click.argument("a")
@click.argument("b")
def lags(asked: Asked, *, reference: str, a: str, b: str) -> Report:
    """Days from REFERENCE's control (say un) of each substance to A's and B's."""
    from registry.report.columns.lags import lag_table, pace_table

    lists, on = asked.lists, asked.on
    answer = lists.lags(reference, a, b, on=on, known_on=asked.known_on)
    base, *sides = (lists.jurisdiction(typed).id for typed in (reference, a, b))
    return asked.report(
        asked.titled("Lags"),
        answer,
        lambda: tuple(
            table(asked.view, base, tuple(sides), answer, on) for table in (lag_table, pace_table)
        ),
        main="Lags",
        notes=("A negative lag: the side controlled it first. No lag: open, or a day not known.",),
    )
