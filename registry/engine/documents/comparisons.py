"""Comparisons of jurisdictions as documents: their gaps, and how long each side took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry.engine.documents import answer_head, dated, iso
from registry.engine.documents.substances import status
from registry.engine.lags import open_days, paces
from registry.engine.rows import Rows
from registry.engine.signoff import gap_id, row_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from registry.engine.documents import Document
    from registry.engine.gap_history import GapRun
    from registry.engine.gaps import ClassGap, Gap, Gaps
    from registry.engine.lags import Lag
    from registry.engine.view import View


def gaps(view: View, comparison: Gaps) -> Document:
    """``registry gaps``; counts cover the aligned substances too."""
    return {
        **answer_head("gaps", view, comparison.on, (comparison.a, comparison.b)),
        "a": comparison.a,
        "b": comparison.b,
        "counts": comparison.counts,
        "partly_held": comparison.partly_held,
        "unseen": comparison.unseen,
        "rows": Rows(comparison.rows, lambda row: _gap(view, comparison, row)),
        "classes": [_class_gap(each) for each in comparison.classes],
    }


def _gap(view: View, comparison: Gaps, row: Gap) -> Document:
    substance = row.substance
    return {
        "substance": substance.id,
        "name": substance.name,
        "name_zh": substance.name_zh,
        "cas": substance.cas[0] if substance.cas else None,
        "family": substance.family,
        "kind": row.kind,
        "also": list(row.also),
        **dated(row.since, "gap_since", "gap_since_qualifier"),
        "gap_until": iso(row.until),
        "lag_days": row.lag_days,
        "open_days": row.open_days,
        "a": status(view, row.a),
        "b": status(view, row.b),
        "differs": [each._asdict() for each in row.differs],
        "partly_held": list(row.partly_held),
        "why": row.why,
        "gap": gap_id(comparison, row),
        "row_hash": row_hash(row),
    }


def _class_gap(gap: ClassGap) -> Document:
    return {
        "family": gap.family,
        "a": list(gap.a),
        "b": list(gap.b),
        **dated(gap.since, "since", "since_qualifier"),
    }


def gap_history(
    view: View, sides: tuple[str, str], runs: Iterable[GapRun], start: date, end: date
) -> Document:
    """``registry gaps A B --from --to``: every gap that stood on a day of the span."""
    return {
        **answer_head("gap-history", view, None, sides),
        "a": sides[0],
        "b": sides[1],
        "from": start.isoformat(),
        "to": end.isoformat(),
        "rows": [_gap_run(run) for run in runs],
    }


def _gap_run(run: GapRun) -> Document:
    return {
        "substance": run.substance.id,
        "name": run.substance.name,
        "name_zh": run.substance.name_zh,
        "family": run.substance.family,
        "kind": run.kind,
        **dated(run.since, "since", "since_qualifier"),
        "until": iso(run.until),
        "opened_by": list(run.opened_by),
        "closed_by": list(run.closed_by),
    }


def lags(
    view: View, reference: str, sides: tuple[str, ...], rows: Sequence[Lag], on: date
) -> Document:
    """``registry lags``."""
    return {
        **answer_head("lags", view, on, (reference, *sides)),
        "reference": reference,
        "sides": list(sides),
        "rows": [_lag(row, on) for row in rows],
        "families": [pace._asdict() for pace in paces(rows, sides, on)],
    }


def _lag(row: Lag, on: date) -> Document:
    return {
        "substance": row.substance.id,
        "name": row.substance.name,
        "family": row.substance.family,
        **dated(row.reference.since, "reference_since", "reference_qualifier"),
        "sides": [
            {
                "jurisdiction": side.jurisdiction,
                "status": side.status,
                **dated(side.since, "since", "since_qualifier"),
                "lag_days": days,
                "open_days": open_days(row.start, side, on),
            }
            for side, days in zip(row.sides, row.days, strict=True)
        ],
    }
