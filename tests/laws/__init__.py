"""Laws that hold for any record."""

from __future__ import annotations

from hypothesis import settings


def times(number: int) -> int:
    """So many times the examples of the profile: of the everyday run, or of ``make soak``."""
    return number * settings().max_examples
