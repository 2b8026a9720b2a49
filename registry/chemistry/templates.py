"""A structure against a form of a rule: every match is tried, the most inclusive reading counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from registry.chemistry.graph import Substituent, substituents
from registry.chemistry.terms import fits
from registry.chemistry.toolkit import Structure, core, structures
from registry.law.rules import Allow, Form

READINGS: Final = ("strict", "broad", "none")
HYDROGEN: Final = "hydrogen"
ANY_GROUP: Final = "another group"

Positions = frozenset[int]
Carried = dict[int, Counter[str]]


class Modification(NamedTuple):
    """The group at a position of the form, and the clause that allows it (``None``: none)."""

    position: str
    group: str
    clause: str | None
    reading: str
    question: str | None = None
    leans_on: str | None = None


class FormReading(NamedTuple):
    """The reading under which a form reaches a structure, modification by modification.

    ``form`` is ``None`` where no core lies in the structure.
    """

    reading: str
    form: str | None
    clause: str | None
    modifications: tuple[Modification, ...]

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clause of the form, or the clauses that allow the modifications, in order."""
        if self.clause:
            return (self.clause,)
        return tuple(sorted({each.clause for each in self.modifications if each.clause}))

    def rank(self) -> tuple[int, int, int, list[tuple[str, ...]]]:
        """Smaller is more inclusive; the rest makes the choice the same on every machine."""
        refused = sum(each.clause is None for each in self.modifications)
        texts = [tuple(map(str, each)) for each in self.modifications]
        return READINGS.index(self.reading), refused, len(self.modifications), sorted(texts)


NO_MATCH: Final = FormReading("none", None, None, ())


def most_inclusive(readings: Iterable[FormReading]) -> FormReading:
    """The reading of the lowest rank; ``NO_MATCH`` where there is none."""
    return min(readings, key=FormReading.rank, default=NO_MATCH)


class Template:
    """A form made ready: its core, and what the reference compound carries at each position.

    Raises ``ValueError`` where the core cannot be read or does not lie in the reference.
    """

    def __init__(self, form: Form, allows: Iterable[Allow]) -> None:
        self.form = form
        self.core = core(form.core)
        self.allows = sorted(
            (allow for allow in allows if not allow.forms or form.name in allow.forms),
            key=lambda allow: READINGS.index(allow.reading),
        )
        self.reference = structures(form.reference)[0] if form.reference else None
        self.carried: Carried = {}
        if self.reference is not None:
            matches = self.reference.matches(self.core)
            if not matches:
                raise ValueError(f'form "{form.name}": the core does not lie in its reference')
            self.carried = self._carried(self.reference, matches[0])

    def _carried(self, structure: Structure, match: tuple[int, ...]) -> Carried:
        number = dict(zip(match, self.core.numbers, strict=True))
        carried: Carried = {}
        for group in substituents(structure.graph, frozenset(match)):
            if len(group.positions) == 1:
                (atom,) = group.positions
                text = structure.written(group.atoms, atom)
                carried.setdefault(number[atom], Counter())[text] += 1
        return carried

    def judge(self, structure: Structure) -> FormReading:
        """The most inclusive reading over all matches."""
        return most_inclusive(
            {self._match(structure, match) for match in structure.matches(self.core)}
        )

    def _match(self, structure: Structure, match: tuple[int, ...]) -> FormReading:
        number = dict(zip(match, self.core.numbers, strict=True))
        modifications = list(self._modifications(structure, frozenset(match), number))
        cited = {each.clause for each in modifications}
        unchanged = "none" if self.reference else "strict"
        readings = [each.reading for each in modifications] or [unchanged]
        if any(each.leans_on and each.leans_on not in cited for each in modifications):
            readings.append("none")
        worst = max((*readings, self.form.reading), key=READINGS.index)
        in_order = tuple(sorted(modifications, key=_by_clause))
        return FormReading(worst, self.form.name, self.form.clause, in_order)

    def _modifications(
        self, structure: Structure, template: frozenset[int], number: dict[int, int]
    ) -> Iterator[Modification]:
        left = {place: carried.copy() for place, carried in self.carried.items()}
        filled: set[int] = set()
        new: Counter[int] = Counter()
        for group in substituents(structure.graph, template):
            places = frozenset(number[atom] for atom in group.positions)
            filled |= places
            if not _count_off(structure, group, places, left):
                new.update(places)
                yield self._allowed(group, places)
        yield from self._missing(left, new)
        for place in self.form.required:
            if place not in filled and place not in left:
                yield Modification(self._label(frozenset({place})), HYDROGEN, None, "none")

    def _missing(self, left: Carried, new: Counter[int]) -> Iterator[Modification]:
        """Hydrogen where the reference carries more than the structure."""
        for place, carried in left.items():
            places = frozenset({place})
            for _ in range(carried.total() - new[place]):
                allowing = (each for each in self._allowing(places) if HYDROGEN in each.groups)
                yield self._modification(places, HYDROGEN, next(allowing, None))

    def _allowing(self, places: Positions) -> Iterator[Allow]:
        """What the clauses allow at all of these positions, strict readings first."""
        return (allow for allow in self.allows if places <= set(allow.at))

    def _allowed(self, group: Substituent, places: Positions) -> Modification:
        bridges = len(group.positions) > 1
        for allow in self._allowing(places):
            if allow.bridge == bridges:
                term = next((name for name in allow.groups if _fits(allow, name, group)), None)
                if term is not None:
                    return self._modification(places, term, allow)
        if self.form.elsewhere == "open" and not bridges and self._is_unnamed(places):
            clause = self.form.clause or self.form.name
            return Modification(self._label(places), ANY_GROUP, clause, "strict")
        return self._modification(places, "a bridge" if bridges else "a group", None)

    def _is_unnamed(self, places: Positions) -> bool:
        return not any(places & set(allow.at) for allow in self.allows if not allow.bridge)

    def _modification(self, places: Positions, term: str, allow: Allow | None) -> Modification:
        label, group = self._label(places), ANY_GROUP if term == "any" else term
        if allow is None:
            return Modification(label, group, None, "none")
        return Modification(
            label, group, allow.clause, allow.reading, allow.question, allow.with_clause
        )

    def _label(self, places: Positions) -> str:
        """The positions in the words of the rule; those without a number are the core itself."""
        names = (self.form.labels.get(str(place), "another position") for place in sorted(places))
        return " and ".join(dict.fromkeys(names))


def _by_clause(each: Modification) -> tuple[str, str, str]:
    return each.clause or "", each.position, str(each)


def _count_off(structure: Structure, group: Substituent, places: Positions, left: Carried) -> bool:
    """Whether the reference carries the same group there; if so, it is taken from ``left``."""
    if len(group.positions) > 1:
        return False
    (place,), (atom,) = places, group.positions
    carried = left.get(place)
    if not carried:
        return False
    text = structure.written(group.atoms, atom)
    if not carried[text]:
        return False
    carried[text] -= 1
    return True


def _fits(allow: Allow, term: str, group: Substituent) -> bool:
    """Whether ``group`` is what ``term`` names, behind what ``allow`` lets it stand behind."""
    if term == HYDROGEN:
        return False
    parts = (group.behind(link) for link in allow.behind)
    return any(
        part is not None and fits(term, part, allow.carbons) and _fits_on_ring(allow, part)
        for part in parts
    )


def _fits_on_ring(allow: Allow, group: Substituent) -> bool:
    return not allow.on_ring or all(
        any(fits(term, each) for term in allow.on_ring) for each in _on_ring(group)
    )


def _on_ring(group: Substituent) -> list[Substituent]:
    """What hangs on the ring that the substituent is, or closes with the template."""
    (place,) = group.positions
    root = place if len(group.links) > 1 else group.first
    ring = frozenset[int]().union(*group.molecule.ring_system(root))
    return substituents(group.molecule, ring | {place}, within=group.atoms)
