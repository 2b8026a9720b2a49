"""Law 15: a report made from data A verifies or differs, with a sentence, under any data B.

Run with ``python -m tests.any_data``: for every act of the record, a report that was made before
the act was entered is verified and restated with the whole record.
"""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from registry.cli import workbooks
from registry.cli.workbooks import made_again
from registry.engine.gaps import gaps
from registry.engine.view import View
from registry.law.acts import Act
from registry.law.loading import load
from registry.law.record import Record
from registry.report.cells import Book, Sheet, plain, written
from registry.report.columns import gaps as tables
from registry.report.table import Cell, Report, Table
from registry.report.workbook.evidence import restated, verified
from registry.report.workbook.layout import by_sheet, trimmed

ROOT: Final = Path(__file__).parents[1]
Cells = tuple[Cell, ...]


def pair_of(act: Act) -> tuple[str, str]:
    """The two jurisdictions of a report that the act may change."""
    place = act.id.partition("/")[0]
    return ("us", "cn") if place in {"us", "cn"} else ("us", place)


def day_of(act: Act) -> date:
    """The day on which the act was published, else the first of its effect."""
    day = act.published or act.day
    assert day is not None
    return day.day


def without(record: Record, name: str) -> Record:
    """The record as it was before an act was entered."""
    acts = {other: act for other, act in record.acts.items() if other != name}
    return record._replace(acts=acts, digest=f"sha256:without {name}")


def report_of(record: Record, pair: tuple[str, str], on: date) -> Report:
    """The gap workbook of a day."""
    view = View(record)
    found = gaps(view, *pair, on)
    made = workbooks.sheets(view, found, None, aligned=False)
    return Report(tables.title(view, found), dict, lambda: made, main="Gaps")


def read_back(report: Report) -> Book:
    """What a reader of the report's file finds, without the file."""
    sheets = {}
    for name, group in by_sheet(report.tables()).items():
        numbered = {
            number: row
            for number, row in enumerate(map(trimmed, _rows(group, report.title)), 1)
            if row
        }
        sheets[name] = Sheet(name, tuple(numbered.values()), tuple(numbered))
    return Book(sheets)


def _rows(group: Sequence[Table], title: str) -> Iterator[Cells]:
    """The rows of a sheet from the top down, blank ones too."""
    several = group[0].sheet is not None
    if several:
        yield (written(title),)
    for table in group:
        if several:
            yield from ((), (written(table.title),))
        yield tuple(written(column.title) for column in table.parts)
        yield from (tuple(plain(written(cell)) for cell in row) for row in table.cells)
        if not table.rows:
            yield ()
        if several:
            yield from ((written(note),) for note in table.below)


def told(book: Book, record: Record) -> tuple[int, int]:
    """How many differences verify and restate tell; each must be a sentence with its cause."""
    again = made_again(record, book)
    counts = []
    for check in (verified, restated):
        report, same = check(book, again, record, workbooks.TOOL)
        (table,) = report.tables()
        assert same == (not table.rows)
        assert report.title
        assert report.notes, "the data have changed, and no note says so"
        assert all(any(cell is not None for cell in row) for row in table.cells)
        counts.append(len(table.rows))
    return counts[0], counts[1]


def main() -> int:
    """Try every act; exit 1 if any case ends in an exception."""
    record = load(ROOT)
    outcomes: Counter[str] = Counter()
    for name, act in record.acts.items():
        try:
            book = read_back(report_of(without(record, name), pair_of(act), day_of(act)))
            cells, rows = told(book, record)
            outcomes["cells differ" if cells else "identical"] += 1
            outcomes["rows restated"] += bool(rows)
        except Exception:  # noqa: BLE001 (whatever it is, it is named and counted)
            outcomes["failed"] += 1
            print(f"{name}: {traceback.format_exc(limit=-3)}", file=sys.stderr)
    print(f"{len(record.acts)} acts: {dict(outcomes)}")
    return 1 if outcomes["failed"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
