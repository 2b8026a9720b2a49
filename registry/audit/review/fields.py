"""What is written of an act, a substance, a list, a class text: by field, as text. Pure.

Fields have the names they have in the files. Lists are sorted: their order carries no meaning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from registry.law import layout
from registry.law.acts import Act, Step
from registry.law.dates import ON_OR_AFTER, ON_OR_BEFORE, Day
from registry.law.record import ClassText, Clause, Jurisdiction, Record, Schedule, Substance

Written = dict[str, Any]

# The name of a value -> its name in the files, where the two differ.
IN_FILES: Final = {"exception": "except", "class_id": "class"}
# What other fields say already, or what is written in a way of its own.
APART: Final = frozenset({
    "id", "jurisdiction", "steps", "verb", "schedules", "clause", "groups", "verdicts", "form_of",
    "wording", "schedule", "line", "to_schedule", "to_line", "temporary", "claims", "judged",
})  # fmt: skip


def said(value: object) -> str | None:
    """A value as text, as it would be written in a file; ``None`` for nothing."""
    if value is None or value == ():
        return None
    if isinstance(value, Day):
        return day_as_written(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "; ".join(sorted(str(one) for one in value))
    return str(value)


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


def _plain(named: dict[str, Any]) -> Written:
    return {
        IN_FILES.get(name, name): text
        for name, value in named.items()
        if name not in APART and (text := said(value)) is not None
    }


def of_substance(one: Substance) -> Written:
    """An identity; its family is the name of its file."""
    form = {"form_of": f"{one.form_of.substance} as {one.form_of.kind}"} if one.form_of else {}
    return _plain(one._asdict()) | form


def of_jurisdiction(law: Jurisdiction) -> Written:
    """A law-giver and its lists."""
    lists = {name: _list(one) for name, one in law.schedules.items()}
    return _plain(law._asdict()) | {"schedules": lists}


def _list(one: Schedule) -> Written:
    groups = {name: _clause(group) for name, group in one.groups.items()}
    return _plain(one._asdict()) | {"clause": _clause(one.clause), "groups": groups}


def _clause(clause: Clause) -> Written:
    return _plain(clause._asdict())


def of_class(text: ClassText) -> Written:
    """One text of a generic definition."""
    verdicts = {name: _plain(one._asdict()) for name, one in text.verdicts.items()}
    hung = {"schedule": text.schedule} if text.schedule else {}
    return _plain(text._asdict()) | hung | {"verdict": verdicts}


def of_act(act: Act, steps: Iterable[tuple[str, Step]]) -> Written:
    """An act with its steps under the names given to them."""
    written = _plain(act._asdict())
    if act.date_evidence == act.evidence:  # then it is not written
        written.pop("date_evidence")
    return written | {name: _step(one) for name, one in steps}


def _step(step: Step) -> Written:
    written = _plain(step._asdict()) | _plain(step.wording._asdict())
    written |= {"schedule": step.schedule, "line": step.line}
    if step.wording.covers == ():  # the line reaches no relative, whatever its list's clause says
        written["covers"] = "none"
    if step.verb == "move":
        written["to"] = f"{step.to_schedule}/{step.to_line}"
    if step.temporary and step.expires is None:
        written["expires"] = "not seen"
    if not step.unseen:
        written.pop("unseen", None)
    return written


def name_of(step: Step) -> str:
    """What a step is called in its act: ``add.schedule-1/brorphine``."""
    return f"{step.verb}.{step.schedule}/{step.line}"


def words(act_id: str) -> str:
    """The name of an act's file without its day."""
    return act_id.partition("/")[2].lstrip("0123456789-")


def by_file(record: Record) -> dict[str, object]:
    """What each source file says, by its path below the data folder."""
    families: dict[str, dict[str, Substance]] = defaultdict(dict)
    for one in record.substances.values():
        families[layout.family_file(one)][one.id] = one
    return {
        layout.EDITION: (record.version, record.title),
        **{layout.act_file(name): act for name, act in record.acts.items()},
        **families,
        **{layout.LISTS.path(name): law for name, law in record.jurisdictions.items()},
        **{layout.class_file(text): text for text in record.classes},
        **{layout.SEED.path(seed.id): seed for seed in record.seeds},
    }


def writing(value: object) -> object:
    """What a file says without the order in which it says it, which carries no meaning."""
    if isinstance(value, Act):
        return of_act(value, sorted(((name_of(one), one) for one in value.steps), key=repr))
    if isinstance(value, Jurisdiction):
        return of_jurisdiction(value)
    if isinstance(value, ClassText):
        return of_class(value)
    if isinstance(value, dict):
        return {name: of_substance(one) for name, one in value.items()}
    return value
