"""What each page shows: the engine's values, gathered for one template each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import chain, combinations
from typing import Any, Final, NamedTuple

from registry.api import Registry
from registry.engine.changes import Change, later, upcoming
from registry.engine.coverage import Coverage
from registry.engine.digest import by_act
from registry.engine.gap_history import GapRun
from registry.engine.gap_kinds import KINDS
from registry.engine.gaps import Gaps
from registry.engine.history import History
from registry.engine.listing import Listing
from registry.law.acts import Act
from registry.law.dates import Day
from registry.law.record import ClassText, Jurisdiction, Schedule, Substance
from registry.report.columns.gap_history import act_table
from registry.report.kinds import headline, kind_words, meanings
from registry.report.site.drawing import drawing
from registry.report.site.histories import Answered, Differing, Histories, rows

LOOK_DAYS: Final = 365
# The one-sided gaps first, what nobody can say last.
FIRST, LAST = ("only-a", "only-b"), ("aligned", "pending", "not-compared", "undetermined")
PAGE_KINDS: Final = (
    *FIRST,
    *(kind for kind in KINDS if kind not in {*FIRST, *LAST}),
    *(kind for kind in LAST if kind in KINDS),
)
# What the heading says of each line; of any other change the line says why.
PLAIN_KINDS: Final = frozenset({"added", "removed", "moved", "proposed"})
Context = dict[str, Any]


class Reason(NamedTuple):
    """A line that reaches a substance over some days."""

    law: Jurisdiction
    schedule: Schedule
    coverage: Coverage
    text: str
    acts: tuple[Act, ...]
    evidence: str


class ChangesOfList(NamedTuple):
    """What an act did on a day to the lines of one list, or of two between which they move."""

    day: Day
    kind: str
    lists: tuple[str, ...]
    legal_effect: bool
    changes: list[Change]


class Facts:
    """A registry on a day, comparing ``a`` and ``b``.

    ``words`` holds each sentence of the pages of substances once, with its place.
    """

    def __init__(self, lists: Registry, a: str, b: str, on: date, *, is_main: bool = True) -> None:
        self.lists, self.record, self.view = lists, lists.record, lists.view()
        self.is_main = is_main
        self.words: dict[str, int] = {}
        self.a, self.b, self.on = a, b, on
        self.histories = Histories(self.view)
        self.principal = self.record.principal

    @property
    def verified(self) -> date:
        """The last day through which the lists of all principal sides are verified."""
        return min(self.view.verified_through[place] for place in self.principal)

    @property
    def name(self) -> str:
        """What the files of the pair are called."""
        return f"gaps-{self.a}-{self.b}"

    @property
    def path(self) -> str:
        """The page of the pair."""
        return f"{self.name}.html"

    @cached_property
    def pairs(self) -> tuple[Facts, ...]:
        """This pair, and every other of the principal jurisdictions."""
        others = [
            Facts(self.lists, *pair, self.on, is_main=False)
            for pair in combinations(self.principal, 2)
            if set(pair) != {self.a, self.b}
        ]
        return self, *others

    @cached_property
    def runs(self) -> Sequence[GapRun]:
        """The history of gaps through the day, as ``registry gaps A B --from`` tells it."""
        return self.lists.gap_history(self.a, self.b, start=date.min, end=self.on)

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
        """The gap kinds as people read them, the one-sided gaps first."""
        return {kind: kind_words(kind, *self.shorts) for kind in PAGE_KINDS}

    def place(self, act: str) -> str:
        """The short name of the jurisdiction of an act."""
        return self.record.jurisdictions[self.record.acts[act].jurisdiction].short

    @property
    def legend(self) -> dict[str, str]:
        """What the kinds mean."""
        return meanings(*self.shorts)

    @property
    def headline(self) -> str:
        """What the comparison found, in one sentence."""
        return headline(self.gaps.counts, *self.shorts)

    @property
    def shorts(self) -> list[str]:
        """The short names of the two."""
        return [self.record.jurisdictions[place].short for place in (self.a, self.b)]

    # pages

    def overview(self) -> Context:
        """The matrix, and what the law changed lately and will change."""
        families = sorted({each.family for each in self.record.substances.values()})
        sides = self.a, self.b
        past = self.lists.changes(*sides, start=later(self.on, -LOOK_DAYS), end=self.on)
        return {
            "families": families,
            "totals": self.totals(families),
            "pairs": self.pairs,
            "neither": len(self.record.substances) - sum(self.gaps.counts.values()),
            "past": by_act(change for change in past if change.legal_effect)[::-1],
            "coming": by_act(upcoming(self.view, sides, self.on, LOOK_DAYS)),
        }

    def totals(self, families: Iterable[str]) -> dict[str, int]:
        """How many substances of each family either side controls."""
        tally = self.gaps.tally
        return {name: sum(tally.get((name, kind), 0) for kind in KINDS) for name in families}

    def pair(self, pairs: Iterable[Facts]) -> Context:
        """The gaps of a pair on the day, and the acts that opened and closed gaps before it."""
        families = sorted({family for family, _ in self.gaps.tally})
        shorts = self.shorts[0], self.shorts[1]
        turns = act_table(self.record, self.runs, shorts, date.min, self.on).rows
        return {
            "pair": self,
            "pairs": pairs,
            "families": families,
            "totals": self.totals(families),
            "turns": turns[::-1],
            "year_before": later(self.on, -LOOK_DAYS),
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
        """What the script of the page of a substance reads; sentences by place in ``words``."""
        sides = self.sides[substance]
        return {
            "gap": rows(self.gap_histories[substance]),
            "places": {
                place: _answer_rows(history, self.words) for place, history in sides.items()
            },
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
            "changes": list(_by_list(self.by_act[act.id])),
            "plain_kinds": PLAIN_KINDS,
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


def _answer_rows(history: History[Answered], words: dict[str, int]) -> list[list[object]]:
    """A history of answers as a script reads it: sentences by their places among ``words``."""

    def place(text: str) -> int:
        return words.setdefault(text, len(words))

    return [
        [
            day.day.isoformat(),
            each.status,
            place(each.headline),
            [place(text) for text in each.details],
            [place(text) for text in each.caveats],
            each.verified.isoformat(),
        ]
        for day, each in history.turns
    ]


def _by_list(changes: Iterable[Change]) -> Iterator[ChangesOfList]:
    """Changes of one act gathered by day, kind and list, in their order."""
    grouped: dict[tuple[Day, str, tuple[str, ...], bool], list[Change]] = defaultdict(list)
    for each in changes:
        lists = (each.from_schedule, each.to_schedule)
        known = dict.fromkeys(name for name in lists if name) or {each.key.schedule: None}
        grouped[each.day, each.kind, tuple(known), each.legal_effect].append(each)
    for key, gathered in grouped.items():
        yield ChangesOfList(*key, gathered)


def _number(text: str | None) -> tuple[int, str]:
    """A line's number as it sorts: by its digits; lines without a number come last."""
    digits = "".join(letter for letter in text or "" if letter.isdigit())
    return int(digits) if digits else 10**9, text or ""
