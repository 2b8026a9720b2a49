"""The verdict of every class text on the registry's own substances: the rows of coverage.csv.

RDKit is loaded only for what the memo does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.chemistry.grounds import NO_STRUCTURE, Ground, Rules, digest, end, grounds
from registry.chemistry.memo import Memo
from registry.engine.view import View
from registry.law.class_verdicts import Row
from registry.law.record import Substance

if TYPE_CHECKING:
    from registry.chemistry.classify import Engine

ONE_SOURCE: Final = "; the structure rests on one source"


class DatedVerdict(NamedTuple):
    """The verdict of a text from ``day`` on, as texts: as the memo keeps it."""

    day: str
    verdict: str
    clauses: str
    reading: str
    basis: str
    reason: str


class Judge:
    """The verdicts of the texts: from the memo, or by the engine, made when needed."""

    def __init__(self, view: View, rules: Rules, memo: Memo) -> None:
        """Raises ``ValueError`` where a rule that was not used before cannot be used."""
        self.view, self.rules, self.memo = view, rules, memo
        self.grounds = [(ground, digest(view, ground)) for ground in grounds(view, rules)]
        for _, group in self.grounds:
            memo.answer(group, "usable", lambda: bool(self.engine.rules))

    @cached_property
    def engine(self) -> Engine:
        """The class engine; making it loads RDKit."""
        from registry.chemistry.classify import Engine  # noqa: PLC0415 (an extra)

        return Engine(self.view, self.rules)

    def verdicts(self, ground: Ground, group: str, substance: Substance) -> list[DatedVerdict]:
        """The verdict on the first day of a text, and on each later day on which it changes.

        It rests on the ground, the structure, and whether the text speaks of the family.
        """
        own = "own" if substance.family in ground.text.families else "other"
        key = f"{own} {substance.smiles!r}"
        kept = self.memo.answer(group, key, lambda: [*self._computed(ground, substance)])
        return [DatedVerdict(*verdict) for verdict in kept]

    def _computed(self, ground: Ground, substance: Substance) -> Iterator[DatedVerdict]:
        for day, verdict in self.engine.changes(ground, substance):
            yield DatedVerdict(
                day=day.isoformat(),
                verdict=verdict.verdict,
                clauses=";".join(verdict.clauses),
                reading=verdict.reading,
                basis=verdict.basis,
                reason=verdict.reason,
            )


def table(view: View, rules: Rules, memo: Memo) -> Iterator[Row]:
    """The verdict of every text on every substance of the registry that it may concern.

    A substance of a family that a text with forms speaks of is judged under every text; any
    other substance is shown where a text reaches it, or may. Raises ``ValueError`` where a rule
    cannot be used.
    """
    judge = Judge(view, rules, memo)
    with_forms = (ground.text.families for ground, _ in judge.grounds if ground.file.form)
    families = frozenset[str]().union(*with_forms)
    for substance in view.record.substances.values():
        for ground, group in judge.grounds:
            verdicts = judge.verdicts(ground, group, substance)
            given = {verdict.verdict for verdict in verdicts}
            has_structure = verdicts[0].basis != NO_STRUCTURE
            concerns = substance.family in families or given != {"out"}
            if substance.family in ground.text.families or (has_structure and concerns):
                listed = "in" in given and _is_listed(view, ground, substance)
                for verdict in verdicts:
                    yield _row(ground, substance, verdict, listed=listed)


def _row(ground: Ground, substance: Substance, verdict: DatedVerdict, *, listed: bool) -> Row:
    day = date.fromisoformat(verdict.day)
    return Row(
        class_id=ground.text.id,
        text=ground.text.since,
        substance=substance.id,
        family=substance.family,
        verdict="in-but-listed" if listed and verdict.verdict == "in" else verdict.verdict,
        clauses=verdict.clauses,
        reading=verdict.reading,
        basis=verdict.basis,
        since=day if day > ground.text.since else None,
        reason=verdict.reason + (ONE_SOURCE if substance.structure == "single" else ""),
    )


def _is_listed(view: View, ground: Ground, substance: Substance) -> bool:
    """Whether a list that governs names the substance on any day of the text."""
    text, until = ground.text, end(view, ground.text)
    return any(
        each.basis == "named"
        and each.listing.key.schedule in ground.rule.overridden_by
        and each.since.day < until
        and (each.until or date.max) > text.since
        for each in view.coverage(text.jurisdiction, substance.id)
    )
