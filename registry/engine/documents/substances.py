"""A substance as a document: its identity, its status everywhere, lines and acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry.engine.documents import answer_head, dated, iso
from registry.engine.provenance import acts_behind, earlier, ending_act
from registry.law.scope import SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from registry.engine.coverage import Coverage
    from registry.engine.documents import Document
    from registry.engine.listing import Listing
    from registry.engine.statuses import Status
    from registry.engine.view import View
    from registry.law.record import Record, Substance


def substance(identity: Substance) -> Document:
    """An identity."""
    form = identity.form_of
    return {
        "id": identity.id,
        "name": identity.name,
        "name_zh": identity.name_zh,
        "family": identity.family,
        "cas": list(identity.cas),
        "inchikey": identity.inchikey,
        "aliases": list(identity.aliases),
        "unii": identity.unii,
        "smiles": identity.smiles,
        "structure": identity.structure,
        "form_of": {"substance": form.substance, "as": form.kind} if form else None,
        "source": identity.source,
        "note": identity.note,
    }


def coverage(view: View, each: Coverage) -> Document:
    """One reason why a substance is controlled."""
    line, stay = each.standing, each.listing
    act = view.record.acts.get(each.act or "")
    return {
        "basis": each.basis,
        "schedule": line.key.schedule,
        "regime": each.schedule.regime,
        "line": line.key.line,
        "printed": line.wording.printed,
        "number": line.wording.number or None,
        "class": line.class_id,
        **dated(each.since, "since", "since_qualifier"),
        "until": iso(stay.until if stay.ended_by != "expire" else None),
        "temporary": line.temporary,
        "expires": iso(line.expires),
        **{field.key: field.document(line.wording) for field in SHOWN},
        "act": act.id if act else None,
        "acts": list(line.acts),
        "citation": act.citation if act else None,
        "evidence": each.evidence,
        "date_evidence": each.date_evidence,
        "undocumented": each.undocumented,
        "note": line.wording.note,
        "reason": each.reason,
    }


def status(view: View, side: Status) -> Document:
    """What one jurisdiction says of one substance on the day."""
    place = side.jurisdiction
    return {
        "jurisdiction": place,
        "status": side.status,
        "undetermined_why": side.why,
        "regimes": list(side.regimes),
        "level": side.level,
        **dated(side.since, "controlled_since", "since_qualifier"),
        "coverage": [coverage(view, each) for each in side.coverage],
        **_to_come(side),
        "complete_from": iso(view.whole_from[place]),
        "complete": view.is_complete[place],
        "could_be_unseen": list(side.could_be_unseen),
        "verified_through": iso(side.verified_through),
        "verified": {regime: iso(day) for regime, day in side.verified},
        "beyond_verified": side.beyond_verified,
        "caveat": side.caveat,
    }


def _to_come(side: Status) -> Document:
    """What acts in force later, and proposals, will do."""
    return {
        "pending": [
            {
                "schedule": each.schedule,
                "effective": iso(each.effective.day),
                "published": iso(each.published.day),
                "act": each.act,
            }
            for each in side.pending
        ],
        "proposed": [
            {
                "schedule": each.step.schedule,
                "published": iso(each.act.known.day),
                "act": each.act.id,
            }
            for each in side.proposed
        ],
    }


def show(
    view: View,
    asked: Substance,
    statuses: Sequence[Status],
    on: date,
    meaning: Document,
) -> Document:
    """``registry show``: what was typed, identity, status everywhere, listings and acts."""
    listings = [
        listing
        for law in view.record.jurisdictions
        for listing in view.by_substance.get((law, asked.id), ())
    ]
    return {
        **answer_head("show", view, on, view.record.jurisdictions),
        "resolved": meaning,
        "substance": substance(asked),
        "status": [
            status(view, side)
            | {"earlier": [_earlier(each) for each in earlier(view, side, asked.id, on)]}
            for side in statuses
        ],
        "listings": [_listing(view, each, on) for each in listings],
        "acts": [_act(view.record, name) for name in acts_behind(view, asked.id, statuses, on)],
    }


def _earlier(coverage: Coverage) -> Document:
    return {
        "basis": coverage.basis,
        "schedule": coverage.key.schedule,
        "line": coverage.key.line,
        **dated(coverage.since, "since", "since_qualifier"),
        "until": iso(coverage.until),
        "reason": coverage.reason,
    }


def _listing(view: View, listing: Listing, on: date) -> Document:
    """A stay, with the line's words of ``on`` or, if it does not stand then, of the nearest day."""
    standing = listing.nearest(on)
    return {
        "jurisdiction": listing.key.jurisdiction,
        "schedule": listing.key.schedule,
        "line": listing.key.line,
        "printed": standing.wording.printed,
        **dated(listing.since, "since", "since_qualifier"),
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
        "published": iso(act.published.day if act.published else None),
        **dated(act.day, "effective", "effective_qualifier"),
        "evidence": act.evidence,
        "date_evidence": act.date_evidence,
        "note": act.note,
    }
