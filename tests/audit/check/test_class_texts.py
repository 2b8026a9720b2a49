"""Checks of generic definitions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from registry.law.finding import Finding

Found = Callable[..., list[Finding]]
Act = Callable[..., str]
ACT = "schedules/us/acts/2020-01-01-act.toml"
LINE = '[[add]]\nschedule = "schedule-1"\nclass = "us-fentanyls"'


def text(since: str = "2020-02-01", schedule: str = "") -> str:
    return f"""
title = "Fentanyls"
jurisdiction = "us"
{schedule}
text = "Substances like fentanyl."
citation = "85 FR 1"
source = "https://example.org"
evidence = "official"
families = ["opioids"]
[[verdict]]
substances = ["brorphine"]
verdict = "in"
since = {since}
basis = "named in the text"
source = "https://example.org"
"""


def file(day: str) -> str:
    return f"schedules/classes/us-fentanyls/{day}.toml"


@pytest.mark.parametrize(("day", "count"), [("2020-01-31", 1), ("2020-02-01", 0)])
def test_a_text_without_a_line(found: Found, act: Act, day: str, count: int) -> None:
    findings = found("CLS101", {ACT: act(LINE), file(day): text()})
    assert [one.file for one in findings] == [file(day)] * count
    assert all("its first line stands since 2020-02-01" in one.what for one in findings)


def test_a_text_that_hangs_on_a_list_needs_no_line(found: Found, act: Act) -> None:
    hung = text(schedule='schedule = "schedule-2"')
    assert found("CLS101", {ACT: act(), file("2020-01-31"): hung}) == []


@pytest.mark.parametrize(("day", "count"), [("2020-02-02", 1), ("2020-02-01", 0)])
def test_a_line_before_its_text(found: Found, act: Act, day: str, count: int) -> None:
    findings = found("CLS102", {ACT: act(LINE), file(day): text("2020-02-02")})
    assert [(one.file, one.line) for one in findings] == [(ACT, 9)] * count


@pytest.mark.parametrize(("since", "count"), [("2020-01-31", 1), ("2020-02-01", 0)])
def test_a_verdict_before_its_text(found: Found, act: Act, since: str, count: int) -> None:
    assert len(found("CLS103", {ACT: act(LINE), file("2020-02-01"): text(since)})) == count


@pytest.mark.parametrize(("parent", "count"), [("ca", 1), ("us", 0)])
def test_a_state_without_a_country(found: Found, act: Act, parent: str, count: int) -> None:
    state = f'name = "Ohio"\nshort = "OH"\nparent = "{parent}"\n[schedules]\n'
    findings = found("CLS104", {ACT: act(), "schedules/us-oh/schedules.toml": state})
    assert [one.line for one in findings] == [3] * count
