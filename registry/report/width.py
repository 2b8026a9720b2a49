"""How wide a text is on paper and screen: Chinese characters take two columns."""

from __future__ import annotations

import unicodedata


def display_width(text: str) -> int:
    """How many columns ``text`` takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def lines_in(text: str, width: int) -> int:
    """How many lines ``text`` takes in a cell of ``width`` columns, broken at spaces first."""
    if len(text) * 2 <= width and "\n" not in text:
        return 1
    return sum(_lines(line, width) for line in text.split("\n"))


def _lines(text: str, width: int) -> int:
    if display_width(text) <= width:
        return 1
    count, used = 1, 0
    for word in text.split():
        wide = display_width(word) + 1
        if used and used + wide > width:
            count, used = count + 1, 0
        used += wide
        while used > width + 1:
            count, used = count + 1, used - width
    return count
