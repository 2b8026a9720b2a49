"""Reports as evidence: is a workbook what it was, and would it be answered the same today?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from registry.commands import compare
from registry.commands.contract import Answer, Asked, command, opened
from registry.commands.options import FilePath
from registry.finding import QuestionError
from registry.table import Report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from registry.cells import Book
    from registry.record import Record

    Check = Callable[[Book, Report, Record, str], tuple[Report, bool]]


def read_book(path: Path) -> Book:
    """A workbook's values, or the reason why it cannot be read."""
    from registry.report.excel_reading import NotReadableError, read

    try:
        with path.open("rb") as file:
            return read(file)
    except (NotReadableError, OSError) as error:
        raise QuestionError(f'"{path}" cannot be read: {error}.') from error


def made_again(record: Record, book: Book) -> Report:
    """The report that ``book``'s Manifest asks for, with the present data."""
    from registry.gaps import gaps
    from registry.tables import gaps as tables
    from registry.tables import manifest
    from registry.tables.carried import again
    from registry.view import View

    said = manifest.read(book)
    view = View(record, said.day("Known on"))
    a, b = said.text("A"), said.text("B")
    for place in (a, b):
        if place not in record.jurisdictions:
            raise manifest.NotOursError(f'the data hold no jurisdiction "{place}"')
    on = said.day("On")
    if on is None:
        raise manifest.NotOursError("its Manifest gives no day")
    aligned = said.text("Aligned rows") == "yes"
    found = gaps(view, a, b, on, aligned=aligned)
    made = compare.sheets(view, found, again(book), aligned=aligned)
    return Report(tables.title(view, found), dict, lambda: made, main="Gaps")


def _checked(path: Path, asked: Asked, check: Check) -> Answer:
    """What ``check`` says of the workbook beside the report made again with the present data."""
    from registry.tables.manifest import NotOursError

    book = read_book(path)
    record = opened(asked.data, is_evidence=True).record
    try:
        report, same = check(book, made_again(record, book), record, compare.TOOL)
    except NotOursError as error:
        raise QuestionError(f'"{path}" cannot be checked: {error}.') from error
    return Answer(report, int(not same))


@command()
@click.argument("workbook", metavar="REPORT.xlsx", type=FilePath())
def verify(asked: Asked, *, workbook: Path) -> Answer:
    """Make REPORT.xlsx again from its Manifest and compare every cell that is ours.

    Exit 0 if it is identical, 1 if anything differs, with the reason.
    """
    from registry.tables.evidence import verified

    return _checked(workbook, asked, verified)


@command()
@click.argument("workbook", metavar="REPORT.xlsx", type=FilePath())
def restate(asked: Asked, *, workbook: Path) -> Answer:
    """Which rows of REPORT.xlsx today's record would answer otherwise. Exit 1 if any."""
    from registry.tables.evidence import restated

    return _checked(workbook, asked, restated)
