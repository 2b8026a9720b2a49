"""The document of a report as JSON (see the contract in ``documents``)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from registry.report.table import Report

ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False)  # json.dumps makes one a row


def pieces(report: Report) -> Iterator[bytes]:
    """The report's document and its notes, readable and the same for the same content.

    The rows are made and written one by one, so that a long report takes no more memory.
    """
    document = report.document() | ({"notes": list(report.notes)} if report.notes else {})
    yield b"{"
    before = ""
    for key, value in document.items():
        yield f"{before}{_text(key)}: ".encode()
        yield from _value(value)
        before = ",\n "
    yield b"}\n"


def _value(value: object) -> Iterator[bytes]:
    """A list with one element a line, so that two documents can be compared by eye."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        yield _text(value).encode()
        return
    before = "[\n  "
    for row in value:
        yield f"{before}{_text(row)}".encode()
        before = ",\n  "
    yield b"\n ]" if value else b"[]"


def _text(value: object) -> str:
    return ENCODER.encode(value)
