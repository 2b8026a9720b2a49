"""Two workbooks, two data folders or two revisions, explained field by field."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from registry.cli.contract import Answer, Asked, command, opened
from registry.cli.workbooks import made_again, read_book
from registry.law.finding import DataError, QuestionError

if TYPE_CHECKING:
    from registry.audit.explained import Things


@command()
@click.argument("old")
@click.argument("new")
def diff(asked: Asked, *, old: str, new: str) -> Answer:
    """Every field that OLD and NEW write otherwise: two workbooks, data folders or git revisions.

    OLD and NEW are of one kind. Exit 0 if nothing differs, 1 if anything does.
    """
    from registry.audit.explained import explained
    from registry.report.columns.diff import report

    kinds = {_kind(old), _kind(new)}
    if len(kinds) > 1:
        raise QuestionError(
            "OLD and NEW must be of one kind: " + " and ".join(sorted(kinds)) + " given."
        )
    changes = explained(_things(old, asked.data), _things(new, asked.data))
    return Answer(report(old, new, changes), int(bool(changes)))


def _kind(given: str) -> str:
    if given.lower().endswith(".xlsx"):
        return "a workbook"
    return "a data folder" if Path(given).is_dir() else "a git revision"


def _things(given: str, data: Path | None) -> Things:
    from registry.audit.explained import things

    if _kind(given) == "a workbook":
        return _rows(Path(given), data)
    if _kind(given) == "a data folder":
        return things(opened(Path(given), is_evidence=True).record)
    return _of_revision(given, data)


def _rows(path: Path, data: Path | None) -> Things:
    from registry.report.columns.diff import rows_of
    from registry.report.workbook.manifest import NotOursError

    book = read_book(path)
    try:
        return rows_of(book, made_again(opened(data, is_evidence=True).record, book))
    except NotOursError as error:
        raise QuestionError(f'"{path}" cannot be compared: {error}.') from error


def _of_revision(name: str, data: Path | None) -> Things:
    from registry.audit.explained import things
    from registry.law.loading import find, read
    from registry.law.sources.git import RevisionError, at

    try:
        record, findings = read(at(find(data).root, name).files)
    except RevisionError as error:
        raise QuestionError(
            f"Not compared: {error}.", "Name two workbooks, folders or revisions."
        ) from error
    if findings:
        raise DataError(findings)
    return things(record)
