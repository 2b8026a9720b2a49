"""The class engine: structures and substances against every class text, clause by clause.

It judges what it is given. It makes no structures, and of a structure that is no substance of the
registry it never says why a class does not reach it: that would serve to design around the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.chemistry.grounds import Name, Rules, grounds
from registry.chemistry.identify import Entries, Identity, Part
from registry.chemistry.relatives import COVERS, Listed
from registry.chemistry.templates import Difference
from registry.chemistry.toolkit import Structure
from registry.chemistry.verdict import NO_RULE, ORDER, Answer, Named, Reader, inline, tried
from registry.engine.view import View
from registry.law.record import ClassText, Substance

OUTSIDE: Final = "The structure is not within the text of this class."
CAVEAT: Final = (
    "One class alone is judged. Lists by name, other classes, the analogue provisions of the "
    "United States (21 U.S.C. 802(32), 813) and other law may reach it: that is not judged here."
)


class Verdict(NamedTuple):
    """The verdict of one class text, as ``registry classify`` reports it (docs/contract.md)."""

    text: ClassText
    verdict: str
    satisfied: bool | None
    reason: str
    form: str | None
    clauses: tuple[str, ...]
    differences: tuple[Difference, ...]
    caveat: str | None


class Engine:
    """Every text of the record with its rule, made ready once."""

    def __init__(self, view: View, rules: Rules) -> None:
        """Raises ``ValueError`` where a core cannot be read."""
        self.view = view
        self.entries = Entries(view)
        self.readers: dict[tuple[str, date], Reader] = {}
        for one in grounds(view, rules):
            members = (self._named(name) for name in one.names)
            self.readers[one.text.id, one.text.since] = Reader(one.file, members)

    def _named(self, name: Name) -> Named:
        """A name that makes a member, with the key of its parent."""
        entry = self.entries.by_id[name.substance.id]
        return Named(entry.substance.name, entry.key, name.since)

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
        reader = self.readers.get((text.id, text.since))
        answer = reader.read(parents, on) if reader else NO_RULE
        if (named := self._by_name(text, parents)) is not None:
            reason = f"{named.name}: {inline(text.verdicts[named.id].basis)}"
            return answer._replace(verdict="in", basis="named", reason=reason)
        general = reader.text.rule.general if reader and reader.text.rule else None
        known = substance is not None and substance.family in text.families
        if general and known and answer.verdict == "out":
            return Answer("review", answer.satisfied, "none", "rule", inline(general))
        return answer

    def _by_name(self, text: ClassText, parents: tuple[Structure, ...]) -> Substance | None:
        skeletons = {one.skeleton for one in parents}
        for name, said in text.verdicts.items():
            entry = self.entries.by_id.get(name)
            if said.verdict == "in" and entry is not None and entry.skeleton in skeletons:
                return entry.substance
        return None

    def judge(self, text: ClassText, identity: Identity, on: date) -> Verdict:
        """The verdict of one text on an identified structure: the most inclusive on its parts.

        ``out`` tells why for substances of the registry alone.
        """
        found = [self._of_part(text, identity, one, on) for one in identity.parts]
        return min(found, key=lambda one: (ORDER.index(one.verdict), one.reason))

    def _of_part(self, text: ClassText, identity: Identity, part: Part, on: date) -> Verdict:
        answer = self.answer(text, (part.parent,), on, identity.substance)
        line = self._own_line(text, part.listed)
        verdict, reason = answer.verdict, f"{answer.reason[:1].upper()}{answer.reason[1:]}."
        if verdict == "in" and line is not None:
            verdict, reason = "in-but-listed", f"{reason} Listed by name on {line}, which governs."
        if verdict == "out":
            return _outside(text, answer, reason if identity.is_known else None)
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
        return sorted((text for text, _ in self.view.defining(on)), key=lambda text: text.id)


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
