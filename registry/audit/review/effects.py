"""What an edit does to the law as recorded: the changes that only the later record has. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.audit.review.answers import Turn
from registry.audit.review.gap_changes import GapChange, Pairs, compared, on_day
from registry.engine.changes import Change, changes
from registry.engine.definitions import definition
from registry.engine.view import View
from registry.law.acts import Key, key_of
from registry.law.dates import Day
from registry.law.record import ClassText

ALL_DAYS: Final = (date.min, date.max)


class Effect(NamedTuple):
    """One line that the law changes.

    ``late``: its day lies before the day of the review. ``compared``: the day through which the
    base says its list was compared with an official text, if the act is of that day or older.
    ``answers``: the answers that differ by it.
    """

    change: Change
    opened: tuple[GapChange, ...] = ()
    closed: tuple[GapChange, ...] = ()
    late: bool = False
    expires: date | None = None
    compared: date | None = None
    answers: tuple[Turn, ...] = ()

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

    One row for each line that an act changes. That a temporary line will end is told by the row of
    the act that placed it; an end of its own row is one that no such row tells.
    """
    found = [
        one
        for place in head.record.jurisdictions
        for one in changes(head, place, *ALL_DAYS)
        if one.act.id not in base.record.acts or (one.act.id, _verb(one), one.key) in added
    ]
    found += [*_withdrawn(base, head), *_class_texts(base, head)]
    told = {one.key for one in found if one.kind != "expired"}
    told |= {one.event.after.key for one in found if one.event and one.event.after}
    ends = [one for one in _new_ends(base, head) if one.key not in told]
    rest = [one for one in found if one.kind != "expired"]
    return sorted([*rest, *ends], key=lambda one: (one.key.jurisdiction, one.day.day, one.key))


def _verb(one: Change) -> str:
    return one.event.verb if one.event else "add"


def _new_ends(base: View, head: View) -> Iterator[Change]:
    """Terms that run out in ``head`` alone; one that runs out on another day is no new end."""
    known = {event.key for event in base.timeline.events if event.verb == "expire"}
    for place in head.record.jurisdictions:
        for one in changes(head, place, *ALL_DAYS):
            if one.kind == "expired" and one.key not in known:
                yield one


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
    found: Iterable[tuple[Change, tuple[Turn, ...]]],
    on: date,
) -> list[Effect]:
    """Each change, and the answers that differ by it, with the gaps of its day."""
    pairs = compared(base, head)
    return [_effect(pairs, (base, head), change, answers, on) for change, answers in found]


def _effect(
    pairs: Pairs, views: tuple[View, View], one: Change, answers: tuple[Turn, ...], on: date
) -> Effect:
    base, head = views
    after_event = one.event.after if one.event else None
    expires = after_event.expires if after_event else None
    late, compared_through = one.day.day < on, _compared(base, one)
    effect = Effect(one, (), (), late, expires, compared_through, answers)
    if not (effect.legal or one.act.kind == "baseline"):
        return effect
    names = sorted({*_concerned(head, one), *(turn.substance for turn in answers)})
    opened, closed = on_day(pairs, one.key.jurisdiction, names, one.day.day)
    return effect._replace(opened=tuple(opened), closed=tuple(closed))


def _compared(base: View, one: Change) -> date | None:
    law = base.record.jurisdictions.get(one.key.jurisdiction)
    kept = law.schedules.get(one.to_schedule or one.key.schedule) if law else None
    return kept.verified_through if kept and kept.verified_through >= one.day.day else None


def _concerned(head: View, one: Change) -> list[str]:
    """The substances that a line may reach: named, their forms, the members of its class."""
    substances = head.record.substances
    named = {name for name in one.substances if name in substances}
    found = named | {
        other.id
        for other in substances.values()
        if other.form_of and other.form_of.substance in named
    }
    for text in head.record.classes:
        if text.id == one.class_id and text.jurisdiction == one.key.jurisdiction:
            found |= {name for name in (*text.verdicts, *text.judged) if name in substances}
    return sorted(found)
