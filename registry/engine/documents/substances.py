"""What jurisdictions say of one substance, and on what that rests, as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry.engine.documents.heads import Document, answer_head, day_of, iso, qualifier_of
from registry.engine.provenance import acts_behind, earlier, ending_act
from registry.law.acts import SCOPE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from registry.engine.coverage import Reach
    from registry.engine.listing import Listing
    from registry.engine.status import Coverage, Status
    from registry.engine.view import View
    from registry.law.acts import Wording
    from registry.law.record import Record, Substance


def substance(one: Substance) -> Document:
    """An identity."""
    return {
        "id": one.id,
        "name": one.name,
        "name_zh": one.name_zh,
        "family": one.family,
        "cas": list(one.cas),
        "inchikey": one.inchikey,
        "aliases": list(one.aliases),
        "unii": one.unii,
        "smiles": one.smiles,
        "structure": one.structure,
        "form_of": {"substance": one.form_of.substance, "as": one.form_of.kind}
        if one.form_of
        else None,
        "source": one.source,
        "note": one.note,
    }


def coverage(view: View, one: Coverage) -> Document:
    """One reason why a substance is controlled."""
    standing, reach = one.standing, one.reach
    act = view.record.acts.get(one.act or "")
    ends = reach.listing.until if reach.listing.ended_by != "expire" else None
    return {
        "basis": one.basis,
        "schedule": standing.key.schedule,
        "regime": one.schedule.regime,
        "line": standing.key.line,
        "printed": standing.wording.printed,
        "number": standing.wording.number or None,
        "class": standing.class_id,
        "since": day_of(reach.start),
        "since_qualifier": qualifier_of(reach.start),
        "until": iso(ends),
        "temporary": standing.temporary,
        "expires": iso(standing.expires),
        **_scope(standing.wording),
        "act": act.id if act else None,
        "acts": list(standing.acts),
        "citation": act.citation if act else None,
        "evidence": one.evidence,
        "date_evidence": one.date_evidence,
        "undocumented": one.undocumented,
        "note": standing.wording.note,
        "reason": one.reason,
    }


def _scope(wording: Wording) -> Document:
    """How far a line says that it reaches; the kinds that it covers may be none, a limit not."""
    scope: Document = {}
    for field in SCOPE:
        value = getattr(wording, field.name)
        if field.words:
            scope[field.key] = (list(value) if isinstance(value, tuple) else value) or None
        elif field.name == "covers":
            scope[field.key] = None if value is None else list(value)
    return scope


def status(view: View, one: Status) -> Document:
    """What one jurisdiction says of one substance on the day."""
    law = view.record.jurisdictions[one.jurisdiction]
    return {
        "jurisdiction": one.jurisdiction,
        "status": one.status,
        "undetermined_why": one.why,
        "regimes": list(one.regimes),
        "controlled_since": day_of(one.since),
        "since_qualifier": qualifier_of(one.since),
        "coverage": [coverage(view, each) for each in one.coverage],
        "pending": [
            {
                "schedule": each.schedule,
                "effective": day_of(each.effective),
                "published": day_of(each.published),
                "act": each.act,
            }
            for each in one.pending
        ],
        "proposed": [
            {
                "schedule": each.step.schedule,
                "published": day_of(each.act.known),
                "act": each.act.id,
            }
            for each in one.proposed
        ],
        "complete_from": iso(view.whole_from[one.jurisdiction]),
        "complete": law.complete,
        "verified_through": iso(view.verified_through[one.jurisdiction]),
        "beyond_verified": one.beyond_verified,
        "caveat": one.caveat,
    }


def show(
    view: View, one: Substance, statuses: Sequence[Status], on: date, asked: Document
) -> Document:
    """``registry show``: what was typed (``asked``), identity, status, listings, acts."""
    listings = [
        listing
        for law in view.record.jurisdictions
        for listing in view.by_substance.get((law, one.id), ())
    ]
    before = [earlier(view, each, one.id, on) for each in statuses]
    return {
        **answer_head("show", view, on, view.record.jurisdictions),
        "resolved": asked,
        "substance": substance(one),
        "status": [
            status(view, each) | {"earlier": [_earlier(way) for way in ways]}
            for each, ways in zip(statuses, before, strict=True)
        ],
        "listings": [_listing(view, each, on) for each in listings],
        "acts": [_act(view.record, name) for name in acts_behind(view, one.id, statuses, on)],
    }


def _earlier(way: Reach) -> Document:
    return {
        "basis": way.basis,
        "schedule": way.listing.key.schedule,
        "line": way.listing.key.line,
        "since": day_of(way.start),
        "since_qualifier": qualifier_of(way.start),
        "until": iso(way.until),
        "reason": way.reason_on(way.start.day),
    }


def _listing(view: View, listing: Listing, on: date) -> Document:
    """A stay, with the line's words of ``on`` or, if it does not stand then, of the nearest day."""
    standing = listing.nearest(on)
    return {
        "jurisdiction": listing.key.jurisdiction,
        "schedule": listing.key.schedule,
        "line": listing.key.line,
        "printed": standing.wording.printed,
        "since": day_of(listing.since),
        "since_qualifier": qualifier_of(listing.since),
        "until": iso(listing.until),
        "ended_by": listing.ended_by,
        "ended_by_act": ending_act(view, listing),
        "acts": list(listing.states[-1][1].acts),
    }


def _act(record: Record, name: str) -> Document:
    act = record.acts[name]
    return {
        "act": act.id,
        "title": act.title,
        "title_zh": act.title_zh,
        "kind": act.kind,
        "authority": list(act.authority),
        "citation": act.citation,
        "source": act.source,
        "published": day_of(act.published),
        "effective": day_of(act.day),
        "effective_qualifier": qualifier_of(act.day),
        "evidence": act.evidence,
        "date_evidence": act.date_evidence,
        "note": act.note,
    }
