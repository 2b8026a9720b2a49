"""Which lines stand on a day, what they name and say: by walking over the days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from registry.law.acts import Act, Step, Wording
from registry.law.dates import Day

FIRST: Final = date(2024, 1, 1)
RANGE: Final = [FIRST + timedelta(days=number) for number in range(51)]

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
