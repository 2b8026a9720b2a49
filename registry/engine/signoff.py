"""What a reviewer signs: the identity of a row and a digest of its legal content. Pure.

Legal content is what the law says on the day: which substance (id and CAS number), the kind of the
gap, what else holds, since and until when, and for each side the status, since when, and every
line that covers, will cover or is proposed to cover it, with wording, scope, term and acts. Not
part of it are names, prose, evidence, caveats, how far the record is verified, and the days that
have passed: they change without any change of the law.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from registry.engine.gaps import Gap, Gaps
from registry.engine.status import Coverage, Status
from registry.law.dates import Day


def gap_id(found: Gaps, row: Gap) -> str:
    """The same for the same two jurisdictions and substance, whatever the day."""
    return f"{found.a}:{found.b}:{row.substance.id}"


def row_hash(row: Gap) -> str:
    """Sixteen hexadecimal digits that change only with the legal content."""
    said = json.dumps(legal_content(row), separators=(",", ":"))
    return sha256(said.encode()).hexdigest()[:16]


def legal_content(row: Gap) -> list[Any]:
    """What the hash is of, as plain lists."""
    one = row.substance
    return [
        one.id,
        one.cas[0] if one.cas else None,
        row.kind,
        sorted(row.also),
        _day(row.since),
        row.until.isoformat() if row.until else None,
        _side(row.a),
        _side(row.b),
    ]


def _side(side: Status) -> list[Any]:
    return [
        side.status,
        _day(side.since),
        sorted((_coverage(one) for one in side.coverage), key=json.dumps),
        sorted([one.schedule, _day(one.effective), one.act] for one in side.pending),
        sorted([one.act.id, one.step.schedule, one.step.line] for one in side.proposed),
    ]


def _coverage(one: Coverage) -> list[Any]:
    standing = one.standing
    wording = standing.wording
    return [
        one.basis,
        one.schedule.regime,
        standing.key.schedule,
        standing.key.line,
        standing.class_id,
        _day(one.reach.start),
        standing.temporary,
        standing.expires.isoformat() if standing.expires else None,
        wording.printed,
        wording.form or None,
        wording.exception or None,
        list(wording.excepts or ()),
        list(wording.covers) if wording.covers is not None else None,
        list(wording.may_cover or ()),
        list(wording.limited_to or ()),
        list(standing.acts),
    ]


def _day(day: Day | None) -> list[str] | None:
    return [day.day.isoformat(), day.qualifier] if day else None
