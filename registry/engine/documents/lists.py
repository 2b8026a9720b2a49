"""Lines, changes and source documents as documents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from registry.engine.documents import answer_head, dated, head, iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from registry.engine.changes import Change
    from registry.engine.documents import Document
    from registry.engine.listing import Listing, Standing
    from registry.engine.view import View
    from registry.law.record import Record, Seed


def listed(
    view: View, jurisdiction: str, rows: Iterable[tuple[Listing, Standing]], on: date
) -> Document:
    """``registry list``: one row for each line that stands."""
    return {
        **answer_head("list", view, on, (jurisdiction,)),
        "jurisdiction": jurisdiction,
        "rows": [_line(view, listing, line) for listing, line in rows],
    }


def _line(view: View, listing: Listing, line: Standing) -> Document:
    return {
        "schedule": line.key.schedule,
        "line": line.key.line,
        "substances": list(line.substances),
        "class": line.class_id,
        "count": line.unseen or 1,
        "printed": line.wording.printed,
        "number": line.wording.number or None,
        "form": line.wording.form or None,
        "except": line.wording.exception or None,
        **dated(line.since, "since", "since_qualifier"),
        "until": iso(listing.until if listing.ended_by != "expire" else None),
        "temporary": line.temporary,
        "expires": iso(line.expires),
        "act": line.act,
        "citation": view.record.acts[line.act].citation,
        "evidence": line.evidence,
        "date_evidence": line.date_evidence,
        "note": line.wording.note,
    }


def changes(
    name: str,
    view: View,
    rows: Sequence[Change],
    places: Iterable[str],
    on: date | None,
    **period: object,
) -> Document:
    """``registry changes`` and ``registry upcoming``."""
    return {
        **answer_head(name, view, on, places),
        **period,
        **({"acts": _acts(rows)} if name == "changes" else {}),
        "rows": [{**change(each), **_names(view.record, each)} for each in rows],
    }


def _names(record: Record, row: Change) -> Document:
    """What a reader calls the jurisdiction, the act and the substances of a change."""
    substances = [record.substances[name] for name in row.substances]
    return {
        "short": record.jurisdictions[row.key.jurisdiction].short,
        "title_zh": row.act.title_zh,
        "names": [substance.name for substance in substances],
        "names_zh": [substance.name_zh for substance in substances],
        "families": list(dict.fromkeys(substance.family for substance in substances)),
    }


def _acts(rows: Iterable[Change]) -> list[Document]:
    """The acts that make these changes, in their order, with the number of changes by kind."""
    by_act: dict[str, list[Change]] = {}
    for row in rows:
        by_act.setdefault(row.act.id, []).append(row)
    return [
        {
            "act": name,
            "title": changed[0].act.title,
            "title_zh": changed[0].act.title_zh,
            "citation": changed[0].act.citation,
            **dated(changed[0].act.published, "published", "published_qualifier"),
            **dated(changed[0].act.effective, "effective", "effective_qualifier"),
            "counts": dict(Counter(row.kind for row in changed)),
        }
        for name, changed in by_act.items()
    ]


def change(row: Change) -> Document:
    """One line that the law changed."""
    return {
        "id": row.id,
        "jurisdiction": row.key.jurisdiction,
        **dated(row.day, "date", "date_qualifier"),
        "kind": row.kind,
        "line": row.key.line,
        "substances": list(row.substances),
        "class": row.class_id,
        "from_schedule": row.from_schedule,
        "to_schedule": row.to_schedule,
        "act": row.act.id,
        "title": row.act.title,
        "known": row.act.known.day.isoformat(),
        "citation": row.act.citation,
        "legal_effect": row.legal_effect,
        "evidence": row.act.evidence,
        "why": row.why,
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
