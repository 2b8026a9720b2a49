"""What a jurisdiction's lists say of a substance on a day, with what must be known beside it. Pure.

Beside the status of the day: since when, what is announced and proposed, and caveats.
"""

from collections.abc import Iterator
from datetime import date

from registry.engine import reach
from registry.engine.coverage import UNDETERMINED, Coverage
from registry.engine.hindsight import later_sentences, without_later
from registry.engine.statuses import Pending, Status, controlled_since, history, history_by
from registry.engine.view import View
from registry.law.dates import BY_DECISION, Day


def status(view: View, jurisdiction: str, substance: str, on: date) -> Status:
    """What the lists of ``jurisdiction`` say of ``substance`` on ``on``, with all that matters."""
    statuses = history(view, jurisdiction, substance)
    bare = statuses.at(on)
    answer = Status(
        jurisdiction=jurisdiction,
        status=bare.status,
        why=bare.why,
        coverage=bare.coverage,
        is_open=bare.is_open,
        since=controlled_since(statuses, on),
        pending=pending(view, jurisdiction, substance, on),
        proposed=tuple(view.proposals(on).get((jurisdiction, substance), ())),
    )
    verified = reach.verified(view, answer)
    answer = answer._replace(
        verified_through=verified.through,
        verified=verified.regimes,
        beyond_verified=on > verified.through,
    )
    if not answer.controlled:
        unseen = reach.could_be_unseen(view, jurisdiction, substance, on)
        answer = answer._replace(could_be_unseen=unseen)
    caveat = " ".join(caveats(view, answer, substance, on))
    return answer._replace(caveat=caveat) if caveat else answer


def pending(view: View, jurisdiction: str, substance: str, on: date) -> tuple[Pending, ...]:
    """Lines that an act published by then will give to the substance."""
    return tuple(_pending(view, view.coverage(jurisdiction, substance), on))


def _pending(view: View, coverage: tuple[Coverage, ...], on: date) -> Iterator[Pending]:
    for each in coverage:
        if each.basis not in {"named", "class"} or each.since.day <= on or each.act is None:
            continue
        if each.basis == "class" and each.listing.since.day <= on:
            continue  # the act is in force; that a text or an own line changes is not its news
        act = view.record.acts[each.act]
        if act.waits and each.since.earliest is not None and each.since.earliest <= on:
            continue  # the days of waiting are over: it may be in force
        if act.known.day <= view.announced_by(on) and act.kind != "baseline":
            yield Pending(each.key.schedule, each.since, act.known, act.id)


def counted_from(view: View, side: Status, substance: str) -> Day | None:
    """The day from which lags count: since when it is controlled, or the decision that waited."""
    for coverage in view.coverage(side.jurisdiction, substance) if side.since else ():
        act = view.record.acts.get(coverage.act or "")
        if coverage.since == side.since and act and act.waits and act.decided:
            return act.decided._replace(qualifier=BY_DECISION)
    return side.since


def caveats(view: View, answer: Status, substance: str, on: date) -> Iterator[str]:
    """What a reader must know beside the answer: how far the record of the lists reaches."""
    law = view.record.jurisdictions[answer.jurisdiction]
    if answer.beyond_verified:
        through = answer.verified_through
        yield f"The answering lists of {law.name} are verified through {through}, not to {on}."
    for act, day in dict.fromkeys(each.shown_later for each in answer.coverage if each.shown_later):
        yield f"No act was seen that keeps the line standing on this day; {act} of {day} shows it."
    yield from dict.fromkeys(_later_controls(view, answer, substance, on))
    if answer.controlled:
        yield from _later_since(view, answer, substance, on)
    yield from reach.caveats(view, answer, substance, on)


def _later_controls(view: View, answer: Status, substance: str, on: date) -> Iterator[str]:
    """The later acts but for which a line would cover the substance as a form on ``on``."""
    governed = {each.schedule.regime for each in answer.coverage if each.basis == "named"}
    for coverage, own in view.denied(answer.jurisdiction, substance):
        hidden = coverage.schedule.regime in governed
        idle = answer.controlled and (hidden or coverage.basis == UNDETERMINED)
        if coverage.holds_on(on) and own.since.day > on and not idle:
            line = f"{own.key.schedule}/{own.key.line}"
            yield f"{own.act} lists it as {line} from {own.since.day}, as a new control."


def _later_since(view: View, answer: Status, substance: str, on: date) -> Iterator[str]:
    """The later acts, not yet named, without which "controlled since" would be another day."""
    place = answer.jurisdiction, substance
    unrevised, acts = without_later(view, place, on, answer.later_acts)
    if not acts:
        return
    without = history_by(view, place, unrevised)
    if controlled_since(without, on) != answer.since:
        yield from later_sentences(acts, f"Controlled since {answer.since}")
