"""What an authority's readings settle of what the record leaves undetermined. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from registry.engine.coverage import Coverage, later
from registry.law.acts import Act, AuthorityReading
from registry.law.dates import Day
from registry.law.record import Record


class DatedReading(NamedTuple):
    """A reading, and the act that publishes it."""

    act: Act
    reading: AuthorityReading

    @property
    def published(self) -> date:
        """The day from which it is public."""
        return self.act.known.day

    def speaks_of(self, coverage: Coverage) -> bool:
        """Whether it is about the line, or the class, that may cover the substance."""
        if self.reading.class_id is not None:
            return coverage.standing.class_id == self.reading.class_id
        return coverage.key.local == self.reading.line


Readings = dict[tuple[str, str], list[DatedReading]]


def readings_of(record: Record, known_on: date | None) -> Readings:
    """The readings known on a day, by jurisdiction and substance, the older first."""
    found: Readings = defaultdict(list)
    for act in sorted(record.acts.values(), key=lambda act: (act.known.day, act.id)):
        for reading in act.readings if act.is_known_on(known_on) else ():
            for name in reading.substances:
                found[act.jurisdiction, name].append(DatedReading(act, reading))
    return found


def settled(coverage: Coverage, readings: Iterable[DatedReading]) -> Iterator[Coverage]:
    """The coverage, or what readings make of it where it is undetermined.

    The first reading speaks of every day of the line, or of those from its ``covered_since`` on;
    a later one reverses it from its own publication.
    """
    about = [each for each in readings if each.speaks_of(coverage)]
    if coverage.is_certain or not about:
        yield coverage
        return
    start = later(coverage.since, about[0].reading.covered_since)
    yield from _between(coverage, coverage.since, start.day)
    for number, each in enumerate(about):
        following = about[number + 1].published if number + 1 < len(about) else None
        since = start if number == 0 else later(start, Day(each.published))
        if each.reading.reaches:
            yield from _between(_read(coverage, each), since, following)


def _between(coverage: Coverage, since: Day, until: date | None) -> Iterator[Coverage]:
    """The coverage from ``since`` until ``until``, or its own end, if any day is left."""
    end = min((day for day in (coverage.until, until) if day is not None), default=None)
    if end is None or since.day < end:
        yield coverage._replace(since=since, until=end)


def _read(coverage: Coverage, by: DatedReading) -> Coverage:
    """The coverage as the authority reads it."""
    basis = "class" if by.reading.class_id else "form"
    what = by.reading.class_id or coverage.key.local
    ground = f"{what} reaches it, as {by.act.id} reads it, published {by.published}."
    hindsight = by.act.id, by.published
    return coverage._replace(basis=basis, ground=ground, hindsight=hindsight)
