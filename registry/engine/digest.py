"""Changes gathered by the act that makes them: what to say first. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from registry.engine.changes import COMMENTS_DUE, Change
from registry.law.acts import Act
from registry.law.dates import Day


class Tally(NamedTuple):
    """How many changes there are of a kind, and of how many substances or classes."""

    lines: int = 0
    substances: int = 0
    unseen: int = 0

    def with_change(self, change: Change) -> Tally:
        """The tally with one more change."""
        event = change.event
        line = event and (event.after or event.before)
        unseen = line.unseen if line else 0
        names = len(change.substances) or (0 if unseen else 1)
        return Tally(self.lines + 1, self.substances + names + unseen, self.unseen + unseen)

    def words(self, kind: str) -> str:
        """The tally in words: "3 added (16 substances, 14 not seen)"."""
        if kind == COMMENTS_DUE:
            return "comments due"
        if self.lines == self.substances:
            return f"{self.lines} {kind}"
        unseen = f", {self.unseen} not seen" if self.unseen else ""
        noun = "substance" if self.substances == 1 else "substances"
        return f"{self.lines} {kind} ({self.substances} {noun}{unseen})"


class ActChanges(NamedTuple):
    """What one act changes on one day."""

    day: Day
    act: Act
    changes: tuple[Change, ...]

    @property
    def tallies(self) -> dict[str, Tally]:
        """By kind of change, in the order of the changes."""
        return tallies(self.changes)


def by_act(changes: Iterable[Change]) -> list[ActChanges]:
    """The changes of each day and act, in the order of the days."""
    gathered: dict[tuple[Day, str], list[Change]] = defaultdict(list)
    for change in sorted(changes, key=lambda change: (change.day.day, change.act.id)):
        gathered[change.day, change.act.id].append(change)
    return [ActChanges(day, rows[0].act, tuple(rows)) for (day, _), rows in gathered.items()]


def tallies(changes: Iterable[Change]) -> dict[str, Tally]:
    """By kind of change, in the order of the changes."""
    counted: dict[str, Tally] = {}
    for change in changes:
        counted[change.kind] = counted.get(change.kind, Tally()).with_change(change)
    return counted
