"""Answers that differ and gaps that move, in words; text, comment and sections share them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from registry.report.kinds import kind_words

Row = dict[str, Any]
MOST: Final = 8  # more names than these are counted
STATUS: Final = {
    "controlled": "controlled",
    "not-listed": "not listed",
    "undetermined": "undetermined",
    None: "not held",
}


def first(texts: Sequence[str]) -> str:
    """The first texts, the rest counted."""
    more = f" and {len(texts) - MOST} more" if len(texts) > MOST else ""
    return ", ".join(texts[:MOST]) + more


def names(row: Row) -> str:
    """The substances of a row, the first ones by name."""
    return first(row["names"])


def answers(row: Row) -> str:
    """Every answer that differs by a row: where, before and after, on which days, about whom."""
    return "; ".join(answer(group) for group in row.get("answers", ()))


def answer(group: Row) -> str:
    """One group of answers, or of gaps, that differ alike."""
    was, now = (STATUS.get(group[side], group[side]) for side in ("before", "after"))
    turn = f"{was} -> {now}"
    return f"{group['short']} {turn} {_days(group)} ({names(group)})"


def _days(group: Row) -> str:
    start, until = group["from"], group["until"]
    if start and until:
        return f"from {start} until {until}"
    if start:
        return f"from {start} on"
    return f"until {until}" if until else "on all days"


def gaps(row: Row) -> str:
    """The gaps that a row opens, reopens and closes."""
    opened = [
        f"{'reopens' if each.get('reopened') else 'opens'} {gap(each)}"
        for each in row.get("gaps_opened", ())
    ]
    return "; ".join([*opened, *(f"closes {gap(each)}" for each in row.get("gaps_closed", ()))])


def gap(row: Row) -> str:
    """A gap with its substance, and its day where it has one of its own."""
    day = f" on {row['day']}" if "day" in row else ""
    return f"{kind_of_gap(row)} ({row['name']}){day}"


def kind_of_gap(row: Row) -> str:
    """The kind of a gap between two jurisdictions, by their short names."""
    a, b = row["a_short"], row["b_short"]
    return f"{a}/{b} {kind_words(row['kind'], a, b)}"


def lines(row: Row) -> str:
    """The lines of a row with their jurisdiction: the first by name, the rest counted."""
    moved, short = row.get("lines", ()), row.get("short") or ""
    if not moved:
        return short
    count = f"{len(moved)} lines: " if len(moved) > 1 else ""
    return f"{short} {count}{first(moved)}".strip()
