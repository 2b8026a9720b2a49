"""Declared corrections: ``[[correction]]`` in a file says what the record had wrong, and why. Pure.

A declaration speaks of the edit beside which it first appears: one that the base holds already is
history, and covers no further edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from registry.audit.review.edits import Edit
from registry.audit.review.fields import PRESENT
from registry.law.dates import partial_day

ABSENT = "absent"


class Declaration(NamedTuple):
    """One ``[[correction]]``: the field of a file, what it was, what it is, why, on which line."""

    file: str
    field: str
    old: str
    new: str
    reason: str
    line: int


class Mismatch(NamedTuple):
    """A declaration that does not fit the edit beside which it stands."""

    declaration: Declaration
    what: str


class Matched(NamedTuple):
    """Declarations laid beside edits: the edit each covers, and those that cover none."""

    covers: dict[Edit, Declaration]
    mismatched: tuple[Mismatch, ...]


def matched(edits: Iterable[Edit], declared: Iterable[Declaration]) -> Matched:
    """Which edit each declaration covers; a wrong field, old or new value covers nothing."""
    left = list(edits)
    covers: dict[Edit, Declaration] = {}
    mismatched: list[Mismatch] = []
    for declaration in declared:
        meant = [edit for edit in left if _is_meant(declaration, edit)]
        exact = [edit for edit in meant if edit.field == declaration.field] or meant
        fitting = [edit for edit in exact if _fault(declaration, edit) is None]
        if fitting:
            covers[fitting[0]] = declaration
            left.remove(fitting[0])
        else:
            mismatched.append(Mismatch(declaration, _why(declaration, exact)))
    return Matched(covers, tuple(mismatched))


def _is_meant(declaration: Declaration, edit: Edit) -> bool:
    """Whether the field is the edit's: in full, by its last parts, or by number in the file."""
    if edit.file != declaration.file:
        return False
    written = re.sub(r"\[(\d+)\]", r".\1", declaration.field)
    numbered = ".".join(str(part) for part in edit.path)
    return written in {edit.field, numbered} or edit.field.endswith(f".{written}")


def _fault(declaration: Declaration, edit: Edit) -> str | None:
    if not _agree(declaration.old, edit.old):
        return f'The base has "{edit.old or ABSENT}", not "{declaration.old}".'
    if not _agree(declaration.new, edit.new):
        return f'The file has "{edit.new or ABSENT}" now, not "{declaration.new}".'
    return None


def _why(declaration: Declaration, meant: list[Edit]) -> str:
    faults = [fault for edit in meant if (fault := _fault(declaration, edit))]
    if faults:
        return f"{declaration.field}: {faults[0]}"
    return f'No field "{declaration.field}" of this file was edited.'


def _agree(declared: str, recorded: str | None) -> bool:
    """Whether a declared value is the recorded one; days and lists are compared by meaning."""
    if recorded is None:
        return declared in {ABSENT, ""}
    if declared.strip() == recorded.strip() or (recorded == PRESENT and declared != ABSENT):
        return True
    if _items(declared) == _items(recorded):
        return True
    try:
        return partial_day(declared) == partial_day(recorded)
    except ValueError:
        return False


def _items(text: str) -> list[str]:
    return sorted(part.strip() for part in text.split(";"))
