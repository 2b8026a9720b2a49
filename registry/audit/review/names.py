"""Re-keys: ids that changed though what they name did not, and a record under its later ids. Pure.

An id is ours, not the law's. A file, a substance or a line under a new id is one event, found by
what did not change: content and identifiers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from registry.audit.review.fields import words
from registry.law.acts import Act, Key, Step, key_of, landing
from registry.law.record import ClassText, Clause, FormOf, Jurisdiction, Record, Substance

Thing = TypeVar("Thing")


class Names(NamedTuple):
    """Earlier id -> later id, of what is still the same thing."""

    acts: dict[str, str]
    substances: dict[str, str]
    lines: dict[Key, str]

    def line(self, jurisdiction: str, schedule: str, line: str) -> str:
        """The later slug of a line."""
        return self.lines.get(Key(jurisdiction, schedule, line), line)


def recognised(base: Record, head: Record) -> Names:
    """Every re-key between two records."""
    substances = _paired(base.substances, head.substances, _same_substance)
    acts = _paired(base.acts, head.acts, _same_act)
    lines: dict[Key, str] = {}
    known = Names(acts, substances, lines)
    for old, act in sorted(base.acts.items(), key=lambda one: one[1].day.day):
        later = head.acts.get(acts.get(old, old))
        if later is not None and later.steps != act.steps:
            lines |= _renamed_lines(_act(act, known), later)
    return Names(acts, substances, _unused(lines, base, head))


def _paired(
    base: dict[str, Thing], head: dict[str, Thing], likeness: Callable[[Thing, Thing], int]
) -> dict[str, str]:
    """The best pairs of what only the earlier and what only the later record has."""
    gone = [one for one in base if one not in head]
    come = [one for one in head if one not in base]
    scored = ((likeness(base[old], head[new]), old, new) for old in gone for new in come)
    found: dict[str, str] = {}
    for score, old, new in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if score and old not in found and new not in found.values():
            found[old] = new
    return found


def _same_substance(old: Substance, new: Substance) -> int:
    """How many identifiers agree; one that disagrees, or too few that agree, is nothing."""
    pairs = (
        (set(old.cas), set(new.cas)),
        ({old.inchikey} - {None}, {new.inchikey} - {None}),
        ({old.unii} - {None}, {new.unii} - {None}),
        ({old.name}, {new.name}),
    )
    agreeing = sum(bool(one & other) for one, other in pairs)
    at_odds = sum(bool(one and other and not one & other) for one, other in pairs[:3])
    return agreeing if not at_odds and (agreeing > 1 or old.name == new.name) else 0


def _same_act(old: Act, new: Act) -> int:
    """How many of title, citation, lines, days and the file's words agree; fewer than two: none."""
    if old.jurisdiction != new.jurisdiction:
        return 0
    agreeing = (
        bool(old.title) and old.title == new.title,
        bool(old.citation) and old.citation == new.citation,
        bool(old.steps) and old.steps == new.steps,
        old[10:13] == new[10:13],
        words(old.id) == words(new.id),
    )
    return sum(agreeing) if sum(agreeing) > 1 else 0


def _renamed_lines(old: Act, new: Act) -> dict[Key, str]:
    """Lines that one act adds or moves to under another slug, all else being equal."""
    gone = [one for one in old.steps if one not in new.steps]
    come = [one for one in new.steps if one not in old.steps]
    found = {}
    for one in gone:
        bare = _without_slug(one)
        same = [other for other in come if _without_slug(other) == bare]
        if len(same) == 1 and one.verb in {"add", "move"}:
            schedule = one.to_schedule or one.schedule
            key = Key(old.jurisdiction, schedule, one.to_line or one.line)
            if key.line != (slug := same[0].to_line or same[0].line):
                found[key] = slug
    return found


def _without_slug(step: Step) -> Step:
    return step._replace(line="", to_line=None) if step.verb == "add" else step._replace(to_line="")


def _unused(lines: dict[Key, str], base: Record, head: Record) -> dict[Key, str]:
    """The renamed lines whose earlier slug is gone and whose later one is new."""
    before, after = _slugs(base.acts.values()), _slugs(head.acts.values())
    return {
        key: slug
        for key, slug in lines.items()
        if key not in after and key._replace(line=slug) not in before
    }


def _slugs(acts: Iterable[Act]) -> set[Key]:
    return {
        key
        for act in acts
        for step in act.steps
        for key in (
            key_of(act, step),
            landing(act, step),
        )
    }


# a record under its later ids


def renamed(record: Record, names: Names) -> Record:
    """``record`` with every earlier id replaced by its later one."""
    if not any(names):
        return record
    acts = (_act(one, names) for one in record.acts.values())
    substances = (_substance(one, names) for one in record.substances.values())
    return record._replace(
        acts={one.id: one for one in acts},
        substances={one.id: one for one in substances},
        jurisdictions={key: _law(one, names) for key, one in record.jurisdictions.items()},
        classes=tuple(_class_text(one, names) for one in record.classes),
        seeds=tuple(
            seed._replace(
                claims=tuple(
                    claim._replace(supports=_all(claim.supports, names.acts))
                    for claim in seed.claims
                )
            )
            for seed in record.seeds
        ),
    )


def _all(ids: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(names.get(one, one) for one in ids)


def _act(act: Act, names: Names) -> Act:
    return act._replace(
        id=names.acts.get(act.id, act.id),
        answers=_all(act.answers, names.acts),
        steps=tuple(_step(act.jurisdiction, one, names) for one in act.steps),
    )


def _step(place: str, step: Step, names: Names) -> Step:
    excepts = step.wording.excepts
    target = step.to_schedule or step.schedule
    return step._replace(
        line=names.line(place, step.schedule, step.line),
        substances=_all(step.substances, names.substances),
        to_line=names.line(place, target, step.to_line) if step.to_line else step.to_line,
        releases=_all(step.releases, names.substances),
        continues=_reference(place, step, step.continues, names),
        already_covered_by=_reference(place, step, step.already_covered_by, names),
        merged_into=_reference(place, step, step.merged_into, names),
        wording=step.wording._replace(
            excepts=None if excepts is None else _all(excepts, names.substances)
        ),
    )


def _reference(place: str, step: Step, said: str | None, names: Names) -> str | None:
    """``schedule/line``, or the name of a line of the same list."""
    if said is None:
        return None
    schedule, slash, line = said.partition("/")
    if not slash:
        return names.line(place, step.schedule, said)
    return f"{schedule}/{names.line(place, schedule, line)}"


def _substance(one: Substance, names: Names) -> Substance:
    form = one.form_of
    parent = (
        FormOf(names.substances.get(form.substance, form.substance), form.kind) if form else form
    )
    return one._replace(id=names.substances.get(one.id, one.id), form_of=parent)


def _law(law: Jurisdiction, names: Names) -> Jurisdiction:
    schedules = {
        key: one._replace(
            clause=_clause(one.clause, names),
            groups={name: _clause(group, names) for name, group in one.groups.items()},
        )
        for key, one in law.schedules.items()
    }
    return law._replace(schedules=schedules)


def _clause(clause: Clause, names: Names) -> Clause:
    return clause._replace(excepts=_all(clause.excepts, names.substances))


def _class_text(text: ClassText, names: Names) -> ClassText:
    verdicts = {names.substances.get(name, name): one for name, one in text.verdicts.items()}
    return text._replace(verdicts=verdicts)
