"""What stands over which days: the answers of every day, so that a page can be read for any day.

An answer changes on few days only. A span begins on such a day and holds until the next begins;
the first begins on ``date.min``. Every sentence of a page that depends on the day is made here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple, TypeVar

from registry.engine.coverage import UNDETERMINED
from registry.engine.gaps import Pair, gap
from registry.engine.status import CONTROLLED, Coverage, Status, answers, caveats, status
from registry.engine.view import View
from registry.law.dates import EXACT, Day

BASIS_WORDS: Final = {
    "named": "by name",
    "form": "as a form of a listed substance",
    "class": "through a class",
}


class Span(NamedTuple):
    """What one jurisdiction says of a substance from ``first`` on.

    ``headline``, ``details`` and ``caveats`` are sentences; ``lists`` are the ids of the lists
    that cover it.
    """

    first: date
    status: str
    headline: str
    details: tuple[str, ...]
    caveats: tuple[str, ...]
    lists: tuple[str, ...]


class GapSpan(NamedTuple):
    """How two jurisdictions differ from ``first`` on; ``kind`` is ``None`` if neither controls."""

    first: date
    kind: str | None
    since: str | None
    lag_days: int | None


_Any = TypeVar("_Any", Span, GapSpan)


def at(found: Iterable[_Any], day: date) -> _Any:
    """The span that holds on ``day``."""
    return [one for one in found if one.first <= day][-1]


def full_rows(found: Iterable[Span]) -> list[list[object]]:
    """Spans with all that the page of one substance says, as its script reads them."""
    return [
        [one.first.isoformat(), one.status, one.headline, [*one.details], [*one.caveats]]
        for one in found
    ]


def gap_rows(found: Iterable[GapSpan]) -> list[list[object]]:
    """Gap spans as a script reads them: first day, kind, gap since, lag in days."""
    return [[one.first.isoformat(), *one[1:]] for one in found]


class Spans:
    """The spans of a view: every answer of every day."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._proposals = _proposal_days(view)

    def of(self, place: str, substance: str) -> tuple[Span, ...]:
        """The answers of ``place`` over all days."""
        days = sorted({date.min, *self._edges(place, substance)})
        return _merged(
            _span(self.view, status(self.view, place, substance, day), substance, day)
            for day in days
        )

    def gaps(self, a: str, b: str, substance: str) -> tuple[GapSpan, ...]:
        """How ``a`` and ``b`` differ over all days."""
        pair = Pair(self.view, a, b)
        days = {date.min, *self._edges(a, substance), *self._edges(b, substance)}
        return _merged(_gap_span(pair, substance, day) for day in sorted(days))

    def _edges(self, place: str, substance: str) -> Iterator[date]:
        """Every day on which the answer, or what is said beside it, may change."""
        yield from (day.day for day in answers(self.view, place, substance).days)
        yield from self._proposals[place, substance]
        for reach in self.view.reaches(place, substance):
            if reach.act is not None:
                yield self.view.record.acts[reach.act].known.day
        for one in self.view.nameless:
            if one.key.jurisdiction == place:
                yield from (one.since.day, one.until or one.since.day)


def _proposal_days(view: View) -> dict[tuple[str, str], set[date]]:
    """By jurisdiction and substance: the days on which proposals were made and answered."""
    found: dict[tuple[str, str], set[date]] = defaultdict(set)
    named: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for act in view.record.acts.values():
        if act.kind == "proposal":
            named[act.id] = [
                (act.jurisdiction, one) for step in act.steps for one in step.substances
            ]
            for place in named[act.id]:
                found[place].add(act.known.day)
    for act in view.record.acts.values():
        for place in (place for answered in act.answers for place in named[answered]):
            found[place].add(act.known.day)
    return found


def _merged(found: Iterable[_Any]) -> tuple[_Any, ...]:
    """The spans without those that say what the one before them says."""
    kept: list[_Any] = []
    for one in found:
        if not kept or kept[-1][1:] != one[1:]:
            kept.append(one)
    return tuple(kept)


def _span(view: View, said: Status, substance: str, day: date) -> Span:
    return Span(
        day,
        said.status,
        _headline(view, said),
        tuple(dict.fromkeys(_details(view, said))),
        tuple(caveats(view, said._replace(beyond_verified=False), substance, day)),
        tuple(dict.fromkeys(one.schedule.id for one in said.coverage)),
    )


def _headline(view: View, said: Status) -> str:
    if said.status == CONTROLLED:
        return f"Controlled {_since(said.since)}"
    if said.status == UNDETERMINED:
        return "Undetermined"
    return f"Not listed, verified through {view.verified_through[said.jurisdiction]}"


def _since(day: Day | None) -> str:
    """The day after "since", or after how it is known, such as "on or before"."""
    if day is None:
        raise AssertionError("what is controlled is so since some day")
    return f"since {day}" if day.qualifier == EXACT else str(day)


def _details(view: View, said: Status) -> Iterator[str]:
    """What stands below the headline."""
    yield from (said.why,) if said.why else ()
    yield from (_covered(one) for one in said.coverage)
    lists = view.record.jurisdictions[said.jurisdiction].schedules
    for pending in said.pending:
        title = lists[pending.schedule].title
        yield f"Announced {pending.published}: {title}, in force from {pending.effective}."
    for proposal in said.proposed:
        title = lists[proposal.step.schedule].title
        yield f"Proposed {proposal.act.known}: {title}. Nothing is controlled by it."


def _covered(one: Coverage) -> str:
    standing = one.standing
    words = f"{one.schedule.regime.capitalize()} control: {one.schedule.title}"
    limits = [BASIS_WORDS[one.basis]]
    if standing.temporary:
        limits.append(f"temporary, until {standing.expires or 'a day not seen'}")
    if standing.wording.form and standing.wording.form != standing.wording.printed:
        limits.append(standing.wording.form)
    if standing.wording.exception:
        limits.append(f"except {standing.wording.exception}")
    if standing.wording.limited_to:
        limits.append(f"for export to {', '.join(standing.wording.limited_to)}")
    return f"{words}, {', '.join(limits)}."


def _gap_span(pair: Pair, substance: str, day: date) -> GapSpan:
    found = gap(pair, substance, day)
    if found is None:
        return GapSpan(day, None, None, None)
    return GapSpan(day, found.kind, f"since {found.since}", found.lag_days)
