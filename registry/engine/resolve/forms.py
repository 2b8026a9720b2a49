"""Names of forms taken apart: counter-ions, hydrates, dosage forms, strengths, isomers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from registry.engine.resolve.answer import Lead
from registry.engine.resolve.keys import match_key
from registry.engine.resolve.table import NameTable
from registry.law.names import Counterion, NameTables

STRENGTH: Final = (
    r"(?<![a-z0-9-])[0-9]+(?:[.,][0-9]+)?\s*(?:mg|mcg|ug|mug|g|kg|ml|iu|%)"
    r"(?:/\s*[0-9.]*\s*(?:ml|g|hr?|tab))?(?![a-z])"
)
JOINTS: Final = dict.fromkeys(map(ord, "·•*()[],;:"), " ")
# How the hand of an isomer is written in brackets, and as a prefix.
BRACKETED_HANDS: Final = (
    (r"^s ?\(\+\)-", "s-"), (r"^r ?\(-\)-", "r-"), (r"^\(([sr])\)-", r"\1-"), (r"^\(\+\)-", "d-"),
    (r"^\(-\)-", "l-"), (r"^\((?:±|\+/-|rs)\)-", "dl-"),
)  # fmt: skip
IDLE: Final = frozenset({"as", "of", "for", "the", "salt"})
HANDED: Final = r"(?:dl|d|l)-"  # of an acid: "l-malate"
CHINESE: Final = re.compile("[\u3400-\u9fff]")
# What stands before the name of an isomer, and how others write the same.
PREFIXES: Final = (
    ("dextro", "dex", "d-"),
    ("levo", "lev", "l-"),
    ("es", "s-"),
    ("ar", "r-"),
    ("racemic", "rac", "dl-"),
    ("右旋", "右"),
    ("左旋", "左"),
    ("艾司",),
    ("消旋",),
)
SHORTEST: Final = 4  # letters of a base behind the prefix of an isomer


class Parts(NamedTuple):
    """A name without what stood around it."""

    base: str
    ions: tuple[Counterion, ...] = ()
    rest: tuple[str, ...] = ()


class Forms:
    """Takes names of salts, products and isomers apart and looks for what is left."""

    def __init__(self, table: NameTable, names: NameTables) -> None:
        self.table = table
        self.ions = _esters(table, names)
        self.ions |= {match_key(word): ion for ion in names.counterions for word in ion.words}
        self.idle = IDLE | {match_key(form.word) for form in names.forms}

    def find(self, text: str) -> list[Lead]:
        """What ``text`` names once words are taken off one by one; the fewest that will do."""
        return self.formed(text, self._base)

    def formed(self, text: str, base: Callable[[str], list[Lead]]) -> list[Lead]:
        """``find``, with what is left looked for by ``base``."""
        for parts in self._apart(Parts(self._clean(text))):
            if parts.base and (found := base(parts.base)):
                return [self._form(entry, parts) for entry in found]
        return []

    def is_bare(self, text: str) -> bool:
        """Whether ``text`` is a counter-ion or a dosage form and nothing else."""
        *_, last = (Parts(match_key(text)), *self._apart(Parts(self._clean(text))))
        return not last.base and bool(last.ions or last.rest)

    def _clean(self, text: str) -> str:
        key = match_key(text.translate(self.table.simplified))
        for written, prefix in BRACKETED_HANDS:
            key = re.sub(written, prefix, key)
        key = key.translate(JOINTS)
        return " ".join(re.sub(STRENGTH, " ", key).split())

    def _apart(self, parts: Parts) -> Iterator[Parts]:
        """``parts`` with one word less each time, the first as it is."""
        yield parts
        while (smaller := self._smaller(parts)) is not None:
            parts = smaller
            yield parts

    def _smaller(self, parts: Parts) -> Parts | None:
        cut = self._in_chinese if CHINESE.search(parts.base) else self._in_words
        for word, base in cut(parts.base):
            plain = re.sub(f"^{HANDED}", "", word)
            if plain in self.ions:
                return parts._replace(base=base, ions=(*parts.ions, self.ions[plain]))
            if word in self.idle:
                return parts._replace(base=base, rest=(*parts.rest, word))
        return None

    @staticmethod
    def _in_words(base: str) -> Iterator[tuple[str, str]]:
        """Up to three words at the end, then at the beginning, with what is left."""
        words = base.split()
        for count in range(min(3, len(words)), 0, -1):
            yield " ".join(words[-count:]), " ".join(words[:-count])
        for count in range(min(3, len(words)), 0, -1):
            yield " ".join(words[:count]), " ".join(words[count:])

    @staticmethod
    def _in_chinese(base: str) -> Iterator[tuple[str, str]]:
        """The longest endings, then the longest beginnings, with what is left."""
        for at in range(len(base)):
            yield base[at:], base[:at].rstrip()
        for at in range(len(base), 0, -1):
            yield base[:at], base[at:].lstrip()

    def _base(self, base: str) -> list[Lead]:
        return self.table.find(base) or self.isomer(base)

    def isomer(self, text: str) -> list[Lead]:
        """What ``text`` names behind the prefix of an isomer: its own entry, else a form."""
        key = match_key(text.translate(self.table.simplified))
        for group in PREFIXES:
            for prefix in group:
                rest = key.removeprefix(prefix).lstrip("- ")
                least = 2 if CHINESE.search(rest) else SHORTEST
                if key.startswith(prefix) and len(rest) >= least:
                    found = self._own(group, rest) or self._isomers(group, rest)
                    if found:
                        return found
        return []

    def _own(self, group: tuple[str, ...], rest: str) -> list[Lead]:
        """What bears the name with the prefix written otherwise."""
        writings = [f"{prefix}{rest}" for prefix in group]
        return next((found for one in writings if (found := self.table.find(one))), [])

    def _isomers(self, group: tuple[str, ...], rest: str) -> list[Lead]:
        bases = [one for one in self.table.find(rest) if one.kind == "substance"]
        held = self.table.record.substances.values()
        for base in bases:
            for one in held:
                form = one.form_of
                if form and form.substance == base.of and one.name.casefold().startswith(group):
                    return [Lead("substance", one.id, "isomer", f"another name of {one.name}")]
        words = "an isomer of {}"
        return [
            base._replace(kind="isomer", note=words.format(self._title(base.of))) for base in bases
        ]

    def _title(self, substance: str) -> str:
        return self.table.record.substances[substance].name

    def _form(self, entry: Lead, parts: Parts) -> Lead:
        """``entry`` as the form that the words taken off make of it."""
        kinds = {ion.kind for ion in parts.ions}
        title = self._title(entry.of)
        if not kinds & {"acid", "base", "ester"} or entry.kind not in {"substance", "isomer"}:
            return entry
        words = ", ".join(ion.id for ion in parts.ions)
        if "ester" in kinds or ("acid" in kinds and not self._has_nitrogen(entry.of)):
            return entry._replace(kind="ester", note=f"an ester ({words}) of {title}")
        return entry._replace(kind="salt", note=f"a salt ({words}) of {title}")

    def _has_nitrogen(self, substance: str) -> bool:
        """Whether an acid makes a salt of it; without a structure its family decides."""
        one = self.table.record.substances[substance]
        held = self.table.record.substances.values()
        drawn = (
            [one.smiles]
            if one.smiles
            else [each.smiles for each in held if each.family == one.family and each.smiles]
        )
        atoms = re.compile("N(?![aeibdp])|n")
        count = sum(atoms.search(smiles or "") is not None for smiles in drawn)
        return 2 * count >= len(drawn)


def _esters(table: NameTable, names: NameTables) -> dict[str, Counterion]:
    """The words behind the name of a substance that make it that of an ester ("enanthate")."""
    words = set[str]()
    for row in names.names:
        base, _, word = row.name.rpartition(" ")
        if row.kind == "ester" and word.endswith("ate") and table.find(base):
            words.add(word)
    return {word: Counterion(word, "ester", word, "", "", "") for word in words}
