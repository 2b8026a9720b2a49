"""Declared corrections: ``[[correction]]`` in a file says what the record had wrong, and why. Pure.

A declaration speaks of the edit beside which it first appears: one that the base holds already is
history, and covers no further edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from registry.audit.review.edits import PRESENT, Edit
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


class Untrue(NamedTuple):
    """A declaration that does not fit the edit beside which it stands."""

    declaration: Declaration
    what: str


class Sworn(NamedTuple):
    """Declarations laid beside edits: the edit each covers, and those that cover none."""

    covers: dict[Edit, Declaration]
    untrue: tuple[Untrue, ...]


def sworn(edits: Iterable[Edit], declared: Iterable[Declaration]) -> Sworn:
    """Which edit each declaration covers; a wrong field, old or new value covers nothing."""
    left = list(edits)
    covers: dict[Edit, Declaration] = {}
    untrue: list[Untrue] = []
    for one in declared:
        meant = [edit for edit in left if _is_meant(one, edit)]
        exact = [edit for edit in meant if edit.field == one.field] or meant
        fitting = [edit for edit in exact if _fault(one, edit) is None]
        if fitting:
            covers[fitting[0]] = one
            left.remove(fitting[0])
        else:
            untrue.append(Untrue(one, _why(one, exact)))
    return Sworn(covers, tuple(untrue))


def _is_meant(one: Declaration, edit: Edit) -> bool:
    """Whether the field is the edit's: in full, by its last parts, or by number in the file."""
    if edit.file != one.file:
        return False
    written = re.sub(r"\[(\d+)\]", r".\1", one.field)
    numbered = ".".join(str(part) for part in edit.path)
    return written in {edit.field, numbered} or edit.field.endswith(f".{written}")


def _fault(one: Declaration, edit: Edit) -> str | None:
    if not _agree(one.old, edit.old):
        return f'The base has "{edit.old or ABSENT}", not "{one.old}".'
    if not _agree(one.new, edit.new):
        return f'The file has "{edit.new or ABSENT}" now, not "{one.new}".'
    return None


def _why(one: Declaration, meant: list[Edit]) -> str:
    faults = [fault for edit in meant if (fault := _fault(one, edit))]
    if faults:
        return f"{one.field}: {faults[0]}"
    return f'No field "{one.field}" of this file was edited.'


def _agree(declared: str, found: str | None) -> bool:
    """Whether a declared value is the one found; days and lists are compared by meaning."""
    if found is None:
        return declared in {ABSENT, ""}
    if declared.strip() == found.strip() or (found == PRESENT and declared != ABSENT):
        return True
    if _items(declared) == _items(found):
        return True
    try:
        return partial_day(declared) == partial_day(found)
    except ValueError:
        return False


def _items(text: str) -> list[str]:
    return sorted(part.strip() for part in text.split(";"))
