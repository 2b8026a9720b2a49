"""CPU and memory of a gap workbook beside the writers that people would use instead.

Run with ``make bench``. Every measurement is a process of its own, so that its peak memory (VmHWM)
is its own; each round starts each contender once, and a figure is the median of the rounds.
"""

from __future__ import annotations

import io
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Final

from registry.report.table import Cell, Column, Report, Table

ROUNDS: Final = 3
ROWS: Final = 10_000
MANY: Final = 100_000
MOST_TIMES_PLAIN: Final = 1.2  # our CPU against openpyxl with the same cells and styles
MOST_GROWTH: Final = 1.4  # our peak memory at ten times the rows
KINDS: Final = {4: "date", 9: "date", 12: "number"}
COLUMNS: Final = tuple(
    Column(f"c{at}", f"Column {at}", itemgetter(at), KINDS.get(at, "text"), 16)  # type: ignore[arg-type]
    for at in range(15)
)
WHY: Final = "US: drug control on schedule-1 (named) since 2020-05-18; PRC: not listed."


class Rows(Sequence[tuple[Cell, ...]]):
    """Rows that are made when they are asked for, as many as wanted."""

    def __init__(self, length: int) -> None:
        self.length = length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, at: int) -> tuple[Cell, ...]:  # type: ignore[override]
        if at >= self.length:
            raise IndexError(at)
        return (
            f"Substance {at}", f"物质{at}", f"{at:07d}-00-0", "US only", date(2020, 1, 1), "exact",
            "controlled", "drug", "schedule-1", date(2021, 2, 2), "85 FR 21320", "not-listed", at,
            WHY, f"us:cn:{at}",
        )  # fmt: skip

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return (self[at] for at in range(self.length))


def ours(count: int) -> bytes:
    """The workbook as the registry writes it: a table, heights, links, fills, styles."""
    from registry.report.workbook.excel import render

    table = Table("Gaps", "Gaps", COLUMNS, Rows(count))
    return render(Report("Gaps", dict, lambda: (table,), "Gaps"))


def openpyxl(count: int) -> bytes:
    """The same cells with one named style each, written by plain openpyxl."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, NamedStyle

    book = Workbook()
    style = NamedStyle(
        "Cell", font=Font(name="Arial", size=10), alignment=Alignment(wrap_text=True)
    )
    book.add_named_style(style)
    sheet = book.worksheets[0]
    sheet.append([column.title for column in COLUMNS])
    for number, row in enumerate(Rows(count), 2):
        for at, value in enumerate(row, 1):
            cell = sheet.cell(number, at, value)
            cell.style = "Cell"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsxwriter(count: int) -> bytes:
    """The same cells, written by XlsxWriter row by row."""
    import xlsxwriter as writer

    out = io.BytesIO()
    book = writer.Workbook(out, {"constant_memory": True})
    plain = book.add_format({"font_name": "Arial", "font_size": 10, "text_wrap": True})
    day = book.add_format({"font_name": "Arial", "font_size": 10, "num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Gaps")
    sheet.write_row(0, 0, [column.title for column in COLUMNS])
    for number, row in enumerate(Rows(count), 1):
        for at, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, at, value, day)
            else:
                sheet.write(number, at, value, plain)
    book.close()
    return out.getvalue()


CONTENDERS: Final[dict[str, Callable[[int], bytes]]] = {
    "ours": ours,
    "openpyxl": openpyxl,
    "xlsxwriter": xlsxwriter,
}


def peak() -> float:
    """The peak memory of this process in MiB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def measured(name: str, count: int) -> dict[str, float]:
    """CPU seconds, peak MiB and megabytes of one contender in a process of its own."""
    command = [sys.executable, __file__, name, str(count)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> bool:
    """Print the figures; whether ours keep their limits."""
    rounds = [{name: measured(name, ROWS) for name in CONTENDERS} for _ in range(ROUNDS)]
    print(f"gap workbook, {ROWS:,} rows of {len(COLUMNS)} cells, {ROUNDS} rounds")
    cpu = {
        name: statistics.median(one[name]["cpu"] / one["openpyxl"]["cpu"] for one in rounds)
        for name in CONTENDERS
    }
    for name in CONTENDERS:
        seconds = statistics.median(one[name]["cpu"] for one in rounds)
        memory = statistics.median(one[name]["peak"] for one in rounds)
        print(f"  {name:10} {seconds:5.2f} s  {cpu[name]:5.2f} x openpyxl  {memory:4.0f} MiB")
    few, many = (measured("ours", count) for count in (ROWS, MANY))
    growth = many["peak"] / few["peak"]
    print(
        f"  ours at {MANY:,} rows: {many['cpu']:.1f} s, {many['peak']:.0f} MiB, "
        f"{growth:.2f} x the memory of {ROWS:,}"
    )
    return cpu["ours"] <= MOST_TIMES_PLAIN and growth <= MOST_GROWTH


if __name__ == "__main__":
    if len(sys.argv) == 3:
        began = time.process_time()
        made = CONTENDERS[sys.argv[1]](int(sys.argv[2]))
        spent = time.process_time() - began
        print(json.dumps({"cpu": spent, "peak": peak(), "size": len(made) / 1e6}))
        sys.exit(0)
    sys.exit(0 if main() else 1)
