"""One row for each line that covers a substance on the day: the long table, for pivots."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.report.table import Column, Table, day_column

if TYPE_CHECKING:
    from registry.engine.coverage import Coverage
    from registry.engine.gaps import Gaps
    from registry.engine.view import View
    from registry.law.acts import Act
    from registry.law.record import Substance
    from registry.report.workbook.matrix import MatrixRow


class CoverageRow(NamedTuple):
    """A substance, a line that covers it where ``short`` names, and the act behind."""

    substance: Substance
    short: str
    coverage: Coverage
    act: Act | None


def _of_act(field: str) -> Column:
    """What the act says, where there is one."""
    get = attrgetter(field)
    return Column(field, field.capitalize(), lambda row: row.act and (get(row.act) or None))


COLUMNS: Final = (
    Column("name", "Substance", attrgetter("substance.name"), width=28, brief=True),
    Column("family", "Family", attrgetter("substance.family"), width=20),
    Column("jurisdiction", "Jurisdiction", attrgetter("short"), width=11, brief=True),
    Column("regime", "Regime", attrgetter("coverage.schedule.regime"), width=10),
    Column("list", "List", attrgetter("coverage.schedule.id"), width=22, brief=True),
    Column("line", "Line", attrgetter("coverage.key.line"), width=30, brief=True),
    Column("basis", "Basis", attrgetter("coverage.basis"), width=12),
    day_column("from", "From", attrgetter("coverage.since"), known="From: how known"),
    Column("until", "Until", attrgetter("coverage.until"), "date", 11),
    Column("act", "Act", attrgetter("coverage.act"), width=50, link="source"),
    Column("evidence", "Evidence", attrgetter("coverage.evidence"), width=11),
    _of_act("citation")._replace(width=54),
    Column("substance", "Substance id", attrgetter("substance.id"), width=26),
    _of_act("source")._replace(kind="address", width=40),
)


def coverage_table(view: View, gaps: Gaps, matrix: Table) -> Table:
    """Of the substances and jurisdictions of the Matrix, one row a coverage."""
    return Table(
        "Coverage",
        f"The lines that cover them on {gaps.on}, one row each",
        COLUMNS,
        [row for of_substance in matrix.rows for row in _rows(view, of_substance)],
        on_paper=len(COLUMNS) - 2,
        key=("substance", "jurisdiction", "list", "line", "basis"),
    )


def _rows(view: View, of_substance: MatrixRow) -> Iterator[CoverageRow]:
    record = view.record
    for place, answer in of_substance.answers.items():
        for coverage in answer.coverage:
            act = record.acts[coverage.act] if coverage.act else None
            yield CoverageRow(
                of_substance.substance, record.jurisdictions[place].short, coverage, act
            )
