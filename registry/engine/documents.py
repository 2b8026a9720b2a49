"""Results as documents: the JSON that other tools rely on. Keys are added, never renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from registry.engine.provenance import acts_behind, earlier, ending_act, unapplied
from registry.engine.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from registry.engine.changes import Change
    from registry.engine.coverage import Reach
    from registry.engine.gaps import ClassGap, Gap, Gaps, Lag
    from registry.engine.listing import Listing, Standing
    from registry.engine.status import Coverage, Status
    from registry.engine.view import View
    from registry.law.acts import Key
    from registry.law.dates import Day
    from registry.law.record import Record, Seed, Substance

Document = dict[str, Any]


def head(name: str, record: Record, on: date | None, known_on: date | None) -> Document:
    """What every document begins with."""
    return {
        "schema": f"cs-registry/{name}/1",
        "on": _iso(on),
        "known_on": _iso(known_on),
        "data": {"version": record.version, "digest": record.digest},
    }


def answer_head(name: str, view: View, on: date | None, places: Iterable[str]) -> Document:
    """The head of an answer about ``places``, with the acts that could not be applied."""
    return {
        **head(name, view.record, on, view.known_on),
        "unapplied": [
            {
                "act": each.act,
                "line": f"{each.key.schedule}/{each.key.line}",
                "on": _iso(each.day),
                "why": each.what,
            }
            for each in unapplied(view, places)
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(day: Day | None) -> str | None:
    return _iso(day.day) if day else None


def _qualifier(day: Day | None) -> str | None:
    return day.qualifier if day else None


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
        "since": _day(reach.start),
        "since_qualifier": _qualifier(reach.start),
        "until": _iso(ends),
        "temporary": standing.temporary,
        "expires": _iso(standing.expires),
        "form": standing.wording.form or None,
        "except": standing.wording.exception or None,
        "covers": list(standing.wording.covers) if standing.wording.covers is not None else None,
        "limited_to": list(standing.wording.limited_to or ()) or None,
        "act": act.id if act else None,
        "acts": list(standing.acts),
        "citation": act.citation if act else None,
        "evidence": one.evidence,
        "date_evidence": one.date_evidence,
        "undocumented": one.undocumented,
        "note": standing.wording.note,
        "reason": one.reason,
    }


def status(view: View, one: Status) -> Document:
    """What one jurisdiction says of one substance on the day."""
    law = view.record.jurisdictions[one.jurisdiction]
    return {
        "jurisdiction": one.jurisdiction,
        "status": one.status,
        "undetermined_why": one.why,
        "regimes": list(one.regimes),
        "controlled_since": _day(one.since),
        "since_qualifier": _qualifier(one.since),
        "coverage": [coverage(view, each) for each in one.coverage],
        "pending": [
            {
                "schedule": each.schedule,
                "effective": _day(each.effective),
                "published": _day(each.published),
                "act": each.act,
            }
            for each in one.pending
        ],
        "proposed": [
            {
                "schedule": each.step.schedule,
                "published": _day(each.act.known),
                "act": each.act.id,
            }
            for each in one.proposed
        ],
        "complete_from": _iso(view.whole_from[one.jurisdiction]),
        "complete": law.complete,
        "verified_through": _iso(view.verified_through[one.jurisdiction]),
        "beyond_verified": one.beyond_verified,
        "caveat": one.caveat,
    }


def show(view: View, one: Substance, statuses: Sequence[Status], on: date) -> Document:
    """``registry show``: identity, status everywhere, every listing and every act that named it."""
    listings = [
        listing
        for law in view.record.jurisdictions
        for listing in view.by_substance.get((law, one.id), ())
    ]
    before = [earlier(view, each, one.id, on) for each in statuses]
    return {
        **answer_head("show", view, on, view.record.jurisdictions),
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
        "since": _day(way.start),
        "since_qualifier": _qualifier(way.start),
        "until": _iso(way.until),
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
        "since": _day(listing.since),
        "since_qualifier": _qualifier(listing.since),
        "until": _iso(listing.until),
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
        "published": _day(act.published),
        "effective": _day(act.day),
        "effective_qualifier": _qualifier(act.day),
        "evidence": act.evidence,
        "date_evidence": act.date_evidence,
        "note": act.note,
    }


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
        "gap_since": _day(row.since),
        "gap_since_qualifier": _qualifier(row.since),
        "gap_until": _iso(row.until),
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
        "since": _day(one.since),
        "since_qualifier": _qualifier(one.since),
    }


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
        "since": _day(one.since),
        "since_qualifier": _qualifier(one.since),
        "until": _iso(listing.until if listing.ended_by != "expire" else None),
        "temporary": one.temporary,
        "expires": _iso(one.expires),
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
        "date": _day(one.day),
        "date_qualifier": _qualifier(one.day),
        "kind": one.kind,
        "line": key.line,
        "substances": list(one.substances),
        "class": one.class_id,
        "from_schedule": one.from_schedule,
        "to_schedule": one.to_schedule,
        "act": one.act.id,
        "title": one.act.title,
        "known": _day(one.act.known),
        "citation": one.act.citation,
        "legal_effect": one.legal_effect,
        "evidence": one.act.evidence,
        "why": one.why,
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
                "reference_since": _day(row.reference.since),
                "reference_qualifier": _qualifier(row.reference.since),
                "sides": [
                    {
                        "jurisdiction": one.jurisdiction,
                        "status": one.status,
                        "since": _day(one.since),
                        "since_qualifier": _qualifier(one.since),
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


def claims(record: Record, seeds: Iterable[Seed]) -> Document:
    """``registry claims``."""
    return {
        **head("claims", record, None, None),
        "rows": [
            {
                "document": seed.id,
                "title": seed.title,
                "date": _iso(seed.date),
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
