"""A damaged or hostile workbook is refused in one sentence, soon, or read for what it is."""

from __future__ import annotations

import json
import random
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from registry.cli.app import cli
from registry.report.workbook import excel_sheets
from registry.report.workbook.manifest import SEAL, Manifest, _seal

Run = Callable[..., str]
Sheet = Any  # the sheet Gaps of a workbook, as the fixture ``sheet_of`` opens it
DAY: Final = "2024-08-06"
TILIDINE: Final = "us:cn:tilidine"
FIXTURE: Final = Path(__file__).parents[1] / "fixtures/signed/report-2024-08-06.xlsx"


@pytest.fixture
def report(august: bytes, tmp_path: Path) -> Path:
    """The workbook of a day in August 2024."""
    path = tmp_path / "report.xlsx"
    path.write_bytes(august)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def put_parts(path: Path, *parts: tuple[str, bytes]) -> None:
    """Write a workbook of these parts, a name twice if it is given twice."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)


def sheet_part(path: Path, name: str) -> str:
    """The part that holds a sheet."""
    return f"xl/worksheets/sheet{load_workbook(path).sheetnames.index(name) + 1}.xml"


def refused(run: Run, path: Path) -> str:
    """Why verify, restate and carry refuse a workbook: the same sentence, on one line."""
    carry = ("gaps", "us", "cn", "--carry", str(path), "-o", str(path.with_name("next.xlsx")))
    reasons = {
        run(*words, code=2) for words in (("verify", str(path)), ("restate", str(path)), carry)
    }
    (reason,) = reasons
    assert reason.startswith(f'"{path}" cannot be read: ')
    assert "\n" not in reason
    assert not path.with_name("next.xlsx").exists()
    return reason


@pytest.mark.parametrize("seed", range(12))
def test_damaged_bytes_are_refused_or_differ(run: Run, report: Path, seed: int) -> None:
    """Forty bytes anywhere in the file; whatever happens is told, nothing escapes."""
    dice = random.Random(seed)  # noqa: S311 (no secret)
    content = bytearray(report.read_bytes())
    for _ in range(40):
        content[dice.randrange(4, len(content))] = dice.randrange(256)
    report.write_bytes(content)
    says = run("verify", str(report), code=2)
    assert re.search(r"cannot be read: (it|its part '[^']*'|its sheet '[^']*') ", says), says


def test_a_packed_part_that_is_broken_is_refused(run: Run, report: Path) -> None:
    """The stream of a part is cut in its middle: zlib's own error."""
    with ZipFile(report) as archive:
        part = archive.getinfo(sheet_part(report, "Gaps"))
    content = bytearray(report.read_bytes())
    start = part.header_offset + 30 + len(part.filename)
    content[start : start + 40] = b"\xff" * 40
    report.write_bytes(content)
    assert "it is damaged" in refused(run, report)


def test_a_part_of_blanks_is_refused(run: Run, report: Path) -> None:
    parts = parts_of(report)
    name = sheet_part(report, "Matrix")
    parts[name] += b" " * (20 << 20)
    put_parts(report, *parts.items())
    assert "unpacks to more than 200 times its size" in refused(run, report)


def test_a_part_that_stands_twice_is_refused(run: Run, report: Path) -> None:
    parts = parts_of(report)
    with pytest.warns(UserWarning, match="Duplicate name"):
        put_parts(report, *parts.items(), ("xl/workbook.xml", parts["xl/workbook.xml"]))
    assert "holds the part 'xl/workbook.xml' twice" in refused(run, report)


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "xl\\..\\..\\x", "C:x"])
def test_a_part_that_leads_out_of_the_file_is_refused(run: Run, report: Path, name: str) -> None:
    put_parts(report, *parts_of(report).items(), (name, b"x"))
    assert "leads out of the file" in refused(run, report)


def test_two_sheets_of_one_name_are_refused(run: Run, report: Path) -> None:
    parts = parts_of(report)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'name="Scope"', b'name="Gaps"')
    put_parts(report, *parts.items())
    assert "two of its sheets are named 'Gaps'" in refused(run, report)


def test_rows_out_of_order_are_refused(run: Run, report: Path) -> None:
    """An office program shows such a row, openpyxl leaves it out."""
    name = sheet_part(report, "Scope")
    parts = parts_of(report)
    assert b'<row r="3"' in parts[name]
    parts[name] = parts[name].replace(b'<row r="3"', b'<row r="1"')
    put_parts(report, *parts.items())
    assert "of its sheet 'Scope' is out of place" in refused(run, report)


def test_a_sheet_that_fills_memory_is_refused(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel_sheets, "MOST_CELLS", 50)
    assert "has more than 50 cells" in refused(run, report)


def test_memory_that_runs_out_is_told(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(excel_sheets, "_cells", full)
    assert "it takes more memory than there is" in refused(run, report)


def test_every_part_may_be_missing(report: Path, root: Path) -> None:
    """Some parts are looks alone; without another the file is refused or differs."""
    parts = parts_of(report)
    codes = {}
    for name in parts:
        put_parts(report, *((other, parts[other]) for other in parts if other != name))
        done = CliRunner().invoke(cli, ["verify", str(report), "--data", str(root)])
        assert "Unforeseen" not in done.output
        codes[name] = done.exit_code
    assert set(codes.values()) == {0, 1, 2}
    assert codes["xl/workbook.xml"] == 2


# stray cells


@pytest.mark.parametrize("name", ["Gaps", "Matrix", "Cover", "Manifest"])
@pytest.mark.parametrize("place", ["XFD1048576", "XFD20", "A1048576"])
def test_a_stray_cell_costs_no_time(run: Run, report: Path, name: str, place: str) -> None:
    """Far from the table, in an otherwise blank row or at the end of a row."""
    book = load_workbook(report)
    book[name][place] = "far out"
    book.save(report)
    out = report.with_name("next.xlsx")
    start = time.process_time()
    in_margin = place[0] == "A" and name in {"Gaps", "Manifest"}  # a reviewer's own row
    says = run("verify", str(report), code=0 if name in {"Gaps", "Manifest"} else 1)
    run("restate", str(report))
    run("gaps", "us", "cn", "--on", DAY, "--carry", str(report), "-o", str(out))
    assert time.process_time() - start < 3
    assert in_margin or name in {"Gaps", "Manifest"} or "far out" in says
    rows = (cell for sheet in load_workbook(out) for row in sheet.iter_rows() for cell in row)
    assert any("far out" in str(cell.value) for cell in rows)


def test_a_sheet_of_the_reviewer_keeps_its_blank_rows(run: Run, report: Path) -> None:
    book = load_workbook(report)
    sheet = book.create_sheet("Calls")
    sheet["A1"], sheet["B4"], sheet["A900"] = "Customs", "mail", "the end"
    book.save(report)
    out = report.with_name("next.xlsx")
    run("gaps", "us", "cn", "--on", DAY, "--carry", str(report), "-o", str(out))
    carried = load_workbook(out)["Calls"]
    assert (carried["A1"].value, carried["B4"].value) == ("Customs", "mail")
    assert carried.max_row < 110


# a Manifest that lies


def _falsified(path: Path, fact: str, value: str) -> None:
    """Put another value into the Manifest, and the digest that goes with it."""
    from registry.report.workbook import manifest
    from registry.report.workbook.excel_reading import read

    with path.open("rb") as file:
        said: Manifest = manifest.read(read(file))
    facts = {**said.facts, fact: value}
    facts[SEAL] = _seal(said._replace(facts={k: v for k, v in facts.items() if k != SEAL}))
    book = load_workbook(path)
    for row in book["Manifest"].rows:
        if row[0].value in {fact, SEAL}:
            row[1].value = facts[str(row[0].value)]
    book.save(path)


@pytest.mark.parametrize("value", ["[" * 5000, "[" * 900 + "]" * 900, '"Gap id"', "{}", "[1]"])
def test_columns_of_format_1_that_are_no_list_of_headings_are_refused(
    run: Run, tmp_path: Path, value: str
) -> None:
    report = Path(shutil.copy(FIXTURE, tmp_path / "format-1.xlsx"))
    _falsified(report, "Columns of Gaps", value)
    for words in _checks(report):
        assert '"Columns of Gaps" wrongly' in run(*words, code=2)


@pytest.mark.parametrize("value", ["0", "9" * 5000, "x"])
def test_a_form_that_is_none_of_ours_is_refused(run: Run, report: Path, value: str) -> None:
    _falsified(report, "Row hash form", value)
    for words in _checks(report):
        assert '"Row hash form" wrongly' in run(*words, code=2)


def _checks(report: Path) -> Iterator[tuple[str, ...]]:
    """The commands that read a workbook."""
    yield "verify", str(report)
    yield "restate", str(report)
    yield "gaps", "us", "cn", "--carry", str(report), "-o", str(report)


@pytest.mark.parametrize("mark", ["9" * 5000 + ":0", "9:0123456789abcdef", "1:x", ":::"])
def test_a_hash_of_no_form_of_ours_signs_nothing(
    run: Run, report: Path, sheet_of: Sheet, mark: str
) -> None:
    gaps = sheet_of(report)
    gaps.put(TILIDINE, {"Decision": "act", "Decision as carried": "act", "Row hash signed": mark})
    gaps.save()
    run(*tuple(_checks(report))[2], "--on", DAY)
    assert sheet_of(report).get(TILIDINE, "Sign-off") == "changed since sign-off"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days(run: Run, report: Path, day: str) -> None:
    _falsified(report, "On", day)
    assert "Not identical" in run("verify", str(report), code=1)


# hidden


def test_hidden_rows_columns_and_sheets_are_told(run: Run, report: Path, sheet_of: Sheet) -> None:
    gaps = sheet_of(report)
    gaps.sheet.row_dimensions[gaps.row(TILIDINE)].hidden = True
    gaps.book["Sources"].column_dimensions["B"].hidden = True
    gaps.book["Scope"].sheet_state = "veryHidden"
    gaps.sheet.row_dimensions[900].hidden = True  # says nothing
    gaps.save()
    document = json.loads(run("verify", str(report), "--json"))
    assert document["identical"]
    assert document["hidden"] == [
        "1 row of sheet Gaps is hidden",
        "the sheet Scope is hidden",
        "column B of sheet Sources is hidden",
    ]
    says = run("verify", str(report))
    assert says.startswith("Identical, but parts are hidden: registry gaps us cn")
    assert "1 row of sheet Gaps is hidden." in says


def test_a_row_without_height_is_hidden(run: Run, report: Path) -> None:
    name = sheet_part(report, "Matrix")
    parts = parts_of(report)
    parts[name] = re.sub(rb'<row r="([23])" ht="[0-9.]+"', rb'<row r="\1" ht="0"', parts[name])
    put_parts(report, *parts.items())
    says = run("verify", str(report))
    assert says.startswith("Identical, but 2 rows of sheet Matrix are hidden: registry gaps us cn")


def test_nothing_is_hidden_in_a_report_as_it_is_written(run: Run, report: Path) -> None:
    assert json.loads(run("verify", str(report), "--json"))["hidden"] == []
