"""Rows of our sources: each ends in an act of ours, or is left out with a reason."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from registry.audit.check import sheets
from registry.law import csvfile
from registry.law.csvfile import Line
from registry.law.finding import Finding
from registry.law.sources import File

Found = Callable[..., list[Finding]]
Act = Callable[..., str]
ROOT = Path(__file__).parents[3]
ACT = "schedules/us/acts/2020-01-01-act.toml"
ENDS = "schedules/us/transcribed.csv"
LEFT = "schedules/us/untranscribed.csv"
HEADER = "table,row,name,act,schedule,line\n"
LEFT_HEADER = "table,row,name,reason\n"
FIRST = "rules,1,Fentanyl,us/2020-01-01-act,schedule-2,fentanyl\n"


@pytest.mark.parametrize(("reason", "lines"), [(" ", [2]), ("Lists nothing.", [])])
def test_a_row_left_out_without_a_reason(found: Found, reason: str, lines: list[int]) -> None:
    text = f"{LEFT_HEADER}acts,1,A notice,{reason}\n"
    assert [one.line for one in found("REC104", {LEFT: text})] == lines


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("us/2020-01-01-act,schedule-2,fentanyl", None),
        ("us/2020-01-01-act,,", None),
        ("us/2020-01-02-act,schedule-2,fentanyl", 'there is no act "us/2020-01-02-act"'),
        ("us/2020-01-01-act,schedule-1,fentanyl", "does not touch schedule-1/fentanyl"),
        ("us/2020-01-01-act,schedule-2,brorphine", "does not touch schedule-2/brorphine"),
        ("us/2020-01-01-act,schedule-2,", "does not touch schedule-2/"),
        (",,", 'there is no act ""'),
    ],
)
def test_a_row_ends_in_an_act_that_touches_its_line(
    found: Found, act: Act, end: str, said: str | None
) -> None:
    findings = found("REC107", {ACT: act(), ENDS: f"{HEADER}rules,1,Fentanyl,{end}\n"})
    assert [said in one.what for one in findings if said] == [True] * bool(said)
    assert bool(findings) == bool(said)


def test_a_row_may_end_in_a_move_and_names_the_line_it_lands_on(found: Found, act: Act) -> None:
    move = '[[move]]\nfrom = "schedule-2/fentanyl"\nto = "schedule-1"'
    later = act(move, published="2021-01-01", effective="2021-02-01")
    files = {ACT: act(), "schedules/us/acts/2021-01-01-move.toml": later}
    row = "rules,2,Fentanyl,us/2021-01-01-move,schedule-1,fentanyl\n"
    assert found("REC107", files | {ENDS: HEADER + FIRST + row}) == []


def test_without_its_act_a_row_has_no_end(found: Found) -> None:
    (one,) = found("REC107", {ENDS: HEADER + FIRST})
    assert (one.file, one.line) == (ENDS, 2)


@pytest.mark.parametrize(
    ("kept", "left", "said"),
    [
        ([1, 2, 3], [], None),
        ([1, 1, 2], [], None),
        ([1, 3], [2], None),
        ([1, 3], [], "nothing says where row 2 ends"),
        ([2], [], "nothing says where row 1 ends"),
        ([1], [3], "nothing says where row 2 ends"),
        ([1, 2], [2], "Row 2 of rules stands in untranscribed.csv too"),
        ([1, 9], [], "row 2, 3, 4, 5, 6 and 2 more ends"),
        (["1", "0"], [], '"0" is no row'),
        (["1", "two"], [], '"two" is no row'),
    ],
)
def test_the_rows_of_a_table_add_up(
    found: Found, act: Act, kept: list[object], left: list[int], said: str | None
) -> None:
    ends = HEADER + "".join(f"rules,{row},Fentanyl,us/2020-01-01-act,,\n" for row in kept)
    files = {ACT: act(), ENDS: ends}
    if left:
        files[LEFT] = LEFT_HEADER + "".join(f"rules,{row},Notice,Lists nothing.\n" for row in left)
    findings = found("REC108", files)
    assert [said in one.what for one in findings if said] == [True] * bool(said)
    assert bool(findings) == bool(said)


def test_the_shipped_tables_are_accounted_for_to_their_last_row() -> None:
    rows: dict[str, set[int]] = defaultdict(set)
    for place in ("us", "cn", "un"):
        for name in ("transcribed.csv", "untranscribed.csv"):
            with (ROOT / "schedules" / place / name).open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    if row["row"].isdecimal():
                        rows[row["table"]].add(int(row["row"]))
    assert {table: (len(found), max(found)) for table, found in rows.items()} == {
        "us_scheduling_actions": (994, 994),
        "us_state_actions": (20, 20),
        "us_listed_substances": (643, 643),
        "cn_listed_substances": (1128, 1128),
        "cn_actions": (41, 41),
        "un_listed_substances": (388, 388),
        "un_actions": (244, 244),
    }


def test_every_table_is_read_once_for_all_checks(
    found: Found, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: Counter[str] = Counter()

    def counted(data: File, columns: tuple[str, ...]) -> Iterator[Line]:
        reads[",".join(columns)] += 1
        return csvfile.rows(data, columns)

    monkeypatch.setattr(sheets, "rows", counted)
    printed = "schedule,line,printed,number,since,reason\nschedule-2,fentanyl,,,,\n"
    tables = {
        ENDS: HEADER + FIRST,
        LEFT: f"{LEFT_HEADER}acts,1,A notice,Lists nothing.\n",
        "schedules/us/reconcile/2020-03-01.csv": printed,
    }
    found("all", {ACT: act(), **tables})
    assert list(reads.values()) == [1, 1, 1, 1]  # the clean folder holds the totals
