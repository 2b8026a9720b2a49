"""Comparisons: gaps, changes, what comes next, lags."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import click

from registry.cli.contract import NOT_ADVICE, Answer, Asked, command
from registry.cli.options import KNOWN_ON, ON, CivilDate, FilePath
from registry.cli.workbooks import previous_from, sheets
from registry.law.finding import QuestionError
from registry.report.formats import CALENDAR, REPORT
from registry.report.table import Report, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from registry.engine.gaps import Gaps
    from registry.engine.view import View
    from registry.report.workbook.previous import PreviousReport


@command(ON, KNOWN_ON)
@click.argument("a")
@click.argument("b")
@click.option("--all", "everything", is_flag=True, help="Aligned substances too.")
@click.option("--exit-code", is_flag=True, help="Exit 1 if there is any gap.")
@click.option(
    "--carry",
    type=FilePath(),
    help="Keep what reviewers wrote in this workbook (with -o FILE.xlsx).",
)
def gaps(
    asked: Asked, *, a: str, b: str, everything: bool, exit_code: bool, carry: Path | None
) -> Answer:
    """The gap report between jurisdictions A and B."""
    if carry is not None and (asked.out is None or asked.format != "excel"):
        raise QuestionError("--carry goes with a workbook: give -o FILE.xlsx.")
    view, sides = asked.view, (asked.law(a), asked.law(b))
    previous = previous_from(carry, *sides) if carry else None
    answer = asked.lists.gaps(*sides, on=asked.on, known_on=asked.known_on, aligned=everything)
    notes = reach_of(view, sides, asked.on, asked.on)
    if not any(answer.counts.values()):
        notes = (f"Nothing to compare: no line of either stands on {asked.on}.", *notes)
        if exit_code:
            raise QuestionError(" ".join(notes))  # never read as "no gaps"
    content, beside = _reports(asked, answer, previous, notes, everything=everything)
    if not exit_code:
        return Answer(content, beside=beside)
    differ = any(row.kind != "aligned" for row in answer.rows)
    return Answer(content, int(differ), refusal(view, sides), beside)


def _reports(
    asked: Asked,
    answer: Gaps,
    previous: PreviousReport | None,
    notes: tuple[str, ...],
    *,
    everything: bool,
) -> tuple[Report, Callable[[], Report]]:
    """The report of the gaps, and the totals that are printed beside one that goes to a file."""
    from registry.engine import documents
    from registry.report.columns import gaps as tables

    view = asked.view

    @cache
    def made() -> tuple[Table, ...]:
        if asked.format == "excel":
            return sheets(view, answer, previous, aligned=everything)
        return tables.sections(view, answer)

    def totals() -> tuple[Table, ...]:
        since = (table for table in made() if table.name == "Summary_since")
        return (tables.direction_table(view, answer), tables.summary_table(view, answer), *since)

    report = Report(
        tables.title(view, answer),
        lambda: documents.gaps(view, answer),
        made,
        main="Gaps",
        notes=(*notes, NOT_ADVICE),
    )
    return report, lambda: report._replace(tables=totals)


def reach_of(view: View, places: Iterable[str], first: date, last: date) -> tuple[str, ...]:
    """What an answer about these days cannot know of these jurisdictions."""
    from registry.engine.provenance import extent_notes, extent_of, unapplied_notes

    laws, places = view.record.jurisdictions, list(places)
    extents = extent_notes((extent_of(laws[place]) for place in places), first, last)
    return (*unapplied_notes(view, places), *extents)


def refusal(view: View, places: Iterable[str]) -> QuestionError | None:
    """Why an exit code must not say "nothing to report": an act could not be applied."""
    from registry.engine import provenance

    acts = provenance.unapplied(view, places)
    names = ", ".join(dict.fromkeys(each.act for each in acts))
    why = f"Acts that could not be applied: {names}. Run `registry check`."
    return QuestionError(why) if acts else None


@command(KNOWN_ON)
@click.argument("places", metavar="JURISDICTION...", nargs=-1, required=True)
@click.option("--from", "start", type=CivilDate(), required=True, help="The day before the first.")
@click.option("--to", "end", type=CivilDate(), required=True, help="The last day.")
@click.option("--exit-code", is_flag=True, help="Exit 1 if anything changed.")
def changes(
    asked: Asked, *, places: tuple[str, ...], start: date, end: date, exit_code: bool
) -> Answer:
    """What the law changed on the days after --from through --to."""
    from registry.engine import documents
    from registry.report.columns.changes import change_sections

    if end < start:
        raise QuestionError(f"--to {end} lies before --from {start}.")
    view, names = asked.view, asked.laws(places)
    rows = asked.lists.changes(*names, start=start, end=end, known_on=asked.known_on)
    period = {"from": start.isoformat(), "to": end.isoformat()}
    report = Report(
        f"Changes after {start} through {end} (data {view.record.version})",
        lambda: documents.changes("changes", view, rows, names, None, **period),
        lambda: change_sections(view.record, rows, "Changes"),
        main="Changes",
        notes=(*reach_of(view, names, start, end), NOT_ADVICE),
    )
    if not exit_code:
        return Answer(report)
    return Answer(report, int(bool(rows)), refusal(view, names))


@command(ON, KNOWN_ON, contents=(REPORT, CALENDAR))
@click.argument("places", metavar="[JURISDICTION]...", nargs=-1)
@click.option("--within", type=click.IntRange(1, 3660), default=90, show_default=True)
def upcoming(asked: Asked, *, places: tuple[str, ...], within: int) -> Report:
    """What starts, ends or expires in the days after --on, by the acts known then.

    -o FILE.ics writes a calendar, an event for each change.
    """
    from registry.engine import documents
    from registry.engine.provenance import endless_notes
    from registry.report.columns.changes import change_sections

    on, known_on = asked.on, asked.known_on or asked.on
    view = asked.lists.view(known_on)
    names = asked.laws(places) or list(view.record.jurisdictions)
    rows = asked.lists.upcoming(*names, within=within, on=on, known_on=known_on)
    return Report(
        f"What comes in the {within} days after {on}{asked.as_known} (data {view.record.version})",
        lambda: documents.changes("upcoming", view, rows, names, on, within=within),
        lambda: change_sections(view.record, rows, "Upcoming"),
        main="Upcoming",
        notes=(*endless_notes(view, names, on), *reach_of(view, names, on, on), NOT_ADVICE),
    )


@command(ON, KNOWN_ON)
@click.argument("reference")
@click.argument("a")
@click.argument("b")
def lags(asked: Asked, *, reference: str, a: str, b: str) -> Report:
    """Days from REFERENCE's control (say un) of each substance to A's and B's."""
    from registry.engine import documents
    from registry.report.columns.lags import lag_table, pace_table

    view, on = asked.view, asked.on
    base, sides = asked.law(reference), (asked.law(a), asked.law(b))
    rows = asked.lists.lags(base, *sides, on=on, known_on=asked.known_on)
    return Report(
        asked.titled("Lags"),
        lambda: documents.lags(view, base, sides, rows, on),
        lambda: (
            lag_table(view, base, sides, rows, on),
            pace_table(view, base, sides, rows, on),
        ),
        main="Lags",
        notes=(
            "A negative lag: the side controlled it first. No lag: open, or a day not known.",
            *reach_of(view, (base, *sides), on, on),
            NOT_ADVICE,
        ),
    )
