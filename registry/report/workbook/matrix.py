"""Side by side: every substance in every jurisdiction, and what the clauses of lists reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from registry.engine.coverage import KIND_WORDS
from registry.engine.status import CONTROLLED, answer
from registry.report.table import Cell, Column, Table, joined

if TYPE_CHECKING:
    from registry.engine.gaps import Gaps
    from registry.engine.view import View
    from registry.law.record import Clause, Jurisdiction, Schedule

# Kinds of relatives that no clause of the record speaks of have no column.
RELATIVES: Final = {
    "salt": "Salts",
    "optical-isomer": "Optical isomers",
    "geometric-isomer": "Geometric isomers",
    "positional-isomer": "Positional isomers",
    "racemate": "Racemates",
    "ester": "Esters",
    "ether": "Ethers",
    "preparation": "Preparations",
    **{kind: f"{kind.capitalize()}s" for kind in KIND_WORDS if kind.endswith(("e", "l"))},
}


def matrix_table(view: View, found: Gaps) -> Table:
    """One row for each substance that either side controls, one column a jurisdiction."""
    laws = _compared(view, found)
    columns = [
        Column("name", "Substance", width=30, brief=True),
        Column("name_zh", "名称", width=24),
        Column("cas", "CAS number", width=14),
        Column("family", "Family", width=22),
    ]
    for law in laws:
        columns.append(Column("status", f"{law.short} status", width=15, brief=True))
        columns.append(Column(f"{law.id}_lists", f"{law.short} lists", width=34))
    title = f"What every jurisdiction says of what {laws[0].short} or {laws[1].short} controls"
    return Table("Matrix", title, tuple(columns), tuple(_matrix_rows(view, found, laws)))


def _compared(view: View, found: Gaps) -> list[Jurisdiction]:
    """The two that were asked for, then the others that are no part of another."""
    places = view.record.jurisdictions
    others = [law for name, law in places.items() if name not in {found.a, found.b}]
    return [places[found.a], places[found.b], *(law for law in others if law.parent is None)]


def _matrix_rows(view: View, found: Gaps, laws: list[Jurisdiction]) -> Iterator[tuple[Cell, ...]]:
    for one in view.record.substances.values():
        said = [answer(view, law.id, one.id, found.on) for law in laws]
        if not (said[0].controlled or said[1].controlled):
            continue
        cells: list[Cell] = [one.name, one.name_zh, one.cas[0] if one.cas else None, one.family]
        for each in said:
            lists = (f"{line.schedule.id} ({line.basis})" for line in each.coverage)
            cells += [each.status, joined(lists) if each.status == CONTROLLED else None]
        yield tuple(cells)


def scope_table(view: View, found: Gaps) -> Table:
    """The clauses of both sides' lists, one row each, those of one regime together."""
    laws = [view.record.jurisdictions[place] for place in (found.a, found.b)]
    rows = [
        (one.regime, law.short, one, part, clause)
        for law in laws
        for one in law.schedules.values()
        for part, clause in _clauses(one)
    ]
    kinds = [
        kind
        for kind in RELATIVES
        if kind in {"salt", "ester", "ether", "preparation"}
        or any(kind in (*each.covers, *each.open, *each.excepts) for *_, each in rows)
    ]
    regimes = list(dict.fromkeys(regime for regime, *_ in rows))
    rows.sort(key=lambda row: regimes.index(row[0]))
    return Table(
        "Scope",
        "What the clauses of whole lists say of relatives; a line may say otherwise (sheet Gaps)",
        (
            Column("regime", "Regime", width=11, brief=True),
            Column("jurisdiction", "Side", width=8, brief=True),
            Column("list", "List", width=24, brief=True),
            Column("part", "Part", width=20, brief=True),
            *(Column(kind.replace("-", "_"), RELATIVES[kind], width=12) for kind in kinds),
            Column("text", "The clause, in our words", width=70),
            Column("title", "Title of the list", width=40),
        ),
        tuple(
            (
                regime,
                short,
                one.id,
                part,
                *(_said(clause, kind) for kind in kinds),
                clause.text,
                one.title,
            )
            for regime, short, one, part, clause in rows
        ),
        key=("jurisdiction", "list", "part"),
        notes=(
            "reached: the clause names it; left open: the text seen does not settle it.",
            "excepted: the clause takes it out; not said: the clause does not speak of it.",
        ),
    )


def _clauses(one: Schedule) -> Iterator[tuple[str, Clause]]:
    yield "general clause", one.clause
    yield from one.groups.items()


def _said(clause: Clause, kind: str) -> str:
    if kind in clause.excepts:
        return "excepted"
    if kind in clause.covers:
        return "reached"
    return "left open" if kind in clause.open else "not said"
