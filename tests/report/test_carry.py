"""What a reviewer wrote is never lost, and never stands for a law that has changed since."""

from __future__ import annotations

import random
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

Run = Callable[..., str]
Sheet = Any  # the sheet Gaps of a workbook, as the fixture ``sheet_of`` opens it
BEFORE: Final = "2024-08-06"
AFTER: Final = "2024-09-06"
WORDS: Final = {
    "Decision": "act",
    "Owner": "Lena",
    "Due": date(2024, 9, 1),
    "Comment": "与客户联系",
    "Evidence": "mail of 5 August",
}
MOVED: Final = "us:cn:norfentanyl"  # the PRC lists it on 2024-09-01
STILL: Final = "us:cn:tilidine"  # the PRC alone lists it, all the time
OTHER: Final = "us:cn:butorphanol"  # the US alone lists it, all the time
CLOSED: Final = "us:cn:brorphine"  # the US order expires on 2024-08-20


@pytest.fixture(scope="module")
def signed_bytes(august: bytes, sheet_of: Sheet, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The report of August with words on three rows, as its file is saved."""
    path = tmp_path_factory.mktemp("signed") / "signed.xlsx"
    path.write_bytes(august)
    gaps = sheet_of(path)
    for name in (MOVED, STILL, CLOSED):
        gaps.put(name, WORDS)
    return bytes(gaps.save().read_bytes())


@pytest.fixture
def signed(signed_bytes: bytes, sheet_of: Sheet, tmp_path: Path) -> Sheet:
    """The report of August with words on three rows."""
    path = tmp_path / "signed.xlsx"
    path.write_bytes(signed_bytes)
    return sheet_of(path)


@pytest.fixture
def carried(run: Run, sheet_of: Sheet) -> Sheet:
    """Make the next report with what a workbook hands on."""

    def carry(gaps: Sheet, on: str = AFTER, name: str = "next.xlsx") -> Sheet:
        out = gaps.path.with_name(name)
        run("gaps", "us", "cn", "--on", on, "--carry", str(gaps.save()), "-o", str(out))
        return sheet_of(out)

    return carry


def said(gaps: Sheet, name: str) -> dict[str, Any]:
    """The reviewer's words on a row."""
    return {title: gaps.get(name, title) for title in WORDS}


def test_words_stand_beside_a_row_whose_law_is_the_same(signed: Sheet, carried: Sheet) -> None:
    after = carried(signed)
    assert said(after, STILL) == WORDS
    assert after.get(STILL, "Sign-off") == "stands"
    assert after.get(STILL, "Since last report") == "unchanged"
    assert after.get(STILL, "Row hash signed") == after.get(STILL, "Row hash")


def test_a_row_whose_law_has_changed_says_so_and_keeps_the_words(
    signed: Sheet, carried: Sheet
) -> None:
    after = carried(signed)
    assert after.get(MOVED, "Gap") != signed.get(MOVED, "Gap")
    assert said(after, MOVED) == WORDS
    assert after.get(MOVED, "Sign-off") == "changed since sign-off"
    assert after.get(MOVED, "Since last report") == "changed"
    assert after.get(MOVED, "Row hash signed") == signed.get(MOVED, "Row hash")


def test_the_mark_stays_until_somebody_decides_again(signed: Sheet, carried: Sheet) -> None:
    """Carrying a report on twice does not sign it."""
    twice = carried(carried(signed), on="2024-09-07", name="twice.xlsx")
    assert twice.get(MOVED, "Since last report") == "unchanged"
    assert twice.get(MOVED, "Sign-off") == "changed since sign-off"
    twice.put(MOVED, {"Comment": "not yet looked at"})
    third = carried(twice, on="2024-09-08", name="third.xlsx")
    assert third.get(MOVED, "Sign-off") == "changed since sign-off"
    assert third.get(MOVED, "Comment") == "not yet looked at"


@pytest.mark.parametrize("word", [{"Sign-off": "confirmed"}, {"Decision": "monitor"}])
def test_a_confirmed_or_changed_decision_takes_the_mark_away(
    signed: Sheet, carried: Sheet, word: dict[str, str]
) -> None:
    after = carried(signed)
    after.put(MOVED, word)
    again = carried(after, on="2024-09-07", name="again.xlsx")
    assert again.get(MOVED, "Sign-off") == "stands"
    assert again.get(MOVED, "Row hash signed") == again.get(MOVED, "Row hash")


def test_a_row_without_words_has_no_mark(signed: Sheet, carried: Sheet) -> None:
    after = carried(signed)
    marks = [
        after.sheet.cell(number, after.at("Sign-off")).value
        for number in range(2, after.sheet.max_row + 1)
    ]
    assert sorted(filter(None, marks)) == ["changed since sign-off", "stands"]


def test_closed_rows_follow_below_with_their_words(signed: Sheet, carried: Sheet) -> None:
    after = carried(signed, on="2026-11-01")
    closed = [
        number
        for number in range(2, after.sheet.max_row + 1)
        if str(after.sheet.cell(number, after.at("Since last report")).value).startswith("closed")
    ]
    assert closed
    assert min(closed) > max(set(range(2, after.sheet.max_row + 1)) - set(closed))
    again = carried(after, on="2026-11-02", name="again.xlsx")
    assert again.text.count("mail of 5 August") == 3


def test_sorting_filtering_and_moving_columns_lose_nothing(signed: Sheet, carried: Sheet) -> None:
    rows = list(signed.sheet.iter_rows(values_only=True))
    order = sorted(range(len(rows[0])), key=lambda at: str(rows[0][at]))
    moved = [[row[at] for at in order] for row in (rows[0], *reversed(rows[1:]))]
    signed.sheet.delete_rows(1, signed.sheet.max_row)
    signed.sheet.tables.clear()
    for number, row in enumerate(moved, 1):
        for at, value in enumerate(row, 1):
            signed.sheet.cell(number, at, value)
    signed.sheet.row_dimensions[5].hidden = True
    after = carried(signed)
    assert said(after, STILL) == said(after, MOVED) == WORDS
    assert after.get(STILL, "Sign-off") == "stands"
    assert after.get(MOVED, "Sign-off") == "changed since sign-off"


def test_columns_of_the_reviewer_are_carried_with_or_without_a_heading(
    signed: Sheet, carried: Sheet
) -> None:
    last = signed.sheet.max_column
    row = signed.row(STILL)
    signed.sheet.cell(1, last + 1, "Ticket")
    signed.sheet.cell(row, last + 1, "REG-17")
    signed.sheet.cell(row, last + 2, "no heading")
    after = carried(signed)
    assert after.get(STILL, "Ticket") == "REG-17"
    assert "no heading" in after.text
    again = carried(after, name="again.xlsx")
    assert again.get(STILL, "Ticket") == "REG-17"
    assert again.text.count("no heading") == 1


def test_rows_of_the_reviewer_follow_below(signed: Sheet, carried: Sheet) -> None:
    last = signed.sheet.max_row
    signed.sheet.cell(last + 1, 1, "A row of mine")
    signed.sheet.cell(last + 3, signed.at("Comment"), "after an empty row")
    for at in range(1, signed.sheet.max_column + 1):  # a copied row, with its id
        signed.sheet.cell(last + 4, at, signed.sheet.cell(signed.row(STILL), at).value)
    signed.sheet.cell(last + 4, signed.at("Decision"), "a second decision")
    after = carried(signed)
    text = after.text
    assert "A row of mine" in text
    assert "after an empty row" in text
    assert "a second decision" in text
    assert said(after, STILL) == WORDS
    again = carried(after, name="again.xlsx")
    assert again.text.count("A row of mine") == 1
    assert again.text.count("a second decision") == 1


def test_a_deleted_row_is_back_and_not_called_new(signed: Sheet, carried: Sheet) -> None:
    signed.sheet.delete_rows(signed.row(OTHER))
    after = carried(signed)
    assert after.get(OTHER, "Since last report") == "unchanged"
    assert "1 rows had been deleted" in after.text


def test_what_was_written_into_our_cells_is_kept_beside(signed: Sheet, carried: Sheet) -> None:
    signed.put(STILL, {"Why": "I doubt this."})
    after = carried(signed)
    assert after.get(STILL, "Why") != "I doubt this."
    assert "Why: I doubt this." in after.get(STILL, "Kept from the last report")


def test_words_in_the_place_of_a_mark_are_kept(signed: Sheet, carried: Sheet) -> None:
    signed.put(OTHER, {"Sign-off": "ok, E.B."})
    after = carried(signed)
    assert "ok, E.B." in after.get(OTHER, "Kept from the last report")


def test_remarks_on_cells_are_kept(signed: Sheet, carried: Sheet) -> None:
    signed.sheet.cell(signed.row(STILL), signed.at("Gap")).comment = Comment("Ask Ning.", "E.B.")
    signed.book["Changes"]["B2"].comment = Comment("Which day?", "E.B.")
    after = carried(signed)
    assert "Remark on Gap: Ask Ning." in after.get(STILL, "Kept from the last report")
    assert "Which day?" in after.text


def test_sheets_of_the_reviewer_and_edited_ones_are_kept_whole(
    signed: Sheet, carried: Sheet
) -> None:
    mine = signed.book.create_sheet("Calls")
    mine.append(["Customs", 17.5, date(2024, 8, 7), "=1+1", True])
    signed.book["Scope"]["A60"] = "in the margin"
    after = carried(signed)
    sheet = after.book["Calls"]
    values = [cell.value for cell in next(iter(sheet.rows))]
    assert values == ["Customs", 17.5, datetime(2024, 8, 7), "=1+1", True]  # noqa: DTZ001
    assert sheet["D1"].data_type == "s"
    assert "in the margin" in [
        cell.value for row in after.book["Scope (last report)"] for cell in row
    ]
    again = carried(after, name="again.xlsx")
    assert again.text.count("Customs") == 1
    assert again.text.count("in the margin") == 1


def test_signatures_become_those_of_the_last_report(signed: Sheet, carried: Sheet) -> None:
    cover = signed.book["Cover"]
    row = next(cell.row for cell in cover["A"] if cell.value == "Reviewed by")
    cover.cell(row, 2, "Lena Brandt")
    cover.cell(row, 3, date(2024, 8, 7))
    again = carried(carried(signed), name="again.xlsx")
    rows = [[cell.value for cell in line] for line in again.book["Cover"].rows]
    (line,) = (line for line in rows if "Lena Brandt" in line)
    assert str(line[0]).startswith(f"Reviewed by, report of {BEFORE}")
    assert [line[1] for line in rows if line[0] == "Reviewed by"] == [None]


def test_words_keep_their_kind(signed: Sheet, carried: Sheet) -> None:
    kinds = {
        "Owner": "0123",
        "Due": "as soon as possible",
        "Comment": "=HYPERLINK(A1)",
        "Evidence": 4.5,
    }
    signed.put(STILL, kinds)
    signed.sheet.cell(signed.row(STILL), signed.at("Comment")).data_type = "s"
    after = carried(signed)
    assert {title: after.get(STILL, title) for title in kinds} == kinds
    cell = after.sheet.cell(after.row(STILL), after.at("Comment"))
    assert cell.data_type == "s"


def test_a_report_may_be_carried_into_itself(signed: Sheet, carried: Sheet, tmp_path: Path) -> None:
    after = carried(signed, name=signed.path.name)
    assert said(after, STILL) == WORDS
    assert sorted(one.name for one in tmp_path.iterdir()) == ["record", "signed.xlsx"]


def test_the_summary_counts_what_is_new_changed_and_closed(signed: Sheet, carried: Sheet) -> None:
    after = carried(signed)
    words = after.column("Since last report")
    cells = list(load_workbook(after.path)["Summary"].iter_rows(max_col=2, values_only=True))
    counts = {
        row[0]: row[1] for row in cells if row[0] in {"new", "changed", "unchanged", "closed"}
    }
    assert counts == {"new": 1, "changed": 1, "unchanged": 2, "closed": 1}
    closed = {"closed, controlled by neither": counts.pop("closed")}
    assert Counter(words) == counts | closed


def test_two_runs_carry_the_same_bytes(signed: Sheet, carried: Sheet) -> None:
    made = [carried(signed, name=f"{number}.xlsx").path.read_bytes() for number in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize("seed", [1, 4, 104, 123])
def test_no_word_is_lost_wherever_it_was_written(
    signed: Sheet, carried: Sheet, sheet_of: Sheet, seed: int
) -> None:
    """Twelve words anywhere in the workbook, in cells of ours or beside; carried on twice."""
    carried(signed, name="carried.xlsx")
    gaps = sheet_of(signed.path.with_name("carried.xlsx"))
    dice = random.Random(seed)  # noqa: S311 (no secret)
    words = [f"word-{seed}-{number}" for number in range(12)]
    free = {}
    for word in words:
        sheet = gaps.book[dice.choice(["Gaps", "Gaps", *gaps.book.sheetnames])]
        top = 2 if sheet.title == "Gaps" else 12 if sheet.title == "Manifest" else 1
        left = 2 if sheet.title == "Manifest" else 1  # without its labels it is no manifest
        place = (dice.randint(top, sheet.max_row + 3), dice.randint(left, sheet.max_column + 2))
        free[sheet.title, *place] = word
    for (name, row, column), word in free.items():
        gaps.book[name].cell(row, column).value = word
    after = carried(gaps, name="after.xlsx")
    assert [place for place, word in free.items() if word not in after.text] == []
    twice = carried(after, on="2026-01-01", name="twice.xlsx")
    assert [place for place, word in free.items() if word not in twice.text] == []


def test_an_earlier_decision_stays_readable(signed: Sheet, carried: Sheet) -> None:
    after = carried(signed)
    after.put(STILL, {"Decision": "no action"})
    again = carried(after, name="again.xlsx")
    assert again.get(STILL, "Decision") == "no action"
    assert "Earlier decision: act" in again.get(STILL, "Kept from the last report")


# what cannot be carried


def _foreign() -> bytes:
    out = BytesIO()
    Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no .xlsx workbook"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0 old", "password"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"<html></html>", "no .xlsx workbook"),
        (_foreign(), 'its sheet "Manifest" is missing'),
    ],
)
def test_a_file_that_is_not_ours_is_refused(
    run: Run, tmp_path: Path, content: bytes, says: str
) -> None:
    path, out = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    path.write_bytes(content)
    asked = ("gaps", "us", "cn", "--on", AFTER, "--carry", str(path))
    assert says in run(*asked, "-o", str(out), code=2)
    assert says in run("verify", str(path), code=2)
    assert not out.exists()


def test_a_missing_file_is_refused(run: Run, tmp_path: Path) -> None:
    asked = ("gaps", "us", "cn", "--carry", str(tmp_path / "none.xlsx"))
    assert "none.xlsx" in run(*asked, "-o", str(tmp_path / "new.xlsx"), code=2)


@pytest.mark.parametrize("title", ["Decision", "Evidence", "Gap id", "Row hash", "Sign-off"])
def test_a_workbook_that_lacks_a_column_is_refused(signed: Sheet, run: Run, title: str) -> None:
    signed.sheet.delete_cols(signed.at(title))
    asked = ("gaps", "us", "cn", "--carry", str(signed.save()), "-o", str(signed.path))
    before = signed.path.read_bytes()
    assert f'lacks the column "{title}"' in run(*asked, code=2)
    assert signed.path.read_bytes() == before


def test_a_renamed_sheet_is_named(signed: Sheet, run: Run) -> None:
    signed.sheet.title = "Gaps E.B."
    asked = ("gaps", "us", "cn", "--carry", str(signed.save()), "-o", str(signed.path))
    assert 'has no sheet "Gaps"' in run(*asked, code=2)


def test_only_the_same_two_jurisdictions_can_be_carried(signed: Sheet, run: Run) -> None:
    asked = ("gaps", "cn", "us", "--carry", str(signed.path), "-o", str(signed.path))
    assert "it compares us cn" in run(*asked, code=2)


@pytest.mark.parametrize("where", [(), ("--json",), ("-o", "new.csv")])
def test_words_are_carried_into_workbooks_alone(
    signed: Sheet, run: Run, where: tuple[str, ...]
) -> None:
    asked = ("gaps", "us", "cn", "--carry", str(signed.path), *where)
    assert "-o FILE.xlsx" in run(*asked, code=2)


# another program


def test_words_written_and_saved_in_libreoffice_are_carried(
    signed: Sheet, sheet_of: Sheet, run: Run, office: str, tmp_path: Path
) -> None:
    """Edited, then saved by LibreOffice as its own .xlsx."""
    signed.sheet.cell(1, signed.sheet.max_column + 1, "Ticket")
    signed.sheet.cell(signed.row(STILL), signed.sheet.max_column, "REG-17")
    source = signed.save()
    folder = source.parent / "saved"
    profile = (source.parent / "profile").as_uri()
    flags = ("--headless", "--norestore", f"-env:UserInstallation={profile}")
    subprocess.run(
        (office, *flags, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, source),
        check=True,
        capture_output=True,
        timeout=120,
    )
    saved = folder / source.name
    assert run("verify", str(saved)).startswith("Identical")
    out = tmp_path / "next.xlsx"
    run("gaps", "us", "cn", "--on", AFTER, "--carry", str(saved), "-o", str(out))
    after = sheet_of(out)
    assert said(after, STILL) == said(after, MOVED) == WORDS
    assert after.get(STILL, "Ticket") == "REG-17"
    assert after.get(STILL, "Sign-off") == "stands"
    assert after.get(MOVED, "Sign-off") == "changed since sign-off"
    assert "(last report)" not in "".join(after.book.sheetnames)
