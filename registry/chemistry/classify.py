"""The class engine: structures and substances against every class text, clause by clause.

It judges the structures that it is given and makes none. Of a structure that is no substance of
the registry it never says why a class does not reach it: that would serve to design around the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Final

from registry import __version__
from registry.chemistry import names
from registry.chemistry.classified import Classified, Given
from registry.chemistry.grounds import NO_STRUCTURE, Ground, Rules, grounds
from registry.chemistry.identify import COVERS, Compounds, Identity, Listed, Part, parents_of
from registry.chemistry.toolkit import VERSION, NoStructureError, NotJudgedError, Structure
from registry.chemistry.verdict import (
    ORDER,
    ClassVerdict,
    CompiledRule,
    Member,
    inline,
    not_judged,
    outside,
)
from registry.engine.resolve.index import Index
from registry.engine.view import View
from registry.law import reading
from registry.law.finding import QuestionError
from registry.law.layout import CLASS
from registry.law.record import ClassText, Substance
from registry.law.sources import Files

OUTSIDE: Final = "The structure is not within the text of this class."


class Engine:
    """Every text of the record with its rule, made ready once."""

    def __init__(self, view: View, rules: Rules) -> None:
        """Raises ``ValueError`` where a core cannot be read."""
        self.view = view
        self.compounds = Compounds(view)
        self.rules = {
            (ground.text.id, ground.text.since): CompiledRule(ground.file, self._members(ground))
            for ground in grounds(view, rules)
        }

    def _members(self, ground: Ground) -> Iterator[Member]:
        for name, since in ground.members.items():
            compound = self.compounds.by_id[name]
            yield Member(compound.substance.name, compound.key, since)

    def failures(self) -> Iterator[str]:
        """Every self-test that fails: its text, and what is wrong."""
        for (name, since), rule in self.rules.items():
            yield from (f"{name} {since}: {what}" for _, what in rule.failures())

    def answer(
        self,
        text: ClassText,
        parents: tuple[Structure, ...],
        on: date,
        substance: Substance | None,
    ) -> ClassVerdict:
        """What a text says of a structure on ``on``, by the names in the text first.

        ``substance`` is the substance of the registry that the structure is, if any.
        """
        rule = self.rules.get((text.id, text.since))
        verdict = (
            rule.judge(parents, on)
            if rule
            else not_judged("no rule", "no rule is written for this text")
        )
        if (named := self._named(text, parents)) is not None:
            reason = f"{named.name}: {inline(text.verdicts[named.id].basis)}"
            return verdict._replace(verdict="in", basis="named", reason=reason)
        general = rule.rule.general if rule else None
        of_family = substance is not None and substance.family in text.families
        if general and of_family and verdict.verdict == "out":
            return ClassVerdict("review", verdict.satisfied, "none", "rule", inline(general))
        return verdict

    def _named(self, text: ClassText, parents: tuple[Structure, ...]) -> Substance | None:
        """The first substance that the text takes in by name and that the structure is."""
        skeletons = {parent.skeleton for parent in parents}
        for name, named in text.verdicts.items():
            compound = self.compounds.by_id.get(name)
            if named.verdict == "in" and compound and compound.skeleton in skeletons:
                return compound.substance
        return None

    def changes(self, ground: Ground, substance: Substance) -> Iterator[tuple[date, ClassVerdict]]:
        """The verdict on the first day of a text, and on each later day on which it changes."""
        parents, why = parents_of(substance)
        if not parents:
            yield ground.days[0], not_judged(NO_STRUCTURE, why)
            return
        before: ClassVerdict | None = None
        for day in ground.days:
            verdict = self.answer(ground.text, parents, day, substance)
            if verdict != before:
                yield day, verdict
            before = verdict

    def judge(self, text: ClassText, identity: Identity, on: date) -> ClassVerdict:
        """The most inclusive verdict of a text on the parts of an identified structure."""
        verdicts = [self._of_part(text, identity, part, on) for part in identity.parts]
        return min(verdicts, key=lambda each: (ORDER.index(each.verdict), each.reason))

    def _of_part(self, text: ClassText, identity: Identity, part: Part, on: date) -> ClassVerdict:
        verdict = self.answer(text, (part.parent,), on, identity.substance)
        if verdict.verdict == "out" and not identity.is_known:
            return outside(OUTSIDE)
        verdict = verdict._replace(reason=_sentence(verdict.reason))
        line = self._own_line(text, part.listed)
        if verdict.verdict != "in" or line is None:
            return verdict
        reason = f"{verdict.reason} Listed by name on {line}, which governs."
        return verdict._replace(verdict="in-but-listed", reason=reason)

    def _own_line(self, text: ClassText, lines: tuple[Listed, ...]) -> str | None:
        """The line by name that governs instead of the class, as ``list/line``."""
        rule = self.rules.get((text.id, text.since))
        lists = rule.rule.overridden_by if rule else ()
        for line in lines:
            key = line.listing.key
            governs = key.jurisdiction == text.jurisdiction and key.schedule in lists
            if governs and line.answer == COVERS:
                return f"{key.schedule}/{key.line}"
        return None

    def in_force(self, on: date) -> list[ClassText]:
        """The texts in force on ``on``, of classes that stand that day; by class."""
        return sorted((text for text, _ in self.view.defining(on)), key=lambda text: text.id)


def classify(view: View, index: Index, files: Files, typed: str, on: date) -> Classified:
    """The verdict of every class in force on ``on`` on what was typed.

    ``files`` are the sources of ``view``'s record: the class rules are read from them.

    Raises ``QuestionError`` where a rule fails its own tests, or ``typed`` means no substance and
    no structure.
    """
    engine = engine_of(view, files)
    given = names.read(index, typed.strip())
    identity, why_not = _identified(engine, given, on)
    texts = {text.id: text for text in engine.in_force(on)}
    unknown = not_judged("no answer", _sentence(why_not or ""))
    return Classified(
        given=given,
        substance=given.substance or (identity.substance if identity else None),
        identity=identity,
        why_not=why_not,
        texts=texts,
        verdicts={
            name: engine.judge(text, identity, on) if identity else unknown
            for name, text in texts.items()
        },
        rules={name: _digest(files, text) for name, text in texts.items()},
        software={"registry": __version__, "rdkit": VERSION},
    )


def engine_of(view: View, files: Files) -> Engine:
    """The engine; ``QuestionError`` where a rule cannot be used or fails one of its own tests."""
    try:
        engine = Engine(view, reading.rules(files))
    except ValueError as error:
        raise QuestionError(
            f"A class rule cannot be used: {error}. Run `registry check`."
        ) from error
    if failures := list(engine.failures()):
        raise QuestionError("Class rules fail their own tests:", *failures)
    return engine


def _identified(engine: Engine, given: Given, on: date) -> tuple[Identity | None, str | None]:
    """What the structure is, or why it cannot be judged."""
    if given.smiles is None:
        return None, "no structure of it is recorded"
    try:
        return engine.compounds.identify(given.smiles, on, given.substance), None
    except NotJudgedError as error:
        if isinstance(error, NoStructureError) and given.substance is None:
            raise QuestionError(f'"{given.typed}" is not judged: {error}.') from error
        return None, str(error)


def _digest(files: Files, text: ClassText) -> str:
    data = files[CLASS.path(text.id, text.since)]
    if not isinstance(data, bytes):
        raise QuestionError(f"A class rule cannot be read: {data.why}.")
    return f"sha256:{sha256(data).hexdigest()}"


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}."
