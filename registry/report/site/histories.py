"""The answers of every day in words, so that a page can be read for any day.

The days and the answers are the engine's; every sentence of a page that depends on the day is made
here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from registry.engine.coverage import UNDETERMINED, Coverage
from registry.engine.gaps import Pair, gap
from registry.engine.history import History
from registry.engine.status import caveats, status
from registry.engine.statuses import NOT_LISTED, Status
from registry.engine.statuses import history as statuses_of
from registry.engine.view import View
from registry.law.dates import EXACT, Day
from registry.law.scope import limits_of

BASIS_WORDS: Final = {
    "named": "by name",
    "form": "as a form of a listed substance",
    "class": "through a class",
}


class Answered(NamedTuple):
    """What one jurisdiction says of a substance: sentences, and the ids of the covering lists.

    ``verified``: through which day the lists that carry the answer are verified.
    """

    status: str
    headline: str
    details: tuple[str, ...]
    caveats: tuple[str, ...]
    lists: tuple[str, ...]
    verified: date


class Differing(NamedTuple):
    """How two jurisdictions differ; ``kind`` is ``None`` where neither controls the substance."""

    kind: str | None = None
    since: str | None = None
    lag_days: int | None = None


class Histories:
    """What a view answers about every day."""

    def __init__(self, view: View) -> None:
        self.view = view

    def of(self, place: str, substance: str) -> History[Answered]:
        """What ``place`` says of a substance."""

        def answered(day: date) -> Answered:
            return _answered(self.view, status(self.view, place, substance, day), substance, day)

        return History(self._days((place, substance)), answered).settled()

    def gaps(self, a: str, b: str, substance: str) -> History[Differing]:
        """How ``a`` and ``b`` differ over a substance."""
        pair = Pair(self.view, a, b)

        def differing(day: date) -> Differing:
            row = gap(pair, substance, day)
            return Differing(row.kind, f"since {row.since}", row.lag_days) if row else Differing()

        return History(self._days((a, substance), (b, substance)), differing).settled()

    def telling(self, place: str, substance: str) -> list[Coverage]:
        """What reaches a substance, but for what is open on days that are settled otherwise."""
        history = statuses_of(self.view, place, substance)
        turns = [day.day for day in history.days]
        return [
            reach
            for reach in self.view.coverage(place, substance)
            if reach.is_certain
            or not all(history.at(day).controlled for day in turns if reach.holds_on(day))
        ]

    def _days(self, *places: tuple[str, str]) -> list[Day]:
        """Every day on which the answers, or what is said beside them, may change."""
        days = {date.min}
        for jurisdiction, substance in places:
            days |= {day.day for day in statuses_of(self.view, jurisdiction, substance).days}
            days |= self._proposals[jurisdiction, substance]
            for reach in self.view.coverage(jurisdiction, substance):
                days |= {self.view.record.acts[reach.act].known.day} if reach.act else set()
            for line in self.view.nameless:
                if line.key.jurisdiction == jurisdiction:
                    days |= {line.since.day, line.until or line.since.day}
        return [Day(day) for day in sorted(days)]

    @cached_property
    def _proposals(self) -> dict[tuple[str, str], set[date]]:
        """By jurisdiction and substance: the days on which proposals were made and answered."""
        acts, days = self.view.record.acts, defaultdict[tuple[str, str], set[date]](set)
        for act in acts.values():
            for proposal in (act, *(acts[name] for name in act.answers)):
                if proposal.kind == "proposal":
                    for name in (name for step in proposal.steps for name in step.substances):
                        days[proposal.jurisdiction, name].add(act.known.day)
        return days


def rows(history: History[Differing]) -> list[list[object]]:
    """A history as a script reads it: the first day of each turn, and what holds from then on."""
    return [[day.day.isoformat(), *value] for day, value in history.turns]


def _answered(view: View, answer: Status, substance: str, day: date) -> Answered:
    return Answered(
        answer.status,
        _headline(answer),
        tuple(dict.fromkeys(_details(view, answer))),
        tuple(caveats(view, answer._replace(beyond_verified=False), substance, day)),
        tuple(dict.fromkeys(each.schedule.id for each in answer.coverage)),
        answer.verified_through,
    )


def _headline(answer: Status) -> str:
    if answer.since:  # what is controlled is so since some day
        since = "since " if answer.since.qualifier == EXACT else ""
        return f"Controlled {since}{answer.since}"
    if answer.status == UNDETERMINED:
        return "Undetermined"
    return f"Not listed, verified through {answer.verified_through}"


def _details(view: View, answer: Status) -> Iterator[str]:
    """What stands below the headline."""
    yield from (answer.why,) if answer.why else ()
    yield from (_covered(coverage) for coverage in answer.coverage)
    lists = view.record.jurisdictions[answer.jurisdiction].schedules
    for pending in answer.pending:
        title = lists[pending.schedule].title
        yield f"Announced {pending.published}: {title}, in force from {pending.effective}."
    for proposal in answer.proposed:
        title = lists[proposal.step.schedule].title
        yield f"Proposed {proposal.act.known}: {title}. Nothing is controlled by it."
    if answer.status == NOT_LISTED and answer.verified_beside:
        beside = ", ".join(f"{regime} {day}" for regime, day in answer.verified_beside)
        yield f"Lists of other regimes are verified through: {beside}."


def _covered(coverage: Coverage) -> str:
    standing, wording = coverage.standing, coverage.standing.wording
    limits = [BASIS_WORDS[coverage.basis]]
    if standing.temporary:
        limits.append(f"temporary, until {standing.expires or 'a day not seen'}")
    limits += limits_of(wording).values()
    regime = coverage.schedule.regime.capitalize()
    return f"{regime} control: {coverage.schedule.title}, {', '.join(limits)}."
