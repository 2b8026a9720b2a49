"""The tables of names in ``schedules/names/``: what people write, and what it leads to.

They are read when a name is looked for, not with the record, whose digest covers them. Standard
library only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Final, NamedTuple

from registry.law import csvfile, layout
from registry.law.sources import Files, UnreadableError


class NameRow(NamedTuple):
    """A name of a substance, or of a salt, an ester or an isomer of it; ``cas`` is the form's."""

    substance: str
    kind: str
    name: str
    lang: str
    cas: str
    counterion: str
    source: str
    evidence: str
    note: str

    @property
    def counterions(self) -> tuple[str, ...]:
        """The ids of the counter-ions, hydrates and solvates of a salt."""
        return tuple(filter(None, self.counterion.split(";")))


class Counterion(NamedTuple):
    """An acid, a base, a hydrate or a solvate, with its words; ``formula`` is of the free one."""

    id: str
    kind: str
    names_en: str
    names_zh: str
    formula: str
    source: str

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in both languages."""
        return tuple(word for names in (self.names_en, self.names_zh) for word in names.split("|"))


class Word(NamedTuple):
    """A word for a family, a class, a list, an act or a jurisdiction that is no title of it."""

    kind: str
    of: str
    word: str
    lang: str
    source: str
    evidence: str
    note: str


class DosageForm(NamedTuple):
    """A word of a dosage form, and whether it stands before or behind the name."""

    word: str
    lang: str
    place: str
    source: str


class Without(NamedTuple):
    """A substance for which the sources give no further name, and why."""

    substance: str
    reason: str


class Variants(NamedTuple):
    """A simplified character and the traditional ones that are written for it."""

    simplified: str
    traditional: str


class Reading(NamedTuple):
    """A syllable without its tone, and the common characters that are read so."""

    reading: str
    characters: str


class NameTables(NamedTuple):
    """All tables; without their files they are empty."""

    names: tuple[NameRow, ...] = ()
    counterions: tuple[Counterion, ...] = ()
    words: tuple[Word, ...] = ()
    forms: tuple[DosageForm, ...] = ()
    without: tuple[Without, ...] = ()
    variants: tuple[Variants, ...] = ()
    readings: tuple[Reading, ...] = ()


ROWS: Final[dict[str, type[tuple[str, ...]]]] = {
    "names": NameRow,
    "counterions": Counterion,
    "words": Word,
    "forms": DosageForm,
    "without": Without,
    "variants": Variants,
    "readings": Reading,
}


def read(files: Files) -> NameTables:
    """The tables of ``files``; ``UnreadableError`` at the first row that cannot be read."""
    return NameTables._make(
        tuple(row for _, row in rows(files, table)) for table in NameTables._fields
    )


def rows(files: Files, table: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of one table, each with its line; ``UnreadableError`` where one cannot be read."""
    kind, file = ROWS[table], layout.NAMES.path(table)
    columns: tuple[str, ...] = getattr(kind, "_fields", ())
    if file in files:
        for line in csvfile.rows(files[file], columns):
            yield line.first, kind._make(line.cells)  # type: ignore[attr-defined]


def digest(files: Files) -> str:
    """``sha256:`` and the SHA-256 of all rows as JSON; nothing where there is no row.

    Raises ``UnreadableError`` for the first row that cannot be read.
    """
    tables = {table: held for table, held in read(files)._asdict().items() if held}
    text = json.dumps(tables, sort_keys=True, separators=(",", ":"))
    return "sha256:" + sha256(text.encode("ascii")).hexdigest() if tables else ""


def broken(files: Files) -> Iterator[tuple[str, UnreadableError]]:
    """The tables that cannot be read, each with what is wrong."""
    for table in ROWS:
        try:
            for _ in rows(files, table):
                pass
        except UnreadableError as error:
            yield layout.NAMES.path(table), error
