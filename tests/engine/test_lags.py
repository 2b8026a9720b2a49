"""Lags after a decision of the United Nations: who was first, who followed, what is still open."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from registry.engine.documents.comparisons import lags as document
from registry.engine.lags import Lag, lags, open_days, paces
from registry.engine.view import View
from registry.law.loading import load

DAY: Final = date(2024, 8, 6)
SIDES: Final = ("us", "cn")


@pytest.fixture(scope="module")
def view() -> View:
    return View(load(Path(__file__).parents[2]))


@pytest.fixture(scope="module")
def rows(view: View) -> list[Lag]:
    return lags(view, "un", SIDES, DAY)


def test_every_substance_of_a_family_is_counted_once(rows: list[Lag]) -> None:
    sizes = Counter(row.substance.family for row in rows)
    found = paces(rows, SIDES, DAY)
    assert {one.family for one in found} == {*sizes, None}
    for one in found:
        parts = one.first + one.later + one.no_day + one.open + one.undetermined
        assert parts == one.of == (sizes[one.family] if one.family else len(rows))


def test_the_last_two_paces_are_over_all_families(rows: list[Lag]) -> None:
    *families, us, cn = paces(rows, SIDES, DAY)
    assert (us.jurisdiction, cn.jurisdiction) == SIDES
    for total in (us, cn):
        parts = [one for one in families if one.jurisdiction == total.jurisdiction]
        for field in ("of", "first", "later", "no_day", "open", "undetermined"):
            assert sum(getattr(one, field) for one in parts) == getattr(total, field)
        waits = [one.longest_open_days for one in parts if one.longest_open_days is not None]
        assert max(waits) == total.longest_open_days


def test_the_prc_had_not_followed_on_three_fentanyl_precursors_in_august_2024(
    view: View, rows: list[Lag]
) -> None:
    """Tables of 1988: 4-AP, 1-boc-4-AP and norfentanyl since 2022-11-23; the PRC in September."""
    then = next(
        one
        for one in paces(rows, SIDES, DAY)
        if (one.family, one.jurisdiction) == ("fentanyl-precursors", "cn")
    )
    assert (then.open, then.longest_open_days) == (3, (DAY - date(2022, 11, 23)).days)
    later = date(2024, 9, 1)
    now = paces(lags(view, "un", SIDES, later), SIDES, later)
    (after,) = (one for one in now if (one.family, one.jurisdiction) == (then.family, "cn"))
    assert (after.open, after.later) == (0, then.later + 3)
    assert after.longest_open_days is None


def test_an_open_lag_counts_from_the_decision(rows: list[Lag]) -> None:
    row = next(one for one in rows if one.substance.id == "norfentanyl")
    us, cn = row.sides
    assert open_days(row.start, us, DAY) is None
    assert open_days(row.start, cn, DAY) == (DAY - date(2022, 11, 23)).days
    assert row.days[1] is None


def test_the_document_counts_what_its_rows_say(view: View, rows: list[Lag]) -> None:
    made = document(view, "un", SIDES, rows, DAY)
    for at, place in enumerate(SIDES):
        (total,) = (
            one
            for one in made["families"]
            if one["family"] is None and one["jurisdiction"] == place
        )
        sides = [row["sides"][at] for row in made["rows"]]
        assert total["open"] == sum(one["status"] == "not-listed" for one in sides)
        assert total["later"] == sum((one["lag_days"] or 0) > 0 for one in sides)
        waits = [one["open_days"] for one in sides if one["open_days"] is not None]
        assert total["longest_open_days"] == max(waits)
