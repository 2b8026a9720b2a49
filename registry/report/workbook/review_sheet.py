"""The sheet that people sign: the rows of a gap report with the reviewer's columns.

A row whose legal content is unchanged keeps what the reviewer wrote; another keeps it too, but says
"changed since sign-off" until the decision is changed or "confirmed" is written. Rows that are gaps
no longer follow below, then rows that the reviewer added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from registry.engine.gaps import ALIGNED, Pair, gap_kind
from registry.report.cells import digest
from registry.report.columns.gaps import ON_PAPER, gap_table
from registry.report.table import Cell, Column, Table, parts

if TYPE_CHECKING:
    from registry.engine.gaps import Gaps
    from registry.engine.view import View

DECISIONS: Final = ("no action", "monitor", "act", "escalate", "not applicable")
CONFIRMED: Final = "confirmed"
STANDS: Final = "stands"
CHANGED: Final = "changed since sign-off"
CLOSED_EARLIER: Final = "closed earlier"
OWN_ROW: Final = "reviewer's own row"


def _written(column: Column) -> Column:
    """A column of the sheet: a row is a dictionary of cells by heading."""
    return column._replace(get=lambda row: row.get(column.title))


def _column(key: str, title: str, **looks: Any) -> Column:  # noqa: ANN401 (fields of a column)
    return Column(key, title, lambda row: row.get(title), **looks)


SINCE: Final = _column("since_previous", "Since last report", width=16)
SIGN_OFF: Final = _column("sign_off", "Sign-off", width=21, entry=True, choices=(CONFIRMED,))
ENTRIES: Final = (
    _column("decision", "Decision", width=14, entry=True, choices=DECISIONS),
    _column("owner", "Owner", width=14, entry=True),
    _column("due", "Due", kind="date", width=12, entry=True),
    _column("comment", "Comment", width=34, entry=True),
    _column("evidence_reference", "Evidence", width=22, entry=True),
)
KEPT: Final = _column("kept", "Kept from the last report", width=30, entry=True)
MARKS: Final = (
    _column("previous_hash", "Row hash in the last report", width=19),
    _column("signed_hash", "Row hash signed", width=19, entry=True),
    _column("signed_decision", "Decision as carried", width=19, entry=True),
    _column("cells", "Digest of the cells", width=19),
)
REVIEW_TITLES: Final = (
    SIGN_OFF.title,
    *(one.title for one in ENTRIES),
    KEPT.title,
    "Row hash signed",
    "Decision as carried",
)
CELLS_TITLE: Final = MARKS[-1].title


class Kept(NamedTuple):
    """A row of the last report: which one, as what it was signed, and all that was written.

    ``id`` and ``hash`` are ``None`` for a row that the reviewer added. ``said`` holds the cells
    of our own columns by title, ``entries`` the reviewer's by title, those of his own included.
    """

    id: str | None
    hash: str | None
    signed: str | None = None
    open: bool = True
    said: dict[str, Cell] = {}  # noqa: RUF012 (never changed)
    entries: dict[str, Cell] = {}  # noqa: RUF012 (never changed)
    edited: bool = False

    @property
    def has_words(self) -> bool:
        """Whether the reviewer wrote anything."""
        return any(value is not None for value in self.entries.values())


class Carried(NamedTuple):
    """What one report hands on to the next."""

    source: str
    rows: dict[str, Kept]
    own: tuple[Kept, ...] = ()
    headings: tuple[str, ...] = ()
    signatures: tuple[tuple[Cell, ...], ...] = ()
    sheets: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()


class Since(NamedTuple):
    """How the rows compare with the last report's."""

    new: int
    changed: int
    unchanged: int
    closed: int


def review_table(view: View, found: Gaps, carried: Carried | None) -> Table:
    """The gap table with the reviewer's columns beside, closed rows and his own rows below."""
    base = gap_table(view, found)
    own = tuple(
        _column(f"own_{number}", heading, width=20, entry=True)
        for number, heading in enumerate(carried.headings if carried else (), 1)
    )
    review = (SINCE, SIGN_OFF, *ENTRIES, *own, KEPT)
    printed = [_written(column) for column in parts(base.columns[:ON_PAPER])]
    beside = [_written(column) for column in parts(base.columns[ON_PAPER:])]
    columns = (*printed, *review, *beside, *MARKS)
    rows = [_with_digest(columns, row) for row in _rows(view, found, base, columns, carried)]
    return base._replace(columns=columns, rows=rows, notes=(), on_paper=len(printed) + len(review))


def _rows(
    view: View, found: Gaps, base: Table, columns: tuple[Column, ...], carried: Carried | None
) -> Iterator[dict[str, Cell]]:
    titles = [column.title for column in base.parts]
    ids = [column.key for column in base.parts].index("gap_id")
    before = carried.rows if carried else {}
    current: set[str] = set()
    for row in base.cells:
        said = dict(zip(titles, row, strict=True))
        current.add(str(row[ids]))
        yield said | (_beside(before.get(str(row[ids])), said) if carried else {})
    if carried:
        pair = Pair(view, found.a, found.b)
        for name, kept in before.items():
            if name not in current and (kept.open or kept.has_words):
                yield _closed(pair, found, kept, columns)
        for kept in carried.own:
            yield {**kept.said, **kept.entries, SINCE.title: OWN_ROW}


def _beside(kept: Kept | None, said: dict[str, Cell]) -> dict[str, Cell]:
    """The reviewer's cells beside a row that stands."""
    if kept is None or not kept.open:
        since = "new"
    else:
        since = "unchanged" if kept.hash == said["Row hash"] else "changed"
    if kept is None:
        return {SINCE.title: since}
    return {
        **kept.entries,
        SINCE.title: since,
        MARKS[0].title: kept.hash,
        **(_signed(kept, stands=kept.signed == said["Row hash"]) if kept.has_words else {}),
        KEPT.title: _remembered(kept, said),
    }


def _signed(kept: Kept, *, stands: bool) -> dict[str, Cell]:
    return {
        SIGN_OFF.title: STANDS if stands else CHANGED,
        "Row hash signed": kept.signed,
        "Decision as carried": kept.entries.get(ENTRIES[0].title),
    }


def _remembered(kept: Kept, said: dict[str, Cell]) -> Cell:
    """What the reviewer kept, and what he wrote into cells that are ours."""
    before = kept.entries.get(KEPT.title)
    if not kept.edited:
        return before
    differing = [
        f"{title}: {value}"
        for title, value in kept.said.items()
        if value is not None
        and str(value) != str(said.get(title))
        and not _is_volatile(title, value)
    ]
    new = f"Edited in the last report: {'; '.join(differing)}"
    if not differing or new in str(before):
        return before
    return f"{before}\n{new}" if before else new


def _is_volatile(title: str, value: Cell) -> bool:
    """Whether a cell differs from one report to the next though nobody wrote in it."""
    return title in _VOLATILE or (title == "Open (days)" and isinstance(value, int))


_VOLATILE: Final = frozenset({SINCE.title, MARKS[0].title, CELLS_TITLE, "Row hash"})


def _closed(pair: Pair, found: Gaps, kept: Kept, columns: tuple[Column, ...]) -> dict[str, Cell]:
    """A row of the last report that is no row of this one, as it was written then."""
    titles = {column.title for column in columns}
    gone = [f"{key}: {one}" for key, one in kept.said.items() if key not in titles and one]
    entries = {**kept.entries}
    if gone:
        entries[KEPT.title] = "\n".join(str(one) for one in (entries.get(KEPT.title), *gone) if one)
    since = _why_closed(pair, found, kept) if kept.open else CLOSED_EARLIER
    marks = {"Row hash signed": kept.signed, MARKS[0].title: kept.hash} if kept.has_words else {}
    return {**kept.said, **entries, **marks, SINCE.title: since, MARKS[0].title: kept.hash}


def _why_closed(pair: Pair, found: Gaps, kept: Kept) -> str:
    substance = str(kept.id).rpartition(":")[2]
    if substance not in pair.view.record.substances:
        return "closed, no longer in the record"
    kind = gap_kind(pair, substance, found.on)
    if kind is None:
        return "closed, controlled by neither"
    return "closed, aligned now" if kind == ALIGNED else "closed"


def _with_digest(columns: tuple[Column, ...], said: dict[str, Cell]) -> dict[str, Cell]:
    ours = [said.get(column.title) for column in columns if is_ours(column)]
    return said | {CELLS_TITLE: digest(ours)}


def is_ours(column: Column) -> bool:
    """Whether the digest of a row covers a column: it is no reviewer's, nor the digest itself."""
    return not column.entry and column.key != MARKS[-1].key


def ours(columns: Sequence[Column]) -> list[str]:
    """The titles of the columns that the digest of a row covers."""
    return [column.title for column in columns if is_ours(column)]


def since_previous(table: Table) -> Since:
    """How many rows are new, changed, unchanged and newly closed."""
    words = [str(row.get(SINCE.title)) for row in table.rows]
    return Since(
        words.count("new"),
        words.count("changed"),
        words.count("unchanged"),
        sum(one.startswith("closed") and one != CLOSED_EARLIER for one in words),
    )
