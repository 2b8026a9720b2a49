"""Workbooks of both formats, signed and saved in LibreOffice in November 2026, stay good.

Their record stands beside them in ``tests/fixtures/signed``; what was written is in the README.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

Run = Callable[..., str]
Sheet = Any  # the sheet Gaps of a workbook, as the fixture ``sheet_of`` opens it
FOLDER: Final = Path(__file__).parents[1] / "fixtures/signed"
FORMAT_1: Final = "report-2024-08-06.xlsx"
FORMAT_2: Final = "report-format-2.xlsx"
TOOL: Final = "registry 2026.11.24"  # that wrote it
MOVED: Final = "us:cn:norfentanyl"
STILL: Final = "us:cn:tilidine"


def is_of_kinds(row: dict[str, Any]) -> bool:
    """Whether a difference is of how many rows there are by kind, or of what kinds are called.

    Since these workbooks were written, a kind came in (level), and gaps in law are counted apart.
    """
    sheet, where = row["sheet"], row["where"]
    return bool(sheet == "Summary" or (sheet == "Cover" and where != "B12"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The record that the workbook was made of, in a folder of its own."""
    return Path(shutil.copytree(FOLDER, tmp_path / "record"))


@pytest.fixture(params=[FORMAT_1, FORMAT_2])
def signed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The workbook of each format."""
    return Path(shutil.copy(FOLDER / request.param, tmp_path / "signed.xlsx"))


def test_nothing_differs_in_a_workbook_of_format_2_but_what_we_count_and_call_kinds(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registry.cli.workbooks.TOOL", TOOL)
    document = json.loads(run("verify", str(FOLDER / FORMAT_2), "--json", code=1))
    assert [row for row in document["differences"] if not is_of_kinds(row)] == []
    assert document["hidden"] == []


def test_nothing_but_that_and_the_digest_of_the_data_differs_in_format_1(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In format 1 the digest is of another form; every other cell is what it was."""
    monkeypatch.setattr("registry.cli.workbooks.TOOL", TOOL)
    document = json.loads(run("verify", str(FOLDER / FORMAT_1), "--json", code=1))
    cells = [
        (row["sheet"], row["where"]) for row in document["differences"] if not is_of_kinds(row)
    ]
    assert cells == [("Manifest", "Data digest"), ("Cover", "B12")]
    assert document["causes"]["digest of another form"] == 2
    assert document["hidden"] == []
    assert "of form 1, today's of form 2" in run("verify", str(FOLDER / FORMAT_1), code=1)


def test_a_cell_edited_since_is_found(run: Run, signed: Path) -> None:
    book = load_workbook(signed)
    book["Sources"]["B2"] = "Another title"
    book.save(signed)
    said = json.loads(run("verify", str(signed), "--json", code=1))
    found = [one for one in said["differences"] if one["sheet"] == "Sources"]
    assert [(one["where"], one["found"]) for one in found] == [("B2", "Another title")]


def test_it_restates(run: Run, signed: Path, root: Path) -> None:
    assert json.loads(run("restate", str(signed), "--json"))["rows"] == []
    act = root / "schedules/us/acts/2020-04-17-norfentanyl.toml"
    text = act.read_text(encoding="utf-8").replace("2020-05-18", "2020-05-20")
    act.write_text(text, encoding="utf-8")
    rows = {row["gap"]: row["what"] for row in
            json.loads(run("restate", str(signed), "--json", code=1))["rows"]}  # fmt: skip
    assert rows.keys() == {MOVED, "us:cn:butorphanol", "us:cn:brorphine"}
    assert "US controlled since: 2020-05-18 → 2020-05-20" in rows["us:cn:butorphanol"]


def test_in_the_form_it_was_signed_in_other_printed_words_are_told(
    run: Run, signed: Path, root: Path
) -> None:
    act = root / "schedules/us/acts/2020-04-17-norfentanyl.toml"
    text = act.read_text(encoding="utf-8")
    printed = 'printed = "Butorphanol"'
    assert printed in text
    act.write_text(text.replace(printed, 'printed = "Butorphanol and its salts"'), encoding="utf-8")
    (row,) = json.loads(run("restate", str(signed), "--json", code=1))["rows"]
    assert "in hashes of form 1 also the printed words of a line" in row["what"]


def test_it_carries_over(run: Run, signed: Path, sheet_of: Sheet, tmp_path: Path) -> None:
    out = tmp_path / "next.xlsx"
    run("gaps", "us", "cn", "--on", "2024-09-06", "--carry", str(signed), "-o", str(out))
    after = sheet_of(out)
    words = ("act", "Lena", date(2024, 9, 1), "与客户联系", "mail of 5 August")
    titles = ("Decision", "Owner", "Due", "Comment", "Evidence")
    assert tuple(after.get(MOVED, title) for title in titles) == words
    assert after.get(MOVED, "Sign-off") == "changed since sign-off"
    assert after.get(STILL, "Sign-off") == "stands"
    assert (after.get(STILL, "Owner"), after.get(STILL, "Comment")) == ("0123", "=1+1")
    assert after.get(STILL, "Ticket") == "REG-17"
    assert "Remark on Gap: Ask Ning." in after.get(STILL, "Kept from the last report")
    assert after.get("us:cn:brorphine", "Since last report") == "closed, controlled by neither"
    assert {"A row of mine", "Customs", "Lena Brandt"} <= set(after.text.split("\n"))
    assert "(last report)" not in "".join(after.book.sheetnames)


def test_a_row_of_which_our_words_alone_changed_keeps_its_signature_and_says_so(
    run: Run, signed: Path, sheet_of: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is compared in the form in which it was signed, again in the report after the next."""
    monkeypatch.setattr("registry.engine.signoff.FORM", 2)
    renamed = {"only-b": "b-alone", "pending": "coming"}
    monkeypatch.setattr("registry.engine.signoff.FORMS", {1: {}, 2: renamed})
    assert json.loads(run("restate", str(signed), "--json"))["rows"] == []
    before = sheet_of(signed).get(STILL, "Row hash")
    out, last = tmp_path / "next.xlsx", tmp_path / "last.xlsx"
    run("gaps", "us", "cn", "--on", "2024-09-06", "--carry", str(signed), "-o", str(out))
    after = sheet_of(out)
    assert after.get(STILL, "Sign-off") == "stands"
    assert after.get(STILL, "Since last report") == "unchanged, our words renamed"
    assert after.get(STILL, "Row hash") != before
    assert after.get(STILL, "Row hash signed") == f"1:{before}"
    assert after.get("us:cn:butorphanol", "Since last report") == "unchanged"
    assert after.get(MOVED, "Sign-off") == "changed since sign-off"
    run("verify", str(out))
    run("gaps", "us", "cn", "--on", "2024-09-07", "--carry", str(out), "-o", str(last))
    again = sheet_of(last)
    assert again.get(STILL, "Sign-off") == "stands"
    assert again.get(STILL, "Since last report") == "unchanged"
    assert again.get(MOVED, "Sign-off") == "changed since sign-off"
    run("verify", str(last))


def test_what_stands_in_the_words_of_a_mark_is_not_read(
    run: Run, signed: Path, sheet_of: Sheet, tmp_path: Path
) -> None:
    """A closed row stays one whatever its cells say; the Manifest knows which rows there were."""
    out, last = tmp_path / "next.xlsx", tmp_path / "last.xlsx"
    run("gaps", "us", "cn", "--on", "2024-09-06", "--carry", str(signed), "-o", str(out))
    gaps = sheet_of(out)
    gaps.put("us:cn:brorphine", {"Since last report": "to be discussed"})
    gaps.save()
    run("gaps", "us", "cn", "--on", "2024-09-07", "--carry", str(out), "-o", str(last))
    after = sheet_of(last)
    assert after.get("us:cn:brorphine", "Since last report") == "closed earlier"
    assert "to be discussed" in after.get("us:cn:brorphine", "Kept from the last report")
