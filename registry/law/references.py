"""Ids that a file uses and no file defines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Final, NamedTuple

from registry.law import layout
from registry.law.acts import UNFOLDED, Act, Step
from registry.law.record import Jurisdiction, Record

# The kind of file that defines the ids of which a finding misses one.
DEFINED_IN: Final = {
    **dict.fromkeys(("REF001", "REF005", "REF006"), layout.LISTS),
    **dict.fromkeys(("REF002", "REF007", "REF008"), layout.FAMILY),
    "REF003": layout.CLASS,
    "REF004": layout.ACT,
}


class Dangling(NamedTuple):
    """An id that nothing defines: where it is used and what was probably meant.

    ``decides``: the law cannot be read without it. A source document, a proposal and what an act
    says it answers decide nothing; nor does a class text by families and names that nobody holds.
    """

    code: str
    file: str
    path: layout.FieldPath
    what: str
    decides: bool = True

    def follows_from(self, file: str) -> bool:
        """Whether the id may be defined in ``file``, which could not be read."""
        return DEFINED_IN[self.code].mark in file


def dangling(record: Record) -> Iterator[Dangling]:
    """Every use of an id that the record does not define."""
    for act in record.acts.values():
        folded = act.kind not in UNFOLDED
        for gap in _of_act(record, act):
            held = gap.code == "REF006"  # without its lists a jurisdiction cannot be read at all
            yield gap._replace(decides=held or (folded and gap.path != ("answers",)))
    for gap in _of_lists(record):
        yield gap._replace(decides=False)
    yield from _of_substances(record)
    for gap in _of_classes(record):
        yield gap._replace(decides=gap.path[0] not in {"families", "verdict"})
    for seed in record.seeds:
        for number, claim in enumerate(seed.claims):
            for act_id in claim.supports:
                path = ("claim", number, "supports")
                file = layout.SEED.path(seed.id)
                for gap in _unknown("REF004", file, path, act_id, record.acts):
                    yield gap._replace(decides=False)


def _of_act(record: Record, act: Act) -> Iterator[Dangling]:
    file = layout.act_file(act.id)
    law = record.jurisdictions.get(act.jurisdiction)
    if law is None:
        what = f'The jurisdiction "{act.jurisdiction}" has no schedules.toml that could be read.'
        yield Dangling("REF006", file, (), what)
        return
    for answered in act.answers:
        yield from _unknown("REF004", file, ("answers",), answered, record.acts)
    for step, path in layout.steps(act):
        field = "from" if step.verb == "move" else "schedule"
        yield from _unknown("REF001", file, (*path, field), step.schedule, law.schedules)
        if step.to_schedule:
            yield from _unknown("REF001", file, (*path, "to"), step.to_schedule, law.schedules)
        yield from _of_step(record, law, step, (file, path))
    yield from _of_readings(record, law, act)


def _of_readings(record: Record, law: Jurisdiction, act: Act) -> Iterator[Dangling]:
    classes, file = {text.id for text in record.classes}, layout.act_file(act.id)
    for number, reading in enumerate(act.readings):
        path: layout.FieldPath = ("reading", number)
        if reading.line:
            schedule = reading.line.partition("/")[0]
            yield from _unknown("REF001", file, (*path, "line"), schedule, law.schedules)
        if reading.class_id:
            yield from _unknown("REF003", file, (*path, "class"), reading.class_id, classes)
        for name in reading.substances:
            yield from _unknown("REF002", file, (*path, "substances"), name, record.substances)


def _of_step(
    record: Record, law: Jurisdiction, step: Step, at: tuple[str, layout.FieldPath]
) -> Iterator[Dangling]:
    file, path = at
    wording = step.wording
    named = (("excepts", wording.excepts or ()), ("may_cover", wording.may_cover or ()))
    for field, names in (*named, ("substances", step.substances), ("releases", step.releases)):
        for name in names:
            yield from _unknown("REF002", file, (*path, field), name, record.substances)
    families = {substance.family for substance in record.substances.values()}
    for family in step.may_hold:
        yield from _unknown("REF007", file, (*path, "may_hold"), family, families)
    if step.class_id:
        classes = {text.id for text in record.classes}
        yield from _unknown("REF003", file, (*path, "class"), step.class_id, classes)
    group = wording.group
    schedule = law.schedules.get(step.to_schedule or step.schedule)
    if group and schedule:
        yield from _unknown("REF005", file, (*path, "group"), group, schedule.groups)


def _of_lists(record: Record) -> Iterator[Dangling]:
    """The families and substances that lists held in part, or not held, may reach."""
    families = {substance.family for substance in record.substances.values()}
    for law, schedule in record.lists():
        file, path = layout.LISTS.path(law.id), ("schedules", schedule.id)
        for family in schedule.may_hold:
            yield from _unknown("REF007", file, (*path, "may_hold"), family, families)
        for name in schedule.whole_for:
            yield from _unknown("REF002", file, (*path, "whole_for"), name, record.substances)
    for law in record.jurisdictions.values():
        file = layout.LISTS.path(law.id)
        for number, each in enumerate(law.not_held):
            for family in each.families:
                where = ("not_held", number, "families")
                yield from _unknown("REF007", file, where, family, families)
            for name in each.substances:
                where = ("not_held", number, "substances")
                yield from _unknown("REF002", file, where, name, record.substances)


def _of_substances(record: Record) -> Iterator[Dangling]:
    for substance in record.substances.values():
        file = layout.family_file(substance)
        if substance.form_of is None:
            continue
        parent = substance.form_of.substance
        yield from _unknown("REF002", file, (substance.id, "form_of"), parent, record.substances)
        if parent in record.substances and record.substances[parent].form_of:
            what = f'"{substance.id}" is a form of "{parent}", which is a form itself.'
            yield Dangling("REF008", file, (substance.id, "form_of"), what)


def _of_classes(record: Record) -> Iterator[Dangling]:
    families = {substance.family for substance in record.substances.values()}
    for text in record.classes:
        file = layout.class_file(text)
        laws = record.jurisdictions
        yield from _unknown("REF006", file, ("jurisdiction",), text.jurisdiction, laws)
        for family in text.families:
            yield from _unknown("REF007", file, ("families",), family, families)
        for name in text.verdicts:
            yield from _unknown("REF002", file, ("verdict", 0), name, record.substances)
        if text.schedule and text.jurisdiction in laws:
            lists = laws[text.jurisdiction].schedules
            yield from _unknown("REF001", file, ("schedule",), text.schedule, lists)


def _unknown(
    code: str, file: str, path: layout.FieldPath, name: str, known: Iterable[str]
) -> Iterator[Dangling]:
    if name in known:
        return
    near = get_close_matches(name, list(known), 1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    yield Dangling(code, file, path, f'"{name}" is not defined.{hint}')
