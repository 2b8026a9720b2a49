"""Acts under two names; what a review says of edits of the past is explained like any code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from registry.check import explain
from registry.finding import Finding

Found = Callable[..., list[Finding]]
Act = Callable[..., str]
ONE = "schedules/us/acts/2020-01-01-act.toml"
OTHER = "schedules/us/acts/2020-01-01-copy.toml"


def test_the_same_act_under_two_names_is_an_error(found: Found, act: Act) -> None:
    two = found("REV104", {ONE: act(), OTHER: "# a copy\n" + act()})
    assert [(one.file, one.line, one.severity) for one in two] == [(OTHER, 2, "error")]
    assert two[0].what == "us/2020-01-01-act holds the same act."


def test_acts_that_differ_in_a_line_or_a_day_are_two(found: Found, act: Act) -> None:
    other = act('[[add]]\nschedule = "schedule-2"\nsubstances = ["brorphine"]\n')
    assert found("REV104", {ONE: act(), OTHER: other}) == []
    assert found("REV104", {ONE: act(), OTHER: act(effective="2020-03-01")}) == []


@pytest.mark.parametrize("code", ["REV100", "REV101", "REV102", "REV103"])
def test_what_only_a_review_finds_is_explained(code: str) -> None:
    text = explain(code)
    assert text is not None
    assert "Remedy:" in text
