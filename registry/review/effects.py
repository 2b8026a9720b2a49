"""What an edit does to the law as recorded: the changes that only the later record has. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Final, NamedTuple

from registry.acts import Act, Key
from registry.changes import Change, changes
from registry.gaps import ALIGNED, Pair, gap_kind
from registry.ids import Day
from registry.reach import UNDETERMINED, View
from registry.record import PRINCIPAL, ClassText
from registry.review.fields import class_file

ALL_DAYS: Final = (date.min, date.max)
NO_GAP: Final = frozenset({None, ALIGNED, UNDETERMINED})


class GapChange(NamedTuple):
    """A gap between ``a`` and ``b`` over a substance that opens or closes on the day."""

    a: str
    b: str
    substance: str
    kind: str


class Effect(NamedTuple):
    """One line that the law changes.

    ``late``: its day lies before the day of the review. ``compared``: the day through which the
    base says its list was compared with an official text, if the act is of that day or older.
    """

    change: Change
    opened: tuple[GapChange, ...] = ()
    closed: tuple[GapChange, ...] = ()
    late: bool = False
    expires: date | None = None
    compared: date | None = None


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
                key = Key(act.jurisdiction, step.schedule, step.line)
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
        stays = head.by_class.get((text.jurisdiction, text.id), ())
        if text.id in known or text.schedule:
            kind = "scope-changed" if text.id in known else "class-introduced"
            for key in dict.fromkeys(stay.key for stay in stays):
                yield _by_text(text, kind, key)


def _by_text(text: ClassText, kind: str, key: Key) -> Change:
    act = Act(
        id=class_file(text), jurisdiction=text.jurisdiction, kind="rule", title=text.title,
        title_zh=text.title_zh, authority=(), citation=text.citation, source=text.source,
        evidence=text.evidence, date_evidence=text.evidence, published=None,
        effective=Day(text.since), decided=None, answers=(), note=None, steps=(),
    )  # fmt: skip
    new = kind == "class-introduced"
    why = f"{key.schedule}/{key.line} " + (
        "controls a class." if new else f"is defined by the text of {text.since} from then on."
    )
    return Change(
        Day(text.since), kind, key, (), text.id, None if new else key.schedule, key.schedule, act,
        legal_effect=True, why=why, event=None,
    )  # fmt: skip


# the gaps that open and close


def with_gaps(base: View, head: View, found: Iterable[Change], on: date) -> list[Effect]:
    """Each change with the gaps that it opens and closes on its day.

    Compared are the principal jurisdictions (US, PRC, UN) pair by pair where the change is one of
    theirs; the lists of states are held in part and show no gaps. A gap whose kind changes closes
    as the one and opens as the other. ``undetermined`` is neither.
    """
    pairs = [
        (Pair(base, a, b), Pair(head, a, b))
        for a, b in combinations(PRINCIPAL, 2)
        if a in head.record.jurisdictions and b in head.record.jurisdictions
        and a in base.record.jurisdictions and b in base.record.jurisdictions
    ]  # fmt: skip
    return [_effect(pairs, (base, head), one, on) for one in found]


def _effect(
    pairs: list[tuple[Pair, Pair]], views: tuple[View, View], one: Change, on: date
) -> Effect:
    base, head = views
    opened: list[GapChange] = []
    closed: list[GapChange] = []
    told = one.legal_effect or one.act.kind == "baseline"
    for before, after in pairs if told else ():
        if one.key.jurisdiction not in {after.a, after.b}:
            continue
        for name in _concerned(head, one):
            kinds = _kind(before, name, one.day.day), _kind(after, name, one.day.day)
            if kinds[0] != kinds[1]:
                closed += _listed(after, name, kinds[0])
                opened += _listed(after, name, kinds[1])
    after_event = one.event.after if one.event else None
    expires = after_event.expires if after_event else None
    late, compared = one.day.day < on, _compared(base, one)
    return Effect(one, tuple(opened), tuple(closed), late, expires, compared)


def _compared(base: View, one: Change) -> date | None:
    law = base.record.jurisdictions.get(one.key.jurisdiction)
    kept = law.schedules.get(one.to_schedule or one.key.schedule) if law else None
    return kept.verified_through if kept and kept.verified_through >= one.day.day else None


def _listed(pair: Pair, name: str, kind: str | None) -> list[GapChange]:
    return [] if kind is None or kind in NO_GAP else [GapChange(pair.a, pair.b, name, kind)]


def _kind(pair: Pair, substance: str, day: date) -> str | None:
    if substance not in pair.view.record.substances:
        return None
    return gap_kind(pair, substance, day)


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
