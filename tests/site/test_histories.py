"""Every day of a page says what the commands say of that day; the drawing shows the same days."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.engine.gaps import Pair, gap_kind, gaps
from registry.engine.history import History
from registry.engine.status import status
from registry.engine.view import View
from registry.report.site.drawing import Drawing, drawing
from registry.report.site.histories import Differing, Histories

DAYS: Final = ("1960-01-01", "1988-10-12", "2013-12-31", "2018-02-06", "2019-05-01", "2024-08-06",
               "2024-08-31", "2024-09-01", "2025-07-21", "2026-11-24", "2030-01-01")  # fmt: skip


@pytest.fixture(scope="module")
def differing(view: View) -> dict[str, History[Differing]]:
    """The gaps of every substance over all days."""
    histories = Histories(view)
    return {name: histories.gaps("us", "cn", name) for name in view.record.substances}


@pytest.mark.parametrize("day", DAYS)
def test_the_gaps_of_any_day_are_those_of_the_report(
    view: View, differing: dict[str, History[Differing]], day: str
) -> None:
    on = date.fromisoformat(day)
    shown = Counter(kind for history in differing.values() if (kind := history.at(on).kind))
    counts = gaps(view, "us", "cn", on).counts
    assert dict(shown) == {kind: count for kind, count in counts.items() if count}


@settings(max_examples=400)
@given(data=st.data())
def test_any_substance_on_any_day_is_answered_as_by_the_commands(
    view: View, differing: dict[str, History[Differing]], data: st.DataObject
) -> None:
    substance = data.draw(st.sampled_from(sorted(view.record.substances)))
    place = data.draw(st.sampled_from(sorted(view.record.jurisdictions)))
    day = data.draw(st.dates(date(1960, 1, 1), date(2029, 1, 1)))
    said = status(view, place, substance, day)
    shown = Histories(view).of(place, substance).at(day)
    assert shown.status == said.status
    assert set(shown.lists) == {one.schedule.id for one in said.coverage}
    assert not said.since or str(said.since.day) in shown.headline
    assert len(said.pending) == sum(one.startswith("Announced") for one in shown.details)
    assert differing[substance].at(day).kind == gap_kind(Pair(view, "us", "cn"), substance, day)


def test_xylazine_is_announced_then_under_veterinary_control(view: View) -> None:
    history = Histories(view).of("cn", "xylazine")
    before, after = history.at(date(2024, 7, 14)), history.at(date(2024, 7, 15))
    assert before.headline.startswith("Not listed, verified through")
    assert before.details[0].startswith("Announced 2024-07-11: Veterinary psychotropic drugs")
    assert after.headline == "Controlled since 2024-07-15"
    assert after.details[0].startswith("Veterinary control:")


def _drawn(view: View, name: str) -> Drawing:
    made = _drawing(view, name)
    assert made is not None
    return made


def _drawing(view: View, name: str) -> Drawing | None:
    histories = Histories(view)
    reaches = [
        each for place in view.record.jurisdictions for each in histories.telling(place, name)
    ]
    return drawing(view, reaches, date(2026, 11, 24))


def test_the_drawing_of_xylazine_shows_a_veterinary_track_and_five_states(view: View) -> None:
    made = _drawn(view, "xylazine")
    assert made.tracks[0].label == "PRC · veterinary-psychotropic"
    assert len(made.tracks) == 6
    assert made.tracks[0].regime == "veterinary"
    assert "announced" in {bar.style for bar in made.tracks[0].bars}


def test_a_bar_after_the_verified_days_is_paler(view: View) -> None:
    styles = [bar.style for bar in _drawn(view, "fentanyl").tracks[0].bars]
    assert styles[-2:] == ["stands", "later"]


def test_every_drawing_stays_within_its_width_and_its_marks_apart(view: View) -> None:
    for name in view.record.substances:
        made = _drawing(view, name)
        if made is None:
            continue
        for bar in (bar for track in made.tracks for bar in track.bars):
            assert 0 <= bar.x <= bar.x + bar.width <= 100.01, name
        places = [mark.x for mark in made.marks]
        assert all(b - a > 8 for a, b in pairwise(places)), name
