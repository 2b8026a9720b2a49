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

    from registry import Registry, Reply
    from registry.report.table import Table

DOWNLOADS = ("json", "csv")
YEAR = 365


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
    a, b = _pair(lists)
    files = build(lists, (a, b), on, dict(_downloads(lists, a, b, on)))
    try:
        write_folder(out, files, MANIFEST)
    except OSError as error:
        raise QuestionError(f'"{out}" was not written: {error}.') from error
    place = on_one_line(str(out))
    click.echo(f"Wrote {len(files)} files to {place}. Open {place}/index.html.", err=True)


def _pair(lists: Registry) -> tuple[str, str]:
    """The two that the site compares: those that are shown first."""
    record = lists.record
    if len(record.principal) < 2:
        held = ", ".join(record.jurisdictions) or "none"
        raise QuestionError(
            "the site compares two jurisdictions that are no part of another; "
            f"the data hold: {held}. Add a schedules.toml without parent."
        )
    return record.principal[0], record.principal[1]


def _downloads(lists: Registry, a: str, b: str, on: date) -> Iterator[tuple[str, bytes]]:
    """The files to offer: gaps and lists, as their commands print them."""
    from registry.report.columns.gaps import sections
    from registry.report.columns.lists import line_table

    gaps = lists.gaps(a, b, on=on, aligned=True)
    yield from _rendered(f"gaps-{a}-{b}", gaps, sections(lists.view(), gaps), "Gaps")
    for law in lists.record.jurisdictions:
        lines = lists.list(law, on=on)
        tables = (line_table(lists.record, lines, ""),)
        yield from _rendered(f"list-{law}", lines, tables, "List")
    coming = lists.upcoming(a, b, within=YEAR, on=on)
    yield from _rendered(f"upcoming-{a}-{b}", coming, (), "Upcoming", ("ics", "json"))


def _rendered(
    name: str,
    reply: Reply,
    tables: tuple[Table, ...],
    main: str,
    forms: tuple[str, ...] = DOWNLOADS,
) -> Iterator[tuple[str, bytes]]:
    from registry.report.formats import render
    from registry.report.table import Report

    report = Report(main, reply.document, lambda: tables, main)
    yield from ((f"{name}.{form}", render(report, form)) for form in forms)
