"""Acts in, listings out: ``fold``, and what each verb does to a line.

Pure and total: no files, no clock; a contradiction in the acts is a value in the result, never an
exception. Standard library only, because every command starts here.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, Final

from registry.engine.ledger import DatedStep, Ledger
from registry.engine.listing import Standing, Timeline
from registry.law.acts import UNFOLDED, VERBS, Act, Key, Step, Wording, key_of, landing

RANKS: Final = {verb: rank for rank, verb in enumerate(VERBS)}


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
    entries = [
        DatedStep(day, step, act, key_of(act, step)) for day, act in dated for step in act.steps
    ]
    entries.sort(key=_order)
    ledger = _Verbs(_rescues(entries))
    for today, group in groupby(entries, key=lambda entry: entry.day.day):
        ledger.expire_before(today)
        for verb, of_verb in groupby(group, key=lambda entry: entry.step.verb):
            getattr(ledger, verb)(list(of_verb))
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


def _order(entry: DatedStep) -> tuple[date, int, str, str, str, _Tie]:
    """By day and verb; the rest only makes the order of files and entries carry no meaning."""
    day, step, act, _ = entry
    return day.day, RANKS[step.verb], act.id, step.schedule, step.line, _Tie(step)


def _rescues(entries: list[DatedStep]) -> dict[Key, list[tuple[date, bool]]]:
    """For lines that a later act says stood on: when acts add, end or prolong the line.

    True marks the acts that say so. An amendment neither ends nor prolongs, and an extension to a
    day that is past cannot be applied.
    """
    spoken: dict[Key, list[tuple[date, bool]]] = {
        entry.key: [] for entry in entries if entry.step.stands
    }
    for day, step, _, key in entries if spoken else ():
        if step.verb not in {"amend", "define"} and key in spoken:
            applies = step.expires is None or step.expires > day.day
            spoken[key].append((day.day, step.stands is not None and applies))
    return spoken


class _Verbs(Ledger):
    """Each verb, applied to all its entries of one day."""

    def remove(self, entries: list[DatedStep]) -> None:
        for entry in entries:
            if entry.key in self.open:
                self.note(entry, self.end(entry.key, entry.day.day, "remove"), None)
            elif entry.key in self.lapsed:
                del self.lapsed[entry.key]
                self.note(entry, None, None)
            else:
                self.contradict(entry, "absent")

    def move(self, entries: list[DatedStep]) -> None:
        lifted: list[tuple[DatedStep, Standing]] = []
        for entry in entries:
            if entry.key in self.open:
                lifted.append((entry, self.end(entry.key, entry.day.day, "move")))
            else:
                self.contradict(entry, "absent")
        for entry, before in lifted:
            self._land(entry, before)

    def _land(self, entry: DatedStep, before: Standing) -> None:
        """Set a lifted line down on its new place; on a standing line it merges."""
        step, target = entry.step, landing(entry.act, entry.step)
        host = self.standing(target)
        if host is not None:
            names = tuple(dict.fromkeys(host.substances + before.substances))
            after = host._replace(
                substances=step.substances or names,
                unseen=host.unseen + before.unseen,
                may_hold=_may_hold(host, before),
                wording=host.wording.amended(step.wording),
                acts=_with(host.acts, entry.act.id),
            )
            self.restate(target, entry.day, after)
        else:
            after = _opened(
                entry,
                before,
                key=target,
                substances=step.substances or before.substances,
                wording=_moved_wording(before.wording, step.wording),
                continues=f"{entry.key.schedule}/{entry.key.line}",
            )
            self.begin(target, entry.day, after)
        self.note(entry, before, after, host)

    def add(self, entries: list[DatedStep]) -> None:
        for entry in entries:
            day, step, _, key = entry
            if key in self.open:
                self.contradict(entry, "standing")
            elif step.expires is not None and step.expires <= day.day:
                self.contradict(entry, "past")
            else:
                after = _line(entry, key)
                self.begin(key, day, after)
                self.note(entry, None, after)

    def amend(self, entries: list[DatedStep]) -> None:
        for entry in entries:
            before = self.standing(entry.key)
            if before is None:
                self.contradict(entry, "absent")
                continue
            after = before._replace(
                substances=entry.step.substances or before.substances,
                wording=before.wording.amended(entry.step.wording),
                acts=_with(before.acts, entry.act.id),
            )
            self.restate(entry.key, entry.day, after)
            self.note(entry, before, after)

    def extend(self, entries: list[DatedStep]) -> None:
        for entry in entries:
            self._prolong(entry, temporary=True)

    def confirm(self, entries: list[DatedStep]) -> None:
        for entry in entries:
            self._prolong(entry, temporary=False)

    def _prolong(self, entry: DatedStep, *, temporary: bool) -> None:
        """Extend or confirm; a line that has lapsed begins a new stay."""
        expires = entry.step.expires if temporary else None
        before = self.standing(entry.key)
        if expires is not None and expires <= entry.day.day:
            self.contradict(entry, "past")
        elif before is not None and temporary and not before.temporary:
            self.contradict(entry, "permanent")
        elif before is not None:
            acts = _with(before.acts, entry.act.id)
            after = before._replace(temporary=temporary, expires=expires, acts=acts)
            self.restate(entry.key, entry.day, after)
            self.note(entry, before, after)
        elif entry.key in self.lapsed:
            lapsed = self.lapsed[entry.key]
            after = _opened(entry, lapsed, temporary=temporary, expires=expires)
            self.begin(entry.key, entry.day, after)
            self.note(entry, None, after)
        else:
            self.contradict(entry, "absent")

    def define(self, entries: list[DatedStep]) -> None:
        """A text takes over from the one before it on the lines that acts gave to its class.

        A text that hangs its class on a list defines it there alone.
        """
        for entry in entries:
            day, step, act, _ = entry
            name = act.jurisdiction, step.line
            self.defined[name] = None if step.schedule else day.day
            for key in self.of_class[name]:
                if (line := self.standing(key)) is not None:
                    self.restate(key, day, line)
            if step.schedule:
                self.hung.setdefault(entry.key, [])
            for key, states in self.hung.items():
                if (key.jurisdiction, key.line) == name:
                    defined = day.day if step.schedule in {"", key.schedule} else None
                    states.append((day, _line(entry, key)._replace(acts=(), defined=defined)))


def _line(entry: DatedStep, key: Key) -> Standing:
    """A line as a step gives it."""
    day, step, act, _ = entry
    wording = step.wording
    evidence = wording.evidence or act.evidence
    date_evidence = wording.date_evidence or act.date_evidence
    return Standing(  # by place: a fold makes thousands, and names cost more than the value
        key, step.substances, step.class_id, step.unseen, wording, day, step.temporary,
        step.expires, (act.id,), evidence, date_evidence, step.already_covered_by,
        step.covered_since, step.continues, None, step.may_hold,
    )  # fmt: skip


def _opened(entry: DatedStep, line: Standing, **changes: Any) -> Standing:  # noqa: ANN401
    """A line that stood before, in a stay that the act opens with these changes."""
    day, step, act, _ = entry
    return line._replace(
        since=day,
        acts=(act.id,),
        evidence=step.wording.evidence or act.evidence,
        date_evidence=step.wording.date_evidence or act.date_evidence,
        already_covered_by=None,
        covered_since=None,
        **changes,
    )


def _with(acts: tuple[str, ...], act: str) -> tuple[str, ...]:
    return acts if act in acts else (*acts, act)


def _may_hold(host: Standing, moved: Standing) -> tuple[str, ...]:
    """The families of the unseen names of two lines that merge; nothing: they can be of any."""
    groups = [line.may_hold for line in (host, moved) if line.unseen]
    return tuple(dict.fromkeys(name for group in groups for name in group)) if all(groups) else ()


def _moved_wording(old: Wording, new: Wording) -> Wording:
    """A moved line keeps its scope; number and paragraph group belong to the old list."""
    return old._replace(number=None, group=None, note=None).amended(new)
