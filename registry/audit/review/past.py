"""Which edits change a status of the past. Pure.

The base is folded once more with the edits of its own acts and nothing else, and looked at once
more with the edited identities, lists and class texts. What differs on a day up to the day of the
review was changed by the edits.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from registry.audit.review.answers import Place, differing, touched
from registry.audit.review.edits import REWRITTEN, Edit
from registry.audit.review.lines import ChangedLines, LineChange
from registry.engine.history import History
from registry.engine.statuses import Status, history
from registry.engine.view import View
from registry.law.acts import Key
from registry.law.record import Jurisdiction, Record


class Past:
    """The days up to ``on``, as the base and as the edits tell them."""

    def __init__(self, base: View, head: Record, lines: ChangedLines, on: date) -> None:
        self.base = base
        self.head = head
        self.lines = lines
        self.on = on

    def is_rewritten_by(self, edit: Edit) -> bool:
        """Whether the edit deletes an act or a class text, or changes a status of the past."""
        if edit.kind == REWRITTEN or not edit.legal:
            return edit.kind == REWRITTEN
        if edit.keys:
            return not self.edited_lines.isdisjoint(edit.keys)
        return any(
            (not edit.jurisdictions or jurisdiction in edit.jurisdictions)
            and (not edit.substances or name in edit.substances)
            for jurisdiction, name in self.edited_answers
        )

    @cached_property
    def edited_lines(self) -> frozenset[Key]:
        """The lines that the edits of the base's acts make stand otherwise on a day of the past."""
        known = self.base.record.acts
        kept = {name: act for name, act in self.head.acts.items() if name in known}
        if kept == known:
            return frozenset()
        edited = self.lines
        if kept != self.head.acts:
            edited = ChangedLines(self.base, View(self.head._replace(acts=kept)))
        return frozenset(
            span.key
            for span in edited.differences
            if any(self._meet(span, other) for other in self.lines.spans.get(span.key, ()))
        )

    def _meet(self, span: LineChange, other: LineChange) -> bool:
        """Whether two spans share a day of the past."""
        first = max(span.first, other.first)
        until = min(span.until or date.max, other.until or date.max)
        return first <= self.on and first < until

    @cached_property
    def edited_answers(self) -> frozenset[Place]:
        """The jurisdictions and substances that edited identities, lists and texts concern.

        On a day of the past, by what the base's acts say.
        """
        edited, known = View(self._looked_at_anew()), self.base.record.substances
        return frozenset(
            place
            for place in touched(self.base, edited)
            if place[1] in known
            and any(
                first <= self.on
                for first, *_ in differing(_basis(self.base, place), _basis(edited, place))
            )
        )

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


def _basis(view: View, place: Place) -> History[object]:
    """The status on every day with the lines, lists' regimes and bases that it rests on."""

    def basis(answer: Status) -> object:
        lines = {(line.basis, line.key, line.schedule.regime) for line in answer.coverage}
        return answer.status, answer.is_open, lines

    return history(view, *place).map(basis)


def _both(old: Jurisdiction, new: Jurisdiction) -> Jurisdiction:
    """The edited lists, and those that only the base keeps: its acts speak of them.

    A list that is new says nothing here of how far the record was whole: its own row tells it.
    """
    added = {
        name: schedule._replace(complete=False, complete_from=None)
        for name, schedule in new.schedules.items()
        if name not in old.schedules
    }
    return new._replace(schedules=old.schedules | new.schedules | added)
