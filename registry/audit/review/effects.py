"""What an edit does to the law as recorded: the changes that only the later record has. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from registry.audit.review.answers import AnswerChange
from registry.audit.review.gap_changes import GapTurns, Pairs, compared, moved
from registry.engine.changes import Change, changes
from registry.engine.definitions import definition
from registry.engine.view import View
from registry.law.acts import Key, key_of
from registry.law.dates import Day
from registry.law.record import ClassText


class Effect(NamedTuple):
    """One line that the law changes.

    ``late``: its day lies before the day of the review. ``compared``: the day through which the
    base says its list was compared with an official text, if the act is of that day or older.
    ``answers``: the answers that differ by it.
    """

    change: Change
    gaps: GapTurns = GapTurns()
    late: bool = False
    expires: date | None = None
    compared: date | None = None
    answers: tuple[AnswerChange, ...] = ()

    @property
    def is_felt(self) -> bool:
        """Whether it changes an answer about its day or a later one, whatever its name says."""
        return any(turn.until is None or turn.until > self.change.day.day for turn in self.answers)

    @property
    def legal(self) -> bool:
        """Whether it changes what is controlled: by its name, or as the answers show."""
        return self.change.legal_effect or (self.change.act.kind != "baseline" and self.is_felt)


def effects(base: View, head: View, added: frozenset[tuple[str, str, Key]]) -> list[Change]:
    """The changes by acts that only ``head`` holds, and by the steps ``added`` to older acts.

    One row for each line that an act changes. The row of the act that places a temporary line tells
    that it ends, so an end has a row of its own only where no such row stands.
    """
    ended = {event.key for event in base.timeline.events if event.verb == "expire"}
    every = list(_changes(base, head, {act for act, _, _ in added}, ended))
    rows = [
        each
        for each in every
        if each.kind != "expired"
        and (each.act.id not in base.record.acts or (each.act.id, _verb(each), each.key) in added)
    ]
    rows += [*_withdrawn(base, head), *_class_texts(base, head)]
    named = {each.key for each in rows}
    named |= {each.event.after.key for each in rows if each.event and each.event.after}
    rows += [each for each in every if each.kind == "expired" and each.key not in named | ended]
    return sorted(rows, key=lambda each: (each.key.jurisdiction, each.day.day, each.key))


def _changes(base: View, head: View, acts: set[str], ended: set[Key]) -> Iterator[Change]:
    """What the head changes on the days of its new acts, of ``acts``, and of ends that are new."""
    old = base.record.acts.keys() - acts
    days = {act.known.day for name, act in head.record.acts.items() if name not in old}
    days |= {
        event.day.day
        for event in head.timeline.events
        if event.act not in old or (event.verb == "expire" and event.key not in ended)
    }
    if days:
        start, end = min(days) - timedelta(days=1), max(days)
        for place in head.record.jurisdictions:
            yield from changes(head, place, start, end)


def _verb(change: Change) -> str:
    return change.event.verb if change.event else "add"


def _withdrawn(base: View, head: View) -> Iterator[Change]:
    for act in head.record.acts.values():
        if act.kind != "withdrawal" or act.id in base.record.acts:
            continue
        for name in act.answers:
            proposal = head.record.acts.get(name)
            for step in proposal.steps if proposal else ():
                key = key_of(act, step)
                why = f"The proposal {name} was withdrawn; nothing is controlled by it."
                yield Change(
                    act.known, "withdrawn", key, step.substances, step.class_id, None, None, act,
                    legal_effect=False, why=why, event=None,
                )  # fmt: skip


def _class_texts(base: View, head: View) -> Iterator[Change]:
    """Class texts that only ``head`` holds, where no act of ``head`` alone brings the line in."""
    old = {(text.id, text.since) for text in base.record.classes}
    known = {text.id for text in base.record.classes}
    for text in head.record.classes:
        if (text.id, text.since) in old:
            continue
        name = text.jurisdiction, text.id
        if text.id in known or text.schedule or base.by_class.get(name):
            kind = "scope-changed" if text.id in known else "class-introduced"
            for key in dict.fromkeys(stay.key for stay in head.by_class.get(name, ())):
                yield _defined(text, kind, key)


def _defined(text: ClassText, kind: str, key: Key) -> Change:
    """What a class text does to a line of its class."""
    new = kind == "class-introduced"
    why = f"{key.schedule}/{key.line} " + (
        "controls a class." if new else f"is defined by the text of {text.since} from then on."
    )
    return Change(
        Day(text.since), kind, key, (), text.id, None if new else key.schedule, key.schedule,
        definition(text), legal_effect=True, why=why, event=None,
    )  # fmt: skip


# the gaps that open and close


def with_gaps(
    base: View,
    head: View,
    rows: Iterable[tuple[Change, tuple[AnswerChange, ...]]],
    on: date,
) -> list[Effect]:
    """Each change, and the answers that differ by it, with the gaps of its day."""
    pairs = compared(base, head)
    return [_effect(pairs, (base, head), change, answers, on) for change, answers in rows]


def _effect(
    pairs: Pairs,
    views: tuple[View, View],
    change: Change,
    answers: tuple[AnswerChange, ...],
    on: date,
) -> Effect:
    base, head = views
    placed = change.event.after if change.event else None
    effect = Effect(
        change=change,
        late=change.day.day < on,
        expires=placed.expires if placed else None,
        compared=_compared(base, change),
        answers=answers,
    )
    if not (effect.legal or change.act.kind == "baseline"):
        return effect
    names = sorted({*_concerned(head, change), *(turn.substance for turn in answers)})
    asked = [(change.key.jurisdiction, name, change.day.day) for name in names]
    by_pair = [moved([pair], asked) for pair in pairs]
    opened = tuple(gap for gaps in by_pair for gap in gaps.opened)
    closed = tuple(gap for gaps in by_pair for gap in gaps.closed)
    return effect._replace(gaps=GapTurns(opened, closed))


def _compared(base: View, change: Change) -> date | None:
    law = base.record.jurisdictions.get(change.key.jurisdiction)
    kept = law.schedules.get(change.to_schedule or change.key.schedule) if law else None
    through = kept.verified_through if kept else date.min
    return through if through >= change.day.day else None


def _concerned(head: View, change: Change) -> Iterator[str]:
    """The substances that a line may reach: named, their forms, the members of its class."""
    substances = head.record.substances
    named = substances.keys() & {*change.substances}
    for substance in substances.values():
        form = substance.form_of
        if substance.id in named or (form and form.substance in named):
            yield substance.id
    for text in head.record.classes:
        if text.id == change.class_id and text.jurisdiction == change.key.jurisdiction:
            yield from (name for name in (*text.verdicts, *text.judged) if name in substances)
