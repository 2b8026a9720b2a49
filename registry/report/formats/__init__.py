"""Formats: one registry of them all; ``render(report, name)`` gives the bytes of one."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from registry.report.table import Report

# What a format takes: a report of tables, a report of dated changes, findings, a review.
REPORT: Final = "report"
CALENDAR: Final = "calendar"
FINDINGS: Final = "findings"
REVIEW: Final = "review"


class Format(NamedTuple):
    """The suffixes that pick a format, and what it takes.

    ``binary``: it goes to files alone. ``streams``: its module gives a report in ``pieces``, others
    ``render`` it whole. ``home``: the room of its module.
    """

    suffixes: tuple[str, ...]
    takes: frozenset[str]
    binary: bool = False
    streams: bool = False
    home: str = __name__


FORMATS: Final = {
    "terminal": Format((".txt",), frozenset({REPORT})),
    "text": Format((".txt",), frozenset({FINDINGS, REVIEW})),
    "json": Format((".json",), frozenset({REPORT, FINDINGS, REVIEW}), streams=True),
    "csv": Format((".csv",), frozenset({REPORT})),
    "markdown": Format((".md",), frozenset({REPORT, REVIEW})),
    "excel": Format((".xlsx",), frozenset({REPORT}), binary=True, home="registry.report.workbook"),
    "github": Format((), frozenset({FINDINGS, REVIEW})),
    "sarif": Format((".sarif",), frozenset({FINDINGS, REVIEW})),
    "ics": Format((".ics",), frozenset({CALENDAR})),
}


def names(*contents: str) -> tuple[str, ...]:
    """The formats that take any of ``contents``; the first is the one for a terminal."""
    return tuple(name for name, each in FORMATS.items() if each.takes.intersection(contents))


def by_suffix(suffix: str, *contents: str) -> str | None:
    """The format of ``contents`` that a file name's suffix picks."""
    return next(
        (name for name in names(*contents) if suffix.lower() in FORMATS[name].suffixes), None
    )


def pieces(report: Report, name: str) -> Iterable[bytes]:
    """``report`` in the format ``name``, one that takes a report, as it is to be written."""
    module = import_module(f"{FORMATS[name].home}.{name}")
    made: Iterable[bytes] = (
        module.pieces(report) if FORMATS[name].streams else (module.render(report),)
    )
    return made


def render(report: Report, name: str) -> bytes:
    """``report`` in the format ``name``, whole."""
    return b"".join(pieces(report, name))
