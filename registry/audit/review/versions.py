"""The two versions that a review compares, working tree and base: files, record, declarations.

An id that nothing defines is an error wherever it stands. Where it decides nothing of the law (in a
source document, in a proposal) it holds back no comparison.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from registry.audit.review.corrections import Declaration
from registry.audit.review.fields import as_text
from registry.law import layout, loading
from registry.law.finding import DataError, Finding
from registry.law.reading import Reader
from registry.law.record import Record
from registry.law.references import dangling
from registry.law.sources import File, Files, line_of, text_of


class Version(NamedTuple):
    """The data of one version: its sources, the tables beside them, and its record.

    The verdicts of the class rules are both: the record reads them, and ``build`` writes them.
    ``findings`` are about what could not be read; ``blocking`` those that stop a comparison.
    """

    sources: Files
    tables: Files
    record: Record
    findings: list[Finding]
    blocking: list[Finding]

    @property
    def is_whole(self) -> bool:
        """Whether everything could be read."""
        return not self.findings

    def skipped(self) -> list[str]:
        """What the comparison passes over, in sentences."""
        if self.is_whole:
            return []
        files = sorted({finding.file for finding in self.findings})
        verb = "names" if len(files) == 1 else "name"
        return [
            f"{', '.join(files)} {verb} ids that nothing defines, which decide nothing of the law.",
            "The checks that need every id wait until they are mended.",
        ]

    def toml(self, file: str) -> dict[str, Any] | None:
        """What a source says; nothing where it is missing or cannot be read."""
        return Reader(self.sources).toml(file) if file in self.sources else None


def version(files: Files) -> Version:
    """The version that these files of a folder or a revision hold."""
    tables = {name: _lines(data) for name, data in files.items() if layout.is_table(name)}
    beside = tables.keys() - {layout.COVERAGE}
    sources = {name: data for name, data in files.items() if name not in beside}
    try:
        return Version(sources, tables, loading.load_files(sources), [], [])
    except DataError:
        record, findings = loading.read(sources)
    idle = {(each.code, each.file, each.what) for each in dangling(record) if not each.decides}
    blocking = [each for each in findings if (each.code, each.file, each.what) not in idle]
    return Version(sources, tables, record, findings, blocking)


def _lines(data: File) -> File:
    """A table without what a checkout may change: line ends and the byte order mark."""
    if not isinstance(data, bytes):
        return data
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


def differing(old: Version, new: Version) -> set[str]:
    """The files whose bytes differ; line ends of tables do not count."""
    before, after = ({**side.sources, **side.tables} for side in (old, new))
    return {file for file in {*before, *after} if before.get(file) != after.get(file)}


def differing_tables(old: Version, new: Version) -> set[str]:
    """The CSV files that say something else."""
    names = {*old.tables, *new.tables}
    return {name for name in names if old.tables.get(name) != new.tables.get(name)}


def differing_others(old: Version, new: Version, known: set[str]) -> set[str]:
    """The sources that are no part of the record and say something else than before."""
    names = {*old.sources, *new.sources} - known - {layout.COVERAGE}
    return {name for name in names if old.toml(name) != new.toml(name)}


# declared corrections


def fresh_declarations(old: Version, new: Version) -> tuple[list[Declaration], list[Declaration]]:
    """The declarations that only the new version holds, and those that only the old one held."""
    before, after = list(_declared(old)), list(_declared(new))
    both = old.sources.keys() & new.sources.keys()
    return _only(after, before, both), _only(before, after, both)


def _declared(version: Version) -> Iterator[Declaration]:
    """Every ``[[correction]]`` of the sources; most files hold none and are not parsed again."""
    for file, data in version.sources.items():
        is_read = file not in {layout.COVERAGE, layout.EXCEPTIONS}
        if is_read and "correction" in text_of(data):
            content = version.toml(file) or {}
            yield from _declarations(version.sources, file, (), content)
            for name, table in content.items():
                if isinstance(table, dict):
                    yield from _declarations(version.sources, file, (name,), table)


def _declarations(
    files: Files, file: str, path: layout.FieldPath, table: dict[str, Any]
) -> Iterator[Declaration]:
    for number, written in enumerate(table.get("correction", ())):
        line = line_of(files, file, (*path, "correction", number))
        old, new = (as_text(written[side]) or "" for side in ("old", "new"))
        yield Declaration(file, written["field"], old, new, written["reason"], line)


def _only(those: list[Declaration], others: list[Declaration], both: set[str]) -> list[Declaration]:
    """The declarations that only ``those`` hold; under another name a file is still the same."""

    def bare(declaration: Declaration) -> Declaration:
        file = declaration.file
        return declaration._replace(line=0, file=file if file in both else "")

    left = Counter(map(bare, others))
    left.subtract(Counter(map(bare, those)))
    only = []
    for declaration in those:
        if left[bare(declaration)] < 0:
            left[bare(declaration)] += 1
            only.append(declaration)
    return only
