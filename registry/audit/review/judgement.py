"""What an edit of the record does to the law as recorded: two records in, a judgement out. Pure.

Histories are compared, not text. An **effect** is what acts do that only the head holds. An
act recorded late, whose day lies in the past, is an effect too: the law did it, we learnt it. An
edit of what the base holds is a **correction**, unless it changes a status of the past without
being declared, or deletes an act: then history is **rewritten**. To tell the two apart the base is
folded once more with the edits alone; a span that differs there, and in the head, on a day up to
the day of the review was changed by the edits. (What an edit takes away and a new act gives back
unchanged is no rewrite: a baseline replaced by the acts behind it.)

Every answer and every gap that differs between the two records belongs to the rows that explain it.
What no row explains is unexplained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from registry.audit.review import causes, edits, gap_changes
from registry.audit.review.answers import AnswerChange, turns
from registry.audit.review.causes import Tier, shared
from registry.audit.review.changed_files import changed, spoken_of
from registry.audit.review.corrections import Declaration, Matched, Mismatch, matched
from registry.audit.review.edits import Edit
from registry.audit.review.effects import Effect, effects, with_gaps
from registry.audit.review.fields import PRESENT
from registry.audit.review.gap_changes import GapTurns, Pairs
from registry.audit.review.lines import ChangedLines, LineChange
from registry.audit.review.names import recognised, rekeys
from registry.audit.review.past import Past
from registry.audit.review.renamed import renamed
from registry.engine.changes import Change
from registry.engine.view import View
from registry.law.acts import Key
from registry.law.layout import act_id
from registry.law.record import Record

Answers = tuple[AnswerChange, ...]


class JudgedEdit(NamedTuple):
    """An edit as it was judged, with the reason where it was declared.

    ``answers``: the answers that differ by it; ``gaps``: the gaps that differ on the first day of
    each, and of each span over which a line that it speaks of stands otherwise.
    """

    kind: str
    edit: Edit
    reason: str | None = None
    answers: Answers = ()
    gaps: GapTurns = GapTurns()


class Consequence(NamedTuple):
    """The answers that differ because a line stands otherwise which no row of its own names."""

    key: Key
    answers: Answers


class NewIdentity(NamedTuple):
    """A substance that only the head holds, and what lines and classes make of it."""

    substance: str
    answers: Answers
    gaps: GapTurns


class Assessment(NamedTuple):
    """The judgement.

    ``consequences``: lines that stand otherwise though no row of the change names them.
    ``editorial``: files whose parsed content changed without any effect. ``changed``: all files
    whose parsed content changed. ``differences``: every span of days over which a line differs.
    ``unexplained``: answers and gaps that differ though no row says why.
    """

    effects: tuple[Effect, ...]
    corrections: tuple[JudgedEdit, ...]
    rewrites: tuple[JudgedEdit, ...]
    mismatched: tuple[Mismatch, ...]
    consequences: tuple[Consequence, ...]
    differences: tuple[LineChange, ...]
    editorial: tuple[str, ...]
    changed: tuple[str, ...]
    identities: tuple[NewIdentity, ...]
    unexplained: Answers


def judge(base: Record, head: Record, on: date, declared: Iterable[Declaration] = ()) -> Assessment:
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
    edited = edits.edits(same, head)
    declarations = matched(edited, declared)
    lines = ChangedLines(old, new)
    rewrites, corrections = _judged(edited, declarations, Past(old, head, lines, on))
    judged = [*rewrites, *corrections]
    done = effects(old, new, frozenset(_new_steps(edited, judged)))
    rows = _explained((old, new), lines, done, judged)
    moved = [JudgedEdit(edits.REKEYED, edit) for edit in rekeys(head, names, edited)]
    spoken = spoken_of(done, [row.edit for row in (*judged, *moved)], same, head)
    files = changed(base, head)
    return Assessment(
        effects=tuple(with_gaps(old, new, zip(done, rows.changes, strict=True), on)),
        corrections=(*rows.edits[len(rewrites) :], *moved),
        rewrites=tuple(rows.edits[: len(rewrites)]),
        mismatched=declarations.mismatched,
        consequences=tuple(rows.consequences),
        differences=lines.differences,
        editorial=tuple(sorted((files if same is base else changed(same, head)) - spoken)),
        changed=tuple(sorted(files)),
        identities=tuple(rows.identities),
        unexplained=rows.unexplained,
    )


def _judged(
    edited: Iterable[Edit], declarations: Matched, past: Past
) -> tuple[list[JudgedEdit], list[JudgedEdit]]:
    """The rewrites and the corrections among the edits; the rest is editorial, or new law."""
    rewrites: list[JudgedEdit] = []
    corrections: list[JudgedEdit] = []
    for edit in edited:
        declared = declarations.covers.get(edit)
        if declared is not None:
            kind = edit.kind or edits.RECORD
            corrections.append(JudgedEdit(kind, edit, declared.reason))
        elif edit.kind == edits.LIST_ADDED:  # the answers that it moves are told; no act is undone
            corrections.append(JudgedEdit(edit.kind, edit))
        elif past.is_rewritten_by(edit):
            rewrites.append(JudgedEdit(edits.REWRITTEN, edit))
        elif edit.kind and not _is_silent(edit):
            corrections.append(JudgedEdit(edit.kind, edit))
    return rewrites, corrections


def _is_silent(edit: Edit) -> bool:
    """Whether an edit adds what decides nothing, or a step of an act, which is an effect."""
    is_new = edit.old is None and edit.new == PRESENT
    return is_new and (bool(edit.keys) or not edit.legal)


def _new_steps(
    edited: Iterable[Edit], judged: Iterable[JudgedEdit]
) -> Iterator[tuple[str, str, Key]]:
    """The steps that edits add to acts that the base holds: act, verb and line."""
    known = {row.edit for row in judged}
    for edit in edited:
        if edit not in known and edit.keys and edit.new == PRESENT and edit.old is None:
            yield act_id(edit.file), edit.field.partition(".")[0], edit.keys[0]


# the answers that each row explains


class _Rows(NamedTuple):
    """The answers of each change in the order given, the other rows, and what none explains."""

    changes: list[Answers]
    edits: list[JudgedEdit]
    consequences: list[Consequence]
    identities: list[NewIdentity]
    unexplained: Answers


def _explained(
    views: tuple[View, View],
    lines: ChangedLines,
    done: Sequence[Change],
    judged: Sequence[JudgedEdit],
) -> _Rows:
    """Every answer that differs, with the rows that explain it.

    Changes of the law and edits of acts come first, then lines that follow from them, then edits of
    identities, lists and class texts, then identities that are new.
    """
    base, head = views
    following = _following(lines, done, judged)
    new = sorted(head.record.substances.keys() - base.record.substances.keys())
    by_change = [causes.of_change(lines, change) for change in done]
    by_line = [causes.of_edited_line(lines, row.edit) for row in judged]
    tiers = [
        Tier([*by_change, *by_line]),
        Tier([causes.of_line(lines, key) for key in following]),
        Tier([causes.of_edit(lines, row.edit) for row in judged]),
        Tier([causes.of_identity(lines, name) for name in new]),
    ]
    asked, pairs = lines.touched, gap_changes.compared(base, head)
    rest = shared(turns(base, head, asked), tiers)
    gaps = tuple(turn for turn in gap_changes.turns(pairs, asked) if not _is_known(turn, tiers))
    acts, consequences, others, identities = (tier.shares for tier in tiers)
    edited = zip(judged, acts[len(done) :], others, strict=True)
    return _Rows(
        changes=acts[: len(done)],
        edits=[_edited(lines, pairs, row, (*each, *other)) for row, each, other in edited],
        consequences=[Consequence(*row) for row in zip(following, consequences, strict=True)],
        identities=[
            NewIdentity(name, answers, gap_changes.moved(pairs, _days(answers)))
            for name, answers in zip(new, identities, strict=True)
        ],
        unexplained=(*rest, *gaps),
    )


def _following(
    lines: ChangedLines, done: Iterable[Change], judged: Iterable[JudgedEdit]
) -> list[Key]:
    """The lines that differ and that neither a change of the law nor an edit names."""
    named = {key for row in judged for key in row.edit.keys}
    for change in done:
        event = change.event
        sides = (event.before, event.after) if event else ()
        named |= {change.key, *(side.key for side in sides if side)}
    return [key for key, spans in lines.spans.items() if spans and key not in named]


def _is_known(turn: AnswerChange, tiers: Iterable[Tier]) -> bool:
    """Whether a row explains what either side of a gap answers otherwise."""
    sides = (turn.jurisdiction, turn.against or "")
    return any(
        tier.explaining(side, turn.substance, turn.first) for tier in tiers for side in sides
    )


def _edited(lines: ChangedLines, pairs: Pairs, row: JudgedEdit, answers: Answers) -> JudgedEdit:
    edit = row.edit
    asked = {*_days(answers)}
    if edit.legal:
        asked |= {
            (key.jurisdiction, name, span.first)
            for key in edit.keys
            for span in lines.spans.get(key, ())
            for name in lines.reached(key)
        }
    return row._replace(answers=answers, gaps=gap_changes.moved(pairs, sorted(asked)))


def _days(answers: Iterable[AnswerChange]) -> list[tuple[str, str, date]]:
    """Where to look for gaps: each answer on the first day on which it differs."""
    return [(turn.jurisdiction, turn.substance, turn.first) for turn in answers]
