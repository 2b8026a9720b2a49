"""Tables, the waist of the hourglass: any result becomes tables, any format renders them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from registry.law.dates import BY_DECISION, ON_OR_AFTER, ON_OR_BEFORE, Day

if TYPE_CHECKING:
    import pandas as pd

Cell = str | int | float | date | None
Value = Cell | Day

# How surely a day is known, as a mark before it where a column of words has no room.
MARKS: Final = {ON_OR_BEFORE: "≤", ON_OR_AFTER: "≥", BY_DECISION: "§"}
KNOWN: Final = "How known"
KNOWN_WIDTH: Final = 13


class Column(NamedTuple):
    """A column: its key in data formats, its heading, and ``get``, what it shows of a row.

    A ``day`` is one value with its qualifier; formats without marks split it into a date and a
    column headed ``known`` (see ``parts``). ``brief`` columns make up the narrow table of a
    terminal; of them it leaves out the ``spare`` ones, from the last, where it would have to break
    words. ``width`` is in characters; an ``address`` is not broken into lines. ``link`` is the key
    of the column with the address that this one leads to. A ``head`` column names the row: a
    terminal breaks none of its words, and a row that is stacked begins with it. ``entry`` columns
    are for the reader to fill in: with one of ``choices``, with a day, or freely.
    """

    key: str
    title: str
    get: Callable[[Any], Value]
    kind: Literal["text", "date", "day", "number", "address"] = "text"
    width: int = 16
    brief: bool = False
    spare: bool = False
    head: bool = False
    link: str | None = None
    entry: bool = False
    choices: tuple[str, ...] = ()
    known: str = KNOWN

    @property
    def parts(self) -> tuple[Column, ...]:
        """The columns of plain cells that show this one: a day takes two, all else one."""
        if self.kind != "day":
            return (self,)
        key, get = f"{self.key}_qualifier", self.get
        return (
            self._replace(
                kind="date", get=lambda row: day.day if (day := _day(get(row))) else None
            ),
            Column(
                key,
                self.known,
                lambda row: day.qualifier if (day := _day(get(row))) else None,
                width=KNOWN_WIDTH,
            ),
        )


def day_column(
    key: str, title: str, get: Callable[[Any], Day | None], width: int = 12, *, known: str = KNOWN
) -> Column:
    """A column of days, brief as all of them."""
    return Column(key, title, get, "day", width, brief=True, known=known)


def _day(value: Value) -> Day | None:
    """What a column of days shows; a date of which nobody says how it is known has no place there.

    Raises ``TypeError`` for it.
    """
    if value is not None and not isinstance(value, Day):
        raise TypeError(f"no day with its qualifier: {value!r}")
    return value


def marked(value: Value) -> str:
    """A value as text; a day with the mark of how surely it is known."""
    return f"{MARKS.get(value.qualifier, '')}{value.day}" if isinstance(value, Day) else str(value)


def parts(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns of plain cells that show ``columns``."""
    return tuple(part for column in columns for part in column.parts)


class Table(NamedTuple):
    """A titled table: rows of any one type, and columns that show something of each.

    ``name`` is its sheet or section. ``on_paper`` is how many of the first columns are printed
    (``None``: all; 0: the table and what stands below it are not). Tables of one ``sheet`` that
    follow each other stand below each other on it. ``large`` numbers are set in large type; a
    ``grid`` has neither heading nor filter; ``totals``: the last row is one of totals; ``chart``
    names the columns of numbers that are drawn as stacked bars, the totals left out. ``key`` names
    the columns that tell a row from the others (``None``: the first): rows of two editions of a
    table are compared by it. ``page_by`` is the key of the column of which every new value begins a
    page on paper.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Any]
    notes: tuple[str, ...] = ()
    on_paper: int | None = None
    sheet: str | None = None
    large: bool = False
    grid: bool = False
    totals: bool = False
    chart: tuple[str, ...] = ()
    key: tuple[str, ...] | None = None
    page_by: str | None = None

    @property
    def below(self) -> tuple[str, ...]:
        """What is said beside the rows; an empty table says that it is empty."""
        return self.notes or (() if self.rows else ("None.",))

    @property
    def parts(self) -> tuple[Column, ...]:
        """The columns of plain cells."""
        return parts(self.columns)

    @property
    def cells(self) -> Iterator[tuple[Cell, ...]]:
        """Every row as plain cells, one for each of ``parts``; made anew at each call."""
        gets = [column.get for column in self.parts]
        for row in self.rows:
            yield tuple(_plain(get(row)) for get in gets)


def _plain(value: Value) -> Cell:
    if isinstance(value, Day):
        raise TypeError(f"a day stands in a column of another kind: {value}")
    return value


class Fact(NamedTuple):
    """A row of a table of facts."""

    fact: str
    value: Cell


def fact_columns(fact_width: int, value_width: int, *, brief: bool = True) -> tuple[Column, ...]:
    """The columns of a table of facts."""
    return (
        Column("fact", "Fact", attrgetter("fact"), width=fact_width, brief=brief),
        Column("value", "Value", attrgetter("value"), width=value_width, brief=brief),
    )


class Report(NamedTuple):
    """A result ready to be rendered; a format makes only what it prints.

    ``document`` gives the JSON document, ``tables`` the tables, ``main`` names the one with the
    rows of the result. ``color``: a format that knows colour may use it.
    """

    title: str
    document: Callable[[], dict[str, Any]]
    tables: Callable[[], tuple[Table, ...]]
    main: str
    notes: tuple[str, ...] = ()
    color: bool = False

    @property
    def rows(self) -> Table:
        """The table with the rows of the result."""
        return next(table for table in self.tables() if table.name == self.main)


def to_frame(table: Table) -> pd.DataFrame:
    """The table as a pandas frame of objects: text stays text, a date a date, a gap ``None``."""
    import pandas as pd  # noqa: PLC0415 (the everyday commands do without it)

    keys = [column.key for column in table.parts]
    return pd.DataFrame(list(table.cells), columns=pd.Index(keys), dtype=object)


def joined(names: Iterable[str]) -> str | None:
    """The distinct names in one cell, or nothing."""
    return "; ".join(dict.fromkeys(name for name in names if name)) or None
