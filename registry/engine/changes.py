"""What the law changed between two days, and what comes next: the fold's events, named. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from registry.engine.change_kinds import is_controlled, line_after, named, target, was_controlled
from registry.engine.listing import Event, Standing
from registry.engine.reissue import REISSUED, clause_changes
from registry.engine.view import View
from registry.law.acts import Act, Key, open_proposals
from registry.law.dates import Day

COMMENTS_DUE: Final = "comments-due"


class Change(NamedTuple):
    """What the law changed at a time: an event of the fold under its name."""

    day: Day
    kind: str
    key: Key
    substances: tuple[str, ...]
    class_id: str | None
    from_schedule: str | None
    to_schedule: str | None
    act: Act
    legal_effect: bool
    why: str
    event: Event | None
    part: str = ""

    @property
    def id(self) -> str:
        """The act, the line and the verb: the same when the day is corrected or put off.

        What expires is named by the act that opened the stay, as each extension moves its day.
        ``part`` tells apart what one verb changes of the names on a line; without an event it is
        the verb.
        """
        if self.event is None:
            return f"{self.act.id}/{self.key.schedule}/{self.key.line}/{self.part or 'propose'}"
        opened = self.event.before if self.event.verb == "expire" else None
        act = opened.act if opened else self.act.id
        part = f"/{self.part}" if self.part else ""
        return f"{act}/{self.key.schedule}/{self.key.line}/{self.event.verb}{part}"


def changes(view: View, jurisdiction: str, start: date, end: date) -> list[Change]:
    """What the law of ``jurisdiction`` changed on the days after ``start`` through ``end``.

    In the order in which the fold applied it; proposals follow the changes of their day.
    """
    rows = [
        change
        for event in view.timeline.events
        if event.key.jurisdiction == jurisdiction and start < event.day.day <= end
        for change in _changes(view, event)
    ]
    rows += _of_clauses(view, rows)
    rows += [row for row in _proposals(view, jurisdiction) if start < row.day.day <= end]
    return sorted(rows, key=lambda row: row.day.day)


def patch(before: dict[Key, Standing], events: Iterable[Event]) -> dict[Key, Standing]:
    """``before`` with ``events`` applied: patching a snapshot with its changes gives the next.

    A line that another one has already replaced on its place (two moves of one day) stays.
    """
    after = dict(before)
    for event in events:
        if event.before is not None and after.get(event.before.key) == event.before:
            del after[event.before.key]
        if event.after is not None:
            after[event.after.key] = event.after
    return after


def _changes(view: View, event: Event) -> Iterator[Change]:
    """What one verb changed: the line itself, and the substances it names anew or no longer."""
    line = _change(view, event)
    stands = event.entered or event.left
    names = [*_entered(view, event), *_left(view, event)] if stands else []
    if not names or line.kind not in {"renamed", "editorial"}:
        yield line
    yield from (_of_names(view, event, *each) for each in names)


_Names = tuple[str, tuple[str, ...], str]


def _entered(view: View, event: Event) -> Iterator[_Names]:
    """The substances that an act puts on a line that stood."""
    line = target(event)
    fresh = tuple(name for name in event.entered if not was_controlled(view, event, name))
    known = tuple(name for name in event.entered if name not in fresh)
    if fresh:
        yield "added", fresh, f"{line} names {', '.join(fresh)} from then on."
    if known:
        yield "named-within-class", known, f"{line} names {', '.join(known)}: no new control."


def _left(view: View, event: Event) -> Iterator[_Names]:
    """The substances that a line names no longer though it stands on."""
    line = target(event)
    kept = tuple(name for name in event.left if is_controlled(view, event, name))
    gone = tuple(name for name in event.left if name not in kept)
    if gone:
        yield "removed", gone, f"{line} no longer names {', '.join(gone)}."
    if kept:
        why = f"{line} no longer names {', '.join(kept)}; the same regime controls it otherwise."
        yield "renamed", kept, why


def _of_names(view: View, event: Event, kind: str, names: tuple[str, ...], why: str) -> Change:
    """A change of what a standing line names."""
    after = line_after(event)
    act = view.record.acts[event.act]
    return Change(
        day=event.day,
        kind=kind,
        key=after.key,
        substances=names,
        class_id=after.class_id,
        from_schedule=None if kind == "added" else after.key.schedule,
        to_schedule=None if kind == "removed" else after.key.schedule,
        act=act,
        legal_effect=kind in {"added", "removed"} and act.kind != "baseline",
        why=why,
        event=event,
        part=kind,
    )


def _change(view: View, event: Event) -> Change:
    kind, legal, why = named(view, event)
    act, line = view.record.acts[event.act], f"{event.key.schedule}/{event.key.line}"
    if act.kind == "baseline":  # record, not news
        legal, why = False, f"{line} stood so by {event.day.day}; since when is not known."
    elif kind == "added" and (older := _class_before(view, event)) is not None:
        why = f"{line} is new; {older} had covered it: no new control."
        kind, legal = "named-within-class", False
    before, after = event.before, event.after
    shown = after or before
    return Change(
        day=event.day,
        kind=kind,
        key=event.key,
        substances=shown.substances if shown else (),
        class_id=shown.class_id if shown else None,
        from_schedule=before.key.schedule if before else None,
        to_schedule=after.key.schedule if after else None,
        act=act,
        legal_effect=legal,
        why=why,
        event=event,
    )


def _class_before(view: View, event: Event) -> str | None:
    """The class that covered all substances of a new line on the day before it, if one did."""
    law = view.record.jurisdictions[event.key.jurisdiction]
    regime = law.schedules[event.key.schedule].regime
    classes = [
        {
            coverage.key.line
            for coverage in view.coverage(law.id, name)
            if coverage.basis == "class"
            and coverage.schedule.regime == regime
            and coverage.since.day < event.day.day
            and (coverage.until is None or coverage.until >= event.day.day)
        }
        for name in line_after(event).substances
    ]
    common = set.intersection(*classes) if classes else set()
    return min(common, default=None)


def _of_clauses(view: View, rows: Iterable[Change]) -> Iterator[Change]:
    """Where the clause of a re-issued list says otherwise: one row an act."""
    reissued: dict[tuple[Day, str], list[Change]] = defaultdict(list)
    for row in rows:
        if row.kind == REISSUED:
            reissued[row.day, row.act.id].append(row)
    for (day, _), lines in reissued.items():
        clauses = clause_changes(view, (line.event for line in lines if line.event))
        if not clauses:
            continue
        old = {clause.old_list for clause in clauses}
        new = {clause.new_list for clause in clauses}
        yield Change(
            day=day,
            kind="scope-changed",
            key=Key(lines[0].key.jurisdiction, clauses[0].new_list, "clause"),
            substances=(),
            class_id=None,
            from_schedule=old.pop() if len(old) == 1 else None,
            to_schedule=new.pop() if len(new) == 1 else None,
            act=lines[0].act,
            legal_effect=any(clause.has_effect for clause in clauses),
            why=f"The clauses differ. {'; '.join(clause.words for clause in clauses)}.",
            event=None,
            part="amend",
        )


def _proposals(view: View, jurisdiction: str) -> Iterator[Change]:
    for act in view.record.acts.values():
        if act.jurisdiction != jurisdiction or act.kind != "proposal":
            continue
        if not act.is_known_on(view.known_on):
            continue
        for step in act.steps:
            key = Key(jurisdiction, step.schedule, step.line)
            why = f"{step.schedule}/{step.line} was proposed; nothing is controlled by it."
            yield Change(
                act.known,
                "proposed",
                key,
                step.substances,
                step.class_id,
                None,
                step.schedule,
                act,
                legal_effect=False,
                why=why,
                event=None,
            )


def upcoming(view: View, jurisdictions: Iterable[str], on: date, within: int) -> list[Change]:
    """What starts, ends, expires or falls due in the ``within`` days after ``on``.

    By the acts known on the day for which the view was made, else on ``on``.
    """
    end, places = later(on, within), (*jurisdictions,)
    rows = [row for place in places for row in changes(view, place, on, end)]
    coming = [
        row for row in rows if row.kind != "proposed" and row.act.known.day <= view.announced_by(on)
    ]
    coming += [row for row in _comments(view, places, on) if on < row.day.day <= end]
    return sorted(coming, key=lambda row: (row.day.day, row.key))


def _comments(view: View, jurisdictions: Sequence[str], on: date) -> Iterator[Change]:
    """The last days for comments on the open proposals: one row an act."""
    proposals = open_proposals(view.record.acts.values(), on, view.announced_by(on))
    for act in dict.fromkeys(proposal.act for proposal in proposals):
        if act.comments_until is None or act.jurisdiction not in jurisdictions:
            continue
        names = (name for step in act.steps for name in step.substances)
        first = act.steps[0]
        yield Change(
            day=Day(act.comments_until),
            kind=COMMENTS_DUE,
            key=Key(act.jurisdiction, first.schedule, first.line),
            substances=tuple(dict.fromkeys(names)),
            class_id=first.class_id,
            from_schedule=None,
            to_schedule=first.to_schedule or first.schedule,
            act=act,
            legal_effect=False,
            why=f"{act.id} takes comments until {act.comments_until}.",
            event=None,
            part="comment",
        )


def next_notes(
    view: View, jurisdictions: Iterable[str], on: date, coming: Sequence[Change]
) -> tuple[str, ...]:
    """When something comes next, in one sentence; nothing where ``coming`` already shows it."""
    if coming:
        return ()
    rows = upcoming(view, jurisdictions, on, (date.max - on).days)
    first = [row for row in rows if row.day == rows[0].day]
    if not first:
        return ()
    acts = "; ".join(dict.fromkeys(row.act.title for row in first))
    lines = "1 line" if len(first) == 1 else f"{len(first)} lines"
    return (f"Next: {first[0].day.day}, {lines} of: {acts}.",)


def later(day: date, days: int) -> date:
    """``day`` moved by ``days``, no farther than the calendar goes."""
    first, last = date.min.toordinal(), date.max.toordinal()
    return date.fromordinal(min(max(day.toordinal() + days, first), last))
