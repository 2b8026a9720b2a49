"""What stands behind an answer of the resolver: the clauses on a form, the members of a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.engine.resolve.answer import FormClause, Resolved
from registry.engine.status import status
from registry.engine.statuses import Status
from registry.engine.view import View
from registry.law.record import ClassText, Substance

# The kind of relative that a clause speaks of, by the kind of answer.
RELATIVES: Final = {"salt": "salt", "ester": "ester", "isomer": "optical-isomer"}


class GroupMember(NamedTuple):
    """A substance of a group, with what the principal jurisdictions say of it."""

    substance: Substance
    statuses: tuple[Status, ...]


def reaches(answer: Resolved, statuses: Iterable[Status]) -> list[FormClause]:
    """What the clauses of the lists of the base say of such forms as the one that was typed."""
    kind = RELATIVES.get(answer.kind)
    return [] if kind is None else list(_reaches(kind, statuses))


def _reaches(kind: str, statuses: Iterable[Status]) -> Iterator[FormClause]:
    for side in statuses:
        for line in side.coverage:
            wording, key = line.standing.wording, line.standing.key
            clause = line.schedule.clause_of(wording.group)
            covered = clause.covers if wording.covers is None else wording.covers
            left_open = clause.open if wording.covers is None else ()
            says = "covers" if kind in covered else "open" if kind in left_open else "silent"
            text = clause.text if wording.covers is None else None
            yield FormClause(side.jurisdiction, key.schedule, key.line, says, text)


def members(view: View, answer: Resolved, on: date) -> tuple[GroupMember, ...]:
    """The substances of a family, of a class on the day, or of an act, in the order of the record.

    A class has those that it reaches on the day; what a line names by itself is not among them.
    """
    found = {
        "family": _of_family,
        "class": _of_class,
        "act": _of_act,
    }[answer.kind](view, answer.of, on)
    laws = view.record.principal
    return tuple(
        GroupMember(
            view.record.substances[name], tuple(status(view, law, name, on) for law in laws)
        )
        for name in dict.fromkeys(found)
    )


def _of_family(view: View, family: str, _: date) -> list[str]:
    return [each.id for each in view.record.substances.values() if each.family == family]


def _of_class(view: View, class_id: str, on: date) -> list[str]:
    text = text_of(view, class_id, on)
    names = [name for name, each in view.record.substances.items() if each.family in text.families]
    return [name for name in names if _is_reached(view, text, name, on)]


def _is_reached(view: View, text: ClassText, name: str, on: date) -> bool:
    coverage = status(view, text.jurisdiction, name, on).coverage
    return any(each.standing.class_id == text.id for each in coverage)


def _of_act(view: View, act: str, _: date) -> list[str]:
    return [name for step in view.record.acts[act].steps for name in step.substances]


def text_of(view: View, class_id: str, on: date) -> ClassText:
    """The text of a class in force on the day, else its first."""
    texts = sorted((each for each in view.record.classes if each.id == class_id), key=_since)
    return next((each for each in reversed(texts) if each.since <= on), texts[0])


def _since(text: ClassText) -> date:
    return text.since
