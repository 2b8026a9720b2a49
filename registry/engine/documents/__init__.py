"""Results as documents: the JSON that other tools rely on. Keys are added, never renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from registry.engine.provenance import unapplied

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from registry.engine.view import View
    from registry.law.dates import Day
    from registry.law.record import Record

Document = dict[str, Any]
# The schema number of each document whose meaning has changed; of all others it is 1.
NUMBERS: Final = {"show": 2, "gaps": 2, "changes": 2}


def head(name: str, record: Record, on: date | None, known_on: date | None) -> Document:
    """What every document begins with."""
    return {
        "schema": f"cs-registry/{name}/{NUMBERS.get(name, 1)}",
        "on": iso(on),
        "known_on": iso(known_on),
        "data": {"version": record.version, "digest": record.digest},
    }


def answer_head(name: str, view: View, on: date | None, places: Iterable[str]) -> Document:
    """The head of an answer about ``places``, with the acts that could not be applied."""
    return {
        **head(name, view.record, on, view.known_on),
        "unapplied": [
            {
                "act": each.act,
                "line": f"{each.key.schedule}/{each.key.line}",
                "on": iso(each.day),
                "why": each.what,
            }
            for each in unapplied(view, places)
        ],
    }


def iso(day: date | None) -> str | None:
    """A civil day as JSON has it."""
    return day.isoformat() if day else None


def dated(day: Day | None, name: str, qualifier: str) -> Document:
    """A day and how surely it is known, under two keys."""
    return {name: iso(day and day.day), qualifier: day.qualifier if day else None}
