"""The running state of one fold: the lines that stand, and what became of the others. Pure."""

from collections import defaultdict
from datetime import date
from heapq import heappop, heappush
from typing import NamedTuple

from registry.engine.listing import Contradiction, Event, Listing, Standing, Timeline
from registry.law.acts import Act, Key, Step
from registry.law.dates import Day

States = list[tuple[Day, Standing]]


class DatedStep(NamedTuple):
    """One step of an act on the day on which it applies, with the line it speaks of."""

    day: Day
    step: Step
    act: Act
    key: Key


class Ledger:
    """The lines as they stand, the stays that ended, events and contradictions.

    ``spoken`` holds, for lines that a later act says stood on, when acts add, end or prolong the
    line; true marks the acts that say so.
    """

    def __init__(self, spoken: dict[Key, list[tuple[date, bool]]]) -> None:
        self.spoken = spoken
        self.open: dict[Key, States] = {}
        self.lapsed: dict[Key, Standing] = {}
        self.silent: dict[Key, dict[date, date]] = defaultdict(dict)
        self.hung: dict[Key, States] = {}
        self.defined: dict[tuple[str, str], date | None] = {}
        self.of_class: dict[tuple[str, str], dict[Key, None]] = defaultdict(dict)
        self.expiries: list[tuple[date, Key]] = []
        self.watched: set[tuple[date, Key]] = set()
        self.listings: list[Listing] = []
        self.events: list[Event] = []
        self.contradictions: list[Contradiction] = []

    def standing(self, key: Key) -> Standing | None:
        """The line as it stands now."""
        states = self.open.get(key)
        return states[-1][1] if states else None

    def begin(self, key: Key, day: Day, standing: Standing) -> None:
        """A stay begins."""
        if standing.class_id:
            self.of_class[key.jurisdiction, standing.class_id][key] = None
            standing = self._defined(standing, standing.class_id)
        self.open[key] = [(day, standing)]
        self.lapsed.pop(key, None)
        self._watch(key, standing)

    def restate(self, key: Key, day: Day, standing: Standing) -> None:
        """A standing line changes."""
        states = self.open[key]
        if states[-1][0].day == day.day:
            day = states.pop()[0]
        if standing.class_id:
            standing = self._defined(standing, standing.class_id)
        states.append((day, standing))
        self._watch(key, standing)

    def end(self, key: Key, day: date, verb: str) -> Standing:
        """A stay ends; the line as it stood. A stay of no day leaves no listing."""
        states = self.open.pop(key)
        last = states[-1][1]
        if verb == "expire":
            self.lapsed[key] = last
        if states[0][0].day < day:
            self.listings.append(self._listing(key, states, day, verb))
        return last

    def _defined(self, line: Standing, class_id: str) -> Standing:
        """The line with the day of the text that defines its class."""
        return line._replace(defined=self.defined.get((line.key.jurisdiction, class_id)))

    def _watch(self, key: Key, standing: Standing) -> None:
        if standing.expires is not None and (standing.expires, key) not in self.watched:
            self.watched.add((standing.expires, key))
            heappush(self.expiries, (standing.expires, key))

    def _listing(self, key: Key, states: States, until: date | None, verb: str | None) -> Listing:
        silent = tuple(self.silent.pop(key, {}).items())
        return Listing(key, states[0][1].since, until, verb, tuple(states), silent)

    def expire_before(self, today: date, *, inclusive: bool = False) -> None:
        """End what expires before ``today`` (or on it)."""
        while self.expiries and (
            self.expiries[0][0] < today or (inclusive and self.expiries[0][0] == today)
        ):
            expiry, key = heappop(self.expiries)
            self.watched.discard((expiry, key))
            if key not in self.open or self.open[key][-1][1].expires != expiry:
                continue
            later = self._stands_until(key, expiry)
            if later is not None:
                self.silent[key][expiry] = later
                continue
            before = self.end(key, expiry, "expire")
            self.events.append(
                Event(Day(expiry), before.acts[-1], "expire", key, before, None, None)
            )

    def _stands_until(self, key: Key, expiry: date) -> date | None:
        """The day of the next act on the line, if it says that the line stood on meanwhile."""
        following = [item for item in self.spoken.get(key, ()) if item[0] > expiry]
        return following[0][0] if following and following[0][1] else None

    def note(
        self,
        entry: DatedStep,
        before: Standing | None,
        after: Standing | None,
        host: Standing | None = None,
    ) -> None:
        """An event: what a step made of its line."""
        day, step, act, key = entry
        self.events.append(Event(day, act.id, step.verb, key, before, after, step, host))

    def contradict(self, entry: DatedStep, code: str) -> None:
        """A step that cannot be applied."""
        day, step, act, key = entry
        self.contradictions.append(Contradiction(act.id, key, day.day, code, step))

    def timeline(self) -> Timeline:
        """The result: the stays that ended, and those that still stand."""
        running = [self._listing(key, states, None, None) for key, states in self.open.items()]
        listings = sorted(self.listings + running, key=lambda each: (each.key, each.since.day))
        return Timeline(
            listings=tuple(listings),
            events=tuple(self.events),
            contradictions=tuple(self.contradictions),
            unprinted=tuple(
                Listing(key, states[0][0], None, None, tuple(states))
                for key, states in self.hung.items()
            ),
        )
