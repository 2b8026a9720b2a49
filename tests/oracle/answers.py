"""Statuses, since when, what comes, and gaps: read off the ways of each day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from registry.law.dates import BY_DECISION, EXACT, ON_OR_AFTER, ON_OR_BEFORE, Day
from tests.oracle.walk import FIRST, RANGE, Line, Place
from tests.oracle.ways import Way, Ways

# Of lines that begin on one day: the exact one tells it, else the one that stood by then at the
# latest; a decision binds on receipt, "not before" says least.
SURENESS: Final = (EXACT, ON_OR_BEFORE, BY_DECISION, ON_OR_AFTER)


class Answer(NamedTuple):
    """What a jurisdiction's lists say of a substance on a day."""

    status: str
    coverage: frozenset[tuple[str, str, str]]
    since: Day | None
    pending: frozenset[tuple[str, date, str]]


class Difference(NamedTuple):
    """How two jurisdictions differ over a substance on a day."""

    kind: str
    also: tuple[str, ...]
    since: date
    until: date | None


class Answers(Ways):
    """Statuses, and since when."""

    def certain(self, law: str, name: str, day: date) -> list[Way]:
        """The ways that control it; a line of its own governs the forms of the same regime."""
        ways = [way for way in self.ways(law, name, day) if way.basis != "undetermined"]
        own = {self.schedule(way.place).regime for way in ways if way.basis == "named"}
        return [
            way for way in ways if way.basis != "form" or self.schedule(way.place).regime not in own
        ]

    def status(self, law: str, name: str, day: date) -> str:
        """Controlled, undetermined or not listed."""
        ways = self.ways(law, name, day)
        if any(way.basis != "undetermined" for way in ways):
            return "controlled"
        if ways or self.is_unclear(law, name, day):
            return "undetermined"
        return "not-listed"

    def is_unclear(self, law: str, name: str, day: date) -> bool:
        """Whether the record of which names stood is not whole on ``day``.

        That a list is held only in part from some day on makes nothing known that was not before:
        its first whole day counts, too (law 10). Lists held in part may all be whole for a name.
        """
        lists = self.record.jurisdictions[law].schedules.values()
        if not any(schedule.complete for schedule in lists):
            return not all(name in schedule.whole_for for schedule in lists)
        return any(schedule.complete_from and day < schedule.complete_from for schedule in lists)

    def since(self, law: str, name: str, day: date) -> Day | None:
        """The first day of the unbroken run of days with any coverage, up to ``day``.

        A coverage that is undetermined breaks nothing and proves nothing.
        """
        first = None
        while day >= FIRST and (ways := self.ways(law, name, day)):
            sure = [way.begun for way in ways if way.basis != "undetermined"]
            if sure:
                starts = [begun for begun in sure if begun.day == day] or [Day(day)]
                first = min(starts, key=lambda begun: SURENESS.index(begun.qualifier))
            day -= timedelta(days=1)
        return first

    def announced(self, law: str, name: str, on: date) -> Iterator[tuple[str, date, str]]:
        """What published acts, not yet in force, will bring: a name, or the line of a class."""
        horizon = on if self.known_on is None else self.known_on
        for schedule, day, act_id in self.coming(law, name, on):
            act = self.record.acts[act_id]
            if act.kind != "baseline" and act.known.day <= horizon:
                yield schedule, day, act_id

    def coming(self, law: str, name: str, on: date) -> Iterator[tuple[str, date, str]]:
        """The names and the class lines that begin after ``on``, with the act that brings them."""
        for naming in self.namings(law, name):
            if naming.start.day > on:
                yield naming.place[1], naming.start.day, naming.act
        for day in (later for later in RANGE if later > on):
            before = {way.tag for way in self.ways(law, name, day - timedelta(days=1))}
            for way in self.ways(law, name, day):
                line = self.walk.days[day].get(way.place)
                new = way.basis == "class" and way.tag not in before
                if new and line and line.since.day > on:
                    yield way.place[1], day, self.opening(way.place, line).acts[0]

    def answer(self, law: str, name: str, day: date) -> Answer:
        """All that the lists of ``law`` say of the substance on ``day``."""
        status = self.status(law, name, day)
        coverage = {(way.basis, *way.place[1:]) for way in self.certain(law, name, day)}
        since = self.since(law, name, day) if status == "controlled" else None
        pending = frozenset(self.announced(law, name, day))
        return Answer(status, frozenset(coverage), since, pending)


class Oracle(Answers):
    """Answers and gaps of a record as the public could know it on ``known_on``."""

    def sort(self, a: str, b: str, name: str, day: date) -> tuple[str, ...]:
        """What must stay the same for a gap to be the same gap."""
        statuses = self.status(a, name, day), self.status(b, name, day)
        if statuses == ("controlled", "controlled"):
            return (self.two_sided(a, b, name, day)[0],)
        return tuple(
            "undetermined" if self.may_be_in_the_rest(law, other, name, day) else status
            for status, law, other in zip(statuses, (a, b), (b, a), strict=True)
        )

    def may_be_in_the_rest(self, law: str, other: str, name: str, day: date) -> bool:
        """Whether a list held in part may answer the control by the other side, unseen by us."""
        if (self.status(law, name, day), self.status(other, name, day)) != (
            "not-listed",
            "controlled",
        ):
            return False
        regimes = {self.schedule(way.place).regime for way in self.certain(other, name, day)}
        family = self.record.substances[name].family
        return any(
            not schedule.complete
            and name not in schedule.whole_for
            and family in schedule.may_hold
            and regimes & {schedule.regime, schedule.stands_in_for}
            for schedule in self.record.jurisdictions[law].schedules.values()
        )

    def is_elsewhere(self, law: str, name: str) -> bool:
        """Whether rules that are not held may reach it."""
        family = self.record.substances[name].family
        rules = self.record.jurisdictions[law].not_held
        return any(family in each.families or name in each.substances for each in rules)

    def gap(self, a: str, b: str, name: str, day: date) -> Difference | None:
        """How the two differ; ``None`` if neither controls the substance."""
        kinds = self.kinds(a, b, name, day)
        if not kinds:
            return None
        same, since, until = self.sort(a, b, name, day), day, day
        while since > FIRST and self.sort(a, b, name, since - timedelta(days=1)) == same:
            since -= timedelta(days=1)
        while until <= RANGE[-1] and self.sort(a, b, name, until) == same:
            until += timedelta(days=1)
        return Difference(kinds[0], tuple(kinds[1:]), since, None if until > RANGE[-1] else until)

    def kinds(self, a: str, b: str, name: str, day: date) -> list[str]:
        """Every kind that holds, the first first."""
        one, other = (self.answer(law, name, day) for law in (a, b))
        controls = one.status == "controlled", other.status == "controlled"
        if all(controls):
            return self.two_sided(a, b, name, day)
        if not any(controls):
            return []
        missing, only = (other, "only-a") if controls[0] else (one, "only-b")
        law, controlling = (b, a) if controls[0] else (a, b)
        open_ = missing.status == "undetermined" or self.may_be_in_the_rest(
            law, controlling, name, day
        )
        elsewhere = self.is_elsewhere(law, name)
        beside = ["pending"] if missing.pending else ["not-compared"] if elsewhere else []
        if open_:
            return ["undetermined", *beside]
        return beside if elsewhere else [*beside, only]

    def two_sided(self, a: str, b: str, name: str, day: date) -> list[str]:
        one, other = self.certain(a, name, day), self.certain(b, name, day)
        regimes = [{self.schedule(way.place).regime for way in side} for side in (one, other)]
        by_class = [all(way.basis == "class" for way in side) for side in (one, other)]
        temporary = [all(self.is_temporary(way, day) for way in side) for side in (one, other)]
        tests = {
            "regime": not regimes[0] & regimes[1],
            "class-vs-named": by_class[0] != by_class[1],
            "temporary": temporary[0] != temporary[1],
            "level": {self.level(side, day) for side in (one, other)} == {True, False},
            "scope": self.scopes_differ(one, other, regimes[0] & regimes[1], day),
        }
        return [kind for kind, holds in tests.items() if holds] or ["aligned"]

    def is_temporary(self, way: Way, day: date) -> bool:
        line = self.walk.days[day].get(way.place)
        return line is not None and line.temporary

    def level(self, ways: list[Way], day: date) -> bool | None:
        """Whether the lists of drug law are for medical use; any yes makes it so."""
        drug = [way for way in ways if self.schedule(way.place).regime == "drug"]
        uses = [self.medical_use(way, day) for way in drug]
        if True in uses:
            return True
        return None if None in uses or not uses else False

    def medical_use(self, way: Way, day: date) -> bool | None:
        """What the line says, else its group, else its list; "not said" ends the search."""
        schedule, line = self.schedule(way.place), self.walk.days[day].get(way.place)
        words = [schedule.medical_use]
        if line is not None:
            group = schedule.groups.get(line.wording.group or "")
            words = [line.wording.medical_use, group.medical_use if group else None, *words]
        said = [word for word in words if word is not None]
        return said[0] is True if said and said[0] != "not said" else None

    # scope: what the lines say

    def scopes_differ(self, a: list[Way], b: list[Way], shared: set[str], day: date) -> bool:
        """Whether the lines that name it limit themselves otherwise.

        A kind of relative counts where a line speaks of it, or leaves out what its list would give;
        what a clause leaves open makes no difference (as the engine has it).
        """
        sides = [
            [
                (way.place, self.walk.days[day][way.place])
                for way in side
                if way.basis == "named" and self.schedule(way.place).regime in shared
            ]
            for side in (a, b)
        ]
        one, other = (self.telling(side) for side in sides)
        if not one or not other:
            return False
        if {limits(line) for _, line in one} != {limits(line) for _, line in other}:
            return True
        return self.reaches_more(one, other) or self.reaches_more(other, one)

    @staticmethod
    def telling(side: list[tuple[Place, Line]]) -> list[tuple[Place, Line]]:
        """Beside a line without limits the limited ones say nothing new."""
        whole = [item for item in side if limits(item[1])[:2] == ("", "")]
        return whole or side

    def reaches_more(self, one: list[tuple[Place, Line]], other: list[tuple[Place, Line]]) -> bool:
        """Whether ``one`` speaks of relatives that ``other`` does not reach, or drops its own."""
        here, there = self.relatives(one), self.relatives(other)
        spoken = {kind for _, line in one for kind in line.wording.covers or ()}
        dropped = {
            kind
            for place, line in one
            if line.wording.covers is not None
            for kind in self.clause(place, line).covers
            if kind not in here
        }
        left_open = {
            kind
            for place, line in other
            if line.wording.covers is None
            for kind in self.clause(place, line).open
        }
        return bool(spoken - there - left_open or dropped & there)

    def relatives(self, side: list[tuple[Place, Line]]) -> set[str]:
        """The kinds of relatives that the lines reach, by their own words or their lists'."""
        found: set[str] = set()
        for place, line in side:
            own = line.wording.covers
            found.update(self.clause(place, line).covers if own is None else own)
        return found


def limits(line: Line) -> tuple[str, str, tuple[str, ...]]:
    wording = line.wording
    return wording.form or "", wording.exception or "", tuple(sorted(wording.limited_to or ()))
