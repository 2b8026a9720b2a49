"""The rows of a review, each with the answers that differ by it and the gaps they move. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from registry.audit.review import causes, gap_changes
from registry.audit.review.answers import Turn, turns
from registry.audit.review.causes import Lines
from registry.audit.review.edits import Edit
from registry.audit.review.gap_changes import GapTurns, Pairs
from registry.engine.changes import Change
from registry.engine.view import View
from registry.law.acts import Key

Asked = tuple[str, str, date]  # jurisdiction, substance, day


class Correction(NamedTuple):
    """An edit as it was judged, with the reason where it was declared.

    ``answers``: the answers that differ by it; ``gaps``: the gaps that differ on the first day of
    each, and of each span over which a line that it speaks of stands otherwise.
    """

    kind: str
    edit: Edit
    reason: str | None = None
    answers: tuple[Turn, ...] = ()
    gaps: GapTurns = GapTurns()


class Consequence(NamedTuple):
    """The answers that differ because a line stands otherwise which no row of its own names."""

    key: Key
    answers: tuple[Turn, ...]


class Identity(NamedTuple):
    """A substance that only the head holds, and what lines and classes make of it."""

    substance: str
    answers: tuple[Turn, ...]
    gaps: GapTurns


class Told(NamedTuple):
    """Rows of each kind, in the order given, and the answers that none of them explains."""

    changes: list[tuple[Change, tuple[Turn, ...]]]
    corrections: list[Correction]
    consequences: list[Consequence]
    identities: list[Identity]
    unexplained: tuple[Turn, ...]


def told(
    views: tuple[View, View],
    lines: Lines,
    done: Sequence[Change],
    judged: Sequence[Correction],
    consequences: Sequence[Key],
) -> Told:
    """Every answer that differs, with the rows that explain it.

    Changes of the law and edits of acts come first, then lines that follow from them, then edits of
    identities, lists and class texts, then identities that are new.
    """
    base, head = views
    new = sorted(head.record.substances.keys() - base.record.substances.keys())
    by_line = [causes.of_edited_line(lines, row.edit) for row in judged]
    (first, following, edited, fresh), rest = causes.shared(
        turns(base, head),
        (
            [*(causes.of_change(lines, change) for change in done), *by_line],
            [causes.of_line(lines, key) for key in consequences],
            [causes.of_edit(lines, row.edit) for row in judged],
            [causes.of_identity(lines, name) for name in new],
        ),
    )
    pairs = gap_changes.compared(base, head)
    edits = [(*one, *other) for one, other in zip(first[len(done) :], edited, strict=True)]
    return Told(
        changes=list(zip(done, first, strict=False)),
        corrections=[
            _corrected(lines, pairs, row, answers)
            for row, answers in zip(judged, edits, strict=True)
        ],
        consequences=[Consequence(*row) for row in zip(consequences, following, strict=True)],
        identities=[
            Identity(name, answers, gap_changes.on_days(pairs, _days(answers)))
            for name, answers in zip(new, fresh, strict=True)
        ],
        unexplained=rest,
    )


def _corrected(
    lines: Lines, pairs: Pairs, row: Correction, answers: tuple[Turn, ...]
) -> Correction:
    asked = [*_days(answers), *(_line_days(lines, row.edit) if row.edit.legal else ())]
    gaps = gap_changes.on_days(pairs, sorted({*asked}))
    return row._replace(answers=answers, gaps=gaps)


def _days(answers: Iterable[Turn]) -> list[Asked]:
    """Where to look for gaps: each answer on the first day on which it differs."""
    return [(turn.jurisdiction, turn.substance, turn.first) for turn in answers]


def _line_days(lines: Lines, edit: Edit) -> list[Asked]:
    """Where to look for gaps: each line of the edit on every day from which it stands otherwise."""
    return [
        (key.jurisdiction, name, span.first)
        for key in edit.keys
        for span in lines.spans.get(key, ())
        for name in sorted(lines.reached(key))
    ]
