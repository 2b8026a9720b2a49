"""The browsable site."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from registry.cli import DATA, KNOWN_ON, ON, Failure, FilePath, jurisdiction, load_view, titled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from registry.reach import View
    from registry.table import Report, Table

PAIR = ("us", "cn")
FORMATS = ("json", "csv")


@click.command()
@click.option("-o", "out", type=FilePath(), required=True, help="Write the pages to FOLDER.")
@ON
@KNOWN_ON
@DATA
def site(*, out: Path, on: date, known_on: date | None, data: Path | None) -> None:
    """A folder of pages: gaps, substances, lists, acts. Works from disk, without network.

    The folder is replaced whole. One that holds anything but such a site is left alone.
    """
    from registry.files import write_folder
    from registry.site.pages import MANIFEST, build

    view = load_view(data, known_on)
    a, b = (jurisdiction(view.record, one) for one in PAIR)
    files = build(view, (a, b), on, dict(_downloads(view, a, b, on)))
    try:
        write_folder(out, files, MANIFEST)
    except OSError as error:
        raise Failure(f'"{out}" was not written: {error}.') from error
    click.echo(f"Wrote {len(files)} files to {out}. Open {out / 'index.html'}.", err=True)


def _downloads(view: View, a: str, b: str, on: date) -> Iterator[tuple[str, bytes]]:
    """The files to offer: gaps and lists, as their commands print them."""
    from registry.report import render

    for name, report in [(f"gaps-{a}-{b}", _gaps(view, a, b, on)), *_lists(view, on)]:
        for form in FORMATS:
            yield f"{name}.{form}", render(report, form)


def _gaps(view: View, a: str, b: str, on: date) -> Report:
    from registry import documents
    from registry.gaps import gaps
    from registry.tables.gaps import sections

    found = gaps(view, a, b, on, aligned=True)
    return _report(
        view, on, "Gaps", lambda: documents.gaps(view, found), lambda: sections(view, found)
    )


def _lists(view: View, on: date) -> Iterator[tuple[str, Report]]:
    from registry import documents
    from registry.coverage import lines_on
    from registry.tables.lists import line_table

    for law in view.record.jurisdictions:
        rows = lines_on(view, law, on)
        document = documents.listed(view, law, rows, on)
        table = line_table(rows, "")
        yield f"list-{law}", _report(view, on, "List", document.copy, lambda one=table: (one,))


def _report(
    view: View,
    on: date,
    main: str,
    document: Callable[[], dict[str, Any]],
    tables: Callable[[], tuple[Table, ...]],
) -> Report:
    from registry.table import Report

    return Report(titled(main, on, view.known_on, view.record.version), document, tables, main=main)
