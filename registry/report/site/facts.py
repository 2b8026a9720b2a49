"""What each page shows: the engine's values, gathered for one template each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, Final, NamedTuple

from registry.api import Registry
from registry.engine.changes import Change, later, upcoming
from registry.engine.coverage import Coverage
from registry.engine.digest import by_act
from registry.engine.gaps import KINDS, Gaps
from registry.engine.history import History
from registry.engine.listing import Listing
from registry.law.acts import Act
from registry.law.record import ClassText, Jurisdiction, Schedule, Substance
from registry.report.site.drawing import drawing
from registry.report.site.histories import Answered, Differing, Histories, rows
from registry.report.table import kind_words

LOOK_DAYS: Final = 365
Context = dict[str, Any]


class Reason(NamedTuple):
    """A line that reaches a substance over some days."""

    law: Jurisdiction
    schedule: Schedule
    coverage: Coverage
    text: str
    acts: tuple[Act, ...]
    evidence: str


class Facts:
    """A registry on a day, comparing ``a`` and ``b``."""

    def __init__(self, lists: Registry, a: str, b: str, on: date) -> None:
        self.lists, self.record, self.view = lists, lists.record, lists.view()
        self.a, self.b, self.on = a, b, on
        self.histories = Histories(self.view)
        self.principal = self.record.principal

    @property
    def verified(self) -> date:
        """The last day through which the lists of all principal sides are verified."""
        return min(self.view.verified_through[place] for place in self.principal)

    @cached_property
    def gaps(self) -> Gaps:
        """The comparison, as ``registry gaps A B --all`` makes it."""
        return self.lists.gaps(self.a, self.b, on=self.on, aligned=True)

    @cached_property
    def gap_histories(self) -> dict[str, History[Differing]]:
        """How the two differ over every substance, over all days."""
        names = self.record.substances
        return {name: self.histories.gaps(self.a, self.b, name) for name in names}

    @cached_property
    def sides(self) -> dict[str, dict[str, History[Answered]]]:
        """By substance and jurisdiction: all answers; a sub-national one only where it speaks."""
        return {name: dict(self._sides(name)) for name in self.record.substances}

    def _sides(self, substance: str) -> Iterator[tuple[str, History[Answered]]]:
        for place in self.record.jurisdictions:
            history = self.histories.of(place, substance)
            if place in self.principal or len(history.days) > 1:
                yield place, history

    @cached_property
    def by_act(self) -> dict[str, list[Change]]:
        """By act: everything it changed."""
        changes: dict[str, list[Change]] = defaultdict(list)
        for change in self.lists.changes(start=date.min, end=date.max):
            changes[change.act.id].append(change)
        return changes

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The gap kinds as people read them."""
        return {kind: kind_words(kind, *self.shorts) for kind in KINDS}

    @property
    def shorts(self) -> list[str]:
        """The short names of the two."""
        return [self.record.jurisdictions[place].short for place in (self.a, self.b)]

    # pages

    def overview(self) -> Context:
        """The matrix, and what the law changed lately and will change."""
        families = sorted({each.family for each in self.record.substances.values()})
        sides, tally = (self.a, self.b), self.gaps.tally
        past = self.lists.changes(*sides, start=later(self.on, -LOOK_DAYS), end=self.on)
        return {
            "families": families,
            "totals": {
                name: sum(tally.get((name, kind), 0) for kind in KINDS) for name in families
            },
            "neither": len(self.record.substances) - sum(self.gaps.counts.values()),
            "past": by_act(change for change in past if change.legal_effect)[::-1],
            "coming": by_act(upcoming(self.view, sides, self.on, LOOK_DAYS)),
        }

    def substance(self, substance: Substance) -> Context:
        """One substance: what every jurisdiction says of it, why, and by which acts."""
        name, record = substance.id, self.record
        reaches = {place: self.histories.telling(place, name) for place in record.jurisdictions}
        reasons = [self._reason(place, each) for place in reaches for each in reaches[place]]
        acts = {act.id: act for reason in reasons for act in reason.acts}
        return {
            "substance": substance,
            "sides": self.sides[name],
            "gap_history": self.gap_histories[name],
            "standing": [each for each in reasons if each.coverage.holds_on(self.on)],
            "others": [each for each in reasons if not each.coverage.holds_on(self.on)],
            "acts": sorted(acts.values(), key=lambda act: (act.day.day, act.id)),
            "verdicts": [
                (text, text.verdicts[name]) for text in record.classes if name in text.verdicts
            ],
            "forms": [
                each
                for each in record.substances.values()
                if each.form_of and each.form_of[0] == name
            ],
            "drawing": drawing(self.view, chain.from_iterable(reaches.values()), self.on),
            "script_data": self._script_data(name),
        }

    def _script_data(self, substance: str) -> Context:
        """What the script of the page of a substance reads."""
        sides = self.sides[substance]
        return {
            "shorts": self.shorts,
            "kinds": self.kinds,
            "gap": rows(self.gap_histories[substance]),
            "places": {place: _answer_rows(history) for place, history in sides.items()},
        }

    def _reason(self, place: str, coverage: Coverage) -> Reason:
        law, day = self.record.jurisdictions[place], coverage.nearest(self.on)
        return Reason(
            law=law,
            schedule=law.schedules[coverage.listing.key.schedule],
            coverage=coverage,
            text=coverage.on(day).reason,
            acts=tuple(self.record.acts[name] for name in coverage.listing.states[-1][1].acts),
            evidence=coverage.listing.nearest(day).evidence if coverage.is_certain else "",
        )

    def listings(self, law: Jurisdiction, schedule: Schedule) -> list[Listing]:
        """Every line that ever stood on a list, by its number."""
        place = law.id, schedule.id
        listings = (each for each in self.view.timeline.listings if each.key[:2] == place)
        return sorted(
            listings,
            key=lambda each: (_number(each.nearest(self.on).wording.number), each.key.line),
        )

    def standing(self, law: Jurisdiction, schedule: Schedule) -> int:
        """How many lines stand on a list that day."""
        return len(self.lists.list(law.id, schedule.id, on=self.on))

    def act(self, act: Act) -> Context:
        """One act: what it changed, what it answers, and who rests on it."""
        return {
            "act": act,
            "changes": self.by_act[act.id],
            "answered_by": [each for each in self.record.acts.values() if act.id in each.answers],
            "claims": [
                (seed, claim)
                for seed in self.lists.claims()
                for claim in seed.claims
                if act.id in claim.supports
            ],
        }

    def classes(self) -> dict[str, list[ClassText]]:
        """The texts of every class, the oldest first."""
        texts: dict[str, list[ClassText]] = defaultdict(list)
        for text in sorted(self.record.classes, key=lambda text: text.since):
            texts[text.id].append(text)
        return texts


def _answer_rows(history: History[Answered]) -> list[list[object]]:
    """A history of answers with all that the page of one substance says, as its script reads it."""
    return [
        [day.day.isoformat(), each.status, each.headline, [*each.details], [*each.caveats]]
        for day, each in history.turns
    ]


def _number(text: str | None) -> tuple[int, str]:
    """A line's number as it sorts: by its digits; lines without a number come last."""
    digits = "".join(letter for letter in text or "" if letter.isdigit())
    return int(digits) if digits else 10**9, text or ""
