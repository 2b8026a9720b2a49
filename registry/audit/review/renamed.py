"""Later ids of what is still the same, and a record under them. Pure."""

from __future__ import annotations

from typing import NamedTuple

from registry.law.acts import Act, Key, Step
from registry.law.record import ClassText, Clause, FormOf, Jurisdiction, Record, Seed, Substance


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
    acts = [act_as(act, names) for act in record.acts.values()]
    substances = [_substance(each, names) for each in record.substances.values()]
    return record._replace(
        acts={act.id: act for act in acts},
        substances={substance.id: substance for substance in substances},
        jurisdictions={key: _law(law, names) for key, law in record.jurisdictions.items()},
        classes=tuple(_class_text(text, names) for text in record.classes),
        seeds=tuple(_seed(seed, names) for seed in record.seeds),
    )


def _all(ids: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(names.get(each, each) for each in ids)


def act_as(act: Act, names: Names) -> Act:
    """An act under its later id, its lines and substances under theirs."""
    return act._replace(
        id=names.acts.get(act.id, act.id),
        answers=_all(act.answers, names.acts),
        steps=tuple(_step(act.jurisdiction, step, names) for step in act.steps),
    )


def _step(place: str, step: Step, names: Names) -> Step:
    target = step.to_schedule or step.schedule
    excepts = step.wording.excepts
    if excepts is not None:
        excepts = _all(excepts, names.substances)
    return step._replace(
        line=names.line(place, step.schedule, step.line),
        substances=_all(step.substances, names.substances),
        to_line=names.line(place, target, step.to_line) if step.to_line else step.to_line,
        releases=_all(step.releases, names.substances),
        continues=_reference(place, step, step.continues, names),
        already_covered_by=_reference(place, step, step.already_covered_by, names),
        merged_into=_reference(place, step, step.merged_into, names),
        wording=step.wording._replace(excepts=excepts),
    )


def _reference(place: str, step: Step, written: str | None, names: Names) -> str | None:
    """``schedule/line``, or the name of a line of the same list."""
    if written is None:
        return None
    schedule, slash, line = written.rpartition("/")
    return f"{schedule}{slash}{names.line(place, schedule or step.schedule, line)}"


def _substance(substance: Substance, names: Names) -> Substance:
    new, form = names.substances, substance.form_of
    return substance._replace(
        id=new.get(substance.id, substance.id),
        form_of=FormOf(new.get(form.substance, form.substance), form.kind) if form else None,
    )


def _law(law: Jurisdiction, names: Names) -> Jurisdiction:
    def clause(kept: Clause) -> Clause:
        return kept._replace(excepts=_all(kept.excepts, names.substances))

    schedules = {
        key: schedule._replace(
            clause=clause(schedule.clause),
            groups={name: clause(group) for name, group in schedule.groups.items()},
        )
        for key, schedule in law.schedules.items()
    }
    return law._replace(schedules=schedules)


def _class_text(text: ClassText, names: Names) -> ClassText:
    verdicts = {names.substances.get(name, name): one for name, one in text.verdicts.items()}
    return text._replace(verdicts=verdicts)


def _seed(seed: Seed, names: Names) -> Seed:
    claims = (claim._replace(supports=_all(claim.supports, names.acts)) for claim in seed.claims)
    return seed._replace(claims=tuple(claims))
