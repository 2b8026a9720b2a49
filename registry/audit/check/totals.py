"""Totals: the number of names that an authority counts on a list, against the record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from typing import Final

from registry.audit.check import places
from registry.audit.check.catalogue import Complaint, Context, check
from registry.audit.check.sheets import CsvRow
from registry.law import layout
from registry.law.dates import civil_date

COUNT: Final = re.compile(r"-?[0-9]{1,7}", re.ASCII)
CLASSES: Final = "classes"


@check("REC102", "error", whole=True)
def totals_differ(context: Context) -> Iterator[Complaint]:
    """The record does not count as many names as the official text says.

    reconcile/totals.csv holds published totals: the day, the list (or several, joined by "+", or
    "classes" for the class lines of the jurisdiction), the expected number, and the difference
    that we know of, with its reason. Each line counts once, names not seen by their number; class
    lines are counted under "classes" only.

    Remedy: Find the line that is missing or too many. If the difference lies in the source, write
    it as recorded_difference and give the reason.
    """
    for sheet in context.sheets(layout.TOTALS):
        (jurisdiction,) = sheet.names
        count = cache(partial(_counts, context, jurisdiction))
        for row in sheet.rows:
            what = _unreadable_total(context, jurisdiction, row) or _total_fault(count, row)
            if what:
                yield Complaint(sheet.file, what, line=row.line)


@check("REC109", "note", whole=True)
def never_compared(context: Context) -> Iterator[Complaint]:
    """A list is called complete, and no official text or total in reconcile/ confirms it.

    A list read by half looks complete. A printed list of one day, or the number of names that the
    authority gives, is what tells the difference.

    Remedy: Write the lines of an official text into reconcile/<day>.csv, or its number of names
    into reconcile/totals.csv.
    """
    compared = {
        (sheet.names[0], name)
        for sheet in context.sheets(layout.PRINTED, layout.TOTALS)
        for row in sheet.rows
        for name in _lists(row)
    }
    for law, schedule in context.record.lists():
        if schedule.complete and (law.id, schedule.id) not in compared:
            what = "is called complete; nothing official was compared."
            yield places.of_schedule(law, schedule, what, "complete")


@check("REC110", "error", whole=True)
def unknown_part_without_families(context: Context) -> Iterator[Complaint]:
    """A list is held only in part, and nothing says which families its unknown part can hold.

    Beside complete lists, a substance that no line names counts as not listed, and as a gap where
    another jurisdiction controls it. Only the families of `may_hold` are undetermined instead.

    Remedy: Write the families, files of substances/, that the unknown part can hold, as
    `may_hold = ["other-precursors"]`.
    """
    for law, schedule in context.record.lists():
        if law.complete_from is not None and not schedule.complete and not schedule.may_hold:
            what = "is held in part beside complete lists, without may_hold."
            yield places.of_schedule(law, schedule, what, "complete")


def _unreadable_total(context: Context, jurisdiction: str, row: CsvRow) -> str | None:
    """Why one row of published totals cannot be compared, or ``None``."""
    law = context.record.jurisdictions.get(jurisdiction)
    unknown = set(_lists(row)) - {CLASSES} - set(law.schedules if law else ())
    if unknown:
        return f'"{", ".join(sorted(unknown))}" is no list of this jurisdiction.'
    numbers = row.cells["expected"], row.cells["recorded_difference"]
    if not all(COUNT.fullmatch(number) for number in numbers):
        return f'"{numbers[0]}" and "{numbers[1]}" must be whole numbers.'
    if int(numbers[1]) and not row.cells["reason"].strip():
        return f"The difference {int(numbers[1]):+d} has no reason."
    try:
        civil_date(row.cells["on"])
    except ValueError as error:
        return f'In "on": {error}.'
    return None


def _total_fault(count: Callable[[date], Counter[str]], row: CsvRow) -> str | None:
    """How one published total differs from the record, or ``None``."""
    day = civil_date(row.cells["on"])
    expected, difference = int(row.cells["expected"]), int(row.cells["recorded_difference"])
    counted = sum(count(day)[name] for name in _lists(row))
    if counted == expected + difference:
        return None
    return (
        f"{row.cells['schedule']} has {counted} names on {day}; the source says {expected}, "
        f"the recorded difference is {difference:+d}."
    )


def _lists(row: CsvRow) -> list[str]:
    return [name.strip() for name in row.cells["schedule"].split("+")]


def _counts(context: Context, jurisdiction: str, day: date) -> Counter[str]:
    """How many names stand on each list on ``day``, and how many class lines on all of them."""
    standing = {
        listing.key: line
        for listing in context.timeline.listings
        if listing.key.jurisdiction == jurisdiction and (line := listing.at(day)) is not None
    }
    counts: Counter[str] = Counter()
    for key, line in standing.items():
        counts[CLASSES if line.class_id else key.schedule] += line.unseen or 1
    return counts
