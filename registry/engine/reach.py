"""How far the record of a jurisdiction's lists reaches for one substance. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.engine.statuses import NOT_LISTED

if TYPE_CHECKING:
    from registry.engine.listing import Standing
    from registry.engine.statuses import Status
    from registry.engine.view import View
    from registry.law.record import NotHeld, Schedule

DRUG: Final = "drug"


def partly_held(view: View, jurisdiction: str, substance: str) -> tuple[Schedule, ...]:
    """The lists held only in part whose unknown part may name the substance."""
    identity = view.record.substances[substance]
    lists = view.record.jurisdictions[jurisdiction].schedules.values()
    return tuple(schedule for schedule in lists if schedule.may_name(identity))


def not_held(view: View, jurisdiction: str, substance: str) -> tuple[NotHeld, ...]:
    """The regimes and lists that the record does not hold and that may reach the substance."""
    law, identity = view.record.jurisdictions[jurisdiction], view.record.substances[substance]
    return tuple(each for each in law.not_held if each.reaches(identity))


def unseen_lines(view: View, jurisdiction: str, substance: str, on: date) -> Iterator[Standing]:
    """The lines of whole lists on ``on`` that stand for unseen names, of which it may be one."""
    lists = view.record.jurisdictions[jurisdiction].schedules
    family = view.record.substances[substance].family
    for listing in view.nameless:
        if listing.key.jurisdiction == jurisdiction and lists[listing.key.schedule].complete:
            line = listing.at(on)
            if line is not None and line.may_name(family):
                yield line


def could_be_unseen(view: View, jurisdiction: str, substance: str, on: date) -> tuple[str, ...]:
    """The lists on which a substance that no line covers may stand all the same, unseen by us."""
    lines = [line.key.schedule for line in unseen_lines(view, jurisdiction, substance, on)]
    lists = [schedule.id for schedule in partly_held(view, jurisdiction, substance)]
    return tuple(dict.fromkeys((*lines, *lists)))


class Doubts(NamedTuple):
    """By jurisdiction of a comparison: the lists that may name one substance, unheld by us.

    The same on every day: what a list held in part may hold, and what is not held, has no dates.
    """

    partly: dict[str, tuple[Schedule, ...]]
    not_held: dict[str, tuple[NotHeld, ...]]

    def lists(self, missing: Status, other: Status) -> tuple[str, ...]:
        """The lists held in part by which ``missing`` may answer the control by ``other``.

        Nothing where its record is whole in this respect, or says what it knows already.
        """
        if missing.status != NOT_LISTED or not other.controlled:
            return ()
        return tuple(
            schedule.id
            for schedule in self.partly[missing.jurisdiction]
            if {schedule.regime, schedule.stands_in_for} & {*other.regimes}
        )


def doubts(view: View, jurisdictions: Iterable[str], substance: str) -> Doubts:
    """What the record of the jurisdictions cannot say of the substance."""
    places = tuple(jurisdictions)
    return Doubts(
        {place: partly_held(view, place, substance) for place in places},
        {place: not_held(view, place, substance) for place in places},
    )


class Verified(NamedTuple):
    """Through which day the lists that carry an answer are verified.

    ``regimes``: the earliest day of the lists of each regime, those that carry it or stand beside.
    """

    through: date
    regimes: tuple[tuple[str, date], ...]


def verified(view: View, answer: Status) -> Verified:
    """Of what is controlled: by the lists that control it; else by the whole lists.

    Drug lists come first, the other regimes beside: of a medicine that is on a veterinary list too,
    no day is shown that is older than its listing as a drug.
    """
    law = view.record.jurisdictions[answer.jurisdiction]
    lists = [each.schedule for each in answer.coverage]
    if not answer.controlled:
        whole = [schedule for schedule in law.schedules.values() if schedule.complete]
        lists = whole or list(law.schedules.values())
    regimes = _earliest(lists)
    through = regimes.get(DRUG, min(regimes.values(), default=date.min))
    return Verified(through, tuple(regimes.items()))


def _earliest(lists: Iterable[Schedule]) -> dict[str, date]:
    """By regime: the first day to which one of the lists is verified."""
    days: dict[str, date] = {}
    for schedule in lists:
        day = schedule.verified_through
        days[schedule.regime] = min(day, days.get(schedule.regime, day))
    return days


def caveats(view: View, answer: Status, substance: str, on: date) -> Iterator[str]:
    """What the record cannot know of the answer; nothing is said that cannot touch the substance.

    The verified day is not told: ``answer.beyond_verified`` decides whether it is.
    """
    yield from _by_the_act_alone(answer)
    if not answer.controlled:
        yield from _missing(view, answer.jurisdiction, substance, on)


def _by_the_act_alone(answer: Status) -> Iterator[str]:
    """The listings that are younger than the last comparison of their list with a text."""
    for each in answer.coverage:
        through = each.schedule.verified_through
        if each.since.day > through:
            yield (
                f"{each.schedule.id} was last compared on {through}, before this listing of "
                f"{each.since}, which rests on the act alone."
            )


def _missing(view: View, jurisdiction: str, substance: str, on: date) -> Iterator[str]:
    """Why a substance that no line covers may be controlled all the same."""
    law = view.record.jurisdictions[jurisdiction]
    unseen = [*unseen_lines(view, jurisdiction, substance, on)]
    if unseen:
        lists = ", ".join(dict.fromkeys(line.key.schedule for line in unseen))
        count = sum(line.unseen for line in unseen)
        yield f"{count} names of {law.name} ({lists}) have not been seen; it may be among them."
    partly = [schedule.id for schedule in partly_held(view, jurisdiction, substance)]
    if partly:
        yield f"Held only in part: {', '.join(partly)}; it may be among what is not held."
    for each in not_held(view, jurisdiction, substance):
        yield f"Not held: {each.title}. {each.why}"
    if law.caveat:
        yield law.caveat
