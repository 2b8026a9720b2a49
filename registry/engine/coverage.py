"""How a line covers a substance: on which basis, over which days, why. Pure values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from registry.engine.listing import Listing, Standing
from registry.law.acts import Act, Key, Wording
from registry.law.dates import Day
from registry.law.record import Schedule
from registry.law.scope import limits_of

BASES: Final = ("named", "form", "class", "undetermined")
UNDETERMINED: Final = "undetermined"
# Which substances are positional isomers is a judgement that the authority makes one by one.
POSITIONAL: Final = "positional-isomer"
# Whether lists are for medical use is asked of drug law alone.
DIVIDED_BY_USE: Final = "drug"
MEDICAL: Final = "medical"
NON_MEDICAL: Final = "non-medical"
IN: Final = ("in", "in-but-listed")

KIND_WORDS: Final = {
    "salt": "a salt",
    "optical-isomer": "an optical isomer",
    "geometric-isomer": "a geometric isomer",
    "positional-isomer": "a positional isomer",
    "racemate": "a racemate",
    "ester": "an ester",
    "ether": "an ether",
    "amide": "an amide",
    "carbamate": "a carbamate",
    "halide": "a halide",
    "acetal": "an acetal",
}


LaterAct = tuple[str, date]


class Coverage(NamedTuple):
    """A line covers a substance, or may, from ``since`` until (exclusive) ``until``.

    ``standing`` is the line as it stands on one of these days: the first, or that given to ``on``.
    ``act`` began it (``None`` where no act did, but a text that hangs on a list); ``entered`` is
    that act where it brought the substance onto a line that stood. ``ground`` says why in words
    that hold on all days; without it the words of the line say why. ``hindsight`` is the later act,
    and its day, that says so of these days; ``shown_later`` that without which the line would not
    stand on the day.
    """

    basis: str
    listing: Listing
    since: Day
    until: date | None
    act: str | None
    schedule: Schedule
    standing: Standing
    ground: str = ""
    name: str = ""
    entered: Act | None = None
    hindsight: LaterAct | None = None
    shown_later: LaterAct | None = None

    def on(self, day: date) -> Coverage:
        """The same with the line as it stands on ``day``, or on the nearest day of its stay."""
        if len(self.listing.states) == 1 and not self.listing.undocumented:
            return self
        standing, shown_later = self.listing.nearest(day), self.listing.shown_later(day)
        return self._replace(standing=standing, shown_later=shown_later)

    @property
    def key(self) -> Key:
        """The line that covers it."""
        return self.listing.key

    @property
    def is_certain(self) -> bool:
        """Whether the line covers the substance, not only perhaps."""
        return self.basis != UNDETERMINED

    @property
    def undocumented(self) -> bool:
        """Whether only a later text shows the line standing on the day."""
        return self.shown_later is not None

    @property
    def evidence(self) -> str:
        """That of the act which brought the substance in."""
        return (self.entered or self.standing).evidence

    @property
    def date_evidence(self) -> str:
        """That of the day of the act which brought the substance in."""
        return (self.entered or self.standing).date_evidence

    @property
    def reason(self) -> str:
        """Why the line covers the substance, in the words that it has on the day."""
        if self.ground:
            return self.ground
        key, wording = self.listing.key, self.standing.wording
        if self.basis == UNDETERMINED:
            printed = wording.printed or key.line
            return f'{key.schedule} lists "{printed}"; whether that reaches it is not settled.'
        printed = wording.printed or self.name
        return f'{key.schedule} names it as "{printed}"{in_sentence(wording)}.'

    def holds_on(self, day: date) -> bool:
        """Whether ``day`` is one of its days."""
        return self.since.day <= day and (self.until is None or day < self.until)

    def nearest(self, day: date) -> date:
        """``day``, or the nearest of its days."""
        last = date.max if self.until is None else self.until - timedelta(days=1)
        return max(self.since.day, min(day, last))

    @property
    def medical_use(self) -> bool | None:
        """Whether the line is one for medical use; ``None``: not said."""
        return self.schedule.medical_use_of(self.standing.wording)


def level_of(coverage: Iterable[Coverage]) -> str | None:
    """The level by lines that cover a substance; ``None``: none of drug law, or not all say it.

    One line for medical use makes it medical; else one that does not say leaves it open.
    """
    uses = {each.medical_use for each in coverage if each.schedule.regime == DIVIDED_BY_USE}
    if True in uses:
        return MEDICAL
    return NON_MEDICAL if uses == {False} else None


def in_sentence(wording: Wording) -> str:
    """What a line limits itself to, behind what it prints."""
    limits = limits_of(wording)
    form = f" ({limits.pop('form')})" if "form" in limits else ""
    return form + "".join(f", {words}" for words in limits.values())


def names(substance: str) -> Callable[[Standing], bool]:
    """Whether a line, as it stands, names the substance."""
    return lambda standing: substance in standing.substances


def later(day: Day, other: Day | None) -> Day:
    """The later of two days; no day is none."""
    return other if other is not None and other.day > day.day else day


def clipped(coverage: Coverage, until: date | None) -> Iterator[Coverage]:
    """The coverage up to (exclusive) ``until``, or nothing where it begins no earlier."""
    ends = [day for day in (coverage.until, until) if day is not None]
    end = min(ends, default=None)
    if end is None or coverage.since.day < end:
        yield coverage._replace(until=end)


def spans(listing: Listing, holds: Callable[[Standing], bool]) -> Iterator[tuple[Day, date | None]]:
    """The spans of a listing's days over which ``holds`` is true of the line.

    What an act says of a line on the day on which it ends holds on no day.
    """
    if len(listing.states) == 1:  # as most are
        ((only, standing),) = listing.states
        if only.day != listing.until and holds(standing):
            yield only, listing.until
        return
    start: Day | None = None
    for first, until, standing in listing.spans():
        if first.day == until:
            continue
        if holds(standing):
            start = start or first
        elif start is not None:
            yield start, first.day
            start = None
    if start is not None:
        yield start, listing.until
