"""The sheet that people sign: the rows of a gap report with the reviewer's columns.

A row whose legal content is unchanged keeps what the reviewer wrote; another keeps it too, but says
"changed since sign-off" until the decision is changed or "confirmed" is written. Rows that are gaps
no longer follow below, then rows that the reviewer added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.engine.coverage import UNDETERMINED
from registry.engine.gap_kinds import ALIGNED, KINDS, NOT_COMPARED
from registry.engine.gaps import Gap, Gaps, Pair, gap_kind
from registry.engine.signoff import FORM, RowHashes, gap_id, in_form
from registry.report.cells import digest, plain, written
from registry.report.columns.gaps import gap_table
from registry.report.table import Cell, Column, Table, joined
from registry.report.workbook.manifest import UNSEALED
from registry.report.workbook.review_columns import (
    CHANGED,
    CLOSED,
    CLOSED_ALIGNED,
    CLOSED_BY_NEITHER,
    CLOSED_EARLIER,
    CLOSED_NOW,
    CLOSED_UNKNOWN,
    ENTRIES,
    KEPT,
    MARKS,
    NEW,
    OWN_ROW,
    RENAMED,
    SIGN_OFF,
    SIGNED_CHANGED,
    SINCE,
    STANDS,
    UNCHANGED,
    WHAT_CHANGED,
    cell_column,
)
from registry.report.workbook.what_differs import in_short

if TYPE_CHECKING:
    from registry.engine.view import View
    from registry.report.workbook.previous import PreviousReport, SignOffRow

Cells = dict[str, Cell]
COUNTED_APART: Final = frozenset({NOT_COMPARED, UNDETERMINED})
ONE_SIDED: Final = frozenset({"only-a", "only-b"})
# The columns left of the reviewer's, with their widths: one line of paper holds them all.
FIRST: Final = {
    "name": 26, "family": 18, "name_zh": 18, "cas": 13, "kind": 14, "gap_since": 12,
    "gap_since_qualifier": 11, "why": 50,
}  # fmt: skip


class Since(NamedTuple):
    """How the rows compare with the last report's."""

    new: int
    changed: int
    unchanged: int
    closed: int


def review_table(view: View, gaps: Gaps, form: int, previous: PreviousReport | None) -> Table:
    """The gap table with the reviewer's columns beside, closed rows and his own rows below.

    Its rows are cells by column key; their hashes are of ``form``.
    """
    base = gap_table(view, gaps)
    ours = {
        column.key: column._replace(get=cell_column(column.key, "").get) for column in base.parts
    }
    first = [ours.pop(key)._replace(width=width) for key, width in FIRST.items()]
    review = (SINCE, WHAT_CHANGED, SIGN_OFF, *ENTRIES)
    taken = (*first, *review, KEPT, *ours.values(), *MARKS)
    own = _own_columns(previous.headings if previous else {}, taken)
    columns = (*first, *review, *own, KEPT, *ours.values(), *MARKS)
    sealed = [column.key for column in columns if not column.entry and column.key not in UNSEALED]
    rows = _ReviewRows(view, gaps, form, previous).of(base)
    return base._replace(
        columns=columns,
        rows=[row | {"cells": digest([row.get(key) for key in sealed])} for row in rows],
        notes=(),
        on_paper=len(first) + len(review),
        page_by="family",
    )


def _own_columns(headings: dict[str, str], taken: Sequence[Column]) -> Iterator[Column]:
    """The reviewer's own columns, under headings that no column of ours has."""
    titles = {column.title.casefold() for column in taken}
    for key, heading in headings.items():
        title, number = heading, 2
        while title.casefold() in titles:
            title, number = f"{heading} ({number})", number + 1
        titles.add(title.casefold())
        yield cell_column(key, title, width=20, entry=True)


def by_family(rows: Iterable[Gap]) -> tuple[Gap, ...]:
    """By family; in it what one side alone controls first, what is counted apart last."""
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                row.substance.family,
                row.kind in COUNTED_APART,
                row.kind not in ONE_SIDED,
                KINDS.index(row.kind),
                row.substance.id,
            ),
        )
    )


class _ReviewRows(NamedTuple):
    """The rows of the sheet: those that stand, closed ones, the reviewer's own."""

    view: View
    gaps: Gaps
    form: int
    previous: PreviousReport | None

    def of(self, base: Table) -> Iterator[Cells]:
        """All of them as cells by key."""
        keys = [column.key for column in base.parts]
        for gap, values in zip(self.gaps.rows, base.cells, strict=True):
            cells = dict(zip(keys, values, strict=True))
            hashes = RowHashes(gap, {FORM: str(cells["row_hash"])})
            cells["row_hash"] = hashes.of(self.form)
            yield cells | self._beside(hashes, cells, base.parts)
        if self.previous:
            pair = Pair(self.view, self.gaps.a, self.gaps.b)
            standing = {gap_id(self.gaps, gap) for gap in self.gaps.rows}
            for name, row in self.previous.rows.items():
                if name not in standing and (row.open or row.has_words):
                    yield self._closed(self.previous, pair, row, set(keys))
            for row in self.previous.own:
                yield {**row.cells, **row.words, SINCE.key: OWN_ROW}

    def _beside(self, hashes: RowHashes, cells: Cells, columns: Sequence[Column]) -> Cells:
        """The reviewer's cells beside a row that stands."""
        if self.previous is None:
            return {}
        row = self.previous.rows.get(str(cells["gap_id"]))
        if row is None:
            return {SINCE.key: NEW}
        signed = hashes.match(row.signed, self.previous.form)
        marks: Cells = {
            SIGN_OFF.key: STANDS if signed else SIGNED_CHANGED,
            "signed_hash": self._moved(self.previous, row.signed),
            "signed_decision": row.words.get("decision"),
        }
        since = self._since(self.previous, hashes, row)
        return {
            **row.words,
            SINCE.key: since,
            WHAT_CHANGED.key: self._what_changed(row, cells, columns, since, signed=signed),
            "previous_hash": self._moved(self.previous, row.hash),
            **(marks if row.has_words else {}),
            KEPT.key: _remembered(row, cells, self.previous.titles),
        }

    def _what_changed(
        self, row: SignOffRow, cells: Cells, columns: Sequence[Column], since: str, *, signed: bool
    ) -> Cell:
        """What differs from the last report, after what had changed since the signature before."""
        previous = self.previous
        if previous is not None and previous.what_changed is not None:
            return previous.what_changed.get(str(row.id))
        texts: list[Cell] = []
        if row.has_words and not signed and row.signed != row.hash:
            texts.append(row.cells.get(WHAT_CHANGED.key))
        if since == CHANGED:
            now = {key: plain(written(cell)) for key, cell in cells.items()}
            texts.append(in_short(row.cells, now, columns))
        return joined(str(text) for text in texts if text)

    def _since(self, previous: PreviousReport, hashes: RowHashes, row: SignOffRow) -> str:
        if not row.open:
            return NEW
        if not hashes.match(row.hash, previous.form):
            return CHANGED
        named, _, _ = str(row.hash).rpartition(":")
        since = int(named) if named else previous.form
        return RENAMED if hashes.renamed(self.form, since) else UNCHANGED

    def _moved(self, previous: PreviousReport, mark: str | None) -> str | None:
        """A hash of the previous report as this one writes it."""
        return None if mark is None else in_form(mark, previous.form, self.form)

    def _closed(
        self, previous: PreviousReport, pair: Pair, row: SignOffRow, keys: set[str]
    ) -> Cells:
        """A row of the previous report that is no row of this one, as it was written then."""
        gone = [
            f"{previous.titles.get(key, key)}: {cell}"
            for key, cell in row.cells.items()
            if key not in {*keys, SINCE.key, WHAT_CHANGED.key, "previous_hash"} and cell
        ]
        kept = "\n".join(str(text) for text in (row.words.get(KEPT.key), *gone) if text)
        signed = {"signed_hash": self._moved(previous, row.signed)} if row.has_words else {}
        return {
            **row.cells,
            **row.words,
            KEPT.key: kept or None,
            **signed,
            "previous_hash": self._moved(previous, row.hash),
            SINCE.key: _why_closed(pair, self.gaps, row) if row.open else CLOSED_EARLIER,
        }


def _remembered(row: SignOffRow, now: Cells, titles: dict[str, str]) -> Cell:
    """What the reviewer kept, and what he wrote into cells that are ours."""
    before = row.words.get(KEPT.key)
    if not row.edited:
        return before
    differing = [
        f"{titles.get(key, key)}: {value}"
        for key, value in row.cells.items()
        if str(value) != str(now.get(key)) and not _is_volatile(key, value)
    ]
    new = f"Edited in the last report: {'; '.join(differing)}"
    if not differing or new in str(before):
        return before
    return f"{before}\n{new}" if before else new


def _is_volatile(key: str, value: Cell) -> bool:
    """Whether a cell differs from one report to the next though nobody wrote in it."""
    return key in _VOLATILE or (key == "open_days" and isinstance(value, int))


_VOLATILE: Final = frozenset({SINCE.key, WHAT_CHANGED.key, "previous_hash", "row_hash"})


def _why_closed(pair: Pair, gaps: Gaps, row: SignOffRow) -> str:
    substance = str(row.id).rpartition(":")[2]
    if substance not in pair.view.record.substances:
        return CLOSED_UNKNOWN
    kind = gap_kind(pair, substance, gaps.on)
    if kind is None:
        return CLOSED_BY_NEITHER
    return CLOSED_ALIGNED if kind == ALIGNED else CLOSED


def since_previous(table: Table) -> Since:
    """How many rows are new, changed, unchanged and newly closed."""
    counts = Counter(row.get(SINCE.key) for row in table.rows)
    return Since(
        new=counts[NEW],
        changed=counts[CHANGED],
        unchanged=counts[UNCHANGED] + counts[RENAMED],
        closed=sum(counts[word] for word in CLOSED_NOW),
    )
