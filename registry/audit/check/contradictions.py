"""Contradictions: acts that cannot be applied as written, and lines that cannot both be right.

All of these judge the record as a whole: a missing file would make contradictions of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Final

from registry.audit.check import places
from registry.audit.check.catalogue import Complaint, Context, check
from registry.engine.listing import Contradiction
from registry.law import layout
from registry.law.acts import UNFOLDED, Act, Key

MANY: Final = 5
REPEATABLE: Final = frozenset({"amend", "extend", "confirm"})  # twice is no contradiction


@check("CON101", "error", whole=True)
def adds_standing(context: Context) -> Iterator[Complaint]:
    """An act adds a line that already stands.

    One line stands at most once on a day. Either the line was recorded twice (a baseline and the
    act that made it), or the substance got a second line, which needs a slug of its own.

    Remedy: Remove the add from one of the two acts, write an amend or a move instead, or give the
    second line its own `line`.
    """
    for conflict, act, path in _contradicting(context, "standing"):
        standing = context.timeline.on(conflict.day).get(conflict.key)
        since = f": since {standing.since} by {standing.act}" if standing else ""
        what = f"{conflict.key.local} already stands on {conflict.day}{since}."
        yield places.of_act(act, what, *path)


@check("CON102", "error", whole=True)
def acts_on_absent(context: Context) -> Iterator[Complaint]:
    """An act moves, amends, extends, confirms or removes a line that does not stand.

    The slug or the list is misspelled, the act that listed it is missing, or a date is wrong, so
    that the line begins later or has ended before.

    Remedy: Correct `schedule` and `line`, record the missing act, or compare the dates.
    """
    for conflict, act, path in _contradicting(context, "absent"):
        what = f"On {conflict.day} the act {conflict.what}: {conflict.key.local}."
        where = _whereabouts(context, conflict.key)
        yield places.of_act(act, f"{what} {where}".strip(), *path, "line")


@check("CON103", "error", whole=True)
def extends_permanent(context: Context) -> Iterator[Complaint]:
    """An act extends a line that is not temporary.

    Only a temporary line has an end that can be put off.

    Remedy: Write `expires` in the add of the line (a day, or "not seen"), or put the extension
    before the confirmation.
    """
    for conflict, act, path in _contradicting(context, "permanent"):
        what = f"{conflict.key.local} is not temporary on {conflict.day}."
        yield places.of_act(act, what, *path, "line")


@check("CON111", "error", whole=True)
def past_term(context: Context) -> Iterator[Complaint]:
    """A line that is added or extended expires on or before the day of the act.

    Such a line never stands by this act. Mostly a year was mistyped.

    Remedy: Correct `expires`: the first day on which the line no longer stands.
    """
    for conflict, act, path in _contradicting(context, "past"):
        what = f"{conflict.key.local} would expire before {conflict.day}."
        yield places.of_act(act, what, *path, "expires")


@check("CON104", "error", whole=True)
def unknown_line(context: Context) -> Iterator[Complaint]:
    """An act says that a line continues, was covered by, or merges into one that never stood.

    These say what a line has to do with an older one, so the older one must have stood by the day
    of the act. Written is `schedule/line`; `merged_into` may name a line of the same list alone.

    Remedy: Correct the line that is named, or record the act that listed it.
    """
    first = _first_days(context)
    for act in _folded(context):
        for step, path in layout.steps(act):
            for field in ("continues", "already_covered_by", "merged_into"):
                named: str | None = getattr(step, field)
                key = _key(act, step.schedule, named or "")
                if named and (key not in first or first[key] > act.day.day):
                    near = get_close_matches(str(key), map(str, first), 1)
                    hint = f' Did you mean "{near[0].partition("/")[2]}"?' if near else ""
                    what = f'{field} "{named}" had not stood by {act.day}.{hint}'
                    yield places.of_act(act, what, *path, field)


@check("CON108", "error", whole=True)
def answered_too_early(context: Context) -> Iterator[Complaint]:
    """An act answers a proposal that was published later.

    A proposal is answered by an act, or a withdrawal, that follows it.

    Remedy: Compare the dates of both, or correct `answers`.
    """
    acts = context.record.acts
    for act in acts.values():
        for name in act.answers:
            if name in acts and act.known.day < acts[name].known.day:
                what = f"Published {act.known}; {name}, which it answers, {acts[name].known}."
                yield places.of_act(act, what, "answers")


@check("CON109", "warning", whole=True)
def no_step(context: Context) -> Iterator[Complaint]:
    """An act changes nothing.

    An act that adds, moves, amends or removes no line has no effect on the record.

    Remedy: Write its lines, or put the row into untranscribed.csv with the reason.
    """
    for act in _folded(context):
        if not act.steps and act.kind != "baseline":
            yield places.of_act(act, f'"{act.title}" has no line that it changes.')


@check("CON110", "error", whole=True)
def answers_no_proposal(context: Context) -> Iterator[Complaint]:
    """An act answers an act that is no proposal.

    `answers` closes proposals; an act in force is moved, amended or removed instead.

    Remedy: Name the proposal, or leave `answers` out.
    """
    acts = context.record.acts
    for act in acts.values():
        for name in act.answers:
            if name in acts and acts[name].kind != "proposal":
                what = f'{name} is of kind "{acts[name].kind}"; only a proposal is answered.'
                yield places.of_act(act, what, "answers")


@check("CON114", "warning", whole=True)
def settles_nothing(context: Context) -> Iterator[Complaint]:
    """A reading of a line speaks of a substance that the line does not leave undetermined.

    A reading settles what the record leaves open and nothing else: where the line names the
    substance, or nothing says that it may reach it, the reading has no effect.

    Remedy: Correct `line` or `substances`, or write the substance as `may_cover` of the line.
    """
    for act in context.record.acts.values():
        for number, reading in enumerate(act.readings):
            for name in reading.substances if reading.line else ():
                if not context.view.leaves_open(act.jurisdiction, name, reading.line or ""):
                    what = f"{reading.line} does not leave {name} undetermined."
                    yield places.of_act(act, what, "reading", number)


@check("CON112", "error", whole=True)
def mass_removal(context: Context) -> Iterator[Complaint]:
    """An act removes many lines at once and does not say why.

    More than five lines, or more than a tenth of a list: a catalogue read by half, or a table
    shifted by a column, looks like that, and every line would read as no longer controlled. Moves
    and lines that merge into another one end nothing and are not counted.

    Remedy: Compare the lines with the act. If it really removes them, write in its note why; if
    the list was re-issued, write moves.
    """
    for act in _folded(context):
        ended = Counter(
            step.schedule
            for step in act.steps
            if step.verb == "remove" and not step.merged_into and not step.wording.note
        )
        for schedule, count in sorted(ended.items() if not act.note else ()):
            stood = _count(context, act, schedule) if count > 1 else 0
            if count > MANY or count * 10 > stood > 0:
                what = f"It removes {count} of {stood} lines of {schedule}, and no note says why."
                yield places.of_act(act, what, "remove", 0)


@check("CON113", "error", whole=True)
def recorded_twice(context: Context) -> Iterator[Complaint]:
    """Two files record the same act.

    The same days and the same verbs on the same lines under two names: one is a copy. Where the
    second cannot be applied (it adds what stands, removes what is gone), CON101 or CON102 says so
    instead.

    Remedy: Delete one of the two files.
    """
    seen: dict[tuple[object, ...], Act] = {}
    for act in context.record.acts.values():
        same = (act.jurisdiction, act.kind, act.published, act.effective, act.decided, act.steps)
        harmless = act.kind in UNFOLDED or all(step.verb in REPEATABLE for step in act.steps)
        if act.steps and harmless and (first := seen.setdefault(same, act)) is not act:
            yield places.of_act(act, f"It repeats {first.id}, with the same days and lines.")


def _count(context: Context, act: Act, schedule: str) -> int:
    """How many lines stood on the list on the day before the act."""
    before = context.timeline.on(act.day.day - timedelta(days=1))
    return sum(key[:2] == (act.jurisdiction, schedule) for key in before)


def _folded(context: Context) -> Iterator[Act]:
    return (act for act in context.record.acts.values() if act.kind not in UNFOLDED)


def _contradicting(
    context: Context, code: str
) -> Iterator[tuple[Contradiction, Act, layout.FieldPath]]:
    """The contradictions of one kind with the act and the step that cannot be applied."""
    for conflict in context.timeline.contradictions:
        if conflict.code == code:
            act = context.record.acts[conflict.act]
            paths = [path for step, path in layout.steps(act) if step == conflict.step]
            yield conflict, act, paths[-1]


def _whereabouts(context: Context, key: Key) -> str:
    """Where the line that is not there may be found instead."""
    listings = context.timeline.listings
    stays = [listing for listing in listings if listing.key == key]
    if stays:
        return f"It stands from {stays[0].since} until {stays[-1].until or 'further notice'}."
    lines = [listing.key for listing in listings if listing.key.jurisdiction == key.jurisdiction]
    near = [other.local for other in lines if other.line == key.line]
    near = near or get_close_matches(key.local, [other.local for other in lines], 1)
    return f'Did you mean "{near[0]}"?' if near else ""


def _first_days(context: Context) -> dict[Key, date]:
    first: dict[Key, date] = {}
    for listing in context.timeline.listings:
        day = listing.since.day
        first[listing.key] = min(day, first.get(listing.key, day))
    return first


def _key(act: Act, schedule: str, name: str) -> Key:
    """The line that ``schedule/line``, or the name of a line alone, means."""
    above, slash, line = name.partition("/")
    return Key(act.jurisdiction, above, line) if slash else Key(act.jurisdiction, schedule, name)
