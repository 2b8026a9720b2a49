"""The two sides of a review: the files of each, what differs between them, what they declare."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from registry.audit.review.declared import Declaration
from registry.law import layout
from registry.law.finding import locate
from registry.law.sources import File, Files, read_files, text_of


class Side(NamedTuple):
    """The data of one side: what the record is read from, and the tables beside it.

    The verdicts of the class rules are both: the record reads them, and ``build`` writes them.
    """

    sources: Files
    tables: Files


def of_folder(root: Path) -> Side:
    """The working tree below the data folder ``root`` as a side."""
    return sorted_out(read_files(root, layout.is_data))


def sorted_out(files: Files) -> Side:
    """The files of a folder or a revision as a side."""
    tables = {name: _lines(data) for name, data in files.items() if layout.is_table(name)}
    beside = tables.keys() - {layout.COVERAGE}
    return Side({name: files[name] for name in files if name not in beside}, tables)


def _lines(data: File) -> File:
    """A table without what a checkout may change: line ends and the byte order mark."""
    if not isinstance(data, bytes):
        return data
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


def differing(old: Side, new: Side) -> set[str]:
    """The files whose bytes differ."""
    before, after = ({**side.sources, **side.tables} for side in (old, new))
    return {file for file in {*before, *after} if before.get(file) != after.get(file)}


def changed_tables(old: Side, new: Side) -> set[str]:
    """The CSV files that say something else; line ends do not count."""
    names = {*old.tables, *new.tables}
    return {name for name in names if old.tables.get(name) != new.tables.get(name)}


def changed_others(old: Side, new: Side, known: set[str]) -> set[str]:
    """The sources that are no part of the record and say something else than before."""
    names = {*old.sources, *new.sources} - known - {layout.COVERAGE}
    return {name for name in names if _parsed(old, name) != _parsed(new, name)}


def _parsed(side: Side, name: str) -> object:
    data = side.sources.get(name)
    return None if data is None else tomllib.loads(text_of(data))


# declared corrections


def fresh_declarations(old: Side, new: Side) -> tuple[list[Declaration], list[Declaration]]:
    """The declarations that only the new side holds, and those that only the old one held."""
    before, after = list(_declared(old)), list(_declared(new))
    return _only(after, before, old, new), _only(before, after, old, new)


def _declared(side: Side) -> Iterator[Declaration]:
    """Every ``[[correction]]`` of the sources; most files hold none and are not parsed again."""
    for file, data in side.sources.items():
        text = text_of(data) if file != layout.COVERAGE else ""
        if "correction" in text:
            yield from _declarations(file, text, tomllib.loads(text), ())


def _declarations(
    file: str, text: str, table: dict[str, Any], path: tuple[str, ...]
) -> Iterator[Declaration]:
    for name, value in table.items():
        if name == "correction" and isinstance(value, list):
            for number, one in enumerate(value):
                line = locate(text, (*path, "correction", number))
                old, new = _text(one["old"]), _text(one["new"])
                yield Declaration(file, one["field"], old, new, one["reason"], line)
        elif isinstance(value, dict) and not path:
            yield from _declarations(file, text, value, (name,))


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _only(
    those: list[Declaration], others: list[Declaration], old: Side, new: Side
) -> list[Declaration]:
    """The declarations that only ``those`` hold; under another name a file is still the same."""

    def bare(one: Declaration) -> Declaration:
        both = one.file in old.sources and one.file in new.sources
        return one._replace(line=0, file=one.file if both else "")

    left = Counter(bare(one) for one in others)
    left.subtract(Counter(bare(one) for one in those))
    found = []
    for one in those:
        if left[bare(one)] < 0:
            left[bare(one)] += 1
            found.append(one)
    return found
