"""The class engine: structures and substances against every class text, clause by clause.

It judges what it is given. It makes no structures, and of a structure that is no substance of the
registry it never says why a class does not reach it: that would serve to design around the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.chemistry.isomers import are_positional, stereo_relation
from registry.chemistry.templates import Difference
from registry.chemistry.toolkit import NotJudgedError, Structure, raw_key, structures
from registry.chemistry.verdict import NO_RULE, Answer, Named, Reader, inline, tried
from registry.listed import COVERS, POSITIONAL, Listed, of_relative, of_substance
from registry.reach import View
from registry.record import ClassText, Record, Substance
from registry.rule import ClassFile

OUTSIDE: Final = "The structure is not within the text of this class."
CAVEAT: Final = (
    "One class alone is judged. Lists by name, other classes, the analogue provisions of the "
    "United States (21 U.S.C. 802(32), 813) and other law may reach it: that is not judged here."
)
Rules = dict[tuple[str, date], ClassFile]


class Verdict(NamedTuple):
    """The verdict of one class text, as CONTRACT's ``classify`` reports it."""

    text: ClassText
    verdict: str
    satisfied: bool | None
    reason: str
    form: str | None
    clauses: tuple[str, ...]
    differences: tuple[Difference, ...]
    caveat: str | None


class Identity(NamedTuple):
    """What a structure is of the registry's: ``substance`` itself, and the lines that name it."""

    parents: tuple[Structure, ...]
    substance: Substance | None
    listed: tuple[Listed, ...]


class Engine:
    """Every text of the record with its rule, made ready once."""

    def __init__(self, view: View, rules: Rules) -> None:
        """Raises ``ValueError`` where a core cannot be read."""
        self.view = view
        self.parents = dict(_all_parents(view.record))
        self.skeletons = {name: one.skeleton for name, one in self.parents.items()}
        self.readers: dict[tuple[str, date], Reader] = {}
        for text in view.record.classes:
            file = rules.get((text.id, text.since))
            if file is not None and file.rule is not None:
                self.readers[text.id, text.since] = Reader(file, self._named(text, file))

    def _named(self, text: ClassText, file: ClassFile) -> Iterator[Named]:
        """The substances on the lines that a list-derivative class takes its names from."""
        group = file.rule.derivatives_of if file.rule else None
        for name in sorted(self._in_group(text, group)) if group else ():
            stays = self.view.by_substance[text.jurisdiction, name]
            since = min(one.since.day for one in stays)
            if name in self.parents:
                known = self.view.record.substances[name].name
                yield Named(name, known, self.parents[name].key, since)

    def _in_group(self, text: ClassText, group: str) -> set[str]:
        schedule, _, lines = group.partition("/")
        return {
            name
            for listing in self.view.timeline.listings
            if listing.key[:2] == (text.jurisdiction, schedule)
            for _, standing in listing.states
            if standing.wording.group == lines
            for name in standing.substances
        }

    def faults(self) -> Iterator[tuple[ClassText, int, str]]:
        """Every self-test that fails: the text, the number of the test, what is wrong."""
        for text in self.view.record.classes:
            reader = self.readers.get((text.id, text.since))
            for number, test in enumerate(reader.text.test if reader else ()):
                if reader and (what := tried(reader, test)):
                    yield text, number, what

    def answer(
        self,
        text: ClassText,
        parents: tuple[Structure, ...],
        on: date,
        substance: Substance | None,
    ) -> Answer:
        """What one text says of a structure on ``on``, by the words of the text first.

        ``substance`` is what the structure is of ours, if it is.
        """
        named = self._by_name(text, parents)
        reader = self.readers.get((text.id, text.since))
        if reader is None:
            return NO_RULE
        answer = reader.read(parents, on)
        general = reader.text.rule.general if reader.text.rule else None
        known = substance is not None and substance.family in text.families
        if named is None and general and known and answer.verdict == "out":
            return Answer("review", answer.satisfied, "none", "rule", inline(general))
        if named is None:
            return answer
        return answer._replace(
            verdict="in", basis="named", reason=f"named in the text: {named.name}"
        )

    def _by_name(self, text: ClassText, parents: tuple[Structure, ...]) -> Substance | None:
        for name, said in text.verdicts.items():
            if said.verdict == "in" and self.skeletons.get(name) in {p.skeleton for p in parents}:
                return self.view.record.substances[name]
        return None

    def identify(self, structure: str, on: date) -> Identity:
        """The substance of the registry that ``structure`` is, and the lines that reach it.

        Raises ``NotJudgedError`` where the structure cannot be read.
        """
        parents = structures(structure)
        key = raw_key(structure)
        itself = self._itself(key, {one.key for one in parents})
        if itself is not None:
            found = list(of_substance(self.view, itself, self._forms(itself, key), on))
        else:
            found = [
                each
                for name in self.parents
                for relations in self._relations(name, parents, key)
                for each in of_relative(self.view, name, relations, on)
            ]
        found.sort(key=lambda one: (one.listing.key, one.substance))
        substance = self.view.record.substances[itself] if itself else None
        return Identity(parents, substance, tuple(found))

    def _itself(self, key: str, parents: set[str]) -> str | None:
        """The registry's entry with this very key, else one with the key of a parent."""
        record = self.view.record.substances
        same = (name for name in self.parents if record[name].inchikey == key)
        base = (name for name, one in self.parents.items() if one.key in parents)
        return next(same, None) or next(base, None)

    def _forms(self, name: str, key: str) -> tuple[str, ...]:
        """A salt, unless what has ``key`` is the very entry ``name``, or its base."""
        whole = {self.parents[name].key, self.view.record.substances[name].inchikey}
        return () if key in whole else ("salt",)

    def _relations(
        self, name: str, parents: tuple[Structure, ...], key: str
    ) -> Iterator[tuple[str, ...]]:
        """How what has ``key`` differs from a substance of the registry, if it is a relative."""
        known = self.parents[name]
        for one in parents:
            forms = () if key == one.key else ("salt",)
            if one.skeleton == known.skeleton:
                stereo = stereo_relation(one, known)
                yield (*forms, stereo) if stereo else forms
            elif are_positional(one, known):
                yield (*forms, POSITIONAL)

    def judge(self, text: ClassText, identity: Identity, on: date) -> Verdict:
        """The verdict of one text on an identified structure."""
        answer = self.answer(text, identity.parents, on, identity.substance)
        line = self._own_line(text, identity.listed)
        verdict, reason = answer.verdict, f"{answer.reason[:1].upper()}{answer.reason[1:]}."
        if verdict == "in" and line is not None:
            verdict, reason = "in-but-listed", f"{reason} Listed by name on {line}, which governs."
        if verdict == "out":
            return _outside(text, answer, reason if identity.substance else None)
        return Verdict(
            text, verdict, answer.satisfied, reason, answer.form, answer.clauses,
            answer.differences, None,
        )  # fmt: skip

    def _own_line(self, text: ClassText, lines: tuple[Listed, ...]) -> str | None:
        lists = self.overriding(text)
        for one in lines:
            key = one.listing.key
            governs = key.jurisdiction == text.jurisdiction and key.schedule in lists
            if governs and one.answer == COVERS:
                return f"{key.schedule}/{key.line}"
        return None

    def overriding(self, text: ClassText) -> tuple[str, ...]:
        """The lists whose line by name governs instead of the class."""
        reader = self.readers.get((text.id, text.since))
        rule = reader.text.rule if reader else None
        return rule.overridden_by if rule else ()

    def in_force(self, on: date) -> list[ClassText]:
        """The texts in force on ``on``, of classes that stand that day; by class."""
        latest: dict[str, ClassText] = {}
        for text in sorted(self.view.record.classes, key=lambda one: one.since):
            if text.since <= on:
                latest[text.id] = text
        return [one for name, one in sorted(latest.items()) if self._stands(one, on)]

    def _stands(self, text: ClassText, on: date) -> bool:
        lines = self.view.by_class.get((text.jurisdiction, text.id), ())
        return any(one.at(on) is not None for one in lines)


def _outside(text: ClassText, answer: Answer, reason: str | None) -> Verdict:
    """``out``: why, for a substance of the registry; one fixed sentence for any other structure."""
    if reason is None:
        return Verdict(text, "out", answer.satisfied, OUTSIDE, None, (), (), CAVEAT)
    return Verdict(
        text, "out", answer.satisfied, reason, answer.form, answer.clauses, answer.differences,
        CAVEAT,
    )  # fmt: skip


def not_judged(text: ClassText, why: str) -> Verdict:
    """The verdict on what cannot be judged."""
    return Verdict(text, "not-judged", None, f"{why[:1].upper()}{why[1:]}.", None, (), (), None)


def parents_of(substance: Substance) -> tuple[tuple[Structure, ...], str]:
    """The parents of a substance of ours, or why there is none."""
    if substance.smiles is None:
        return (), "no structure is recorded"
    try:
        return structures(substance.smiles), ""
    except NotJudgedError as error:
        return (), str(error)


def _all_parents(record: Record) -> Iterator[tuple[str, Structure]]:
    """The parent of every substance with a structure."""
    for one in record.substances.values():
        parents, _ = parents_of(one)
        if parents:
            yield one.id, parents[0]
