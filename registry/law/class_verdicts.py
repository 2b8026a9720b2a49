"""``schedules/classes/coverage.csv``: the verdicts of the class rules, one row each.

``build`` computes them with RDKit and writes the file; everybody else reads it. Standard library
only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from registry.law import csvfile
from registry.law.record import ClassText, Judged, Record
from registry.law.sources import File, UnreadableError

VERDICTS: Final = ("in", "in-but-listed", "review", "out", "not-judged")


class Row(NamedTuple):
    """The verdict of one text on one substance.

    ``clauses`` are those that apply; ``basis`` is what the verdict rests on (the rule, a name in
    the text, the reference compound); ``since`` is set where it holds only from a later day on, in
    place of the row before.
    """

    class_id: str
    text: date
    substance: str
    family: str
    verdict: str
    clauses: str
    reading: str
    basis: str
    since: date | None
    reason: str


COLUMNS: Final = (
    "class", "text", "substance", "family", "verdict", "clauses", "reading", "basis", "since",
    "reason",
)  # fmt: skip


def write(rows: Iterable[Row]) -> bytes:
    """The file, sorted by class, text, substance and day."""
    return csvfile.written(COLUMNS, list[Row](sorted(rows, key=_place)))


def _place(row: Row) -> tuple[str, date, str, date]:
    return row.class_id, row.text, row.substance, row.since or row.text


def read(data: File) -> list[Row]:
    """The rows of the file; ``UnreadableError`` at the first that cannot be read."""
    return [_row(line.first, line.cells) for line in csvfile.rows(data, COLUMNS)]


def _row(line: int, cells: list[str]) -> Row:
    name, text, substance, family, verdict, clauses, reading, basis, since, reason = cells
    if verdict not in VERDICTS:
        raise UnreadableError(line, f'"{verdict}" is no verdict; known are {", ".join(VERDICTS)}')
    try:
        first, later = date.fromisoformat(text), date.fromisoformat(since) if since else None
    except ValueError as error:
        raise UnreadableError(line, f"a day is written YYYY-MM-DD: {error}") from error
    return Row(name, first, substance, family, verdict, clauses, reading, basis, later, reason)


def joined(record: Record, rows: Iterable[Row]) -> Record:
    """The record with what the everyday commands need of the verdicts.

    An ``out`` counts only in the families that the text speaks of: elsewhere it says nothing new.
    """
    by_text: dict[tuple[str, date], dict[str, list[Judged]]] = {}
    for row in sorted(rows, key=_place):
        of_text = by_text.setdefault((row.class_id, row.text), {})
        of_text.setdefault(row.substance, []).append(Judged(row.verdict, row.since, row.reason))
    texts = (
        text._replace(judged=_counting(record, text, by_text.get((text.id, text.since), {})))
        for text in record.classes
    )
    return record._replace(classes=tuple(texts))


def _counting(
    record: Record, text: ClassText, judged: dict[str, list[Judged]]
) -> dict[str, tuple[Judged, ...]]:
    """The verdicts of a text that count, by substance."""
    substances = record.substances
    return {
        name: tuple(verdicts)
        for name, verdicts in judged.items()
        if name in substances
        and (
            substances[name].family in text.families
            or any(judgement.verdict != "out" for judgement in verdicts)
        )
    }
