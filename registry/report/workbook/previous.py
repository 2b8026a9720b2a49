"""The previous report: what a signed workbook hands on to the next, so that nothing is lost.

What cannot stand in its own place in the next report is kept as text beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from registry.engine.signoff import FORM, in_form
from registry.report.cells import Book
from registry.report.table import Cell, Table
from registry.report.workbook.gaps_sheet import OWN, GapsSheet, SheetRow, gaps_sheet, remember
from registry.report.workbook.kept_sheets import other_sheets
from registry.report.workbook.layout import is_filled, is_signature
from registry.report.workbook.manifest import (
    ALL_KNOWN,
    DATA,
    SEAL,
    UNSEALED,
    LastRow,
    Manifest,
    NotOursError,
    read,
)
from registry.report.workbook.review_columns import (
    CLOSED_BEFORE_FORMAT_2,
    CLOSED_EARLIER,
    CONFIRMED,
    NEW,
    OWN_ROW,
    SIGNED_CHANGED,
    SINCE_WORDS,
    STANDS,
)
from registry.report.workbook.signatures import SIGNING, Entry, log_of, logged

MARKS: Final = ("sign_off", "signed_hash", "signed_decision")
HASH: Final = re.compile("([0-9]+:)?[0-9a-f]{16}")


class SignOffRow(NamedTuple):
    """A row of the previous report: which one, as what it was signed, and all that was written.

    ``id`` and ``hash`` are ``None`` for a row that the reviewer added. ``cells`` holds our own
    columns by key, ``words`` the reviewer's, those of his own columns included. A row that was
    closed in that report follows the next one only if it ``has_words``.
    """

    id: str | None
    hash: str | None
    signed: str | None = None
    open: bool = True
    cells: dict[str, Cell] = {}  # noqa: RUF012 (never changed)
    words: dict[str, Cell] = {}  # noqa: RUF012 (never changed)
    edited: bool = False
    has_words: bool = False


class PreviousReport(NamedTuple):
    """What one report hands on to the next.

    ``headings`` are those of the reviewer's own columns by key, ``titles`` those of ours as written
    there; hashes are of ``form`` unless they name another. ``log`` holds all signatures so far.
    ``what_changed`` is what the report after it says of its rows, where that is made again.
    """

    source: str
    rows: dict[str, SignOffRow]
    form: int = FORM
    own: tuple[SignOffRow, ...] = ()
    headings: dict[str, str] = {}  # noqa: RUF012 (never changed)
    log: tuple[Entry, ...] = ()
    what_changed: dict[str, str | None] | None = None
    titles: dict[str, str] = {}  # noqa: RUF012 (never changed)
    signatures: tuple[tuple[Cell, ...], ...] = ()
    sheets: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()


def previous_report(book: Book, a: str, b: str) -> PreviousReport:
    """What the report in ``book`` hands on; raises ``NotOursError`` if it cannot be carried."""
    manifest = read(book)
    if (manifest.text("A"), manifest.text("B")) != (a, b):
        asked = f"{manifest.text('A')} {manifest.text('B')}"
        raise NotOursError(f"it compares {asked}; only a report on the same two can be carried")
    sheet = gaps_sheet(book, manifest)
    if missing := [f'"{title}"' for title in sheet.missing]:
        raise NotOursError(
            f'its sheet "Gaps" lacks the column{"s" if len(missing) > 1 else ""} '
            f"{', '.join(missing)}; put the heading back and carry again"
        )
    rows, own = _sorted_out(sheet, manifest)
    deleted = [name for name in manifest.rows if name not in rows]
    rows |= {name: _bare(name, manifest.rows[name]) for name in deleted}
    lost = f"{len(deleted)} rows had been deleted from it and are back without words."
    edited = "Its Manifest had been edited."
    return PreviousReport(
        source=_source(manifest),
        rows=rows,
        form=manifest.form,
        own=tuple(own),
        headings=sheet.own,
        log=logged(log_of(book, manifest), _signatures_of_rows(rows, manifest)),
        titles=sheet.headings,
        signatures=tuple(_signatures(book, manifest)),
        sheets=tuple(other_sheets(book, manifest)),
        remarks=(*((lost,) if deleted else ()), *(() if manifest.is_sealed else (edited,))),
    )


def carried_into(book: Book) -> PreviousReport | None:
    """What had been carried into ``book`` when it was made; ``None``: it was the first report."""
    manifest = read(book)
    if manifest.text("Last report") == "none":
        return None
    sheet = gaps_sheet(book, manifest)
    last = manifest.last_rows if not manifest.is_format_1 else dict(_last_of_format_1(sheet))
    rows = {
        name: SignOffRow(name, row.hash, open=row.open, cells={"gap_id": name},
                         has_words=not row.open)
        for name, row in last.items()
    }  # fmt: skip
    return PreviousReport(
        source=manifest.text("Last report"),
        rows=rows,
        form=manifest.form,
        headings=sheet.own,
        log=log_of(book, manifest),
        what_changed={name: row.what_changed for name, row in last.items()},
        signatures=tuple(row for row in _signed(book) if "," in str(row[0])),
    )


def _last_of_format_1(sheet: GapsSheet) -> Iterator[tuple[str, LastRow]]:
    """The rows of the last report, by what the rows of a workbook of format 1 say of them."""
    for name, row in sheet.by_gap.items():
        since, mark = row.cells.get("since_previous"), row.cells.get("previous_hash")
        if mark is not None and since != OWN_ROW:
            yield name, LastRow(str(mark), since not in {NEW, CLOSED_EARLIER})


def _source(manifest: Manifest) -> str:
    """The report in words: no path, for a path is nobody's business."""
    known = manifest.text("Known on")
    known = known if known == ALL_KNOWN else f"as known on {known}"
    return (
        f"on {manifest.text('On')}, {known}, data {manifest.text('Data version')} "
        f"({manifest.text(DATA)}), list {manifest.facts.get(SEAL)}"
    )


def _sorted_out(
    sheet: GapsSheet, manifest: Manifest
) -> tuple[dict[str, SignOffRow], list[SignOffRow]]:
    """The rows of ours, each once, and all others."""
    rows: dict[str, SignOffRow] = {}
    own: list[SignOffRow] = []
    for row in sheet.rows:
        stands = row.gap in manifest.rows
        if row.gap is not None and row.gap not in rows and (stands or _is_closed(row, manifest)):
            rows[row.gap] = _sign_off_row(sheet, row, manifest)
        elif row.cells:
            cells, words = _parted(row)
            own.append(SignOffRow(None, None, cells=cells, words=words))
    return rows, own


def _is_closed(row: SheetRow, manifest: Manifest) -> bool:
    """Whether a row that stands no longer follows from the report before."""
    if manifest.is_format_1:
        return str(row.cells.get("since_previous")).startswith(CLOSED_BEFORE_FORMAT_2)
    return row.gap in manifest.last


def _sign_off_row(sheet: GapsSheet, row: SheetRow, manifest: Manifest) -> SignOffRow:
    name = str(row.gap)
    present = manifest.rows.get(name)
    closed = manifest.last_rows[name].hash if name in manifest.last else None
    mark = present or closed or row.cells.get("row_hash")
    edited = sheet.is_edited(row)
    signed = _signed_hash(row)
    cells, words = _parted(row)
    return SignOffRow(
        id=name,
        hash=str(mark),
        signed=signed,
        open=present is not None,
        cells=cells,
        words=words,
        edited=edited,
        has_words=bool(words),
    )


def _signed_hash(row: SheetRow) -> str | None:
    """The hash of the content for which the reviewer's words were written.

    A mark "changed since sign-off" goes away only if the decision was changed or confirmed: a
    report that was merely carried on is not signed anew.
    """
    present, signed = row.cells.get("row_hash"), row.cells.get("signed_hash")
    confirmed = str(row.cells.get("sign_off")).strip().casefold() == CONFIRMED
    decided = row.cells.get("decision") != row.cells.get("signed_decision")
    if signed is None or confirmed or decided:
        return None if present is None else str(present)
    return str(signed)


def _parted(row: SheetRow) -> tuple[dict[str, Cell], dict[str, Cell]]:
    """Our cells and the reviewer's, our marks taken off.

    What a person wrote in the place of a mark is kept beside.
    """
    left = dict(row.cells)
    mark, signed, decision = (left.pop(key, None) for key in MARKS)
    cells_digest = left.pop("cells", None)
    if mark not in {None, STANDS, SIGNED_CHANGED, CONFIRMED}:
        remember(left, f"Sign-off: {mark}")
    if decision is not None and decision != left.get("decision"):
        remember(left, f"Earlier decision: {decision}")
    since = left.get("since_previous")
    if since is not None and since not in SINCE_WORDS:
        remember(left, f"Since last report: {since}")
    hashes = {
        "Row hash signed": signed,
        "Row hash": left.get("row_hash"),
        "Digest of the cells": cells_digest,
        "Row hash in the last report": left.get("previous_hash"),
    }
    for title, value in hashes.items():
        if value is not None and not HASH.fullmatch(str(value)):
            remember(left, f"{title}: {value}")
    words = {key: cell for key, cell in left.items() if key in UNSEALED or key.startswith(OWN)}
    return {key: cell for key, cell in left.items() if key not in words}, words


def _bare(name: str, mark: str) -> SignOffRow:
    """A row that was deleted from the sheet."""
    substance = name.rpartition(":")[2]
    return SignOffRow(name, mark, cells={"gap_id": name, "row_hash": mark, "substance": substance})


def _signatures_of_rows(rows: dict[str, SignOffRow], manifest: Manifest) -> Iterator[Entry]:
    """The signatures that the rows carry; one of an earlier report does not say its data."""
    for name, row in rows.items():
        if not any(row.words.get(key) for key in SIGNING):
            continue
        is_fresh = row.signed == row.hash
        yield {
            **{key: row.words.get(key) for key in (*SIGNING, "comment")},
            "gap_id": name,
            "name": row.cells.get("name"),
            "kind": row.cells.get("kind") if is_fresh else None,
            "report_on": manifest.day("On") if is_fresh else None,
            "data_version": manifest.text("Data version") if is_fresh else None,
            "row_hash": in_form(str(row.signed or row.hash), manifest.form, 0),
        }


def _signed(book: Book) -> Iterator[tuple[Cell, ...]]:
    sheet = book.sheets.get("Cover")
    return (row for row in (sheet.rows if sheet else ()) if is_signature(row))


def _signatures(book: Book, manifest: Manifest) -> Iterator[tuple[Cell, ...]]:
    """Who signed the report, and those before it."""
    for row in _signed(book):
        if "," in str(row[0]):
            yield row
        elif is_filled(row[1:]):
            data = manifest.text("Data version")
            yield (f"{row[0]}, report of {manifest.text('On')}, data {data}", *row[1:5])
