"""The nearest name by spelling: a slip of the pen, never another name that looks alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from registry.engine.resolve.answer import Lead
from registry.engine.resolve.keys import match_key
from registry.law.names import NameTables

# Letters that are written for one another because they sound alike.
SOUNDS: Final = (("ph", "f"), ("y", "i"), ("ae", "e"), ("oe", "e"), ("th", "t"), ("ck", "k"))
FIRST: Final = str.maketrans("x", "z")
SHORTEST, LONG = 6, 10  # letters from which one slip, and two, are believed
CHINESE: Final = re.compile("[\u3400-\u9fff]")
SHORTEST_CHINESE: Final = 3
NUMERALS: Final = r"\b(?:i{1,3}|iv|vi{0,3}|ix|x)\b|[0-9]"


class Speller:
    """Finds the names that differ from what was typed by a slip."""

    def __init__(self, spelt: Iterable[tuple[str, Lead]], names: NameTables) -> None:
        self.names: dict[str, list[Lead]] = {}
        for key, entry in spelt:
            self.names.setdefault(key, []).append(entry)
        self.readings = {
            each: re.sub("ng$", "n", row.reading)
            for row in names.readings
            for each in row.characters
        }

    def find(self, typed: str) -> list[Lead]:
        """What the nearest names lead to, if they are near enough."""
        key = match_key(typed)
        if CHINESE.search(key):
            return self._sounding(key)
        return self._near(key)

    def _sounding(self, key: str) -> list[Lead]:
        """The names with one character that is read as the one typed."""
        if len(key) < SHORTEST_CHINESE:
            return []
        near = [name for name in self.names if len(name) == len(key) and self._is_slip(key, name)]
        return [entry for name in near for entry in self.names[name]]

    def _is_slip(self, key: str, name: str) -> bool:
        differing = [(a, b) for a, b in zip(key, name, strict=True) if a != b]
        heard = [(self.readings.get(a), self.readings.get(b)) for a, b in differing]
        return len(heard) == 1 and heard[0][0] is not None and heard[0][0] == heard[0][1]

    def _near(self, key: str) -> list[Lead]:
        sound, numerals, length = _sound(key), _numerals(key), len(key)
        if length < SHORTEST:
            return []
        best, found = 3, list[Lead]()
        for name, entries in self.names.items():
            if abs(len(name) - length) > 2 or not name.isascii() or _numerals(name) != numerals:
                continue
            heard = _sound(name)
            if _initials(heard) != _initials(sound):
                continue
            slips = distance(sound, heard, best)
            allowed = 2 if length >= LONG or sorted(sound) == sorted(heard) else 1
            if slips <= allowed and slips <= best:
                found = [*found, *entries] if slips == best else list(entries)
                best = slips
        return found


def _initials(sound: str) -> list[str]:
    """The first letter of each word: a prefix of chemistry is no slip ("etoni-", "metoni-")."""
    return [word[:1] for word in re.split("[ -]+", sound)]


def _numerals(key: str) -> list[str]:
    return re.findall(NUMERALS, key)


def _sound(key: str) -> str:
    for written, heard in SOUNDS:
        key = key.replace(written, heard)
    return key[:1].translate(FIRST) + key[1:]


def distance(one: str, other: str, most: int) -> int:
    """The least number of letters written wrongly, left out, added or exchanged with the next.

    Counting stops above ``most``.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for place, wanted in enumerate(other, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != wanted))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted:
                cost = min(cost, earlier[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
