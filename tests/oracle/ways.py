"""In which ways the lines that stand reach a substance on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from registry.law.dates import ON_OR_BEFORE, Day
from registry.law.record import ClassText, Clause, Record, Schedule
from tests.oracle.walk import RANGE, Line, Place, Walk, was_public


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


class Ways:
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
