"""The digest of the data: of a canonical form of its own, whatever the cache looks like."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import Final

from registry.law.record import Record

# Digests of one form can be compared; form 1 was of the former cache's text.
FORM: Final = 2


def digest(record: Record) -> str:
    """``sha256:`` and the SHA-256 of the canonical form, in hexadecimal digits."""
    return "sha256:" + sha256(canonical(record).encode("ascii")).hexdigest()


def canonical(record: Record) -> str:
    """The record as the one text that its digest is of.

    The form is fixed, so that the same data have the same digest in every version of the tool:

    - A value with fields is a JSON object by the names of the fields, in alphabetical order. A
      field that is ``None`` or equals its declared default is left out: a field that is added with
      a default leaves the digest of data without it alone. The record's own digest is left out.
    - A mapping is an object in alphabetical order; a sequence is an array in its own order.
    - A day of the calendar is the text ``YYYY-MM-DD``; text, whole numbers and truth are JSON's.
    - Nothing but ASCII, the rest escaped; no white space between tokens.
    """
    form = _of_fields(record)
    form.pop("digest", None)
    return json.dumps(form, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return _of_fields(value)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _of_fields(value: tuple[object, ...]) -> dict[str, object]:
    defaults: dict[str, object] = getattr(value, "_field_defaults", {})
    fields = zip(getattr(value, "_fields", ()), value, strict=True)
    return {
        name: _plain(content)
        for name, content in fields
        if content is not None and not (name in defaults and content == defaults[name])
    }
