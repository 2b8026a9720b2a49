"""What the clauses of the lists say of a form that was typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import registry
from registry.report.columns.meant import clause_tables


def test_a_clause_that_excepts_a_form_by_name_is_not_said_to_reach_it() -> None:
    # 21 CFR 1308.12(c) reaches isomers and excepts levopropoxyphene.
    lists = registry.load(Path(__file__).parents[2])
    answer = lists.show("levopropoxyphene", on=date(2024, 8, 6))
    (table,) = clause_tables(answer.meaning, answer.clauses)
    (row,) = [cells for cells in table.cells if "schedule-2" in cells]
    assert "excepts it" in table.title
    assert "reached" not in row
    assert "reached unless excepted" in row
    assert any("levopropoxyphene are excepted" in str(cell) for cell in row)
