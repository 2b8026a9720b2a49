"""What a jurisdiction's lists say of a substance on every day, and why. Pure."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.engine.coverage import UNDETERMINED, Coverage, LaterAct, level_of
from registry.engine.history import History, surest
from registry.engine.view import View
from registry.law.acts import Proposal
from registry.law.dates import Day

CONTROLLED: Final = "controlled"
NOT_LISTED: Final = "not-listed"


class Pending(NamedTuple):
    """A published act that will list the substance."""

    schedule: str
    effective: Day
    published: Day
    act: str


class Status(NamedTuple):
    """What one jurisdiction's lists say of one substance, and what that rests on.

    ``is_open``: undetermined because a coverage of this very substance is. What follows it is about
    one day, and a history, whose values hold over many, leaves it out: since when it is controlled,
    what is announced and proposed, the lists on which it may stand unseen, through which day the
    lists that carry the answer are verified (``verified``: by regime), and what else a reader must
    know.
    """

    jurisdiction: str
    status: str
    why: str | None
    coverage: tuple[Coverage, ...] = ()
    is_open: bool = False
    since: Day | None = None
    pending: tuple[Pending, ...] = ()
    proposed: tuple[Proposal, ...] = ()
    could_be_unseen: tuple[str, ...] = ()
    verified_through: date = date.min
    verified: tuple[tuple[str, date], ...] = ()
    beyond_verified: bool = False
    caveat: str | None = None

    @property
    def controlled(self) -> bool:
        """Whether any coverage stands."""
        return self.status == CONTROLLED

    @property
    def regimes(self) -> tuple[str, ...]:
        """The regimes of the lists that cover the substance, in the order of coverage."""
        return tuple(dict.fromkeys(each.schedule.regime for each in self.coverage))

    @property
    def level(self) -> str | None:
        """Whether it is on lists for medical use; ``None``: not controlled, or not said."""
        return level_of(self.coverage)

    @property
    def verified_beside(self) -> tuple[tuple[str, date], ...]:
        """The regimes whose lists are verified through another day than ``verified_through``."""
        return tuple(pair for pair in self.verified if pair[1] != self.verified_through)

    @property
    def later_acts(self) -> frozenset[LaterAct]:
        """The acts of other days, with those days, that the coverage rests on and names."""
        grounds = [each.hindsight for each in self.coverage]
        grounds += [each.shown_later for each in self.coverage]
        return frozenset(act for act in grounds if act)


def history(view: View, jurisdiction: str, substance: str) -> History[Status]:
    """What the lists of ``jurisdiction`` say of ``substance`` on every day."""
    coverage = view.coverage(jurisdiction, substance)
    lists = view.record.jurisdictions[jurisdiction].schedules.values()
    is_alone = bool(coverage) or any(substance in each.whole_for for each in lists)
    place = jurisdiction, substance if is_alone else ""  # what no line covers has one history
    if place not in view.histories:
        view.histories[place] = history_by(view, (jurisdiction, substance), coverage)
    known: History[Status] = view.histories[place]
    return known


def status_on(view: View, jurisdiction: str, substance: str, on: date) -> Status:
    """The value of the history on one day, without the days of the whole where nobody made it."""
    place = jurisdiction, substance
    if place in view.histories:
        return history(view, *place).at(on)
    return _status(view, place, view.coverage(*place), on)


def history_by(
    view: View, place: tuple[str, str], coverage: tuple[Coverage, ...]
) -> History[Status]:
    """What the lists of a jurisdiction say on every day of a substance so covered.

    Controlled if any coverage stands; else undetermined if a coverage of this very substance is
    open, or if our record of the names that stood is not whole on that day; else not listed.
    """
    days = _turning_days(view, place[0], coverage)
    return History(days, lambda day: _status(view, place, coverage, day))


def _turning_days(view: View, jurisdiction: str, coverage: tuple[Coverage, ...]) -> Iterator[Day]:
    """The days on which the status, or what it rests on, may change: where one begins, as known."""
    others = {date.min, view.unclear_before[jurisdiction] or date.min}
    open_starts: list[Day] = []
    starts: list[Day] = []
    for each in coverage:
        (starts if each.is_certain else open_starts).append(each.since)
        others.update([day.day for day, _ in each.listing.states])
        for span in each.listing.undocumented:
            others.update(span)
        if each.until is not None:
            others.add(each.until)
    days = surest(open_starts) | surest(starts)  # what is certain tells how surely a day is known
    for day in sorted(others | days.keys()):
        yield days.get(day) or Day(day)


def _status(view: View, place: tuple[str, str], coverage: tuple[Coverage, ...], on: date) -> Status:
    jurisdiction, substance = place
    holding = [each for each in coverage if each.holds_on(on)]
    certain = [each.on(on) for each in holding if each.is_certain]
    if certain:
        return Status(jurisdiction, CONTROLLED, None, tuple(_governing(certain)))
    if holding:
        return Status(jurisdiction, UNDETERMINED, holding[0].on(on).reason, is_open=True)
    unclear = _unclear(view, jurisdiction, substance, on)
    return Status(jurisdiction, UNDETERMINED if unclear else NOT_LISTED, unclear)


def _unclear(view: View, jurisdiction: str, substance: str, on: date) -> str | None:
    """Why a substance that no line covers cannot be called unlisted; ``None`` if it can.

    Lists held in part answer for the substances for which every one of them is whole.
    """
    law, clear_from = view.record.jurisdictions[jurisdiction], view.unclear_before[jurisdiction]
    if clear_from is None:
        whole = all(substance in schedule.whole_for for schedule in law.schedules.values())
        return None if whole else f"The record holds the lists of {law.name} only in part."
    if on < clear_from:
        return f"The record of {law.name} is whole only from {clear_from} on."
    return None


def _governing(coverage: list[Coverage]) -> list[Coverage]:
    """Coverage without forms where the substance has a line of its own in the same regime.

    Every list reaches relatives "unless listed elsewhere": the own line governs.
    """
    if len(coverage) == 1:
        return coverage
    own = {each.schedule.regime for each in coverage if each.basis == "named"}
    distinct = {(each.key, each.basis): each for each in reversed(coverage)}
    return [
        each
        for each in reversed(distinct.values())
        if each.basis != "form" or each.schedule.regime not in own
    ]


def controlled_since(statuses: History[Status], on: date) -> Day | None:
    """The first day of the unbroken run, up to ``on``, of days with any coverage.

    Days on which a coverage of the very substance is open neither break the run nor begin it.
    """
    if not statuses.at(on).controlled:
        return None
    run = statuses.run(on, lambda day, _: day.controlled or day.is_open)
    return statuses.first(run.since.day, lambda day: day.controlled)
