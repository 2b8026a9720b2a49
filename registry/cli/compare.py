"""Comparisons: gaps, changes, what comes next, lags."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import click

from registry.cli.contract import Asked, Outcome, command, judged
from registry.cli.options import KNOWN_ON, ON, CivilDate, FilePath
from registry.cli.workbooks import previous_from, sheets
from registry.law.finding import QuestionError
from registry.report.formats import CALENDAR, REPORT

if TYPE_CHECKING:
    from pathlib import Path

    from registry import Gaps, View
    from registry.report.table import Report, Table
    from registry.report.workbook.previous import PreviousReport


@command(ON, KNOWN_ON)
@click.argument("a")
@click.argument("b")
@click.option("--from", "start", type=CivilDate(), help="The history of gaps, from this day on.")
@click.option("--to", "end", type=CivilDate(), help="The last day of the history (default: --on).")
@click.option("--all", "everything", is_flag=True, help="Aligned substances too.")
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
    start: date | None,
    end: date | None,
    everything: bool,
    exit_code: bool,
    carry: Path | None,
) -> Outcome:
    """The gap report between jurisdictions A and B, on a day or, with --from, over time."""
    if start is not None:
        if everything or exit_code or carry:
            raise QuestionError("--from gives a history: no --all, --exit-code or --carry.")
        return Outcome(_gap_history(asked, a, b, start, end or asked.on))
    if end is not None:
        raise QuestionError("--to ends a history: give --from, too (--on: the gaps of a day).")
    return _gaps_of_day(asked, a, b, everything=everything, exit_code=exit_code, carry=carry)


def _gap_history(asked: Asked, a: str, b: str, start: date, end: date) -> Report:
    from registry.report.columns.gap_history import sections

    lists = asked.lists
    answer = lists.gap_history(a, b, start=start, end=end, known_on=asked.known_on)
    sides = lists.jurisdiction(a), lists.jurisdiction(b)
    names = " and ".join(side.short for side in sides)
    return asked.report(
        f"Gaps between {names} from {start} through {end}{asked.as_known} "
        f"(data {lists.record.version})",
        answer,
        lambda: sections(lists.record, answer, (sides[0].id, sides[1].id), start, end),
        main="Gap history",
    )


def _gaps_of_day(
    asked: Asked, a: str, b: str, *, everything: bool, exit_code: bool, carry: Path | None
) -> Outcome:
    from registry.report.columns.gaps import title

    if carry is not None and (asked.out is None or asked.format != "excel"):
        raise QuestionError("--carry goes with a workbook: give -o FILE.xlsx.")
    answer = asked.lists.gaps(a, b, on=asked.on, known_on=asked.known_on, aligned=everything)
    previous = previous_from(carry, answer.a, answer.b) if carry else None
    if exit_code and not any(answer.counts.values()):
        raise QuestionError(" ".join(answer.notes))  # never read as "no gaps"
    made = cache(lambda: _gap_tables(asked, answer, previous, everything=everything))
    report = asked.report(title(asked.view, answer), answer, made, main="Gaps")

    def totals() -> Report:
        return report._replace(tables=lambda: _totals(asked.view, answer, made()))

    if not exit_code:
        return Outcome(report, beside=totals)
    differ = any(row.kind != "aligned" for row in answer.rows)
    return judged(report, answer, totals, is_any=differ)


def _gap_tables(
    asked: Asked, answer: Gaps, previous: PreviousReport | None, *, everything: bool
) -> tuple[Table, ...]:
    if asked.format == "excel":
        return sheets(asked.view, answer, previous, aligned=everything)
    from registry.report.columns.gaps import sections

    return sections(asked.view, answer)


def _totals(view: View, answer: Gaps, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """What is printed beside gaps that go to a file."""
    from registry.report.columns.gaps import direction_table, summary_table

    since = (table for table in tables if table.name == "Summary_since")
    return (direction_table(view, answer), summary_table(view, answer), *since)


@command(KNOWN_ON)
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
    report = asked.report(
        f"Changes after {start} through {end} (data {asked.lists.record.version})",
        answer,
        lambda: change_sections(asked.lists.record, answer, "Changes"),
        main="Changes",
    )
    return judged(report, answer, is_any=bool(answer)) if exit_code else Outcome(report)


@command(ON, KNOWN_ON, contents=(REPORT, CALENDAR))
@click.argument("places", metavar="[JURISDICTION]...", nargs=-1)
@click.option("--within", type=click.IntRange(1, 3660), default=90, show_default=True)
def upcoming(asked: Asked, *, places: tuple[str, ...], within: int) -> Report:
    """What starts, ends or expires in the days after --on, by the acts known then.

    -o FILE.ics writes a calendar, an event for each change.
    """
    from registry.report.columns.changes import change_sections

    on, record = asked.on, asked.lists.record
    answer = asked.lists.upcoming(*places, within=within, on=on, known_on=asked.known_on)
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
