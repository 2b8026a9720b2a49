"""A second opinion on statuses and gaps: a lawyer who walks over the days with the acts in hand.

Written from DESIGN and GUIDE, for small records: it reads the plain values of a record and nothing
of the engine. It keeps no spans: of each day it asks anew which lines stand, what they say, and
whom they reach. Where DESIGN is silent a comment says "as the engine has it".
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from registry.acts import Act, Step, Wording
from registry.ids import BY_DECISION, EXACT, ON_OR_AFTER, ON_OR_BEFORE, Day
from registry.record import ClassText, Clause, Record, Schedule

FIRST: Final = date(2024, 1, 1)
RANGE: Final = [FIRST + timedelta(days=number) for number in range(51)]
BASES: Final = ("named", "form", "class", "undetermined")

# Of lines that begin on one day: the exact one tells it, else the one that stood by then at the
# latest; a decision binds on receipt, "not before" says least.
SURENESS: Final = (EXACT, ON_OR_BEFORE, BY_DECISION, ON_OR_AFTER)

Place = tuple[str, str, str]


class Line(NamedTuple):
    """What the walk knows of a line on a day; ``worded`` is the day of its present wording."""

    substances: tuple[str, ...]
    class_id: str | None
    wording: Wording
    temporary: bool
    expires: date | None
    since: Day
    worded: Day
    acts: tuple[str, ...]
    already_covered_by: str | None = None
    covered_since: Day | None = None
    continues: str | None = None


class Release(NamedTuple):
    """An amendment took a substance out of what a line covers."""

    day: date
    place: Place
    substance: str


Entry = tuple[Place, Step, Act]


class Walk:
    """The lines of every day of the range, by walking over the days with the acts that are known.

    On one day: remove, move, add, amend, extend, confirm; then what expires ends.
    """

    def __init__(self, acts: Iterable[Act]) -> None:
        self.book = diary(acts)
        self.standing: dict[Place, Line] = {}
        self.lapsed: dict[Place, Line] = {}
        self.days: dict[date, dict[Place, Line]] = {}
        self.bringers: dict[tuple[Place, str, date], str] = {}
        self.merged: set[tuple[Place, str, date]] = set()
        self.releases: list[Release] = []
        self.refused: list[tuple[str, Place, date]] = []
        for day in RANGE:
            for verb in ("remove", "move", "add", "amend", "extend", "confirm"):
                getattr(self, verb)(self.book.get((day, verb), []))
            self.expire(day)
            self.days[day] = dict(self.standing)

    def refuse(self, place: Place, act: Act) -> None:
        """The act cannot be applied as it is written."""
        self.refused.append((act.id, place, act.day.day))

    def remove(self, entries: list[Entry]) -> None:
        for place, _, act in entries:
            if self.standing.pop(place, None) is None and self.lapsed.pop(place, None) is None:
                self.refuse(place, act)

    def move(self, entries: list[Entry]) -> None:
        """All moving lines leave their places before the first is set down; two merge."""
        lifted = [
            (place, step, act, self.standing.pop(place, None)) for place, step, act in entries
        ]
        for place, step, act, line in lifted:
            target = place[0], step.to_schedule or place[1], step.to_line or place[2]
            if line is None:
                self.refuse(place, act)
            elif target in self.standing:
                self.merge(target, line, step, act)
            else:
                # a moved line keeps its scope; number and group belong to the old list
                kept = line.wording._replace(number=None, group=None, note=None)
                self.standing[target] = line._replace(
                    substances=step.substances or line.substances,
                    wording=kept.amended(step.wording),
                    since=act.day,
                    worded=act.day,
                    acts=(act.id,),
                    already_covered_by=None,
                    covered_since=None,
                    continues="/".join(place[1:]),
                )
            if line is not None:
                self.lapsed.pop(target, None)

    def merge(self, target: Place, line: Line, step: Step, act: Act) -> None:
        """The standing line goes on, in its own words where the act gives no others."""
        host = self.standing[target]
        names = step.substances or tuple(dict.fromkeys(host.substances + line.substances))
        moved = [name for name in names if name in line.substances]
        self.merged |= {
            (target, name, act.day.day) for name in moved if name not in host.substances
        }
        self.reword(target, names, step, act)

    def add(self, entries: list[Entry]) -> None:
        for place, step, act in entries:
            if place in self.standing or (step.expires and step.expires <= act.day.day):
                self.refuse(place, act)
                continue
            self.lapsed.pop(place, None)
            self.standing[place] = Line(
                step.substances,
                step.class_id,
                step.wording,
                step.temporary,
                step.expires,
                act.day,
                act.day,
                (act.id,),
                step.already_covered_by,
                step.covered_since,
                step.continues,
            )

    def amend(self, entries: list[Entry]) -> None:
        for place, step, act in entries:
            if place not in self.standing:
                self.refuse(place, act)
                continue
            self.reword(place, step.substances or self.standing[place].substances, step, act)
            self.releases += [Release(act.day.day, place, name) for name in step.releases]

    def reword(self, place: Place, names: tuple[str, ...], step: Step, act: Act) -> None:
        """The line names ``names`` from now on and speaks as the act says."""
        line = self.standing[place]
        for name in names:
            if name not in line.substances:
                self.bringers[place, name, act.day.day] = act.id
        worded = line.worded if line.worded.day == act.day.day else act.day
        self.standing[place] = line._replace(
            substances=names,
            wording=line.wording.amended(step.wording),
            worded=worded,
            acts=tuple(dict.fromkeys([*line.acts, act.id])),
        )

    def extend(self, entries: list[Entry]) -> None:
        for place, step, act in entries:
            self.prolong(place, step, act, temporary=True)

    def confirm(self, entries: list[Entry]) -> None:
        for place, step, act in entries:
            self.prolong(place, step, act, temporary=False)

    def prolong(self, place: Place, step: Step, act: Act, *, temporary: bool) -> None:
        """A standing line stands longer; a line that has lapsed begins a new stay."""
        expires = step.expires if temporary else None
        line = self.standing.get(place)
        lapsed = self.lapsed.get(place)
        if expires and expires <= act.day.day:
            self.refuse(place, act)
        elif line and (line.temporary or not temporary):
            worded = line.worded if line.worded.day == act.day.day else act.day
            self.standing[place] = line._replace(
                temporary=temporary,
                expires=expires,
                worded=worded,
                acts=tuple(dict.fromkeys([*line.acts, act.id])),
            )
        elif lapsed and not line:
            del self.lapsed[place]
            self.standing[place] = lapsed._replace(
                temporary=temporary,
                expires=expires,
                since=act.day,
                worded=act.day,
                acts=(act.id,),
                already_covered_by=None,
                covered_since=None,
            )
        else:
            self.refuse(place, act)

    def expire(self, day: date) -> None:
        for place, line in list(self.standing.items()):
            if line.expires == day and not self.stood_on(place, day):
                self.lapsed[place] = self.standing.pop(place)

    def stood_on(self, place: Place, expiry: date) -> bool:
        """Whether the next word on a line that ran out, rewording aside, is that it stood on."""
        for day in (later for later in RANGE if later > expiry):
            for verb in ("remove", "move", "add", "extend", "confirm"):
                for where, step, _ in self.book.get((day, verb), ()):
                    if where == place:
                        in_vain = step.expires is not None and step.expires <= day
                        return step.stands is not None and not in_vain
        return False


def diary(acts: Iterable[Act]) -> dict[tuple[date, str], list[Entry]]:
    """What takes effect on a day in a verb, in the order of the acts' names and of the lines."""
    book: dict[tuple[date, str], list[Entry]] = defaultdict(list)
    for act in sorted(acts, key=lambda act: act.id):
        if act.kind not in {"proposal", "withdrawal"}:
            for step in sorted(act.steps, key=lambda step: step[:3]):
                place = act.jurisdiction, step.schedule, step.line
                book[act.day.day, step.verb].append((place, step, act))
    return book


def was_public(act: Act, day: date) -> bool:
    """A baseline is record, not news; without publication the decision, else the effect, counts."""
    known = act.published or act.decided or act.effective
    return act.kind == "baseline" or (known is not None and known.day <= day)


class Way(NamedTuple):
    """One way in which a line reaches a substance on a day; ``begun``: a day of its beginning.

    ``tag`` tells ways apart: the same way on two days that follow each other is one stretch.
    """

    basis: str
    place: Place
    tag: tuple[object, ...]
    begun: Day


class Naming(NamedTuple):
    """A stretch of days on which a line names a substance."""

    place: Place
    start: Day
    stay: Line
    act: str


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


class Oracle:
    """The record as the public could know it on ``known_on`` (``None``: all that is known)."""

    def __init__(self, record: Record, known_on: date | None = None) -> None:
        self.record = record
        self.known_on = known_on
        acts = [
            act for act in record.acts.values() if known_on is None or was_public(act, known_on)
        ]
        self.walk = Walk(acts)
        self.texts = [text for text in record.classes if self.is_known(text)]
        self.openings = list(self._openings())
        self._namings: dict[tuple[str, str], list[Naming]] = {}
        self._ways: dict[tuple[str, str, date], list[Way]] = {}

    def is_known(self, text: ClassText) -> bool:
        """A text has no day of publication: it is known from its first day on.

        The first text of a class that stands on a line is known with the act that lists the class.
        """
        if self.known_on is None or text.since <= self.known_on:
            return True
        firsts = [other.since for other in self.record.classes if other.id == text.id]
        return text.schedule is None and text.since == min(firsts)

    def schedule(self, place: Place) -> Schedule:
        return self.record.jurisdictions[place[0]].schedules[place[1]]

    def clause(self, place: Place, line: Line) -> Clause:
        """The clause of the line's group, else that of its list."""
        schedule = self.schedule(place)
        return schedule.groups.get(line.wording.group or "", schedule.clause)

    def lines(self, law: str, day: date) -> Iterator[tuple[Place, Line]]:
        standing = self.walk.days[day].items()
        return ((place, line) for place, line in standing if place[0] == law)

    # stays and names

    def _openings(self) -> Iterator[tuple[Place, Line]]:
        """Every line as it stood on the first day of each of its stays."""
        for day in RANGE:
            for place, line in self.walk.days[day].items():
                if line.since.day == day:
                    yield place, line

    def opening(self, place: Place, line: Line) -> Line:
        """The line as it stood on the first day of this stay."""
        return self.walk.days[line.since.day][place]

    def namings(self, law: str, name: str) -> list[Naming]:
        """Every stretch over which a line of ``law`` names the substance, and the act behind it."""
        if (law, name) not in self._namings:
            self._namings[law, name] = list(self._find_namings(law, name))
        return self._namings[law, name]

    def _find_namings(self, law: str, name: str) -> Iterator[Naming]:
        before: dict[Place, Line] = {}
        for day in RANGE:
            for place, line in self.lines(law, day):
                old = before.get(place)
                named = old is not None and old.since == line.since and name in old.substances
                if name in line.substances and not named:
                    act = self.walk.bringers.get(
                        (place, name, day), self.opening(place, line).acts[0]
                    )
                    yield Naming(place, line.worded, self.opening(place, line), act)
            before = self.walk.days[day]

    # the ways in which a line reaches a substance

    def ways(self, law: str, name: str, day: date) -> list[Way]:
        """Every way in which a line of ``law`` reaches the substance on ``day``."""
        if (law, name, day) not in self._ways:
            self._ways[law, name, day] = [
                *self._by_name(law, name, day),
                *self._before_its_line(law, name, day),
                *self._until_released(law, name, day),
                *self._as_form(law, name, day),
                *self._by_class(law, name, day),
            ]
        return self._ways[law, name, day]

    def _by_name(self, law: str, name: str, day: date) -> Iterator[Way]:
        """Named; by words that may reach it; or named later as standing "by then at the latest"."""
        for place, line in self.lines(law, day):
            if name in line.substances:
                yield Way("named", place, ("named", place, line.since), line.worded)
            if name in (line.wording.may_cover or ()):
                yield Way("undetermined", place, ("words", place, line.since), line.worded)
        for naming in self.namings(law, name):
            start, stay = naming.start, naming.stay
            # a line that continues another stood before: as the engine has it
            continued = stay.continues and start == stay.since
            if start.qualifier == ON_OR_BEFORE and not continued:
                first = start.earliest or date.min
                if first <= day < start.day:
                    yield Way("undetermined", naming.place, ("before", naming), Day(first))

    def _before_its_line(self, law: str, name: str, day: date) -> Iterator[Way]:
        """An act gave it a line and said that an older line had covered it."""
        for place, own in self.openings:
            if place[0] != law or own.already_covered_by is None or name not in own.substances:
                continue
            schedule, _, slug = own.already_covered_by.partition("/")
            older = self.walk.days[day].get((law, schedule, slug))
            if older is None or day >= own.since.day:
                continue
            begun = older.since
            if own.covered_since and own.covered_since.day > begun.day:
                begun = own.covered_since
            if begun.day <= day:
                basis = "class" if older.class_id else "form"
                tag = "before its line", place, own.since, older.since
                yield Way(basis, (law, schedule, slug), tag, begun)

    def _until_released(self, law: str, name: str, day: date) -> Iterator[Way]:
        """An amendment took it out: until then the line covered it."""
        for release in self.walk.releases:
            line = self.walk.days[day].get(release.place)
            if (release.place[0], release.substance) == (law, name) and line and day < release.day:
                tag = "released", release, line.since
                yield Way("form", release.place, tag, line.since)

    def _as_form(self, law: str, name: str, day: date) -> Iterator[Way]:
        form = self.record.substances[name].form_of
        for place, line in self.lines(law, day) if form else ():
            basis = self.form_basis(name, place, line)
            if basis and not self.is_new_control(law, name, line):
                yield Way(basis, place, ("form", basis, place, line.since), line.worded)

    def form_basis(self, name: str, place: Place, line: Line) -> str | None:
        """Whether the line, as it is worded, reaches this relative of what it names."""
        form = self.record.substances[name].form_of
        clause, wording = self.clause(place, line), line.wording
        excepts = {*(wording.excepts or ()), *clause.excepts}
        if form is None or form.substance not in line.substances or name in excepts:
            return None
        if name in (wording.may_cover or ()):
            return None  # the line leaves this very relative open
        covers = clause.covers if wording.covers is None else wording.covers
        is_open = form.kind in clause.open
        if form.kind == "positional-isomer":  # the authority judges each of them
            return "undetermined" if form.kind in covers or is_open else None
        if form.kind in covers:
            return "form"
        return "undetermined" if wording.covers is None and is_open else None

    def is_new_control(self, law: str, name: str, parent: Line) -> bool:
        """Whether the authority listed the relative after this stay of the parent's line began.

        Then it was not covered before, unless the act says so or splits it from another line, or is
        a baseline. That the stay counts, and not the line over its moves, is as the engine has it.
        """
        for naming in self.namings(law, name):
            stay = naming.stay
            says_so = stay.continues or stay.already_covered_by
            begins = naming.start == stay.since
            news = self.record.acts[naming.act].kind != "baseline"
            if (naming.place, name, naming.start.day) in self.walk.merged:
                continue  # its line was moved onto this one: no listing anew
            if news and naming.start.day > parent.since.day and not (says_so and begins):
                return True
        return False

    def _by_class(self, law: str, name: str, day: date) -> Iterator[Way]:
        for text in self.in_force(law, day):
            basis, since = self.said(text, name, day)
            if basis is None:
                continue
            for place, stay in self.class_lines(text, day):
                if name not in text.verdicts and self.has_own_line(place, name, day):
                    continue  # what is listed by name stays under its own entry
                tag = "class", place, stay, text.since, since
                yield Way(basis, place, tag, stay if stay.day >= since else Day(since))

    def in_force(self, law: str, day: date) -> Iterator[ClassText]:
        """The text of each class that holds on ``day``: the latest that has begun."""
        begun = [text for text in self.texts if text.jurisdiction == law and text.since <= day]
        for text in begun:
            if text.since == max(other.since for other in begun if other.id == text.id):
                yield text

    def class_lines(self, text: ClassText, day: date) -> Iterator[tuple[Place, Day]]:
        """The lines on which the class stands; or the list on which the text hangs."""
        if text.schedule:
            yield (text.jurisdiction, text.schedule, text.id), Day(text.since)
            return
        for place, line in self.lines(text.jurisdiction, day):
            if line.class_id == text.id:
                yield place, line.since

    def said(self, text: ClassText, name: str, day: date) -> tuple[str | None, date]:
        """What the text says on ``day``: by name, else by its rule, else by its families."""
        named = text.verdicts.get(name)
        if named is not None:
            since = max(text.since, named.since or text.since)
            basis = {"in": "class", "out": None}.get(named.verdict, "undetermined")
            return (basis if since <= day else None), since
        rows = [
            (max(text.since, row.since or text.since), row.verdict)
            for row in text.judged.get(name, ())
        ]
        if not rows and self.record.substances[name].family in text.families:
            return "undetermined", text.since
        # of two rows that begin on one day the later one holds: as the engine has it
        for since, verdict in reversed(rows):
            if since <= day:
                in_class = {"in": "class", "in-but-listed": "class", "out": None}
                return in_class.get(verdict, "undetermined"), since
        return None, text.since

    def has_own_line(self, place: Place, name: str, day: date) -> bool:
        """Whether a line of the same regime names the substance."""
        regime = self.schedule(place).regime
        return any(
            name in line.substances and self.schedule(where).regime == regime
            for where, line in self.lines(place[0], day)
        )

    # answers

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
        if ways or self.is_unclear(law, day):
            return "undetermined"
        return "not-listed"

    def is_unclear(self, law: str, day: date) -> bool:
        """Whether the record of which names stood is not whole on ``day``.

        That a list is held only in part from some day on makes nothing known that was not before:
        its first whole day counts, too (law 10).
        """
        lists = self.record.jurisdictions[law].schedules.values()
        if not any(schedule.complete for schedule in lists):
            return True
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

    # gaps

    def sort(self, a: str, b: str, name: str, day: date) -> tuple[str, ...]:
        """What must stay the same for a gap to be the same gap."""
        statuses = self.status(a, name, day), self.status(b, name, day)
        if statuses == ("controlled", "controlled"):
            return (self.two_sided(a, b, name, day)[0],)
        return statuses

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
        open_ = missing.status == "undetermined"
        pending = ["pending"] if missing.pending else []
        return ["undetermined", *pending] if open_ else [*pending, only]

    def two_sided(self, a: str, b: str, name: str, day: date) -> list[str]:
        one, other = self.certain(a, name, day), self.certain(b, name, day)
        regimes = [{self.schedule(way.place).regime for way in side} for side in (one, other)]
        by_class = [all(way.basis == "class" for way in side) for side in (one, other)]
        temporary = [all(self.is_temporary(way, day) for way in side) for side in (one, other)]
        tests = {
            "regime": not regimes[0] & regimes[1],
            "class-vs-named": by_class[0] != by_class[1],
            "temporary": temporary[0] != temporary[1],
            "scope": self.scopes_differ(one, other, regimes[0] & regimes[1], day),
        }
        return [kind for kind, holds in tests.items() if holds] or ["aligned"]

    def is_temporary(self, way: Way, day: date) -> bool:
        line = self.walk.days[day].get(way.place)
        return line is not None and line.temporary

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


if __name__ == "__main__":
    from tests.laws.compare import main

    sys.exit(main(*map(int, sys.argv[1:3])))
