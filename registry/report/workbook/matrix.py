"""Side by side: every substance in every jurisdiction, and what the clauses of lists reach."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.engine.statuses import Status, history
from registry.report.table import Column, Table, joined

if TYPE_CHECKING:
    from datetime import date

    from registry.engine.gaps import Gaps
    from registry.engine.view import View
    from registry.law.record import Clause, Jurisdiction, Schedule, Substance

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
    "amide": "Amides",
    "carbamate": "Carbamates",
    "halide": "Halides",
    "acetal": "Acetals",
}


class MatrixRow(NamedTuple):
    """A substance, and what every jurisdiction compared answers, by jurisdiction."""

    substance: Substance
    answers: dict[str, Status]


IDENTITY: Final = (
    Column("name", "Substance", attrgetter("substance.name"), width=30, brief=True),
    Column("name_zh", "名称", attrgetter("substance.name_zh"), width=24),
    Column("cas", "CAS number", lambda row: next(iter(row.substance.cas), None), width=14),
    Column("family", "Family", attrgetter("substance.family"), width=22),
)


def matrix_table(view: View, gaps: Gaps) -> Table:
    """One row for each substance that either side controls, one column a jurisdiction."""
    laws = _compared(view, gaps)
    title = f"What every jurisdiction says of what {laws[0].short} or {laws[1].short} controls"
    columns = (*IDENTITY, *(column for law in laws for column in _law_columns(law)))
    return Table("Matrix", title, columns, list(_matrix_rows(view, laws, gaps.on)))


def _compared(view: View, gaps: Gaps) -> list[Jurisdiction]:
    """The two that were asked for, then the others that are no part of another."""
    places = view.record.jurisdictions
    others = [law for name, law in places.items() if name not in {gaps.a, gaps.b}]
    return [places[gaps.a], places[gaps.b], *(law for law in others if law.parent is None)]


def _law_columns(law: Jurisdiction) -> Iterator[Column]:
    def lists(row: MatrixRow) -> str | None:
        coverage = row.answers[law.id].coverage
        return joined(f"{line.schedule.id} ({line.basis})" for line in coverage)

    title = f"{law.short} status"
    key = f"status:{law.id}"
    yield Column(key, title, lambda row: row.answers[law.id].status, width=15, brief=True)
    yield Column(f"lists:{law.id}", f"{law.short} lists", lists, width=34)


def _matrix_rows(view: View, laws: list[Jurisdiction], on: date) -> Iterator[MatrixRow]:
    for substance in view.record.substances.values():
        answers = {law.id: history(view, law.id, substance.id).at(on) for law in laws}
        if any(answers[law.id].controlled for law in laws[:2]):
            yield MatrixRow(substance, answers)


class ScopeRow(NamedTuple):
    """A clause: of which part of which list."""

    short: str
    schedule: Schedule
    part: str
    clause: Clause


def _relative_column(kind: str) -> Column:
    key = kind.replace("-", "_")
    return Column(key, RELATIVES[kind], lambda row: _words(row.clause, kind), width=12)


def _kinds(rows: list[ScopeRow]) -> Iterator[str]:
    """The kinds of relatives that have a column: those that a clause speaks of, and the usual."""
    for kind in RELATIVES:
        clauses = ((*row.clause.covers, *row.clause.open, *row.clause.excepts) for row in rows)
        if kind in {"salt", "ester", "ether", "preparation"} or any(kind in c for c in clauses):
            yield kind


def scope_table(view: View, gaps: Gaps) -> Table:
    """The clauses of both sides' lists, one row each, those of one regime together."""
    laws = [view.record.jurisdictions[place] for place in (gaps.a, gaps.b)]
    rows = [
        ScopeRow(law.short, schedule, part, clause)
        for law in laws
        for schedule in law.schedules.values()
        for part, clause in _clauses(schedule)
    ]
    regimes = list(dict.fromkeys(row.schedule.regime for row in rows))
    rows.sort(key=lambda row: regimes.index(row.schedule.regime))
    return Table(
        "Scope",
        "What the clauses of whole lists say of relatives; a line may say otherwise (sheet Gaps)",
        (
            Column("regime", "Regime", attrgetter("schedule.regime"), width=11, brief=True),
            Column("jurisdiction", "Side", attrgetter("short"), width=8, brief=True),
            Column("list", "List", attrgetter("schedule.id"), width=24, brief=True),
            Column("part", "Part", attrgetter("part"), width=20, brief=True),
            *(_relative_column(kind) for kind in _kinds(rows)),
            Column("text", "The clause, in our words", attrgetter("clause.text"), width=70),
            Column("title", "Title of the list", attrgetter("schedule.title"), width=40),
        ),
        rows,
        key=("jurisdiction", "list", "part"),
        notes=(
            "reached: the clause names it; left open: the text seen does not settle it.",
            "excepted: the clause takes it out; not said: the clause does not speak of it.",
        ),
    )


def _clauses(schedule: Schedule) -> Iterator[tuple[str, Clause]]:
    yield "general clause", schedule.clause
    yield from schedule.groups.items()


def _words(clause: Clause, kind: str) -> str:
    if kind in clause.excepts:
        return "excepted"
    if kind in clause.covers:
        return "reached"
    return "left open" if kind in clause.open else "not said"
