"""Everything generated: the consolidated lists, one row for each listing ever."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from registry.record import Record
from registry.timeline import Listing, fold

CONSOLIDATED: Final = (
    "schedule",
    "line",
    "substances",
    "class",
    "count",
    "printed",
    "number",
    "form",
    "except",
    "since",
    "since_qualifier",
    "until",
    "ended_by",
    "temporary",
    "expires",
    "acts",
    "evidence",
    "date_evidence",
)


def outputs(record: Record) -> dict[str, bytes]:
    """Every generated file by its path below the data folder."""
    listings = fold(record.acts.values()).listings
    return {
        f"schedules/{place}/consolidated.csv": _consolidated(
            [one for one in listings if one.key.jurisdiction == place]
        )
        for place in record.jurisdictions
    }


def _consolidated(listings: list[Listing]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CONSOLIDATED)
    writer.writerows(tuple(_row(one)) for one in listings)
    return out.getvalue().encode()


def _row(listing: Listing) -> Iterator[object]:
    last = listing.last
    yield listing.key.schedule
    yield listing.key.line
    yield ";".join(last.substances)
    yield last.class_id
    yield last.unseen or 1
    yield last.wording.printed
    yield last.wording.number
    yield last.wording.form
    yield last.wording.exception
    yield listing.since.day
    yield listing.since.qualifier
    yield listing.until
    yield listing.ended_by
    yield "yes" if last.temporary else "no"
    yield last.expires
    yield ";".join(last.acts)
    yield last.evidence
    yield last.date_evidence
