"""The tables of names: every row leads to what the record holds, and no name is written twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from registry.audit.check.catalogue import Complaint, Context, check
from registry.law import layout, names
from registry.law.identifiers import cas_number
from registry.law.record import Record
from registry.law.sources import UnreadableError

FORMS: Final = frozenset({"ester", "isomer", "salt"})


@check("NAM101", "error", whole=True)
def leads_nowhere(context: Context) -> Iterator[Complaint]:
    """A row of the tables of names leads to nothing that the record holds.

    The substance, family, class, list, act or jurisdiction has another id, or was taken out. Who
    types the name gets no answer.

    Remedy: Correct the id; a row whose substance was taken out goes with it.
    """
    held = _held(context.record)
    for table, field in (("names", "substance"), ("without", "substance"), ("words", "of")):
        for line, row in _rows(context, table):
            kind, name = getattr(row, "kind", ""), getattr(row, field)
            if name not in held.get(kind, held["substance"]):
                yield _at(table, line, f'No {kind or "substance"} "{name}" is held.')


def _held(record: Record) -> dict[str, set[str]]:
    """The ids that a row of words may lead to, by kind; all other kinds are of a substance."""
    laws = record.jurisdictions.values()
    return {
        "substance": set(record.substances),
        "family": {each.family for each in record.substances.values()},
        "class": {each.id for each in record.classes},
        "list": {f"{law.id}/{schedule}" for law in laws for schedule in law.schedules},
        "act": set(record.acts),
        "jurisdiction": set(record.jurisdictions),
    }


@check("NAM102", "error")
def wrong_number(context: Context) -> Iterator[Complaint]:
    """A CAS number in the tables of names is wrong, or that of a held substance.

    The number of a salt, an ester or an isomer is its own: its last digit is its check digit, no
    identity bears it, and a plain name has none.

    Remedy: Compare with the source; a number of the substance itself belongs into its identity.
    """
    owners = {number: each.id for each in context.record.substances.values() for number in each.cas}
    for line, row in _rows(context, "names"):
        if row.cas in owners:
            yield _at("names", line, f'{row.cas} is the number of "{owners[row.cas]}" itself.')
        elif row.cas and row.kind not in FORMS:
            yield _at("names", line, f"A row of kind {row.kind} has the number {row.cas}.")
        elif row.cas:
            try:
                cas_number(row.cas)
            except ValueError as error:
                yield _at("names", line, f"{error}.")


@check("NAM103", "error")
def name_twice(context: Context) -> Iterator[Complaint]:
    """A name stands twice for one substance, or its identity holds it already.

    What is written in two places is corrected in one of them. Two rows for two substances are no
    fault: such a name is answered with both.

    Remedy: Keep the row of the better source; a name that the identity holds has no row.
    """
    held = {
        (name.casefold(), each.id)
        for each in context.record.substances.values()
        for name in (each.name, each.name_zh or "", *each.aliases)
    }
    written: dict[tuple[str, str], int] = {}
    for line, row in _rows(context, "names"):
        name = row.name.casefold(), row.substance
        if name in held:
            yield _at("names", line, f'The identity of "{row.substance}" holds "{row.name}".')
        elif name in written:
            yield _at("names", line, f'"{row.name}" stands on line {written[name]} too.')
        written.setdefault(name, line)


@check("NAM104", "error")
def wrong_counterion(context: Context) -> Iterator[Complaint]:
    """A salt has no counter-ion of the table, or a row that is no salt has one.

    A salt names its acids, bases, hydrates and solvates by the ids of counterions.csv, joined by
    semicolons.

    Remedy: Write the id, or add the counter-ion with its words and formula to counterions.csv.
    """
    known = {row.id for _, row in _rows(context, "counterions")}
    for line, row in _rows(context, "names"):
        if unknown := [each for each in row.counterions if each not in known]:
            yield _at("names", line, f'No counter-ion "{unknown[0]}" is in the table.')
        elif bool(row.counterion) != (row.kind == "salt"):
            lack = "has a counter-ion" if row.counterion else "has no counter-ion"
            yield _at("names", line, f'"{row.name}", a row of kind {row.kind}, {lack}.')


def _rows(context: Context, table: str) -> Iterator[tuple[int, Any]]:
    """The rows of a table with their lines; a table that cannot be read has a finding already."""
    try:
        yield from names.rows(context.files, table)
    except UnreadableError:
        return


def _at(table: str, line: int, what: str) -> Complaint:
    return Complaint(layout.NAMES.path(table), what, line=line)
