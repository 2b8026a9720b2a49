"""Who signed which row and when, what changed since, and the log of all signatures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

Run = Callable[..., str]
Sheet = Any  # the sheet Gaps of a workbook, as the fixture ``sheet_of`` opens it
MOVED: Final = "us:cn:norfentanyl"
STILL: Final = "us:cn:tilidine"
FORMAT_2: Final = Path(__file__).parents[1] / "fixtures/signed/report-format-2.xlsx"


@pytest.fixture
def signed(run: Run, sheet_of: Sheet, tmp_path: Path) -> Path:
    """A report of 6 August 2024 with two signed rows."""
    path = tmp_path / "signed.xlsx"
    run("gaps", "us", "cn", "--on", "2024-08-06", "-o", str(path))
    gaps = sheet_of(path)
    words = {"Decision": "act", "Signed by": "Lena Brandt", "Signed on": date(2024, 8, 7)}
    gaps.put(MOVED, words)
    gaps.put(STILL, words | {"Decision": "monitor", "Signed by": "Ning"})
    return Path(gaps.save())


def carry(run: Run, path: Path, on: str, name: str) -> Path:
    """The report of ``on`` that carries the one at ``path`` on."""
    out = path.with_name(name)
    run("gaps", "us", "cn", "--on", on, "--carry", str(path), "-o", str(out))
    return out


def log(path: Path) -> list[dict[str, Any]]:
    """The rows of the sheet Signatures."""
    head, *rows = load_workbook(path)["Signatures"].iter_rows(values_only=True)
    plain = ([cell.date() if isinstance(cell, datetime) else cell for cell in row] for row in rows)
    titles = [str(title) for title in head]
    return [dict(zip(titles, row, strict=True)) for row in plain if any(row)]


def test_signer_and_day_stay_beside_a_row(run: Run, signed: Path, sheet_of: Sheet) -> None:
    out = carry(run, signed, "2024-08-07", "next.xlsx")
    after = sheet_of(out)
    assert after.get(MOVED, "Sign-off") == "stands"
    assert after.get(MOVED, "Signed by") == "Lena Brandt"
    assert after.get(MOVED, "Signed on") == date(2024, 8, 7)
    assert after.get(MOVED, "What changed") is None
    run("verify", str(out))


def test_a_row_that_changed_says_what_changed(run: Run, signed: Path, sheet_of: Sheet) -> None:
    out = carry(run, signed, "2024-09-06", "next.xlsx")
    after = sheet_of(out)
    said = after.get(MOVED, "What changed")
    assert said.startswith("Gap: pending \N{RIGHTWARDS ARROW} regime; ")
    assert "PRC list: None \N{RIGHTWARDS ARROW} precursor-2" in said
    assert after.get(STILL, "What changed") is None
    run("verify", str(out))


def test_what_changed_stays_until_the_row_is_signed_again(
    run: Run, signed: Path, sheet_of: Sheet
) -> None:
    first = carry(run, signed, "2024-09-06", "first.xlsx")
    said = sheet_of(first).get(MOVED, "What changed")
    second = carry(run, first, "2024-09-07", "second.xlsx")
    assert sheet_of(second).get(MOVED, "Sign-off") == "changed since sign-off"
    assert sheet_of(second).get(MOVED, "What changed") == said
    gaps = sheet_of(second)
    gaps.put(MOVED, {"Sign-off": "confirmed"})
    third = carry(run, gaps.save(), "2024-09-08", "third.xlsx")
    assert sheet_of(third).get(MOVED, "What changed") is None
    for path in (first, third):
        run("verify", str(path))


def test_an_edited_word_of_what_changed_is_found(run: Run, signed: Path, sheet_of: Sheet) -> None:
    out = carry(run, signed, "2024-09-06", "next.xlsx")
    gaps = sheet_of(out)
    gaps.put(MOVED, {"What changed": "nothing much"})
    assert "cell edited" in run("verify", str(gaps.save()), code=1)


def test_the_log_has_a_row_for_each_signature_and_keeps_it(
    run: Run, signed: Path, sheet_of: Sheet
) -> None:
    assert log(signed) == []
    first = carry(run, signed, "2024-09-06", "first.xlsx")
    entries = {entry["Gap id"]: entry for entry in log(first)}
    assert entries.keys() == {MOVED, STILL}
    moved = entries[MOVED]
    assert (moved["Signed on"], moved["Signed by"]) == (date(2024, 8, 7), "Lena Brandt")
    assert (moved["Decision"], moved["Gap as signed"]) == ("act", "pending")
    assert (moved["Report of"], moved["Data version"]) == (date(2024, 8, 6), "2024.10.01")
    assert moved["Row hash signed"].endswith(sheet_of(signed).get(MOVED, "Row hash"))
    gaps = sheet_of(first)
    gaps.put(MOVED, {"Sign-off": "confirmed", "Signed on": date(2024, 9, 9)})
    second = carry(run, gaps.save(), "2024-09-10", "second.xlsx")
    days = [entry["Signed on"] for entry in log(second) if entry["Gap id"] == MOVED]
    assert days == [date(2024, 8, 7), date(2024, 9, 9)]
    assert len(log(second)) == 3
    for path in (first, second):
        run("verify", str(path))


def test_an_edited_log_is_found_and_kept(run: Run, signed: Path) -> None:
    path = carry(run, signed, "2024-09-06", "next.xlsx")
    book = load_workbook(path)
    book["Signatures"]["B2"] = "Somebody"
    book.save(path)
    assert "Signatures" in run("verify", str(path), code=1)
    last = load_workbook(carry(run, path, "2024-09-07", "last.xlsx"))
    assert "Signatures (last report)" in last.sheetnames


def test_a_column_signed_by_of_an_earlier_format_is_ours_now(
    run: Run, sheet_of: Sheet, tmp_path: Path
) -> None:
    """A reviewer who wrote the signer beside the row finds him in the new column."""
    path = tmp_path / "signed.xlsx"
    path.write_bytes(FORMAT_2.read_bytes())
    gaps = sheet_of(path)
    place = gaps.sheet.max_column + 1
    gaps.sheet.cell(1, place, "Signed by")
    gaps.sheet.cell(gaps.row(STILL), place, "Ning")
    gaps.sheet.cell(1, place + 1, "What changed")
    gaps.sheet.cell(gaps.row(STILL), place + 1, "my note")
    out = carry(run, gaps.save(), "2024-09-06", "next.xlsx")
    after = sheet_of(out)
    assert after.get(STILL, "Signed by") == "Ning"
    assert after.get(STILL, "What changed (2)") == "my note"
    run("verify", str(out))
