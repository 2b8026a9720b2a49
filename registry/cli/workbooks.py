"""Gap workbooks, as commands take them: made, made again, read back, carried on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry import __version__
from registry.law.finding import QuestionError
from registry.report.table import Report, Table, parts

if TYPE_CHECKING:
    from pathlib import Path

    from registry.engine.gaps import Gaps
    from registry.engine.view import View
    from registry.law.record import Record
    from registry.report.cells import Book
    from registry.report.workbook.review_sheet import Carried

TOOL = f"registry {__version__}"


def sheets(
    view: View, answer: Gaps, carried: Carried | None, *, aligned: bool
) -> tuple[Table, ...]:
    """The sheets of the gap workbook, and on them what was asked, without the place of a file."""
    from registry.report.columns import gaps as tables
    from registry.report.workbook import assembly, manifest

    flag = " --all" if aligned else ""
    known = f" --known-on {answer.known_on}" if answer.known_on else ""
    asked = f"registry gaps {answer.a} {answer.b}{flag} --on {answer.on}{known}"
    setting = manifest.Setting(tables.title(view, answer), asked, TOOL, aligned)
    return assembly.sheets(view, answer, setting, carried)


def read_book(path: Path) -> Book:
    """A workbook's values, or the reason why it cannot be read."""
    from registry.report.workbook.excel_reading import NotReadableError, read

    try:
        with path.open("rb") as file:
            return read(file)
    except (NotReadableError, OSError) as error:
        raise QuestionError(f'"{path}" cannot be read: {error}.') from error


def made_again(record: Record, book: Book) -> Report:
    """The report that ``book``'s Manifest asks for, with the present data."""
    from registry.engine.gaps import gaps
    from registry.engine.view import View
    from registry.report.columns import gaps as tables
    from registry.report.workbook import manifest
    from registry.report.workbook.carried import again

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
    made = sheets(view, found, again(book), aligned=aligned)
    return Report(tables.title(view, found), dict, lambda: made, main="Gaps")


def carried_from(path: Path, view: View, a: str, b: str) -> Carried:
    """What the workbook at ``path`` hands on to the next report on the same two."""
    from registry.report.columns.gaps import gap_columns
    from registry.report.workbook.carried import forward
    from registry.report.workbook.manifest import NotOursError

    places = view.record.jurisdictions
    columns = parts(gap_columns(places[a].short, places[b].short))
    try:
        return forward(read_book(path), a, b, columns)
    except NotOursError as error:
        raise QuestionError(f'"{path}" cannot be carried: {error}.') from error
