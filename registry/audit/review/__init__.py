"""What an edit of the record does to the law as recorded: two records in, a judgement out. Pure.

Folded statuses are judged, not text. An **effect** is what acts do that only the head holds. An
act recorded late, whose day lies in the past, is an effect too: the law did it, we learnt it. An
edit of what the base holds is a **correction**, unless it changes a status of the past without
being declared, or deletes an act: then history is **rewritten**. To tell the two apart the base is
folded once more with the edits alone; a span that differs there, and in the head, on a day up to
the day of the review was changed by the edits. (What an edit takes away and a new act gives back
unchanged is no rewrite: a baseline replaced by the acts behind it.)

Every answer that differs between the two records belongs to the rows that explain it. What no row
explains is told as unexplained.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from registry.audit.review import edits as edited
from registry.audit.review.answers import Turn
from registry.audit.review.causes import Lines
from registry.audit.review.changed import changed, spoken_of
from registry.audit.review.declared import Declaration, Sworn, Untrue, sworn
from registry.audit.review.edits import LIST_ADDED, PRESENT, REKEYED, REWRITTEN, Edit
from registry.audit.review.effects import Effect, effects, with_gaps
from registry.audit.review.names import recognised, renamed
from registry.audit.review.past import Past
from registry.audit.review.rekeys import rekeys
from registry.audit.review.spans import Difference, differences, folded
from registry.audit.review.told import Consequence, Correction, Identity, told
from registry.engine.changes import Change
from registry.engine.view import View
from registry.law.acts import Key
from registry.law.layout import act_id
from registry.law.record import Record

__all__ = ["Consequence", "Correction", "Identity", "Review", "review"]


class Review(NamedTuple):
    """The judgement.

    ``consequences``: lines that stand otherwise though no row of the change names them;
    ``followed``: the answers that differ by them. ``editorial``: files whose parsed content
    changed without any effect. ``changed``: all files whose parsed content changed.
    ``differences``: every span of days over which a line differs. ``unexplained``: answers that
    differ though no row says why.
    """

    effects: tuple[Effect, ...]
    corrections: tuple[Correction, ...]
    rewrites: tuple[Correction, ...]
    untrue: tuple[Untrue, ...]
    consequences: tuple[Key, ...]
    differences: tuple[Difference, ...]
    editorial: tuple[str, ...]
    changed: tuple[str, ...]
    followed: tuple[Consequence, ...]
    identities: tuple[Identity, ...]
    unexplained: tuple[Turn, ...]


def review(base: Record, head: Record, on: date, declared: Iterable[Declaration] = ()) -> Review:
    """What ``head`` does to the law as ``base`` records it.

    Args:
        base: The record of the base revision.
        head: The record as edited.
        on: The day of the review; days up to it are the past.
        declared: The declarations that only the head holds.
    """
    names = recognised(base, head)
    same = renamed(base, names)
    old, new = View(same), View(head)
    found = edited.edits(same, head)
    oath = sworn(found, declared)
    sides = folded(same, old.timeline), folded(head, new.timeline)
    spans = differences(*sides)
    rewrites, corrections = _judged(found, oath, Past(old, head, spans, on))
    judged = [*rewrites, *corrections]
    done = effects(old, new, _new_steps(found, judged))
    consequences = _consequences(spans, done, judged)
    rows = told((old, new), Lines((same, head), sides, spans), done, judged, consequences)
    moved = [Correction(REKEYED, edit) for edit in rekeys(head, names, found)]
    edits = [row.edit for row in (*judged, *moved)]
    return Review(
        effects=tuple(with_gaps(old, new, rows.changes, on)),
        corrections=(*rows.corrections[len(rewrites) :], *moved),
        rewrites=tuple(rows.corrections[: len(rewrites)]),
        untrue=oath.untrue,
        consequences=consequences,
        differences=spans,
        editorial=tuple(sorted(changed(same, head) - spoken_of(done, edits, same, head))),
        changed=tuple(sorted(changed(base, head))),
        followed=tuple(rows.consequences),
        identities=tuple(rows.identities),
        unexplained=rows.unexplained,
    )


def _judged(
    found: Iterable[Edit], oath: Sworn, past: Past
) -> tuple[list[Correction], list[Correction]]:
    """The rewrites and the corrections among the edits; the rest is editorial, or new law."""
    rewrites: list[Correction] = []
    corrections: list[Correction] = []
    for edit in found:
        declared = oath.covers.get(edit)
        if declared is not None:
            corrections.append(Correction(edit.kind or edited.RECORD, edit, declared.reason))
        elif edit.kind == LIST_ADDED:  # the answers that it moves are told, but no act is undone
            corrections.append(Correction(edit.kind, edit))
        elif past.is_rewritten_by(edit):
            rewrites.append(Correction(REWRITTEN, edit))
        elif edit.kind and not _is_silent(edit):
            corrections.append(Correction(edit.kind, edit))
    return rewrites, corrections


def _is_silent(edit: Edit) -> bool:
    """Whether an edit adds what decides nothing, or a step of an act, which is an effect."""
    is_new = edit.old is None and edit.new == PRESENT
    return is_new and (bool(edit.keys) or not edit.legal)


def _new_steps(
    found: Iterable[Edit], judged: Iterable[Correction]
) -> frozenset[tuple[str, str, Key]]:
    """The steps that edits add to acts that the base holds."""
    known = {row.edit for row in judged}
    return frozenset(step for edit in found if edit not in known for step in _new_step(edit))


def _new_step(edit: Edit) -> Iterable[tuple[str, str, Key]]:
    """The step that an edit adds to an act that the base holds."""
    if edit.keys and edit.new == PRESENT and edit.old is None:
        yield act_id(edit.file), edit.field.partition(".")[0], edit.keys[0]


def _consequences(
    spans: Iterable[Difference], done: Iterable[Change], judged: Iterable[Correction]
) -> tuple[Key, ...]:
    """The lines that differ and that neither a change of the law nor an edit names."""
    named = {key for row in judged for key in row.edit.keys}
    for change in done:
        event = change.event
        sides = (event.before, event.after) if event else ()
        named |= {change.key, *(side.key for side in sides if side)}
    return tuple(dict.fromkeys(span.key for span in spans if span.key not in named))
