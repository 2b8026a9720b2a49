"""What a person typed -> the substance they mean, or the candidates, or the nearest names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final, NamedTuple

from registry.engine.resolve.answer import Lead
from registry.engine.resolve.keys import loose_key, match_key
from registry.law.acts import Act, Step
from registry.law.record import Record, Substance

ON_A_LIST: Final = "name on a list"
CODE: Final = r"[A-Z0-9-]*[0-9][A-Z0-9-]*"  # no paragraph "(b)(1)", no "XXXX" of a draft
WORD: Final = 3  # a name of so few letters is not looked for within what was typed


class Match(NamedTuple):
    """The substance meant, and by which of its identifiers."""

    substance: Substance
    by: str


class Ambiguous(NamedTuple):
    """Several substances answer to what was typed."""

    typed: str
    candidates: tuple[Substance, ...]


class Unknown(NamedTuple):
    """Nothing answers; ``near`` are the nearest names by spelling."""

    typed: str
    near: tuple[str, ...]


class Index:
    """Every identifier of every substance. Chinese names may be shared; so may code numbers."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.exact: dict[str, dict[str, str]] = defaultdict(dict)
        self.loose: dict[str, dict[str, str]] = defaultdict(dict)
        for substance in record.substances.values():
            for by, text in _identifiers(substance):
                self._enter(by, text, substance.id)
        for by, code, name in _codes(record):
            self._enter(by, code, name)
        for printed, name in _printed(record):
            if match_key(printed) not in self.exact and loose_key(printed) not in self.loose:
                self._enter(ON_A_LIST, printed, name)

    def _enter(self, by: str, text: str, substance: str) -> None:
        if key := match_key(text):
            self.exact[key].setdefault(substance, by)
        if loose := loose_key(text):
            self.loose[loose].setdefault(substance, by)

    def find(self, typed: str, *, near: bool = True) -> Match | Ambiguous | Unknown:
        """The substance that ``typed`` names; an id of ours wins over every name.

        Without ``near`` no near name is looked for.
        """
        if typed in self.record.substances:
            return Match(self.record.substances[typed], "id")
        for index, key in ((self.exact, match_key(typed)), (self.loose, loose_key(typed))):
            names = index.get(key, {})
            if len(names) == 1:
                name, by = next(iter(names.items()))
                return Match(self.record.substances[name], by)
            if names:
                return Ambiguous(typed, tuple(self.record.substances[each] for each in names))
        return Unknown(typed, self.near(typed) if near else ())

    def near(self, typed: str) -> tuple[str, ...]:
        """At most three names: those that ``typed`` holds ("fentanyl citrate"), then by spelling.

        No substance is offered twice.
        """
        key = match_key(typed)
        held = sorted((name for name in self.exact if _holds(key, name)), key=len, reverse=True)
        nearest: dict[tuple[str, ...], str] = {}
        for name in (*held, *get_close_matches(key, list(self.exact), 12)):
            nearest.setdefault(tuple(self.exact[name]), name)
        return tuple(nearest.values())[:3]


def _holds(typed: str, name: str) -> bool:
    """Whether ``name`` stands in ``typed``: as a word, or anywhere where words are not parted."""
    if name not in typed:
        return False
    if not name.isascii():
        return len(name) > 1
    return (
        len(name) > WORD and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", typed) is not None
    )


def of_identity(each: Substance, by: str) -> Lead:
    """What an identifier leads to; ``by`` says which it is."""
    way = "another name" if by == "other name" else f"the {by}"
    note = "" if by in {"id", "name"} else f"{way} of {each.name}"
    return Lead("substance", each.id, by, note)


def _printed(record: Record) -> Iterator[tuple[str, str]]:
    """What a line prints and the one substance it names: "盐酸赛拉嗪" is xylazine's salt."""
    for act in record.acts.values():
        for step in act.steps:
            if step.wording.printed and len(step.substances) == 1:
                yield step.wording.printed, step.substances[0]


def _identifiers(substance: Substance) -> Iterator[tuple[str, str]]:
    yield "id", substance.id
    yield "name", substance.name
    if substance.name_zh:
        yield "Chinese name", substance.name_zh
    for alias in substance.aliases:
        yield "other name", alias
    for cas in substance.cas:
        yield "CAS number", cas
    if substance.inchikey:
        yield "InChIKey", substance.inchikey
    if substance.unii:
        yield "UNII", substance.unii


def _codes(record: Record) -> Iterator[tuple[str, str, str]]:
    """The code numbers that stand for one substance, with it."""
    for name, number, _, step in numbered(record):
        if len(step.substances) == 1:
            yield name, number, step.substances[0]


def numbered(record: Record) -> Iterator[tuple[str, str, Act, Step]]:
    """The code numbers of the jurisdictions that have a name for them: name, number, act, step."""
    for act in record.acts.values():
        law = record.jurisdictions.get(act.jurisdiction)
        if law is None or law.code_name is None:
            continue
        for step in act.steps:
            number = step.wording.number or ""
            if re.fullmatch(CODE, number, re.ASCII):
                yield law.code_name, number, act, step
