"""What a check is: a short function with a code; its docstring explains it and gives the remedy."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from registry.audit.check.sheets import CsvSheet, Sheets
from registry.chemistry.grounds import Rules
from registry.chemistry.memo import Memo
from registry.engine.listing import Timeline
from registry.engine.view import View
from registry.law.catalogue import Check, Complaint, enter, finding
from registry.law.finding import Finding
from registry.law.layout import FileKind
from registry.law.record import Record
from registry.law.sources import Files, OnDisk, line_of

__all__ = ["Complaint", "Context", "check", "complaints"]


class Context(NamedTuple):
    """What a check may look at. ``today`` is passed in: no check reads the clock.

    ``view`` holds the lines and the texts, not the verdicts of the class rules; ``files`` are the
    sources and the tables, ``folder`` is all that stands beside them (empty for a revision).
    ``rules`` gives the class texts with their rules, those that can be read; ``tables`` the tables
    kept by hand; ``memo`` is what RDKit has answered before: an empty one has everything computed.
    """

    record: Record
    view: View
    files: Files
    folder: Mapping[str, OnDisk]
    today: date
    rules: Callable[[], Rules]
    tables: Callable[[], Sheets]
    memo: Memo

    @property
    def timeline(self) -> Timeline:
        """The fold of all acts."""
        return self.view.timeline

    def sheets(self, *kinds: FileKind) -> Iterator[CsvSheet]:
        """The tables of these kinds, kind by kind."""
        for kind in kinds:
            yield from self.tables()[kind]


Finder = Callable[[Context], Iterator[Complaint]]


def check(code: str, severity: str, *, whole: bool = False) -> Callable[[Finder], Finder]:
    """Enter the decorated function in the catalogue; its docstring is its explanation."""

    def entered(find: Finder) -> Finder:
        enter(Check(code, severity, inspect.getdoc(find) or "", whole, find))
        return find

    return entered


def complaints(entry: Check, context: Context) -> Iterator[Finding]:
    """The findings of one check."""
    for complaint in entry.find(context) if entry.find else ():
        line = complaint.line or line_of(context.files, complaint.file, complaint.path)
        yield finding(entry.code, complaint.file, line, complaint.what)
