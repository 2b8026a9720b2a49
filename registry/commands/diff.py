"""Two workbooks, two data folders or two revisions, explained field by field."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from registry.cli import DATA, Failure, emit, load_record, output, unusable
from registry.commands.evidence import made_again, read_book

if TYPE_CHECKING:
    from registry.explained import Things


@click.command()
@click.argument("old")
@click.argument("new")
@DATA
@output
def diff(
    *, old: str, new: str, data: Path | None, out: Path | None, form: str | None, as_json: bool
) -> None:
    """Every field that OLD and NEW write otherwise: two workbooks, data folders or git revisions.

    OLD and NEW are of one kind. Exit 0 if nothing differs, 1 if anything does.
    """
    from registry.explained import explained
    from registry.tables.diff import report

    kinds = {_kind(old), _kind(new)}
    if len(kinds) > 1:
        raise Failure("OLD and NEW must be of one kind: " + " and ".join(sorted(kinds)) + " given.")
    changes = explained(_things(old, data), _things(new, data))
    emit(report(old, new, changes), out, form, as_json=as_json)
    if changes:
        raise click.exceptions.Exit(1)


def _kind(given: str) -> str:
    if given.lower().endswith(".xlsx"):
        return "a workbook"
    return "a data folder" if Path(given).is_dir() else "a git revision"


def _things(given: str, data: Path | None) -> Things:
    from registry.explained import things

    if _kind(given) == "a workbook":
        return _rows(Path(given), data)
    if _kind(given) == "a data folder":
        return things(load_record(Path(given), is_evidence=True))
    return _of_revision(given, data)


def _rows(path: Path, data: Path | None) -> Things:
    from registry.tables.diff import rows_of
    from registry.tables.manifest import NotOursError

    book = read_book(path)
    try:
        return rows_of(book, made_again(load_record(data, is_evidence=True), book))
    except NotOursError as error:
        raise Failure(f'"{path}" cannot be compared: {error}.') from error


def _of_revision(name: str, data: Path | None) -> Things:
    from registry.cli import data_root
    from registry.explained import things
    from registry.loading import read
    from registry.revision import RevisionError, at

    try:
        record, findings = read(at(data_root(data), name).files)
    except RevisionError as error:
        raise Failure(
            f"Not compared: {error}.", "Name two workbooks, folders or revisions."
        ) from error
    if findings:
        raise unusable(findings)
    return things(record)
