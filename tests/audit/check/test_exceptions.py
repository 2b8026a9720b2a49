"""The exception list: what it excuses, where it holds, and when it is reported itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from registry.audit.check import CATALOGUE, Inspection, judge
from registry.law.finding import Finding

Found = Callable[..., list[Finding]]
Act = Callable[..., str]
ACT = "schedules/us/acts/2020-01-01-act.toml"
LIST = "schedules/exceptions.toml"
OTHER = "schedules/substances/opioids.toml"
TODAY = date(2024, 3, 1)


def excuse(**fields: str) -> str:
    written = {
        "code": '"PRO104"',
        "file": f'"{ACT}"',
        "what": '"http://example.org/a"',
        "since": "2024-01-01",
        "reason": '"The site has no https."',
    } | fields
    return "\n".join(["[[exception]]", *(f"{name} = {value}" for name, value in written.items())])


@pytest.fixture
def plain(act: Act) -> str:
    """An act whose source is a plain link: a warning PRO104."""
    return act(source='"http://example.org/a"')


@pytest.fixture
def judged(found: Found, tmp_path: Path) -> Callable[..., Inspection]:
    def ask(files: dict[str, str], *only: str, everywhere: bool = False) -> Inspection:
        found("all", {OTHER: '[fentanyl]\nname = "Fentanyl"\n'} | files)
        return judge(tmp_path, TODAY, only, everywhere=everywhere)

    return ask


def codes(one: Inspection) -> list[str]:
    return [each.code for each in one.findings]


def test_an_excused_finding_is_counted_and_not_reported(
    judged: Callable[..., Inspection], plain: str
) -> None:
    one = judged({ACT: plain, LIST: excuse()})
    assert codes(one) == []
    ((finding, reason),) = one.excepted
    assert (finding.code, finding.file, reason) == ("PRO104", ACT, "The site has no https.")


def test_lines_may_shift(judged: Callable[..., Inspection], plain: str) -> None:
    one = judged({ACT: f"# a comment\n\n\n{plain}", LIST: excuse()})
    assert (codes(one), len(one.excepted)) == ([], 1)


def test_another_value_is_another_finding(judged: Callable[..., Inspection], act: Act) -> None:
    one = judged({ACT: act(source='"http://example.org/b"'), LIST: excuse()})
    assert sorted(codes(one)) == ["EXC101", "PRO104"]


@pytest.mark.parametrize("only", [ACT, "schedules/us", "schedules", "."])
def test_no_exception_holds_in_a_file_that_is_changed(
    judged: Callable[..., Inspection], plain: str, only: str
) -> None:
    one = judged({ACT: plain, LIST: excuse()}, only)
    assert (codes(one), one.excepted) == (["PRO104"], [])


def test_elsewhere_it_holds_while_another_file_is_changed(
    judged: Callable[..., Inspection], plain: str
) -> None:
    assert codes(judged({ACT: plain, LIST: excuse()}, OTHER)) == []
    one = judged({ACT: plain, LIST: excuse()}, OTHER, everywhere=True)
    assert (codes(one), len(one.excepted)) == ([], 1)


def test_everywhere_reports_on_the_other_files_too(
    judged: Callable[..., Inspection], plain: str
) -> None:
    assert codes(judged({ACT: plain}, OTHER)) == []
    assert codes(judged({ACT: plain}, OTHER, everywhere=True)) == ["PRO104"]


def test_an_exception_that_no_longer_applies_is_reported(
    judged: Callable[..., Inspection], act: Act
) -> None:
    (one,) = judged({ACT: act(), LIST: "\n\n" + excuse()}).findings
    assert (one.code, one.severity, one.file, one.line) == ("EXC101", "warning", LIST, 6)
    assert one.what == f'No PRO104 in {ACT} says "http://example.org/a".'


@pytest.mark.parametrize("code", ["CON101", "GEN102"])
def test_nothing_is_called_mended_while_a_file_cannot_be_read(
    judged: Callable[..., Inspection], plain: str, code: str
) -> None:
    broken = {"schedules/us/acts/2021-01-01-broken.toml": "title ="}
    one = judged({ACT: plain, LIST: excuse(code=f'"{code}"')} | broken)
    assert "EXC101" not in codes(one)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2024-03-01", "2024-03-02", []),
        ("2024-03-02", "2024-04-01", ["EXC102", "PRO104"]),
        ("2024-01-01", "2024-03-01", ["EXC102", "PRO104"]),
    ],
)
def test_it_holds_from_since_until_the_day_before_until(
    judged: Callable[..., Inspection], plain: str, since: str, until: str, expected: list[str]
) -> None:
    assert sorted(codes(judged({ACT: plain, LIST: excuse(since=since, until=until)}))) == expected


def test_it_excuses_one_finding_alone(judged: Callable[..., Inspection], act: Act) -> None:
    two = act(source='"http://example.org/a"', citation='"http://example.org/b"')
    one = judged({ACT: two, LIST: excuse(what='"example.org"')})
    assert (sorted(codes(one)), one.excepted) == (["EXC103", "PRO104", "PRO104"], [])


@pytest.mark.parametrize("code", ["SCH001", "REF002", "GEN102", "PRO102", "EXC101", "XYZ101"])
def test_what_cannot_be_excused(judged: Callable[..., Inspection], plain: str, code: str) -> None:
    one = judged({ACT: plain, LIST: excuse(code=f'"{code}"')})
    assert sorted(codes(one)) == ["EXC104", "PRO104"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("[[exception]]\ncode = x\n", "SCH001", 2),
        (excuse(reason='""'), "SCH003", 6),
        (excuse().replace("reason", "raison"), "SCH002", 6),
        (excuse().replace("since", "#"), "SCH004", 1),
        ("", "SCH001", 1),
    ],
)
def test_a_list_that_cannot_be_read_excuses_nothing(
    judged: Callable[..., Inspection], plain: str, text: str, code: str, line: int
) -> None:
    one = judged({ACT: plain, LIST: text})
    assert (code, LIST, line) in {(each.code, each.file, each.line) for each in one.findings}
    assert "PRO104" in codes(one)
    assert one.excepted == []


def test_the_list_is_no_part_of_the_record(found: Found, plain: str, tmp_path: Path) -> None:
    from registry.law import loading

    found("all", {ACT: plain})
    before = loading.load(tmp_path).digest
    (tmp_path / LIST).write_text(excuse(), encoding="utf-8")
    assert loading.load(tmp_path).digest == before


def test_most_codes_can_be_excused() -> None:
    excusable = {code for code, one in CATALOGUE.items() if one.can_be_excused}
    assert {"CON101", "DAT103", "ID102", "PRO101", "REC101"} <= excusable
    assert not excusable & {"SCH001", "GEN101", "PRO102", "EXC101"}
