"""A workbook beside the same report made again: what differs, why, and what is hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Final

from registry.report.cells import Book, Sheet
from registry.report.columns.gaps import SIDE_COLUMNS, SIDE_DETAILS
from registry.report.table import Cell, Column, Report, Table, parts
from registry.report.workbook.differences import differences
from registry.report.workbook.gap_rows import GapRows, Row, gap_rows, made_rows
from registry.report.workbook.manifest import GAPS, Manifest, of, read
from registry.report.workbook.reasons import Then

if TYPE_CHECKING:
    from registry.law.record import Record


def verified(book: Book, again: Report, record: Record, tool: str) -> tuple[Report, bool]:
    """Whether the workbook is what it was, as a report, and the bare answer."""
    said = read(book)
    then = Then(said.text("Data digest") != record.digest, said.text("Tool") != tool)
    found = differences(book, again, then)
    hidden = [text for sheet in book.sheets.values() for text in _hidden(sheet)]
    facts = _facts(said, record, tool)
    causes = Counter(one.why for one in found)
    verdict = "; ".join(f"{count} cells: {why}" for why, count in sorted(causes.items()))
    document = {
        "schema": "cs-registry/verify/1",
        "identical": not found,
        **facts,
        "hidden": hidden,
        "causes": dict(sorted(causes.items())),
        "differences": [{key: _plain(one) for key, one in row._asdict().items()} for row in found],
    }
    table = Table(
        "Differences",
        f"Cells that differ from the report made again: {len(found)}",
        (
            Column("sheet", "Sheet", attrgetter("sheet"), width=12, brief=True),
            Column("where", "Where", attrgetter("where"), width=12, brief=True),
            Column("what", "What", attrgetter("what"), width=40, brief=True),
            Column("found", "In the file", lambda row: _plain(row.found), width=40, brief=True),
            Column(
                "expected", "Made again", lambda row: _plain(row.expected), width=40, brief=True
            ),
            Column("why", "Why", attrgetter("why"), width=24, brief=True),
        ),
        found,
    )
    command = said.text("Command")
    but = f", but {hidden[0]}" if len(hidden) == 1 else ", but parts are hidden" if hidden else ""
    title = f"Not identical: {verdict}" if found else f"Identical{but}: {command}"
    since = () if then == Then(data=False, tool=False) else (_since(facts),)
    notes = (*(f"{text[0].upper()}{text[1:]}." for text in hidden), *since)
    return Report(title, lambda: document, lambda: (table,), "Differences", notes), not found


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


def _facts(said: Manifest, record: Record, tool: str) -> dict[str, Any]:
    return {
        "made_with": {
            "data": {"version": said.text("Data version"), "digest": said.text("Data digest")},
            "tool": said.text("Tool"),
        },
        "compared_with": {
            "data": {"version": record.version, "digest": record.digest},
            "tool": tool,
        },
    }


def _since(facts: dict[str, Any]) -> str:
    made, now = (
        f"data {one['data']['version']} ({one['data']['digest'][:19]}), {one['tool']}"
        for one in (facts["made_with"], facts["compared_with"])
    )
    return f"Made with {made}; compared with {now}."


# Keys of the cells in which an answer of law or identity shows.
SIDED: Final = frozenset(column.key for column in parts((*SIDE_COLUMNS, *SIDE_DETAILS))) - {
    "evidence", "caveat", "source",
}  # fmt: skip
LEGAL: Final = frozenset({
    "also", "gap_since", "gap_since_qualifier", "gap_until", "cas",
    *(f"{side}_{key}" for side in "ab" for key in SIDED),
})  # fmt: skip
UNSEEN: Final = "no cell of this row: the printed words of a line, or an act behind it"


def restated(book: Book, again: Report, record: Record, tool: str) -> tuple[Report, bool]:
    """The rows that today's record answers otherwise, as a report, and whether there are none."""
    said, fresh = read(book), of(again.tables())
    columns = again.rows.parts
    was, now = gap_rows(book.sheets.get(GAPS), said, columns), made_rows(again.rows)
    rows: list[dict[str, Cell]] = []
    for name in sorted(said.rows.keys() | fresh.rows.keys()):
        new = now.get(name, {})
        if said.rows.get(name) == fresh.rows.get(name):
            continue
        answer = "otherwise" if name in said.rows and name in fresh.rows else None
        answer = answer or ("no row now" if name in said.rows else "a new row")
        what = _changed(was, name, new, columns) if name in was.rows and new else None
        shown = new.get("name") or was.cell(name, "name")
        kinds = {"was": was.cell(name, "kind"), "is": new.get("kind")}
        rows.append({"gap": name, "name": shown, "answer": answer, **kinds, "what": what})
    document = {
        "schema": "cs-registry/restate/1",
        **_facts(said, record, tool),
        "rows": rows,
    }
    table = Table(
        "Rows",
        f"Rows of this report that today's record answers otherwise: {len(rows)} "
        f"of {len(said.rows)}",
        (
            Column("gap", "Gap id", itemgetter("gap"), width=30),
            Column("name", "Substance", itemgetter("name"), width=28, brief=True),
            Column("answer", "Today", itemgetter("answer"), width=12, brief=True),
            Column("was", "Gap then", itemgetter("was"), width=16, brief=True),
            Column("is", "Gap now", itemgetter("is"), width=16, brief=True),
            Column("what", "What else differs", itemgetter("what"), width=60, brief=True),
        ),
        rows,
    )
    title = f"Restated: {said.text('Command')}"
    notes = (_since(_facts(said, record, tool)),)
    return Report(title, lambda: document, lambda: (table,), "Rows", notes), not rows


def _changed(was: GapRows, name: str, new: Row, columns: tuple[Column, ...]) -> str:
    from deepdiff import DeepDiff  # noqa: PLC0415 (slow to load, and needed here alone)

    legal = {column.key: column.title for column in columns if column.key in LEGAL}
    then = {key: was.cell(name, key) for key in legal}
    today = {key: new[key] for key in legal}
    groups = DeepDiff(then, today, view="tree", ignore_numeric_type_changes=True).values()
    differing = {place.path(output_format="list")[0] for places in groups for place in places}
    changed = [
        f"{title}: {then[key]} → {today[key]}" for key, title in legal.items() if key in differing
    ]
    return "; ".join(changed) or UNSEEN
