"""Checks of dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from registry.law.finding import Finding

Found = Callable[..., list[Finding]]
Act = Callable[..., str]
ACT = "schedules/us/acts/2020-01-01-act.toml"
LISTS = "schedules/us/schedules.toml"
TEMPORARY = '[[add]]\nschedule = "schedule-1"\nsubstances = ["fentanyl"]\nexpires = {}'


def lists(through: str, since: str = "1971-05-01") -> str:
    return (
        'name = "US"\nshort = "US"\n[schedules.schedule-2]\ntitle = "II"\ninstrument = "CFR"\n'
        f'regime = "drug"\ncomplete = true\ncomplete_from = {since}\nverified_through = {through}\n'
    )


@pytest.mark.parametrize(
    ("effective", "count"), [("2019-12-31", 1), ("2020-01-01", 0), ('"<=2019-12-31"', 1)]
)
def test_retroactive(found: Found, act: Act, effective: str, count: int) -> None:
    findings = found("DAT101", {ACT: act(effective=effective)})
    assert [(one.severity, one.line) for one in findings] == [("note", 8)] * count


@pytest.mark.parametrize(
    ("effective", "count"),
    [("1900-01-01", 1), ("1970-01-01", 1), ("1815-06-18", 1), ("2204-08-05", 1), ("1912-01-23", 0)],
)
def test_placeholder(found: Found, act: Act, effective: str, count: int) -> None:
    findings = found("DAT102", {ACT: act(effective=effective)})
    assert [one.line for one in findings] == [8] * count


def test_a_placeholder_in_a_line(found: Found, act: Act) -> None:
    (one,) = found("DAT102", {ACT: act(TEMPORARY.format("2999-01-01"))})
    assert one.line == 12


@pytest.mark.parametrize(("expires", "count"), [("2020-02-01", 1), ("2020-02-02", 0)])
def test_expires_too_early(found: Found, act: Act, expires: str, count: int) -> None:
    findings = found("DAT103", {ACT: act(TEMPORARY.format(expires))})
    assert [one.line for one in findings] == [12] * count


@pytest.mark.parametrize(
    ("decided", "count"),
    [("2020-02-02", 2), ("2020-01-15", 1), ("2020-01-01", 0), ('"2020"', 0), ('"<=2021-01-01"', 0)],
)
def test_decided_too_late(found: Found, act: Act, decided: str, count: int) -> None:
    assert len(found("DAT104", {ACT: act(decided=decided)})) == count


@pytest.mark.parametrize(("since", "count"), [("2020-02-02", 1), ("2019-01-01", 0)])
def test_covered_since_too_late(found: Found, act: Act, since: str, count: int) -> None:
    steps = (
        '[[add]]\nschedule = "schedule-1"\nsubstances = ["brorphine"]\n'
        f'already_covered_by = "schedule-2/fentanyl"\ncovered_since = {since}'
    )
    assert [one.line for one in found("DAT105", {ACT: act(steps)})] == [13] * count


@pytest.mark.parametrize(("through", "count"), [("2023-09-01", 1), ("2023-09-03", 0)])
def test_ageing(found: Found, act: Act, through: str, count: int) -> None:
    findings = found("DAT106", {ACT: act(), LISTS: lists(through)})
    assert [(one.severity, one.line) for one in findings] == [("note", 9)] * count


@pytest.mark.parametrize(
    ("today", "through", "count"),
    [
        (date(2024, 3, 1), "2024-03-02", 1),
        (date(2024, 3, 2), "2024-03-02", 0),
        (date(2023, 1, 1), "2024-03-01", 0),
        (date(2024, 3, 1), "1971-04-30", 1),
    ],
)
def test_verified_in_the_future(
    found: Found, act: Act, today: date, through: str, count: int
) -> None:
    files = {ACT: act(), LISTS: lists(through)}
    assert len(found("DAT107", files, today=today)) == count


@pytest.mark.parametrize(("through", "count"), [("2020-01-31", 1), ("2020-02-01", 0)])
def test_beyond_verified(found: Found, act: Act, through: str, count: int) -> None:
    findings = found("DAT108", {ACT: act(), LISTS: lists(through)})
    assert [one.severity for one in findings] == ["note"] * count


def test_a_proposal_is_not_beyond_anything(found: Found, act: Act) -> None:
    files = {ACT: act(kind='"proposal"'), LISTS: lists("2020-01-31")}
    assert found("DAT108", files) == []


@pytest.mark.parametrize(
    ("field", "day", "line"),
    [
        ("published", "1904-01-01", 7),
        ("decided", "2038-01-19", 9),
        ("effective", '"9999-12-31"', 8),
    ],
)
def test_days_that_programs_write_for_unknown(
    found: Found, act: Act, field: str, day: str, line: int
) -> None:
    lines = [one.line for one in found("DAT102", {ACT: act(**{field: day})})]
    assert lines == [line]


@pytest.mark.parametrize(("since", "lines"), [("1900-01-01", [8]), ("1971-05-01", [])])
def test_a_placeholder_in_a_list(found: Found, act: Act, since: str, lines: list[int]) -> None:
    findings = found("DAT102", {ACT: act(), LISTS: lists("2024-02-01", since)})
    assert [(one.file, one.line) for one in findings] == [(LISTS, line) for line in lines]


@pytest.mark.parametrize(
    ("note", "kind", "count"),
    [("", "rule", 1), ("The first term had ended.", "rule", 0), ("", "baseline", 0)],
)
def test_retroaction_is_explained(found: Found, act: Act, note: str, kind: str, count: int) -> None:
    fields = {"effective": "2019-12-31", "kind": f'"{kind}"'}
    fields |= {"note": f'"{note}"'} if note else {}
    findings = found("DAT109", {ACT: act(**fields)})
    assert [(one.severity, one.line) for one in findings] == [("warning", 8)] * count


@pytest.mark.parametrize(
    ("effective", "count"), [("2021-01-01", 0), ("2021-01-02", 1), ("2042-01-02", 1)]
)
def test_an_act_that_waits_long(found: Found, act: Act, effective: str, count: int) -> None:
    assert [one.line for one in found("DAT110", {ACT: act(effective=effective)})] == [8] * count
    noted = act(effective=effective, note='"It waited for ratifications."')
    assert found("DAT110", {ACT: noted}) == []


@pytest.mark.parametrize(("expires", "count"), [("2023-02-01", 0), ("2032-02-01", 1)])
def test_a_term_of_more_than_three_years(found: Found, act: Act, expires: str, count: int) -> None:
    findings = found("DAT110", {ACT: act(TEMPORARY.format(expires))})
    assert [one.line for one in findings] == [12] * count


def test_a_note_about_something_else_excuses_no_term(found: Found, act: Act) -> None:
    """The slip 2082 for 2028 passed in an act whose note spoke of its source."""
    slipped = TEMPORARY.format("2082-02-01")
    assert len(found("DAT110", {ACT: act(slipped, note='"The order was not seen."')})) == 1
    explained = act(slipped, note='"It stands until 2082, as printed."')
    assert found("DAT110", {ACT: explained}) == []
