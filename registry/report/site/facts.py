"""What each page shows: the engine's values, gathered for one template each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any, Final, NamedTuple

from registry.engine.changes import Change, changes, later, upcoming
from registry.engine.coverage import UNDETERMINED, Reach
from registry.engine.gaps import KINDS, Gaps, gaps
from registry.engine.listing import Listing
from registry.engine.view import View
from registry.law.acts import Act
from registry.law.dates import Day
from registry.law.record import ClassText, Jurisdiction, Schedule, Substance, Verdict
from registry.report.columns.gaps import kind_words
from registry.report.site.drawing import drawing, telling
from registry.report.site.spans import GapSpan, Span, Spans, full_rows, gap_rows
from registry.report.table import joined

LOOK_DAYS: Final = 365
Context = dict[str, Any]


class Side(NamedTuple):
    """A jurisdiction's answers for one substance."""

    law: Jurisdiction
    verified: date
    spans: tuple[Span, ...]


class Reason(NamedTuple):
    """A line that reaches a substance over some days."""

    law: Jurisdiction
    schedule: Schedule
    basis: str
    start: Day
    until: date | None
    text: str
    acts: tuple[Act, ...]
    evidence: str

    def holds_on(self, day: date) -> bool:
        """Whether the line reaches the substance on ``day``."""
        return self.start.day <= day and (self.until is None or day < self.until)


class News(NamedTuple):
    """What one act did on one day."""

    day: Day
    act: Act
    counts: tuple[tuple[str, int], ...]


class Facts:
    """The record on a day, comparing ``a`` and ``b``."""

    def __init__(self, view: View, a: str, b: str, on: date) -> None:
        self.view, self.record = view, view.record
        self.a, self.b, self.on = a, b, on
        self.spans = Spans(view)
        self.principal = self.record.principal

    @property
    def verified(self) -> date:
        """The last day through which the lists of all principal sides are verified."""
        return min(self.view.verified_through[one] for one in self.principal)

    @cached_property
    def found(self) -> Gaps:
        """The comparison, as ``registry gaps A B --all`` makes it."""
        return gaps(self.view, self.a, self.b, self.on, aligned=True)

    @cached_property
    def gap_spans(self) -> dict[str, tuple[GapSpan, ...]]:
        """How the two differ over every substance, over all days."""
        return {one: self.spans.gaps(self.a, self.b, one) for one in self.record.substances}

    @cached_property
    def sides(self) -> dict[str, tuple[Side, ...]]:
        """By substance: every jurisdiction's answers; a sub-national one only where it speaks."""
        return {one: tuple(self._sides(one)) for one in self.record.substances}

    def _sides(self, substance: str) -> Iterator[Side]:
        for name, law in self.record.jurisdictions.items():
            spans = self.spans.of(name, substance)
            if name in self.principal or len(spans) > 1:
                yield Side(law, self.view.verified_through[name], spans)

    @cached_property
    def by_act(self) -> dict[str, list[Change]]:
        """By act: everything it changed."""
        found: dict[str, list[Change]] = defaultdict(list)
        for name in self.record.jurisdictions:
            for one in changes(self.view, name, date.min, date.max):
                found[one.act.id].append(one)
        return found

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The gap kinds as people read them."""
        shorts = [self.record.jurisdictions[one].short for one in (self.a, self.b)]
        return {kind: kind_words(kind, *shorts) for kind in KINDS}

    # pages

    def overview(self) -> Context:
        """The matrix, and what the law changed lately and will change."""
        families = sorted({one.family for one in self.record.substances.values()})
        start, sides = later(self.on, -LOOK_DAYS), (self.a, self.b)
        past = [one for each in sides for one in changes(self.view, each, start, self.on)]
        return {
            "families": families,
            "totals": {name: sum(self._row(name)) for name in families},
            "neither": len(self.record.substances) - sum(self.found.counts.values()),
            "past": _news(one for one in past if one.legal_effect)[::-1],
            "coming": _news(upcoming(self.view, sides, self.on, LOOK_DAYS)),
        }

    def _row(self, family: str) -> list[int]:
        return [self.found.tally.get((family, kind), 0) for kind in KINDS]

    def substance(self, one: Substance) -> Context:
        """One substance: what every jurisdiction says of it, why, and by which acts."""
        reasons = [
            self._reason(place, reach)
            for place in self.record.jurisdictions
            for reach in telling(self.view.reaches(place, one.id))
        ]
        acts = {act.id: act for reason in reasons for act in reason.acts}
        everyone = self.record.substances.values()
        return {
            "one": one,
            "sides": self.sides[one.id],
            "gap_spans": self.gap_spans[one.id],
            "standing": [each for each in reasons if each.holds_on(self.on)],
            "others": [each for each in reasons if not each.holds_on(self.on)],
            "acts": sorted(acts.values(), key=lambda act: (act.day.day, act.id)),
            "verdicts": list(self._verdicts(one)),
            "forms": [each for each in everyone if each.form_of and each.form_of[0] == one.id],
            "drawing": drawing(self.view, one, self.on),
            "script_data": {
                "shorts": [self.record.jurisdictions[each].short for each in (self.a, self.b)],
                "kinds": self.kinds,
                "gap": gap_rows(self.gap_spans[one.id]),
                "places": {side.law.id: full_rows(side.spans) for side in self.sides[one.id]},
            },
        }

    def _reason(self, place: str, reach: Reach) -> Reason:
        law, day = self.record.jurisdictions[place], reach.nearest(self.on)
        state = reach.listing.nearest(day)
        return Reason(
            law=law,
            schedule=law.schedules[reach.listing.key.schedule],
            basis=reach.basis,
            start=reach.start,
            until=reach.until,
            text=reach.reason_on(day),
            acts=tuple(self.record.acts[name] for name in reach.listing.states[-1][1].acts),
            evidence="" if reach.basis == UNDETERMINED else state.evidence,
        )

    def _verdicts(self, one: Substance) -> Iterator[tuple[ClassText, Verdict]]:
        for text in self.record.classes:
            if one.id in text.verdicts:
                yield text, text.verdicts[one.id]

    def schedule(self, law: Jurisdiction, schedule: Schedule) -> Context:
        """One list: every line that ever stood on it."""
        return {
            "law": law,
            "schedule": schedule,
            "listings": self._listings(law, schedule),
        }

    def _listings(self, law: Jurisdiction, schedule: Schedule) -> list[Listing]:
        place = law.id, schedule.id
        found = [one for one in self.view.timeline.listings if one.key[:2] == place]
        return sorted(
            found, key=lambda one: (_number(one.nearest(self.on).wording.number), one.key.line)
        )

    def standing(self, law: Jurisdiction, schedule: Schedule) -> int:
        """How many lines stand on a list that day."""
        return sum(one.at(self.on) is not None for one in self._listings(law, schedule))

    def act(self, act: Act) -> Context:
        """One act: what it changed, what it answers, and who rests on it."""
        everyone = self.record.acts.values()
        return {
            "act": act,
            "changes": self.by_act[act.id],
            "answered_by": [one for one in everyone if act.id in one.answers],
            "claims": [
                (seed, claim)
                for seed in self.record.seeds
                for claim in seed.claims
                if act.id in claim.supports
            ],
        }

    def classes(self) -> dict[str, list[ClassText]]:
        """The texts of every class, the oldest first."""
        found: dict[str, list[ClassText]] = defaultdict(list)
        for text in sorted(self.record.classes, key=lambda one: one.since):
            found[text.id].append(text)
        return found

    def named(self, change: Change) -> str:
        """The substances of a change in words, or its class, or that nobody has seen the names."""
        shown = joined(self.record.substances[one].name for one in change.substances)
        return shown or change.class_id or ""


def _number(text: str | None) -> tuple[int, str]:
    """A line's number as it sorts: by its digits; lines without a number come last."""
    digits = "".join(one for one in text or "" if one.isdigit())
    return int(digits) if digits else 10**9, text or ""


def _news(found: Iterator[Change] | list[Change]) -> list[News]:
    """Changes gathered by day and act, in their order."""
    grouped: dict[tuple[Day, Act], Counter[str]] = defaultdict(Counter)
    for one in sorted(found, key=lambda one: (one.day.day, one.act.id)):
        grouped[one.day, one.act][one.kind] += 1
    return [News(day, act, tuple(counts.items())) for (day, act), counts in grouped.items()]
