"""What an event of the fold is called, and whether it changes what is controlled. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from registry.engine.listing import Event, Standing
from registry.engine.reissue import REISSUED, changes_control, is_reissue
from registry.engine.view import View
from registry.law.acts import Wording
from registry.law.scope import SCOPE, ScopeField

Name = tuple[str, bool, str]


def named(view: View, event: Event) -> Name:
    """The name of an event, whether it changes what is controlled, and one sentence."""
    line = f"{event.key.schedule}/{event.key.line}"
    if event.before is None and event.after is None:
        return "editorial", False, f"{line} had lapsed; the act strikes its text."
    return NAMING[event.verb](view, event, line)


def _added(_view: View, event: Event, line: str) -> Name:
    after = line_after(event)
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


def _removed(view: View, event: Event, line: str) -> Name:
    if event.step is not None and event.step.merged_into and event.before is not None:
        names = event.before.substances
        gone = [name for name in names if not is_controlled(view, event, name)]
        absorbed = f"{line} was absorbed by {event.step.merged_into}"
        if not gone:
            return "merged", False, f"{absorbed}."
        return "removed", True, f"{absorbed}, which does not reach {', '.join(gone)}."
    return "removed", True, f"{line} was removed."


def _moved(view: View, event: Event, line: str) -> Name:
    after = line_after(event)
    to = target(event)
    if after.continues != line:
        return "merged", True, f"{line} was merged into {to}."
    if is_reissue(view, event):
        why = f"{line} is {to} from then on: the list was issued anew."
        return REISSUED, changes_control(view, event), why
    if event.key.schedule != after.key.schedule:
        return "moved", True, f"{line} was moved to {to}."
    scope = _scope_change(view, event)
    if scope:
        return "scope-changed", True, f"{line} is now {to}, and its scope changed: {scope}."
    return "renamed", False, f"{line} is now {to}."


def _amended(view: View, event: Event, line: str) -> Name:
    old, new = (event.before or line_after(event)).wording, line_after(event).wording
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
    after = line_after(event)
    before = event.before or after
    old, new = before.wording, after.wording
    edited = [field for field in SCOPE if field.of(old) != field.of(new)]
    if edited:
        now, then = ("; ".join(_words(each, field) for field in edited) for each in (new, old))
        return f"{now} (before: {then})"
    if old.group != new.group and (forms := _forms_moved(view, event)):
        groups = f"group {new.group or 'none'} (before: {old.group or 'none'})"
        return f"{groups}, which changes the control of {', '.join(forms)}"
    return ""


def _forms_moved(view: View, event: Event) -> list[str]:
    """The relatives of what a line names that are covered on only one side of the event."""
    names = line_after(event).substances
    return [
        relative.id
        for relative in view.record.substances.values()
        if relative.form_of
        and relative.form_of.substance in names
        and was_controlled(view, event, relative.id) != is_controlled(view, event, relative.id)
    ]


def _words(wording: Wording, field: ScopeField) -> str:
    """What a field says of scope, under the name that it has in an act."""
    name, value = field.key.replace("_", " "), field.of(wording)
    if value == field.absent:
        return f"{name} not written"
    words = ", ".join(value) or "none" if isinstance(value, tuple) else f'"{value}"'
    return f"{name} {words}"


def _extended(_view: View, event: Event, line: str) -> Name:
    if event.before is None:
        return "added", True, f"{line} had lapsed; the act places it anew."
    return "extended", True, f"{line} stands until {line_after(event).expires} at the longest."


def _confirmed(_view: View, event: Event, line: str) -> Name:
    if event.before is None:
        return "added", True, f"{line} had lapsed; the act places it anew."
    if event.before.temporary:
        return "confirmed", True, f"{line} became permanent."
    return "editorial", False, f"{line} was already permanent; the act confirms it."


def _expired(_view: View, _event: Event, line: str) -> Name:
    return "expired", True, f"{line} expired; no act known by then kept it standing."


def line_after(event: Event) -> Standing:
    """The line as an event leaves it; every verb but removal and expiry leaves one."""
    if event.after is None:
        raise AssertionError(f"{event.verb} leaves a line behind")
    return event.after


NAMING: Final[dict[str, Callable[[View, Event, str], Name]]] = {
    "add": _added,
    "remove": _removed,
    "move": _moved,
    "amend": _amended,
    "extend": _extended,
    "confirm": _confirmed,
    "expire": _expired,
}


def target(event: Event) -> str:
    """List and line on which the line stands after an event."""
    after = line_after(event)
    return f"{after.key.schedule}/{after.key.line}"


def was_controlled(view: View, event: Event, name: str) -> bool:
    """Whether the regime of the event's list controlled the substance on the day before."""
    return _is_covered(view, event, name, event.day.day - timedelta(days=1))


def is_controlled(view: View, event: Event, name: str) -> bool:
    """Whether the regime of the event's list controls the substance on its day."""
    return _is_covered(view, event, name, event.day.day)


def _is_covered(view: View, event: Event, name: str, day: date) -> bool:
    """Whether a line of the regime of the event's list covers the substance on ``day``."""
    law = view.record.jurisdictions[event.key.jurisdiction]
    regime = law.schedules[event.key.schedule].regime
    return any(
        coverage.is_certain and coverage.holds_on(day) and coverage.schedule.regime == regime
        for coverage in view.coverage(law.id, name)
    )
