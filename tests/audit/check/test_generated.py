"""Checks of generated files, and of official texts that the record must reproduce."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from registry.law.finding import Finding

Found = Callable[..., list[Finding]]
Act = Callable[..., str]
ACT = "schedules/us/acts/2020-01-01-act.toml"
BUILT = "schedules/us/consolidated.csv"
PRINTED = "schedules/us/reconcile/2020-03-01.csv"
TOTALS = "schedules/us/reconcile/totals.csv"
HEADER = "schedule,line,printed,number,since,reason\n"
TOTAL_HEADER = "on,schedule,expected,recorded_difference,reason\n"


def test_a_generated_file_is_missing(found: Found, act: Act) -> None:
    files = found("GEN101", {ACT: act()}, build=False)
    assert [one.file for one in files] == ["schedules/us/acts.csv", BUILT]


def test_what_was_built_is_fresh(found: Found, act: Act) -> None:
    files = {ACT: act()}
    assert [one for one in found("all", files) if one.code.startswith("GEN")] == []


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("exact", "on-or-before"), "since_qualifier 'on-or-before' is now 'exact'"),
        (("schedule-2,fentanyl", "schedule-2,other"), "missing: schedule-2/fentanyl/2020-02-01"),
        (("\nschedule-2", "\nschedule-1,x,,,,,,,,,,,,,,,,\nschedule-2"), "too many: schedule-1/x"),
    ],
)
def test_a_stale_file_says_what_differs(
    found: Found, act: Act, built: Callable[[str], bytes], edit: tuple[str, str], said: str
) -> None:
    old, new = (each.encode() for each in edit)
    stale = built(act()).replace(old, new, 1)
    (one,) = found("GEN102", {ACT: act(), BUILT: stale}, build=False)
    assert said in one.what


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"a,b\n1,2,3\n", b'"', b"\0"])
def test_a_broken_generated_file_is_stale(found: Found, act: Act, content: bytes) -> None:
    assert len(found("GEN102", {ACT: act(), BUILT: content}, build=False)) == 1


def test_line_endings_do_not_make_a_file_stale(
    found: Found, act: Act, built: Callable[[str], bytes]
) -> None:
    windows = built(act()).replace(b"\n", b"\r\n")
    assert found("GEN102", {ACT: act(), BUILT: windows}, build=False) == []


def test_a_generated_file_of_no_jurisdiction(found: Found, act: Act) -> None:
    (one,) = found("GEN103", {ACT: act(), "schedules/xx/consolidated.csv": "schedule\n"})
    assert one.file == "schedules/xx/consolidated.csv"


def test_the_record_shows_what_was_printed(found: Found, act: Act) -> None:
    assert (
        found("REC101", {ACT: act(), PRINTED: f"{HEADER}schedule-2,fentanyl,,,2020-02-01,\n"}) == []
    )


def test_the_record_lacks_a_printed_line(found: Found, act: Act) -> None:
    rows = "schedule-2,fentanyl,,,,\nschedule-2,brorphine,Brorphine,9098,,\n"
    (one,) = found("REC101", {ACT: act(), PRINTED: HEADER + rows})
    assert (one.line, one.what) == (
        3,
        'schedule-2/brorphine ("Brorphine") does not stand on 2020-03-01.',
    )


def test_the_record_has_a_line_that_was_not_printed(found: Found, act: Act) -> None:
    steps = "\n".join(
        f'[[add]]\nschedule = "schedule-2"\nsubstances = ["{one}"]'
        for one in ("fentanyl", "brorphine")
    )
    (one,) = found("REC101", {ACT: act(steps), PRINTED: f"{HEADER}schedule-2,fentanyl,,,,\n"})
    assert "schedule-2/brorphine stands on 2020-03-01 by us/2020-01-01-act" in one.what


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("Fentanyl,,,", 'printed "Fentanyl" in the official text, "None" here'),
        (",9801,,", 'number "9801" in the official text, "None" here'),
        (",,2020-03-01,", "since 2020-03-01 in the source, 2020-02-01 here"),
        (",,2020-02,", ""),
        (",,2020-2-1,", "is not a date"),
        (",,2020-03-01,The source is older than the correction.", ""),
    ],
)
def test_a_line_is_compared_in_what_the_text_says_of_it(
    found: Found, act: Act, cells: str, said: str
) -> None:
    findings = found("REC101", {ACT: act(), PRINTED: f"{HEADER}schedule-2,fentanyl,{cells}\n"})
    assert [said in one.what for one in findings] == [True] * bool(said)


def test_a_declared_difference_is_a_note(found: Found, act: Act) -> None:
    row = "schedule-2,fentanyl,,,2020-03-01,The source is older.\n"
    (one,) = found("REC105", {ACT: act(), PRINTED: HEADER + row})
    assert (one.severity, "The source is older." in one.what) == ("note", True)


def test_a_reason_without_a_difference_is_reported(found: Found, act: Act) -> None:
    row = "schedule-2,fentanyl,,,2020-02-01,The source is older.\n"
    (one,) = found("REC106", {ACT: act(), PRINTED: HEADER + row})
    assert one.line == 2


def test_a_line_printed_twice(found: Found, act: Act) -> None:
    rows = "schedule-2,fentanyl,,,,\nschedule-2,fentanyl,,,,\n"
    (one,) = found("REC101", {ACT: act(), PRINTED: HEADER + rows})
    assert one.line == 3


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2020-02-01,schedule-2,1,0,", ""),
        ("2020-02-01,schedule-2,2,-1,A line was printed twice.", ""),
        ("2020-02-01,schedule-1 + schedule-2,5,0,", ""),
        ("2020-02-01,classes,0,0,", ""),
        ("2020-01-31,schedule-2,0,0,", ""),
        ("2020-02-01,schedule-2,2,0,", "schedule-2 has 1 names on 2020-02-01; the source says 2"),
        ("2020-02-01,schedule-2,2,-1,", "The difference -1 has no reason."),
        ("2020-02-30,schedule-2,1,0,", "is not a day of the calendar"),
        ("2020-02-01,schedule-2,one,0,", "must be whole numbers"),
        ("2020-02-01,schedule-9,0,0,", '"schedule-9" is no list'),
    ],
)
def test_totals(found: Found, act: Act, row: str, said: str) -> None:
    steps = '[[add]]\nschedule = "schedule-2"\nsubstances = ["fentanyl"]\n'
    steps += '[[add]]\nschedule = "schedule-1"\nline = "items-1-4"\nunseen = 4'
    findings = found("REC102", {ACT: act(steps), TOTALS: f"{TOTAL_HEADER}{row}\n"})
    assert [said in one.what for one in findings] == [True] * bool(said)


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("schedule;line;printed\n", 1, 'The header is "schedule;line;printed"'),
        (HEADER, 1, "a header and no row"),
        ("", 1, 'The header is "nothing"'),
        (f"{HEADER}schedule-2,fentanyl,x\n", 2, "3 cells, the header 6"),
        (f'{HEADER}schedule-2,fentanyl,"x,\n', 2, "is not CSV"),
        (f"{HEADER}schedule-2,fentanyl,{'x' * 200_000},\n", 2, "is not CSV"),
        (f"{HEADER}schedule-2,fentanyl,\xe9,\n".encode("latin-1"), 2, "Byte 62 is not UTF-8"),
    ],
)
def test_a_sheet_that_cannot_be_read(
    found: Found, act: Act, content: str | bytes, line: int, said: str
) -> None:
    (one,) = found("REC103", {ACT: act(), PRINTED: content})
    assert (one.file, one.line) == (PRINTED, line)
    assert said in one.what


def test_a_sheet_that_is_named_after_no_day(found: Found, act: Act) -> None:
    file = "schedules/us/reconcile/2020-3-1.csv"
    (one,) = found("REC103", {ACT: act(), file: f"{HEADER}schedule-2,fentanyl,,,,\n"})
    assert '"2020-3-1.csv" is no day' in one.what


def test_a_readable_sheet_with_mark_and_other_line_ends(found: Found, act: Act) -> None:
    text = f"\ufeff{HEADER}schedule-2,fentanyl,,,,\n\n".replace("\n", "\r\n")
    findings = found("all", {ACT: act(), PRINTED: text})
    assert [one for one in findings if one.code.startswith("REC")] == []


@pytest.mark.parametrize(
    ("sheet", "row", "count"),
    [
        (PRINTED, f"{HEADER}schedule-1,x,,,,\n", 0),
        (TOTALS, f"{TOTAL_HEADER}2020-02-01,schedule-2 + schedule-1,1,0,\n", 0),
        (TOTALS, f"{TOTAL_HEADER}2020-02-01,schedule-2,1,0,\n", 1),
    ],
)
def test_a_complete_list_is_compared_with_something_official(
    found: Found, act: Act, sheet: str, row: str, count: int
) -> None:
    other = {TOTALS: f"{TOTAL_HEADER}2020-02-01,schedule-2,1,0,\n", sheet: row}
    findings = found("REC109", {ACT: act()} | other)
    said = "us/schedule-1 is called complete; nothing official was compared."
    assert [(one.severity, one.what) for one in findings] == [("note", said)] * count
