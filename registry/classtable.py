"""The verdict of every class text on the registry's own substances: the rows of coverage.csv."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from registry.chemistry.toolkit import Structure
from registry.chemistry.verdict import Answer
from registry.classes import Engine
from registry.identify import parents_of
from registry.judged import Row
from registry.record import ClassText, Substance

ONE_SOURCE: Final = "; the structure rests on one source"


def table(engine: Engine) -> Iterator[Row]:
    """The verdict of every text on every substance of the registry that it may concern.

    A substance of a family that a text with forms speaks of is judged under every text; any
    other one is shown where a text reaches it, or may.
    """
    wide = {
        family
        for text in engine.view.record.classes
        for family in text.families
        if (reader := engine.readers.get((text.id, text.since))) and reader.text.form
    }
    ruled = [
        (text, engine.days(text))
        for text in engine.view.record.classes
        if (text.id, text.since) in engine.readers
    ]
    for substance in engine.view.record.substances.values():
        parents, why = parents_of(substance)
        for text, days in ruled:
            answers = (
                list(_turns(engine, text, substance, parents, days))
                if parents
                else [(text.since, Answer("not-judged", None, "none", "no structure", why))]
            )
            own = substance.family in text.families
            reached = any(answer.verdict != "out" for _, answer in answers)
            if own or (parents and (substance.family in wide or reached)):
                for day, answer in answers:
                    yield _row(engine, text, substance, answer, day if day > text.since else None)


def _turns(
    engine: Engine,
    text: ClassText,
    substance: Substance,
    parents: tuple[Structure, ...],
    days: list[date],
) -> Iterator[tuple[date, Answer]]:
    """The answer of the first day of a text, and of every later day on which it turns."""
    before: Answer | None = None
    for day in days:
        answer = engine.answer(text, parents, day, substance)
        if answer != before:
            yield day, answer
        before = answer


def _row(
    engine: Engine, text: ClassText, substance: Substance, answer: Answer, since: date | None
) -> Row:
    listed = answer.verdict == "in" and _listed_under(engine, text, substance)
    return Row(
        class_id=text.id,
        text=text.since,
        substance=substance.id,
        family=substance.family,
        verdict="in-but-listed" if listed else answer.verdict,
        clauses=";".join(answer.clauses),
        reading=answer.reading,
        basis=answer.basis,
        since=since,
        reason=answer.reason + (ONE_SOURCE if substance.structure == "single" else ""),
    )


def _listed_under(engine: Engine, text: ClassText, substance: Substance) -> bool:
    """Whether a list that governs named the substance on any day of the text."""
    end = engine.end(text)
    return any(
        reach.basis == "named"
        and reach.listing.key.schedule in engine.overriding(text)
        and reach.start.day < end
        and (reach.until or date.max) > text.since
        for reach in engine.view.reaches(text.jurisdiction, substance.id)
    )
