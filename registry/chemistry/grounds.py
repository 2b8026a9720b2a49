"""What the verdicts of a class text rest on beside the structure: rule, names and days. Pure.

It needs no chemistry, so that a verdict can be looked up in the memo without RDKit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from typing import Final, NamedTuple

from registry.engine.view import View
from registry.law.record import ClassText
from registry.law.rules import ClassFile, Rule

Rules = dict[tuple[str, date], ClassFile]

NO_STRUCTURE: Final = "no structure"  # the basis of a verdict on what has none


class Ground(NamedTuple):
    """A text with its rule, and the substances whose names make up its class.

    ``members``: since when, by id; ``days``: the first day of the text, and each later day on which
    a name comes to it.
    """

    text: ClassText
    file: ClassFile
    rule: Rule
    members: dict[str, date]
    days: tuple[date, ...]


def grounds(view: View, rules: Rules) -> Iterator[Ground]:
    """The ground of every text of the record that has a rule."""
    for text in view.record.classes:
        file = rules.get((text.id, text.since))
        if file is not None and file.rule is not None:
            members = dict(_members(view, text, file.rule))
            later = {day for day in members.values() if text.since < day < end(view, text)}
            yield Ground(text, file, file.rule, members, (text.since, *sorted(later)))


def _members(view: View, text: ClassText, rule: Rule) -> Iterator[tuple[str, date]]:
    """The substances with a structure on the lines that a list-derivative class takes in."""
    if rule.derivatives_of is None:
        return
    schedule, _, group = rule.derivatives_of.partition("/")
    names = {
        name
        for listing in view.timeline.listings
        if listing.key[:2] == (text.jurisdiction, schedule)
        for _, standing in listing.states
        if standing.wording.group == group
        for name in standing.substances
    }
    for name in sorted(names):
        if _identity(view, name) is not None:
            lines = view.by_substance[text.jurisdiction, name]
            yield name, min(listing.since.day for listing in lines)


def _identity(view: View, name: str) -> tuple[str | None, ...] | None:
    """What a verdict takes from a substance; ``None`` unless structure and key are recorded."""
    substance = view.record.substances.get(name)
    if substance is None or not substance.smiles or not substance.inchikey:
        return None
    return substance.id, substance.name, substance.smiles, substance.inchikey


def end(view: View, text: ClassText) -> date:
    """The day on which the next text of the class takes its place, or the last day there is."""
    later = (other.since for other in view.record.classes if other.id == text.id)
    return min((day for day in later if day > text.since), default=date.max)


def digest(view: View, ground: Ground) -> str:
    """The name of a ground: equal where every verdict on every structure is the same."""
    content = (
        fingerprint(ground.file),
        ground.text._replace(judged={}),
        [(_identity(view, name), since) for name, since in ground.members.items()],
        [_identity(view, name) for name in ground.text.verdicts],
        ground.days,
    )
    return blake2b(repr(content).encode(), digest_size=16).hexdigest()


def fingerprint(file: ClassFile) -> str:
    """The name of everything that is written in a class text and its rule."""
    return blake2b(repr(file).encode(), digest_size=16).hexdigest()
