"""What the fold gives: lines as they stand, their stays, events, contradictions. Plain values."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.law.acts import Key, Step, Wording
from registry.law.dates import Day


class Standing(NamedTuple):
    """A line as it stands on a day: what it names, how it is worded, since when, by which acts.

    ``defined`` is the first day of the text that defines the class of the line, ``may_hold`` the
    families to which its unseen names can belong; nothing: they can be of any.
    """

    key: Key
    substances: tuple[str, ...]
    class_id: str | None
    unseen: int
    wording: Wording
    since: Day
    temporary: bool
    expires: date | None
    acts: tuple[str, ...]
    evidence: str
    date_evidence: str
    already_covered_by: str | None = None
    covered_since: Day | None = None
    continues: str | None = None
    defined: date | None = None
    may_hold: tuple[str, ...] = ()

    def may_name(self, family: str) -> bool:
        """Whether one of its unseen names may be of ``family``."""
        return bool(self.unseen) and (not self.may_hold or family in self.may_hold)

    @property
    def act(self) -> str:
        """The act that opened this stay."""
        return self.acts[0]


class Event(NamedTuple):
    """One verb applied: the line before and after. Both ``None``: the act only edits the text.

    ``host`` is the standing line that a moved line merges with, as it stood.
    """

    day: Day
    act: str
    verb: str
    key: Key
    before: Standing | None
    after: Standing | None
    step: Step | None
    host: Standing | None = None

    @property
    def entered(self) -> tuple[str, ...]:
        """The substances that the verb brings onto a line that stood, in its order."""
        if self.before is None or self.after is None:
            return ()
        stood = self._stood
        return tuple(name for name in self.after.substances if name not in stood)

    @property
    def left(self) -> tuple[str, ...]:
        """The substances that the line names no longer though it stands on."""
        if self.before is None or self.after is None:
            return ()
        stands = self.after.substances
        return tuple(dict.fromkeys(name for name in self._stood if name not in stands))

    @property
    def brought(self) -> tuple[str, ...]:
        """The substances that the verb puts on a line that stood without them, in its order.

        Beside those that enter, those that a moved line brings to the line it merges with.
        """
        line = self.host or self.before
        if line is None or self.after is None:
            return ()
        return tuple(name for name in self.after.substances if name not in line.substances)

    @property
    def _stood(self) -> tuple[str, ...]:
        lines = (self.before, self.host)
        return tuple(name for line in lines if line for name in line.substances)


class Listing(NamedTuple):
    """One unbroken stay of one line on one schedule: ``since <= day < until``.

    ``states`` hold the line from each day on which an act changes it.
    """

    key: Key
    since: Day
    until: date | None
    ended_by: str | None
    states: tuple[tuple[Day, Standing], ...]
    undocumented: tuple[tuple[date, date], ...] = ()

    def at(self, day: date) -> Standing | None:
        """The line as it stands on ``day``, or ``None``."""
        if day < self.since.day or (self.until is not None and day >= self.until):
            return None
        return self.nearest(day)

    def nearest(self, day: date) -> Standing:
        """The line on ``day``; before the stay as it began, after it as it ended."""
        standing = self.states[0][1]
        for first, state in self.states:
            if first.day > day:
                break
            standing = state
        return standing

    def spans(self) -> Iterator[tuple[Day, date | None, Standing]]:
        """Each state with its first day and, exclusive, its last: ``None`` while it stands."""
        ends = [*(first.day for first, _ in self.states[1:]), self.until]
        for (first, state), until in zip(self.states, ends, strict=True):
            yield first, until, state

    def is_undocumented_on(self, day: date) -> bool:
        """Whether only a later text shows the line standing on ``day``."""
        return self.shown_later(day) is not None

    def shown_later(self, day: date) -> tuple[str, date] | None:
        """The later act, and its day, without which the line would not stand on ``day``."""
        for first, last in self.undocumented:
            if first <= day < last:
                return self.nearest(last).acts[-1], last
        return None


# Why a step cannot be applied to its line, in words.
FAULTS: Final = {
    "standing": "that already stands",
    "absent": "that does not stand",
    "permanent": "that is not temporary",
    "past": "to a day that is past",
}


class Contradiction(NamedTuple):
    """A step of an act that cannot be applied as written; ``code`` is one of ``FAULTS``."""

    act: str
    key: Key
    day: date
    code: str
    step: Step

    @property
    def what(self) -> str:
        """What the act does and cannot, as a clause without its subject."""
        if (self.step.verb, self.code) == ("add", "past"):
            return "adds a line that expires before it stands"
        return f"{self.step.verb}s a line {FAULTS[self.code]}"


class Timeline(NamedTuple):
    """The result of the fold.

    ``unprinted`` are the classes that hang on a list, which prints no line for them.
    """

    listings: tuple[Listing, ...]
    events: tuple[Event, ...]
    contradictions: tuple[Contradiction, ...]
    unprinted: tuple[Listing, ...] = ()

    def on(self, day: date) -> dict[Key, Standing]:
        """The snapshot of ``day``: every line that stands, by key."""
        lines = ((listing.key, listing.at(day)) for listing in self.listings)
        return {key: line for key, line in lines if line is not None}
