"""Gap reports as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from registry.coverage import Coverage, Status
from registry.gaps import KINDS, Gap, Gaps
from registry.reach import View
from registry.table import Cell, Column, Table, day_cells, joined

GAP_COLUMNS: Final = (
    Column("substance", "Substance id", width=26),
    Column("name", "Substance", width=28, brief=True),
    Column("name_zh", "名称", width=22),
    Column("cas", "CAS number", width=14, brief=True),
    Column("family", "Family", width=20),
    Column("kind", "Gap", width=15, brief=True),
    Column("also", "Also", width=14),
    Column("gap_since", "Gap since", "date", 12, brief=True),
    Column("gap_since_qualifier", "Gap since: how known", width=14),
    Column("gap_until", "Gap until", "date", 12),
    Column("lag_days", "Lag (days)", "number", 10),
    Column("open_days", "Open (days)", "number", 10),
)
SIDE_COLUMNS: Final = (
    Column("status", "status", width=14),
    Column("regime", "regime", width=12),
    Column("schedule", "list", width=20, brief=True),
    Column("basis", "basis", width=12),
    Column("since", "controlled since", "date", 12, brief=True),
    Column("since_qualifier", "since: how known", width=14),
    Column("expires", "expires", "date", 12),
    Column("scope", "scope", width=30),
    Column("act", "act", width=34),
    Column("citation", "citation", width=26),
    Column("evidence", "evidence", width=12),
    Column("caveat", "caveat", width=44),
)


def kind_words(kind: str, a: str, b: str) -> str:
    """The name of a gap kind as people read it: "US only" for ``only-a``."""
    return {"only-a": f"{a} only", "only-b": f"{b} only"}.get(kind, kind)


def shorts(view: View, found: Gaps) -> tuple[str, str]:
    """The short names of the two jurisdictions."""
    places = view.record.jurisdictions
    return places[found.a].short, places[found.b].short


def gap_columns(a: str, b: str) -> tuple[Column, ...]:
    """The columns of the gap table for two jurisdictions by their short names."""
    sides = (
        column._replace(key=f"{side}_{column.key}", title=f"{short} {column.title}")
        for side, short in (("a", a), ("b", b))
        for column in SIDE_COLUMNS
    )
    return (*GAP_COLUMNS, *sides, Column("why", "Why", width=60))


def gap_table(view: View, found: Gaps, rows: Sequence[Gap]) -> Table:
    """One row for each substance that either side controls."""
    a, b = shorts(view, found)
    return Table(
        "Gaps",
        f"Differences between {a} and {b} lists on {found.on}",
        gap_columns(a, b),
        tuple(_gap_row(view, row, a, b) for row in rows),
        notes=unseen_notes(view, found),
    )


def unseen_notes(view: View, found: Gaps) -> tuple[str, ...]:
    """What the totals do not know: names on the lists that nobody here has seen."""
    names = shorts(view, found)
    return tuple(
        f"{count} names on {short} lists have not been seen: up to {count} of the rows could "
        f"change, or as many rows be missing."
        for short, count in zip(names, found.unseen.values(), strict=True)
        if count
    )


def _gap_row(view: View, row: Gap, a: str, b: str) -> tuple[Cell, ...]:
    one = row.substance
    return (
        one.id,
        one.name,
        one.name_zh,
        one.cas[0] if one.cas else None,
        one.family,
        kind_words(row.kind, a, b),
        joined(kind_words(kind, a, b) for kind in row.also),
        *day_cells(row.since),
        row.until,
        row.lag_days,
        row.open_days,
        *_side_cells(view, row.a),
        *_side_cells(view, row.b),
        row.why,
    )


def _side_cells(view: View, side: Status) -> tuple[Cell, ...]:
    acts = [view.record.acts[each.standing.acts[0]] for each in side.coverage if each.standing.acts]
    expiries = [each.standing.expires for each in side.coverage if each.standing.expires]
    return (
        side.status,
        joined(side.regimes),
        joined(each.schedule.id for each in side.coverage),
        joined(each.basis for each in side.coverage),
        *day_cells(side.since),
        min(expiries, default=None),
        joined(_scope_words(each) for each in side.coverage),
        joined(act.id for act in acts) or joined(each.act for each in side.pending),
        joined(act.citation for act in acts),
        joined(each.standing.evidence for each in side.coverage),
        side.caveat,
    )


def _scope_words(one: Coverage) -> str:
    wording = one.standing.wording
    parts = [wording.form or ""]
    if wording.exception:
        parts.append(f"except {wording.exception}")
    if wording.covers:
        parts.append(f"with {', '.join(wording.covers)}")
    if wording.limited_to:
        parts.append(f"to {', '.join(wording.limited_to)}")
    return ", ".join(part for part in parts if part)


def summary_table(view: View, found: Gaps) -> Table:
    """Gap kinds by family, with totals that add up to the rows."""
    a, b = shorts(view, found)
    families = sorted({row.substance.family for row in found.rows})
    counted = Counter((row.substance.family, row.kind) for row in found.rows)
    rows: list[tuple[Cell, ...]] = [
        (
            family,
            *(counted[family, kind] for kind in KINDS),
            sum(counted[family, kind] for kind in KINDS),
        )
        for family in families
    ]
    rows.append(("all families", *(found.counts[kind] for kind in KINDS), len(found.rows)))
    kinds = tuple(Column(kind, kind_words(kind, a, b), "number", 11, brief=True) for kind in KINDS)
    return Table(
        "Summary",
        f"Substances that {a} or {b} controls on {found.on}, by family and gap",
        (
            Column("family", "Family", width=24, brief=True),
            *kinds,
            Column("total", "Total", "number", 8, brief=True),
        ),
        tuple(rows),
        notes=unseen_notes(view, found),
    )


def class_gap_table(view: View, found: Gaps) -> Table:
    """Families that one side holds as a class and the other does not."""
    a, b = shorts(view, found)
    return Table(
        "Class gaps",
        f"Families held as a class by one of {a} and {b} on {found.on}",
        (
            Column("family", "Family", width=24, brief=True),
            Column("a", f"{a} classes", width=26, brief=True),
            Column("b", f"{b} classes", width=26, brief=True),
            Column("since", "Since", "date", 12, brief=True),
        ),
        tuple((one.family, joined(one.a), joined(one.b), one.since) for one in found.classes),
    )


def sections(view: View, found: Gaps, rows: Sequence[Gap]) -> tuple[Table, ...]:
    """Rows, totals, and the families that only one side holds as a class."""
    return (
        gap_table(view, found, rows)._replace(notes=()),
        summary_table(view, found),
        class_gap_table(view, found),
    )
