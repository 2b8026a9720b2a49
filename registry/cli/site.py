"""The browsable site."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from registry.cli.contract import opened
from registry.cli.options import DATA, ON, FilePath
from registry.law.finding import QuestionError, on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from registry.api import Registry
    from registry.law.record import Record
    from registry.report.table import Report

DOWNLOADS = ("json", "csv")


@click.command()
@click.option("-o", "out", type=FilePath(), required=True, help="Write the pages to FOLDER.")
@ON
@DATA
def site(*, out: Path, on: date, data: Path | None) -> None:
    """A folder of pages: gaps, substances, lists, acts. Works from disk, without network.

    The folder is replaced whole. One that holds anything but such a site is left alone.
    """
    from registry.law.files import write_folder
    from registry.report.site.pages import MANIFEST, build

    lists = opened(data, is_evidence=True)
    a, b = _pair(lists.record)
    files = build(lists, (a, b), on, dict(_downloads(lists, a, b, on)))
    try:
        write_folder(out, files, MANIFEST)
    except OSError as error:
        raise QuestionError(f'"{out}" was not written: {error}.') from error
    place = on_one_line(str(out))
    click.echo(f"Wrote {len(files)} files to {place}. Open {place}/index.html.", err=True)


def _pair(record: Record) -> tuple[str, str]:
    """The two that the site compares: those that are shown first."""
    if len(record.principal) < 2:
        held = ", ".join(record.jurisdictions) or "none"
        raise QuestionError(
            "the site compares two jurisdictions that are no part of another; "
            f"the data hold: {held}. Add a schedules.toml without parent."
        )
    return record.principal[0], record.principal[1]


def _downloads(lists: Registry, a: str, b: str, on: date) -> Iterator[tuple[str, bytes]]:
    """The files to offer: gaps and lists, as their commands print them."""
    from registry.report.formats import render

    reports = {f"gaps-{a}-{b}": _gaps(lists, a, b, on)}
    reports |= {f"list-{law}": _list(lists, law, on) for law in lists.record.jurisdictions}
    for name, report in reports.items():
        for form in DOWNLOADS:
            yield f"{name}.{form}", render(report, form)


def _gaps(lists: Registry, a: str, b: str, on: date) -> Report:
    from registry.engine import documents
    from registry.report.columns.gaps import sections
    from registry.report.table import Report

    view, answer = lists.view(), lists.gaps(a, b, on=on, aligned=True)
    return Report(
        "Gaps", lambda: documents.gaps(view, answer), lambda: sections(view, answer), main="Gaps"
    )


def _list(lists: Registry, law: str, on: date) -> Report:
    from registry.engine import documents
    from registry.report.columns.lists import line_table
    from registry.report.table import Report

    rows = lists.list(law, on=on)
    return Report(
        "List",
        lambda: documents.listed(lists.view(), law, rows, on),
        lambda: (line_table(lists.record, rows, ""),),
        main="List",
    )
