"""What was typed as a table: the clauses on a form, the substances of a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from registry.report.columns.answer import AnswerLine
from registry.report.table import Column, Table, joined

if TYPE_CHECKING:
    from registry.engine.meant import GroupMember
    from registry.engine.resolve.answer import FormClause, Resolved
    from registry.engine.statuses import Status
    from registry.engine.view import View
    from registry.law.record import Record

SAYS: Final = {
    "covers": "reached unless excepted",
    "open": "left open",
    "silent": "no general clause",
}
CLAUSE_COLUMNS: Final = (
    Column("jurisdiction", "Where", attrgetter("jurisdiction"), width=13, brief=True),
    Column("list", "List", attrgetter("schedule"), width=20, brief=True),
    Column("line", "Line", attrgetter("line"), width=20),
    Column("says", "Such forms", lambda row: SAYS[row.says], width=23, brief=True),
    Column(
        "clause", "Clause", lambda row: row.text or "The line itself says so.", width=60, brief=True
    ),
)


def sentence(answer: Resolved) -> str:
    """What was typed, in one sentence."""
    return f'"{" ".join(answer.input.split())}" is {answer.words}.'


def clause_tables(answer: Resolved, clauses: Sequence[FormClause]) -> tuple[Table, ...]:
    """One row for each line that controls the base of a form; for what is no form, no table."""
    if not clauses:
        return ()
    return (Table("Resolved", sentence(answer), CLAUSE_COLUMNS, clauses),)


def form_lines(
    record: Record, answer: Resolved, clauses: Iterable[FormClause]
) -> Iterator[AnswerLine]:
    """In a line each what the lists of the base say of such forms, for the brief answer."""
    lists: dict[str, list[str]] = {}
    for each in clauses:
        law = record.jurisdictions[each.jurisdiction]
        lists.setdefault(SAYS[each.says], []).append(f"{law.short} {each.schedule}")
    for at, (says, names) in enumerate(lists.items()):
        where = "" if at else answer.kind.capitalize()
        yield AnswerLine(where, f"{says}: {', '.join(dict.fromkeys(names))}.")


def member_note(answer: Resolved, count: int) -> str:
    """How many substances a group has here, and which of a class are not among them."""
    held = "1 substance" if count == 1 else f"{count} substances"
    if answer.kind != "class":
        return f"{held} held."
    return f"{held} held that the class reaches; those that a line names stand by that line."


def member_table(view: View, title: str, members: Iterable[GroupMember]) -> Table:
    """One row for each substance of a group, one column for each principal jurisdiction."""
    return Table("Members", title, tuple(_member_columns(view)), list(members))


def _member_columns(view: View) -> Iterator[Column]:
    yield Column("substance", "Substance", attrgetter("substance.id"), width=24)
    yield Column("name", "Name", attrgetter("substance.name"), width=26, brief=True, head=True)
    yield Column(
        "name_zh", "Chinese name", attrgetter("substance.name_zh"), width=16, brief=True, spare=True
    )
    for at, law in enumerate(view.record.principal):
        short = view.record.jurisdictions[law].short
        yield Column(law, short, _StatusOf(at), width=22, brief=True)


class _StatusOf:
    """The words for what one jurisdiction says."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self, member: GroupMember) -> str:
        one: Status = member.statuses[self.at]
        regimes = joined(one.regimes)
        return f"{one.status} ({regimes})" if regimes else one.status
