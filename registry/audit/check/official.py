"""Official texts: the lines that they print, against the record of the same day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.audit.check.catalogue import Complaint, Context, check
from registry.audit.check.sheets import COLUMNS, CsvRow, CsvSheet
from registry.engine.listing import Standing
from registry.law import layout
from registry.law.dates import civil_date, partial_day


@check("REC101", "error", whole=True)
def lines_differ(context: Context) -> Iterator[Complaint]:
    """The record does not show the lines that the official text printed.

    reconcile/<day>.csv holds the lines of a consolidated official text of that day, list by list.
    The acts, folded to that day, must give the same lines, with the same wording, number and first
    day where the file gives them: this is the one check of the whole record against a source that
    is not our own. Compared are the lists that the file names. A difference with a reason is a
    note (REC105).

    Remedy: Find the act that is missing, dated wrongly or recorded twice. Where the official text
    itself lags behind an act, leave the file as printed and say so in the act's note.
    """
    for sheet in context.sheets(layout.PRINTED):
        day = _day_of(sheet)
        if day:
            yield from _compared(context, sheet, day)


@check("REC105", "note", whole=True)
def declared_difference(context: Context) -> Iterator[Complaint]:
    """The record differs from an official text or a table of dates, and says why.

    Remedy: Nothing, as long as the reason holds.
    """
    for sheet, row, standing in _declared(context):
        if what := _differing(row, standing):
            yield Complaint(sheet.file, f"{what} {row.cells['reason']}", line=row.line)


@check("REC106", "warning", whole=True)
def needless_reason(context: Context) -> Iterator[Complaint]:
    """A reason is given for a difference that is not there (any more).

    Remedy: Empty the cell "reason".
    """
    for sheet, row, standing in _declared(context):
        if _differing(row, standing) is None:
            what = f"{row.cells['schedule']}/{row.cells['line']} does not differ."
            yield Complaint(sheet.file, what, line=row.line)


@check("REC103", "error")
def unreadable_sheet(context: Context) -> Iterator[Complaint]:
    """A CSV file kept by hand cannot be read.

    Not UTF-8, another header or delimiter, a row with too many or too few cells, a quotation mark
    that is not closed, no row below the header, or a name that is no day. Nothing of the file was
    compared.

    Remedy: Mend what the message names.
    """
    for sheet in context.sheets(*COLUMNS):
        yield from sheet.complaints
        if len(sheet.names) > 1 and _day_of(sheet) is None:
            what = f'"{sheet.names[1]}.csv" is no day; name the file YYYY-MM-DD.csv.'
            yield Complaint(sheet.file, what, line=1)


def _declared(context: Context) -> Iterator[tuple[CsvSheet, CsvRow, Standing]]:
    """The rows with a reason whose lines stand."""
    for sheet in context.sheets(layout.PRINTED):
        day = _day_of(sheet)
        if day is None or not any(row.cells["reason"] for row in sheet.rows):
            continue
        standing = _standing(context, sheet, day)
        for row in sheet.rows:
            line = row.cells["schedule"], row.cells["line"]
            if row.cells["reason"] and line in standing:
                yield sheet, row, standing[line]


def _day_of(sheet: CsvSheet) -> date | None:
    try:
        return civil_date(sheet.names[1])
    except ValueError:
        return None


def _compared(context: Context, sheet: CsvSheet, day: date) -> Iterator[Complaint]:
    """The lines that only the file, only the record, or the file twice has, or that differ."""
    standing = _standing(context, sheet, day)
    printed: set[tuple[str, str]] = set()
    for row in sheet.rows:
        line = row.cells["schedule"], row.cells["line"]
        what = None
        if line in printed:
            what = f"{'/'.join(line)} is printed twice."
        elif line not in standing:
            what = f'{"/".join(line)} ("{row.cells["printed"]}") does not stand on {day}.'
        elif not row.cells["reason"]:
            what = _differing(row, standing[line])
        if what:
            yield Complaint(sheet.file, what, line=row.line)
        printed.add(line)
    for line in sorted(standing.keys() - printed):
        what = f"{'/'.join(line)} stands on {day} by {standing[line].act}, but is not printed."
        yield Complaint(sheet.file, what, line=1)


def _standing(context: Context, sheet: CsvSheet, day: date) -> dict[tuple[str, str], Standing]:
    """The lines of the lists that the file names, as the record shows them on its day."""
    jurisdiction = sheet.names[0]
    lists = {row.cells["schedule"] for row in sheet.rows}
    return {
        (key.schedule, key.line): standing
        for key, standing in context.timeline.on(day).items()
        if key.jurisdiction == jurisdiction and key.schedule in lists
    }


def _differing(row: CsvRow, standing: Standing) -> str | None:
    """How a line differs from the official text in what the file says of it, or ``None``.

    An empty cell says nothing.
    """
    cells, wording = row.cells, standing.wording
    line = standing.key.local
    for field, ours in (("printed", wording.printed), ("number", wording.number)):
        if cells[field] and cells[field] != ours:
            return f'{line}: {field} "{cells[field]}" in the official text, "{ours}" here.'
    try:
        since = partial_day(cells["since"] or standing.since.day)
    except ValueError as error:
        return f"{line}: {error}."
    if not (since.earliest or since.day) <= standing.since.day <= since.day:
        return f"{line}: since {cells['since']} in the source, {standing.since} here."
    return None
