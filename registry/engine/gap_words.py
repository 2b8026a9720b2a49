"""Why a gap is one, in a sentence that an officer can quote. Pure."""

from __future__ import annotations

from typing import Final

from registry.engine import level, scope
from registry.engine.coverage import UNDETERMINED
from registry.engine.gap_kinds import LEVEL, SCOPE
from registry.engine.reach import Doubts
from registry.engine.statuses import Status
from registry.engine.view import View

# The sentences of the rules that say themselves what differs.
SENTENCES: Final = {LEVEL: level.sentence, SCOPE: scope.sentence}


def why_of(view: View, kind: str, a: Status, b: Status, unknown: Doubts) -> str:
    """One sentence that an officer can quote, by the rule that decided the kind."""
    if kind in SENTENCES:
        return SENTENCES[kind](a, b, (_short(view, a), _short(view, b)))
    ours, theirs = _described(view, a, b, unknown), _described(view, b, a, unknown)
    doubt = a.why or b.why if kind == UNDETERMINED else None
    return f"{ours}; {theirs}." + (f" {doubt}" if doubt else "")


def _short(view: View, side: Status) -> str:
    return view.record.jurisdictions[side.jurisdiction].short


def _described(view: View, side: Status, other: Status, unknown: Doubts) -> str:
    short = _short(view, side)
    if side.controlled:
        first = side.coverage[0]
        temporary = ", temporarily" if first.standing.temporary else ""
        start = first.since
        older = f"controlled since {side.since}, " if start != side.since else ""
        return (
            f"{short}: {older}{first.schedule.regime} control on {first.schedule.id} "
            f"({first.basis}{temporary}) since {start}"
        )
    if side.pending:
        return f"{short}: not in force, {side.pending[0].schedule} from {side.pending[0].effective}"
    if side.status == UNDETERMINED:
        return f"{short}: undetermined"
    return f"{short}: {_not_listed(side, other, unknown)}"


def _not_listed(side: Status, other: Status, unknown: Doubts) -> str:
    """That no line was seen, and which lists, held in part or not held, may have one."""
    if partly := unknown.lists(side, other):
        lists = "its list" if len(partly) == 1 else "its lists"
        return f"on no list held whole; {lists} {', '.join(partly)}, held only in part, may name it"
    if elsewhere := unknown.not_held[side.jurisdiction]:
        return f"on no list held; not held and not compared: {elsewhere[0].title}"
    return "not listed"
