"""Comparisons: gaps, changes, what comes next, lags."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import click

from registry.cli.contract import Asked, Outcome, command, judged
from registry.cli.options import FILTERS, KNOWN_ON, ON, CivilDate, FilePath, today
from registry.cli.workbooks import previous_from, sheets
from registry.law.finding import QuestionError
from registry.report.formats import CALENDAR, REPORT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from registry import Change, Gaps, View
    from registry.report.table import Report, Table
    from registry.report.workbook.previous import PreviousReport


@command(ON, KNOWN_ON, *FILTERS)
@click.argument("a")
@click.argument("b")
@click.option("--from", "start", type=CivilDate(), help="The history of gaps, from this day on.")
@click.option("--to", "end", type=CivilDate(), help="The last day of the history (default: --on).")
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
    start: date | None,
    end: date | None,
    everything: bool,
    rows: bool,
    exit_code: bool,
    carry: Path | None,
) -> Outcome:
    """The gap report between jurisdictions A and B, on a day or, with --from, over time."""
    if start is not None:
        if everything or exit_code or carry:
            raise QuestionError("--from gives a history: no --all, --exit-code or --carry.")
        return Outcome(_gap_history(asked, a, b, start, end or asked.on, rows=rows))
    if end is not None:
        raise QuestionError("--to ends a history: give --from, too (--on: the gaps of a day).")
    return _gaps_of_day(
        asked, a, b, everything=everything, rows=rows, exit_code=exit_code, carry=carry
    )


def _gap_history(asked: Asked, a: str, b: str, start: date, end: date, *, rows: bool) -> Report:
    from registry.api.filters import of_run
    from registry.report.columns.gap_history import brief_table, sections
    from registry.report.glossary import GLOSSARY

    lists = asked.lists
    answer = lists.gap_history(a, b, start=start, end=end, known_on=asked.known_on)
    sides = lists.jurisdiction(a), lists.jurisdiction(b)
    if only := asked.wanted((side.id for side in sides), GLOSSARY["gap kind"]):
        if only.regime or only.schedule:
            raise QuestionError("A history of gaps is filtered by --family and --kind alone.")
        answer = answer.only(only, of_run)
    is_brief = asked.format == "terminal" and not (rows or only)
    shorts = sides[0].short, sides[1].short
    names = " and ".join(side.short for side in sides)
    return asked.report(
        f"Gaps between {names} from {start} through {end}{asked.as_known} "
        f"(data {lists.record.version})",
        answer,
        lambda: (
            (brief_table(lists.record, answer, shorts, start, end),)
            if is_brief
            else sections(lists.record, answer, shorts, start, end)
        ),
        main="Gap history",
    )


def _gaps_of_day(
    asked: Asked,
    a: str,
    b: str,
    *,
    everything: bool,
    rows: bool,
    exit_code: bool,
    carry: Path | None,
) -> Outcome:
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
@click.option("--since", type=CivilDate(), help="The first day.")
@click.option("--from", "start", type=CivilDate(), help="The day before the first.")
@click.option(
    "--to", "end", type=CivilDate(), callback=today, help="The last day (default: today)."
)
@click.option("--rows", "with_rows", is_flag=True, help="What each act changes, line by line.")
@click.option("--exit-code", is_flag=True, help="Exit 1 if anything changed.")
def changes(
    asked: Asked,
    *,
    places: tuple[str, ...],
    since: date | None,
    start: date | None,
    end: date,
    with_rows: bool,
    exit_code: bool,
) -> Outcome:
    """What the law changed on the days from --since (or after --from) through --to, by act.

    In the terminal an entry for each act; --rows shows the lines below it. Other formats always
    have the lines.
    """
    after, span = _span(since, start, end)
    answer = asked.lists.changes(*places, start=after, end=end, known_on=asked.known_on)
    answer = asked.narrowed(answer, places)
    report = asked.report(
        f"Changes {span} through {end}{asked.as_known} (data {asked.lists.record.version})",
        answer,
        lambda: _change_tables(asked, answer, "Changes", with_rows=with_rows),
        main="Changes",
    )
    return judged(report, answer, is_any=bool(answer)) if exit_code else Outcome(report)


def _span(since: date | None, start: date | None, end: date) -> tuple[date, str]:
    """The day before the first one asked for, and the beginning of the span in words."""
    if (since is None) == (start is None):
        raise QuestionError("Give --since D (the first day) or --from D (the day before it).")
    first = since or start or end
    if end < first:
        name = "--since" if since else "--from"
        raise QuestionError(f"--to {end} lies before {name} {first}.")
    if since is None:
        return first, f"after {first}"
    return max(first, date.min + timedelta(days=1)) - timedelta(days=1), f"from {first}"


def _change_tables(
    asked: Asked, answer: Sequence[Change], name: str, *, with_rows: bool
) -> tuple[Table, ...]:
    from registry.report.columns.changes import change_sections, digest_sections

    record = asked.lists.record
    if asked.format != "terminal":
        return change_sections(record, answer, name)
    return digest_sections(record, answer, name, with_rows=with_rows)


@command(ON, KNOWN_ON, *FILTERS, contents=(REPORT, CALENDAR))
@click.argument("places", metavar="[JURISDICTION]...", nargs=-1)
@click.option("--within", type=click.IntRange(1, 3660), default=90, show_default=True)
@click.option("--rows", "with_rows", is_flag=True, help="What each act changes, line by line.")
def upcoming(asked: Asked, *, places: tuple[str, ...], within: int, with_rows: bool) -> Report:
    """What starts, ends, expires or falls due in the days after --on, by the acts known then.

    -o FILE.ics writes a calendar, an event for each act and day.
    """
    on, record = asked.on, asked.lists.record
    answer = asked.lists.upcoming(*places, within=within, on=on, known_on=asked.known_on)
    answer = asked.narrowed(answer, places)
    return asked.report(
        f"What comes in the {within} days after {on}{asked.as_known} (data {record.version})",
        answer,
        lambda: _change_tables(asked, answer, "Upcoming", with_rows=with_rows),
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
