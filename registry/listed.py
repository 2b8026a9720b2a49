"""Which lines name a substance, and whether they reach this relative of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.reach import View, clause_of
from registry.timeline import Listing, Standing

COVERS: Final = "covers"
OPEN: Final = "open"
REVIEW: Final = "review"
POSITIONAL: Final = "positional-isomer"


class Listed(NamedTuple):
    """A line that names ``substance``, of which what is judged is a relative (or itself).

    ``relations``: how it differs (salt, optical-isomer, geometric-isomer, positional-isomer);
    ``answer``: whether the line covers that, leaves it open, or wants a review.
    """

    substance: str
    relations: tuple[str, ...]
    answer: str
    listing: Listing
    standing: Standing

    @property
    def relation(self) -> str:
        """The relations in one word each, or that it is the substance itself."""
        return ", ".join(self.relations) or "itself"


def listed(
    view: View, substance: str, relations: tuple[str, ...], on: date, itself: str | None = None
) -> Iterator[Listed]:
    """The lines standing on ``on`` that name ``substance`` and reach what differs so from it.

    ``itself`` is the registry's own entry for what is judged: a line may except it.
    """
    for place in view.record.jurisdictions:
        for listing in view.by_substance.get((place, substance), ()):
            standing = listing.at(on)
            if standing is None or substance not in standing.substances:
                continue
            answer = _answer(view, standing, relations, itself)
            if answer is not None:
                yield Listed(substance, relations, answer, listing, standing)


def _answer(
    view: View, standing: Standing, relations: tuple[str, ...], itself: str | None
) -> str | None:
    clause = clause_of(view.record, standing)
    if itself in (standing.wording.excepts or ()) + clause.excepts:
        return None
    own = standing.wording.covers
    covers, left_open = (clause.covers, clause.open) if own is None else (own, ())
    if any(one not in covers and one not in left_open for one in relations):
        return None
    if POSITIONAL in relations:
        return REVIEW if POSITIONAL in covers else None
    return COVERS if all(one in covers for one in relations) else OPEN
