"""Every name and number of a substance, of its forms and of its products, by the key they share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from registry.engine.resolve.answer import Lead
from registry.engine.resolve.index import ON_A_LIST, Ambiguous, Index, Match, numbered, of_identity
from registry.engine.resolve.keys import loose_key, match_key
from registry.law.names import NameRow, NameTables
from registry.law.record import Record

# NameTables of a substance itself, whatever sort of name they are.
OWN: Final = frozenset({"synonym", "abbreviation", "street-name"})
# How chemists shorten the names of groups.
NOTATION: Final = (("hydroxy", "oh"), ("acetoxy", "aco"), ("methoxy", "meo"))
# What tells substances of one name apart: a position before it, a letter behind it.
POSITION: Final = re.compile(r"^(?:ortho|meta|para|alpha|beta|[omp]-|[0-9]-)[- ]?|[ -][a-c]$")
SHORTEST: Final = 8  # letters of a name that means something without its position


class NameTable:
    """What each name or number leads to; traditional characters are those that stand for them."""

    def __init__(self, index: Index, names: NameTables) -> None:
        self.index = index
        self.record = record = index.record
        self.simplified = str.maketrans(
            {each: row.simplified for row in names.variants for each in row.traditional}
        )
        self.written: dict[str, list[Lead]] = defaultdict(list)
        self.shortened: dict[str, list[Lead]] = defaultdict(list)
        self.codes = _codes(record)
        self.unplaced = _unplaced(record)
        self.kinds = {self.key(row.word): row.kind for row in names.words}
        salts = {ion.id for ion in names.counterions if ion.kind in {"acid", "base"}}
        self.hydrates = {ion.id for ion in names.counterions} - salts
        self.rows = [row for row in names.names if row.substance in record.substances]
        for row in self.rows:
            entry = self._of_row(row)
            for text in filter(None, (row.name, row.cas)):
                self.written[self.key(text)].append(entry)
        for key, substances in self.index.exact.items():
            entries = [of_identity(record.substances[one], by) for one, by in substances.items()]
            self.shortened[_short(key)] += entries

    def key(self, text: str) -> str:
        """The key of ``text``."""
        return loose_key(text.translate(self.simplified))

    def identifier(self, text: str) -> list[Lead]:
        """What bears ``text`` as an identifier of its own; no line that prints it."""
        found = [entry for entry in self._indexed(text) if entry.by != ON_A_LIST]
        if self.kinds.get(self.key(text)) == "trade-name":
            return [entry._replace(kind="trade-name") for entry in found]
        return found

    def printed(self, text: str) -> list[Lead]:
        """What the lists call ``text``."""
        return [entry for entry in self._indexed(text) if entry.by == ON_A_LIST]

    def _indexed(self, text: str) -> list[Lead]:
        for each in dict.fromkeys((text, text.translate(self.simplified))):
            found = self.index.find(each, near=False)
            if isinstance(found, Match):
                return [of_identity(found.substance, found.by)]
            if isinstance(found, Ambiguous):
                return [of_identity(one, "name") for one in found.candidates]
        return []

    def name(self, text: str) -> list[Lead]:
        """What bears ``text`` as a further name; a product of base and isomer is the base's."""
        found = self.written.get(self.key(text), [])
        held = {entry.of for entry in found if entry.kind == "trade-name"}
        return [entry for entry in found if self._parent(entry.of) not in held]

    def _parent(self, substance: str) -> str | None:
        form = self.record.substances[substance].form_of
        return form.substance if form else None

    def find(self, text: str) -> list[Lead]:
        """What ``text`` names: by an identifier, else a further name, else as a list prints it."""
        return self.identifier(text) or self.name(text) or self.printed(text)

    def apart(self, text: str) -> list[Lead]:
        """The substances that ``text`` names but for a position or a letter."""
        return self.unplaced.get(self.key(text), [])

    def short(self, text: str) -> list[Lead]:
        """What ``text`` names if groups are written as chemists shorten them."""
        return self.shortened.get(_short(match_key(text)), [])

    def _of_row(self, row: NameRow) -> Lead:
        """What a row of the names leads to, and the row in words; a hydrate is no salt."""
        kind, words = row.kind, row.kind.replace("-", " ")
        if kind == "salt":
            if row.counterions and self.hydrates.issuperset(row.counterions):
                kind, words = "substance", "form"
            words = f"{words} ({', '.join(row.counterions)})"
        article = "an" if words[0] in "aei" else "a"
        base = self.record.substances[row.substance].name
        note = f"{article} {words} of {base}" + (f"; {row.note}" if row.note else "")
        return Lead("substance" if kind in OWN else kind, row.substance, row.kind, note)

    def numbers(self) -> Iterator[tuple[str, str]]:
        """Every CAS number held with the name of its substance or form."""
        for one in self.record.substances.values():
            yield from ((number, one.name) for number in one.cas)
        for key, entries in self.written.items():
            if match := re.fullmatch(r"([0-9]{2,7})([0-9]{2})([0-9])", key, re.ASCII):
                yield "-".join(match.groups()), entries[0].note

    def spelt(self) -> Iterator[tuple[str, Lead]]:
        """Every name, no number and no code, with what it leads to."""
        for key, substances in self.index.exact.items():
            for substance, by in substances.items():
                if by in {"id", "name", "other name", "Chinese name"}:
                    yield key, of_identity(self.record.substances[substance], by)
        for row in self.rows:
            yield match_key(row.name), self._of_row(row)


def _short(key: str) -> str:
    for long, short in NOTATION:
        key = key.replace(long, short)
    return loose_key(key)


def _unplaced(record: Record) -> dict[str, list[Lead]]:
    """The substances that only a position or a letter tells apart, by what they share."""
    sharing: dict[str, dict[str, Lead]] = defaultdict(dict)
    for one in record.substances.values():
        for name in (one.name, *one.aliases):
            key = match_key(name)
            shared = POSITION.sub("", key)
            if shared != key and len(shared) >= SHORTEST:
                sharing[loose_key(shared)][one.id] = of_identity(one, "name")
    return {key: list(leads.values()) for key, leads in sharing.items() if len(leads) > 1}


def _codes(record: Record) -> dict[str, list[Lead]]:
    """The code numbers of lines that name a class or several substances, or that a move gives."""
    lines: dict[tuple[str, str], list[Lead]] = defaultdict(list)
    numbers: dict[str, dict[Lead, None]] = defaultdict(dict)
    for act in record.acts.values():
        for step in act.steps:
            found = lines[act.jurisdiction, step.to_line or step.line]
            found += (Lead("substance", one) for one in step.substances)
            if step.class_id:
                found.append(Lead("class", step.class_id))
    for name, number, act, step in numbered(record):
        line = lines[act.jurisdiction, step.to_line or step.line]
        numbers[number] |= dict.fromkeys(lead._replace(by=name) for lead in line)
    return {number: list(found) for number, found in numbers.items()}
