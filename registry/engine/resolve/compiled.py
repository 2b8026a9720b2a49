"""What the resolver knows as one flat table, for a program that cannot ask it: the pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from registry.engine.resolve.answer import Lead
from registry.engine.resolve.forms import IDLE as JOINING
from registry.engine.resolve.forms import PREFIXES
from registry.engine.resolve.index import ON_A_LIST, of_identity
from registry.engine.resolve.keys import DASHES, GREEK, INVISIBLE, PRIMES, PUNCTUATION, loose_key
from registry.engine.resolve.spelling import SOUNDS
from registry.engine.resolve.table import NOTATION
from registry.engine.resolve.titles import BRACKETS, IDLE, WORDS, first_of_kinds

if TYPE_CHECKING:
    from registry.engine.resolve.ways import Ways


class Compiled(NamedTuple):
    """The leads of every key, the words that make a form of a name, and how a key is made.

    ``keys``: what each name, number or title leads to, by its key, the surest sort of name first.
    ``around``: keys of words (counter-ions, dosage forms) that stand around the name of a base.
    ``exchanged``: what stands for a character in a key, after NFKC and in small letters; one that
    is not there stands for itself. ``titles``: families, classes, lists and acts by the words of a
    title, those of ``words`` exchanged and the ``idle`` left out; ``laws``: the words of each
    jurisdiction. ``isomers``: prefixes that mean one thing. ``sounds``: letters written for one
    another; ``shortened``: groups as chemists shorten them; ``readings``: how Chinese characters
    are read; ``spelt``: the names that a slip may mean.
    """

    keys: dict[str, list[Lead]]
    around: tuple[str, ...]
    exchanged: dict[str, str]
    titles: tuple[tuple[str, list[Lead]], ...]
    words: dict[str, str]
    idle: tuple[str, ...]
    laws: tuple[tuple[str, str], ...]
    isomers: tuple[tuple[str, ...], ...]
    sounds: tuple[tuple[str, str], ...]
    shortened: tuple[tuple[str, str], ...]
    readings: dict[str, str]
    spelt: tuple[str, ...]


def compiled(ways: Ways) -> Compiled:
    """The table of a resolver."""
    keys: dict[str, list[Lead]] = {}
    for sort in (_identifiers, _words, _names, _titles, _codes, _printed, _unplaced):
        for key, leads in sort(ways):
            if key and leads:
                keys.setdefault(key, leads)
    forms = ways.forms
    around = chain(forms.ions, forms.idle - JOINING)
    return Compiled(
        keys=keys,
        around=_longest_first(map(loose_key, around)),
        exchanged=_exchanged(ways.table.simplified),
        titles=tuple(
            (" ".join(sorted(words)), first_of_kinds(leads))
            for words, leads in ways.titles.bags.items()
        ),
        words=WORDS,
        idle=tuple(sorted(IDLE)),
        laws=tuple((" ".join(sorted(words)), law) for words, law in ways.titles.laws.items()),
        isomers=PREFIXES,
        sounds=SOUNDS,
        shortened=NOTATION,
        readings=_readings(ways),
        spelt=tuple(dict.fromkeys(name for name, _ in _spelt(ways) if loose_key(name))),
    )


def _spelt(ways: Ways) -> Iterator[tuple[str, Lead]]:
    """Every name and title, no number and no code."""
    return chain(ways.table.spelt(), ways.titles.spelt())


def _readings(ways: Ways) -> dict[str, str]:
    """How each character of a name that is held is read, and those read alike."""
    held = {letter for name, _ in _spelt(ways) for letter in name}
    sounds = {row.reading for row in ways.names.readings if held.intersection(row.characters)}
    return {
        letter: re.sub("ng$", "n", row.reading)
        for row in ways.names.readings
        if row.reading in sounds
        for letter in row.characters
    }


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({word for word in words if word}, key=lambda word: (-len(word), word)))


def _exchanged(simplified: dict[int, str]) -> dict[str, str]:
    """What stands for each character; traditional characters for simplified ones."""
    nothing = dict.fromkeys((*DASHES, *PRIMES, *INVISIBLE, *PUNCTUATION, *BRACKETS, ord("`")), "")
    tables = (simplified, {ord(chr(each).lower()): name for each, name in GREEK.items()}, nothing)
    return {chr(each): word for table in tables for each, word in table.items()}


Entries = Iterator[tuple[str, list[Lead]]]


def _identifiers(ways: Ways) -> Entries:
    return _indexed(ways, is_printed=False)


def _printed(ways: Ways) -> Entries:
    return _indexed(ways, is_printed=True)


def _indexed(ways: Ways, *, is_printed: bool) -> Entries:
    record = ways.table.record
    for key, substances in ways.table.index.loose.items():
        yield (
            key,
            [
                of_identity(record.substances[name], by)
                for name, by in substances.items()
                if (by == ON_A_LIST) == is_printed
            ],
        )


def _unplaced(ways: Ways) -> Entries:
    yield from ways.table.unplaced.items()


def _words(ways: Ways) -> Entries:
    yield from ((key, first_of_kinds(leads)) for key, leads in ways.titles.words.items())


def _names(ways: Ways) -> Entries:
    for row in ways.table.rows:
        for text in filter(None, (row.name, row.cas)):
            yield ways.table.key(text), ways.table.name(text)


def _titles(ways: Ways) -> Entries:
    yield from ((key, first_of_kinds(leads)) for key, leads in ways.titles.exact.items())


def _codes(ways: Ways) -> Entries:
    yield from ((loose_key(number), leads) for number, leads in ways.table.codes.items())
