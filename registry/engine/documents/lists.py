"""Lines, changes and claims, row by row, as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry.engine.documents.heads import Document, answer_head, day_of, head, iso, qualifier_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from registry.engine.changes import Change
    from registry.engine.listing import Listing, Standing
    from registry.engine.view import View
    from registry.law.acts import Key
    from registry.law.record import Record, Seed


def listed(
    view: View, jurisdiction: str, rows: Iterable[tuple[Listing, Standing]], on: date
) -> Document:
    """``registry list``: one row for each line that stands."""
    return {
        **answer_head("list", view, on, (jurisdiction,)),
        "jurisdiction": jurisdiction,
        "rows": [_line(view, listing, one) for listing, one in rows],
    }


def _line(view: View, listing: Listing, one: Standing) -> Document:
    return {
        "schedule": one.key.schedule,
        "line": one.key.line,
        "substances": list(one.substances),
        "class": one.class_id,
        "count": one.unseen or 1,
        "printed": one.wording.printed,
        "number": one.wording.number or None,
        "form": one.wording.form or None,
        "except": one.wording.exception or None,
        "since": day_of(one.since),
        "since_qualifier": qualifier_of(one.since),
        "until": iso(listing.until if listing.ended_by != "expire" else None),
        "temporary": one.temporary,
        "expires": iso(one.expires),
        "act": one.act,
        "citation": view.record.acts[one.act].citation,
        "evidence": one.evidence,
        "date_evidence": one.date_evidence,
        "note": one.wording.note,
    }


def changes(
    name: str,
    view: View,
    rows: Iterable[Change],
    places: Iterable[str],
    on: date | None,
    **period: object,
) -> Document:
    """``registry changes`` and ``registry upcoming``."""
    return {
        **answer_head(name, view, on, places),
        **period,
        "rows": [change(one) for one in rows],
    }


def change(one: Change) -> Document:
    """One line that the law changed."""
    key: Key = one.key
    return {
        "id": one.id,
        "jurisdiction": key.jurisdiction,
        "date": day_of(one.day),
        "date_qualifier": qualifier_of(one.day),
        "kind": one.kind,
        "line": key.line,
        "substances": list(one.substances),
        "class": one.class_id,
        "from_schedule": one.from_schedule,
        "to_schedule": one.to_schedule,
        "act": one.act.id,
        "title": one.act.title,
        "known": day_of(one.act.known),
        "citation": one.act.citation,
        "legal_effect": one.legal_effect,
        "evidence": one.act.evidence,
        "why": one.why,
    }


def claims(record: Record, seeds: Iterable[Seed]) -> Document:
    """``registry claims``."""
    return {
        **head("claims", record, None, None),
        "rows": [
            {
                "document": seed.id,
                "title": seed.title,
                "date": iso(seed.date),
                "says": claim.says,
                "status": claim.status,
                "context": claim.context,
                "supports": list(claim.supports),
                "note": claim.note,
            }
            for seed in seeds
            for claim in seed.claims
        ],
    }
