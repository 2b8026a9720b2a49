"""Changes of the law, and what comes next, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.engine.digest import ActChanges, by_act, tallies
from registry.engine.reissue import REISSUED
from registry.report.columns.lists import act_table
from registry.report.table import Column, Table, day_column, joined, marked

if TYPE_CHECKING:
    from registry.engine.changes import Change
    from registry.law.dates import Day
    from registry.law.record import Record


class ChangeRow(NamedTuple):
    """A change, and the record that names what it speaks of."""

    record: Record
    change: Change

    @property
    def short(self) -> str:
        """The short name of the jurisdiction."""
        return self.record.jurisdictions[self.change.key.jurisdiction].short

    @property
    def substances(self) -> str | None:
        """The names of what the line names, else its class."""
        names = (self.record.substances[name].name for name in self.change.substances)
        return joined(names) or self.change.class_id

    @property
    def shown(self) -> str:
        """The same for a reader: of names that were not seen their number; else the line."""
        event = self.change.event
        line = event and (event.after or event.before)
        if line and line.unseen and not self.change.substances:
            return f"{line.unseen} names not seen"
        return self.substances or self.change.key.line

    @property
    def shown_zh(self) -> str | None:
        """The Chinese names of what the line names."""
        names = (self.record.substances[name].name_zh for name in self.change.substances)
        return joined(name for name in names if name)


CHANGE_COLUMNS: Final = (
    Column("jurisdiction", "Jurisdiction", lambda row: row.short, width=12, brief=True),
    day_column("date", "Date", lambda row: row.change.day),
    Column("kind", "Change", lambda row: row.change.kind, width=18, brief=True),
    Column("line", "Line", lambda row: row.change.key.line, width=30, brief=True),
    Column("substances", "Substances", lambda row: row.substances, width=34),
    Column("from_schedule", "From", lambda row: row.change.from_schedule, width=20, brief=True),
    Column("to_schedule", "To", lambda row: row.change.to_schedule, width=20, brief=True),
    Column(
        "legal_effect",
        "Legal effect",
        lambda row: "yes" if row.change.legal_effect else "no",
        width=10,
    ),
    Column("act", "Act", lambda row: row.change.act.id, width=40),
    Column(
        "citation", "Citation", lambda row: row.change.act.citation or None, width=26, link="source"
    ),
    Column("evidence", "Evidence", lambda row: row.change.act.evidence, width=12),
    Column("why", "Why", lambda row: row.change.why, width=60),
    Column("source", "Source", lambda row: row.change.act.source, "address", 40),
)


def change_table(record: Record, changes: Sequence[Change], name: str, title: str) -> Table:
    """One row for each line that changed."""
    return Table(
        name,
        title,
        CHANGE_COLUMNS,
        [ChangeRow(record, change) for change in changes],
        _record_only(changes),
        on_paper=len(CHANGE_COLUMNS) - 1,
        key=("jurisdiction", "act", "line", "kind"),
    )


def _record_only(changes: Iterable[Change]) -> tuple[str, ...]:
    """How many rows are where the record begins, which tells no change of the law."""
    lines = sum(change.act.kind == "baseline" for change in changes)
    if not lines:
        return ()
    stood = "1 line stood" if lines == 1 else f"{lines} lines stood"
    return (f"{stood} so by the day shown; since when is not known.",)


def change_sections(record: Record, changes: Sequence[Change], name: str) -> tuple[Table, ...]:
    """The lines that changed, and the acts that changed them, with where they are printed."""
    table = change_table(record, changes, name, "")
    acts = dict.fromkeys(change.act.id for change in changes)
    behind = act_table((record.acts[act] for act in acts), "Acts", "The acts behind the changes")
    return (table, behind) if changes else (table,)


# the terminal: acts first


class DigestLine(NamedTuple):
    """A line of the table of acts: of each act its counts, its titles, where it is printed."""

    day: Day | None
    short: str | None
    text: str


DIGEST_COLUMNS: Final = (
    day_column("date", "From", lambda row: row.day),
    Column("jurisdiction", "Where", lambda row: row.short, brief=True),
    Column("text", "Changes, by act", lambda row: row.text, brief=True),
)


def digest_sections(
    record: Record, changes: Sequence[Change], name: str, *, with_rows: bool
) -> tuple[Table, ...]:
    """The acts with what each changes in numbers, and below them, if wanted, their lines."""
    acts = by_act(changes)
    rows = row_tables(record, acts) if with_rows else ()
    return (digest_table(record, acts, name), *rows)


def digest_table(record: Record, acts: Sequence[ActChanges], name: str) -> Table:
    """One entry an act and day: counts by kind, its title in both languages, its citation."""
    lines = [line for each in acts for line in _entry(record, each)]
    if len({each.act.jurisdiction for each in acts}) == 1:
        lines = [line._replace(short=None) for line in lines]
    changes = [change for each in acts for change in each.changes]
    return Table(name, "", DIGEST_COLUMNS, lines, (*_in_all(changes, acts), *_record_only(changes)))


def _in_all(changes: Sequence[Change], acts: Sequence[ActChanges]) -> tuple[str, ...]:
    """How many acts there are, and changes by kind, where there is more than one act."""
    number = len({each.act.id for each in acts})
    counts = ", ".join(f"{each.lines} {kind}" for kind, each in tallies(changes).items())
    return (f"{number} acts: {counts}.",) if number > 1 else ()


def _entry(record: Record, each: ActChanges) -> Iterator[DigestLine]:
    act = each.act
    counts = "; ".join(tally.words(kind) for kind, tally in each.tallies.items())
    yield DigestLine(each.day, record.jurisdictions[act.jurisdiction].short, counts)
    yield DigestLine(None, None, act.title)
    printed = (act.title_zh, act.citation, act.published and f"published {marked(act.published)}")
    if text := "; ".join(filter(None, printed)):
        yield DigestLine(None, None, text)


class ShownRow(NamedTuple):
    """A change as the terminal shows it below its act, or all re-issues of the act as one."""

    kind: str
    names: str
    names_zh: str | None
    old: str | None
    new: str | None


ROW_COLUMNS: Final = (
    Column("kind", "Change", attrgetter("kind"), brief=True),
    Column("substances", "Substances", attrgetter("names"), brief=True),
    Column("substances_zh", "名称", attrgetter("names_zh"), brief=True),
    Column("from_schedule", "From", attrgetter("old"), brief=True),
    Column("to_schedule", "To", attrgetter("new"), brief=True),
)


def row_tables(record: Record, acts: Iterable[ActChanges]) -> Iterator[Table]:
    """A table for each act and day, a row for each line that it changes."""
    for number, each in enumerate(acts, 1):
        short = record.jurisdictions[each.act.jurisdiction].short
        title = f"{marked(each.day)} {short}: {each.act.title}"
        yield Table(f"Act_{number}", title, ROW_COLUMNS, [*_shown(record, each.changes)])


def _shown(record: Record, changes: Sequence[Change]) -> Iterator[ShownRow]:
    """The rows of an act; its re-issues in the place of their first."""
    reissued = [change for change in changes if change.kind == REISSUED]
    for change in changes:
        if change.kind != REISSUED:
            row = ChangeRow(record, change)
            yield ShownRow(
                change.kind, row.shown, row.shown_zh, change.from_schedule, change.to_schedule
            )
        elif change is reissued[0]:
            old = joined(change.from_schedule or "" for change in reissued)
            new = joined(change.to_schedule or "" for change in reissued)
            count = len(reissued)
            yield ShownRow(REISSUED, f"{count} line{'' if count == 1 else 's'}", None, old, new)
