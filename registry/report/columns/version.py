"""What answers: versions, digest, origin; with the reach of every list and the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from registry import __version__
from registry.engine.fold import fold
from registry.engine.listing import Standing
from registry.law.record import Record
from registry.report.table import Cell, Column, Report, Table

EVIDENCE: Final = ("official", "secondary", "unverified")


def report(record: Record, origin: str, *, verbose: bool) -> Report:
    """Tool and data in a few facts; ``verbose`` adds one row a list and the evidence counts."""
    facts: list[tuple[Cell, ...]] = [
        ("Tool", __version__),
        ("Data", record.version),
        ("Digest", record.digest),
        ("Origin", origin),
        ("Substances", len(record.substances)),
        ("Acts", len(record.acts)),
    ]
    tables = [Table("Version", "", FACTS, tuple(facts))]
    stays = fold(record.acts.values()).listings
    lines = [listing.states[-1][1] for listing in stays]
    counted = evidence(lines)
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


FACTS: Final = (Column("fact", "Fact", brief=True), Column("value", "Value", width=80, brief=True))


def evidence(lines: Iterable[Standing]) -> dict[str, dict[str, int]]:
    """How many listings, and how many of their dates, rest on which evidence."""
    stays = list(lines)
    named = Counter(one.evidence for one in stays)
    dated = Counter(one.date_evidence for one in stays)
    return {
        "listings": {level: named[level] for level in EVIDENCE},
        "dates": {level: dated[level] for level in EVIDENCE},
    }


def _evidence(counted: dict[str, dict[str, int]]) -> Table:
    return Table(
        "Evidence",
        "Evidence of all listings, past and present",
        (
            Column("of", "Of", brief=True),
            *(Column(level, level, "number", brief=True) for level in EVIDENCE),
        ),
        tuple((what, *(counts[level] for level in EVIDENCE)) for what, counts in counted.items()),
    )


def _lists(record: Record) -> Table:
    return Table(
        "Lists",
        "How far the record of every list reaches",
        (
            Column("jurisdiction", "Jurisdiction", width=14, brief=True),
            Column("list", "List", width=24, brief=True),
            Column("regime", "Regime", width=12, brief=True),
            Column("complete", "Complete", width=10, brief=True),
            Column("complete_from", "Whole from", "date", 12, brief=True),
            Column("verified_through", "Verified through", "date", 16, brief=True),
        ),
        tuple(
            (
                law.short,
                one.id,
                one.regime,
                "yes" if one.complete else "in part",
                one.complete_from,
                one.verified_through,
            )
            for law in record.jurisdictions.values()
            for one in law.schedules.values()
        ),
    )
