"""A list that is issued anew: which moves only change its name, and what its clause changes. Pure.

A move is a re-issue where the old list ends and the new one begins that day, both are of one
regime, and the line keeps its scope and its level. A transfer between lists that both stand is
none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.law.scope import SCOPE

if TYPE_CHECKING:
    from registry.engine.listing import Event, Standing
    from registry.engine.view import View
    from registry.law.acts import Key
    from registry.law.record import Clause, Record, Schedule

REISSUED: Final = "re-issued"


def is_reissue(view: View, event: Event) -> bool:
    """Whether a move between lists changes nothing but the list's name."""
    before, after = event.before, event.after
    if before is None or after is None or before.key.schedule == after.key.schedule:
        return False
    old, new = _schedules(view.record, before, after)
    return (
        old.regime == new.regime
        and all(field.of(before.wording) == field.of(after.wording) for field in SCOPE)
        and same_level(view.record, before, after)
        and _is_replaced(view, before.key, after.key, event.day.day)
    )


def same_level(record: Record, before: Standing, after: Standing) -> bool:
    """Whether both lines are of one level, or the level of one of them is open."""
    return len({level_of(record, line) for line in (before, after)} - {None}) < 2


def level_of(record: Record, line: Standing) -> bool | None:
    """Whether the line is one for medical use; ``None``: the instrument does not divide by it."""
    schedule = record.schedule(line.key.jurisdiction, line.key.schedule)
    return schedule.medical_use_of(line.wording)


def changes_control(view: View, event: Event) -> bool:
    """Whether the regime covers a substance or form otherwise by this line from its day on."""
    before, after = event.before, event.after
    if before is None or after is None:
        raise AssertionError(f"{event.verb} is no move")
    day = event.day.day
    eve = day - timedelta(days=1)
    regime = view.record.schedule(before.key.jurisdiction, before.key.schedule).regime

    def is_covered(name: str, on: date, key: Key | None = None) -> bool:
        return any(
            coverage.is_certain and coverage.holds_on(on) and coverage.schedule.regime == regime
            for coverage in view.coverage(before.key.jurisdiction, name)
            if key in {None, coverage.listing.key}
        )

    return any(
        is_covered(name, eve, before.key) != is_covered(name, day, after.key)
        and is_covered(name, eve) != is_covered(name, day)
        for name in _reached(view, after)
    )


def _reached(view: View, line: Standing) -> Iterator[str]:
    """The substances that a line names and their relatives; of a class all that it may reach."""
    for substance in view.record.substances.values():
        form = substance.form_of
        named = substance.id in line.substances or (form and form.substance in line.substances)
        if named or line.class_id:
            yield substance.id


def _schedules(record: Record, before: Standing, after: Standing) -> tuple[Schedule, Schedule]:
    old, new = (
        record.schedule(line.key.jurisdiction, line.key.schedule) for line in (before, after)
    )
    return old, new


def _is_replaced(view: View, old: Key, new: Key, day: date) -> bool:
    """Whether the old list holds no line any more on ``day``, and the new one held none before."""
    before, after = view.lists_in_use(day - timedelta(days=1)), view.lists_in_use(day)
    return old[:2] not in after and new[:2] not in before


# the clauses of the two lists


class ClauseChange(NamedTuple):
    """The clauses that governed re-issued lines before and after."""

    old_list: str
    old: Clause
    new_list: str
    new: Clause

    @property
    def has_effect(self) -> bool:
        """Whether one clause reaches what the other does not; what it leaves open is no reach."""
        return {*self.old.covers} != {*self.new.covers} or {*self.old.excepts} != {
            *self.new.excepts
        }

    @property
    def words(self) -> str:
        """What differs, in one clause; empty where nothing does."""
        parts = [
            *_difference("reaches", self.old.covers, self.new.covers),
            *_difference("excepts", self.old.excepts, self.new.excepts),
            *_difference("leaves open", self.old.open, self.new.open),
        ]
        return f"{self.old_list} to {self.new_list}: {', '.join(parts)}" if parts else ""


def _difference(verb: str, old: Iterable[str], new: Iterable[str]) -> Iterator[str]:
    come = [name for name in new if name not in {*old}]
    gone = [name for name in old if name not in {*new}]
    if come:
        yield f"now {verb} {', '.join(come)}"
    if gone:
        yield f"no longer {verb} {', '.join(gone)}"


def clause_changes(view: View, events: Iterable[Event]) -> list[ClauseChange]:
    """The clauses that say otherwise of the lines that these events re-issue."""
    pairs: dict[ClauseChange, None] = {}
    for event in events:
        before, after = event.before, event.after
        if before is None or after is None or after.wording.covers is not None:
            continue
        old, new = _schedules(view.record, before, after)
        clauses = old.clause_of(before.wording.group), new.clause_of(after.wording.group)
        pairs[ClauseChange(old.id, clauses[0], new.id, clauses[1])] = None
    return [pair for pair in pairs if pair.words]
