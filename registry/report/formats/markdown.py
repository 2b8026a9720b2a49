"""A report as Markdown tables, for comments and notes; nothing in a cell can act as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from registry.report.table import Cell, Report, Table

ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(report: Report) -> bytes:
    """Every table under its title, notes below."""
    lines = [f"# {_text(report.title)}", ""]
    for table in report.tables():
        lines += [*_table(table), ""]
    lines += [f"{_text(note)}  " for note in report.notes]
    return ("\n".join(lines).rstrip() + "\n").encode()


def _table(table: Table) -> Iterator[str]:
    yield f"## {_text(table.title)}"
    yield ""
    if table.rows:
        yield "| " + " | ".join(_text(column.title) for column in table.parts) + " |"
        yield "|" + "|".join(_rule(column.kind) for column in table.parts) + "|"
        for row in table.cells:
            yield "| " + " | ".join(_text(cell) for cell in row) + " |"
    else:
        yield "No rows."
    for note in table.notes:
        yield ""
        yield f"*{_text(note)}*"


def _rule(kind: str) -> str:
    return "---:" if kind == "number" else "---"


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return ACTIVE.sub(r"\\\1", str(cell)).replace("\n", " ")
