"""How wide a text is on paper and screen: Chinese characters take two columns."""

from __future__ import annotations

import unicodedata


def display_width(text: str) -> int:
    """How many columns ``text`` takes: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )
