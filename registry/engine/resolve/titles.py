"""Families, classes, lists and acts: by id, title, citation, number, and in plain words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from registry.engine.resolve.answer import Lead
from registry.engine.resolve.keys import loose_key, match_key
from registry.law.acts import Act
from registry.law.names import NameTables
from registry.law.record import Record

KINDS: Final = ("family", "class", "list", "act")  # which comes first where all bear one title
BRACKETS: Final = dict.fromkeys(map(ord, '〔〕《》、，。：;:·?&"“”'), "")
IDLE: Final = frozenset(
    {"the", "of", "a", "an", "on", "and", "no", "in", "chemical", "controlled", "substance"}
)
HEADS: Final = {"class": "class", "family": "family"}
WORDS: Final = {
    **{word: str(number) for number, word in enumerate(("one", "two", "three", "four", "five"), 1)},
    **{word: str(number) for number, word in enumerate(("i", "ii", "iii", "iv", "v", "vi"), 1)},
    "sched": "schedule",
    "schedules": "schedule",
}
CATEGORY: Final = re.compile("第?([一二三四五1-5]类)")
DIGITS: Final = str.maketrans("12345", "一二三四五")
ENDINGS: Final = ("物质", "化合物", "药物", "化学品", "类")
NUMBER: Final = re.compile(
    r"(?P<who>[^0-9第]*?)(?:公告)?(?:(?P<year>[0-9]{4})年)?第(?P<number>[0-9]+)号(?:公告)?"
    r"|(?:[a-z]+ )?(?:announcement|公告)(?: no\.?)? ?(?P<n>[0-9]+)(?: of (?P<y>[0-9]{4}))?"
)
KERNEL: Final = re.compile(r"关于(?:将)?(.+?)(?:列管|列入.*?)?的(?:公告|通知|函)")
# Long writings of what citations shorten.
SHORTENED: Final = (
    (r"\bfed(?:\.|eral)? ?reg(?:\.|ister)?", "fr"),
    (r"\b(?:public law|p\. ?l\.)", "pub l"),
)
ACT_WORDS: Final = frozenset(
    {"act", "bill", "announcement", "decision", "order", "proposal", "rule", "statute"}
)
SHORTEST_CHINESE: Final = 4
SHORTEST_CITATION: Final = 6
CODES: Final = r"CFR|U\.S\.C\."  # what an act changes is no citation of the act
FEW: Final = 5  # acts that a part of a title may mean


class Titles:
    """What each title leads to; a word of the tables wins over a title."""

    def __init__(self, record: Record, names: NameTables, simplified: dict[int, str]) -> None:
        self.record = record
        self.simplified = simplified
        self.exact: dict[str, list[Lead]] = defaultdict(list)
        self.bags: dict[frozenset[str], list[Lead]] = defaultdict(list)
        self.words: dict[str, list[Lead]] = defaultdict(list)
        self.laws = _laws(record, names)
        for row in names.words:
            if row.kind in KINDS:
                entry = Lead(row.kind, row.of, "word", row.note)
                self.words[self.key(row.word)].append(entry)
                self.bags[bag(row.word)].append(entry)
        for title, entry in _titles(record):
            self.exact[self.key(title)].append(entry)
            self.bags[bag(title)].append(entry)

    def key(self, text: str) -> str:
        """The key of a title."""
        plain = match_key(text.translate(self.simplified))
        for long, short in SHORTENED:
            plain = re.sub(long, short, plain)
        return loose_key(plain).translate(BRACKETS)

    def word(self, typed: str) -> list[Lead]:
        """What the tables of words say of ``typed``."""
        return first_of_kinds(self.words.get(self.key(typed), []))

    def title(self, typed: str) -> list[Lead]:
        """What bears ``typed`` as its title, id or citation."""
        return first_of_kinds(self.exact.get(self.key(typed), []))

    def parsed(self, typed: str) -> list[Lead]:
        """What ``typed`` means in other words: turned, singular, with a jurisdiction, in part."""
        text = match_key(typed.translate(self.simplified))
        return (
            first_of_kinds(self.bags.get(bag(text), []))
            or self._without_law(text)
            or self.title(re.sub(r"(\([a-z0-9]+\))+$", "", text))
            or self._without_ending(text)
            or list(_numbered(self.record, text))
            or list(_about(self.record, text))
            or self._lists_of(text)
            or self._act_of(text)
        )

    def _lists_of(self, text: str) -> list[Lead]:
        """The lists whose Chinese title holds the words."""
        short = text.removesuffix("目录")
        if len(short) < SHORTEST_CHINESE or short.isascii():
            return []
        lists = (
            (law.id, each)
            for law in self.record.jurisdictions.values()
            for each in law.schedules.values()
        )
        return [
            Lead("list", f"{law}/{each.id}")
            for law, each in lists
            if short in (each.title_zh or "")
        ]

    def _act_of(self, text: str) -> list[Lead]:
        """The few acts whose title holds the words, one of which says what sort of act is meant."""
        words = bag(text)
        sorts = words & ACT_WORDS
        left = words - ACT_WORDS
        found = [
            Lead("act", act.id, "title")
            for act in self.record.acts.values()
            if left <= bag(act.title) and (act.kind in sorts or sorts <= bag(act.title))
        ]
        return found if sorts and left and len(found) <= FEW else []

    def _without_ending(self, text: str) -> list[Lead]:
        """A Chinese word for a group with its last characters taken off, or with "class" added."""
        if text.isascii():
            return []
        shorter = [text]
        for ending in ENDINGS:
            shorter.append(shorter[-1].removesuffix(ending))
        ways = (self.word(short) or self.title(short) for short in (*shorter[1:], f"{text}类"))
        return next(filter(None, ways), [])

    def _without_law(self, text: str) -> list[Lead]:
        """With a jurisdiction or the word "class" taken off, and only what belongs there."""
        words = bag(text)
        laws = {law for word, law in self.laws.items() if word <= words}
        heads = {HEADS[word] for word in words if word in HEADS}
        if not laws and not heads:
            return []
        named = frozenset(word for law, place in self.laws.items() for word in law if place in laws)
        left = words - named - (HEADS.keys() if heads else set())
        found = [
            (title - named == left, entry)
            for title, entries in self.bags.items()
            for entry in entries
            if _is_meant(left, title - named, entry, heads)
            and (not laws or self._place(entry) in laws)
        ]
        whole = any(is_whole for is_whole, _ in found)
        return first_of_kinds([entry for is_whole, entry in found if is_whole or not whole])

    def _place(self, entry: Lead) -> str | None:
        if entry.kind == "class":
            return next(each.jurisdiction for each in self.record.classes if each.id == entry.of)
        return entry.of.partition("/")[0] if entry.kind in {"list", "act"} else None

    def spelt(self) -> Iterator[tuple[str, Lead]]:
        """Every title of a family, a class or a list."""
        for title, entry in _titles(self.record):
            if entry.kind != "act":
                yield match_key(title), entry


def _is_meant(left: frozenset[str], title: frozenset[str], entry: Lead, heads: set[str]) -> bool:
    """Whether the words left over are the title, or a part of it that can mean nothing else."""
    if not left or (heads and entry.kind not in heads):
        return False
    return left <= title if heads or entry.kind == "list" else left == title


def bag(text: str) -> frozenset[str]:
    """The words of a title, in the singular, numerals as numbers, without idle ones."""
    key = match_key(text).replace("目录", " ")
    key = CATEGORY.sub(lambda found: f" {found[1].translate(DIGITS)} ", key)
    found = re.findall("[a-z]+|[0-9]+|[\u3400-\u9fff]+", key)
    plain = (WORDS.get(word, word) for word in found if word not in IDLE)
    return frozenset(_singular(word) for word in plain) - IDLE


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def first_of_kinds(entries: list[Lead]) -> list[Lead]:
    """Those of the first kind that is there; all where other kinds are among them."""
    first = min((_rank(entry) for entry in entries), default=0)
    return [entry for entry in entries if _rank(entry) == first]


def _rank(entry: Lead) -> int:
    return KINDS.index(entry.kind) if entry.kind in KINDS else -1


def _laws(record: Record, names: NameTables) -> dict[frozenset[str], str]:
    """The words for each jurisdiction."""
    found = {bag(row.word): row.of for row in names.words if row.kind == "jurisdiction"}
    for law in record.jurisdictions.values():
        for text in (law.id, law.name, law.short, *law.aliases):
            found[bag(text)] = law.id
    return found


def _titles(record: Record) -> Iterator[tuple[str, Lead]]:
    for family in dict.fromkeys(each.family for each in record.substances.values()):
        yield family, Lead("family", family, "id")
    for text in record.classes:
        entry = Lead("class", text.id, "title")
        for title in (text.id, text.title, re.sub(r" *\([^()]*\)$", "", text.title), text.title_zh):
            if title:
                yield title, entry
    instruments = Counter(
        each.instrument for law in record.jurisdictions.values() for each in law.schedules.values()
    )
    for law in record.jurisdictions.values():
        for each in law.schedules.values():
            entry = Lead("list", f"{law.id}/{each.id}", "title")
            short = (each.title_zh or "").removesuffix("目录")
            titles = (f"{law.id}/{each.id}", each.title, each.title_zh, short)
            yield from ((title, entry) for title in titles if title)
            if instruments[each.instrument] == 1:
                yield each.instrument, entry
    for act in record.acts.values():
        yield from ((title, Lead("act", act.id, "title")) for title in _of_act(act) if title)


def _of_act(act: Act) -> Iterator[str | None]:
    head, colon, _ = act.title.partition(":")
    yield from (act.id, act.title, act.title_zh, act.citation)
    parts = [part.strip() for part in re.split("[,;]", act.citation)]
    yield from (
        part for part in parts if len(part) > SHORTEST_CITATION and not re.search(CODES, part)
    )
    if colon:
        yield head
        yield re.sub(r" of [0-9]{4}$", "", head)


def _numbered(record: Record, text: str) -> Iterator[Lead]:
    """The announcements of a number, of the year and the ministry that are named."""
    found = NUMBER.fullmatch(text)
    if not found:
        return
    number, year = found["number"] or found["n"], found["year"] or found["y"] or ""
    for act in record.acts.values():
        cited, who = act.citation, found["who"] or ""
        is_named = who in cited or cited[:1].isdigit()  # most citations name no ministry
        is_numbered = f"第{number}号" in cited and year in cited
        if act.kind == "announcement" and is_named and is_numbered:
            yield Lead("act", act.id, "number")


def _about(record: Record, text: str) -> Iterator[Lead]:
    """The acts whose Chinese title speaks of what a shorter one names."""
    if found := KERNEL.fullmatch(text):
        for act in record.acts.values():
            if act.title_zh and found[1] in match_key(act.title_zh):
                yield Lead("act", act.id, "title")
