"""The sheet that people sign: the rows of a gap report with the reviewer's columns.

A row whose legal content is unchanged keeps what the reviewer wrote; another keeps it too, but says
"changed since sign-off" until the decision is changed or "confirmed" is written. Rows that are gaps
no longer follow below, then rows that the reviewer added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.engine.gap_kinds import ALIGNED
from registry.engine.gaps import Gaps, Pair, gap_kind
from registry.engine.signoff import FORM, RowHashes, gap_id, in_form
from registry.report.cells import digest
from registry.report.columns.gaps import ON_PAPER, gap_table
from registry.report.table import Cell, Table, parts
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
    cell_column,
)

if TYPE_CHECKING:
    from registry.engine.view import View
    from registry.report.workbook.previous import PreviousReport, SignOffRow

Cells = dict[str, Cell]


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
    own = tuple(
        cell_column(key, heading, width=20, entry=True)
        for key, heading in (previous.headings if previous else {}).items()
    )
    review = (SINCE, SIGN_OFF, *ENTRIES, *own, KEPT)
    ours = [column._replace(get=cell_column(column.key, "").get) for column in base.parts]
    printed = len(parts(base.columns[:ON_PAPER]))
    columns = (*ours[:printed], *review, *ours[printed:], *MARKS)
    sealed = [column.key for column in columns if not column.entry and column.key not in UNSEALED]
    rows = _ReviewRows(view, gaps, form, previous).of(base)
    return base._replace(
        columns=columns,
        rows=[row | {"cells": digest([row.get(key) for key in sealed])} for row in rows],
        notes=(),
        on_paper=printed + len(review),
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
            yield cells | self._beside(hashes, cells)
        if self.previous:
            pair = Pair(self.view, self.gaps.a, self.gaps.b)
            standing = {gap_id(self.gaps, gap) for gap in self.gaps.rows}
            for name, row in self.previous.rows.items():
                if name not in standing and (row.open or row.has_words):
                    yield self._closed(self.previous, pair, row, set(keys))
            for row in self.previous.own:
                yield {**row.cells, **row.words, SINCE.key: OWN_ROW}

    def _beside(self, hashes: RowHashes, cells: Cells) -> Cells:
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
        return {
            **row.words,
            SINCE.key: self._since(self.previous, hashes, row),
            "previous_hash": self._moved(self.previous, row.hash),
            **(marks if row.has_words else {}),
            KEPT.key: _remembered(row, cells, self.previous.titles),
        }

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
            if key not in {*keys, SINCE.key, "previous_hash"} and cell
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


_VOLATILE: Final = frozenset({SINCE.key, "previous_hash", "row_hash"})


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
