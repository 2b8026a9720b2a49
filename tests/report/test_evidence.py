"""Years later: is this still the report that was signed, and would the record still say so?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from registry.report.workbook import excel_reading

Run = Callable[..., str]
Sheet = Any  # the sheet Gaps of a workbook, as the fixture ``sheet_of`` opens it
DAY: Final = "2024-08-06"
NORFENTANYL: Final = "us:cn:norfentanyl"
SHEETS: Final = ("Cover", "Summary", "Gaps", "Upcoming", "Matrix", "Coverage", "Scope", "Sources")


@pytest.fixture
def report(run: Run, tmp_path: Path) -> Path:
    """The workbook of a day in August 2024."""
    path = tmp_path / "report.xlsx"
    run("gaps", "us", "cn", "--on", DAY, "-o", str(path))
    return path


def verify(run: Run, path: Path, code: int = 1) -> dict[str, Any]:
    """What ``registry verify`` says as JSON."""
    document: dict[str, Any] = json.loads(run("verify", str(path), "--json", code=code))
    return document


def change(root: Path, name: str, old: str, new: str) -> None:
    """Correct a datum of the record."""
    path = root / "schedules" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_report_is_identical_with_itself(run: Run, report: Path) -> None:
    said = verify(run, report, code=0)
    assert (said["identical"], said["differences"]) == (True, [])
    assert run("verify", str(report)).startswith("Identical: registry gaps us cn --on 2024-08-06")


@pytest.mark.parametrize(
    "options", [("--all",), ("--known-on", "2024-08-01"), ("--all", "--known-on", "2024-08-03")]
)
def test_a_report_with_options_is_identical(
    run: Run, tmp_path: Path, options: tuple[str, ...]
) -> None:
    path = tmp_path / "options.xlsx"
    run("gaps", "us", "cn", "--on", DAY, *options, "-o", str(path))
    assert verify(run, path, code=0)["identical"]


def test_the_reviewers_words_are_no_difference(run: Run, report: Path, sheet_of: Sheet) -> None:
    gaps = sheet_of(report)
    gaps.put(NORFENTANYL, {"Decision": "act", "Sign-off": "confirmed", "Comment": "x"})
    gaps.sheet.cell(1, gaps.sheet.max_column + 1, "Ticket")
    gaps.sheet.cell(gaps.sheet.max_row + 2, 1, "A row of mine")
    gaps.book["Cover"].cell(1, 1).comment = None
    gaps.book.create_sheet("Mine").append(["x"])
    row = next(cell.row for cell in gaps.book["Cover"]["A"] if cell.value == "Approved by")
    gaps.book["Cover"].cell(row, 2, "E. Brandt")
    assert verify(run, gaps.save(), code=0)["identical"]


@pytest.mark.parametrize("name", SHEETS)
def test_one_edited_cell_is_found_on_every_sheet(run: Run, report: Path, name: str) -> None:
    book = load_workbook(report)
    sheet = book[name]
    cell = next(
        cell
        for row in sheet.iter_rows(min_row=4 if name in {"Cover", "Summary"} else 2)
        for cell in row
        if isinstance(cell.value, str) and cell.column == 1 and len(cell.value) > 1
    )
    old = cell.value
    cell.value = "Something else"
    book.save(report)
    said = verify(run, report)
    assert said["causes"] == {"cell edited": 1}
    (found,) = said["differences"]
    assert (found["sheet"], found["found"], found["expected"]) == (name, "Something else", old)
    assert name == "Gaps" or found["where"] == cell.coordinate


def test_a_day_moved_by_one_is_found(run: Run, report: Path, sheet_of: Sheet) -> None:
    gaps = sheet_of(report)
    since = gaps.get(NORFENTANYL, "Gap since")
    gaps.put(NORFENTANYL, {"Gap since": since.replace(day=since.day + 1)})
    (found,) = verify(run, gaps.save())["differences"]
    assert found["what"] == f"{NORFENTANYL}: Gap since"
    assert (found["expected"], found["why"]) == (str(since), "cell edited")


def test_a_cell_edited_with_its_digest_is_found_too(
    run: Run, report: Path, sheet_of: Sheet
) -> None:
    """The report is made again: no digest in the file is believed."""
    gaps = sheet_of(report)
    gaps.put(NORFENTANYL, {"Why": "No gap.", "Digest of the cells": "0" * 16})
    assert verify(run, gaps.save())["causes"] == {"cell edited": 1}


def test_a_deleted_row_and_a_deleted_sheet_are_found(
    run: Run, report: Path, sheet_of: Sheet
) -> None:
    gaps = sheet_of(report)
    gaps.sheet.delete_rows(gaps.row(NORFENTANYL))
    del gaps.book["Scope"]
    said = verify(run, gaps.save())
    assert {(one["sheet"], one["found"]) for one in said["differences"]} == {
        ("Gaps", "no row"),
        ("Scope", "missing"),
    }


def test_sorted_rows_are_no_difference(run: Run, report: Path) -> None:
    book = load_workbook(report)
    for name in ("Gaps", "Matrix", "Sources"):
        rows = list(book[name].iter_rows(values_only=True))
        for number, row in enumerate(reversed(rows[1:]), 2):
            for at, value in enumerate(row, 1):
                book[name].cell(number, at).value = value
    book.save(report)
    assert verify(run, report, code=0)["identical"]


def test_a_corrected_datum_is_told_from_an_edit(run: Run, report: Path, root: Path) -> None:
    change(root, "cn/acts/2024-08-02-two.toml", "effective = 2024-09-01", "effective = 2024-09-02")
    said = verify(run, report)
    assert set(said["causes"]) == {"data corrected"}
    assert said["made_with"]["data"]["digest"] != said["compared_with"]["data"]["digest"]
    assert any(one["sheet"] == "Gaps" for one in said["differences"])


def test_a_corrected_datum_that_no_row_shows_is_found(run: Run, report: Path, root: Path) -> None:
    change(root, "substances/opioids.toml", "[dipipanone]", '[dipipanone]\naliases = ["Pipadone"]')
    said = verify(run, report)
    assert set(said["causes"]) == {"data corrected"}
    assert {one["sheet"] for one in said["differences"]} == {"Cover", "Manifest"}


def test_an_edit_and_a_correction_are_both_named(
    run: Run, report: Path, root: Path, sheet_of: Sheet
) -> None:
    change(root, "substances/opioids.toml", "[dipipanone]", '[dipipanone]\naliases = ["Pipadone"]')
    gaps = sheet_of(report)
    gaps.put(NORFENTANYL, {"Why": "No gap."})
    causes = verify(run, gaps.save())["causes"]
    assert causes["cell edited or data corrected"] == 1
    assert "data corrected" in causes


def test_another_tool_is_told_from_an_edit(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registry.cli.workbooks.TOOL", "registry 2099.01.01")
    said = verify(run, report)
    assert set(said["causes"]) == {"tool changed"}
    assert said["compared_with"]["tool"] == "registry 2099.01.01"


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("On", "2024-09-06"),
        ("Known on", "2024-08-01"),
        ("Aligned rows", "yes"),
        ("A", "cn"),
        ("Data digest", "sha256:0"),
        ("Tool", "registry 1"),
    ],
)
def test_a_changed_option_is_found(run: Run, report: Path, fact: str, value: str) -> None:
    book = load_workbook(report)
    cell = next(row[1] for row in book["Manifest"].rows if row[0].value == fact)
    cell.value = value
    book.save(report)
    said = verify(run, report)
    assert set(said["causes"]) == {"option or list of the Manifest edited"}
    shown = " ".join(f"{one['what']} {one['found']}" for one in said["differences"])
    assert value.rsplit(maxsplit=1)[-1] in shown or "registry gaps" in shown


def test_a_carried_report_is_identical_and_its_closed_rows_are_watched(
    run: Run, report: Path, tmp_path: Path, sheet_of: Sheet
) -> None:
    out = tmp_path / "next.xlsx"
    run("gaps", "us", "cn", "--on", "2024-09-06", "--carry", str(report), "-o", str(out))
    assert verify(run, out, code=0)["identical"]
    gaps = sheet_of(out)
    gaps.put("us:cn:brorphine", {"Why": "Closed by us."})
    assert verify(run, gaps.save())["causes"] == {"cell edited": 1}


def test_an_edit_of_how_a_row_compares_is_found(
    run: Run, report: Path, tmp_path: Path, sheet_of: Sheet
) -> None:
    out = tmp_path / "next.xlsx"
    run("gaps", "us", "cn", "--on", "2024-09-06", "--carry", str(report), "-o", str(out))
    gaps = sheet_of(out)
    gaps.put(NORFENTANYL, {"Since last report": "unchanged"})
    assert "cell edited" in verify(run, gaps.save())["causes"]


# tables that fill, empty, grow and shrink


LATER: Final = """
title = "Tilidine placed in schedule I"
kind = "rule"
authority = ["DEA"]
citation = "89 FR 1"
source = "https://example.org/89fr1"
evidence = "official"
published = 2024-10-02
effective = {effective}

[[add]]
schedule = "schedule-1"
substances = ["tilidine"]
printed = "Tilidine"
"""


def enter(root: Path, effective: str) -> None:
    """A US act of October 2024 is entered into the record."""
    path = root / "schedules/us/acts/2024-10-02-tilidine.toml"
    path.write_text(LATER.format(effective=effective), encoding="utf-8")


@pytest.mark.parametrize("effective", ["2024-10-05", "2024-11-02", "2025-06-20"])
def test_a_report_with_nothing_upcoming_is_told_apart_when_an_act_lands(
    run: Run, root: Path, tmp_path: Path, effective: str
) -> None:
    """Its sheet Upcoming is empty, as the Cover says; with the act, it has a row."""
    path = tmp_path / "quiet.xlsx"
    run("gaps", "us", "cn", "--on", "2024-10-03", "-o", str(path))
    enter(root, effective)
    said = verify(run, path)
    assert set(said["causes"]) == {"data corrected"}
    coming = [(one["what"], one["found"]) for one in said["differences"]
              if one["sheet"] == "Upcoming" or "Upcoming" in str(one["found"])]  # fmt: skip
    within_90_days = [("row", "Upcoming; None."), ("row", None)]
    assert coming == ([] if effective == "2025-06-20" else within_90_days)
    (row,) = restate(run, path, 1)["rows"]
    assert (row["gap"], row["was"], row["is"]) == ("us:cn:tilidine", "PRC only", "pending")


def test_a_report_with_something_upcoming_is_told_apart_when_the_act_goes(
    run: Run, root: Path, tmp_path: Path
) -> None:
    path = tmp_path / "busy.xlsx"
    enter(root, "2024-11-02")
    run("gaps", "us", "cn", "--on", "2024-10-03", "-o", str(path))
    (root / "schedules/us/acts/2024-10-02-tilidine.toml").unlink()
    said = verify(run, path)
    coming = [(one["what"], one["expected"]) for one in said["differences"]
              if one["sheet"] == "Upcoming" or "Upcoming" in str(one["expected"])]  # fmt: skip
    assert coming == [("row", "Upcoming; None."), ("row", None)]


def test_a_corrected_day_is_one_cell_of_its_row(run: Run, report: Path, root: Path) -> None:
    """The row of the change is found by what it is, not by its day."""
    change(root, "cn/acts/2024-08-02-two.toml", "effective = 2024-09-01", "effective = 2024-09-02")
    found = [one for one in verify(run, report)["differences"] if one["sheet"] == "Upcoming"]
    assert [(one["found"], one["expected"]) for one in found] == [("2024-09-01", "2024-09-02")] * 2
    assert all(one["what"].endswith(": Date") for one in found)


def test_a_third_jurisdiction_is_two_columns_of_the_matrix(
    run: Run, report: Path, root: Path
) -> None:
    folder = root / "schedules/un"
    (folder / "acts").mkdir(parents=True)
    text = (root / "schedules/us/schedules.toml").read_text(encoding="utf-8")
    text = text.replace("United States", "United Nations").replace('"US"', '"UN"')
    (folder / "schedules.toml").write_text(text, encoding="utf-8")
    found = [one for one in verify(run, report)["differences"] if one["sheet"] == "Matrix"]
    assert [(one["what"], one["found"], one["expected"]) for one in found] == [
        ("heading", None, "UN status"),
        ("heading", None, "UN lists"),
    ]


def test_an_edited_heading_is_one_difference(run: Run, report: Path) -> None:
    book = load_workbook(report)
    book["Matrix"]["C1"] = "CAS"
    book.save(report)
    (found,) = verify(run, report)["differences"]
    assert (found["sheet"], found["where"], found["what"]) == ("Matrix", "C1", "heading")
    assert (found["found"], found["expected"], found["why"]) == ("CAS", "CAS number", "cell edited")


def test_an_edited_note_and_a_word_beside_a_table_are_found(run: Run, report: Path) -> None:
    book = load_workbook(report)
    note = next(cell for cell in book["Cover"]["B"] if str(cell.value).startswith("excepted"))
    note.value = "excepted: hardly"
    book["Matrix"].cell(2, 12, "I doubt this.")
    book.save(report)
    found = {(one["sheet"], one["where"], one["found"]) for one in
             verify(run, report)["differences"]}  # fmt: skip
    assert found == {
        ("Cover", note.coordinate, "excepted: hardly"),
        ("Matrix", "L2", "I doubt this."),
    }


# what today's record would answer otherwise


def restate(run: Run, path: Path, code: int) -> dict[str, Any]:
    """What ``registry restate`` says as JSON."""
    document: dict[str, Any] = json.loads(run("restate", str(path), "--json", code=code))
    return document


def test_nothing_is_restated_while_the_record_is_the_same(run: Run, report: Path) -> None:
    assert restate(run, report, 0)["rows"] == []


def test_a_correction_restates_the_rows_that_it_touches(run: Run, report: Path, root: Path) -> None:
    """The US act is found to have been in force two days later, and brorphine not in it."""
    name = "us/acts/2020-04-17-norfentanyl.toml"
    change(root, name, "effective = 2020-05-18", "effective = 2020-05-20")
    change(root, name, 'substances = ["brorphine"]\nprinted = "Brorphine"',
           'substances = ["dipipanone"]\nprinted = "Dipipanone"')  # fmt: skip
    rows = {row["gap"]: row for row in restate(run, report, 1)["rows"]}
    assert {name: row["answer"] for name, row in rows.items()} == {
        "us:cn:norfentanyl": "otherwise",
        "us:cn:butorphanol": "otherwise",
        "us:cn:brorphine": "no row now",
        "us:cn:dipipanone": "a new row",
    }
    assert "US controlled since: 2020-05-18 → 2020-05-20" in rows["us:cn:butorphanol"]["what"]


@pytest.mark.parametrize("short", ["US", "South Dakota", "The Free State", "PR status"])
def test_the_cause_is_told_whatever_the_jurisdiction_is_called(
    run: Run, root: Path, tmp_path: Path, short: str
) -> None:
    change(root, "us/schedules.toml", 'short = "US"', f'short = "{short}"')
    path = tmp_path / "named.xlsx"
    run("gaps", "us", "cn", "--on", DAY, "-o", str(path))
    name = "us/acts/2020-04-17-norfentanyl.toml"
    change(root, name, "effective = 2020-05-18", "effective = 2020-05-20")
    change(root, name, "85 FR 21320", "85 FR 21999")
    rows = {row["gap"]: row for row in restate(run, path, 1)["rows"]}
    what = rows["us:cn:butorphanol"]["what"]
    assert f"{short} controlled since: 2020-05-18 → 2020-05-20" in what
    assert f"{short} citation: 85 FR 21320 → 85 FR 21999" in what


def test_a_jurisdiction_that_is_renamed_is_the_same(
    run: Run, report: Path, root: Path, sheet_of: Sheet, tmp_path: Path
) -> None:
    """Its columns are found by their keys; the headings alone differ."""
    gaps = sheet_of(report)
    gaps.put(NORFENTANYL, {"Decision": "act"})
    gaps.put("us:cn:brorphine", {"Decision": "monitor"})
    gaps.save()
    change(root, "us/schedules.toml", 'short = "US"', 'short = "the States"')
    assert restate(run, report, 0)["rows"] == []
    rows = [one for one in verify(run, report)["differences"] if one["sheet"] == "Gaps"]
    heads = {one["found"]: one["expected"] for one in rows if one["what"] == "heading"}
    assert heads["US controlled since"] == "the States controlled since"
    cells = {one["what"].rpartition(": ")[2] for one in rows if one["what"] != "heading"}
    assert cells == {"Gap", "Also", "Why"}  # they name it
    out = tmp_path / "next.xlsx"
    run("gaps", "us", "cn", "--on", "2024-09-06", "--carry", str(report), "-o", str(out))
    after = sheet_of(out)
    assert after.get(NORFENTANYL, "Decision") == "act"
    assert after.get("us:cn:brorphine", "the States list") == "schedule-1"  # closed, as it was
    assert "US list" not in after.text


def test_a_renamed_jurisdiction_changes_headings_and_no_cell_of_the_matrix(
    run: Run, report: Path, root: Path
) -> None:
    change(root, "us/schedules.toml", 'short = "US"', 'short = "the States"')
    found = [one for one in verify(run, report)["differences"] if one["sheet"] == "Matrix"]
    assert [(one["what"], one["found"], one["expected"]) for one in found] == [
        ("heading", "US status", "the States status"),
        ("heading", "US lists", "the States lists"),
    ]


def test_a_digest_of_the_data_of_another_form_is_no_correction(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data may be the same: what differs beside the digest says whether they are."""
    monkeypatch.setattr("registry.report.workbook.evidence.FORM", 3)
    monkeypatch.setattr("registry.report.workbook.assembly.DATA_FORM", 3)
    monkeypatch.setattr("registry.law.digest.canonical", lambda record: record.version)
    said = verify(run, report)
    assert said["causes"]["digest of another form"] == 2
    assert "form 2, today's of form 3" in run("verify", str(report), code=1)


def test_a_row_of_which_no_cell_differs_says_what_may(run: Run, report: Path, root: Path) -> None:
    name, line = "us/acts/2020-04-17-norfentanyl.toml", 'printed = "Butorphanol"'
    change(root, name, line, f'{line}\nexcepts = ["norfentanyl"]')
    (row,) = restate(run, report, 1)["rows"]
    assert row["what"].startswith("no cell of this row: what a line leaves out or may cover")


def test_other_printed_words_restate_nothing(run: Run, report: Path, root: Path) -> None:
    name = "us/acts/2020-04-17-norfentanyl.toml"
    change(root, name, 'printed = "Butorphanol"', 'printed = "Butorphanol and its salts"')
    assert restate(run, report, 0)["rows"] == []


def test_a_correction_of_words_restates_nothing(run: Run, report: Path, root: Path) -> None:
    change(root, "us/acts/2020-04-17-norfentanyl.toml", "85 FR 21320", "85 FR 21321")
    change(root, "cn/acts/2024-08-02-two.toml", '"unverified"', '"official"')
    change(root, "substances/opioids.toml", "去甲芬太尼", "降芬太尼")
    assert restate(run, report, 0)["rows"] == []


def test_a_report_as_known_then_is_not_restated_by_later_acts(
    run: Run, tmp_path: Path, root: Path
) -> None:
    path = tmp_path / "known.xlsx"
    run("gaps", "us", "cn", "--on", DAY, "--known-on", DAY, "-o", str(path))
    text = (root / "schedules/cn/acts/2024-08-02-two.toml").read_text(encoding="utf-8")
    later = re.sub(r"published = .*", "published = 2024-09-20", text.partition("[[add]]")[0])
    later = later.replace("effective = 2024-09-01", "effective = 2024-07-01")
    later += '[[add]]\nschedule = "narcotic-2013"\nsubstances = ["butorphanol"]\nprinted = "x"\n'
    (root / "schedules/cn/acts/2024-09-20-late.toml").write_text(later, encoding="utf-8")
    assert restate(run, path, 0)["rows"] == []


# reading


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel_reading, "LARGEST", 1000)
    assert "unpacks to more than" in run("verify", str(report), code=2)


def _spoil(report: Path, fact: str) -> None:
    book = load_workbook(report)
    next(row[1] for row in book["Manifest"].rows if row[0].value == fact).value = "nonsense"
    book.save(report)


@pytest.mark.parametrize("fact", ["On", "Known on"])
def test_a_manifest_without_a_day_is_refused(run: Run, report: Path, fact: str) -> None:
    _spoil(report, fact)
    assert f'its Manifest says "{fact}" wrongly' in run("verify", str(report), code=2)
    assert f'its Manifest says "{fact}" wrongly' in run("restate", str(report), code=2)


def test_a_manifest_without_a_key_cannot_be_carried(run: Run, report: Path) -> None:
    book = load_workbook(report)
    cell = next(row[0] for row in book["Manifest"].rows if row[0].value == "Gaps.gap_id")
    cell.value = "nonsense"
    book.save(report)
    asked = ("gaps", "us", "cn", "--carry", str(report), "-o", str(report))
    assert "its Manifest says the keys of columns wrongly" in run(*asked, code=2)
    assert "Manifest" in run("verify", str(report), code=1)


def test_a_manifest_of_an_unknown_form_is_refused(run: Run, report: Path) -> None:
    _spoil(report, "Row hash form")
    says = 'its Manifest says "Row hash form" wrongly: nonsense'
    assert says in run("verify", str(report), code=2)
    assert says in run("restate", str(report), code=2)
