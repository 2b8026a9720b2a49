"""One text of a class against one structure: what its words say, whatever the lists say.

The answer depends on the day only by the names that make up a class; a line by name that governs
instead of a class is for ``classes``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from registry.chemistry.templates import Difference, Judgement, Templates
from registry.chemistry.toolkit import NotJudgedError, Structure, cleaved, structures
from registry.law.rules import ClassFile, Extends, Form, SelfTest

# The most inclusive first: a mixture is out only if every part is.
ORDER: Final = ("in", "in-but-listed", "review", "not-judged", "out")
FLAT: Final = "-UHFFFAOYSA-"  # an InChIKey without stereochemistry
YES: Final = True
NO: Final = False


class Named(NamedTuple):
    """A substance whose name makes it a member, from ``since`` on; ``key`` is its parent's."""

    name: str
    key: str
    since: date


class Answer(NamedTuple):
    """What a text says of a structure.

    ``verdict`` is ``in``, ``review``, ``out`` or ``not-judged``; ``satisfied`` the structural
    answer alone.
    """

    verdict: str
    satisfied: bool | None
    reading: str
    basis: str
    reason: str
    clauses: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    form: str | None = None


NO_RULE: Final = Answer("not-judged", None, "none", "no rule", "no rule is written for this text")


class Reader:
    """A text made ready to be applied; ``named`` are the substances that make up a class."""

    def __init__(self, text: ClassFile, named: Iterable[Named] = ()) -> None:
        self.text = text
        self.named: dict[str, list[Named]] = {}
        for one in named:
            self.named.setdefault(one.key[:14], []).append(one)
        self.templates = Templates(text)
        self.medicines = {structures(one.smiles)[0].skeleton: one for one in text.medicine}

    def read(self, parents: Iterable[Structure], on: date = date.max) -> Answer:
        """The most inclusive answer over the parents of a structure, by the names of ``on``."""
        if self.text.rule is None:
            return NO_RULE
        answers = [self._answered(one, on) for one in parents]
        return min(answers, key=lambda one: (ORDER.index(one.verdict), one.reason))

    def _answered(self, one: Structure, on: date) -> Answer:
        try:
            return self._of(one, on)
        except NotJudgedError as error:
            return Answer("not-judged", None, "none", "no answer", str(error))

    def _of(self, one: Structure, on: date) -> Answer:
        form = self.templates.reference(one)
        if form is not None:
            return _of_reference(form)
        if self.text.rule is not None and self.text.rule.derivatives_of is not None:
            return self._derivative(one, self.text.rule.extends, on)
        answer = self._capped(one, self.templates.judge(one))
        return self._by_esters(one, answer) if answer.verdict == "out" else answer

    def _derivative(self, one: Structure, extends: Extends, on: date) -> Answer:
        """Named, or a named substance once esters and ethers are cut."""
        named = self._name(one, on)
        if named is not None:
            return _of_name(one, named)
        cut = cleaved(one, esters=extends.esters != "no", ethers=extends.ethers != "no")
        for left in cut:
            if (named := self._name(left, on)) is not None:
                return self._derived(left, named)
        return Answer("out", NO, "none", "rule", "neither named nor an ester or ether of a name")

    def _name(self, one: Structure, on: date) -> Named | None:
        """The name that the structure answers to: its own, else the first of its stereoisomers."""
        same = [name for name in self.named.get(one.skeleton, ()) if name.since <= on]
        return min(same, key=lambda name: (name.key != one.key, name.since), default=None)

    def _derived(self, left: Structure, named: Named) -> Answer:
        """The answer on an ester or ether, of which ``left`` is what the cut leaves."""
        condition = self.text.rule.condition if self.text.rule else None
        where = "what is left when esters and ethers are cut"
        answer = _by_name(left, named, "C", f"an ester or ether of {named.name}", where)
        if condition is None:
            return answer._replace(basis="rule")
        reason = f"{answer.reason}; {inline(condition)}"
        return answer._replace(verdict="review", basis="rule", reason=reason)

    def _capped(self, one: Structure, judgement: Judgement) -> Answer:
        """Broad readings, conditions and medicines are for review."""
        reading, rule = judgement.reading, self.text.rule
        if reading == "none" or rule is None:
            return _outside(judgement)
        medicine = self.medicines.get(one.skeleton)
        said = _by_clauses(judgement)
        reasons = [said]
        if reading == "broad":
            asked = {d.question: None for d in judgement.differences if d.reading == "broad"}
            open_ = ", ".join(one for one in asked if one) or judgement.form or ""
            reasons.append(f"only in a broad reading ({open_})")
        if rule.condition:
            reasons.append(inline(rule.condition))
        if medicine:
            reasons.append(f"{medicine.name}: {inline(medicine.why)}; refer to the regulator")
        return Answer(
            "in" if len(reasons) == 1 else "review",
            satisfied=True,
            reading=reading,
            basis="rule",
            reason="; ".join(reasons),
            clauses=judgement.clauses,
            differences=judgement.differences,
            form=judgement.form,
        )

    def _by_esters(self, one: Structure, answer: Answer) -> Answer:
        """Where the text takes in esters and ethers: what is left when they are cut."""
        extends = self.text.rule.extends if self.text.rule else None
        if extends is None or {extends.esters, extends.ethers} == {"no"}:
            return answer
        lefts = cleaved(one, esters=extends.esters != "no", ethers=extends.ethers != "no")
        found = [self._capped(left, self.templates.judge(left)) for left in lefts]
        best = min(found, key=lambda each: ORDER.index(each.verdict), default=answer)
        if best.verdict == "out":
            return answer
        sure = "yes" in {extends.esters, extends.ethers}
        what = (
            "as an ester or ether of a member"
            if sure
            else ("only if the text reaches esters and ethers of members, which it does not say")
        )
        verdict = best.verdict if sure else "review"
        reading = best.reading if sure else "broad"
        return best._replace(verdict=verdict, reading=reading, reason=f"{best.reason}; {what}")


def _of_name(one: Structure, named: Named) -> Answer:
    """Named; for review where the structure says that it is another stereoisomer than the named."""
    return _by_name(one, named, "B", f"named: {named.name}", "the structure")


def _by_name(one: Structure, named: Named, clause: str, reason: str, where: str) -> Answer:
    same = one.key == named.key or FLAT in one.key
    if not same:
        reason += ", of which it is another stereoisomer; the text does not speak of isomers"
    reading = "strict" if same else "broad"
    return Answer(
        "in" if same else "review",
        satisfied=True,
        reading=reading,
        basis="named",
        reason=reason,
        clauses=(clause,),
        differences=(Difference(where, named.name, clause, reading),),
    )


def _of_reference(form: Form) -> Answer:
    if form.reference_is == "review":
        reason = "the reference compound itself, which no list names; for review"
        return Answer("review", YES, "broad", "reference", reason, form=form.name)
    reason = "the reference compound itself: the text wants at least one change"
    return Answer("out", NO, "none", "reference", reason, form=form.name)


def _outside(judgement: Judgement) -> Answer:
    """Which difference no clause covers, the first in the order of the rule's words."""
    if judgement.form is None:
        return Answer("out", NO, "none", "rule", "no form of the text lies in it")
    refused = [one for one in judgement.differences if one.clause is None]
    if refused:
        reason = f"no clause covers {refused[0].position} ({refused[0].found})"
    else:
        reason = "a broad reading of one clause without the clause that it leans on"
    return Answer("out", NO, "none", "rule", reason, (), judgement.differences, judgement.form)


def _by_clauses(judgement: Judgement) -> str:
    """The clauses, each with where in the structure it applies."""
    if judgement.clause is not None:
        return f"formula ({judgement.clause}), {judgement.form}"
    where = {
        clause: " and ".join(
            dict.fromkeys(one.position for one in judgement.differences if one.clause == clause)
        )
        for clause in judgement.clauses
    }
    said = ", ".join(f"({clause}) {place}" for clause, place in where.items())
    return f"{'clause' if len(where) == 1 else 'clauses'} {said}"


def inline(sentence: str) -> str:
    """A sentence of the file, as a part of a longer one."""
    return " ".join(sentence.split()).rstrip(".")


def tried(reader: Reader, test: SelfTest) -> str | None:
    """What is wrong with a self-test, or nothing."""
    try:
        found = reader.read(structures(test.smiles)).reading
    except NotJudgedError as error:
        return f'the test "{test.name}" cannot be judged: {error}'
    if found == test.reading:
        return None
    return f'the test "{test.name}" should be read {test.reading}, the rule reads {found}'
