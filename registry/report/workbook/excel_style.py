"""How a workbook looks: named styles, fills, paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.indexed_list import IndexedList

FACE: Final = "Arial"
SIZE: Final = 10
PER_DIGIT: Final = 1.12  # letters in the room of a digit, on an average line
LINE_HEIGHT: Final = 13.5  # points, for this face and size
MOST_LINES: Final = 28  # Excel shows no row higher than 409 points
TITLE_HEIGHT: Final = 27.0
HEADING_HEIGHT: Final = 24.0
LARGE_HEIGHT: Final = 36.0
PAPER_A3: Final = 8
PAPER_A4: Final = 9
WIDE: Final = 170  # characters on a line of A4 that can still be read
PAGE: Final = 340  # on a line of A3
MARGIN: Final = 0.4  # inches, left and right
AS_TEXT: Final = "@"  # typed anew, a number or what looks like a day stays what was typed

DARK: Final = "2F4858"
HEAD: Final = "Registry header"
HEAD_NUMBER: Final = "Registry header number"
HEAD_ENTRY: Final = "Registry header entry"
CELL: Final = "Registry cell"
TEXT: Final = "Registry text"
LONGEST_TEXT: Final = 255  # what an old Excel shows of a cell in the format of texts
DAY: Final = "Registry day"
MOMENT: Final = "Registry moment"
NUMBER: Final = "Registry number"
ADDRESS: Final = "Registry address"
COUNT: Final = "Registry count"
TOTAL: Final = "Registry total"
TOTAL_NUMBER: Final = "Registry total number"
LARGE: Final = "Registry large number"
LINK: Final = "Registry link"
ENTRY: Final = "Registry entry"
ENTRY_TEXT: Final = "Registry entry text"
ENTRY_DAY: Final = "Registry entry day"
TITLE: Final = "Registry title"
HEADING: Final = "Registry heading"
NOTE: Final = "Registry note"

# Light fills, each doubled by the text of its cell.
FILLS: Final = {
    "undetermined": "EDE7F6",
    "pending": "FFF3CD",
    "not-compared": "EDE7F6",
    "only": "F8D7DA",
    "regime": "FDE2CF",
    "class-vs-named": "E2EAF4",
    "temporary": "E8F0E0",
    "level": "E8F0E0",
    "scope": "E8F0E0",
    "aligned": "FFFFFF",
    "new": "FFF3CD",
    "changed": "FDE2CF",
    "unchanged": "FFFFFF",
    "closed": "E3E6E8",
    "stands": "E8F0E0",
    "changed since sign-off": "F8D7DA",
    "controlled": "F8D7DA",
    "not-listed": "FFFFFF",
}
# The columns whose text names a fill.
FILLED: Final = frozenset({"kind", "since_previous", "sign_off", "status"})


def fill_of(text: str) -> str | None:
    """The name of the fill that goes with a text of a filled column."""
    if text.endswith(" only"):
        return "only"
    first = text.partition(",")[0]
    return first if first in FILLS else None


def styles() -> Iterator[NamedStyle]:
    """Every named style, in the order in which they are numbered."""
    top = Alignment(wrap_text=True, vertical="top")
    left = Alignment(horizontal="left", vertical="top", wrap_text=True)
    font = Font(name=FACE, size=SIZE)
    yield from _heads()
    yield _style(CELL, font, top)
    yield _style(TEXT, font, top, number_format=AS_TEXT)
    yield _style(DAY, font, left, number_format="yyyy-mm-dd")
    yield _style(MOMENT, font, left, number_format="yyyy-mm-dd hh:mm")
    yield _style(NUMBER, font, Alignment(vertical="top"))
    yield _style(COUNT, font, left)
    bold, grey = Font(name=FACE, size=SIZE, bold=True), PatternFill("solid", fgColor="EEF1F3")
    yield _style(TOTAL, bold, top, grey)
    yield _style(TOTAL_NUMBER, bold, Alignment(vertical="top"), grey)
    yield _style(ADDRESS, font, Alignment(vertical="top"))
    large = Alignment(horizontal="right", vertical="top")
    yield _style(LARGE, Font(name=FACE, size=22, bold=True, color=DARK), large)
    yield _style(LINK, Font(name=FACE, size=SIZE, color="0B5394", underline="single"), top)
    pale = PatternFill("solid", fgColor="FFF9E0")
    yield _style(ENTRY, font, top, pale)
    yield _style(ENTRY_TEXT, font, top, pale, AS_TEXT)
    yield _style(ENTRY_DAY, font, left, pale, "yyyy-mm-dd")
    yield _style(NOTE, Font(name=FACE, size=SIZE, italic=True), Alignment(vertical="top"))
    for name, color in FILLS.items():
        yield _style(f"Registry {name}", font, top, PatternFill("solid", fgColor=color))


def scale(width: int, columns: int) -> int:
    """The percentage at which columns of so many characters fill one line of their paper."""
    inches = (7 * width + 5 * columns) / 96  # a digit of the standard face has seven pixels
    paper = 16.5 if width > WIDE else 11.7
    return max(10, min(100, int(98 * (paper - 2 * MARGIN) / inches)))


def line() -> DifferentialStyle:
    """The line below each row, below its empty cells too."""
    return DifferentialStyle(border=Border(bottom=Side(style="thin", color="D5DBDF")))


def set_face(book: Workbook) -> None:
    """Count widths of columns in digits of our face, which every program has or has the like of."""
    font = Font(name=FACE, size=SIZE)
    book._fonts = IndexedList([font])  # type: ignore[attr-defined]  # noqa: SLF001 (no public way)
    book._named_styles["Normal"].font = font  # type: ignore[attr-defined]  # noqa: SLF001


def _heads() -> Iterator[NamedStyle]:
    white = Font(name=FACE, size=SIZE, bold=True, color="FFFFFF")
    dark, middle = PatternFill("solid", fgColor=DARK), Alignment(wrap_text=True, vertical="center")
    right = Alignment(wrap_text=True, vertical="center", horizontal="right")
    low = Alignment(vertical="bottom")
    yield _style(HEAD, white, middle, dark)
    yield _style(HEAD_NUMBER, white, right, dark)
    yield _style(HEAD_ENTRY, white, middle, PatternFill("solid", fgColor="7A5C00"))
    yield _style(TITLE, Font(name=FACE, size=16, bold=True, color=DARK), Alignment("left"))
    yield _style(HEADING, Font(name=FACE, size=12, bold=True, color=DARK), low)


def _style(
    name: str,
    font: Font,
    alignment: Alignment,
    fill: PatternFill | None = None,
    number_format: str = "General",
) -> NamedStyle:
    style = NamedStyle(name, font=font, alignment=alignment, number_format=number_format)
    if fill:
        style.fill = fill
    return style
