"""Tables, the waist of the hourglass: any result becomes tables, any format renders them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from registry.law.dates import BY_DECISION, ON_OR_AFTER, ON_OR_BEFORE, Day

if TYPE_CHECKING:
    import pandas as pd

Cell = str | int | float | date | None

# How surely a day is known, as a mark before it where a column of words has no room.
MARKS: Final = {ON_OR_BEFORE: "≤", ON_OR_AFTER: "≥", BY_DECISION: "§"}


class Column(NamedTuple):
    """A column: its key in data formats, its heading, what its cells are, and where it is shown.

    ``brief`` columns make up the narrow table of a terminal; of them it leaves out the ``spare``
    ones, from the last, where it would have to break words. ``width`` is in characters; an
    ``address`` is not broken into lines. ``link`` is the key of the column with the address that
    this one leads to. ``entry`` columns are for the reader to fill in: with one of ``choices``,
    with a day, or freely.
    """

    key: str
    title: str
    kind: Literal["text", "date", "number", "address"] = "text"
    width: int = 16
    brief: bool = False
    spare: bool = False
    link: str | None = None
    entry: bool = False
    choices: tuple[str, ...] = ()


class Table(NamedTuple):
    """A titled table. ``name`` is its sheet or section.

    ``on_paper`` is how many of the first columns are printed (``None``: all; 0: the table and what
    stands below it are not). Tables of one ``sheet`` that follow each other stand below each other
    on it. ``large`` numbers are set in large type; a ``grid`` has neither heading nor filter;
    ``totals``: the last row is one of totals; ``chart`` names the columns of numbers that are drawn
    as stacked bars, the totals left out. ``key`` names the columns that tell a row from the others
    (``None``: the first): rows of two editions of a table are compared by it.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    notes: tuple[str, ...] = ()
    on_paper: int | None = None
    sheet: str | None = None
    large: bool = False
    grid: bool = False
    totals: bool = False
    chart: tuple[str, ...] = ()
    key: tuple[str, ...] | None = None

    @property
    def below(self) -> tuple[str, ...]:
        """What a sheet says below the rows; an empty table says that it is empty."""
        return self.notes or (() if self.rows else ("None.",))


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


def to_frame(table: Table) -> "pd.DataFrame":
    """The table as a pandas frame of objects: text stays text, a date a date, a gap ``None``."""
    import pandas as pd  # noqa: PLC0415 (the everyday commands do without it)

    keys = [column.key for column in table.columns]
    return pd.DataFrame(list(table.rows), columns=pd.Index(keys), dtype=object)


def day_cells(day: Day | None) -> tuple[date | None, str | None]:
    """A day and, beside it, how surely it is known."""
    return (day.day, day.qualifier) if day else (None, None)


def joined(names: Iterable[str]) -> str | None:
    """The distinct names in one cell, or nothing."""
    return "; ".join(dict.fromkeys(name for name in names if name)) or None
