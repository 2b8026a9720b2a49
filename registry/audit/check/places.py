"""Complaints about values of the record: the file and field in which each is written."""

from __future__ import annotations

from collections.abc import Iterator

from registry.audit.check.catalogue import Complaint
from registry.engine.listing import Listing
from registry.law import layout
from registry.law.acts import Act, landing
from registry.law.record import ClassText, Jurisdiction, Record, Schedule, Seed, Substance


def of_act(act: Act, what: str, *path: str | int) -> Complaint:
    """A complaint about an act."""
    return Complaint(layout.act_file(act.id), what, path)


def of_substance(substance: Substance, what: str, *path: str | int) -> Complaint:
    """A complaint about a substance."""
    return Complaint(layout.family_file(substance), what, (substance.id, *path))


def of_class(text: ClassText, what: str, *path: str | int) -> Complaint:
    """A complaint about a class text."""
    return Complaint(layout.class_file(text), what, path)


def of_claim(seed: Seed, number: int, what: str, field: str) -> Complaint:
    """A complaint about a field of a claim of a source document."""
    return Complaint(layout.SEED.path(seed.id), what, ("claim", number, field))


def of_jurisdiction(law: Jurisdiction, what: str, field: str) -> Complaint:
    """A complaint about a field of a jurisdiction."""
    return Complaint(layout.LISTS.path(law.id), what, (field,))


def of_schedule(law: Jurisdiction, schedule: Schedule, what: str, field: str) -> Complaint:
    """A complaint about a field of a list; the sentence begins with the name of the list."""
    path = ("schedules", schedule.id, field)
    return Complaint(layout.LISTS.path(law.id), f"{law.id}/{schedule.id} {what}", path)


def names(substance: Substance) -> Iterator[tuple[str, str]]:
    """Every name that is written for a substance, with the field that holds it."""
    yield "name", substance.name
    yield "name_zh", substance.name_zh or ""
    yield from (("aliases", alias) for alias in substance.aliases)


def of_listing(record: Record, listing: Listing, what: str) -> Complaint:
    """A complaint about a stay, at the step that opened it."""
    act = record.acts[listing.states[0][1].act]
    paths = (path for step, path in layout.steps(act) if landing(act, step) == listing.key)
    return of_act(act, what, *next(paths, ()))
