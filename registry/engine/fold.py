"""Acts in, listings out: ``fold`` and the plain values it works on.

Pure and total: no files, no clock; a contradiction in the acts is a value in the result, never an
exception. Standard library only, because every command starts here.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from heapq import heappop, heappush
from itertools import groupby

from registry.engine.listing import Contradiction, Event, Listing, Standing, Timeline
from registry.law.acts import UNFOLDED, VERBS, Act, Key, Step, Wording, key_of, landing
from registry.law.dates import Day

_Dated = tuple[Day, Step, Act]


def fold(
    acts: Iterable[Act], known_on: date | None = None, definitions: Iterable[Act] = ()
) -> Timeline:
    """Listings, events and contradictions of ``acts``, as the public could know on ``known_on``.

    On one day the verbs apply in the order remove, move, add, amend, extend, confirm, define; then
    ends what expires. Order of acts and of their entries carries no meaning. ``definitions`` are
    the class texts known on that day: they fold with the acts, but are no acts of the record.
    """
    known = [act for act in acts if act.kind not in UNFOLDED and act.is_known_on(known_on)]
    dated = ((act.day, act) for act in (*known, *definitions))
    steps = sorted(((day, step, act) for day, act in dated for step in act.steps), key=_order)
    ledger = _Ledger(_rescues(steps))
    for today, group in groupby(steps, key=lambda item: item[0].day):
        ledger.expire_before(today)
        for verb, verb_steps in groupby(group, key=lambda item: item[1].verb):
            getattr(ledger, verb)(list(verb_steps))
        ledger.expire_before(today, inclusive=True)
    ledger.expire_before(date.max)
    return ledger.timeline()


class _Tie:
    """The last resort of the order: the step itself, written out only if all else is equal."""

    __slots__ = ("step",)

    def __init__(self, step: Step) -> None:
        self.step = step

    def __lt__(self, other: "_Tie") -> bool:
        return repr(self.step) < repr(other.step)


def _order(dated: _Dated) -> tuple[date, int, str, str, str, _Tie]:
    """By day and verb; the rest only makes the order of files and entries carry no meaning."""
    day, step, act = dated
    return day.day, VERBS.index(step.verb), act.id, step.schedule, step.line, _Tie(step)


def _rescues(steps: list[_Dated]) -> dict[Key, list[tuple[date, bool]]]:
    """For lines that a later act says stood on: when acts add, end or prolong the line.

    True marks the acts that say so. An amendment neither ends nor prolongs, and an extension to a
    day that is past cannot be applied.
    """
    places = {(act.jurisdiction, step.schedule, step.line) for _, step, act in steps if step.stands}
    spoken: dict[Key, list[tuple[date, bool]]] = {Key(*place): [] for place in places}
    for day, step, act in steps if places else ():
        place = act.jurisdiction, step.schedule, step.line
        if place in places and step.verb != "amend":
            applies = step.expires is None or step.expires > day.day
            spoken[Key(*place)].append((day.day, step.stands is not None and applies))
    return spoken


class _Ledger:
    """The running state of one fold."""

    def __init__(self, spoken: dict[Key, list[tuple[date, bool]]]) -> None:
        self.spoken = spoken
        self.open: dict[Key, list[tuple[Day, Standing]]] = {}
        self.lapsed: dict[Key, Standing] = {}
        self.silent: dict[Key, dict[date, date]] = defaultdict(dict)
        self.hung: dict[Key, list[tuple[Day, Standing]]] = {}
        self.defined: dict[tuple[str, str], date | None] = {}
        self.of_class: dict[tuple[str, str], dict[Key, None]] = defaultdict(dict)
        self.expiries: list[tuple[date, Key]] = []
        self.watched: set[tuple[date, Key]] = set()
        self.listings: list[Listing] = []
        self.events: list[Event] = []
        self.contradictions: list[Contradiction] = []

    # the verbs, each applied to all its steps of one day

    def remove(self, steps: list[_Dated]) -> None:
        for day, step, act in steps:
            key = key_of(act, step)
            if key in self.open:
                before = self._end(key, day.day, "remove")
                self._note((day, step, act), key, before, None)
            elif key in self.lapsed:
                del self.lapsed[key]
                self._note((day, step, act), key, None, None)
            else:
                self._contradict((day, step, act), "absent")

    def move(self, steps: list[_Dated]) -> None:
        lifted: list[tuple[_Dated, Key, Standing]] = []
        for day, step, act in steps:
            key = key_of(act, step)
            if key in self.open:
                lifted.append(((day, step, act), key, self._end(key, day.day, "move")))
            else:
                self._contradict((day, step, act), "absent")
        for dated, key, before in lifted:
            self._land(dated, key, before)

    def _land(self, dated: _Dated, key: Key, before: Standing) -> None:
        """Set a lifted line down on its new place; on a standing line it merges."""
        day, step, act = dated
        target = landing(act, step)
        host = self.open[target][-1][1] if target in self.open else None
        if host is not None:
            names = tuple(dict.fromkeys(host.substances + before.substances))
            after = host._replace(
                substances=step.substances or names,
                unseen=host.unseen + before.unseen,
                wording=host.wording.amended(step.wording),
                acts=_with(host.acts, act.id),
            )
            self._restate(target, day, after)
        else:
            after = before._replace(
                key=target,
                substances=step.substances or before.substances,
                wording=_moved_wording(before.wording, step.wording),
                since=day,
                acts=(act.id,),
                evidence=step.wording.evidence or act.evidence,
                date_evidence=step.wording.date_evidence or act.date_evidence,
                already_covered_by=None,
                covered_since=None,
                continues=f"{key.schedule}/{key.line}",
            )
            self._begin(target, day, after)
        self._note((day, step, act), key, before, after, host)

    def add(self, steps: list[_Dated]) -> None:
        for day, step, act in steps:
            key = key_of(act, step)
            if key in self.open:
                self._contradict((day, step, act), "standing")
                continue
            if step.expires is not None and step.expires <= day.day:
                self._contradict((day, step, act), "past")
                continue
            after = Standing(
                key=key,
                substances=step.substances,
                class_id=step.class_id,
                unseen=step.unseen,
                wording=step.wording,
                since=day,
                temporary=step.temporary,
                expires=step.expires,
                acts=(act.id,),
                evidence=step.wording.evidence or act.evidence,
                date_evidence=step.wording.date_evidence or act.date_evidence,
                already_covered_by=step.already_covered_by,
                covered_since=step.covered_since,
                continues=step.continues,
            )
            self._begin(key, day, after)
            self._note((day, step, act), key, None, after)

    def amend(self, steps: list[_Dated]) -> None:
        for day, step, act in steps:
            key = key_of(act, step)
            if key not in self.open:
                self._contradict((day, step, act), "absent")
                continue
            before = self.open[key][-1][1]
            after = before._replace(
                substances=step.substances or before.substances,
                wording=before.wording.amended(step.wording),
                acts=_with(before.acts, act.id),
            )
            self._restate(key, day, after)
            self._note((day, step, act), key, before, after)

    def extend(self, steps: list[_Dated]) -> None:
        for day, step, act in steps:
            self._prolong((day, step, act), temporary=True, expires=step.expires)

    def confirm(self, steps: list[_Dated]) -> None:
        for day, step, act in steps:
            self._prolong((day, step, act), temporary=False, expires=None)

    def _prolong(self, dated: _Dated, *, temporary: bool, expires: date | None) -> None:
        """Extend or confirm; a line that has lapsed begins a new stay."""
        day, step, act = dated
        key = key_of(act, step)
        if expires is not None and expires <= day.day:
            self._contradict(dated, "past")
        elif key in self.open:
            before = self.open[key][-1][1]
            if temporary and not before.temporary:
                self._contradict(dated, "permanent")
                return
            after = before._replace(
                temporary=temporary, expires=expires, acts=_with(before.acts, act.id)
            )
            self._restate(key, day, after)
            self._note((day, step, act), key, before, after)
        elif key in self.lapsed:
            after = self.lapsed[key]._replace(
                since=day,
                temporary=temporary,
                expires=expires,
                acts=(act.id,),
                evidence=step.wording.evidence or act.evidence,
                date_evidence=step.wording.date_evidence or act.date_evidence,
                already_covered_by=None,
                covered_since=None,
            )
            self._begin(key, day, after)
            self._note((day, step, act), key, None, after)
        else:
            self._contradict(dated, "absent")

    def define(self, steps: list[_Dated]) -> None:
        """A text takes over from the one before it on the lines that acts gave to its class.

        A text that hangs its class on a list defines it there alone.
        """
        for day, step, act in steps:
            name = act.jurisdiction, step.line
            self.defined[name] = None if step.schedule else day.day
            for key in self.of_class[name]:
                if key in self.open:
                    self._restate(key, day, self.open[key][-1][1])
            if step.schedule and key_of(act, step) not in self.hung:
                self.hung[key_of(act, step)] = []
            for key, states in self.hung.items():
                if (key.jurisdiction, key.line) == name:
                    defines = step.schedule in {"", key.schedule}
                    states.append((day, _unprinted(key, step, act, day, defines=defines)))

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
            before = self._end(key, expiry, "expire")
            self.events.append(
                Event(Day(expiry), before.acts[-1], "expire", key, before, None, None)
            )

    def _stands_until(self, key: Key, expiry: date) -> date | None:
        """The day of the next act on the line, if it says that the line stood on meanwhile."""
        following = [item for item in self.spoken.get(key, ()) if item[0] > expiry]
        return following[0][0] if following and following[0][1] else None

    # the bookkeeping

    def _begin(self, key: Key, day: Day, standing: Standing) -> None:
        if standing.class_id:
            self.of_class[key.jurisdiction, standing.class_id][key] = None
        self.open[key] = [(day, self._defined(standing))]
        self.lapsed.pop(key, None)
        self._watch(key, standing)

    def _restate(self, key: Key, day: Day, standing: Standing) -> None:
        states = self.open[key]
        if states[-1][0].day == day.day:
            day = states.pop()[0]
        states.append((day, self._defined(standing)))
        self._watch(key, standing)

    def _defined(self, standing: Standing) -> Standing:
        """The line with the day of the text that defines its class."""
        if standing.class_id is None:
            return standing
        name = standing.key.jurisdiction, standing.class_id
        return standing._replace(defined=self.defined.get(name))

    def _watch(self, key: Key, standing: Standing) -> None:
        if standing.expires is not None and (standing.expires, key) not in self.watched:
            self.watched.add((standing.expires, key))
            heappush(self.expiries, (standing.expires, key))

    def _end(self, key: Key, day: date, verb: str) -> Standing:
        states = self.open.pop(key)
        last = states[-1][1]
        if verb == "expire":
            self.lapsed[key] = last
        if states[0][0].day < day:
            self.listings.append(self._listing(key, states, day, verb))
        return last

    def _listing(
        self, key: Key, states: list[tuple[Day, Standing]], until: date | None, verb: str | None
    ) -> Listing:
        silent = tuple(self.silent.pop(key, {}).items())
        return Listing(key, states[0][1].since, until, verb, tuple(states), silent)

    def _note(
        self,
        dated: _Dated,
        key: Key,
        before: Standing | None,
        after: Standing | None,
        host: Standing | None = None,
    ) -> None:
        day, step, act = dated
        self.events.append(Event(day, act.id, step.verb, key, before, after, step, host))

    def _contradict(self, dated: _Dated, code: str) -> None:
        day, step, act = dated
        key = key_of(act, step)
        self.contradictions.append(Contradiction(act.id, key, day.day, code, step))

    def timeline(self) -> Timeline:
        running = [self._listing(key, states, None, None) for key, states in self.open.items()]
        listings = sorted(self.listings + running, key=lambda one: (one.key, one.since.day))
        unprinted = (
            Listing(key, states[0][0], None, None, tuple(states))
            for key, states in self.hung.items()
        )
        return Timeline(
            tuple(listings), tuple(self.events), tuple(self.contradictions), tuple(unprinted)
        )


def _unprinted(key: Key, step: Step, act: Act, day: Day, *, defines: bool) -> Standing:
    """A class where its text hangs on a list: no act gave it the line, and no list prints it."""
    return Standing(
        key=key,
        substances=(),
        class_id=step.class_id,
        unseen=0,
        wording=step.wording,
        since=day,
        temporary=False,
        expires=None,
        acts=(),
        evidence=act.evidence,
        date_evidence=act.date_evidence,
        defined=day.day if defines else None,
    )


def _with(acts: tuple[str, ...], act: str) -> tuple[str, ...]:
    return acts if act in acts else (*acts, act)


def _moved_wording(old: Wording, new: Wording) -> Wording:
    """A moved line keeps its scope; number and paragraph group belong to the old list."""
    return old._replace(number=None, group=None, note=None).amended(new)
