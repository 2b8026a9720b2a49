"""Stays of lines: lapses, acts that follow too late, lines that overlap.

All of these judge the record as a whole: a missing file would make lapses of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from registry.audit.check import places
from registry.audit.check.catalogue import Complaint, Context, check
from registry.engine.listing import Event, Listing
from registry.law import layout


@check("CON105", "note", whole=True)
def lapsed(context: Context) -> Iterator[Complaint]:
    """A temporary line has lapsed, and no line names its substances on the day after.

    The law itself brings this about where no permanent act follows in time. It may also mean that
    an extension or a confirmation is not recorded yet.

    Remedy: Look for an extension or a confirmation. If a later official text shows the line
    standing, record the later act with `stands`; otherwise the lapse is the law.
    """
    stays = _stays_by_name(context)
    for event in context.timeline.events:
        if event.verb == "expire" and event.day.day <= context.today and _is_lapse(event, stays):
            act = context.record.acts[event.act]
            what = f"{event.key.local} lapsed on {event.day}."
            paths = (path for step, path in layout.steps(act) if step.line == event.key.line)
            yield places.of_act(act, what, *next(paths, ()), "expires")


@check("CON106", "note", whole=True)
def late_follow_up(context: Context) -> Iterator[Complaint]:
    """An extension or confirmation comes after the line had lapsed.

    Without an official text that shows the line standing meanwhile, the act opens a new stay: on
    the days between, nothing was controlled by it (brorphine, 2023).

    Remedy: Nothing, if the lapse is the law. If an official text shows the line standing on those
    days, write its citation as `stands`.
    """
    for event in context.timeline.events:
        if event.verb in {"extend", "confirm"} and event.before is None and event.after:
            act = context.record.acts[event.act]
            what = f"{event.key.local} had lapsed before {event.day}."
            paths = (path for step, path in layout.steps(act) if step == event.step)
            yield places.of_act(act, what, *next(paths, ()), "line")


@check("CON107", "warning", whole=True)
def overlap(context: Context) -> Iterator[Complaint]:
    """Two lines of one list name the same substance on the same days.

    That is lawful where the lines differ in form or in exception, or where one names several
    substances. Two plain lines are usually one line under two slugs.

    Remedy: Write what tells the lines apart (`form` or `except`), or make them one line.
    """
    for earlier, later, name in _overlaps(context):
        what = (
            f"{later.key.local} names {name}, as {earlier.key.line} does "
            f"since {earlier.since}; nothing tells the two apart."
        )
        yield places.of_listing(context.record, later, what)


def _stays_by_name(context: Context) -> dict[tuple[str, str], list[Listing]]:
    """The stays by jurisdiction and substance, and by jurisdiction and line."""
    stays: dict[tuple[str, str], list[Listing]] = defaultdict(list)
    for listing in context.timeline.listings:
        names = {name for _, standing in listing.states for name in standing.substances}
        for name in (str(listing.key), *names):
            stays[listing.key.jurisdiction, name].append(listing)
    return stays


def _is_lapse(event: Event, stays: dict[tuple[str, str], list[Listing]]) -> bool:
    """Whether an expired line never came back, and one of its substances went unnamed."""
    jurisdiction, day = event.key.jurisdiction, event.day.day
    if any(stay.since.day >= day for stay in stays[jurisdiction, str(event.key)]):
        return False
    names = event.before.substances if event.before else ()
    named = {
        name
        for name in names
        for listing in stays[jurisdiction, name]
        if (standing := listing.at(day)) and name in standing.substances
    }
    stands = any(listing.at(day) for listing in stays[jurisdiction, str(event.key)])
    return bool(set(names) - named) if names else not stands


def _overlaps(context: Context) -> Iterator[tuple[Listing, Listing, str]]:
    """Pairs of stays on one list that name one substance on one day and say nothing apart."""
    named: dict[tuple[str, str, str], list[Listing]] = defaultdict(list)
    for listing in context.timeline.listings:
        of_list = listing.key.jurisdiction, listing.key.schedule
        for name in {name for _, state in listing.states for name in state.substances}:
            named[*of_list, name].append(listing)
    for (_, _, name), stays in named.items():
        stays.sort(key=lambda listing: listing.since.day)
        for earlier, later in pairwise(stays):
            if any(_is_doubled(earlier, later, name)):
                yield earlier, later, name


def _is_doubled(line: Listing, other: Listing, name: str) -> Iterator[bool]:
    """For each day on which either line changes: whether both name it alone, and alike."""
    for day in {first.day for first, _ in (*line.states, *other.states)}:
        lines = [standing for each in (line, other) if (standing := each.at(day))]
        alike = {(line.wording.form, line.wording.exception) for line in lines}
        alone = all(line.substances == (name,) for line in lines)
        yield len(lines) == 2 and alone and len(alike) == 1
