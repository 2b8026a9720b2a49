"""Answers that differ and gaps that move, in words; text, comment and sections share them."""

from __future__ import annotations

from typing import Any, Final

Row = dict[str, Any]
MOST: Final = 8  # more names than these are counted
STATUS: Final = {
    "controlled": "controlled",
    "not-listed": "not listed",
    "undetermined": "undetermined",
    None: "not held",
}


def names(row: Row) -> str:
    """The substances of a row, the first ones by name."""
    found = row["names"]
    more = f" and {len(found) - MOST} more" if len(found) > MOST else ""
    return ", ".join(found[:MOST]) + more


def answers(row: Row) -> str:
    """Every answer that differs by a row: where, before and after, on which days, about whom."""
    return "; ".join(answer(group) for group in row.get("answers", ()))


def answer(group: Row) -> str:
    """One group of answers, or of gaps, that differ alike."""
    was, now = (STATUS.get(group[side], group[side]) for side in ("before", "after"))
    turn = f"{was} -> {now}"
    return f"{group['short']} {turn} {_days(group)} ({names(group)})"


def _days(group: Row) -> str:
    first, until = group["from"], group["until"]
    if first and until:
        return f"from {first} until {until}"
    if first:
        return f"from {first} on"
    return f"until {until}" if until else "on all days"


def gaps(row: Row) -> str:
    """The gaps that a row opens, reopens and closes."""
    opened = [
        f"{'reopens' if one.get('reopened') else 'opens'} {gap(one)}"
        for one in row.get("gaps_opened", ())
    ]
    return "; ".join([*opened, *(f"closes {gap(one)}" for one in row.get("gaps_closed", ()))])


def gap(one: Row) -> str:
    """A gap with its substance, and its day where it has one of its own."""
    day = f" on {one['day']}" if "day" in one else ""
    return f"{kind_of_gap(one)} ({one['name']}){day}"


def kind_of_gap(one: Row) -> str:
    """The kind of a gap between two jurisdictions, by their short names."""
    a, b = one["a_short"], one["b_short"]
    kind = {"only-a": f"{a} only", "only-b": f"{b} only"}.get(one["kind"], one["kind"])
    return f"{a}/{b} {kind}"


def lines(row: Row) -> str:
    """The lines of a row with their jurisdiction: the first by name, the rest counted."""
    found = row.get("lines", ())
    short = row.get("short") or ""
    if not found:
        return short
    more = f" and {len(found) - MOST} more" if len(found) > MOST else ""
    count = f"{len(found)} lines: " if len(found) > 1 else ""
    return f"{short} {count}{', '.join(found[:MOST])}{more}".strip()
