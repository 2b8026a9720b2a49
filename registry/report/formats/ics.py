"""Coming changes as a calendar (RFC 5545), to import or to subscribe to: an event an act and day.

What an act begins and what expires by it are events of their own. An event keeps its ``UID`` when
its day is corrected or put off: it is the first id of its changes, which holds act, line and verb,
not the day. ``SEQUENCE`` is the data version as a number, so that a calendar takes the later word;
``DTSTAMP`` is the day on which the act was known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from registry.report.table import Report

OCTETS: Final = 75  # a line of the format is no longer; what follows goes on the next, indented
REMIND_DAYS: Final = (90, 60, 30, 7)
ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
DOMAIN: Final = "cs-registry"
EXPIRED: Final = "expired"
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
    version = document["data"]["version"]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cs-registry//upcoming//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(report.title)}",
        *(line for event in _events(document["rows"]) for line in _event(event, version)),
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


Row = dict[str, Any]


def _events(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows of each event, in their order."""
    events: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        about = row["act"], row["date"], row["date_qualifier"], row["kind"] == EXPIRED
        events.setdefault(about, []).append(row)
    yield from events.values()


def _event(rows: Sequence[Row], version: str) -> Iterator[str]:
    first, summary = rows[0], _summary(rows)
    day = date.fromisoformat(first["date"])
    known = date.fromisoformat(first["known"])
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(min(row['id'] for row in rows))}@{DOMAIN}"
    yield f"DTSTAMP:{known:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{_sequence(version)}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(_description(rows))}"
    yield f"CATEGORIES:{','.join(_text(kind) for kind in _by_kind(rows))}"
    for days in REMIND_DAYS:
        yield from _alarm(summary, days)
    yield "END:VEVENT"


def _by_kind(rows: Iterable[Row]) -> dict[str, list[Row]]:
    kinds: dict[str, list[Row]] = {}
    for row in rows:
        kinds.setdefault(row["kind"], []).append(row)
    return kinds


def _summary(rows: Sequence[Row]) -> str:
    changes = "; ".join(_change(kind, each) for kind, each in _by_kind(rows).items())
    return f"{rows[0]['short']}: {changes}{HOW[rows[0]['date_qualifier']]}"


def _change(kind: str, rows: Sequence[Row]) -> str:
    """What happens, in names: "7 nitazenes expire unless extended"."""
    subject, is_single = _subject(rows)
    if kind == EXPIRED:
        return f"{subject} {'expires' if is_single else 'expire'} unless extended"
    return f"comments on {subject} due" if kind == "comments-due" else f"{subject} {kind}"


def _subject(rows: Sequence[Row]) -> tuple[str, bool]:
    """The name of what the rows speak of, else how many of which family; whether it is one."""
    names = list(dict.fromkeys(name for row in rows for name in row["names"]))
    unnamed = [row for row in rows if not row["names"]]
    if len(names) + len(unnamed) == 1:
        return (names[0] if names else unnamed[0]["class"] or unnamed[0]["line"]), True
    families = {family for row in rows for family in row["families"]}
    if unnamed:
        return f"{len(rows)} lines", False
    family = min(families) if len(families) == 1 else "substances"
    plural = "substances" if family.startswith("other-") else family.replace("-", " ")
    return f"{len(names)} {plural}", False


def _sequence(version: str) -> int:
    """A calendar version as a number that grows: 2026.11.24 and its second, 2026.11.24.2."""
    year, month, day, *more = (int(part) for part in version.split("."))
    return ((year * 100 + month) * 100 + day) * 100 + (more[0] if more else 1)


def _description(rows: Sequence[Row]) -> str:
    act = rows[0]
    expiry = "By the acts known they stand no longer from this day on."
    parts = (
        *(_line(row) for row in rows),
        *((expiry,) if act["kind"] == EXPIRED else ()),
        f"{act['title']} ({act['citation'] or 'no citation seen'}; {act['evidence']}).",
        *filter(None, (act["title_zh"],)),
        f"Act: {act['act']}, known since {act['known']}.",
        "A comparison of published lists, not legal advice.",
    )
    return "\n".join(parts)


def _line(row: Row) -> str:
    """One change: the names in both languages, the change, the lists."""
    pairs = zip(row["names"], row["names_zh"], strict=True)
    names = "; ".join(f"{name} {zh}" if zh else name for name, zh in pairs)
    lists = (row["from_schedule"], row["to_schedule"])
    places = " to ".join(dict.fromkeys(filter(None, lists)))
    return f"{names or row['class'] or row['line']}: {row['kind']}, {places}"


def _alarm(summary: str, days: int) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(f'In {days} days: {summary}')}"
    yield f"TRIGGER:-P{days}D"
    yield "END:VALARM"


def _text(text: str) -> str:
    return text.translate(ESCAPED)
