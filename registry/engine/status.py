"""What a jurisdiction's lists say of a substance on a day, and why. Pure."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.engine.coverage import UNDETERMINED, Reach
from registry.engine.hindsight import later_sentences, without_later
from registry.engine.history import History, joined
from registry.engine.listing import Listing, Standing
from registry.engine.view import View
from registry.law.acts import Proposal
from registry.law.dates import Day
from registry.law.record import Schedule

CONTROLLED: Final = "controlled"
NOT_LISTED: Final = "not-listed"


class Coverage(NamedTuple):
    """A reach on a day, with the line as it stands that day and the reason in its words.

    ``evidence`` and ``date_evidence`` are those of the act that brought the substance in.
    """

    reach: Reach
    standing: Standing
    schedule: Schedule
    shown_later: tuple[str, date] | None
    reason: str
    evidence: str
    date_evidence: str

    @property
    def basis(self) -> str:
        """By name, as a form or by a class."""
        return self.reach.basis

    @property
    def undocumented(self) -> bool:
        """Whether only a later text shows the line standing on the day."""
        return self.shown_later is not None

    @property
    def act(self) -> str | None:
        """The act that brought the substance under the line."""
        return self.reach.act


class Pending(NamedTuple):
    """A published act that will list the substance."""

    schedule: str
    effective: Day
    published: Day
    act: str


class Status(NamedTuple):
    """What one jurisdiction's lists say of one substance on one day."""

    jurisdiction: str
    status: str
    why: str | None
    since: Day | None
    coverage: tuple[Coverage, ...]
    pending: tuple[Pending, ...]
    proposed: tuple[Proposal, ...]
    beyond_verified: bool
    caveat: str | None

    @property
    def controlled(self) -> bool:
        """Whether any coverage stands."""
        return self.status == CONTROLLED

    @property
    def regimes(self) -> tuple[str, ...]:
        """The regimes of the lists that cover the substance, in the order of coverage."""
        return tuple(dict.fromkeys(one.schedule.regime for one in self.coverage))

    @property
    def later_acts(self) -> frozenset[tuple[str, date]]:
        """The acts of other days, with those days, that the coverage rests on and names."""
        grounds = [each.reach.hindsight for each in self.coverage]
        grounds += [each.shown_later for each in self.coverage]
        return frozenset(each for each in grounds if each)


class Answer(NamedTuple):
    """The bare answer of one jurisdiction: the status and what it rests on.

    ``is_open``: undetermined because a coverage of this very substance is.
    """

    status: str
    why: str | None
    coverage: tuple[Coverage, ...]
    is_open: bool = False

    @property
    def controlled(self) -> bool:
        """Whether any coverage stands."""
        return self.status == CONTROLLED

    @property
    def regimes(self) -> tuple[str, ...]:
        """The regimes of the lists that cover the substance, in the order of coverage."""
        return tuple(dict.fromkeys(one.schedule.regime for one in self.coverage))


def answer(view: View, jurisdiction: str, substance: str, on: date) -> Answer:
    """Whether ``jurisdiction`` controls ``substance`` on ``on``, and what that rests on."""
    return answers(view, jurisdiction, substance).at(on)


def answers(view: View, jurisdiction: str, substance: str) -> History[Answer]:
    """What ``jurisdiction`` answers about ``substance`` on every day."""
    place = jurisdiction, substance
    if place not in view.answers:
        view.answers[place] = answers_by(view, jurisdiction, view.reaches(*place))
    history: History[Answer] = view.answers[place]
    return history


def answers_by(view: View, jurisdiction: str, reaches: tuple[Reach, ...]) -> History[Answer]:
    """What ``jurisdiction`` answers on every day about a substance that these lines reach.

    Controlled if any coverage stands; else undetermined if a coverage of this very substance is
    open, or if our record of the names that stood is not whole on that day; else not listed.
    """
    days = _turning_days(view, jurisdiction, reaches)
    return History(days, lambda day: _answer(view, jurisdiction, reaches, day))


def _turning_days(view: View, jurisdiction: str, reaches: tuple[Reach, ...]) -> Iterator[Day]:
    """The days on which the answer, or what it rests on, may change: where one begins, as known."""
    others = {date.min, view.unclear_before[jurisdiction] or date.min}
    open_starts: list[Day] = []
    starts: list[Day] = []
    for reach in reaches:
        (starts if reach.is_certain else open_starts).append(reach.start)
        others.update([day.day for day, _ in reach.listing.states])
        for span in reach.listing.undocumented:
            others.update(span)
        if reach.until is not None:
            others.add(reach.until)
    days = {day: Day(day) for day in others}
    for group in (open_starts, starts):  # what is certain tells how surely the day is known
        days |= {day.day: day for day in joined(group)}
    yield from (days[day] for day in sorted(days))


def _answer(view: View, jurisdiction: str, reaches: tuple[Reach, ...], on: date) -> Answer:
    holding = [reach for reach in reaches if reach.holds_on(on)]
    certain = [_coverage(view, one, on) for one in holding if one.basis != UNDETERMINED]
    if certain:
        return Answer(CONTROLLED, None, tuple(_governing(certain)))
    if holding:
        return Answer(UNDETERMINED, holding[0].reason_on(on), (), is_open=True)
    name, clear_from = (
        view.record.jurisdictions[jurisdiction].name,
        view.unclear_before[jurisdiction],
    )
    if clear_from is None:
        why = f"The record holds the lists of {name} only in part."
        return Answer(UNDETERMINED, why, ())
    if on < clear_from:
        why = f"The record of {name} is whole only from {clear_from} on."
        return Answer(UNDETERMINED, why, ())
    return Answer(NOT_LISTED, None, ())


def _governing(found: list[Coverage]) -> list[Coverage]:
    """Coverage without forms where the substance has a line of its own in the same regime.

    Every list reaches relatives "unless listed elsewhere": the own line governs.
    """
    if len(found) == 1:
        return found
    own = {one.schedule.regime for one in found if one.basis == "named"}
    distinct = {(one.standing.key, one.basis): one for one in reversed(found)}
    return [
        one
        for one in reversed(distinct.values())
        if one.basis != "form" or one.schedule.regime not in own
    ]


def status(view: View, jurisdiction: str, substance: str, on: date) -> Status:
    """What the lists of ``jurisdiction`` say of ``substance`` on ``on``, with all that matters."""
    reaches = view.reaches(jurisdiction, substance)
    bare = answer(view, jurisdiction, substance, on)
    found = Status(
        jurisdiction=jurisdiction,
        status=bare.status,
        why=bare.why,
        since=controlled_since(answers(view, jurisdiction, substance), on),
        coverage=bare.coverage,
        pending=tuple(_pending(view, reaches, on)),
        proposed=tuple(view.proposals(on).get((jurisdiction, substance), ())),
        beyond_verified=on > view.verified_through[jurisdiction],
        caveat=None,
    )
    return found._replace(caveat=" ".join(caveats(view, found, substance, on)) or None)


def _later_controls(view: View, found: Status, substance: str, on: date) -> Iterator[str]:
    """The later acts but for which a line would reach the substance as a form on ``on``."""
    lists = view.record.jurisdictions[found.jurisdiction].schedules
    governed = {one.schedule.regime for one in found.coverage if one.basis == "named"}
    for reach, own in view.denied(found.jurisdiction, substance):
        hidden = lists[reach.listing.key.schedule].regime in governed
        idle = found.controlled and (hidden or reach.basis == UNDETERMINED)
        if reach.holds_on(on) and own.start.day > on and not idle:
            line = f"{own.listing.key.schedule}/{own.listing.key.line}"
            yield f"{own.act} lists it as {line} from {own.start.day}, as a new control."


def _later_since(view: View, found: Status, substance: str, on: date) -> Iterator[str]:
    """The later acts, not yet named, without which "controlled since" would be another day."""
    place = found.jurisdiction, substance
    plain, acts = without_later(view, place, on, found.later_acts)
    if not acts:
        return
    without = answers_by(view, found.jurisdiction, plain)
    if controlled_since(without, on) != found.since:
        yield from later_sentences(acts, f"Controlled since {found.since}")


def _coverage(view: View, reach: Reach, on: date) -> Coverage:
    standing = reach.listing.at(on)
    if standing is None:
        raise AssertionError(f"{reach.listing.key} does not stand on {on}")
    schedule = view.record.schedule(standing.key.jurisdiction, standing.key.schedule)
    entered = view.record.acts.get(reach.act or "") if reach.act not in standing.acts[:1] else None
    return Coverage(
        reach=reach,
        standing=standing,
        schedule=schedule,
        shown_later=reach.listing.shown_later(on),
        reason=reach.reason_on(on),
        evidence=entered.evidence if entered else standing.evidence,
        date_evidence=entered.date_evidence if entered else standing.date_evidence,
    )


def controlled_since(history: History[Answer], on: date) -> Day | None:
    """The first day of the unbroken run, up to ``on``, of days with any coverage.

    Days on which a coverage of the very substance is open neither break the run nor begin it.
    """
    if not history.at(on).controlled:
        return None
    run = history.run(on, _is_controlled_or_open)
    return history.first(run.since.day, lambda answer: answer.controlled)


def _is_controlled_or_open(day: Answer, _: Answer) -> bool:
    return day.controlled or day.is_open


def _pending(view: View, reaches: tuple[Reach, ...], on: date) -> Iterator[Pending]:
    """Lines that an act published by then will give to the substance."""
    for reach in reaches:
        if reach.basis not in {"named", "class"} or reach.start.day <= on or reach.act is None:
            continue
        if reach.basis == "class" and reach.listing.since.day <= on:
            continue  # the act is in force; that a text or an own line changes is not its news
        act = view.record.acts[reach.act]
        if act.known.day <= view.announced_by(on) and act.kind != "baseline":
            yield Pending(reach.listing.key.schedule, reach.start, act.known, act.id)


def caveats(view: View, found: Status, substance: str, on: date) -> Iterator[str]:
    """What a reader must know beside the answer: how far the record of the lists reaches."""
    law = view.record.jurisdictions[found.jurisdiction]
    if found.beyond_verified:
        through = view.verified_through[found.jurisdiction]
        yield f"The record of {law.name} is verified through {through}, not to {on}."
    for act, day in dict.fromkeys(each.shown_later for each in found.coverage if each.shown_later):
        yield f"No act was seen that keeps the line standing on this day; {act} of {day} shows it."
    yield from dict.fromkeys(_later_controls(view, found, substance, on))
    if found.controlled:
        yield from _later_since(view, found, substance, on)
        return
    unseen = view.unseen(found.jurisdiction, on)
    if unseen:
        yield f"{unseen} names on the lists of {law.name} have not been seen; it may be among them."
    partial = [one.id for one in law.schedules.values() if not one.complete]
    if partial and view.whole_from[found.jurisdiction] is not None:
        yield f"Held only in part: {', '.join(partial)}."
    if law.caveat:
        yield law.caveat


def lines_on(
    view: View, jurisdiction: str, on: date, schedule: str | None = None
) -> list[tuple[Listing, Standing]]:
    """What stands on the lists of ``jurisdiction`` on ``on``: each line with its stay."""
    return [
        (listing, standing)
        for listing in view.timeline.listings
        if listing.key.jurisdiction == jurisdiction
        and schedule in {None, listing.key.schedule}
        and (standing := listing.at(on)) is not None
    ]
