"""A structure against the forms of a rule: every match tried, the most inclusive reading wins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from registry.chemistry.graph import Substituent, behind, substituents
from registry.chemistry.groups import fits
from registry.chemistry.toolkit import Structure, core, structures
from registry.law.rules import Allow, ClassFile, Form

READINGS: Final = ("strict", "broad", "none")
NOTHING: Final = "hydrogen"
WORDS: Final = {"any": "another group"}


class Difference(NamedTuple):
    """What stands at a position of the form, and the clause that allows it (``None``: none)."""

    position: str
    found: str
    clause: str | None
    reading: str
    question: str | None = None
    leans_on: str | None = None


class Judgement(NamedTuple):
    """The reading under which a form reaches the structure, difference by difference.

    ``form`` is ``None`` where no core lies in the structure.
    """

    reading: str
    form: str | None
    clause: str | None
    differences: tuple[Difference, ...]

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clause of the form, or the clauses that allow the differences, in order."""
        if self.clause:
            return (self.clause,)
        return tuple(sorted({one.clause for one in self.differences if one.clause}))

    def rank(self) -> tuple[int, int, int, list[tuple[str, ...]]]:
        """Smaller is more inclusive; the rest makes the choice the same on every machine."""
        refused = sum(one.clause is None for one in self.differences)
        texts = [tuple(map(str, one)) for one in self.differences]
        return READINGS.index(self.reading), refused, len(self.differences), sorted(texts)


NO_MATCH: Final = Judgement("none", None, None, ())


def _place(one: Difference) -> tuple[str, str, str]:
    """Differences in the order of their clauses."""
    return one.clause or "", one.position, str(one)


class Template:
    """A form made ready: its core, and what the reference compound carries at each position."""

    def __init__(self, form: Form, allows: tuple[Allow, ...]) -> None:
        self.form = form
        self.core = core(form.core)
        self.allows = tuple(one for one in allows if not one.forms or form.name in one.forms)
        self.reference = structures(form.reference)[0] if form.reference else None
        self.carried: dict[int, Counter[str]] = {}
        if self.reference is not None:
            matches = self.reference.matches(self.core)
            if not matches:
                raise ValueError(f'form "{form.name}": the core does not lie in its reference')
            self.carried = self._written(self.reference, matches[0])

    def judge(self, structure: Structure) -> Judgement:
        """The most inclusive judgement over all matches."""
        found = {self._match(structure, match) for match in structure.matches(self.core)}
        return min(found, key=Judgement.rank, default=NO_MATCH)

    def _written(self, structure: Structure, match: tuple[int, ...]) -> dict[int, Counter[str]]:
        number = dict(zip(match, self.core.numbers, strict=True))
        carried: dict[int, Counter[str]] = {}
        for one in substituents(structure.graph, frozenset(match)):
            if len(one.positions) == 1:
                (place,) = one.positions
                text = structure.written(one.atoms, place)
                carried.setdefault(number[place], Counter())[text] += 1
        return carried

    def _match(self, structure: Structure, match: tuple[int, ...]) -> Judgement:
        number = dict(zip(match, self.core.numbers, strict=True))
        differences = list(self._differences(structure, frozenset(match), number))
        cited = {one.clause for one in differences}
        readings = [one.reading for one in differences] or ["none" if self.reference else "strict"]
        if any(one.leans_on and one.leans_on not in cited for one in differences):
            readings.append("none")
        worst = max((*readings, self.form.reading), key=READINGS.index)
        return Judgement(
            worst, self.form.name, self.form.clause, tuple(sorted(differences, key=_place))
        )

    def _differences(
        self, structure: Structure, template: frozenset[int], number: dict[int, int]
    ) -> Iterator[Difference]:
        left = {place: carried.copy() for place, carried in self.carried.items()}
        filled: set[int] = set()
        new: Counter[int] = Counter()
        for one in substituents(structure.graph, template):
            places = frozenset(number[place] for place in one.positions)
            filled |= places
            if len(one.positions) == 1 and self._is_carried(structure, one, places, left):
                continue
            new.update(places)
            yield self._allowed(one, places)
        yield from self._missing(left, new)
        for place in self.form.required:
            if place not in filled and place not in left:
                yield Difference(self._label({place}), NOTHING, None, "none")

    def _is_carried(
        self,
        structure: Structure,
        one: Substituent,
        places: frozenset[int],
        left: dict[int, Counter[str]],
    ) -> bool:
        """Whether the reference carries the same there; if so, it is counted off."""
        (place,), (atom,) = places, one.positions
        carried = left.get(place)
        if not carried:
            return False
        text = structure.written(one.atoms, atom)
        if not carried[text]:
            return False
        carried[text] -= 1
        return True

    def _missing(self, left: dict[int, Counter[str]], new: Counter[int]) -> Iterator[Difference]:
        """Hydrogen where the reference carries more than the structure."""
        for place, carried in left.items():
            for _ in range(carried.total() - new[place]):
                allow = next(self._allowing({place}, NOTHING), None)
                yield self._difference({place}, NOTHING, allow)

    def _allowing(self, places: frozenset[int] | set[int], group: str) -> Iterator[Allow]:
        for reading in READINGS[:2]:
            for one in self.allows:
                if one.reading == reading and group in one.groups and places <= set(one.at):
                    yield one

    def _allowed(self, one: Substituent, places: frozenset[int]) -> Difference:
        for reading in READINGS[:2]:
            for allow in self.allows:
                fitting = allow.reading == reading and places <= set(allow.at)
                if fitting and allow.bridge == (len(one.positions) > 1):
                    group = next((name for name in allow.groups if _fits(allow, name, one)), None)
                    if group is not None:
                        return self._difference(places, group, allow)
        if self.form.elsewhere == "open" and len(one.positions) == 1 and self._is_free(places):
            return Difference(
                self._label(places), WORDS["any"], self.form.clause or self.form.name, "strict"
            )
        return self._difference(places, "a bridge" if len(one.positions) > 1 else "a group", None)

    def _is_free(self, places: frozenset[int]) -> bool:
        return not any(places & set(one.at) for one in self.allows if not one.bridge)

    def _difference(
        self, places: frozenset[int] | set[int], found: str, allow: Allow | None
    ) -> Difference:
        label, found = self._label(places), WORDS.get(found, found)
        if allow is None:
            return Difference(label, found, None, "none")
        return Difference(
            label, found, allow.clause, allow.reading, allow.question, allow.with_clause
        )

    def _label(self, places: frozenset[int] | set[int]) -> str:
        """The positions in the words of the rule; those without a number are the core itself."""
        names = (self.form.labels.get(str(one), "another position") for one in sorted(places))
        return " and ".join(dict.fromkeys(names))


def _fits(allow: Allow, group: str, one: Substituent) -> bool:
    """Whether ``one`` is the group that ``allow`` names, behind what it may stand behind."""
    if group == NOTHING:
        return False
    parts = (behind(one, link) for link in allow.behind)
    return any(
        part is not None and fits(group, part, allow.carbons) and _fits_on_ring(allow, part)
        for part in parts
    )


def _fits_on_ring(allow: Allow, one: Substituent) -> bool:
    return not allow.on_ring or all(
        any(fits(name, each) for name in allow.on_ring) for each in _on_ring(one)
    )


def _on_ring(one: Substituent) -> list[Substituent]:
    """What hangs on the ring that the substituent is, or closes with the template."""
    (place,) = one.positions
    root = place if len(one.links) > 1 else one.first
    ring = frozenset[int]().union(*one.molecule.ring_system(root))
    return substituents(one.molecule, ring | {place}, within=one.atoms)


class Templates:
    """All forms of one text."""

    def __init__(self, text: ClassFile) -> None:
        self.templates = tuple(Template(form, text.allow) for form in text.form)

    def judge(self, structure: Structure) -> Judgement:
        """The most inclusive judgement over all forms."""
        found = (one.judge(structure) for one in self.templates)
        return min(found, key=Judgement.rank, default=NO_MATCH)

    def reference(self, structure: Structure) -> Form | None:
        """The form whose reference compound the structure is, isomers and salts alike."""
        for one in self.templates:
            if one.reference is not None and one.reference.skeleton == structure.skeleton:
                return one.form
        return None
