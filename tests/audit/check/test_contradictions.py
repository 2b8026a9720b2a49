"""Checks of acts that cannot be applied, and of stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from registry.law.finding import Finding

Found = Callable[..., list[Finding]]
Act = Callable[..., str]
ACT = "schedules/us/acts/2020-01-01-act.toml"
LATER = "schedules/us/acts/2021-01-01-later.toml"
ON_2021 = {"published": "2021-01-01", "effective": "2021-02-01"}
TARGET = '[[{}]]\nschedule = "schedule-2"\nline = "{}"\n'
TEMPORARY = '[[add]]\nschedule = "schedule-2"\nsubstances = ["fentanyl"]\nexpires = {}'


def test_adds_a_standing_line(found: Found, act: Act) -> None:
    (one,) = found("CON101", {ACT: act(), LATER: act(**ON_2021)})
    assert (one.file, one.line) == (LATER, 9)
    assert "stands on 2021-02-01: since 2020-02-01 by us/2020-01-01-act." in one.what


def test_adds_a_line_that_was_removed(found: Found, act: Act) -> None:
    removed = act(TARGET.format("remove", "fentanyl"), **ON_2021)
    again = act(published="2022-01-01", effective="2022-01-01")
    files = {ACT: act(), LATER: removed, "schedules/us/acts/2022-01-01-again.toml": again}
    assert found("all", files)[0].code == "ID108"


@pytest.mark.parametrize("verb", ["remove", "amend", "confirm"])
def test_acts_on_an_absent_line(found: Found, act: Act, verb: str) -> None:
    files = {ACT: act(), LATER: act(TARGET.format(verb, "fentanil"), **ON_2021)}
    (one,) = found("CON102", files)
    assert (one.file, one.line) == (LATER, 11)
    assert 'Did you mean "schedule-2/fentanyl"?' in one.what


def test_acts_on_a_line_that_begins_later(found: Found, act: Act) -> None:
    early = {"published": "2019-01-01", "effective": "2019-01-01"}
    step = TARGET.format("amend", "fentanyl") + 'number = "1"'
    files = {ACT: act(), "schedules/us/acts/2019-01-01-early.toml": act(step, **early)}
    (one,) = found("CON102", files)
    assert "It stands from 2020-02-01 until further notice." in one.what


def test_moves_a_standing_line(found: Found, act: Act) -> None:
    move = '[[move]]\nfrom = "schedule-2/fentanyl"\nto = "schedule-1"'
    assert found("CON102", {ACT: act(), LATER: act(move, **ON_2021)}) == []


@pytest.mark.parametrize(("expires", "count"), [("", 1), ('expires = "not seen"', 0)])
def test_extends_a_permanent_line(found: Found, act: Act, expires: str, count: int) -> None:
    first = f'[[add]]\nschedule = "schedule-2"\nsubstances = ["fentanyl"]\n{expires}'
    extension = TARGET.format("extend", "fentanyl") + "expires = 2022-02-01"
    files = {ACT: act(first), LATER: act(extension, **ON_2021)}
    assert [one.line for one in found("CON103", files)] == [11] * count


@pytest.mark.parametrize(
    ("said", "count"),
    [("schedule-2/fentanyl", 0), ("schedule-2/fentanil", 1), ("schedule-1/brorphine", 0)],
)
def test_a_line_that_never_stood(found: Found, act: Act, said: str, count: int) -> None:
    step = f'[[add]]\nschedule = "schedule-1"\nsubstances = ["brorphine"]\ncontinues = "{said}"'
    findings = found("CON104", {ACT: act(), LATER: act(step, **ON_2021)})
    assert [one.line for one in findings] == [12] * count
    assert all('Did you mean "schedule-2/fentanyl"?' in one.what for one in findings)


def test_merges_into_a_line_of_the_same_list(found: Found, act: Act) -> None:
    host = '[[add]]\nschedule = "schedule-2"\nsubstances = ["brorphine"]\n'
    both = act(f'{host}\n[[add]]\nschedule = "schedule-2"\nsubstances = ["fentanyl"]')
    merge = TARGET.format("remove", "fentanyl") + 'merged_into = "brorphine"'
    assert found("CON104", {ACT: both, LATER: act(merge, **ON_2021)}) == []


@pytest.mark.parametrize(("expires", "count"), [("2022-02-01", 1), ("2024-03-02", 0)])
def test_a_lapsed_line(found: Found, act: Act, expires: str, count: int) -> None:
    findings = found("CON105", {ACT: act(TEMPORARY.format(expires))})
    assert [(one.severity, one.line) for one in findings] == [("note", 12)] * count


def test_a_line_that_another_one_follows(found: Found, act: Act) -> None:
    later = '[[add]]\nschedule = "schedule-1"\nsubstances = ["fentanyl"]'
    files = {ACT: act(TEMPORARY.format("2022-02-01")), LATER: act(later, **ON_2021)}
    assert found("CON105", files) == []


@pytest.mark.parametrize(
    ("expires", "count"), [("2021-01-15", 1), ("2021-02-01", 0), ("2021-03-01", 0)]
)
def test_a_late_confirmation(found: Found, act: Act, expires: str, count: int) -> None:
    confirmed = act(TARGET.format("confirm", "fentanyl"), **ON_2021)
    files = {ACT: act(TEMPORARY.format(expires)), LATER: confirmed}
    assert [one.line for one in found("CON106", files)] == [11] * count
    assert found("CON105", files) == []


@pytest.mark.parametrize(("form", "count"), [("", 1), ('form = "injections"', 0)])
def test_two_lines_for_one_substance(found: Found, act: Act, form: str, count: int) -> None:
    second = f'[[add]]\nschedule = "schedule-2"\nline = "x"\nsubstances = ["fentanyl"]\n{form}'
    findings = found("CON107", {ACT: act(), LATER: act(second, **ON_2021)})
    assert [(one.file, one.line) for one in findings] == [(LATER, 9)] * count


@pytest.mark.parametrize(("published", "count"), [("2019-12-31", 0), ("2020-01-02", 1)])
def test_answered_too_early(found: Found, act: Act, published: str, count: int) -> None:
    proposal = act(kind='"proposal"', published=published, effective="")
    name = f"us/{published}-notice"
    files = {
        f"schedules/us/acts/{published}-notice.toml": proposal,
        ACT: act(answers=f'["{name}"]'),
    }
    assert [one.file for one in found("CON108", files)] == [ACT] * count
    assert found("CON110", files) == []


@pytest.mark.parametrize(
    ("kind", "count"), [("rule", 1), ("proposal", 0), ("withdrawal", 0), ("baseline", 0)]
)
def test_an_act_without_a_step(found: Found, act: Act, kind: str, count: int) -> None:
    assert len(found("CON109", {ACT: act("", kind=f'"{kind}"')})) == count


def test_answers_an_act_that_is_no_proposal(found: Found, act: Act) -> None:
    (one,) = found("CON110", {ACT: act(), LATER: act(answers='["us/2020-01-01-act"]', **ON_2021)})
    assert one.file == LATER


def removal(count: int, *fields: str) -> str:
    return "\n".join(
        "\n".join((TARGET.format("remove", f"line-{one}"), *fields)) for one in range(count)
    )


def lines(count: int) -> str:
    slug = '[[add]]\nschedule = "schedule-2"\nunseen = 1\nline = "line-{}"'
    return "\n".join(slug.format(one) for one in range(count))


@pytest.mark.parametrize(
    ("removed", "stood", "count"),
    [(1, 1, 0), (2, 20, 0), (2, 19, 1), (5, 50, 0), (6, 100, 1)],
)
def test_many_lines_are_removed(
    found: Found, act: Act, removed: int, stood: int, count: int
) -> None:
    files = {ACT: act(lines(stood)), LATER: act(removal(removed), **ON_2021)}
    findings = found("CON112", files)
    assert [(one.severity, one.file, one.line) for one in findings] == [("error", LATER, 9)] * count
    said = f"It removes {removed} of {stood} lines of schedule-2, and no note says why."
    assert [one.what for one in findings] == [said] * count


def test_a_note_says_why_many_lines_are_removed(found: Found, act: Act) -> None:
    on_act = act(removal(6), **ON_2021, note='"The schedule was repealed."')
    assert found("CON112", {ACT: act(lines(6)), LATER: on_act}) == []
    on_line = act(removal(6, 'note = "Repealed."'), **ON_2021)
    assert found("CON112", {ACT: act(lines(6)), LATER: on_line}) == []


def test_lines_that_merge_end_nothing(found: Found, act: Act) -> None:
    merged = act(removal(6, 'merged_into = "line-6"'), **ON_2021)
    assert found("CON112", {ACT: act(lines(7)), LATER: merged}) == []


@pytest.mark.parametrize(
    ("verb", "published", "codes"),
    [
        ("amend", "2021-01-01", ["CON113"]),
        ("confirm", "2021-01-01", ["CON113"]),
        ("confirm", "2021-01-02", []),
        ("remove", "2021-01-01", ["CON102"]),
    ],
)
def test_one_act_in_two_files(
    found: Found, act: Act, verb: str, published: str, codes: list[str]
) -> None:
    again = f"schedules/us/acts/{published}-other.toml"
    step = TARGET.format(verb, "fentanyl")
    files = {
        ACT: act(),
        LATER: act(step, **ON_2021),
        again: act(step, **(ON_2021 | {"published": published})),
    }
    findings = [one for one in found("all", files) if one.code.startswith("CON")]
    assert [one.code for one in findings] == codes
    assert all(one.file in {LATER, again} for one in findings)
