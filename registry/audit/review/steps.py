"""Two versions of an act, step by step: which step of the one is which of the other. Pure."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from registry.audit.review import fields
from registry.law import layout
from registry.law.acts import Act, Step


class Pair(NamedTuple):
    """A step of the earlier and a step of the later version; either may be missing.

    ``name`` is what the step is called; ``number`` its place among the later steps of its verb.
    """

    name: str
    old: Step | None
    new: Step | None
    number: int = 0

    @property
    def last(self) -> Step:
        """The later step, or the earlier one if it is gone."""
        step = self.new or self.old
        if step is None:
            raise AssertionError("a pair has a step")
        return step


def aligned(old: Act, new: Act) -> list[Pair]:
    """The steps of two versions of an act, paired.

    Paired are steps on the same line, then steps that differ in their line or list alone, then
    steps that print the same.
    """
    partners, left = _partners(old.steps, new.steps)
    seen: Counter[str] = Counter()
    found = [
        Pair(_unique(seen, partners.get(place, step)), partners.get(place), step, number)
        for place, (step, (_, number)) in enumerate(layout.steps(new))
    ]
    return [*found, *(Pair(_unique(seen, one), one, None) for one in left)]


def _partners(old: tuple[Step, ...], new: tuple[Step, ...]) -> tuple[dict[int, Step], list[Step]]:
    """The earlier step of each later one, by its place, and the earlier ones without a later."""
    left = list(old)
    partners: dict[int, Step] = {}
    for alike in (_same_line, _same_but_place, _same_print):
        for place, step in enumerate(new):
            found = (one for one in left if place not in partners and alike(one, step))
            if partner := next(found, None):
                partners[place] = partner
                left.remove(partner)
    return partners, left


def _unique(seen: Counter[str], step: Step) -> str:
    name = fields.name_of(step)
    seen[name] += 1
    return name if seen[name] == 1 else f"{name} ({seen[name]})"


def _same_line(one: Step, other: Step) -> bool:
    return one[:3] == other[:3]


def _same_but_place(one: Step, other: Step) -> bool:
    same = one.verb == other.verb and one.substances == other.substances
    return same and one.class_id == other.class_id and bool(one.substances or one.class_id)


def _same_print(one: Step, other: Step) -> bool:
    printed = one.wording.printed
    return one.verb == other.verb and bool(printed) and printed == other.wording.printed
