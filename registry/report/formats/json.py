"""The document of a report as JSON (see the contract in ``documents``)."""

from __future__ import annotations

import json

from registry.report.table import Report


def render(report: Report) -> bytes:
    """The report's document and its notes, readable and the same for the same content."""
    document = report.document() | ({"notes": list(report.notes)} if report.notes else {})
    parts = (f"{_text(key)}: {_value(value)}" for key, value in document.items())
    return ("{" + ",\n ".join(parts) + "}\n").encode()


def _value(value: object) -> str:
    """A list with one element a line, so that two documents can be compared by eye."""
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(_text(one) for one in value) + "\n ]"
    return _text(value)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
