"""Which edits change a status of the past. Pure.

The base is folded once more with the edits of its own acts and nothing else, and looked at once
more with the edited identities, lists and class texts. What differs on a day up to the day of the
review was changed by the edits.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property

from registry.audit.review.edits import REWRITTEN, Edit
from registry.audit.review.spans import Difference, differences, folded
from registry.engine.fold import fold
from registry.engine.view import View
from registry.law.acts import Key
from registry.law.record import Jurisdiction, Record

Concern = tuple[str, str]  # jurisdiction and substance


class Past:
    """The days up to ``on``, as the base and as the edits tell them."""

    def __init__(self, base: View, head: Record, spans: tuple[Difference, ...], on: date) -> None:
        self.base = base
        self.head = head
        self.spans = spans
        self.on = on

    def is_rewritten_by(self, edit: Edit) -> bool:
        """Whether the edit deletes an act or a class text, or changes a status of the past."""
        if edit.kind == REWRITTEN:
            return True
        if not edit.legal:
            return False
        if edit.keys:
            return not self.lines.isdisjoint(edit.keys)
        return any(
            (not edit.places or place in edit.places)
            and (not edit.substances or name in edit.substances)
            for place, name in self.concerns
        )

    @cached_property
    def lines(self) -> frozenset[Key]:
        """The lines that the edits of the base's acts make stand otherwise on a day of the past."""
        known = self.base.record.acts
        kept = {name: act for name, act in self.head.acts.items() if name in known}
        if kept == known:
            return frozenset()
        record = self.head._replace(acts=kept)
        edited = folded(record, fold(kept.values()))
        alone = differences(folded(self.base.record, self.base.timeline), edited)
        by_key: dict[Key, list[Difference]] = defaultdict(list)
        for one in self.spans:
            by_key[one.key].append(one)
        return frozenset(
            one.key for one in alone if any(self._meet(one, other) for other in by_key[one.key])
        )

    def _meet(self, one: Difference, other: Difference) -> bool:
        """Whether two spans share a day of the past."""
        first = max(one.first, other.first)
        until = min(one.until or date.max, other.until or date.max)
        return first <= self.on and first < until

    @cached_property
    def concerns(self) -> frozenset[Concern]:
        """Whom edited identities, lists and class texts concern on a day of the past."""
        base, edited = self.base, View(self._looked_at_anew())
        found: set[Concern] = set()
        for place in base.record.jurisdictions:
            days = base.unclear_before[place], edited.unclear_before[place]
            unclear = days[0] != days[1] and min(one or date.min for one in days) <= self.on
            for name in base.record.substances:
                if unclear or self._reached(base, place, name) != self._reached(
                    edited, place, name
                ):
                    found.add((place, name))
        return frozenset(found)

    def _looked_at_anew(self) -> Record:
        """The base's acts with the head's identities, lists and class texts."""
        base, head = self.base.record, self.head
        known = {(text.id, text.since) for text in base.classes}
        laws = {
            name: _both(law, head.jurisdictions.get(name, law))
            for name, law in base.jurisdictions.items()
        }
        return base._replace(
            substances=base.substances | head.substances,
            jurisdictions=laws,
            classes=tuple(text for text in head.classes if (text.id, text.since) in known),
        )

    def _reached(self, view: View, place: str, name: str) -> list[tuple[object, ...]]:
        lists = view.record.jurisdictions[place].schedules
        return sorted(
            (one.basis, key, one.start.day, one.until or date.max, lists[key.schedule].regime)
            for one in view.reaches(place, name)
            if (key := one.listing.key) and one.start.day <= self.on
        )


def _both(old: Jurisdiction, new: Jurisdiction) -> Jurisdiction:
    """The edited lists, and those that only the base keeps: its acts speak of them.

    A list that is new says nothing here of how far the record was whole: it is told by itself.
    """
    added = {
        name: one._replace(complete=False, complete_from=None)
        for name, one in new.schedules.items()
        if name not in old.schedules
    }
    return new._replace(schedules=old.schedules | new.schedules | added)
