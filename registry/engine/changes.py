"""What the law changed between two days, and what comes next: the fold's events, named. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from registry.engine.coverage import UNDETERMINED
from registry.engine.listing import Event, Standing
from registry.engine.view import View
from registry.law.acts import SCOPE, Act, Key, Wording
from registry.law.dates import Day


class Change(NamedTuple):
    """One thing the law changed: an event of the fold under its name."""

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
        ``part`` tells apart what one verb changes of the names on a line.
        """
        if self.event is None:
            return f"{self.act.id}/{self.key.schedule}/{self.key.line}/propose"
        opened = self.event.before if self.event.verb == "expire" else None
        act = opened.act if opened else self.act.id
        part = f"/{self.part}" if self.part else ""
        return f"{act}/{self.key.schedule}/{self.key.line}/{self.event.verb}{part}"


def changes(view: View, jurisdiction: str, start: date, end: date) -> list[Change]:
    """What the law of ``jurisdiction`` changed on the days after ``start`` through ``end``.

    In the order in which the fold applied it; proposals follow the changes of their day.
    """
    found = [
        change
        for event in view.timeline.events
        if event.key.jurisdiction == jurisdiction and start < event.day.day <= end
        for change in _changes(view, event)
    ]
    found += [one for one in _proposals(view, jurisdiction) if start < one.day.day <= end]
    return sorted(found, key=lambda one: one.day.day)


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
    line = _target(event)
    fresh = tuple(name for name in event.entered if not _was_controlled(view, event, name))
    known = tuple(name for name in event.entered if name not in fresh)
    if fresh:
        yield "added", fresh, f"{line} names {', '.join(fresh)} from then on."
    if known:
        yield "named-within-class", known, f"{line} names {', '.join(known)}: no new control."


def _left(view: View, event: Event) -> Iterator[_Names]:
    """The substances that a line names no longer though it stands on."""
    line = _target(event)
    kept = tuple(name for name in event.left if _is_controlled(view, event, name))
    gone = tuple(name for name in event.left if name not in kept)
    if gone:
        yield "removed", gone, f"{line} no longer names {', '.join(gone)}."
    if kept:
        why = f"{line} no longer names {', '.join(kept)}; the same regime controls it otherwise."
        yield "renamed", kept, why


def _target(event: Event) -> str:
    after = _line_after(event)
    return f"{after.key.schedule}/{after.key.line}"


def _was_controlled(view: View, event: Event, name: str) -> bool:
    return _is_covered(view, event, name, event.day.day - timedelta(days=1))


def _is_controlled(view: View, event: Event, name: str) -> bool:
    return _is_covered(view, event, name, event.day.day)


def _is_covered(view: View, event: Event, name: str, day: date) -> bool:
    """Whether a line of the regime of the event's list covers the substance on ``day``."""
    law = view.record.jurisdictions[event.key.jurisdiction]
    regime = law.schedules[event.key.schedule].regime
    return any(
        reach.basis != UNDETERMINED
        and reach.holds_on(day)
        and law.schedules[reach.listing.key.schedule].regime == regime
        for reach in view.reaches(law.id, name)
    )


def _of_names(view: View, event: Event, kind: str, names: tuple[str, ...], why: str) -> Change:
    """A change of what a standing line names."""
    after = _line_after(event)
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
    kind, legal, why = _named_kind(view, event)
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
        substances=shown.substances if shown else event.step.substances if event.step else (),
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
            reach.listing.key.line
            for reach in view.reaches(law.id, name)
            if reach.basis == "class"
            and law.schedules[reach.listing.key.schedule].regime == regime
            and reach.start.day < event.day.day
            and (reach.until is None or reach.until >= event.day.day)
        }
        for name in (event.after.substances if event.after else ())
    ]
    common = set.intersection(*classes) if classes else set()
    return min(common, default=None)


_Name = tuple[str, bool, str]


def _named_kind(view: View, event: Event) -> _Name:
    """The name of an event, whether it changes what is controlled, and one sentence."""
    line = f"{event.key.schedule}/{event.key.line}"
    if event.before is None and event.after is None:
        return "editorial", False, f"{line} had lapsed; the act strikes its text."
    return NAMING[event.verb](view, event, line)


def _added(_view: View, event: Event, line: str) -> _Name:
    after = _line_after(event)
    if after.class_id:
        return "class-introduced", True, f"{line} controls a class."
    if after.already_covered_by:
        older = after.already_covered_by
        return (
            "named-within-class",
            False,
            f"{line} is new, {older} had covered it: no new control.",
        )
    if after.continues:
        return "split", True, f"{line} was split from {after.continues}."
    return "added", True, f"{line} was added."


def _removed(view: View, event: Event, line: str) -> _Name:
    if event.step is not None and event.step.merged_into and event.before is not None:
        names = event.before.substances
        gone = [name for name in names if not _is_controlled(view, event, name)]
        absorbed = f"{line} was absorbed by {event.step.merged_into}"
        if not gone:
            return "merged", False, f"{absorbed}."
        return "removed", True, f"{absorbed}, which does not reach {', '.join(gone)}."
    return "removed", True, f"{line} was removed."


def _moved(view: View, event: Event, line: str) -> _Name:
    after = _line_after(event)
    to = _target(event)
    if after.continues != line:
        return "merged", True, f"{line} was merged into {to}."
    if event.key.schedule != after.key.schedule:
        return "moved", True, f"{line} was moved to {to}."
    scope = _scope_change(view, event)
    if scope:
        return "scope-changed", True, f"{line} is now {to}, and its scope changed: {scope}."
    return "renamed", False, f"{line} is now {to}."


def _amended(view: View, event: Event, line: str) -> _Name:
    old, new = (event.before or _line_after(event)).wording, _line_after(event).wording
    releases = event.step.releases if event.step else ()
    if releases:
        return "scope-changed", True, f"{line} no longer reaches {', '.join(releases)}."
    scope = _scope_change(view, event)
    if scope:
        return "scope-changed", True, f"The scope of {line} changed: {scope}."
    if old.printed != new.printed:
        return "renamed", False, f"The wording of {line} changed."
    return "editorial", False, f"Number or arrangement of {line} changed."


def _scope_change(view: View, event: Event) -> str:
    """Which words of a line's scope an act changed, and how they read before; or nothing."""
    after = _line_after(event)
    before = event.before or after
    old, new = before.wording, after.wording
    names = (field.name for field in SCOPE)
    edited = [name for name in names if _scope(old, name) != _scope(new, name)]
    if edited:
        now, then = ("; ".join(_words(each, field) for field in edited) for each in (new, old))
        return f"{now} (before: {then})"
    if old.group != new.group and (forms := _forms_moved(view, event)):
        groups = f"group {new.group or 'none'} (before: {old.group or 'none'})"
        return f"{groups}, which changes the control of {', '.join(forms)}"
    return ""


def _forms_moved(view: View, event: Event) -> list[str]:
    """The relatives of what a line names that are covered on only one side of the event."""
    names = _line_after(event).substances
    return [
        relative.id
        for relative in view.record.substances.values()
        if relative.form_of
        and relative.form_of.substance in names
        and _was_controlled(view, event, relative.id) != _is_controlled(view, event, relative.id)
    ]


def _scope(wording: Wording, field: str) -> object:
    """What a field says of scope; empty is nothing, but ``covers = []`` is: no relative at all."""
    value: object = getattr(wording, field)
    return value if field == "covers" else value or None


def _words(wording: Wording, field: str) -> str:
    """What a field says of scope, under the name that it has in an act."""
    name, value = field.replace("exception", "except").replace("_", " "), _scope(wording, field)
    if value is None:
        return f"{name} not written"
    said = ", ".join(map(str, value)) or "none" if isinstance(value, tuple) else f'"{value}"'
    return f"{name} {said}"


def _extended(_view: View, event: Event, line: str) -> _Name:
    if event.before is None:
        return "added", True, f"{line} had lapsed; the act places it anew."
    return "extended", True, f"{line} stands until {_line_after(event).expires} at the longest."


def _confirmed(_view: View, event: Event, line: str) -> _Name:
    if event.before is None:
        return "added", True, f"{line} had lapsed; the act places it anew."
    if event.before.temporary:
        return "confirmed", True, f"{line} became permanent."
    return "editorial", False, f"{line} was already permanent; the act confirms it."


def _expired(_view: View, _event: Event, line: str) -> _Name:
    return "expired", True, f"{line} expired; no act known by then kept it standing."


def _line_after(event: Event) -> Standing:
    if event.after is None:
        raise AssertionError(f"{event.verb} leaves a line behind")
    return event.after


NAMING: Final[dict[str, Callable[[View, Event, str], _Name]]] = {
    "add": _added,
    "remove": _removed,
    "move": _moved,
    "amend": _amended,
    "extend": _extended,
    "confirm": _confirmed,
    "expire": _expired,
}


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
    """What starts, ends or expires in the ``within`` days after ``on``.

    By the acts known on the day for which the view was made, else on ``on``.
    """
    end = later(on, within)
    found = [one for each in jurisdictions for one in changes(view, each, on, end)]
    return sorted(
        (
            one
            for one in found
            if one.kind != "proposed" and one.act.known.day <= view.announced_by(on)
        ),
        key=lambda one: (one.day.day, one.key),
    )


def later(day: date, days: int) -> date:
    """``day`` moved by ``days``, no farther than the calendar goes."""
    first, last = date.min.toordinal(), date.max.toordinal()
    return date.fromordinal(min(max(day.toordinal() + days, first), last))
