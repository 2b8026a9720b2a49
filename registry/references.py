"""What one file says of another: every id that is used must be defined somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Final, NamedTuple

from registry.acts import UNFOLDED, Act, Step
from registry.record import Record

REMEDIES: Final = {
    "REF001": "Correct the id, or describe the list in schedules.toml.",
    "REF002": "Correct the id, or write the identity in substances/<family>.toml.",
    "REF003": "Correct the id, or write the class text in classes/<class>/<date>.toml.",
    "REF004": "Correct the act's id: <jurisdiction>/<file name without .toml>.",
    "REF005": "Correct the group, or describe it in schedules.toml.",
    "REF006": "Write schedules.toml for this jurisdiction, or move the act.",
    "REF007": "Correct the family: the name of a file in substances/.",
    "REF008": "Remove the form_of, or point it at a substance that is no form itself.",
}


class Dangling(NamedTuple):
    """An id that nothing defines: where it is used and what was probably meant.

    ``decides``: the law cannot be read without it. A source document, a proposal and what an act
    says it answers decide nothing; nor does a class text by families and names that nobody holds.
    """

    code: str
    file: str
    path: tuple[str | int, ...]
    what: str
    decides: bool = True


def dangling(record: Record) -> Iterator[Dangling]:
    """Every use of an id that the record does not define."""
    for act in record.acts.values():
        folded = act.kind not in UNFOLDED
        for one in _of_act(record, act):
            held = one.code == "REF006"  # without its lists a jurisdiction cannot be read at all
            yield one._replace(decides=held or (folded and one.path != ("answers",)))
    yield from _of_substances(record)
    for one in _of_classes(record):
        yield one._replace(decides=one.path[0] not in {"families", "verdict"})
    for seed in record.seeds:
        for number, claim in enumerate(seed.claims):
            for act_id in claim.supports:
                path = ("claim", number, "supports")
                file = f"seeds/{seed.id}.toml"
                for one in _unknown("REF004", file, path, act_id, record.acts):
                    yield one._replace(decides=False)


def _of_act(record: Record, act: Act) -> Iterator[Dangling]:
    file = f"schedules/{act.id.replace('/', '/acts/', 1)}.toml"
    law = record.jurisdictions.get(act.jurisdiction)
    if law is None:
        what = f'The jurisdiction "{act.jurisdiction}" has no schedules.toml that could be read.'
        yield Dangling("REF006", file, (), what)
        return
    for answered in act.answers:
        yield from _unknown("REF004", file, ("answers",), answered, record.acts)
    counts: dict[str, int] = {}
    for step in act.steps:
        number = counts[step.verb] = counts.get(step.verb, -1) + 1
        path = (step.verb, number)
        field = "from" if step.verb == "move" else "schedule"
        yield from _unknown("REF001", file, (*path, field), step.schedule, law.schedules)
        if step.to_schedule:
            yield from _unknown("REF001", file, (*path, "to"), step.to_schedule, law.schedules)
        yield from _of_step(record, step, file, path)


def _of_step(
    record: Record, step: Step, file: str, path: tuple[str | int, ...]
) -> Iterator[Dangling]:
    wording = step.wording
    named = (("excepts", wording.excepts or ()), ("may_cover", wording.may_cover or ()))
    for field, names in (*named, ("substances", step.substances), ("releases", step.releases)):
        for name in names:
            yield from _unknown("REF002", file, (*path, field), name, record.substances)
    if step.class_id:
        classes = {text.id for text in record.classes}
        yield from _unknown("REF003", file, (*path, "class"), step.class_id, classes)
    group = wording.group
    place = file.split("/")[1]
    schedule = record.jurisdictions[place].schedules.get(step.to_schedule or step.schedule)
    if group and schedule:
        yield from _unknown("REF005", file, (*path, "group"), group, schedule.groups)


def _of_substances(record: Record) -> Iterator[Dangling]:
    for one in record.substances.values():
        file = f"schedules/substances/{one.family}.toml"
        if one.form_of is None:
            continue
        parent = one.form_of.substance
        yield from _unknown("REF002", file, (one.id, "form_of"), parent, record.substances)
        if parent in record.substances and record.substances[parent].form_of:
            what = f'"{one.id}" is a form of "{parent}", which is a form itself.'
            yield Dangling("REF008", file, (one.id, "form_of"), what)


def _of_classes(record: Record) -> Iterator[Dangling]:
    families = {one.family for one in record.substances.values()}
    for text in record.classes:
        file = f"schedules/classes/{text.id}/{text.since}.toml"
        places = record.jurisdictions
        yield from _unknown("REF006", file, ("jurisdiction",), text.jurisdiction, places)
        for family in text.families:
            yield from _unknown("REF007", file, ("families",), family, families)
        for name in text.verdicts:
            yield from _unknown("REF002", file, ("verdict", 0), name, record.substances)
        if text.schedule and text.jurisdiction in places:
            lists = places[text.jurisdiction].schedules
            yield from _unknown("REF001", file, ("schedule",), text.schedule, lists)


def _unknown(
    code: str, file: str, path: tuple[str | int, ...], name: str, known: Iterable[str]
) -> Iterator[Dangling]:
    if name in known:
        return
    near = get_close_matches(name, list(known), 1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    yield Dangling(code, file, path, f'"{name}" is not defined.{hint}')
