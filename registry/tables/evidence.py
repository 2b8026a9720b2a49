"""A workbook beside the same report made again: what differs, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from registry.cells import Book, Sheet, digest, letters
from registry.table import Cell, Column, Report, Table
from registry.tables.carried import GAPS, ID
from registry.tables.manifest import NAME, SEAL, Manifest, digest_of_sheet, is_signature, read
from registry.tables.review import CELLS_TITLE, OWN_ROW, SINCE

if TYPE_CHECKING:
    from registry.record import Record

DATA: Final = "data corrected"
TOOL: Final = "tool changed"
EDITED: Final = "cell edited"
UNCLEAR: Final = "tool changed under the same version, or cells edited with their digests"
OPTION: Final = "option or list of the Manifest edited"
MOST_PAIRED: Final = 200  # rows compared with each other to find the one that was edited
Row = dict[str, Cell]


class Difference(NamedTuple):
    """A cell that is not what the report made again says."""

    sheet: str
    where: str
    what: str
    found: Cell
    expected: Cell
    why: str


class Then(NamedTuple):
    """What has changed since the workbook was made."""

    data: bool
    tool: bool

    def why(self, *, edited: bool) -> str:
        """Why a cell differs; both where both may be the cause."""
        causes = [EDITED] if edited else []
        causes += [DATA] if self.data else []
        causes += [TOOL] if self.tool else []
        return " or ".join(causes) or UNCLEAR


def differences(book: Book, again: Book, then: Then) -> list[Difference]:
    """Every cell outside the reviewer's columns that differs."""
    said, fresh = read(book), read(again)
    if not said.is_sealed:
        return list(_manifest(book, said, fresh))
    found = [
        Difference(NAME, fact, "Value", said.facts.get(fact), value, then.why(edited=False))
        for fact, value in fresh.facts.items()
        if fact != SEAL and said.facts.get(fact) != value
    ]
    for name, sheet in again.sheets.items():
        if name in {NAME, GAPS}:
            continue
        if name not in book.sheets:
            found.append(Difference(name, name, "sheet", "missing", "there", EDITED))
            continue
        edited = digest_of_sheet(book.sheets[name]) != said.sheets.get(name)
        found += _sheet(book.sheets[name], sheet, then.why(edited=edited))
    return [*found, *_gaps(book, again, said, fresh, then)]


def _manifest(book: Book, said: Manifest, fresh: Manifest) -> Iterator[Difference]:
    """An edited Manifest asks another question: what the Cover says of it, and no more."""
    yield Difference(NAME, SEAL, "Value", said.facts.get(SEAL), "another digest", OPTION)
    cover = {str(row[0]): row[1] for row in _signless(book.sheets.get("Cover")) if len(row) > 1}
    asked = {**said.facts, "Command": fresh.facts["Command"]}  # as the options ask for it now
    for fact, value in asked.items():
        if fact in cover and str(cover[fact]) != str(value):
            yield Difference(NAME, fact, "Value", value, cover[fact], OPTION)


def _signless(sheet: Sheet | None) -> list[tuple[Cell, ...]]:
    return [row for row in sheet.rows if not is_signature(row)] if sheet else []


def _sheet(found: Sheet, expected: Sheet, why: str) -> Iterator[Difference]:
    """Rows in whatever order; a row that differs is shown beside the one most like it."""
    was, now = Counter(_signless(found)), Counter(_signless(expected))
    gone, come = list((now - was).elements()), list((was - now).elements())
    places = {row: at for at, row in enumerate(found.rows, 1)}
    for row in come:
        like = _most_alike(row, gone)
        if like is None:
            yield Difference(found.name, f"row {places[row]}", "row", row[0], None, why)
            continue
        gone.remove(like)
        for at in range(max(len(row), len(like))):
            pair = [one[at] if at < len(one) else None for one in (row, like)]
            if pair[0] != pair[1]:
                where = f"{letters(at + 1)}{places[row]}"
                yield Difference(found.name, where, str(like[0]), pair[0], pair[1], why)
    for row in filter(any, gone):
        yield Difference(found.name, "", "row", None, "; ".join(map(str, row))[:200], why)


def _most_alike(row: Sequence[Cell], others: list[tuple[Cell, ...]]) -> tuple[Cell, ...] | None:
    near = others[:MOST_PAIRED]
    return max(near, key=lambda one: sum(map(_same, row, one)), default=None)


def _same(one: Cell, other: Cell) -> bool:
    return one is not None and one == other


def _gaps(
    book: Book, again: Book, said: Manifest, fresh: Manifest, then: Then
) -> Iterator[Difference]:
    """The sheet that people sign, row by row under its id, our columns alone."""
    if GAPS not in book.sheets:
        yield Difference(GAPS, GAPS, "sheet", "missing", "there", EDITED)
        return
    rows, places = rows_by_id(book.sheets[GAPS])
    made, _ = rows_by_id(again.sheets[GAPS])
    for name, row in made.items():
        if name not in rows:
            why = then.why(edited=name in said.rows)
            yield Difference(GAPS, "", name, "no row", "a row", why)
            continue
        edited = digest([rows[name].get(title) for title in said.columns]) != rows[name].get(
            CELLS_TITLE
        )
        is_closed = str(row.get(SINCE.title)).startswith("closed")
        for title in () if is_closed and not edited else fresh.columns:
            if not is_closed and rows[name].get(title) != row.get(title):
                yield Difference(
                    GAPS,
                    f"row {places[name]}",
                    f"{name}: {title}",
                    rows[name].get(title),
                    row.get(title),
                    then.why(edited=edited),
                )
        if is_closed and edited:
            where = f"row {places[name]}"
            yield Difference(GAPS, where, f"{name} (closed)", "another digest", None, EDITED)
    for name in rows.keys() - made.keys():
        if str(rows[name].get(SINCE.title)) != OWN_ROW:
            why = then.why(edited=name not in said.rows)
            yield Difference(GAPS, f"row {places[name]}", name, "a row", "no row", why)


def rows_by_id(sheet: Sheet) -> tuple[dict[str, Row], dict[str, int]]:
    """The first row of each gap id by heading, and where it stands."""
    head = next((at for at, row in enumerate(sheet.rows) if ID in row), None)
    if head is None:
        return {}, {}
    titles = [str(title) for title in sheet.rows[head]]
    rows: dict[str, Row] = {}
    places: dict[str, int] = {}
    for at, row in enumerate(sheet.rows[head + 1 :], head + 2):
        said = dict(zip(titles, row, strict=False))
        name = said.get(ID)
        if name is not None and str(name) not in rows:
            rows[str(name)], places[str(name)] = said, at
    return rows, places


def verified(book: Book, again: Book, record: Record, tool: str) -> tuple[Report, bool]:
    """Whether the workbook is what it was, as a report, and the bare answer."""
    said = read(book)
    then = Then(said.text("Data digest") != record.digest, said.text("Tool") != tool)
    found = differences(book, again, then)
    facts = _facts(said, record, tool)
    causes = Counter(one.why for one in found)
    verdict = "; ".join(f"{count} cells: {why}" for why, count in sorted(causes.items()))
    document = {
        "schema": "cs-registry/verify/1",
        "identical": not found,
        **facts,
        "causes": dict(sorted(causes.items())),
        "differences": [{key: _plain(one) for key, one in row._asdict().items()} for row in found],
    }
    table = Table(
        "Differences",
        f"Cells that differ from the report made again: {len(found)}",
        (
            Column("sheet", "Sheet", width=12, brief=True),
            Column("where", "Where", width=12, brief=True),
            Column("what", "What", width=40, brief=True),
            Column("found", "In the file", width=40, brief=True),
            Column("expected", "Made again", width=40, brief=True),
            Column("why", "Why", width=24, brief=True),
        ),
        tuple((*row[:3], _plain(row.found), _plain(row.expected), row.why) for row in found),
    )
    title = f"Identical: {said.text('Command')}" if not found else f"Not identical: {verdict}"
    notes = () if then == Then(data=False, tool=False) else (_since(facts),)
    return Report(title, lambda: document, lambda: (table,), "Differences", notes), not found


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


LEGAL: Final = frozenset({
    "Also", "Gap since", "Gap since: how known", "Gap until", "CAS number", "status", "regime",
    "list", "controlled since", "since: how known", "citation", "basis", "expires", "scope", "act",
})  # fmt: skip


def restated(book: Book, again: Book, record: Record, tool: str) -> tuple[Report, bool]:
    """The rows that today's record answers otherwise, as a report, and whether there are none."""
    said, fresh = read(book), read(again)
    was, now = (
        rows_by_id(one.sheets[GAPS])[0] if GAPS in one.sheets else {} for one in (book, again)
    )
    rows: list[tuple[Cell, ...]] = []
    for name in sorted(said.rows.keys() | fresh.rows.keys()):
        old, new = was.get(name, {}), now.get(name, {})
        if said.rows.get(name) == fresh.rows.get(name):
            continue
        answer = "otherwise" if name in said.rows and name in fresh.rows else None
        answer = answer or ("no row now" if name in said.rows else "a new row")
        shown = new or old
        rows.append((name, shown.get("Substance"), answer, old.get("Gap"), new.get("Gap"),
                     "; ".join(_changed(old, new)) if old and new else None))  # fmt: skip
    document = {
        "schema": "cs-registry/restate/1",
        **_facts(said, record, tool),
        "rows": [dict(zip(("gap", "name", "answer", "was", "is", "what"), row, strict=True))
                 for row in rows],
    }  # fmt: skip
    table = Table(
        "Rows",
        f"Rows of this report that today's record answers otherwise: {len(rows)} "
        f"of {len(said.rows)}",
        (
            Column("gap", "Gap id", width=30),
            Column("name", "Substance", width=28, brief=True),
            Column("answer", "Today", width=12, brief=True),
            Column("was", "Gap then", width=16, brief=True),
            Column("is", "Gap now", width=16, brief=True),
            Column("what", "What else differs", width=60, brief=True),
        ),
        tuple(rows),
    )
    title = f"Restated: {said.text('Command')}"
    notes = (_since(_facts(said, record, tool)),)
    return Report(title, lambda: document, lambda: (table,), "Rows", notes), not rows


def _changed(old: Row, new: Row) -> Iterator[str]:
    for title, value in new.items():
        kind = title if title in LEGAL else title.partition(" ")[2]
        if kind in LEGAL and old.get(title) != value:
            yield f"{title}: {old.get(title)} → {value}"
