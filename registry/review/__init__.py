"""What an edit of the record does to the law as recorded: two records in, a judgement out. Pure.

Folded statuses are judged, not text. An **effect** is what acts do that only the head holds. An
act recorded late, whose day lies in the past, is an effect too: the law did it, we learnt it. An
edit of what the base holds is a **correction**, unless it changes a status of the past without
being declared, or deletes an act: then history is **rewritten**. To tell the two apart the base is
folded once more with the edits alone; a span that differs there, and in the head, on a day up to
the day of the review was changed by the edits. (What an edit takes away and a new act gives back
unchanged is no rewrite: a baseline replaced by the acts behind it.)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from registry.acts import Key
from registry.reach import View
from registry.record import Record
from registry.review import edits as edited
from registry.review import fields
from registry.review.declared import Declaration, Sworn, Untrue, sworn
from registry.review.edits import PRESENT, REKEYED, REWRITTEN, Edit
from registry.review.effects import Effect, effects, with_gaps
from registry.review.names import Names, recognised, renamed
from registry.review.past import Past
from registry.review.spans import Difference, differences, folded

__all__ = ["Correction", "Review", "review"]


class Correction(NamedTuple):
    """An edit as it was judged, with the reason where it was declared."""

    kind: str
    edit: Edit
    reason: str | None = None


class Review(NamedTuple):
    """The judgement.

    ``consequences``: lines that stand otherwise though no act or edit of the change names them.
    ``editorial``: files whose parsed content changed without any effect. ``changed``: all files
    whose parsed content changed. ``differences``: every span of days over which a line differs.
    """

    effects: tuple[Effect, ...]
    corrections: tuple[Correction, ...]
    rewrites: tuple[Correction, ...]
    untrue: tuple[Untrue, ...]
    consequences: tuple[Key, ...]
    differences: tuple[Difference, ...]
    editorial: tuple[str, ...]
    changed: tuple[str, ...]


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
    spans = differences(folded(same, old.timeline), folded(head, new.timeline))
    rewrites, corrections = _judged(found, oath, Past(old, head, spans, on))
    judged = {one.edit for one in (*rewrites, *corrections)}
    added = frozenset(step for edit in found if edit not in judged for step in _new_step(edit))
    done = with_gaps(old, new, effects(old, new, added), on)
    corrections += _rekeys(head, names, found)
    rows = [*corrections, *rewrites]
    unsaid = _changed(same, head) - _spoken_of(done, rows, same, head)
    return Review(
        effects=tuple(done),
        corrections=tuple(corrections),
        rewrites=tuple(rewrites),
        untrue=oath.untrue,
        consequences=_consequences(spans, done, found),
        differences=spans,
        editorial=tuple(sorted(unsaid)),
        changed=tuple(sorted(_changed(base, head))),
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
        elif past.is_rewritten_by(edit):
            rewrites.append(Correction(REWRITTEN, edit))
        elif edit.kind and not (edit.old is None and edit.new == PRESENT):
            corrections.append(Correction(edit.kind, edit))
    return rewrites, corrections


def _new_step(edit: Edit) -> Iterable[tuple[str, str, Key]]:
    """The step that an edit adds to an act that the base holds."""
    if edit.keys and edit.new == PRESENT and edit.old is None:
        act = edit.file.removeprefix("schedules/").removesuffix(".toml").replace("/acts/", "/", 1)
        yield act, edit.field.partition(".")[0], edit.keys[0]


def _rekeys(head: Record, names: Names, found: Iterable[Edit]) -> list[Correction]:
    """One row for each thing that goes by another id; none where another row says why.

    The line of a substance follows its id, the file of an act its day.
    """
    dated = {edit.file for edit in found if edit.kind == edited.DATE}
    rows = []
    for old, new in names.acts.items():
        file = fields.act_file(new)
        if not (file in dated and fields.words(old) == fields.words(new)):
            rows.append(Edit(REKEYED, file, (), "id", old, new, legal=False))
    for old, new in names.substances.items():
        file = fields.family_file(head.substances[new])
        rows.append(Edit(REKEYED, file, (new,), "id", old, new, legal=False, substances=(new,)))
    told: set[tuple[str, str]] = set()
    for key, slug in names.lines.items():
        if names.substances.get(key.line) != slug and (key.line, slug) not in told:
            told.add((key.line, slug))
            rows.append(_renamed_line(head, key, slug))
    return [Correction(REKEYED, one) for one in rows]


def _renamed_line(head: Record, key: Key, slug: str) -> Edit:
    later = key._replace(line=slug)
    for act in head.acts.values():
        for step, path in fields.steps(act):
            if fields.landing(act, step) == later:
                file, named = fields.act_file(act.id), step.substances
                old, new = f"{key.schedule}/{key.line}", f"{key.schedule}/{slug}"
                where = (*path, "line")
                return Edit(
                    REKEYED,
                    file,
                    where,
                    "line",
                    old,
                    new,
                    legal=False,
                    keys=(later,),
                    substances=named,
                )
    raise AssertionError(f"{later} was found in an act")


def _changed(base: Record, head: Record) -> set[str]:
    """The files whose parsed content differs, those that one of the two lacks among them."""
    before, after = fields.by_file(base), fields.by_file(head)
    return {
        file
        for file in {*before, *after}
        if before.get(file) != after.get(file)
        and fields.writing(before.get(file)) != fields.writing(after.get(file))
    }


def _spoken_of(
    done: Iterable[Effect], rows: Iterable[Correction], base: Record, head: Record
) -> set[str]:
    """The files whose edits the rows tell: acts, edited fields, identities new with an act."""
    files = {row.edit.file for row in rows}
    for one in done:
        act = one.change.act.id
        files.add(fields.act_file(act) if act in head.acts else act)
        for name in one.change.substances:
            if name in head.substances and name not in base.substances:
                files.add(fields.family_file(head.substances[name]))
        files |= {
            fields.class_file(text) for text in head.classes if text.id == one.change.class_id
        }
    return files


def _consequences(
    spans: Iterable[Difference], done: Iterable[Effect], found: Iterable[Edit]
) -> tuple[Key, ...]:
    """The lines that differ and that neither a change of the law nor an edit names."""
    named = {key for edit in found for key in edit.keys}
    for one in done:
        event = one.change.event
        sides = (event.before, event.after) if event else ()
        named |= {one.change.key, *(side.key for side in sides if side)}
    return tuple(dict.fromkeys(one.key for one in spans if one.key not in named))
