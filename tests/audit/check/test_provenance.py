"""Checks of citations, sources and evidence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from registry.law.finding import Finding

Found = Callable[..., list[Finding]]
Act = Callable[..., str]
ACT = "schedules/us/acts/2020-01-01-act.toml"
SEED = "seeds/paper.toml"


def seed(claim: str) -> str:
    head = 'title = "Paper"\npublisher = "P"\ndate = 2024-01-01\nsource = "https://example.org"\n'
    return f'{head}[[claim]]\nsays = "Fentanyl is listed."\n{claim}\n'


@pytest.mark.parametrize(
    ("citation", "evidence", "codes"),
    [
        ("", "official", ["PRO101"]),
        ("", "secondary", ["PRO101"]),
        ("", "unverified", ["PRO102"]),
        ("85 FR 1", "unverified", []),
    ],
)
def test_no_citation(
    found: Found, act: Act, citation: str, evidence: str, codes: list[str]
) -> None:
    text = act(citation=f'"{citation}"', evidence=f'"{evidence}"')
    findings = [one for one in found("all", {ACT: text}) if one.code.startswith("PRO")]
    assert [(one.code, one.line) for one in findings] == [(code, 4) for code in codes]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "FILE:///etc/passwd", "data:text/html,x"])
def test_an_unsafe_link(found: Found, act: Act, link: str) -> None:
    (one,) = found("PRO103", {ACT: act(source=f'"see {link}"')})
    assert (one.severity, one.line) == ("error", 5)


@pytest.mark.parametrize("source", ["https://example.org", "CAS data: FDA; PRC file: table 3"])
def test_words_are_no_links(found: Found, act: Act, source: str) -> None:
    assert found("PRO103", {ACT: act(source=f'"{source}"')}) == []


@pytest.mark.parametrize(
    ("source", "count"), [("http://example.org/a; copy", 1), ("https://example.org", 0)]
)
def test_a_plain_link(found: Found, act: Act, source: str, count: int) -> None:
    findings = found("PRO104", {ACT: act(source=f'"{source}"')})
    assert [one.what for one in findings] == ['"http://example.org/a" is not https.'] * count


@pytest.mark.parametrize(
    ("evidence", "count"), [("official", 1), ("secondary", 0), ("unverified", 0)]
)
def test_official_hearsay(found: Found, act: Act, evidence: str, count: int) -> None:
    text = act(source='"General knowledge"', evidence=f'"{evidence}"')
    assert [one.line for one in found("PRO105", {ACT: text})] == [6] * count


@pytest.mark.parametrize(("evidence", "count"), [("official", 1), ("unverified", 0)])
def test_better_than_its_act(found: Found, act: Act, evidence: str, count: int) -> None:
    steps = f'[[add]]\nschedule = "schedule-1"\nline = "x"\nunseen = 2\nevidence = "{evidence}"'
    findings = found("PRO106", {ACT: act(steps, evidence='"secondary"')})
    assert [one.line for one in findings] == [13] * count


@pytest.mark.parametrize(
    ("claim", "count"),
    [
        ('status = "confirmed"', 1),
        ('status = "contradicted"', 1),
        ('status = "pending"', 0),
        ('status = "confirmed"\ncontext = true', 0),
        ('status = "confirmed"\nsupports = ["us/2020-01-01-act"]', 0),
    ],
)
def test_an_unsupported_claim(found: Found, act: Act, claim: str, count: int) -> None:
    assert [one.line for one in found("PRO107", {ACT: act(), SEED: seed(claim)})] == [7] * count


@pytest.mark.parametrize(
    ("kind", "note", "count"),
    [("proposal", "", 1), ("proposal", 'note = "It is about the proposal."', 0), ("rule", "", 0)],
)
def test_confirmed_by_a_proposal(found: Found, act: Act, kind: str, note: str, count: int) -> None:
    claim = f'supports = ["us/2020-01-01-act"]\nstatus = "confirmed"\n{note}'
    findings = found("PRO108", {ACT: act(kind=f'"{kind}"'), SEED: seed(claim)})
    assert [one.line for one in findings] == [7] * count


@pytest.mark.parametrize(("source", "count"), [("", 1), ('source = "CAS: FDA"', 0)])
def test_an_identity_without_a_source(found: Found, source: str, count: int) -> None:
    text = f'[a]\nname = "A"\ncas = ["50-00-0"]\n{source}\n'
    assert len(found("PRO109", {"schedules/substances/others.toml": text})) == count


@pytest.mark.parametrize(
    ("claim", "day", "count"),
    [
        ('status = "pending"', "2023-09-02", 1),
        ('status = "pending"', "2023-09-03", 0),
        ('status = "pending"\ncontext = true', "2023-09-02", 0),
        ('status = "confirmed"\ncontext = true', "2023-09-02", 0),
    ],
)
def test_a_claim_that_waits_for_half_a_year(found: Found, claim: str, day: str, count: int) -> None:
    findings = found("PRO110", {SEED: seed(claim).replace("2024-01-01", day)})
    assert [(one.severity, one.line) for one in findings] == [("note", 7)] * count
