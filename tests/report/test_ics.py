"""The calendar: one event for each act and day, as another reader of the format reads it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from icalendar import Calendar

from registry.engine.changes import changes, upcoming
from registry.engine.documents import lists
from registry.engine.view import View
from registry.law.dates import Day
from registry.report.formats import ics
from registry.report.table import Report

ROOT: Final = Path(__file__).parents[2]
BASE: Final = {
    "id": "us/2020-rule/schedule-1/a/add",
    "jurisdiction": "us",
    "date": "2024-09-01",
    "date_qualifier": "exact",
    "kind": "added",
    "line": "a",
    "from_schedule": None,
    "to_schedule": "schedule-1",
    "act": "us/2020-rule",
    "title": "A rule",
    "known": "2024-08-01",
    "citation": "85 FR 1",
    "evidence": "official",
    "why": "schedule-1/a was added.",
    "class": None,
    "short": "US",
    "title_zh": "名",
    "names": ["A"],
    "names_zh": ["甲"],
    "families": ["opioids"],
}
Make = Callable[..., Report]


def _report(*rows: dict[str, Any], version: str = "2024.09.01") -> Report:
    document = {"data": {"version": version}, "rows": [BASE | row for row in rows]}
    return Report("What comes", lambda: document, lambda: (), main="Upcoming")


def _events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data.decode()).walk("VEVENT"))


def test_an_event_is_a_whole_day_with_its_change_and_act() -> None:
    (event,) = _events(ics.render(_report({})))
    assert event["UID"] == "us/2020-rule/schedule-1/a/add@cs-registry"
    assert event["DTSTART"].dt == date(2024, 9, 1)
    assert event["DTEND"].dt == date(2024, 9, 2)
    assert event["SUMMARY"] == "US: A added"
    assert "A rule (85 FR 1; official)." in event["DESCRIPTION"]
    assert "not legal advice" in event["DESCRIPTION"]
    assert event["DTSTAMP"].dt.date() == date(2024, 8, 1)


def test_reminders_come_90_60_30_and_7_days_before() -> None:
    (event,) = _events(ics.render(_report({})))
    before = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert before == [timedelta(days=-days) for days in (90, 60, 30, 7)]


def test_a_corrected_day_moves_the_event_and_raises_its_sequence() -> None:
    (before,) = _events(ics.render(_report({}, version="2024.09.01")))
    (after,) = _events(ics.render(_report({"date": "2024-10-01"}, version="2024.09.01.2")))
    assert before["UID"] == after["UID"]
    assert before["DTSTART"].dt < after["DTSTART"].dt
    assert before["SEQUENCE"] < after["SEQUENCE"] < 2**31


def test_an_expiry_says_that_an_extension_may_come_and_a_loose_day_how_loose() -> None:
    expiry = {"kind": "expired", "from_schedule": "schedule-1", "to_schedule": None}
    loose = {"date_qualifier": "on-or-before", "id": "b"}
    first, second = _events(ics.render(_report(expiry, loose)))
    assert first["SUMMARY"] == "US: A expires unless extended"
    assert second["SUMMARY"] == "US: A added (this day at the latest)"


def _seven(**more: str | None) -> list[dict[str, Any]]:
    names = ["B", "A", "C", "D", "E", "F", "G"]
    return [{"id": f"us/x/{n}", "names": [n], "families": ["nitazenes"]} | more for n in names]


def test_the_changes_of_an_act_on_a_day_are_one_event_with_a_line_each() -> None:
    expiry = {"kind": "expired", "from_schedule": "schedule-1", "to_schedule": None}
    (event,) = _events(ics.render(_report(*_seven(**expiry))))
    assert event["SUMMARY"] == "US: 7 nitazenes expire unless extended"
    assert event["DESCRIPTION"].splitlines()[:2] == [
        "B 甲: expired, schedule-1",
        "A 甲: expired, schedule-1",
    ]
    assert event["UID"] == "us/x/A@cs-registry"
    assert len(event.walk("VALARM")) == 4


def test_substances_of_several_families_are_counted_and_kinds_are_told_apart() -> None:
    other = {"names": ["X"], "families": ["other-opioids"], "id": "us/y"}
    (event,) = _events(ics.render(_report(*_seven(), other)))
    assert event["SUMMARY"] == "US: 8 substances added"
    (event,) = _events(ics.render(_report({}, {"kind": "removed", "names": ["X"], "id": "z"})))
    assert event["SUMMARY"] == "US: A added; X removed"


@pytest.mark.parametrize(
    "text", ["a,b;c\\d", "名" * 60, "line\nbreak", "x" * 200, "BEGIN:VEVENT", "é" * 37 + "名"]
)
def test_any_words_come_back_as_they_were_from_short_lines(text: str) -> None:
    data = ics.render(_report({"names": [text], "title": text}))
    (event,) = _events(data)
    assert event["SUMMARY"] == f"US: {text} added"
    assert f"{text} (85 FR 1; official)." in event["DESCRIPTION"]
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert re.search(rb"(?<!\r)\n", data) is None


def test_a_calendar_without_events_can_be_read() -> None:
    assert _events(ics.render(_report())) == []


def test_every_coming_change_of_the_record_stands_in_the_event_of_its_act_and_day(
    view: View,
) -> None:
    on = date(2026, 3, 1)
    rows = upcoming(View(view.record, on), ["us", "cn"], on, 365)
    report = Report(
        "What comes",
        lambda: lists.changes("upcoming", view, rows, ("us", "cn"), on),
        lambda: (),
        main="Upcoming",
    )
    data = ics.render(report)
    shown = Counter(
        event["DTSTART"].dt for event in _events(data) for line in event["DESCRIPTION"].splitlines()
        if re.search(r": [a-z-]+, [a-z0-9-]+( to [a-z0-9-]+)?$", line)
    )  # fmt: skip
    assert shown == Counter(one.day.day for one in rows)
    assert shown.total() > 10
    uids = [event["UID"] for event in _events(data)]
    assert len(uids) == len({*uids}) < len(rows)
    assert ics.render(report) == data


def test_no_two_changes_of_the_record_have_one_id(view: View) -> None:
    everything = [
        one
        for place in view.record.jurisdictions
        for one in changes(view, place, date.min, date.max)
    ]
    counted = Counter(one.id for one in everything)
    assert [name for name, count in counted.items() if count > 1] == []
    assert len(counted) > 2000


def test_an_extension_moves_the_event_of_the_expiry(view: View) -> None:
    # 90 FR 35236 extended the temporary listing of etizolam (88 FR 48112) by a year.
    def expiry(known: date) -> tuple[str, Day]:
        rows = upcoming(View(view.record, known), ["us"], known, 800)
        return next(
            (one.id, one.day)
            for one in rows
            if one.key.line == "etizolam" and one.kind == "expired"
        )

    before, after = expiry(date(2025, 1, 1)), expiry(date(2025, 12, 1))
    assert before[0] == after[0]
    assert before[1].day < after[1].day


def test_the_command_writes_a_calendar_by_the_suffix(tmp_path: Path) -> None:
    words = ("upcoming", "us", "--on", "2026-03-01", "--within", "365", "-o", "dates.ics")
    done = subprocess.run(
        [sys.executable, "-m", "registry", *words, "--data", str(ROOT)],
        capture_output=True, check=True, cwd=tmp_path, text=True,
    )  # fmt: skip
    assert done.stdout == ""
    assert done.stderr == "Wrote dates.ics.\n"
    data = (tmp_path / "dates.ics").read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert len(_events(data)) == 3
