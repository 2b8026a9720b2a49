"""What answers: versions, digest, origin; with the reach of every list and the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from operator import attrgetter, itemgetter
from typing import Final, NamedTuple

from registry import __version__
from registry.engine.fold import fold
from registry.engine.listing import Standing
from registry.law.record import Jurisdiction, Record, Schedule
from registry.report.table import Column, Fact, Report, Table, fact_columns

EVIDENCE: Final = ("official", "secondary", "unverified")


def report(record: Record, origin: str, *, verbose: bool) -> Report:
    """Tool and data in a few facts; ``verbose`` adds one row a list and the evidence counts."""
    facts = (
        Fact("Tool", __version__),
        Fact("Data", record.version),
        Fact("Digest", record.digest),
        Fact("Origin", origin),
        Fact("Substances", len(record.substances)),
        Fact("Acts", len(record.acts)),
    )
    tables = [Table("Version", "", fact_columns(16, 80), facts)]
    listings = fold(record.acts.values()).listings
    counted = evidence(listing.states[-1][1] for listing in listings)
    if verbose:
        tables += [_lists(record), _evidence(counted)]
    document = {
        "schema": "cs-registry/version/1",
        "tool": __version__,
        "data": {"version": record.version, "digest": record.digest, "origin": origin},
        "substances": len(record.substances),
        "acts": len(record.acts),
        "evidence": counted,
    }
    return Report("cs-registry", lambda: document, lambda: tuple(tables), main="Version")


def evidence(lines: Iterable[Standing]) -> dict[str, dict[str, int]]:
    """How many listings, and how many of their dates, rest on which evidence."""
    standing = list(lines)
    named = Counter(line.evidence for line in standing)
    dated = Counter(line.date_evidence for line in standing)
    return {
        "listings": {level: named[level] for level in EVIDENCE},
        "dates": {level: dated[level] for level in EVIDENCE},
    }


def _evidence(counted: dict[str, dict[str, int]]) -> Table:
    return Table(
        "Evidence",
        "Evidence of all listings, past and present",
        (
            Column("of", "Of", itemgetter("of"), brief=True),
            *(Column(level, level, itemgetter(level), "number", brief=True) for level in EVIDENCE),
        ),
        [{"of": what, **counts} for what, counts in counted.items()],
    )


class ListRow(NamedTuple):
    """A list of a jurisdiction."""

    law: Jurisdiction
    schedule: Schedule


LIST_COLUMNS: Final = (
    Column("jurisdiction", "Jurisdiction", attrgetter("law.short"), width=14, brief=True),
    Column("list", "List", attrgetter("schedule.id"), width=24, brief=True),
    Column("regime", "Regime", attrgetter("schedule.regime"), width=12, brief=True),
    Column(
        "complete",
        "Complete",
        lambda row: "yes" if row.schedule.complete else "in part",
        width=10,
        brief=True,
    ),
    Column(
        "complete_from", "Whole from", attrgetter("schedule.complete_from"), "date", 12, brief=True
    ),
    Column(
        "verified_through",
        "Verified through",
        attrgetter("schedule.verified_through"),
        "date",
        16,
        brief=True,
    ),
)


def _lists(record: Record) -> Table:
    laws = record.jurisdictions.values()
    rows = [ListRow(law, schedule) for law in laws for schedule in law.schedules.values()]
    return Table("Lists", "How far the record of every list reaches", LIST_COLUMNS, rows)
