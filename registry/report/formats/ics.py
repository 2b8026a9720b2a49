"""Coming changes as a calendar (RFC 5545): an event for every row, to import or to subscribe to.

An event keeps its ``UID`` when the day of its change is corrected or put off: the id of a change
holds the act, the line and the verb, not the day. ``SEQUENCE`` is the data version as a number, so
that a calendar takes the later word; ``DTSTAMP`` is the day on which the act was known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from registry.report.table import Report

OCTETS: Final = 75  # a line of the format is no longer; what follows goes on the next, indented
REMIND_DAYS: Final = (90, 60, 30, 7)
ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
DOMAIN: Final = "cs-registry"
# How surely a day is known, as the summary says it.
HOW: Final = {
    "exact": "",
    "on-or-before": " (this day at the latest)",
    "on-or-after": " (this day at the earliest)",
    "by-decision": " (day of the decision)",
}


def render(report: Report) -> bytes:
    """The rows of a document of changes as all-day events with reminders."""
    document = report.document()
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cs-registry//upcoming//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(report.title)}",
        *(line for row in document["rows"] for line in _event(row, document["data"]["version"])),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def folded(line: str) -> str:
    """``line`` broken after at most 75 octets, never inside a character."""
    parts, room = [""], OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append(" ")
            room = OCTETS - 1
        parts[-1] += letter
        room -= size
    return "\r\n".join(parts)


def _event(row: dict[str, Any], version: str) -> Iterator[str]:
    day = date.fromisoformat(row["date"])
    known = date.fromisoformat(row["known"])
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(row['id'])}@{DOMAIN}"
    yield f"DTSTAMP:{known:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{_sequence(version)}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_text(_summary(row))}"
    yield f"DESCRIPTION:{_text(_description(row))}"
    yield f"CATEGORIES:{_text(row['kind'])}"
    for days in REMIND_DAYS:
        yield from _alarm(_summary(row), days)
    yield "END:VEVENT"


def _summary(row: dict[str, Any]) -> str:
    schedule = row["to_schedule"] or row["from_schedule"]
    place = f"{row['jurisdiction'].upper()} {schedule}".strip()
    change = "expires unless extended" if row["kind"] == "expired" else row["kind"]
    return f"{place}: {row['line']} {change}{HOW[row['date_qualifier']]}"


def _sequence(version: str) -> int:
    """A calendar version as a number that grows: 2026.11.24 and its second, 2026.11.24.2."""
    year, month, day, *more = (int(part) for part in version.split("."))
    return ((year * 100 + month) * 100 + day) * 100 + (more[0] if more else 1)


def _description(row: dict[str, Any]) -> str:
    expiry = "By the acts known it stands no longer from this day on."
    parts = (
        expiry if row["kind"] == "expired" else row["why"],
        f"{row['title']} ({row['citation'] or 'no citation seen'}; {row['evidence']}).",
        f"Act: {row['act']}, known since {row['known']}.",
        "A comparison of published lists, not legal advice.",
    )
    return "\n".join(parts)


def _alarm(summary: str, days: int) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(f'In {days} days: {summary}')}"
    yield f"TRIGGER:-P{days}D"
    yield "END:VALARM"


def _text(text: str) -> str:
    return text.translate(ESCAPED)
