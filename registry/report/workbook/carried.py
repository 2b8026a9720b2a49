"""Reading a signed workbook: what one report hands on to the next, so that nothing is lost.

A reviewer may sort, filter, add rows, columns and sheets, delete rows, write in our cells and hang
remarks on them. What cannot stand in its own place in the next report is kept as text beside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from registry.report.cells import Book, digest
from registry.report.columns.gaps import heads_by_key
from registry.report.table import Cell, Column
from registry.report.workbook.kept_sheets import other_sheets
from registry.report.workbook.manifest import (
    ALL_KNOWN,
    GAPS,
    Manifest,
    NotOursError,
    any_said,
    is_signature,
    read,
)
from registry.report.workbook.review_sheet import (
    CELLS_TITLE,
    CHANGED,
    CLOSED_EARLIER,
    CONFIRMED,
    ENTRIES,
    KEPT,
    MARKS,
    OWN_ROW,
    REVIEW_TITLES,
    SIGN_OFF,
    SINCE,
    STANDS,
    Carried,
    Kept,
)

ID: Final = "Gap id"
HASH: Final = "Row hash"
SIGNED: Final = "Row hash signed"
DECISION: Final = "Decision as carried"
SINCE_WORDS: Final = ("new", "changed", "unchanged", "closed", OWN_ROW)
Row = dict[str, Cell]


def forward(book: Book, a: str, b: str, columns: Sequence[Column] = ()) -> Carried:
    """What the report in ``book`` hands on; raises ``NotOursError`` if it cannot be carried.

    ``columns`` are those of the next report: a cell goes on under the heading that its column has
    there, whatever the jurisdictions were called in ``book``.
    """
    said = read(book)
    if (said.text("A"), said.text("B")) != (a, b):
        asked = f"{said.text('A')} {said.text('B')}"
        raise NotOursError(f"it compares {asked}; only a report on the same two can be carried")
    headings, rows = _rows(book, said)
    then = heads_by_key(said.columns, columns)
    now = {then[column.key]: column.title for column in columns if column.key in then}
    stand, own = _sorted_out(rows, said, now)
    missing = [name for name in said.rows if name not in stand]
    stand |= {name: Kept(name, said.rows[name], said=_bare(name, said)) for name in missing}
    lost = f"{len(missing)} rows had been deleted from it and are back without words."
    edited = "Its Manifest had been edited."
    return Carried(
        source=_source(said),
        rows=stand,
        own=tuple(own),
        headings=tuple(headings),
        signatures=tuple(_signatures(book, said)),
        sheets=tuple(other_sheets(book, said)),
        remarks=(*((lost,) if missing else ()), *(() if said.is_sealed else (edited,))),
    )


def again(book: Book) -> Carried | None:
    """What had been carried into ``book`` when it was made; ``None``: it was the first report."""
    said = read(book)
    if said.text("Last report") == "none":
        return None
    headings, rows = _rows(book, said)
    kept = {}
    for row in rows:
        name, since = row.get(ID), str(row.get(SINCE.title))
        before = row.get(MARKS[0].title)
        if name is None or before is None or since == OWN_ROW or str(name) in kept:
            continue
        stood = since.startswith("closed") and since != CLOSED_EARLIER
        is_open = stood or since in {"changed", "unchanged"}
        words: Row = {ENTRIES[0].title: "said"} if since == CLOSED_EARLIER else {}
        kept[str(name)] = Kept(str(name), str(before), open=is_open, said={ID: name}, entries=words)
    return Carried(
        source=said.text("Last report"),
        rows=kept,
        headings=tuple(headings),
        signatures=tuple(row for row in _signed(book) if "," in str(row[0])),
    )


def _source(said: Manifest) -> str:
    """The last report in words: no path, for a path is nobody's business."""
    known = said.text("Known on")
    known = known if known == ALL_KNOWN else f"as known on {known}"
    return (
        f"on {said.text('On')}, {known}, data {said.text('Data version')} "
        f"({said.text('Data digest')}), list {said.facts.get('Digest of this list')}"
    )


def _rows(book: Book, said: Manifest) -> tuple[list[str], list[Row]]:
    """The headings of the reviewer's own columns, and every row of Gaps by heading."""
    sheet = book.sheets.get(GAPS)
    if sheet is None:
        raise NotOursError(f'it has no sheet "{GAPS}"; was it renamed? Give it that name again')
    place = max(
        range(min(len(sheet.rows), 50)), key=lambda at: _headings(sheet.rows[at]), default=0
    )
    heads = sheet.rows[place] if sheet.rows else ()
    wanted = (ID, HASH, *REVIEW_TITLES, CELLS_TITLE)
    if missing := [f'"{title}"' for title in wanted if title not in heads]:
        raise NotOursError(
            f'its sheet "{GAPS}" lacks the column{"s" if len(missing) > 1 else ""} '
            f"{', '.join(missing)}; put the heading back and carry again"
        )
    titles = _titles(heads, max((len(row) for row in sheet.rows), default=0))
    numbered = {
        number: _by_title(titles, row)
        for number, row in zip(sheet.numbers, sheet.rows, strict=True)
        if row is not heads
    }
    for at, column, text in sheet.remarks:
        if at + 1 in numbered:
            title = titles[column] if column < len(titles) else "a cell"
            _remember(numbered[at + 1], f"Remark on {title}: {text}")
    rows = list(numbered.values())
    known = {*said.columns, *REVIEW_TITLES, CELLS_TITLE}
    own = [title for title in titles if title not in known]
    return [title for title in own if any(title in row for row in rows)], rows


def _headings(row: Sequence[Cell]) -> int:
    """How many of the headings that are needed a row holds."""
    return sum(title in row for title in (ID, HASH, *REVIEW_TITLES))


def _titles(heads: Sequence[Cell], width: int) -> list[str]:
    """Distinct headings, for columns without one too."""
    titles: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    for at in range(max(len(heads), width)):
        head = heads[at] if at < len(heads) else None
        title = base = str(head) if head is not None else f"Column {at + 1}"
        while title.casefold() in titles:
            numbers[base] += 1
            title = f"{base} ({numbers[base] + 1})"
        titles[title.casefold()] = title
    return list(titles.values())


def _by_title(titles: Sequence[str], row: Sequence[Cell]) -> Row:
    return {title: cell for title, cell in zip(titles, row, strict=False) if cell is not None}


def _remember(row: Row, text: str) -> None:
    before = row.get(KEPT.title)
    if text not in str(before):
        row[KEPT.title] = f"{before}\n{text}" if before else text


def _sorted_out(
    rows: list[Row], said: Manifest, now: dict[str, str]
) -> tuple[dict[str, Kept], list[Kept]]:
    """The rows of ours, each once, and all others; ``now``: headings that have changed since."""
    ours = said.columns
    stand: dict[str, Kept] = {}
    own: list[Kept] = []
    for row in filter(None, rows):
        name = row.get(ID)
        signed = _signed_hash(row)
        _settle(row)
        mine = {now.get(title, title): cell for title, cell in row.items() if title in ours}
        entries = {
            title: cell for title, cell in row.items() if title not in ours and title != CELLS_TITLE
        }
        since = str(row.get(SINCE.title))
        is_ours = str(name) in said.rows or since.startswith("closed")
        if name is None or not is_ours or str(name) in stand:
            own.append(Kept(None, None, said=mine, entries=entries))
            continue
        stand[str(name)] = Kept(
            id=str(name),
            hash=said.rows.get(str(name), str(row.get(HASH))),
            signed=signed,
            open=not since.startswith("closed"),
            said=mine,
            entries=entries,
            edited=digest([row.get(title) for title in ours]) != row.get(CELLS_TITLE),
        )
    return stand, own


def _signed_hash(row: Row) -> str | None:
    """The content for which the reviewer's words were written.

    A mark "changed since sign-off" goes away only if the decision was changed or confirmed: a
    report that was merely carried on is not signed anew.
    """
    present, signed = row.get(HASH), row.get(SIGNED)
    confirmed = str(row.get(SIGN_OFF.title)).strip().casefold() == CONFIRMED
    decided = row.get(ENTRIES[0].title) != row.get(DECISION)
    if signed is None or confirmed or decided:
        return None if present is None else str(present)
    return str(signed)


def _settle(row: Row) -> None:
    """Take our marks off a row; what a person wrote in their place is kept beside."""
    mark, signed, decision = (row.pop(title, None) for title in (SIGN_OFF.title, SIGNED, DECISION))
    if mark not in {None, STANDS, CHANGED, CONFIRMED}:
        _remember(row, f"{SIGN_OFF.title}: {mark}")
    if decision is not None and decision != row.get(ENTRIES[0].title):
        _remember(row, f"Earlier decision: {decision}")
    since = row.get(SINCE.title)
    if since is not None and not str(since).startswith(SINCE_WORDS):
        _remember(row, f"{SINCE.title}: {since}")
    digests = {title: row.get(title) for title in (HASH, CELLS_TITLE, MARKS[0].title)}
    for title, value in ({SIGNED: signed} | digests).items():
        if value is not None and not re.fullmatch("[0-9a-f]{16}", str(value)):
            _remember(row, f"{title}: {value}")


def _bare(name: str, said: Manifest) -> Row:
    return {ID: name, HASH: said.rows[name], "Substance id": name.rpartition(":")[2]}


def _signed(book: Book) -> Iterator[tuple[Cell, ...]]:
    sheet = book.sheets.get("Cover")
    for row in sheet.rows if sheet else ():
        if is_signature(row):
            yield row


def _signatures(book: Book, said: Manifest) -> Iterator[tuple[Cell, ...]]:
    """Who signed the last report, and those before it."""
    for row in _signed(book):
        if "," in str(row[0]):
            yield row
        elif any_said(row[1:]):
            report = f"{row[0]}, report of {said.text('On')}, data {said.text('Data version')}"
            yield (report, *row[1:5])
