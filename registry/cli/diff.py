"""Two workbooks, two data folders or two revisions, explained field by field."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from registry.cli.contract import Asked, Outcome, command, opened
from registry.cli.workbooks import made_again, read_book
from registry.law.finding import QuestionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from registry import FieldChange, Registry
    from registry.report.cells import Book
    from registry.report.table import Report

WORKBOOK: Final = "a workbook"
FOLDER: Final = "a data folder"


@command()
@click.argument("old")
@click.argument("new")
def diff(asked: Asked, *, old: str, new: str) -> Outcome:
    """Every field that OLD and NEW write otherwise: two workbooks, data folders or git revisions.

    OLD and NEW are of one kind. Exit 0 if nothing differs, 1 if anything does.
    """
    from registry.report.columns.diff import report

    kinds = sorted({_kind(old), _kind(new)})
    if len(kinds) > 1:
        raise QuestionError(f"OLD and NEW must be of one kind: {' and '.join(kinds)} given.")
    compare = _workbooks if kinds == [WORKBOOK] else _editions
    changes = compare(old, new, asked.data)
    return Outcome(report(old, new, changes), int(bool(changes)))


def _kind(given: str) -> str:
    if given.lower().endswith(".xlsx"):
        return WORKBOOK
    return FOLDER if Path(given).is_dir() else "a git revision"


def _workbooks(old: str, new: str, data: Path | None) -> Sequence[FieldChange]:
    from registry.report.columns.diff import row_changes

    return row_changes(*(_book(Path(given), data) for given in (old, new)))


def _book(path: Path, data: Path | None) -> tuple[Book, Report]:
    """A workbook, and the report that it asks for with the present data."""
    from registry.report.workbook.manifest import NotOursError

    book = read_book(path)
    try:
        return book, made_again(opened(data, is_evidence=True).record, book)
    except NotOursError as error:
        raise QuestionError(f'"{path}" cannot be compared: {error}.') from error


def _editions(old: str, new: str, data: Path | None) -> Sequence[FieldChange]:
    before, after = (_edition(given, data) for given in (old, new))
    return before.differences(after)


def _edition(given: str, data: Path | None) -> Registry:
    from registry import RevisionError, api

    if _kind(given) == FOLDER:
        return opened(Path(given), is_evidence=True)
    try:
        return api.load(data).at(given)
    except RevisionError as error:
        raise QuestionError(
            f"Not compared: {error}.", "Name two workbooks, folders or revisions."
        ) from error
