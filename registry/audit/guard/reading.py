"""The records of both sides of a review, read as far as the law can be compared.

An id that nothing defines is an error wherever it stands. Where it decides nothing of the law (in a
source document, in a proposal) it holds back no comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from registry.audit.guard.trees import Side
from registry.law import loading
from registry.law.finding import DataError, Finding
from registry.law.record import Record
from registry.law.references import dangling
from registry.law.sources.git import RevisionError


class Reading(NamedTuple):
    """A record and what could not be read of it; ``blocking`` are those that stop a comparison."""

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
        files = sorted({one.file for one in self.findings})
        verb = "names" if len(files) == 1 else "name"
        return [
            f"{', '.join(files)} {verb} ids that nothing defines, which decide nothing of the law.",
            "The checks that need every id wait until they are mended.",
        ]


def head(side: Side) -> Reading:
    """The record of the working tree."""
    try:
        return Reading(loading.load_files(side.sources), [], [])
    except DataError:
        record, findings = loading.read(side.sources)
        return Reading(record, findings, _blocking(record, findings))


def base(side: Side, name: str) -> Reading:
    """The record of the revision ``name``.

    Raises ``RevisionError`` where its law cannot be compared.
    """
    reading = head(side)
    if reading.blocking:
        count, first = len(reading.findings), reading.findings[0]
        raise RevisionError(
            f'the data of "{name}" cannot be read ({count} findings, the first: {first})'
        )
    return reading


def gone(old: Side, new: Side) -> list[str]:
    """The sources that only the base holds, in sentences: for a comparison that is not made."""
    files = sorted(old.sources.keys() - new.sources.keys())
    return [f"{file} is gone: deleted, or under another name." for file in files]


def _blocking(record: Record, findings: Iterable[Finding]) -> list[Finding]:
    idle = {(one.code, one.file, one.what) for one in dangling(record) if not one.decides}
    return [one for one in findings if (one.code, one.file, one.what) not in idle]
