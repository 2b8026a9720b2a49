"""The record as the public could know it on a day: which lines reach which substance. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.engine.by_class import by_class
from registry.engine.by_line import by_line, denied
from registry.engine.coverage import BASES, Reach
from registry.engine.lines import Lines
from registry.law.acts import Proposal, open_proposals
from registry.law.record import Record, Substance


class View(Lines):
    """The record as the public could know it on ``known_on`` (``None``: all that is known)."""

    def __init__(self, record: Record, known_on: date | None = None) -> None:
        super().__init__(record, known_on)
        self._proposals: dict[date, dict[tuple[str, str], list[Proposal]]] = {}
        self._reaches: dict[tuple[str, str], tuple[Reach, ...]] = {}
        self.answers: dict[tuple[str, str], Any] = {}
        self._denied: dict[tuple[str, str], tuple[tuple[Reach, Reach], ...]] = {}

    def announced_by(self, on: date) -> date:
        """The day by which an act must be public to be announced: ``known_on``, else ``on``."""
        return on if self.known_on is None else self.known_on

    def proposals(self, on: date) -> dict[tuple[str, str], list[Proposal]]:
        """The open proposals of ``on`` by jurisdiction and substance."""
        if on not in self._proposals:
            found: dict[tuple[str, str], list[Proposal]] = defaultdict(list)
            for proposal in open_proposals(self.record.acts.values(), on, self.known_on):
                for name in proposal.step.substances:
                    found[proposal.act.jurisdiction, name].append(proposal)
            self._proposals[on] = found
        return self._proposals[on]

    def reaches(self, jurisdiction: str, substance: str) -> tuple[Reach, ...]:
        """Every span over which a line of the jurisdiction reaches it, best basis first."""
        place = jurisdiction, substance
        if place not in self._reaches:
            found = sorted(
                self._all_reaches(jurisdiction, self.record.substances[substance]),
                key=lambda one: (BASES.index(one.basis), one.start.day, one.listing.key),
            )
            self._reaches[place] = tuple(found)
        return self._reaches[place]

    def denied(self, jurisdiction: str, substance: str) -> tuple[tuple[Reach, Reach], ...]:
        """What would reach it as a form but for a line of its own, and that line."""
        place = jurisdiction, substance
        if place not in self._denied:
            found = denied(self, jurisdiction, self.record.substances[substance])
            self._denied[place] = tuple(found)
        return self._denied[place]

    def _all_reaches(self, jurisdiction: str, substance: Substance) -> Iterator[Reach]:
        yield from by_line(self, jurisdiction, substance)
        for text in self.classes:
            if text.jurisdiction == jurisdiction:
                yield from by_class(self, text, substance)
