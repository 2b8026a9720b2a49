"""Rows of the document of a review, and the findings that the review itself makes."""

from __future__ import annotations

from typing import Any

from registry import check, documents
from registry.finding import Finding, locate
from registry.guard.sides import Side
from registry.record import Record
from registry.review import Correction
from registry.review.declared import Declaration, Untrue
from registry.review.effects import Effect
from registry.review.gap_changes import GapChange

Document = dict[str, Any]


def edited(one: Correction, new: Side, records: tuple[Record, ...]) -> Document:
    """A correction or a rewrite, with the line on which the field is written now."""
    edit = one.edit
    data = new.sources.get(edit.file)
    line = locate(data.decode("utf-8-sig"), edit.path) if data and edit.path else 1
    return {
        "kind": one.kind,
        "file": edit.file,
        "line": line,
        "field": edit.field,
        "old": edit.old,
        "new": edit.new,
        "substance": edit.substances[0] if edit.substances else None,
        "substances": list(edit.substances),
        "names": [_name(one, *records) for one in edit.substances],
        "declared": one.reason is not None,
        "reason": one.reason,
    }


def effect(one: Effect, record: Record) -> Document:
    """A change of the law with the gaps that it opens and closes."""
    change = one.change
    return {
        **documents.change(change),
        "gaps_opened": [_gap(each, record) for each in one.opened],
        "gaps_closed": [_gap(each, record) for each in one.closed],
        "late": one.late,
        "compared_through": one.compared.isoformat() if one.compared else None,
        "expires": one.expires.isoformat() if one.expires else None,
        "short": record.jurisdictions[change.key.jurisdiction].short,
        "names": [_name(each, record) for each in change.substances],
    }


def _gap(one: GapChange, record: Record) -> Document:
    shorts = {
        f"{side}_short": record.jurisdictions[name].short
        for side, name in zip("ab", one[:2], strict=True)
    }
    return {**one._asdict(), **shorts, "name": _name(one.substance, record)}


def _name(substance: str, *records: Record) -> str:
    """The name of a substance in the first record that holds it."""
    found = (
        record.substances[substance].name for record in records if substance in record.substances
    )
    return next(found, substance)


# findings


def _finding(code: str, file: str, line: int, what: str) -> Finding:
    one = check.CATALOGUE[code]
    return Finding(code, one.severity, file, line, what, one.remedy)


def untrue(one: Untrue) -> Finding:
    """A declaration that does not fit the edit beside which it stands."""
    return _finding("REV101", one.declaration.file, one.declaration.line, one.what)


def gone(one: Declaration) -> Finding:
    """A declaration that the base holds and the working tree no longer."""
    what = f'The correction of "{one.field}" from "{one.old}" to "{one.new}" is gone.'
    return _finding("REV102", one.file, 1, what)


def no_text(file: str) -> Finding:
    """An official text that the base holds and the working tree no longer."""
    return _finding("REV103", file, 1, "The base holds this file; it was deleted.")


def rewritten(row: Document) -> Finding:
    """A rewrite as a finding, for formats that show findings alone."""
    if row["new"] is None and row["field"] == "act":
        what = f'The act "{row["old"]}" was deleted.'
    else:
        what = f'{row["field"]}: "{row["old"] or "absent"}" became "{row["new"] or "absent"}".'
    return _finding("REV100", row["file"], row["line"], what)
