"""Where a value of the record is written: its file, and its path inside the file."""

from __future__ import annotations

from collections.abc import Iterator

from registry.acts import Act, Key, Step
from registry.check.catalogue import Complaint
from registry.listing import Listing
from registry.record import ClassText, Record, Substance

Path = tuple[str | int, ...]


def act_file(act_id: str) -> str:
    """The file of an act."""
    return f"schedules/{act_id.replace('/', '/acts/', 1)}.toml"


def class_file(text: ClassText) -> str:
    """The file of a class text."""
    return f"schedules/classes/{text.id}/{text.since}.toml"


def steps(act: Act) -> Iterator[tuple[Step, Path]]:
    """Every step of an act with its path in the act's file."""
    counts: dict[str, int] = {}
    for step in act.steps:
        number = counts[step.verb] = counts.get(step.verb, -1) + 1
        yield step, (step.verb, number)


def of_act(act: Act, what: str, *path: str | int) -> Complaint:
    """A complaint about an act."""
    return Complaint(act_file(act.id), what, path)


def of_substance(substance: Substance, what: str, *path: str | int) -> Complaint:
    """A complaint about a substance."""
    file = f"schedules/substances/{substance.family}.toml"
    return Complaint(file, what, (substance.id, *path))


def of_schedule(jurisdiction: str, schedule: str, what: str, field: str) -> Complaint:
    """A complaint about a field of a list."""
    file = f"schedules/{jurisdiction}/schedules.toml"
    return Complaint(file, what, ("schedules", schedule, field))


def of_listing(record: Record, listing: Listing, what: str) -> Complaint:
    """A complaint about a stay, at the step that opened it."""
    act = record.acts[listing.states[0][1].act]
    found = (path for step, path in steps(act) if landing(act, step) == listing.key)
    return of_act(act, what, *next(found, ()))


def landing(act: Act, step: Step) -> Key:
    """The line that stands after a step: of a move, the one it lands on."""
    schedule = step.to_schedule or step.schedule
    return Key(act.jurisdiction, schedule, step.to_line or step.line)
