"""A report for the eye: the brief columns, as wide as the terminal, Chinese two columns wide.

Colour, where the terminal has it, only repeats the word that it is put on.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator

from registry.law.dates import Day
from registry.report.table import MARKS, Column, Report, Table, Value
from registry.report.width import display_width

NARROWEST = 8
LEAST = 3  # where the terminal is too narrow for all else
WORD = 24  # a longer word may be broken
GAP = "  "
DIGITS = "0123456789"
DAY = re.compile(r"\W?[0-9]{4}-[0-9]{2}-[0-9]{2}")
BOLD = "1"
# Words of the columns below -> the colour of a terminal, by its number.
COLORED = frozenset({"kind", "status", "evidence"})
COLORS = {
    "undetermined": "35",
    "pending": "33",
    "regime": "33",
    "class-vs-named": "34",
    "temporary": "36",
    "scope": "36",
    "controlled": "31",
    "unverified": "33",
}


def render(report: Report) -> bytes:
    """Every table under its title, cut to the width of the terminal."""
    width = max(60, shutil.get_terminal_size((120, 40)).columns)
    paint = _painted if report.color else _plain
    lines = [paint(report.title, BOLD), ""]
    for table in report.tables():
        lines += [*_table(table, width, paint), ""]
    for note in report.notes:
        lines += _wrap(note, width)
    return ("\n".join(line.rstrip() for line in lines).rstrip() + "\n").encode()


Paint = Callable[[str, str], str]


def _painted(text: str, color: str) -> str:
    return f"\x1b[{color}m{text}\x1b[0m" if color and text.strip() else text


def _plain(text: str, _color: str) -> str:
    return text


def _color_of(key: str, text: str) -> str:
    if key not in COLORED:
        return ""
    return "31" if text.endswith(" only") else COLORS.get(text, "")


def _table(table: Table, width: int, paint: Paint) -> Iterator[str]:
    if table.title:
        yield paint(table.title, BOLD)
    columns = [column for column in table.columns if column.brief] or list(table.columns)
    grid = [[_text(column.get(row)) for column in columns] for row in table.rows]
    used = [place for place, _ in enumerate(columns) if any(row[place] for row in grid)]
    left_out = _left_out(columns, used, grid, width)
    used = [place for place in used if place not in left_out]
    if not grid:
        yield "  none"
    else:
        heads = [columns[place].title for place in used]
        cells = [[row[place] for place in used] for row in grid]
        yield from _grid(heads, cells, [columns[place] for place in used], width, paint)
    if legend := _legend(cell for row in grid for cell in row):
        yield legend
    names = ", ".join(columns[place].title for place in sorted(left_out))
    narrow = (f"Too narrow for: {names}. A wider terminal or -o FILE shows them.",)
    for note in (*(narrow if names else ()), *table.notes):
        yield from (f"  {line}" for line in _wrap(note, width - 2))


def _left_out(
    columns: list[Column], used: list[int], grid: list[list[str]], width: int
) -> set[int]:
    """The spare columns without which no word need be broken, from the last on."""
    least = {
        place: max(
            _longest_piece(text) for text in (columns[place].title, *(row[place] for row in grid))
        )
        for place in used
    }
    spare = [place for place in used if columns[place].spare]
    out: set[int] = set()
    while spare and sum(least.values()) + len(GAP) * (len(least) - 1) > width:
        out.add(spare[-1])
        del least[spare.pop()]
    return out


def _legend(cells: Iterable[str]) -> str:
    used = {mark for cell in cells for mark in MARKS.values() if cell.startswith(mark)}
    words = [f"{mark} {name.replace('-', ' ')}" for name, mark in MARKS.items() if mark in used]
    return f"  {', '.join(words)}" if words else ""


def _grid(
    heads: list[str], cells: list[list[str]], columns: list[Column], width: int, paint: Paint
) -> Iterator[str]:
    widths = _widths(heads, cells, width)
    right = [column.kind == "number" for column in columns]
    yield from _row(heads, widths, right, [BOLD] * len(heads), paint)
    yield GAP.join("-" * each for each in widths)
    for row in cells:
        colors = [_color_of(each.key, text) for each, text in zip(columns, row, strict=True)]
        yield from _row(row, widths, right, colors, paint)


def _widths(heads: list[str], cells: list[list[str]], width: int) -> list[int]:
    """Natural widths; while the row is too wide, the widest column gives way."""
    columns = [[head, *(row[place] for row in cells)] for place, head in enumerate(heads)]
    widths = [max(map(display_width, column)) for column in columns]
    room = width - len(GAP) * (len(widths) - 1)
    least = [max([NARROWEST, *map(_longest_word, column)]) for column in columns]
    pieces = [max([NARROWEST, *map(_longest_piece, column)]) for column in columns]
    for floor in (least, pieces, [NARROWEST] * len(widths), [LEAST] * len(widths)):
        while sum(widths) > room:
            spare = [wide - low for wide, low in zip(widths, floor, strict=True)]
            if max(spare) <= 0:
                break
            widths[max(range(len(widths)), key=lambda at: (spare[at] > 0, widths[at]))] -= 1
    return widths


def _longest_word(text: str) -> int:
    return min(max((display_width(word) for word in text.split(" ")), default=0), WORD)


def _longest_piece(text: str) -> int:
    """The longest part of ``text`` that holds no place to break it; a day holds none."""
    if DAY.fullmatch(text):
        return display_width(text)
    parts = re.split(r"(?<=[-/;])| ", text)
    return min(max(map(display_width, parts)), WORD)


def _row(
    cells: list[str], widths: list[int], right: list[bool], colors: list[str], paint: Paint
) -> Iterator[str]:
    wrapped = [_wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(len(lines) for lines in wrapped)):
        parts = []
        for lines, width, is_right, color in zip(wrapped, widths, right, colors, strict=True):
            text = lines[number] if number < len(lines) else ""
            padding = " " * (width - display_width(text))
            shown = paint(text, color)
            parts.append(padding + shown if is_right else shown + padding)
        yield GAP.join(parts)


def _wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, broken at spaces where there are any."""
    lines, line = [], ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if display_width(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        while display_width(line) > width:
            cut = _fitting(line, width)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def _fitting(text: str, width: int) -> int:
    """How many characters of ``text`` fit, at least one; after a hyphen if one is near.

    A number is not broken ("第800号") where it need not be.
    """
    count = 1
    while count < len(text) and display_width(text[: count + 1]) <= width:
        count += 1
    hyphen = max(text.rfind(mark, 0, count) for mark in "-/;")
    if hyphen >= count // 4:
        return hyphen + 1
    before = text[:count].rstrip(DIGITS) if text[count : count + 1].isdigit() else text
    return len(before) if 0 < len(before) < count else count


def _text(value: Value) -> str:
    """A value on one line; a day with the mark of how surely it is known."""
    if isinstance(value, Day):
        return f"{MARKS.get(value.qualifier, '')}{value.day}"
    return "" if value is None else str(value).replace("\n", " ")
