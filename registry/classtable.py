"""The verdict of every class text on the registry's own substances: the rows of coverage.csv."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
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
            row = _row(engine, text, substance, parents, why)
            own = substance.family in text.families
            if own or (parents and (substance.family in wide or row.verdict != "out")):
                yield row


def _row(
    engine: Engine, text: ClassText, substance: Substance, parents: tuple[Structure, ...], why: str
) -> Row:
    answer = (
        engine.answer(text, parents, _end(engine, text) - timedelta(days=1), substance)
        if parents
        else Answer("not-judged", None, "none", "no structure", why)
    )
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
        since=_since(engine, text, answer),
        reason=answer.reason + (ONE_SOURCE if substance.structure == "single" else ""),
    )


def _listed_under(engine: Engine, text: ClassText, substance: Substance) -> bool:
    """Whether a list that governs named the substance on any day of the text."""
    end = _end(engine, text)
    return any(
        reach.basis == "named"
        and reach.listing.key.schedule in engine.overriding(text)
        and reach.start.day < end
        and (reach.until or date.max) > text.since
        for reach in engine.view.reaches(text.jurisdiction, substance.id)
    )


def _end(engine: Engine, text: ClassText) -> date:
    """The day on which a later text of the class takes its place, or the end of days."""
    later = (t.since for t in engine.view.record.classes if t.id == text.id)
    return min((day for day in later if day > text.since), default=date.max)


def _since(engine: Engine, text: ClassText, answer: Answer) -> date | None:
    """The day of the named line through which a derivative is reached, if that is later."""
    if answer.through is None:
        return None
    stays = engine.view.by_substance.get((text.jurisdiction, answer.through), ())
    first = min((one.since.day for one in stays), default=text.since)
    return first if first > text.since else None
