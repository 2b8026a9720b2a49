"""How wide a text is on paper and screen: Chinese characters take two columns."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

PIECES: Final = re.compile(r"[^\s-]*-|[^\s-]+\s?|\s")  # what stays on one line


def display_width(text: str) -> int:
    """How many columns ``text`` takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def lines_in(text: str, width: int) -> int:
    """How many lines ``text`` takes in a cell of ``width`` columns.

    Lines are broken at spaces and after hyphens, and within what is longer than a line.
    """
    if len(text) * 2 <= width and "\n" not in text:
        return 1
    return sum(_lines(line, width) for line in text.split("\n"))


def _lines(line: str, width: int) -> int:
    if display_width(line) <= width:
        return 1
    count, used = 1, 0
    for piece in PIECES.findall(line):
        wide = display_width(piece)
        if used and used + wide - piece.endswith(" ") > width:
            count, used = count + 1, 0
        used += wide
        while used > width + 1:
            count, used = count + 1, used - width
    return count
