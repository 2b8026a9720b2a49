"""What a class text says of a structure by its own words, whatever the lists by name say.

The answer depends on the day only by the names that make up a class.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.chemistry.templates import FormReading, Modification, Template, most_inclusive
from registry.chemistry.toolkit import NotJudgedError, Structure, cleaved, structures
from registry.law.rules import ClassFile, Form, Rule, SelfTest

# The most inclusive first: a mixture is out only if every part is.
ORDER: Final = ("in", "in-but-listed", "review", "not-judged", "out")
FLAT: Final = "-UHFFFAOYSA-"  # an InChIKey without stereochemistry
CAVEAT: Final = (
    "One class alone is judged. Lists by name, other classes, the analogue provisions of the "
    "United States (21 U.S.C. 802(32), 813) and other law may reach it: that is not judged here."
)


class Member(NamedTuple):
    """A substance whose name makes it a member, from ``since`` on; ``key`` is its parent's."""

    name: str
    key: str
    since: date


class ClassVerdict(NamedTuple):
    """The verdict of a class text on a structure (docs/contract.md).

    ``satisfied`` is the structural answer alone; ``basis`` is what the verdict rests on. Only
    where the lists by name were considered may it be ``in-but-listed``.
    """

    verdict: str
    satisfied: bool | None
    reading: str
    basis: str
    reason: str
    clauses: tuple[str, ...] = ()
    modifications: tuple[Modification, ...] = ()
    form: str | None = None

    @property
    def caveat(self) -> str | None:
        """What ``out`` does not answer."""
        return CAVEAT if self.verdict == "out" else None


def not_judged(basis: str, why: str) -> ClassVerdict:
    """The verdict where there is no answer."""
    return ClassVerdict("not-judged", None, "none", basis, why)


def outside(reason: str) -> ClassVerdict:
    """The verdict ``out``."""
    return ClassVerdict("out", satisfied=False, reading="none", basis="rule", reason=reason)


class CompiledRule:
    """The rule of a text, ready to be applied; ``members`` are the names that make up its class.

    Raises ``ValueError`` where a core cannot be read.
    """

    def __init__(self, text: ClassFile, members: Iterable[Member] = ()) -> None:
        self.text = text
        self.rule = text.rule or Rule()
        self.members: dict[str, list[Member]] = {}
        for member in members:
            self.members.setdefault(member.key[:14], []).append(member)
        self.templates = tuple(Template(form, text.allow) for form in text.form)
        self.medicines = {structures(each.smiles)[0].skeleton: each for each in text.medicine}

    def failures(self) -> Iterator[tuple[int, str]]:
        """Each self-test that fails: its number, and what is wrong."""
        for number, test in enumerate(self.text.test):
            if (what := self._failure(test)) is not None:
                yield number, what

    def _failure(self, test: SelfTest) -> str | None:
        try:
            reading = self.judge(structures(test.smiles)).reading
        except NotJudgedError as error:
            return f'the test "{test.name}" cannot be judged: {error}'
        if reading == test.reading:
            return None
        return f'the test "{test.name}" should be read {test.reading}, the rule reads {reading}'

    def judge(self, parents: Iterable[Structure], on: date = date.max) -> ClassVerdict:
        """The most inclusive verdict on the parents of a structure, by the names of ``on``."""
        verdicts = [self._judged(parent, on) for parent in parents]
        return min(verdicts, key=lambda each: (ORDER.index(each.verdict), each.reason))

    def _judged(self, structure: Structure, on: date) -> ClassVerdict:
        try:
            return self._applied(structure, on)
        except NotJudgedError as error:
            return not_judged("no answer", str(error))

    def _applied(self, structure: Structure, on: date) -> ClassVerdict:
        form = self._reference(structure)
        if form is not None:
            return _of_reference(form)
        if self.rule.derivatives_of is not None:
            return self._as_derivative(structure, on)
        verdict = self._by_forms(structure)
        return self._by_remainders(structure, verdict) if verdict.verdict == "out" else verdict

    def _reference(self, structure: Structure) -> Form | None:
        """The form whose reference compound the structure is, isomers and salts alike."""
        for template in self.templates:
            if template.reference and template.reference.skeleton == structure.skeleton:
                return template.form
        return None

    def _cleaved(self, structure: Structure) -> tuple[Structure, ...]:
        """The remainders when the esters and ethers that the text takes in are cut."""
        extends = self.rule.extends
        return cleaved(structure, esters=extends.esters != "no", ethers=extends.ethers != "no")

    def _as_derivative(self, structure: Structure, on: date) -> ClassVerdict:
        """Named, or a named substance once esters and ethers are cut."""
        member = self._member(structure, on)
        if member is not None:
            return _of_member(structure, member, "B", f"named: {member.name}", "the structure")
        for remainder in self._cleaved(structure):
            if (member := self._member(remainder, on)) is not None:
                return self._derived(remainder, member)
        return outside("neither named nor an ester or ether of a name")

    def _member(self, structure: Structure, on: date) -> Member | None:
        """The member that the structure is, else the first of which it is a stereoisomer."""
        same = [each for each in self.members.get(structure.skeleton, ()) if each.since <= on]
        return min(same, key=lambda each: (each.key != structure.key, each.since), default=None)

    def _derived(self, remainder: Structure, member: Member) -> ClassVerdict:
        """The verdict on an ester or ether, of which ``remainder`` is left when it is cut."""
        where = "what is left when esters and ethers are cut"
        reason = f"an ester or ether of {member.name}"
        verdict = _of_member(remainder, member, "C", reason, where)._replace(basis="rule")
        if self.rule.condition is None:
            return verdict
        reason = f"{verdict.reason}; {inline(self.rule.condition)}"
        return verdict._replace(verdict="review", reason=reason)

    def _by_forms(self, structure: Structure) -> ClassVerdict:
        """The verdict by the forms; broad readings, conditions and medicines are for review."""
        reading = most_inclusive(template.judge(structure) for template in self.templates)
        if reading.reading == "none":
            return _refused(reading)
        doubts = list(self._doubts(structure, reading))
        return ClassVerdict(
            "review" if doubts else "in",
            satisfied=True,
            reading=reading.reading,
            basis="rule",
            reason="; ".join((_by_clauses(reading), *doubts)),
            clauses=reading.clauses,
            modifications=reading.modifications,
            form=reading.form,
        )

    def _doubts(self, structure: Structure, reading: FormReading) -> Iterator[str]:
        """Why a structure that a form reaches is still for review."""
        if reading.reading == "broad":
            broad = (each for each in reading.modifications if each.reading == "broad")
            questions = dict.fromkeys(each.question for each in broad if each.question)
            yield f"only in a broad reading ({', '.join(questions) or reading.form or ''})"
        if self.rule.condition:
            yield inline(self.rule.condition)
        if medicine := self.medicines.get(structure.skeleton):
            yield f"{medicine.name}: {inline(medicine.why)}; refer to the regulator"

    def _by_remainders(self, structure: Structure, verdict: ClassVerdict) -> ClassVerdict:
        """The verdict on the remainders, where the text takes in esters and ethers of members."""
        remainders = map(self._by_forms, self._cleaved(structure))
        best = min(remainders, key=lambda each: ORDER.index(each.verdict), default=verdict)
        if best.verdict == "out":
            return verdict
        if "yes" in {self.rule.extends.esters, self.rule.extends.ethers}:
            return best._replace(reason=f"{best.reason}; as an ester or ether of a member")
        doubt = "only if the text reaches esters and ethers of members, which it does not say"
        return best._replace(verdict="review", reading="broad", reason=f"{best.reason}; {doubt}")


def _of_member(
    structure: Structure, member: Member, clause: str, reason: str, where: str
) -> ClassVerdict:
    """In by a name; for review where the structure is a stereoisomer of what the name means."""
    same = structure.key == member.key or FLAT in structure.key
    if not same:
        reason += ", of which it is another stereoisomer; the text does not speak of isomers"
    reading = "strict" if same else "broad"
    return ClassVerdict(
        "in" if same else "review",
        satisfied=True,
        reading=reading,
        basis="named",
        reason=reason,
        clauses=(clause,),
        modifications=(Modification(where, member.name, clause, reading),),
    )


def _of_reference(form: Form) -> ClassVerdict:
    if form.reference_is == "out":
        reason = "the reference compound itself: the text wants at least one change"
        return outside(reason)._replace(basis="reference", form=form.name)
    reason = "the reference compound itself, which no list names; for review"
    return ClassVerdict(
        "review", satisfied=True, reading="broad", basis="reference", reason=reason, form=form.name
    )


def _refused(reading: FormReading) -> ClassVerdict:
    """Out, and the first modification that no clause covers, in the order of the rule's words."""
    if reading.form is None:
        return outside("no form of the text lies in it")
    refused = [each for each in reading.modifications if each.clause is None]
    if refused:
        reason = f"no clause covers {refused[0].position} ({refused[0].group})"
    else:
        reason = "a broad reading of one clause without the clause that it leans on"
    return outside(reason)._replace(modifications=reading.modifications, form=reading.form)


def _by_clauses(reading: FormReading) -> str:
    """The clauses, each with where in the structure it applies."""
    if reading.clause is not None:
        return f"formula ({reading.clause}), {reading.form}"
    places: dict[str, dict[str, None]] = {clause: {} for clause in reading.clauses}
    for each in reading.modifications:
        if each.clause:
            places[each.clause][each.position] = None
    clauses = ", ".join(f"({clause}) {' and '.join(where)}" for clause, where in places.items())
    return f"{'clause' if len(places) == 1 else 'clauses'} {clauses}"


def inline(sentence: str) -> str:
    """A sentence of the file, as a part of a longer sentence."""
    return " ".join(sentence.split()).rstrip(".")
