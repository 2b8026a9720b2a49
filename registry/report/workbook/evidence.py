"""A workbook beside the same report made again: what differs, why, and what is hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Final

from registry.law.digest import FORM
from registry.report.cells import Book, Sheet
from registry.report.table import Cell, Column, Report, Table
from registry.report.workbook.causes import Changed
from registry.report.workbook.differences import differences
from registry.report.workbook.gaps_sheet import gaps_sheet, made_rows
from registry.report.workbook.manifest import DATA, GAPS, Manifest, of, read
from registry.report.workbook.what_differs import what_differs

if TYPE_CHECKING:
    from registry.law.record import Record


DIFFERENCES: Final = (
    Column("sheet", "Sheet", attrgetter("sheet"), width=12, brief=True),
    Column("where", "Where", attrgetter("where"), width=12, brief=True),
    Column("what", "What", attrgetter("what"), width=40, brief=True),
    Column("found", "In the file", lambda row: _plain(row.found), width=40, brief=True),
    Column("expected", "Made again", lambda row: _plain(row.expected), width=40, brief=True),
    Column("why", "Why", attrgetter("why"), width=24, brief=True),
)


def verified(book: Book, again: Report, record: Record, tool: str) -> tuple[Report, bool]:
    """Whether the workbook is what it was, as a report, and the bare answer."""
    manifest = read(book)
    changed = _changed_since(manifest, record, tool)
    rows = differences(book, again, changed)
    hidden = [text for sheet in book.sheets.values() for text in _hidden(sheet)]
    facts = _facts(manifest, record, tool)
    causes = dict(sorted(Counter(row.why for row in rows).items()))
    document = {
        "schema": "cs-registry/verify/1",
        "identical": not rows,
        **facts,
        "hidden": hidden,
        "causes": causes,
        "differences": [
            {key: _plain(value) for key, value in row._asdict().items()} for row in rows
        ],
    }
    heading = f"Cells that differ from the report made again: {len(rows)}"
    table = Table("Differences", heading, DIFFERENCES, rows)
    but = f", but {hidden[0]}" if len(hidden) == 1 else ", but parts are hidden" if hidden else ""
    verdict = "; ".join(f"{count} cells: {why}" for why, count in causes.items())
    command = manifest.text("Command")
    title = f"Not identical: {verdict}" if rows else f"Identical{but}: {command}"
    since = () if changed == Changed(data=False, tool=False) else _since(facts, manifest)
    notes = (*(f"{text[0].upper()}{text[1:]}." for text in hidden), *since)
    return Report(title, lambda: document, lambda: (table,), "Differences", notes), not rows


def _changed_since(manifest: Manifest, record: Record, tool: str) -> Changed:
    """What has changed since the workbook was made."""
    data = manifest.text(DATA) != record.digest if manifest.data_form == str(FORM) else None
    return Changed(data, manifest.text("Tool") != tool)


def _hidden(sheet: Sheet) -> Iterator[str]:
    """What a reader of the file does not see of a sheet."""
    rows, columns, is_whole = sheet.hidden
    if is_whole:
        yield f"the sheet {sheet.name} is hidden"
    if rows:
        yield f"{rows} {'rows' if rows > 1 else 'row'} of sheet {sheet.name} {_are(rows)} hidden"
    if columns:
        names = f"column{'s' if len(columns) > 1 else ''} {', '.join(columns)}"
        yield f"{names} of sheet {sheet.name} {_are(len(columns))} hidden"


def _are(count: int) -> str:
    return "are" if count > 1 else "is"


def _plain(value: Cell) -> str | None:
    return None if value is None else str(value)


def _facts(manifest: Manifest, record: Record, tool: str) -> dict[str, Any]:
    return {
        "made_with": {
            "data": {
                "version": manifest.text("Data version"),
                "digest": manifest.text("Data digest"),
            },
            "tool": manifest.text("Tool"),
        },
        "compared_with": {
            "data": {"version": record.version, "digest": record.digest},
            "tool": tool,
        },
    }


def _since(facts: dict[str, Any], manifest: Manifest) -> Iterator[str]:
    made, now = (
        f"data {side['data']['version']} ({side['data']['digest'][:19]}), {side['tool']}"
        for side in (facts["made_with"], facts["compared_with"])
    )
    yield f"Made with {made}; compared with {now}."
    if manifest.data_form != str(FORM):
        yield (
            f"The digest of its data is of form {manifest.data_form}, today's of form {FORM}: "
            "they do not say whether the data are the same; the cells do."
        )


RESTATED: Final = (
    Column("gap", "Gap id", itemgetter("gap"), width=30),
    Column("name", "Substance", itemgetter("name"), width=28, brief=True),
    Column("answer", "Today", itemgetter("answer"), width=12, brief=True),
    Column("was", "Gap then", itemgetter("was"), width=16, brief=True),
    Column("is", "Gap now", itemgetter("is"), width=16, brief=True),
    Column("what", "What else differs", itemgetter("what"), width=60, brief=True),
)


def restated(book: Book, again: Report, record: Record, tool: str) -> tuple[Report, bool]:
    """The rows that today's record answers otherwise, as a report, and whether there are none.

    Hashes are compared in the form of the workbook, so that words of ours restate nothing.
    """
    manifest, fresh = read(book), of(again.tables())
    rows = list(_restated(book, again.rows, manifest.rows, fresh.rows))
    facts = _facts(manifest, record, tool)
    document = {"schema": "cs-registry/restate/1", **facts, "rows": rows}
    heading = (
        f"Rows of this report that today's record answers otherwise: {len(rows)} "
        f"of {len(manifest.rows)}"
    )
    table = Table("Rows", heading, RESTATED, rows)
    title = f"Restated: {manifest.text('Command')}"
    notes = tuple(_since(facts, manifest))
    return Report(title, lambda: document, lambda: (table,), "Rows", notes), not rows


def _restated(
    book: Book, table: Table, then: dict[str, str], today: dict[str, str]
) -> Iterator[dict[str, Cell]]:
    """The rows whose hash ``then`` is not that of ``today``."""
    there = gaps_sheet(book, read(book)).by_gap if GAPS in book.sheets else {}
    made = made_rows(table)
    for name in sorted(then.keys() | today.keys()):
        if then.get(name) == today.get(name):
            continue
        was = there[name].cells if name in there else {}
        now = made.get(name, {})
        answer = "a new row" if name not in then else "otherwise"
        yield {
            "gap": name,
            "name": now.get("name") or was.get("name"),
            "answer": answer if name in today else "no row now",
            "was": was.get("kind"),
            "is": now.get("kind"),
            "what": what_differs(was, now, table.parts) if was and now else None,
        }
