"""The record as the public could know it on a day: which lines cover which substance. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.engine.by_class import by_class
from registry.engine.by_line import by_line, denied
from registry.engine.coverage import BASES, Coverage
from registry.engine.lines import Lines
from registry.engine.readings import readings_of, settled
from registry.law.acts import Proposal, open_proposals
from registry.law.record import Record, Substance


class View(Lines):
    """The record as the public could know it on ``known_on`` (``None``: all that is known)."""

    def __init__(self, record: Record, known_on: date | None = None) -> None:
        super().__init__(record, known_on)
        self._proposals: dict[date, dict[tuple[str, str], list[Proposal]]] = {}
        self._coverage: dict[tuple[str, str], tuple[Coverage, ...]] = {}
        self._readings = readings_of(record, known_on)
        self.doubts: dict[tuple[str, ...], Any] = {}
        self.histories: dict[tuple[str, str], Any] = {}
        self._denied: dict[tuple[str, str], tuple[tuple[Coverage, Coverage], ...]] = {}
        self._lists_in_use: dict[date, frozenset[tuple[str, str]]] = {}

    def announced_by(self, on: date) -> date:
        """The day by which an act must be public to be announced: ``known_on``, else ``on``."""
        return on if self.known_on is None else self.known_on

    def lists_in_use(self, on: date) -> frozenset[tuple[str, str]]:
        """The lists that hold a line on ``on``: jurisdiction and list."""
        if on not in self._lists_in_use:
            keys = self.timeline.on(on)
            self._lists_in_use[on] = frozenset((key.jurisdiction, key.schedule) for key in keys)
        return self._lists_in_use[on]

    def proposals(self, on: date) -> dict[tuple[str, str], list[Proposal]]:
        """The open proposals of ``on`` by jurisdiction and substance."""
        if on not in self._proposals:
            proposals: dict[tuple[str, str], list[Proposal]] = defaultdict(list)
            for proposal in open_proposals(self.record.acts.values(), on, self.known_on):
                for name in proposal.step.substances:
                    proposals[proposal.act.jurisdiction, name].append(proposal)
            self._proposals[on] = proposals
        return self._proposals[on]

    def coverage(self, jurisdiction: str, substance: str) -> tuple[Coverage, ...]:
        """Every span over which a line of the jurisdiction covers it, best basis first."""
        place = jurisdiction, substance
        if place not in self._coverage:
            spans = sorted(
                self._every_coverage(jurisdiction, self.record.substances[substance]),
                key=lambda each: (BASES.index(each.basis), each.since.day, each.listing.key),
            )
            self._coverage[place] = tuple(spans)
        return self._coverage[place]

    def denied(self, jurisdiction: str, substance: str) -> tuple[tuple[Coverage, Coverage], ...]:
        """What would cover it as a form but for a line of its own, and that line."""
        place = jurisdiction, substance
        if place not in self._denied:
            spans = denied(self, jurisdiction, self.record.substances[substance])
            self._denied[place] = tuple(spans)
        return self._denied[place]

    def leaves_open(self, jurisdiction: str, substance: str, line: str) -> bool:
        """Whether a line (list and line) may cover the substance, readings aside."""
        known = self.record.substances[substance]
        every = self._by_lines_and_classes(jurisdiction, known)
        return any(each.key.local == line and not each.is_certain for each in every)

    def _every_coverage(self, jurisdiction: str, substance: Substance) -> Iterator[Coverage]:
        readings = self._readings.get((jurisdiction, substance.id), ())
        for coverage in self._by_lines_and_classes(jurisdiction, substance):
            yield from settled(coverage, readings) if readings else (coverage,)

    def _by_lines_and_classes(self, jurisdiction: str, substance: Substance) -> Iterator[Coverage]:
        yield from by_line(self, jurisdiction, substance)
        name, family = substance.id, substance.family
        for text in self.texts.get(jurisdiction, ()):
            if name in text.judged or name in text.verdicts or family in text.families:
                yield from by_class(self, text, substance)
