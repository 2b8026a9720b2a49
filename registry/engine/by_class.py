"""The classes that reach a substance: what their texts say, from when until when. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from registry.engine.coverage import (
    IN,
    UNDETERMINED,
    Coverage,
    clipped,
    later,
    names,
    spans,
)
from registry.engine.history import BEGINNING, History, joined
from registry.engine.lines import Lines
from registry.law.dates import Day
from registry.law.record import ClassText, Judged, Substance


def by_class(lines: Lines, text: ClassText, substance: Substance) -> Iterator[Coverage]:
    """Every span over which one text reaches the substance, or leaves it open."""
    sayings = _sayings(text, substance)
    if not any(saying.basis for saying in sayings):
        return
    ends = [*(following.since for following in sayings), None][1:]
    stays = [
        (listing, *span)
        for listing in lines.by_class.get((text.jurisdiction, text.id), ())
        for span in spans(listing, lambda line: line.defined == text.since)
    ]
    for (basis, reason, first), until in zip(sayings, ends, strict=True):
        if basis is None:
            continue
        for listing, start, end in stays:
            since = later(start, Day(first))
            whole = lines.covering(basis, listing, since, end, reason)
            for coverage in clipped(whole, until=until):
                named = substance.id in text.verdicts
                yield from [coverage] if named else _beside_own_lines(lines, coverage, substance)


def _beside_own_lines(lines: Lines, coverage: Coverage, substance: Substance) -> Iterator[Coverage]:
    """``coverage`` without the days on which a line of the same regime names the substance.

    The texts leave what is listed by name under its own entry.
    """
    place = coverage.listing.key.jurisdiction
    lists = lines.record.jurisdictions[place].schedules
    regime = lists[coverage.listing.key.schedule].regime
    own_spans = [
        span
        for own in lines.by_substance.get((place, substance.id), ())
        if lists[own.key.schedule].regime == regime
        for span in spans(own, names(substance.id))
    ]
    for first, last in sorted(own_spans, key=lambda span: span[0].day):
        yield from clipped(coverage, until=first.day)
        if last is None:
            return
        coverage = coverage._replace(since=later(coverage.since, Day(last)))
    yield from clipped(coverage, until=None)


class Saying(NamedTuple):
    """What a text says of a substance from ``since`` on; without ``basis``, that it is outside."""

    basis: str | None
    reason: str
    since: date


def _sayings(text: ClassText, substance: Substance) -> list[Saying]:
    """What the text says of the substance: by its own words, else by its rule on the structure."""
    named = text.verdicts.get(substance.id)
    if named is not None:
        basis = {"in": "class", "out": None}.get(named.verdict, UNDETERMINED)
        reason = f"{text.title}: {named.basis.rstrip('.')}."
        return [Saying(basis, reason, max(text.since, named.since or text.since))]
    judged = text.judged.get(substance.id, ())
    if not judged and substance.family in text.families:
        why = f"{text.title} may reach it; neither the text nor the authority names it."
        return [Saying(UNDETERMINED, why, text.since)]
    return [
        Saying(*_by_rule(text, row), max(text.since, row.since or text.since)) for row in judged
    ]


def _by_rule(text: ClassText, judged: Judged) -> tuple[str | None, str]:
    if judged.verdict == "out":
        return None, judged.reason
    if judged.verdict in IN:
        return "class", f"{text.title}: {judged.reason}."
    return UNDETERMINED, f"{text.title} may reach it: {judged.reason}."


def class_history(lines: Lines, text: ClassText) -> History[bool]:
    """On which days the class of a text stands on some list."""
    stays = lines.by_class.get((text.jurisdiction, text.id), ())
    starts = joined(listing.since for listing in stays)
    known = {day.day for day in starts}
    ends = {listing.until for listing in stays if listing.until} - known
    days = sorted((BEGINNING, *starts, *map(Day, ends)), key=lambda day: day.day)
    return History(days, lambda day: any(listing.at(day) for listing in stays))
