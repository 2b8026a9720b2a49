"""Reports as evidence: is a workbook what it was, and would it be answered the same today?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from registry.cli import workbooks
from registry.cli.contract import Asked, Outcome, command, opened
from registry.cli.options import FilePath
from registry.law.finding import QuestionError
from registry.report.table import Report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from registry.law.record import Record
    from registry.report.cells import Book

    Check = Callable[[Book, Report, Record, str], tuple[Report, bool]]


def _checked(path: Path, asked: Asked, check: Check) -> Outcome:
    """What ``check`` says of the workbook beside the report made again with the present data."""
    from registry.report.workbook.manifest import NotOursError

    book = workbooks.read_book(path)
    record = opened(asked.data, is_evidence=True).record
    try:
        report, same = check(book, workbooks.made_again(record, book), record, workbooks.TOOL)
    except NotOursError as error:
        raise QuestionError(f'"{path}" cannot be checked: {error}.') from error
    return Outcome(report, int(not same))


@command()
@click.argument("workbook", metavar="REPORT.xlsx", type=FilePath())
def verify(asked: Asked, *, workbook: Path) -> Outcome:
    """Make REPORT.xlsx again from its Manifest and compare every cell that is ours.

    Exit 0 if it is identical, 1 if anything differs, with the reason.
    """
    from registry.report.workbook.evidence import verified

    return _checked(workbook, asked, verified)


@command()
@click.argument("workbook", metavar="REPORT.xlsx", type=FilePath())
def restate(asked: Asked, *, workbook: Path) -> Outcome:
    """Which rows of REPORT.xlsx today's record would answer otherwise. Exit 1 if any."""
    from registry.report.workbook.evidence import restated

    return _checked(workbook, asked, restated)
