"""Gap reports as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from registry.engine.coverage import UNDETERMINED
from registry.engine.gaps import ALIGNED, KINDS, Gap, Gaps
from registry.engine.signoff import gap_id, row_hash
from registry.report.table import Cell, Column, Table, day_cells, joined

if TYPE_CHECKING:
    from registry.engine.status import Coverage, Status
    from registry.engine.view import View
    from registry.law.acts import Act

GAP_COLUMNS: Final = (
    Column("name", "Substance", width=28, brief=True),
    Column("name_zh", "名称", width=24),
    Column("cas", "CAS number", width=14, brief=True, spare=True),
    Column("kind", "Gap", width=16, brief=True),
    Column("gap_since", "Gap since", "date", 12, brief=True),
    Column("gap_since_qualifier", "Gap since: how known", width=13),
)
SIDE_COLUMNS: Final = (
    Column("status", "status", width=15),
    Column("regime", "regime", width=11),
    Column("schedule", "list", width=22, brief=True),
    Column("since", "controlled since", "date", 12, brief=True, spare=True),
    Column("since_qualifier", "since: how known", width=13),
    Column("citation", "citation", width=26, link="source"),
)
WHY: Final = Column("why", "Why", width=60)
MORE_COLUMNS: Final = (
    Column("substance", "Substance id", width=26),
    Column("family", "Family", width=22),
    Column("also", "Also", width=14),
    Column("gap_until", "Gap until", "date", 12),
    Column("lag_days", "Lag (days)", "number", 10),
    Column("open_days", "Open (days)", "number", 10),
)
MARKS: Final = (
    Column("gap_id", "Gap id", width=34),
    Column("row_hash", "Row hash", width=19),
)
SIDE_DETAILS: Final = (
    Column("basis", "basis", width=12),
    Column("expires", "expires", "date", 12),
    Column("scope", "scope", width=44),
    Column("act", "act", width=48),
    Column("evidence", "evidence", width=12),
    Column("caveat", "caveat", width=160),
    Column("source", "source", "address", 40),
)
ON_PAPER: Final = len(GAP_COLUMNS) + 2 * len(SIDE_COLUMNS) + 1


def kind_words(kind: str, a: str, b: str) -> str:
    """The name of a gap kind as people read it: "US only" for ``only-a``."""
    return {"only-a": f"{a} only", "only-b": f"{b} only"}.get(kind, kind)


def shorts(view: View, found: Gaps) -> tuple[str, str]:
    """The short names of the two jurisdictions."""
    places = view.record.jurisdictions
    return places[found.a].short, places[found.b].short


def title(view: View, found: Gaps) -> str:
    """The title of a gap report in every format."""
    known = f", as known on {found.known_on}" if found.known_on else ""
    names = " and ".join(shorts(view, found))
    return f"Gaps between {names} on {found.on}{known} (data {view.record.version})"


def gap_columns(a: str, b: str) -> tuple[Column, ...]:
    """The columns of the gap table for two jurisdictions by their short names."""
    return (
        *GAP_COLUMNS,
        *_of_side("a", a, SIDE_COLUMNS),
        *_of_side("b", b, SIDE_COLUMNS),
        WHY,
        *MORE_COLUMNS,
        *_of_side("a", a, SIDE_DETAILS),
        *_of_side("b", b, SIDE_DETAILS),
        *MARKS,
    )


def _of_side(side: str, short: str, columns: tuple[Column, ...]) -> Iterator[Column]:
    for column in columns:
        link = f"{side}_{column.link}" if column.link else None
        yield column._replace(
            key=f"{side}_{column.key}", title=f"{short} {column.title}", link=link
        )


def heads_by_key(titles: Sequence[str], columns: Sequence[Column]) -> dict[str, str]:
    """Column key -> heading, of the columns of ours among the ``titles`` of a workbook.

    ``columns`` are those of today. A workbook of format 1 holds no keys: its own short names of the
    jurisdictions, which may have been others, are read off its two columns of statuses.
    """
    status = f" {SIDE_COLUMNS[0].title}"
    names = [title.removesuffix(status) for title in titles if title.endswith(status)]
    then = gap_columns(names[0], names[1]) if len(names) == 2 else ()
    return {column.key: column.title for column in (*columns, *then) if column.title in titles}


def gap_table(view: View, found: Gaps) -> Table:
    """One row for each substance that either side controls."""
    a, b = shorts(view, found)
    return Table(
        "Gaps",
        f"Differences between {a} and {b} lists on {found.on}",
        gap_columns(a, b),
        tuple(_gap_row(view, found, row) for row in found.rows),
        notes=unseen_notes(view, found),
        on_paper=ON_PAPER,
    )


def unseen_notes(view: View, found: Gaps) -> tuple[str, ...]:
    """What the totals do not know: names on the lists that nobody here has seen."""
    names = shorts(view, found)
    return tuple(
        f"{count} names on {short} lists have not been seen: up to {count} of the rows could "
        f"change, or as many rows be missing."
        for short, count in zip(names, found.unseen.values(), strict=True)
        if count
    )


def _gap_row(view: View, found: Gaps, row: Gap) -> tuple[Cell, ...]:
    one = row.substance
    a, b = shorts(view, found)
    return (
        one.name,
        one.name_zh,
        one.cas[0] if one.cas else None,
        kind_words(row.kind, a, b),
        *day_cells(row.since),
        *_side_cells(view, row.a),
        *_side_cells(view, row.b),
        row.why,
        one.id,
        one.family,
        joined(kind_words(kind, a, b) for kind in row.also),
        row.until,
        row.lag_days,
        row.open_days,
        *_detail_cells(view, row.a),
        *_detail_cells(view, row.b),
        gap_id(found, row),
        row_hash(row),
    )


def _side_cells(view: View, side: Status) -> Iterator[Cell]:
    yield side.status
    yield joined(side.regimes)
    yield joined(each.schedule.id for each in side.coverage)
    yield from day_cells(side.since)
    yield joined(act.citation for act in _acts(view, side))


def _detail_cells(view: View, side: Status) -> Iterator[Cell]:
    expiries = [each.standing.expires for each in side.coverage if each.standing.expires]
    acts = _acts(view, side)
    scopes = [_scope_words(each) for each in side.coverage]
    yield joined(each.basis for each in side.coverage)
    yield min(expiries, default=None)
    yield joined(one or "no limit" for one in scopes) if any(scopes) else None
    yield joined(act.id for act in acts)
    levels = [each.evidence for each in side.coverage]
    yield joined(levels or [act.evidence for act in acts])
    yield side.caveat
    yield joined(act.source for act in acts)


def _acts(view: View, side: Status) -> list[Act]:
    """The acts that opened the listings of one side, else those that are not yet in force."""
    names = [each.act for each in side.coverage if each.act]
    if not side.controlled:
        names = [each.act for each in side.pending]
    return [view.record.acts[name] for name in names]


def _scope_words(one: Coverage) -> str:
    wording = one.standing.wording
    parts = [wording.form or ""]
    if wording.exception:
        parts.append(f"except {wording.exception}")
    if wording.covers:
        parts.append(f"with {', '.join(wording.covers)}")
    if wording.limited_to:
        parts.append(f"to {', '.join(wording.limited_to)}")
    return ", ".join(part for part in parts if part)


def direction_table(view: View, found: Gaps) -> Table:
    """Gap kinds by who controls, with totals that add up to the rows."""
    a, b = shorts(view, found)
    counted = Counter((row.kind, row.a.controlled, row.b.controlled) for row in found.rows)
    counted[ALIGNED, True, True] = found.counts[ALIGNED]
    sides = ((True, False), (False, True), (True, True))
    rows: list[tuple[Cell, ...]] = [
        (
            kind_words(kind, a, b),
            *(counted[kind, one, other] for one, other in sides),
            found.counts[kind],
        )
        for kind in KINDS
    ]
    sums = (sum(counted[kind, one, other] for kind in KINDS) for one, other in sides)
    rows.append(("all", *sums, sum(found.counts.values())))
    return Table(
        "Kinds",
        f"Substances that {a} or {b} controls on {found.on}, by gap and by who controls",
        (
            Column("kind", "Gap", width=16, brief=True),
            Column("a_alone", f"{a} alone", "number", 12, brief=True),
            Column("b_alone", f"{b} alone", "number", 12, brief=True),
            Column("both", "both", "number", 12, brief=True),
            Column("total", "Total", "number", 8, brief=True),
        ),
        tuple(rows),
        totals=True,
    )


def summary_table(view: View, found: Gaps) -> Table:
    """Gap kinds by family, with totals that add up to the rows; in brief, what differs."""
    a, b = shorts(view, found)
    counted = Counter(found.tally)
    rows: list[tuple[Cell, ...]] = [
        (family, *_numbers({kind: counted[family, kind] for kind in KINDS}))
        for family in sorted({family for family, _ in found.tally})
    ]
    rows.append(("all families", *_numbers(found.counts)))
    kinds = (Column(kind, kind_words(kind, a, b), "number", 14) for kind in KINDS)
    columns = [one._replace(brief=one.key in {UNDETERMINED, ALIGNED}) for one in kinds]
    return Table(
        "Summary",
        f"Substances that {a} or {b} controls on {found.on}, by family and gap",
        (
            Column("family", "Family", width=24, brief=True),
            *columns,
            Column("differing", "differing", "number", 10, brief=True),
            Column("total", "Total", "number", 8, brief=True),
        ),
        tuple(rows),
        notes=unseen_notes(view, found),
        totals=True,
    )


def _numbers(counts: dict[str, int]) -> tuple[int, ...]:
    """The counts of a row, those that neither agree nor are unknown, and all."""
    total = sum(counts.values())
    differing = total - counts[UNDETERMINED] - counts[ALIGNED]
    return (*(counts[kind] for kind in KINDS), differing, total)


def class_gap_table(view: View, found: Gaps) -> Table:
    """Families that one side holds as a class and the other does not."""
    a, b = shorts(view, found)
    return Table(
        "Class gaps",
        f"Families held as a class by one of {a} and {b} on {found.on}",
        (
            Column("family", "Family", width=24, brief=True),
            Column("a", f"{a} classes", width=26, brief=True),
            Column("b", f"{b} classes", width=26, brief=True),
            Column("since", "Since", "date", 12, brief=True),
            Column("since_qualifier", "How known", width=13),
        ),
        tuple(
            (one.family, joined(one.a), joined(one.b), *day_cells(one.since))
            for one in found.classes
        ),
    )


def sections(view: View, found: Gaps) -> tuple[Table, ...]:
    """Rows, totals, and the families that only one side holds as a class."""
    return (
        gap_table(view, found)._replace(notes=()),
        direction_table(view, found),
        summary_table(view, found),
        class_gap_table(view, found),
    )
