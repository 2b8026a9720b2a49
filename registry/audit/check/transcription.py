"""Rows of our sources: each ends in an act of ours, or is left out with a reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from registry.audit.check.catalogue import Complaint, Context, check
from registry.audit.check.sheets import CsvRow, CsvSheet
from registry.law import layout
from registry.law.acts import Key, key_of, landing

SHOWN: Final = 5
NUMBER: Final = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)


@check("REC104", "error")
def no_reason(context: Context) -> Iterator[Complaint]:
    """A row of a source was left out without a reason.

    untranscribed.csv holds the rows of our sources that are not acts. Each says why: that is the
    difference between what was decided and what was forgotten.

    Remedy: Write the reason, or transcribe the row.
    """
    for sheet in context.sheets(layout.UNTRANSCRIBED):
        for row in sheet.rows:
            if not row.cells["reason"].strip():
                what = f'"{row.cells["name"]}" of {row.cells["table"]} has no reason.'
                yield Complaint(sheet.file, what, line=row.line)


@check("REC107", "error", whole=True)
def row_without_act(context: Context) -> Iterator[Complaint]:
    """A row of a source is said to end in an act that is not there or does not touch its line.

    transcribed.csv says for every row of our source tables which act records it, and which line
    the act touches there (empty: the act as a whole). So a row can be followed to its act, and an
    act cannot vanish or lose a line unseen.

    Remedy: Name the act that records the row, or put the row into untranscribed.csv with a reason.
    """
    touched = _touched(context)
    for sheet in context.sheets(layout.TRANSCRIBED):
        for row in sheet.rows:
            if what := _astray(row, touched):
                yield Complaint(sheet.file, what, line=row.line)


@check("REC108", "error")
def row_not_accounted(context: Context) -> Iterator[Complaint]:
    """The rows of a source table do not add up.

    The rows of a table are numbered from 1. Each stands either in transcribed.csv or in
    untranscribed.csv, and none is missing in between.

    Remedy: Find the row in the source and say where it ends.
    """
    left_out = {sheet.names: sheet for sheet in context.sheets(layout.UNTRANSCRIBED)}
    for sheet in context.sheets(layout.TRANSCRIBED):
        other = left_out.get(sheet.names)
        for line, what in _unsummed(sheet, other.rows if other else ()):
            yield Complaint(sheet.file, what, line=line)


def _touched(context: Context) -> dict[str, set[Key]]:
    """The lines that each act touches: where a step acts, where it lands, what it answers."""
    acts = context.record.acts
    own = {
        act.id: {key for step in act.steps for key in (key_of(act, step), landing(act, step))}
        for act in acts.values()
    }
    return {
        name: keys.union(*(own.get(answered, set()) for answered in acts[name].answers))
        for name, keys in own.items()
    }


def _astray(row: CsvRow, touched: dict[str, set[Key]]) -> str | None:
    """Why a row does not end where it is said to end, or ``None``."""
    cells = row.cells
    source = f"CsvRow {cells['row']} of {cells['table']}"
    if cells["act"] not in touched:
        return f'{source}: there is no act "{cells["act"]}".'
    if not cells["schedule"] and not cells["line"]:
        return None
    key = Key(cells["act"].split("/")[0], cells["schedule"], cells["line"])
    if key not in touched[cells["act"]]:
        return f"{source}: {cells['act']} does not touch {key.local}."
    return None


def _unsummed(sheet: CsvSheet, left_out: tuple[CsvRow, ...]) -> Iterator[tuple[int, str]]:
    """What is wrong with the numbers of each table's rows, and on which line."""
    kept, apart = _numbered(sheet.rows), _numbered(left_out)
    for row in sheet.rows:
        if not NUMBER.fullmatch(row.cells["row"]):
            yield row.line, f'"{row.cells["row"]}" is no row; rows are numbered from 1.'
    for table, rows in kept.items():
        for number in sorted(rows.keys() & apart[table].keys()):
            yield rows[number], f"CsvRow {number} of {table} stands in untranscribed.csv too."
        known = rows.keys() | apart[table].keys()
        missing = sorted(set(range(1, max(known) + 1)) - known)
        if missing:
            shown = ", ".join(str(number) for number in missing[:SHOWN])
            more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
            yield 1, f"Of {table}, nothing says where row {shown}{more} ends."


def _numbered(rows: tuple[CsvRow, ...]) -> dict[str, dict[int, int]]:
    """By table, the rows that have a number, and on which line each stands first."""
    tables: dict[str, dict[int, int]] = defaultdict(dict)
    for row in rows:
        if NUMBER.fullmatch(row.cells["row"]):
            tables[row.cells["table"]].setdefault(int(row.cells["row"]), row.line)
    return tables
