"""The verdict of every class text on the registry's own substances: the rows of coverage.csv.

RDKit is asked, and loaded, only for what the memo does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.chemistry.grounds import Ground, Rules, digest, end_of, grounds
from registry.chemistry.memo import Memo
from registry.engine.view import View
from registry.law.class_verdicts import Row
from registry.law.record import Substance

if TYPE_CHECKING:
    from registry.chemistry.classify import Engine
    from registry.chemistry.toolkit import Structure
    from registry.chemistry.verdict import Answer

ONE_SOURCE: Final = "; the structure rests on one source"
NO_STRUCTURE: Final = "no structure"


class Turn(NamedTuple):
    """The answer of a text from ``day`` on, as the table shows it and as JSON keeps it."""

    day: str
    verdict: str
    clauses: str
    reading: str
    basis: str
    reason: str


class Judge:
    """The answers of the texts on structures: from the memo, or by the engine, made when needed."""

    def __init__(self, view: View, rules: Rules, memo: Memo) -> None:
        """Raises ``ValueError`` where a rule that was not used before cannot be used."""
        self.view, self.rules, self.memo = view, rules, memo
        self.grounds = [(one, digest(view, one)) for one in grounds(view, rules)]
        for _, group in self.grounds:
            memo.answer(group, "usable", lambda: bool(self.engine.readers))

    @cached_property
    def engine(self) -> Engine:
        """The class engine; making it loads RDKit."""
        from registry.chemistry.classify import Engine  # noqa: PLC0415 (an extra)

        return Engine(self.view, self.rules)

    @cached_property
    def _parents_of(self) -> Callable[[Substance], tuple[tuple[Structure, ...], str]]:
        """The parents of a substance, made once for all texts."""
        from registry.chemistry.identify import parents_of  # noqa: PLC0415 (an extra)

        return lru_cache(maxsize=1)(parents_of)

    def turns(self, ground: Ground, group: str, substance: Substance) -> list[Turn]:
        """The answer of the first day of a text, and of every later day on which it turns.

        It rests on the ground, the structure, and whether the text speaks of the family.
        """
        own = substance.family in ground.text.families
        key = f"{'own' if own else 'other'} {substance.smiles!r}"
        kept = self.memo.answer(group, key, lambda: self._asked(ground, substance))
        return [Turn(*one) for one in kept]

    def _asked(self, ground: Ground, substance: Substance) -> list[list[str]]:
        return [list(one) for one in self._computed(ground, substance)]

    def _computed(self, ground: Ground, substance: Substance) -> Iterator[Turn]:
        parents, why = self._parents_of(substance)
        if not parents:
            first = ground.days[0].isoformat()
            yield Turn(first, "not-judged", "", "none", NO_STRUCTURE, why)
            return
        before: Answer | None = None
        for day in ground.days:
            answer = self.engine.answer(ground.text, parents, day, substance)
            if answer != before:
                yield _turn(day, answer)
            before = answer


def _turn(day: date, answer: Answer) -> Turn:
    clauses = ";".join(answer.clauses)
    return Turn(
        day.isoformat(), answer.verdict, clauses, answer.reading, answer.basis, answer.reason
    )


def table(view: View, rules: Rules, memo: Memo) -> Iterator[Row]:
    """The verdict of every text on every substance of the registry that it may concern.

    A substance of a family that a text with forms speaks of is judged under every text; any
    other one is shown where a text reaches it, or may. Raises ``ValueError`` where a rule cannot be
    used.
    """
    judge = Judge(view, rules, memo)
    wide = {
        family for one, _ in judge.grounds if one.file.form for family in one.text.families
    }  # fmt: skip
    for substance in view.record.substances.values():
        for ground, group in judge.grounds:
            turns = judge.turns(ground, group, substance)
            own = substance.family in ground.text.families
            has_structure = turns[0].basis != NO_STRUCTURE
            reached = any(one.verdict != "out" for one in turns)
            if own or (has_structure and (substance.family in wide or reached)):
                is_in = any(one.verdict == "in" for one in turns)
                listed = is_in and _listed_under(view, ground, substance)
                yield from (_row(ground, substance, one, listed=listed) for one in turns)


def _row(ground: Ground, substance: Substance, turn: Turn, *, listed: bool) -> Row:
    day = date.fromisoformat(turn.day)
    return Row(
        class_id=ground.text.id,
        text=ground.text.since,
        substance=substance.id,
        family=substance.family,
        verdict="in-but-listed" if listed and turn.verdict == "in" else turn.verdict,
        clauses=turn.clauses,
        reading=turn.reading,
        basis=turn.basis,
        since=day if day > ground.text.since else None,
        reason=turn.reason + (ONE_SOURCE if substance.structure == "single" else ""),
    )


def _listed_under(view: View, ground: Ground, substance: Substance) -> bool:
    """Whether a list that governs named the substance on any day of the text."""
    text, until = ground.text, end_of(view.record, ground.text)
    return any(
        reach.basis == "named"
        and reach.listing.key.schedule in ground.lists
        and reach.start.day < until
        and (reach.until or date.max) > text.since
        for reach in view.reaches(text.jurisdiction, substance.id)
    )
