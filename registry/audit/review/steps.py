"""Two versions of an act, step by step: which step of the one is which of the other. Pure."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from registry.audit.review import fields
from registry.law import layout
from registry.law.acts import Act, Step


class StepPair(NamedTuple):
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


def aligned(old: Act, new: Act) -> list[StepPair]:
    """The steps of two versions of an act, paired.

    Paired are steps on the same line, then steps that differ in their line or list alone, then
    steps that print the same.
    """
    partners, left = _partners(old.steps, new.steps)
    seen: Counter[str] = Counter()
    pairs = [
        StepPair(_unique(seen, partners.get(place, step)), partners.get(place), step, number)
        for place, (step, (_, number)) in enumerate(layout.steps(new))
    ]
    return [*pairs, *(StepPair(_unique(seen, step), step, None) for step in left)]


def _partners(old: tuple[Step, ...], new: tuple[Step, ...]) -> tuple[dict[int, Step], list[Step]]:
    """The earlier step of each later one, by its place, and the earlier ones without a later."""
    left = list(old)
    partners: dict[int, Step] = {}
    for alike in (_same_line, _same_but_place, _same_print):
        for place, step in enumerate(new):
            alike_left = (old for old in left if place not in partners and alike(old, step))
            if partner := next(alike_left, None):
                partners[place] = partner
                left.remove(partner)
    return partners, left


def _unique(seen: Counter[str], step: Step) -> str:
    name = fields.name_of(step)
    seen[name] += 1
    return name if seen[name] == 1 else f"{name} ({seen[name]})"


def _same_line(old: Step, new: Step) -> bool:
    return old[:3] == new[:3]


def _same_but_place(old: Step, new: Step) -> bool:
    same = old.verb == new.verb and old.substances == new.substances
    return same and old.class_id == new.class_id and bool(old.substances or old.class_id)


def _same_print(old: Step, new: Step) -> bool:
    printed = old.wording.printed
    return old.verb == new.verb and bool(printed) and printed == new.wording.printed
