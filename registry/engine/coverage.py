"""How a line reaches a substance: on which basis, over which days, why. Pure values."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from registry.engine.listing import Listing, Standing
from registry.law.acts import Wording
from registry.law.dates import Day

BASES: Final = ("named", "form", "class", "undetermined")
UNDETERMINED: Final = "undetermined"
# Which substances are positional isomers is a judgement that the authority makes one by one.
POSITIONAL: Final = "positional-isomer"
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


class Reach(NamedTuple):
    """A line reaches a substance from ``start`` until (exclusive) ``until``.

    ``act`` began it (``None`` where no act did, but a text that hangs on a list). ``ground`` says
    why in words that hold on all its days; without it the words of the line say why, and those may
    change from day to day. ``hindsight`` is the later act, and its day, that says so of these days.
    """

    basis: str
    listing: Listing
    start: Day
    until: date | None
    act: str | None
    ground: str = ""
    name: str = ""
    hindsight: tuple[str, date] | None = None

    @property
    def is_certain(self) -> bool:
        """Whether the line reaches the substance, not only perhaps."""
        return self.basis != UNDETERMINED

    def holds_on(self, day: date) -> bool:
        """Whether the line reaches the substance on ``day``."""
        return self.start.day <= day and (self.until is None or day < self.until)

    def nearest(self, day: date) -> date:
        """``day``, or the day nearest to it on which the line reaches the substance."""
        last = date.max if self.until is None else self.until - timedelta(days=1)
        return max(self.start.day, min(day, last))

    def reason_on(self, day: date) -> str:
        """Why the line reaches the substance, in the words that it has on ``day``."""
        if self.ground:
            return self.ground
        key, wording = self.listing.key, self.listing.nearest(day).wording
        if self.basis == UNDETERMINED:
            printed = wording.printed or key.line
            return f'{key.schedule} lists "{printed}"; whether that reaches it is not settled.'
        printed = wording.printed or self.name
        return f'{key.schedule} names it as "{printed}"{_limits(wording)}.'


def _limits(wording: Wording) -> str:
    """What a line limits itself to, in words."""
    limits = wording.limits.items()
    return "".join(f" ({words})" if name == "form" else f", {words}" for name, words in limits)


def names(substance: str) -> Callable[[Standing], bool]:
    """Whether a line, as it stands, names the substance."""
    return lambda standing: substance in standing.substances


def opener(listing: Listing) -> str | None:
    """The act that opened a stay; a class that hangs on a list has none."""
    return next(iter(listing.states[0][1].acts), None)


def later(one: Day, other: Day | None) -> Day:
    """The later of two days; no day is none."""
    return other if other is not None and other.day > one.day else one


def clipped(reach: Reach, until: date | None) -> Iterator[Reach]:
    """The reach up to (exclusive) ``until``, or nothing where it begins no earlier."""
    ends = [day for day in (reach.until, until) if day is not None]
    end = min(ends, default=None)
    if end is None or reach.start.day < end:
        yield reach._replace(until=end)


def spans(listing: Listing, holds: Callable[[Standing], bool]) -> Iterator[tuple[Day, date | None]]:
    """The spans of a listing's days over which ``holds`` is true of the line.

    What an act says of a line on the day on which it ends holds on no day.
    """
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
