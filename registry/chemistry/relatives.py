"""Which lines name a substance, and whether they reach this relative of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.engine.by_line import clause_of
from registry.engine.coverage import POSITIONAL
from registry.engine.listing import Listing, Standing
from registry.engine.status import answer
from registry.engine.view import View

COVERS: Final = "covers"
OPEN: Final = "open"
REVIEW: Final = "review"


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


def of_substance(view: View, name: str, forms: tuple[str, ...], on: date) -> Iterator[Listed]:
    """The lines that cover a substance of the registry by name or as a form, as ``show`` says.

    ``forms`` is how what is judged differs from it (a salt).
    """
    form = view.record.substances[name].form_of
    for place in view.record.jurisdictions:
        for one in answer(view, place, name, on).coverage:
            if one.basis == "class" or (reached := _answer(view, one.standing, forms)) is None:
                continue
            kind = (form.kind,) if one.basis == "form" and form else ()
            listing = one.reach.listing
            yield Listed(name, (*forms, *kind), reached, listing, one.standing)


def of_relative(view: View, name: str, relations: tuple[str, ...], on: date) -> Iterator[Listed]:
    """The lines that name ``name`` and reach a relative of it that the registry does not hold."""
    for place in view.record.jurisdictions:
        for listing in view.by_substance.get((place, name), ()):
            standing = listing.at(on)
            if standing is not None and name in standing.substances:
                reached = _answer(view, standing, relations)
                if reached is not None:
                    yield Listed(name, relations, reached, listing, standing)


def names_reaching(view: View, kind: str, on: date) -> frozenset[str]:
    """The substances on lines standing on ``on`` that cover relatives of this kind."""
    return frozenset(
        name
        for listing in view.timeline.listings
        if (standing := listing.at(on)) is not None and kind in _scope(view, standing)[0]
        for name in standing.substances
    )


def _scope(view: View, standing: Standing) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a line covers, and what it leaves open."""
    clause, own = clause_of(view.record, standing), standing.wording.covers
    return (clause.covers, clause.open) if own is None else (own, ())


def _answer(view: View, standing: Standing, relations: tuple[str, ...]) -> str | None:
    covers, left_open = _scope(view, standing)
    if POSITIONAL in relations:
        return REVIEW if set(relations) <= set(covers) else None
    if any(one not in covers and one not in left_open for one in relations):
        return None
    return COVERS if all(one in covers for one in relations) else OPEN
