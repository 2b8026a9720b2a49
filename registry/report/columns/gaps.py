"""Gap reports as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.engine.gap_kinds import ALIGNED, KINDS, NOT_COMPARED
from registry.engine.gaps import Gap, Gaps
from registry.engine.signoff import gap_id, row_hash
from registry.law.scope import phrases
from registry.report.kinds import GROUPS, grouped, headline, kind_words
from registry.report.table import Column, Table, Value, day_column, joined

if TYPE_CHECKING:
    from datetime import date

    from registry.engine.coverage import Coverage
    from registry.engine.statuses import Status
    from registry.engine.view import View
    from registry.law.acts import Act


class GapSide(NamedTuple):
    """What one jurisdiction says of a substance, and the view that names the acts."""

    view: View
    status: Status

    @property
    def acts(self) -> list[Act]:
        """The acts that opened the listings, else those that are not yet in force."""
        names = [each.act for each in self.status.coverage if each.act]
        if not self.status.controlled:
            names = [each.act for each in self.status.pending]
        return [self.view.record.acts[name] for name in names]

    @property
    def expires(self) -> date | None:
        """The first day on which a line ends by itself."""
        expiries = (each.standing.expires for each in self.status.coverage)
        return min(filter(None, expiries), default=None)

    @property
    def scope(self) -> str | None:
        """How far each line reaches, where any has a limit."""
        scopes = [", ".join(phrases(each.standing.wording)) for each in self.status.coverage]
        return joined(words or "no limit" for words in scopes) if any(scopes) else None

    @property
    def evidence(self) -> str | None:
        """What the lines, or else the acts, rest on."""
        levels = [each.evidence for each in self.status.coverage]
        return joined(levels or [act.evidence for act in self.acts])


class GapRow(NamedTuple):
    """A gap, the comparison that it belongs to, and the view that names acts and places."""

    view: View
    gaps: Gaps
    gap: Gap

    def words(self, kind: str) -> str:
        """The name of a gap kind."""
        return kind_words(kind, *shorts(self.view, self.gaps))


def _cas(row: GapRow) -> str | None:
    return next(iter(row.gap.substance.cas), None)


def _covering(get: Callable[[Coverage], str]) -> Callable[[GapSide], str | None]:
    """What ``get`` says of each line that covers the substance."""
    return lambda side: joined(get(coverage) for coverage in side.status.coverage)


def _by_acts(get: Callable[[Act], str]) -> Callable[[GapSide], str | None]:
    """What ``get`` says of each act of the side."""
    return lambda side: joined(get(act) for act in side.acts)


GAP_COLUMNS: Final = (
    Column("name", "Substance", attrgetter("gap.substance.name"), width=28, brief=True, head=True),
    Column("name_zh", "名称", attrgetter("gap.substance.name_zh"), width=24),
    Column("cas", "CAS number", _cas, width=14, brief=True, spare=True),
    Column("kind", "Gap", lambda row: row.words(row.gap.kind), width=16, brief=True),
    day_column("gap_since", "Gap since", attrgetter("gap.since"), known="Gap since: how known"),
)
SIDE_COLUMNS: Final = (
    Column("status", "status", attrgetter("status.status"), width=15),
    Column("regime", "regime", lambda side: joined(side.status.regimes), width=11),
    Column("schedule", "list", _covering(attrgetter("schedule.id")), width=22, brief=True),
    day_column(
        "since", "controlled since", attrgetter("status.since"), known="since: how known"
    )._replace(spare=True),
    Column("citation", "citation", _by_acts(attrgetter("citation")), width=26, link="source"),
)
WHY: Final = Column("why", "Why", attrgetter("gap.why"), width=60)
MORE_COLUMNS: Final = (
    Column("substance", "Substance id", attrgetter("gap.substance.id"), width=26),
    Column("family", "Family", attrgetter("gap.substance.family"), width=22),
    Column("also", "Also", lambda row: joined(map(row.words, row.gap.also)), width=14),
    Column("gap_until", "Gap until", attrgetter("gap.until"), "date", 12),
    Column("lag_days", "Lag (days)", attrgetter("gap.lag_days"), "number", 10),
    Column("open_days", "Open (days)", attrgetter("gap.open_days"), "number", 10),
)
MARKS: Final = (
    Column("gap_id", "Gap id", lambda row: gap_id(row.gaps, row.gap), width=34),
    Column("row_hash", "Row hash", lambda row: row_hash(row.gap), width=19),
)
SIDE_DETAILS: Final = (
    Column("basis", "basis", _covering(attrgetter("basis")), width=12),
    Column("expires", "expires", attrgetter("expires"), "date", 12),
    Column("scope", "scope", attrgetter("scope"), width=44),
    Column("act", "act", _by_acts(attrgetter("id")), width=48),
    Column("evidence", "evidence", attrgetter("evidence"), width=12),
    Column("caveat", "caveat", attrgetter("status.caveat"), width=160),
    Column("source", "source", _by_acts(attrgetter("source")), "address", 40),
)
ON_PAPER: Final = len(GAP_COLUMNS) + 2 * len(SIDE_COLUMNS) + 1


def shorts(view: View, gaps: Gaps) -> tuple[str, str]:
    """The short names of the two jurisdictions."""
    places = view.record.jurisdictions
    return places[gaps.a].short, places[gaps.b].short


def title(view: View, gaps: Gaps) -> str:
    """The title of a gap report in every format."""
    known = f", as known on {gaps.known_on}" if gaps.known_on else ""
    names = " and ".join(shorts(view, gaps))
    return f"Gaps between {names} on {gaps.on}{known} (data {view.record.version})"


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


def _of_side(name: str, short: str, columns: tuple[Column, ...]) -> Iterator[Column]:
    """The columns of the side ``a`` or ``b`` of a row."""
    for column in columns:
        yield column._replace(
            key=f"{name}_{column.key}",
            title=f"{short} {column.title}",
            get=_on_side(attrgetter(f"gap.{name}"), column.get),
            link=f"{name}_{column.link}" if column.link else None,
            known=f"{short} {column.known}",
        )


def _on_side(
    status: Callable[[GapRow], Status], get: Callable[[GapSide], Value]
) -> Callable[[GapRow], Value]:
    return lambda row: get(GapSide(row.view, status(row)))


def gap_table(view: View, gaps: Gaps) -> Table:
    """One row for each substance that either side controls."""
    a, b = shorts(view, gaps)
    return Table(
        "Gaps",
        f"Differences between {a} and {b} lists on {gaps.on}",
        gap_columns(a, b),
        [GapRow(view, gaps, gap) for gap in gaps.rows],
        notes=record_notes(view, gaps),
        on_paper=ON_PAPER,
    )


def record_notes(view: View, gaps: Gaps) -> tuple[str, ...]:
    """What the record does not hold, and how many rows that leaves without an answer."""
    notes = list(unseen_notes(view, gaps))
    if gaps.partly_held:
        notes.append(f"{gaps.partly_held} rows are undetermined only by lists held in part.")
    if count := sum(row.kind == NOT_COMPARED for row in gaps.rows):
        laws = (view.record.jurisdictions[place] for place in (gaps.a, gaps.b))
        titles = "; ".join(f"{law.short}: {each.title}" for law in laws for each in law.not_held)
        notes.append(f"{count} substances are not compared, for want of lists not held ({titles}).")
    return tuple(notes)


def unseen_notes(view: View, gaps: Gaps) -> tuple[str, ...]:
    """What the totals do not know: names on the lists that nobody here has seen."""
    names = shorts(view, gaps)
    return tuple(
        f"{count} names on {short} lists have not been seen: up to {count} of the rows could "
        f"change, or as many rows be missing."
        for short, count in zip(names, gaps.unseen.values(), strict=True)
        if count
    )


class KindRow(NamedTuple):
    """How many substances differ in one way, by who controls them."""

    kind: str
    a_alone: int
    b_alone: int
    both: int
    total: int


def direction_table(view: View, gaps: Gaps) -> Table:
    """Gap kinds by who controls, with totals that add up to the rows."""
    a, b = shorts(view, gaps)
    return Table(
        "Kinds",
        f"Substances that {a} or {b} controls on {gaps.on}, by gap and by who controls",
        (
            Column("kind", "Gap", attrgetter("kind"), width=16, brief=True),
            Column("a_alone", f"{a} alone", attrgetter("a_alone"), "number", 12, brief=True),
            Column("b_alone", f"{b} alone", attrgetter("b_alone"), "number", 12, brief=True),
            Column("both", "both", attrgetter("both"), "number", 12, brief=True),
            Column("total", "Total", attrgetter("total"), "number", 8, brief=True),
        ),
        list(_kind_rows(gaps, a, b)),
        notes=(headline(gaps.counts, a, b),),
        totals=True,
    )


def _kind_rows(gaps: Gaps, a: str, b: str) -> Iterator[KindRow]:
    counted = Counter((gap.kind, gap.a.controlled, gap.b.controlled) for gap in gaps.rows)
    counted[ALIGNED, True, True] = gaps.counts[ALIGNED]

    def row(name: str, kinds: Sequence[str]) -> KindRow:
        return KindRow(
            kind=name,
            a_alone=sum(counted[kind, True, False] for kind in kinds),
            b_alone=sum(counted[kind, False, True] for kind in kinds),
            both=sum(counted[kind, True, True] for kind in kinds),
            total=sum(gaps.counts[kind] for kind in kinds),
        )

    yield from (row(kind_words(kind, a, b), (kind,)) for kind in KINDS)
    yield row("all", KINDS)


class FamilyRow(NamedTuple):
    """The gaps of one family, counted by kind."""

    family: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many substances either side controls."""
        return sum(self.counts.values())

    @property
    def groups(self) -> dict[str, int]:
        """The same by what the kinds mean for the law."""
        return grouped(self.counts)


def summary_table(view: View, gaps: Gaps) -> Table:
    """Gap kinds by family, with totals that add up to the rows; in brief, their groups."""
    a, b = shorts(view, gaps)
    families = sorted({family for family, _ in gaps.tally})
    rows = [
        FamilyRow(family, {kind: gaps.tally.get((family, kind), 0) for kind in KINDS})
        for family in families
    ]
    return Table(
        "Summary",
        f"Substances that {a} or {b} controls on {gaps.on}, by family and gap",
        (
            Column("family", "Family", attrgetter("family"), width=24, brief=True),
            *(_group_column(group) for group in GROUPS if group not in KINDS),
            *(_kind_column(kind, kind_words(kind, a, b)) for kind in KINDS),
            Column("total", "Total", attrgetter("total"), "number", 8, brief=True),
        ),
        [*rows, FamilyRow("all families", gaps.counts)],
        notes=record_notes(view, gaps),
        totals=True,
    )


def _kind_column(kind: str, title: str) -> Column:
    is_group = kind in GROUPS
    return Column(kind, title, lambda row: row.counts[kind], "number", 14, brief=is_group)


def _group_column(group: str) -> Column:
    key = f"group_{group.replace(' ', '_')}"
    return Column(key, group, lambda row: row.groups[group], "number", 10, brief=True)


def class_gap_table(view: View, gaps: Gaps) -> Table:
    """Families that one side holds as a class and the other does not."""
    a, b = shorts(view, gaps)
    return Table(
        "Class gaps",
        f"Families held as a class by one of {a} and {b} on {gaps.on}",
        (
            Column("family", "Family", attrgetter("family"), width=24, brief=True),
            Column("a", f"{a} classes", lambda row: joined(row.a), width=26, brief=True),
            Column("b", f"{b} classes", lambda row: joined(row.b), width=26, brief=True),
            Column("since", "Since", attrgetter("since"), "day", 12, brief=True),
        ),
        gaps.classes,
        notes=_uncompared_families(gaps),
    )


def _uncompared_families(gaps: Gaps) -> tuple[str, ...]:
    """The families of the rows whose other side holds by rules that the record does not."""
    families = sorted(
        each.family for each in gaps.classes if gaps.tally.get((each.family, NOT_COMPARED))
    )
    if not families:
        return ()
    return (f"Not compared, for want of lists not held: {', '.join(families)}.",)


def sections(view: View, gaps: Gaps) -> tuple[Table, ...]:
    """Rows, totals, and the families that only one side holds as a class."""
    return (
        gap_table(view, gaps)._replace(notes=()),
        direction_table(view, gaps),
        summary_table(view, gaps),
        class_gap_table(view, gaps),
    )
