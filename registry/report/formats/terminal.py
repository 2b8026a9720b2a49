"""A report for the eye: the brief columns, as wide as the terminal, Chinese two columns wide.

Colour, where the terminal has it, only repeats the word that it is put on.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from registry.report.table import MARKS, Column, Report, Table, Value, marked
from registry.report.width import display_width

NARROWEST = 8
LEAST = 3  # where the terminal is too narrow for all else
WORD = 24  # a longer word may be broken
PAPER = 100  # on a narrower terminal a table is stacked before a column is cramped
ROOMY = 20  # a column as wide as this is not cramped
NAME = 32  # a name with a longer word may stand on a line of its own
GAP = "  "
BETWEEN = " · "
DIGITS = "0123456789"
DAY = re.compile(r"\W?[0-9]{4}-[0-9]{2}-[0-9]{2}")
BOLD = "1"
# Words of the columns below -> the colour of a terminal, by its number.
COLORED = frozenset({"kind", "status", "evidence"})
COLORS = {
    "undetermined": "35",
    "pending": "33",
    "not-compared": "35",
    "regime": "33",
    "class-vs-named": "34",
    "temporary": "36",
    "level": "36",
    "scope": "36",
    "controlled": "31",
    "unverified": "33",
}


def render(report: Report) -> bytes:
    """Every table under its title, cut to the width of the terminal."""
    width = max(60, _columns() or 120)
    paint = _painted if report.color else _plain
    lines = [*(paint(line, BOLD) for line in _wrap(report.title, width)), ""]
    for table in report.tables():
        lines += [*_table(table, width, paint), ""]
    for note in report.notes:
        lines += _wrap(note, width)
    return ("\n".join(line.rstrip() for line in lines).rstrip() + "\n").encode()


def _columns() -> int:
    """How wide the terminal is, as ``shutil`` says (which loads bzip2 and LZMA); 0: not known."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 0


Paint = Callable[[str, str], str]


def _painted(text: str, color: str) -> str:
    return f"\x1b[{color}m{text}\x1b[0m" if color and text.strip() else text


def _plain(text: str, _color: str) -> str:
    return text


def _color_of(key: str, text: str) -> str:
    if key not in COLORED:
        return ""
    return "31" if text.endswith(" only") else COLORS.get(text, "")


class _Shown(NamedTuple):
    """A column on the screen, and what it shows of each row."""

    column: Column
    texts: list[str]

    @property
    def lines(self) -> tuple[str, ...]:
        """The heading, and what stands below it."""
        return (self.column.title, *self.texts)


def _table(table: Table, width: int, paint: Paint) -> Iterator[str]:
    if table.title:
        yield paint(table.title, BOLD)
    columns = [column for column in table.columns if column.brief] or table.columns
    shown = [_Shown(column, [_text(column.get(row)) for row in table.rows]) for column in columns]
    used = [each for each in shown if any(each.texts)]
    kept = _without_spare(used, width)
    if _is_cramped(kept, width):
        kept = used
        yield from _stack(used, width, paint)
    elif kept:
        yield from _grid(kept, width, paint, is_headed=not table.grid)
    else:
        yield "  none"
    if legend := _legend(text for each in shown for text in each.texts):
        yield legend
    names = ", ".join(each.column.title for each in used if each not in kept)
    narrow = (f"Too narrow for: {names}. A wider terminal or -o FILE shows them.",)
    for note in (*(narrow if names else ()), *table.notes):
        yield from (f"  {line}" for line in _wrap(note, width - 2))


def _without_spare(shown: list[_Shown], width: int) -> list[_Shown]:
    """The columns but for spare ones, from the last on, until none is cramped or breaks a word."""
    kept = list(shown)
    spare = [each for each in shown if each.column.spare]
    while spare and (_breaks_words(kept, width) or _is_cramped(kept, width)):
        kept.remove(spare.pop())
    return kept


def _breaks_words(shown: list[_Shown], width: int) -> bool:
    least = [max(_least(each, PAPER), *map(_longest_piece, each.lines)) for each in shown]
    return sum(least) + len(GAP) * (len(least) - 1) > width


def _legend(cells: Iterable[str]) -> str:
    used = {mark for cell in cells for mark in MARKS.values() if cell.startswith(mark)}
    words = [f"{mark} {name.replace('-', ' ')}" for name, mark in MARKS.items() if mark in used]
    return f"  {', '.join(words)}" if words else ""


def _is_cramped(shown: list[_Shown], width: int) -> bool:
    """Whether side by side the columns would break a name or, on a narrow terminal, be slivers."""
    widths = _widths(shown, width) if shown else []
    return any(wide < _least(each, width) for wide, each in zip(widths, shown, strict=True))


def _least(shown: _Shown, width: int) -> int:
    """The width below which a column is cramped."""
    if shown.column.head:
        return max(min(_longest_unbroken(text), NAME) for text in shown.texts)
    if width >= PAPER:
        return 0
    natural = max(map(display_width, shown.lines))
    return max(min(natural, ROOMY), *map(_longest_word, shown.lines))


def _stack(shown: list[_Shown], width: int, paint: Paint) -> Iterator[str]:
    """A block for each row: what names it, and below it each heading with what stands there."""
    at = next((at for at, each in enumerate(shown) if each.column.head), 0)
    head, rest = shown[at], [*shown[:at], *shown[at + 1 :]]
    for row, name in enumerate(head.texts):
        yield from (paint(line, BOLD) for line in _wrap(name, width))
        facts = [f"{each.column.title}: {each.texts[row]}" for each in rest if each.texts[row]]
        yield from (f"  {line}" for line in _packed(facts, width - 2))


def _packed(facts: Iterable[str], width: int) -> Iterator[str]:
    """Facts in lines, as many in one as fit."""
    line = ""
    for fact in facts:
        together = f"{line}{BETWEEN}{fact}" if line else fact
        if display_width(together) <= width:
            line = together
            continue
        yield from filter(None, (line,))
        *broken, line = _wrap(fact, width)
        yield from broken
        if broken:
            yield line
            line = ""
    yield from filter(None, (line,))


def _grid(
    shown: list[_Shown], width: int, paint: Paint, *, is_headed: bool = True
) -> Iterator[str]:
    columns, widths = [each.column for each in shown], _widths(shown, width)
    right = [column.kind == "number" for column in columns]
    if is_headed:
        titles = [column.title for column in columns]
        yield from _row(titles, widths, right, [BOLD] * len(right), paint)
        yield GAP.join("-" * each for each in widths)
    heads = [at for at, column in enumerate(columns) if column.head]
    for row in map(list, zip(*(each.texts for each in shown), strict=True)):
        for at in heads:
            if _longest_unbroken(row[at]) > widths[at]:
                yield from _wrap(row[at], width)
                row[at] = ""
        colors = [_color_of(column.key, text) for column, text in zip(columns, row, strict=True)]
        yield from _row(row, widths, right, colors, paint)


def _widths(shown: list[_Shown], width: int) -> list[int]:
    """Natural widths; while the row is too wide, the widest column gives way."""
    widths = [max(map(display_width, each.lines)) for each in shown]
    room = width - len(GAP) * (len(widths) - 1)
    name = [max(NARROWEST, _least(each, PAPER)) for each in shown]
    least = [
        max([low, *map(_longest_word, each.lines)]) for low, each in zip(name, shown, strict=True)
    ]
    pieces = [
        max([low, *map(_longest_piece, each.lines)]) for low, each in zip(name, shown, strict=True)
    ]
    for floor in (least, pieces, [NARROWEST] * len(widths), [LEAST] * len(widths)):
        while sum(widths) > room:
            spare = [wide - low for wide, low in zip(widths, floor, strict=True)]
            if max(spare) <= 0:
                break
            widths[max(range(len(widths)), key=lambda at: (spare[at] > 0, widths[at]))] -= 1
    return widths


def _longest_word(text: str) -> int:
    return min(_longest_unbroken(text), WORD)


def _longest_unbroken(text: str) -> int:
    return max(map(display_width, text.split(" ")))


def _longest_piece(text: str) -> int:
    """The longest part of ``text`` that holds no place to break it; a day holds none."""
    if DAY.fullmatch(text):
        return display_width(text)
    parts = re.split(r"(?<=[-/;])| ", text)
    return min(max(map(display_width, parts)), WORD)


def _row(
    cells: Sequence[str], widths: list[int], right: list[bool], colors: list[str], paint: Paint
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
    return "" if value is None else marked(value).replace("\n", " ")
