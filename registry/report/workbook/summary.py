"""The Summary of a gap workbook: totals that add up to the rows, and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.engine.gap_kinds import ALIGNED
from registry.law.dates import EXACT, Day
from registry.report.columns.gaps import direction_table, shorts, summary_table
from registry.report.kinds import grouped, headline
from registry.report.table import Column, Table

if TYPE_CHECKING:
    from registry.engine.changes import Change
    from registry.engine.gaps import Gaps
    from registry.engine.statuses import Status
    from registry.engine.view import View
    from registry.report.workbook.previous import PreviousReport
    from registry.report.workbook.review_sheet import Since

FIRST: Final = 40
NARROW: Final = 14


def summary(
    view: View,
    gaps: Gaps,
    coming: Sequence[Change],
    previous: PreviousReport | None,
    since: Since | None,
) -> list[Table]:
    """The blocks of the sheet Summary."""
    blocks = [_size(view, gaps), _by_direction(view, gaps)]
    if previous and since:
        blocks.append(_since(previous, since))
    blocks += [_by_family(view, gaps), _next(view, coming), _quality(view, gaps)]
    return [block._replace(sheet="Summary") for block in blocks]


def _size(view: View, gaps: Gaps) -> Table:
    """Gaps in law, what differs otherwise, and what is left open: apart, and equally large."""
    numbers = {group.capitalize(): count for group, count in grouped(gaps.counts).items()} | {
        "Compared": sum(gaps.counts.values()),
        "Rows on unverified evidence": len(_unverified(gaps)),
        "Names not seen": sum(gaps.unseen.values()),
    }
    columns = tuple(
        Column(_key(title), title, itemgetter(title), "number", NARROW if at else FIRST)
        for at, title in enumerate(numbers)
    )
    a, b = shorts(view, gaps)
    title = f"{a} and {b} on {gaps.on}: what differs, and what is not known"
    notes = (headline(gaps.counts, a, b),)
    return Table("Summary_size", title, columns, (numbers,), notes, large=True, key=())


def _key(title: str) -> str:
    return f"size_{title.lower().replace(' ', '_')}"


def _by_direction(view: View, gaps: Gaps) -> Table:
    table = direction_table(view, gaps)
    differing = len(gaps.rows)
    aligned = sum(row.kind == ALIGNED for row in gaps.rows)
    left_out = gaps.counts[ALIGNED] - aligned
    check = (
        f"The sheet Gaps has {differing} rows of this comparison: the total of "
        f"{sum(gaps.counts.values())} less {left_out} aligned ones that it leaves out."
    )
    widths = (FIRST, *(NARROW,) * len(table.columns))
    columns = tuple(
        column._replace(width=width) for column, width in zip(table.columns, widths, strict=False)
    )
    return table._replace(
        name="Summary_kinds", columns=columns, notes=(check,), chart=("a_alone", "b_alone", "both")
    )


def _by_family(view: View, gaps: Gaps) -> Table:
    table = summary_table(view, gaps)
    first = table.columns[0]._replace(width=FIRST)
    return table._replace(
        columns=(first, *(column._replace(width=NARROW) for column in table.columns[1:]))
    )


class Count(NamedTuple):
    """What is counted, and how many there are."""

    what: str
    number: int


def _count_columns(title: str) -> tuple[Column, ...]:
    return (
        Column("what", title, attrgetter("what"), width=FIRST),
        Column("count", "Count", attrgetter("number"), "number", NARROW),
    )


def _since(previous: PreviousReport, since: Since) -> Table:
    return Table(
        "Summary_since",
        "Since the last report",
        _count_columns("Rows"),
        [Count(*count) for count in since._asdict().items()],
        notes=(f"The last report: {previous.source}.", *previous.remarks),
    )


class Coming(NamedTuple):
    """What comes on a day, and in how many lines."""

    what: str
    day: Day
    lines: int


def _next(view: View, coming: Sequence[Change]) -> Table:
    """What comes in the next days, one row a day, place and kind."""
    places = view.record.jurisdictions
    counted = Counter(
        (change.day.day, change.day.qualifier, places[change.key.jurisdiction].short, change.kind)
        for change in coming
    )
    rows = [
        Coming(f"{place}: {kind}", Day(day, known), lines)
        for (day, known, place, kind), lines in sorted(counted.items())
    ]
    return Table(
        "Summary_next",
        "The next 90 days (lines on the sheet Upcoming)",
        (
            Column("what", "What", attrgetter("what"), width=FIRST),
            Column("date", "Date", attrgetter("day"), "day", NARROW),
            Column("lines", "Lines", attrgetter("lines"), "number", NARROW),
        ),
        rows,
        key=("what", "date"),
    )


def _quality(view: View, gaps: Gaps) -> Table:
    """What the answer rests on where it does not rest on an official text that was read."""
    laws = [view.record.jurisdictions[place] for place in (gaps.a, gaps.b)]
    lists = [schedule for law in laws for schedule in law.schedules.values()]
    lines = [line for law in laws for _, line in view.standing(law.id, gaps.on)]
    numbers: dict[str, int] = {
        "Rows that rest on unverified evidence": len(_unverified(gaps)),
        "Rows with a day that is not exact": sum(
            any(side.since and side.since.qualifier != EXACT for side in (row.a, row.b))
            for row in gaps.rows
        ),
        "Rows undetermined only by lists held in part": gaps.partly_held,
        "Rows without a CAS number": sum(not row.substance.cas for row in gaps.rows),
        "Lines standing without official evidence": sum(
            line.evidence != "official" for line in lines
        ),
        "Lines standing whose dates lack official evidence": sum(
            line.date_evidence != "official" for line in lines
        ),
        "Names on the lists that nobody here has seen": sum(gaps.unseen.values()),
        "Lists held only in part": sum(not schedule.complete for schedule in lists),
        "Lists verified only to an earlier day": sum(
            schedule.verified_through < gaps.on for schedule in lists
        ),
        "Contradictions between acts": len(view.timeline.contradictions),
    }
    rows = [Count(*number) for number in numbers.items()]
    return Table("Summary_quality", "What to check first", _count_columns("Data quality"), rows)


def _unverified(gaps: Gaps) -> list[str]:
    """The substances of the rows in which a side rests on unverified evidence."""
    return [row.substance.id for row in gaps.rows if _is_unverified(row.a) or _is_unverified(row.b)]


def _is_unverified(side: Status) -> bool:
    return any("unverified" in {line.evidence, line.date_evidence} for line in side.coverage)
