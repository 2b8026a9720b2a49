"""What the verdicts of a class text rest on beside the structure: rule, names and days. Pure.

All of it is told without chemistry, so that a verdict that was computed before can be found again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from registry.engine.view import View
from registry.law.record import ClassText, Record, Substance
from registry.law.rules import ClassFile

Rules = dict[tuple[str, date], ClassFile]


class Name(NamedTuple):
    """A substance whose name makes it a member of a class, from ``since`` on."""

    substance: Substance
    since: date


class Ground(NamedTuple):
    """A text with its rule, the names that make up its class, and the days on which they come."""

    text: ClassText
    file: ClassFile
    names: tuple[Name, ...]
    days: tuple[date, ...]

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists whose line by name governs instead of the class."""
        return self.file.rule.overridden_by if self.file.rule else ()


def grounds(view: View, rules: Rules) -> list[Ground]:
    """The ground of every text of the record that has a rule."""
    found = []
    for text in view.record.classes:
        file = rules.get((text.id, text.since))
        if file is not None and file.rule is not None:
            members = tuple(names(view, text, file))
            found.append(Ground(text, file, members, days(view, text, members)))
    return found


def names(view: View, text: ClassText, file: ClassFile) -> Iterator[Name]:
    """The substances with a structure on the lines that a list-derivative class takes in."""
    group = file.rule.derivatives_of if file.rule else None
    for name in sorted(_in_group(view, text, group)) if group else ():
        since = min(one.since.day for one in view.by_substance[text.jurisdiction, name])
        if (known := drawn(view, name)) is not None:
            yield Name(known, since)


def _in_group(view: View, text: ClassText, group: str) -> set[str]:
    schedule, _, lines = group.partition("/")
    return {
        name
        for listing in view.timeline.listings
        if listing.key[:2] == (text.jurisdiction, schedule)
        for _, standing in listing.states
        if standing.wording.group == lines
        for name in standing.substances
    }


def drawn(view: View, name: str) -> Substance | None:
    """The substance if its structure and its key are recorded: only then is it compared with."""
    known = view.record.substances.get(name)
    return known if known and known.smiles and known.inchikey else None


def days(view: View, text: ClassText, members: tuple[Name, ...]) -> tuple[date, ...]:
    """The first day of a text, and later ones on which names come to make up the class."""
    end = end_of(view.record, text)
    later = {one.since for one in members if text.since < one.since < end}
    return (text.since, *sorted(later))


def end_of(record: Record, text: ClassText) -> date:
    """The day on which a later text of the class takes its place, or the end of days."""
    later = (each.since for each in record.classes if each.id == text.id)
    return min((day for day in later if day > text.since), default=date.max)


def digest(view: View, ground: Ground) -> str:
    """The name of a ground: the same exactly where every answer on every structure is the same."""
    named = [drawn(view, name) for name in ground.text.verdicts]
    written = (
        fingerprint(ground.file),
        ground.text._replace(judged={}),
        [(one.since, _identity(one.substance)) for one in ground.names],
        [_identity(one) for one in named if one],
        ground.days,
    )
    return blake2b(repr(written).encode(), digest_size=16).hexdigest()


def _identity(one: Substance) -> tuple[str | None, ...]:
    return one.id, one.name, one.smiles, one.inchikey


def fingerprint(file: ClassFile) -> str:
    """The name of everything that is written in a class text and its rule."""
    return blake2b(repr(file).encode(), digest_size=16).hexdigest()
