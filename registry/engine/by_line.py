"""The lines that cover a substance: by name, as a form, or perhaps by their words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from registry.engine.coverage import (
    KIND_WORDS,
    POSITIONAL,
    UNDETERMINED,
    Coverage,
    clipped,
    later,
    names,
    spans,
)
from registry.engine.lines import Lines
from registry.engine.listing import Listing, Standing
from registry.law.acts import Key
from registry.law.dates import ON_OR_BEFORE, Day
from registry.law.record import Clause, Record, Substance


def by_line(lines: Lines, jurisdiction: str, substance: Substance) -> Iterator[Coverage]:
    """Every span over which a line covers the substance otherwise than by a class."""
    for listing in lines.by_substance.get((jurisdiction, substance.id), ()):
        yield from _named(lines, listing, substance)
        yield from _already_covered(lines, listing, substance)
    yield from _released(lines, jurisdiction, substance)
    yield from _by_words(lines, jurisdiction, substance)
    forms = _forms(lines, jurisdiction, substance)
    yield from (coverage for coverage, new_control in forms if not new_control)


def clause_of(record: Record, standing: Standing) -> Clause:
    """The general clause that governs a line: its group's, else its list's."""
    schedule = record.schedule(standing.key.jurisdiction, standing.key.schedule)
    return schedule.clause_of(standing.wording.group)


def _bringer(lines: Lines, listing: Listing, substance: str, start: Day) -> str | None:
    """The act that brought the substance onto the line, where none opened the stay with it."""
    return lines.brought.get((listing.key, substance, start.day))


def _named(lines: Lines, listing: Listing, substance: Substance) -> Iterator[Coverage]:
    for start, until in spans(listing, names(substance.id)):
        act = _bringer(lines, listing, substance.id, start) or listing.states[0][1].act
        yield lines.covering("named", listing, start, until, act=act, name=substance.name)
        older = listing.states[0][1].continues if start == listing.since else None
        if start.qualifier == ON_OR_BEFORE and not older:
            since = Day(start.earliest or date.min)
            ground = f"{listing.key.schedule} names it, from {start.day} at the latest ({act})."
            before = lines.covering(UNDETERMINED, listing, since, start.day, ground, act=act)
            yield before._replace(hindsight=(act, start.day))


def _already_covered(lines: Lines, listing: Listing, substance: Substance) -> Iterator[Coverage]:
    """An act gave the line and said that an older line had covered what it names."""
    first = listing.states[0][1]
    if first.already_covered_by is None or substance.id not in first.substances:
        return
    schedule, _, line = first.already_covered_by.partition("/")
    for older in lines.by_key.get(Key(listing.key.jurisdiction, schedule, line), ()):
        basis = "class" if older.states[0][1].class_id else "form"
        start = later(older.since, first.covered_since)
        ground = (
            f"{first.already_covered_by} covered it before its own line, "
            f"as {first.act} says, in force {listing.since}."
        )
        whole = lines.covering(basis, older, start, older.until, ground)
        whole = whole._replace(hindsight=(first.act, listing.since.day))
        yield from clipped(whole, until=listing.since.day)


def _released(lines: Lines, jurisdiction: str, substance: Substance) -> Iterator[Coverage]:
    for event in lines.released.get((jurisdiction, substance.id), ()):
        for listing in lines.by_key[event.key]:
            line = f"{event.key.schedule}/{event.key.line}"
            ground = f"{line} covered it until {event.act} took it out on {event.day.day}."
            whole = lines.covering("form", listing, listing.since, listing.until, ground)
            whole = whole._replace(hindsight=(event.act, event.day.day))
            yield from clipped(whole, until=event.day.day)


def _by_words(lines: Lines, jurisdiction: str, substance: Substance) -> Iterator[Coverage]:
    """Lines whose words may reach the substance, while nobody has said whether they do."""

    def may_cover(standing: Standing) -> bool:
        return substance.id in (standing.wording.may_cover or ())

    for listing in lines.by_words.get((jurisdiction, substance.id), ()):
        for start, until in spans(listing, may_cover):
            yield lines.covering(UNDETERMINED, listing, start, until)


def _forms(
    lines: Lines, jurisdiction: str, substance: Substance
) -> Iterator[tuple[Coverage, list[Coverage]]]:
    """What covers it as a form, each with the lines of its own that say: not before."""
    form = substance.form_of
    if form is None:
        return
    parent = lines.record.substances[form.substance].name
    for listing in lines.by_substance.get((jurisdiction, form.substance), ()):
        own = _new_controls(lines, substance, listing)
        where = f"{listing.key.schedule}/{listing.key.line}"
        for basis in ("form", UNDETERMINED):
            ground = _form_reason(form.kind, parent, where, basis)
            for start, until in spans(listing, _reaching(lines, substance, basis)):
                act = _bringer(lines, listing, form.substance, start)
                yield lines.covering(basis, listing, start, until, ground, act=act), own


def denied(
    lines: Lines, jurisdiction: str, substance: Substance
) -> Iterator[tuple[Coverage, Coverage]]:
    """What would cover it as a form but for an act that listed it without saying so.

    Each with the first line of its own by which the authority began new control.
    """
    for coverage, own in _forms(lines, jurisdiction, substance):
        if own:
            yield coverage, min(own, key=lambda line: line.since.day)


def _new_controls(lines: Lines, substance: Substance, parent: Listing) -> list[Coverage]:
    """Lines that the authority gave the relative later without saying it was covered before."""
    named = _by_name(lines, parent.key.jurisdiction, substance)
    return [own for own in named if _is_new_control(lines, own, substance.id, parent)]


def _form_reason(kind: str, parent: str, where: str, basis: str) -> str:
    if kind == POSITIONAL:
        return (
            f"It may be {KIND_WORDS[kind]} of {parent} ({where}); "
            "that is for the authority to judge, and no document seen does."
        )
    says = "reaches" if basis == "form" else "leaves open whether it reaches"
    return f"It is {KIND_WORDS[kind]} of {parent}; {where} {says} {kind}s."


def _by_name(lines: Lines, jurisdiction: str, substance: Substance) -> Iterator[Coverage]:
    """Every span over which a line names the substance."""
    for listing in lines.by_substance.get((jurisdiction, substance.id), ()):
        yield from (each for each in _named(lines, listing, substance) if each.is_certain)


def _is_new_control(lines: Lines, own: Coverage, substance: str, parent: Listing) -> bool:
    """Whether a line of its own begins new control of a relative of what ``parent`` names.

    A line that moves, or merges with another, begins none.
    """
    if (own.listing.key, substance, own.since.day) in lines.merged:
        return False
    first = own.listing.states[0][1]
    continued = first.continues is not None or first.already_covered_by is not None
    act = lines.record.acts.get(own.act or "")
    return (
        act is not None
        and act.kind != "baseline"
        and not (continued and own.since == own.listing.since)
        and own.since.day > parent.since.day
    )


def _reaching(lines: Lines, substance: Substance, basis: str) -> Callable[[Standing], bool]:
    """Whether a line, as it stands, reaches this form of what it names (or leaves it open)."""

    def reaches(standing: Standing) -> bool:
        form = substance.form_of
        clause = clause_of(lines.record, standing)
        excepted = substance.id in (standing.wording.excepts or ()) + clause.excepts
        if form is None or excepted or form.substance not in standing.substances:
            return False
        if substance.id in (standing.wording.may_cover or ()):
            return False  # the line leaves this very relative open
        covers = standing.wording.covers
        covered = form.kind in (clause.covers if covers is None else covers)
        if form.kind == POSITIONAL:
            return basis == UNDETERMINED and (covered or form.kind in clause.open)
        if basis == "form":
            return covered
        return covers is None and not covered and form.kind in clause.open

    return reaches
