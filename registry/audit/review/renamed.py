"""Later ids of what is still the same, and a record under them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, TypeVar, cast

from registry.law.acts import Act, Key, Step
from registry.law.record import Record

Value = TypeVar("Value")
# The fields, of whatever class, that hold ids of substances.
OF_SUBSTANCES: Final = frozenset({"substances", "releases", "excepts", "may_cover", "substance"})
OF_ACTS: Final = frozenset({"answers", "supports"})


class Names(NamedTuple):
    """Earlier id -> later id, of what is still the same."""

    acts: dict[str, str]
    substances: dict[str, str]
    lines: dict[Key, str]

    def line(self, jurisdiction: str, schedule: str, line: str) -> str:
        """The later slug of a line."""
        return self.lines.get(Key(jurisdiction, schedule, line), line)


def renamed(record: Record, names: Names) -> Record:
    """``record`` with every earlier id replaced by its later one."""
    if not any(names):
        return record
    new = names.substances
    substances = (_renamed(each, names) for each in record.substances.values())
    named = [each._replace(id=new.get(each.id, each.id)) for each in substances]
    acts = [act_as(act, names) for act in record.acts.values()]
    texts = (_renamed(text, names) for text in record.classes)
    return record._replace(
        acts={act.id: act for act in acts},
        substances={substance.id: substance for substance in named},
        jurisdictions=_renamed(record.jurisdictions, names),
        classes=tuple(
            text._replace(
                verdicts={new.get(name, name): verdict for name, verdict in text.verdicts.items()}
            )
            for text in texts
        ),
        seeds=_renamed(record.seeds, names),
    )


def act_as(act: Act, names: Names) -> Act:
    """An act under its later id, its lines and substances under theirs."""
    steps = tuple(_step(act.jurisdiction, step, names) for step in act.steps)
    return _renamed(act, names)._replace(id=names.acts.get(act.id, act.id), steps=steps)


def _renamed(value: Value, names: Names) -> Value:
    """A value with the ids in its fields replaced, however deep."""
    return cast("Value", _content(value, names, {}))


def _content(value: Any, names: Names, ids: Mapping[str, str]) -> Any:  # noqa: ANN401 (any class)
    """``value``, a text of which is one of ``ids`` or none."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, dict):
        return {key: _content(content, names, ids) for key, content in value.items()}
    if not isinstance(value, tuple):
        return value
    if not hasattr(value, "_fields"):
        return tuple(_content(content, names, ids) for content in value)
    fields = zip(value._fields, value, strict=True)
    return type(value)(*(_content(each, names, _ids(field, names)) for field, each in fields))


def _ids(field: str, names: Names) -> dict[str, str]:
    """The ids that a field holds, earlier to later."""
    return names.substances if field in OF_SUBSTANCES else names.acts if field in OF_ACTS else {}


def _step(place: str, step: Step, names: Names) -> Step:
    target = step.to_schedule or step.schedule
    return _renamed(step, names)._replace(
        line=names.line(place, step.schedule, step.line),
        to_line=names.line(place, target, step.to_line) if step.to_line else step.to_line,
        continues=_reference(place, step, step.continues, names),
        already_covered_by=_reference(place, step, step.already_covered_by, names),
        merged_into=_reference(place, step, step.merged_into, names),
    )


def _reference(place: str, step: Step, written: str | None, names: Names) -> str | None:
    """``schedule/line``, or the name of a line of the same list."""
    if written is None:
        return None
    schedule, slash, line = written.rpartition("/")
    return f"{schedule}{slash}{names.line(place, schedule or step.schedule, line)}"
