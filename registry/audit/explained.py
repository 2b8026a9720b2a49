"""Two writings of the same things, explained field by field: things by key, never by place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from registry.law.digest import canonical
from registry.law.record import Record

Things = Mapping[str, Mapping[str, Any]]
ADDED = "dictionary_item_added"
REMOVED = "dictionary_item_removed"


class FieldChange(NamedTuple):
    """One field of one thing that is written otherwise; ``None``: that side does not write it.

    ``thing`` is an act, an identity, a list, a class text or a row; ``field`` is its path, with
    points between the parts, and empty where the whole thing is on one side only.
    """

    thing: str
    field: str
    old: str | None
    new: str | None


def explained(old: Things, new: Things) -> list[FieldChange]:
    """Every field in which ``old`` and ``new`` differ, by thing and field.

    Equal things are passed over before anything is compared field by field.
    """
    changes: list[FieldChange] = []
    for thing in sorted({*old, *new}):
        before, after = old.get(thing), new.get(thing)
        if before is None or after is None:
            changes.append(FieldChange(thing, "", _text(before), _text(after)))
        elif before != after:
            changes += sorted(_fields(thing, before, after), key=lambda change: change.field)
    return changes


def _fields(
    thing: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[FieldChange]:
    from deepdiff import DeepDiff  # noqa: PLC0415 (half a second to import)

    difference = DeepDiff(before, after, view="tree", threshold_to_diff_deeper=0)
    for group, places in difference.items():
        for place in places:
            field = ".".join(str(part) for part in place.path(output_format="list"))
            old = None if group == ADDED else _text(place.t1)
            new = None if group == REMOVED else _text(place.t2)
            yield FieldChange(thing, field, old, new)


def _text(value: object) -> str | None:
    """A value as one line: text as it is, anything else as JSON."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def things(record: Record) -> Things:
    """What a record holds, by key, each with its fields by name.

    An act's steps are keyed by verb and line, so that one more step moves no other.
    """
    whole: dict[str, Any] = json.loads(canonical(record))
    found: dict[str, Any] = {"edition": {key: whole.get(key) for key in ("version", "title")}}
    for name, law in whole["jurisdictions"].items():
        lists = law.pop("schedules", {})
        found[f"jurisdiction {name}"] = law
        found |= {f"list {name}/{key}": kept for key, kept in lists.items()}
    found |= {f"substance {name}": fields for name, fields in whole["substances"].items()}
    for name, act in whole["acts"].items():
        found[f"act {name}"] = act | {"steps": _by_line(act.get("steps", []))}
    found |= {f"class {text['id']} {text['since']}": text for text in whole["classes"]}
    found |= {f"seed {seed['id']}": seed for seed in whole["seeds"]}
    return found


def _by_line(steps: list[dict[str, Any]]) -> dict[str, Any]:
    """The steps of an act by verb and line; of two alike the later has a number."""
    keys = (f"{step['verb']} {step['schedule']}/{step['line']}" for step in steps)
    return dict(zip(numbered(keys), steps, strict=True))


def numbered(keys: Iterable[str]) -> Iterator[str]:
    """The keys in their order; one that came before has a number behind it."""
    seen: Counter[str] = Counter()
    for key in keys:
        seen[key] += 1
        yield f"{key} #{seen[key]}" if seen[key] > 1 else key
