"""CAS numbers and code numbers: held, wrong, or valid and not held."""

from __future__ import annotations

import re
from typing import Final

from registry.engine.resolve.answer import Lead, Unresolved
from registry.engine.resolve.keys import match_key
from registry.engine.resolve.table import NameTable
from registry.law.identifiers import CAS_SHAPE, cas_check_digit

LABEL: Final = r"^cas(?:[ -]?(?:no|nr|rn|number|registry number))?[ .:#]*(?=[0-9])"
CODE: Final = r"^(?:(?:dea|drug|code|number|no)[ .:#]*)+(?=[0-9]{4}$)"
NEAR: Final = 5
ZEROS_BEFORE: Final = r"0+[1-9][0-9]+-[0-9]{2}-[0-9]"


def without_label(typed: str) -> str:
    """``typed`` without the words that say what sort of number follows."""
    return re.sub(CODE, "", re.sub(LABEL, "", match_key(typed)))


def of_code(table: NameTable, typed: str) -> list[Lead]:
    """What the lines of a code number name."""
    return table.codes.get(without_label(typed), [])


def not_held(table: NameTable, typed: str) -> Unresolved | None:
    """What to say of a CAS number that leads nowhere; ``None`` if it is no such number."""
    number = without_label(typed)
    if re.fullmatch(ZEROS_BEFORE, number, re.ASCII):
        note = f"No CAS number begins with a zero: write {number.lstrip('0')}."
        return Unresolved(typed, note)
    match = re.fullmatch(CAS_SHAPE, number, re.ASCII)
    if match is None:
        return None
    wanted = cas_check_digit(match[1] + match[2])
    if int(match[3]) != wanted:
        near = sorted(
            {f"{held} ({name})" for held, name in table.numbers() if _one_off(held, number)}
        )
        note = (
            f"{number} ends in {match[3]}, its check digit is {wanted}: one of its digits is wrong."
        )
        return Unresolved(typed, note, tuple(near[:NEAR]))
    return Unresolved(typed, _absent(table, number))


def _one_off(each: str, other: str) -> bool:
    return len(each) == len(other) and sum(a != b for a, b in zip(each, other, strict=True)) == 1


def _absent(table: NameTable, number: str) -> str:
    record = table.record
    days = ", ".join(
        f"{record.jurisdictions[law].short} {record.jurisdictions[law].verified_through}"
        for law in record.principal
    )
    return (
        f"{number} is a valid CAS number that no list held names (verified through: {days}). "
        "A class may reach the substance; so may the line of its base."
    )
