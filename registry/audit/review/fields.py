"""What is written of an act, a substance, a list, a class text: by field, as text. Pure.

Fields have the names they have in the files. Lists are sorted: their order carries no meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any, Final, NamedTuple, TypeGuard

from registry.law.acts import Act, Step, Wording
from registry.law.dates import ON_OR_AFTER, ON_OR_BEFORE, Day
from registry.law.layout import FieldPath
from registry.law.record import (
    ClassText,
    Clause,
    Judged,
    Jurisdiction,
    NotHeld,
    Schedule,
    Substance,
    Verdict,
)

Written = dict[str, Any]
Named = (
    Act
    | ClassText
    | Clause
    | Jurisdiction
    | NotHeld
    | Schedule
    | Step
    | Substance
    | Verdict
    | Wording
)

PRESENT: Final = "present"  # stands for a whole table
# The name of a value -> its name in the files, where the two differ.
IN_FILES: Final = {"exception": "except", "class_id": "class"}
# What other fields say already, or what is written in a way of its own.
APART: Final = frozenset({
    "id", "jurisdiction", "steps", "verb", "schedules", "clause", "groups", "verdicts", "form_of",
    "wording", "schedule", "line", "to_schedule", "to_line", "temporary", "claims", "judged",
})  # fmt: skip


class FieldEdit(NamedTuple):
    """A field that is written otherwise: its path below what is compared, and both values."""

    path: FieldPath
    old: str | None
    new: str | None

    @property
    def field(self) -> str:
        """The path as a review names it: ``form.0.core``."""
        return ".".join(self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """The parts of the path."""
        return tuple(map(str, self.path))


def differing(old: object, new: object, path: FieldPath = ()) -> Iterator[FieldEdit]:
    """The fields in which two writings differ; a table that one of them lacks comes whole."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted({*old, *new}):
            yield from differing(old.get(name), new.get(name), (*path, name))
    elif _is_tables(old) and _is_tables(new):
        for number, (before, after) in enumerate(zip_longest(old, new)):
            yield from differing(before, after, (*path, number))
    elif old != new:
        yield FieldEdit(path, as_text(old), as_text(new))


def _is_tables(value: object) -> TypeGuard[list[Written]]:
    return isinstance(value, list) and all(isinstance(part, dict) for part in value)


def as_text(value: object) -> str | None:
    """A value as text, as it would be written in a file; ``None`` for nothing."""
    if value is None or value == ():
        return None
    if isinstance(value, dict) or _is_tables(value):
        return PRESENT
    if isinstance(value, Day):
        return day_as_written(value)
    if isinstance(value, list | tuple):
        parts = map(str, value)
        return "; ".join(parts if isinstance(value, list) else sorted(parts))
    return str(value).lower() if isinstance(value, bool) else str(value)


def day_as_written(day: Day) -> str:
    """A day with what is known of it: ``2024-08-05``, ``2024-08``, ``2024``, ``<=D``, ``>=D``."""
    whole, first = day.day.isoformat(), day.earliest
    if day.qualifier == ON_OR_AFTER:
        return f">={whole}"
    if day.qualifier == ON_OR_BEFORE and first is None:
        return f"<={whole}"
    if day.qualifier == ON_OR_BEFORE and first is not None:
        return whole[:7] if first.month == day.day.month else whole[:4]
    return whole


def _plain(value: Named) -> Written:
    """The fields of a value that are written as they are."""
    return {
        IN_FILES.get(name, name): text
        for name, content in value._asdict().items()
        if name not in APART and (text := as_text(content)) is not None
    }


def of_substance(substance: Substance) -> Written:
    """An identity; its family is the name of its file."""
    form = substance.form_of
    return _plain(substance) | ({"form_of": f"{form.substance} as {form.kind}"} if form else {})


def of_jurisdiction(law: Jurisdiction) -> Written:
    """A law-giver and its lists."""
    lists = {}
    for key, schedule in law.schedules.items():
        groups = {name: _plain(group) for name, group in schedule.groups.items()}
        lists[key] = _plain(schedule) | {"clause": _plain(schedule.clause), "groups": groups}
    elsewhere = {each.title: _plain(each) for each in law.not_held}
    return _plain(law) | {"schedules": lists, "not_held": elsewhere}


def of_class(text: ClassText) -> Written:
    """One text of a generic definition."""
    verdicts = {name: _plain(verdict) for name, verdict in text.verdicts.items()}
    hung = {"schedule": text.schedule} if text.schedule else {}
    return _plain(text) | hung | {"verdict": verdicts}


def of_act(act: Act, steps: Iterable[tuple[str, Step]]) -> Written:
    """An act with its steps under the names given to them."""
    written = _plain(act)
    if act.date_evidence == act.evidence:  # then it is not written
        written.pop("date_evidence")
    return written | {name: _step(step) for name, step in steps}


def _step(step: Step) -> Written:
    written = _plain(step) | _plain(step.wording) | {"schedule": step.schedule, "line": step.line}
    if step.wording.covers == ():  # the line reaches no relative, whatever its list's clause says
        written["covers"] = "none"
    if step.verb == "move":
        written["to"] = f"{step.to_schedule}/{step.to_line}"
    if step.temporary and step.expires is None:
        written["expires"] = "not seen"
    if not step.unseen:
        written.pop("unseen", None)
    return written


def verdicts(judged: Iterable[Judged]) -> str | None:
    """Verdicts with the days from which they hold; ``None`` where the text is silent."""
    parts = (one.verdict + (f" from {one.since}" if one.since else "") for one in judged)
    return ", ".join(parts) or None


def name_of(step: Step) -> str:
    """What a step is called in its act: ``add.schedule-1/brorphine``."""
    return f"{step.verb}.{step.schedule}/{step.line}"


def words(act_id: str) -> str:
    """The name of an act's file without its day."""
    return act_id.partition("/")[2].lstrip("0123456789-")
