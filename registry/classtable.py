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
    ruled = [one for one in engine.view.record.classes if (one.id, one.since) in engine.readers]
    for substance in engine.view.record.substances.values():
        parents, why = parents_of(substance)
        for text in ruled:
            rows = list(_rows(engine, text, substance, parents, why))
            own = substance.family in text.families
            reached = any(row.verdict != "out" for row in rows)
            if own or (parents and (substance.family in wide or reached)):
                yield from rows


def _rows(
    engine: Engine, text: ClassText, substance: Substance, parents: tuple[Structure, ...], why: str
) -> Iterator[Row]:
    """A row for the first day of the text, and for every later day on which the answer turns."""
    before: Answer | None = None
    for day in engine.days(text) if parents else [text.since]:
        answer = (
            engine.answer(text, parents, day, substance)
            if parents
            else Answer("not-judged", None, "none", "no structure", why)
        )
        if answer != before:
            since = day if day > text.since else None
            yield _row(engine, text, substance, answer, since)
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
