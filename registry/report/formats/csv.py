"""The rows of a report as CSV, for programs: UTF-8 with a mark, so that Excel shows Chinese."""

from __future__ import annotations

import csv
import io

from registry.report.table import Report


def render(report: Report) -> bytes:
    """The main table: keys as headings, days as YYYY-MM-DD, an empty field for nothing."""
    table = report.rows
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.key for column in table.parts)
    writer.writerows(table.cells)
    return out.getvalue().encode("utf-8-sig")
