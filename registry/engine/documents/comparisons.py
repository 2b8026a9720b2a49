"""Two jurisdictions side by side, as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry.engine.documents.heads import Document, answer_head, day_of, iso, qualifier_of
from registry.engine.documents.substances import status
from registry.engine.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from registry.engine.gaps import ClassGap, Gap, Gaps, Lag
    from registry.engine.view import View


def gaps(view: View, found: Gaps) -> Document:
    """``registry gaps``; counts cover the aligned substances too."""
    return {
        **answer_head("gaps", view, found.on, (found.a, found.b)),
        "a": found.a,
        "b": found.b,
        "counts": found.counts,
        "unseen": found.unseen,
        "rows": Rows(found.rows, lambda row: _gap(view, found, row)),
        "classes": [_class_gap(one) for one in found.classes],
    }


def _gap(view: View, found: Gaps, row: Gap) -> Document:
    from registry.engine.signoff import gap_id, row_hash  # noqa: PLC0415 (show does without it)

    one = row.substance
    return {
        "substance": one.id,
        "name": one.name,
        "name_zh": one.name_zh,
        "cas": one.cas[0] if one.cas else None,
        "family": one.family,
        "kind": row.kind,
        "also": list(row.also),
        "gap_since": day_of(row.since),
        "gap_since_qualifier": qualifier_of(row.since),
        "gap_until": iso(row.until),
        "lag_days": row.lag_days,
        "open_days": row.open_days,
        "a": status(view, row.a),
        "b": status(view, row.b),
        "why": row.why,
        "gap": gap_id(found, row),
        "row_hash": row_hash(row),
    }


def _class_gap(one: ClassGap) -> Document:
    return {
        "family": one.family,
        "a": list(one.a),
        "b": list(one.b),
        "since": day_of(one.since),
        "since_qualifier": qualifier_of(one.since),
    }


def lags(
    view: View, reference: str, sides: tuple[str, ...], rows: Sequence[Lag], on: date
) -> Document:
    """``registry lags``."""
    from registry.engine.lags import open_days, paces  # noqa: PLC0415 (lags alone need it)

    return {
        **answer_head("lags", view, on, (reference, *sides)),
        "reference": reference,
        "sides": list(sides),
        "rows": [
            {
                "substance": row.substance.id,
                "name": row.substance.name,
                "family": row.substance.family,
                "reference_since": day_of(row.reference.since),
                "reference_qualifier": qualifier_of(row.reference.since),
                "sides": [
                    {
                        "jurisdiction": one.jurisdiction,
                        "status": one.status,
                        "since": day_of(one.since),
                        "since_qualifier": qualifier_of(one.since),
                        "lag_days": days,
                        "open_days": open_days(row.reference, one, on),
                    }
                    for one, days in zip(row.sides, row.days, strict=True)
                ],
            }
            for row in rows
        ],
        "families": [one._asdict() for one in paces(rows, sides, on)],
    }
