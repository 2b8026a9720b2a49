"""The whole record, and the questions that these tests put to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from registry.engine.changes import Change, changes
from registry.engine.gaps import Gap, Pair, gap
from registry.engine.listing import Standing
from registry.engine.status import status
from registry.engine.statuses import Status
from registry.engine.view import View
from registry.law.acts import Key
from registry.law.loading import load
from registry.law.record import Record

ROOT = Path(__file__).parents[2]
Ask = Callable[..., str]


@cache
def record() -> Record:
    return load(ROOT)


@cache
def view(known_on: str | None = None) -> View:
    return View(record(), day(known_on) if known_on else None)


def day(text: str) -> date:
    return date.fromisoformat(text)


def answer(jurisdiction: str, substance: str, on: str, known_on: str | None = None) -> Status:
    return status(view(known_on), jurisdiction, substance, day(on))


def difference(substance: str, on: str) -> Gap:
    """How the US and the PRC differ over a substance that either controls."""
    found = gap(Pair(view(), "us", "cn"), substance, day(on))
    assert found is not None
    return found


def covering(found: Status) -> list[tuple[str, str, str]]:
    return [(one.basis, one.schedule.id, one.key.line) for one in found.coverage]


def lines(found: Status) -> list[str]:
    return [f"{schedule}/{line}" for _, schedule, line in covering(found)]


def stays(jurisdiction: str, schedule: str, line: str) -> list[tuple[str, str | None]]:
    """Since and until of every stay of a line on its list."""
    listings = view().by_key[Key(jurisdiction, schedule, line)]
    return [(str(one.since), one.until.isoformat() if one.until else None) for one in listings]


def standing(jurisdiction: str, schedule: str, line: str, on: str) -> Standing:
    return view().timeline.on(day(on))[Key(jurisdiction, schedule, line)]


def changes_of(jurisdiction: str, on: str) -> list[Change]:
    """What the law changed on that one day."""
    before = date.fromordinal(day(on).toordinal() - 1)
    return changes(view(), jurisdiction, before, day(on))


# the table: jurisdiction, schedule, substance, day, controlled since (or the status), citation
CONTROLLED = "controlled"
NOT_LISTED = "not-listed"
UNDETERMINED = "undetermined"
