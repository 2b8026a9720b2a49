"""What a check is: a short function with a code; its docstring explains it and gives the remedy."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from registry.finding import SEVERITIES, Finding, locate
from registry.grounds import Rules
from registry.listing import Timeline
from registry.memo import Memo
from registry.record import Record
from registry.view import View


class Context(NamedTuple):
    """What a check may look at. ``today`` is passed in: no check reads the clock.

    ``view`` holds the lines and the texts, not the verdicts of the class rules; ``rules`` gives the
    class texts with their rules, those that can be read; ``memo`` is what RDKit has answered
    before: an empty one has everything computed.
    """

    record: Record
    view: View
    files: dict[str, bytes]
    root: Path
    today: date
    rules: Callable[[], Rules]
    memo: Memo

    @property
    def timeline(self) -> Timeline:
        """The fold of all acts."""
        return self.view.timeline


class Complaint(NamedTuple):
    """What is wrong and where: at ``path`` of a TOML file, or on ``line`` of any file."""

    file: str
    what: str
    path: tuple[str | int, ...] = ()
    line: int | None = None


Finder = Callable[[Context], Iterator[Complaint]]


class Check(NamedTuple):
    """One entry of the catalogue; ``find`` is ``None`` where reading the files finds it already.

    ``whole``: the check judges the record as a whole, so it waits until every file can be read.
    """

    code: str
    severity: str
    text: str
    whole: bool = False
    find: Finder | None = None

    @property
    def title(self) -> str:
        """The first line of the explanation."""
        return self.text.partition("\n")[0]

    @property
    def can_be_excused(self) -> bool:
        """Whether the exception list may name it: not what is unreadable, generated or a note."""
        return bool(self.find) and self.severity != "note" and not self.code.startswith("GEN")

    @property
    def remedy(self) -> str:
        """What to do: the last paragraph of the explanation, without its label."""
        last = self.text.rpartition("\n\n")[2]
        return " ".join(last.removeprefix("Remedy:").split())


ENTRIES: dict[str, Check] = {}


def check(code: str, severity: str, *, whole: bool = False) -> Callable[[Finder], Finder]:
    """Enter the decorated function in the catalogue; its docstring is its explanation."""

    def enter(find: Finder) -> Finder:
        _enter(Check(code, severity, inspect.getdoc(find) or "", whole, find))
        return find

    return enter


def described(code: str, text: str, severity: str = "error") -> None:
    """Enter what is found outside a check, by reading, so that it is explained like the others."""
    _enter(Check(code, severity, inspect.cleandoc(text)))


def _enter(one: Check) -> None:
    if one.code in ENTRIES or one.severity not in SEVERITIES:
        raise AssertionError(f"{one.code} stands twice or has no severity")
    ENTRIES[one.code] = one


def complaints(one: Check, context: Context) -> Iterator[Finding]:
    """The findings of one check."""
    for complaint in one.find(context) if one.find else ():
        line = complaint.line or _line(context, complaint)
        yield Finding(one.code, one.severity, complaint.file, line, complaint.what, one.remedy)


def _line(context: Context, complaint: Complaint) -> int:
    data = context.files.get(complaint.file, b"")
    return locate(data.decode("utf-8-sig"), complaint.path) if data and complaint.path else 1
