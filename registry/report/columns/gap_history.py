"""The history of gaps as tables: by act what it opened and closed, and each gap with its days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.report.kinds import kind_words
from registry.report.table import Column, Table, day_column, joined

if TYPE_CHECKING:
    from registry.engine.gap_history import GapRun
    from registry.law.record import Record


class RunRow(NamedTuple):
    """A gap over its days, and the short names of the two sides."""

    run: GapRun
    a: str
    b: str


class ActTurns(NamedTuple):
    """What one act did to the gaps; ``title`` is that of the act."""

    day: date
    act: str
    citation: str | None
    title: str
    opened: int
    closed: int


RUN_COLUMNS: Final = (
    Column("name", "Substance", attrgetter("run.substance.name"), width=28, brief=True),
    Column("name_zh", "名称", attrgetter("run.substance.name_zh"), width=24),
    Column("family", "Family", attrgetter("run.substance.family"), width=22),
    Column("kind", "Gap", lambda row: kind_words(row.run.kind, row.a, row.b), width=16, brief=True),
    day_column("since", "From", attrgetter("run.since")),
    Column("until", "Until", attrgetter("run.until"), "date", 12, brief=True),
    Column("opened_by", "Opened by", lambda row: joined(row.run.opened_by), width=44),
    Column("closed_by", "Closed by", lambda row: joined(row.run.closed_by), width=44),
    Column("substance", "Substance id", attrgetter("run.substance.id"), width=26),
)
ACT_COLUMNS: Final = (
    Column("day", "Day", attrgetter("day"), "date", 12, brief=True),
    Column("citation", "Citation", attrgetter("citation"), width=26),
    Column("title", "Title", attrgetter("title"), width=60, brief=True),
    Column("opened", "Opened", attrgetter("opened"), "number", 8, brief=True),
    Column("closed", "Closed", attrgetter("closed"), "number", 8, brief=True),
    Column("act", "Act", attrgetter("act"), width=44),
)


def sections(
    record: Record, runs: Sequence[GapRun], shorts: tuple[str, str], start: date, end: date
) -> tuple[Table, ...]:
    """By act first, then one row for each gap that stood on a day of the span."""
    return (
        act_table(record, runs, shorts, start, end),
        Table(
            "Gap history",
            f"Gaps between {shorts[0]} and {shorts[1]} on any day from {start} through {end}",
            RUN_COLUMNS,
            [RunRow(run, *shorts) for run in runs],
            notes=("A gap ends on the day before that under Until.",),
        ),
    )


def act_table(
    record: Record, runs: Sequence[GapRun], shorts: tuple[str, str], start: date, end: date
) -> Table:
    """One row for each day and act that opened or closed a gap after the first day of the span."""
    a, b = shorts
    return Table(
        "Acts",
        f"Gaps between {a} and {b} that acts opened and closed after {start} through {end}",
        ACT_COLUMNS,
        list(_by_act(record, runs, start, end)),
        notes=(balance(runs, start, end),),
    )


def brief_table(
    record: Record, runs: Sequence[GapRun], shorts: tuple[str, str], start: date, end: date
) -> Table:
    """The same for a terminal: what it comes to is its title."""
    table = act_table(record, runs, shorts, start, end)
    return table._replace(title=f"Gaps: {balance(runs, start, end)}", notes=())


def _by_act(record: Record, runs: Sequence[GapRun], start: date, end: date) -> Iterator[ActTurns]:
    opened = Counter((run.since.day, act) for run in runs for act in run.opened_by)
    closed = Counter((run.until, act) for run in runs if run.until for act in run.closed_by)
    for day, name in sorted({*opened, *closed}):
        if start < day <= end:
            act, turn = record.acts[name], (day, name)
            yield ActTurns(day, name, act.citation or None, act.title, opened[turn], closed[turn])


def balance(runs: Sequence[GapRun], start: date, end: date) -> str:
    """How many gaps stood on the first day, opened, closed, and stand on the last: it adds up."""
    stood = sum(run.stood_in(start, start) for run in runs)
    opened = sum(start < run.since.day <= end for run in runs)
    closed = sum(run.until is not None and start < run.until <= end for run in runs)
    stand = sum(run.stood_in(end, end) for run in runs)
    return f"{stood} stood on {start}; {opened} opened, {closed} closed; {stand} stand on {end}."
