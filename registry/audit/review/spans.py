"""Where two folds differ: for each line the spans of days over which it stands otherwise. Pure.

Statuses are judged, not text. What a line is on a day is what decides who is controlled by it and
how: its substances or class, its scope, its term's being temporary, how surely its first day is
known. Which act says so, in what words and under what number is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from registry.engine.listing import Listing, Standing, Timeline
from registry.law.acts import Key
from registry.law.dates import Day
from registry.law.record import Record


class State(NamedTuple):
    """What a line is on a day, as far as it decides what is controlled."""

    substances: tuple[str, ...]
    class_id: str | None
    unseen: int
    temporary: bool
    scope: tuple[object, ...]
    known: tuple[str, date | None]
    origin: tuple[object, ...]
    releases: tuple[tuple[date, str], ...]


class Difference(NamedTuple):
    """From ``first`` until (exclusive) ``until`` a line is ``after`` instead of ``before``.

    ``None``: it does not stand. ``until`` is ``None`` where no end is known.
    """

    key: Key
    first: date
    until: date | None
    before: State | None
    after: State | None


Run = tuple[tuple[date, State | None], ...]
Releases = dict[Key, tuple[tuple[date, str], ...]]


class Folded(NamedTuple):
    """A fold with what is needed to compare it: the stays by line, releases, baselines."""

    stays: dict[Key, tuple[Listing, ...]]
    releases: Releases
    baselines: frozenset[str]


def folded(record: Record, timeline: Timeline) -> Folded:
    """The stays of ``timeline`` by line."""
    stays: dict[Key, list[Listing]] = defaultdict(list)
    for listing in timeline.listings:
        stays[listing.key].append(listing)
    releases: dict[Key, list[tuple[date, str]]] = defaultdict(list)
    for event in timeline.events:
        for name in event.step.releases if event.step else ():
            releases[event.key].append((event.day.day, name))
    return Folded(
        {key: tuple(found) for key, found in stays.items()},
        {key: tuple(sorted(found)) for key, found in releases.items()},
        frozenset(act.id for act in record.acts.values() if act.kind == "baseline"),
    )


def differences(before: Folded, after: Folded) -> tuple[Difference, ...]:
    """Every span over which a line differs, by line and day."""
    same = before.baselines == after.baselines
    found: list[Difference] = []
    for key in sorted({*before.stays, *after.stays}):
        stays = before.stays.get(key, ()), after.stays.get(key, ())
        freed = before.releases.get(key), after.releases.get(key)
        if not (same and stays[0] == stays[1] and freed[0] == freed[1]):
            found += _differing(key, _run(before, key), _run(after, key))
    return tuple(found)


def _differing(key: Key, before: Run, after: Run) -> Iterable[Difference]:
    days = sorted({day for day, _ in (*before, *after)})
    open_span: Difference | None = None
    for first, until in pairwise([*days, None]):
        if first is None:
            raise AssertionError("only the last end is open")
        states = _at(before, first), _at(after, first)
        if open_span and (open_span.before, open_span.after) == states:
            open_span = open_span._replace(until=until)
            continue
        if open_span:
            yield open_span
        open_span = Difference(key, first, until, *states) if states[0] != states[1] else None
    if open_span:
        yield open_span


def _run(side: Folded, key: Key) -> Run:
    """The states of a line from the first day on; ``None`` from the day on which it ends."""
    run: list[tuple[date, State | None]] = []
    for listing in side.stays.get(key, ()):
        if run and run[-1][0] == listing.since.day:
            run.pop()
        run += [(first.day, _state(side, one)) for first, one in listing.states]
        if listing.until is not None:
            run.append((listing.until, None))
    return tuple(run)


def _at(run: Run, day: date) -> State | None:
    state = None
    for first, one in run:
        if first > day:
            break
        state = one
    return state


def _state(side: Folded, one: Standing) -> State:
    said = one.wording
    return State(
        substances=tuple(sorted(one.substances)),
        class_id=one.class_id,
        unseen=one.unseen,
        temporary=one.temporary,
        scope=(
            said.form or None,
            said.exception or None,
            tuple(sorted(said.excepts or ())),
            None if said.covers is None else tuple(sorted(said.covers)),
            tuple(sorted(said.limited_to or ())),
            tuple(sorted(said.may_cover or ())),
            said.group,
        ),
        known=(one.since.qualifier, one.since.earliest),
        origin=(
            one.already_covered_by,
            _bare(one.covered_since),
            one.continues,
            one.act in side.baselines,
        ),
        releases=side.releases.get(one.key, ()),
    )


def _bare(day: Day | None) -> tuple[object, ...] | None:
    return tuple(day) if day else None


def snapshot(side: Folded, day: date) -> dict[Key, State]:
    """What stands on ``day``."""
    found = ((key, _at(_run(side, key), day)) for key in side.stays)
    return {key: state for key, state in found if state is not None}


def applied(before: dict[Key, State], found: Iterable[Difference], day: date) -> dict[Key, State]:
    """``before``, a snapshot of ``day``, with the differences applied: the other record's.

    Raises ``ValueError`` where a difference does not fit what stands: it was made of another base.
    """
    after = dict(before)
    for one in found:
        if one.first <= day and (one.until is None or day < one.until):
            if before.get(one.key) != one.before:
                raise ValueError(f"{one.key} does not stand as the review says")
            after.pop(one.key, None)
            if one.after is not None:
                after[one.key] = one.after
    return after
