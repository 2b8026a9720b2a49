"""Files that are written: suffix and format, what is refused, what a failed write leaves."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from tests.cli.record import DAY, SUFFIXES, Run

# files that are written


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".XLSX", ".Json"])
def test_the_suffix_picks_the_format(run: Run, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"gaps{suffix}"
    done = run("gaps", "us", "cn", "--on", DAY, "-o", str(out))
    assert done.code == 0
    assert str(out) in done.err
    data = out.read_bytes()
    starts = {
        ".txt": b"Gaps between",
        ".json": b'{"schema"',
        ".csv": "\ufeffname,".encode(),
        ".md": b"# Gaps between",
        ".xlsx": b"PK\x03\x04",
    }
    assert data.startswith(starts[suffix.lower()])
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("name", ["gaps.xlsx", "GAPS.XLSX"])
def test_a_workbook_has_all_its_sheets_whatever_the_case_of_its_suffix(
    run: Run, tmp_path: Path, name: str
) -> None:
    from openpyxl import load_workbook

    run("gaps", "us", "cn", "--on", DAY, "-o", str(tmp_path / name))
    assert load_workbook(tmp_path / name).sheetnames[:2] == ["Cover", "Summary"]


def test_a_written_workbook_prints_its_summary(run: Run, tmp_path: Path) -> None:
    done = run("gaps", "us", "cn", "--on", DAY, "-o", str(tmp_path / "gaps.xlsx"))
    assert b"all families" in done.out


def test_a_file_is_written_over_an_older_one(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "gaps.json"
    out.write_text("older")
    run("gaps", "us", "cn", "--on", DAY, "-o", str(out))
    assert json.loads(out.read_bytes())["schema"] == "cs-registry/gaps/2"


@pytest.mark.parametrize("name", ["gaps", "gaps.pdf", "gaps.json.bak", ".json", "", "there"])
def test_a_file_name_without_a_known_suffix_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "there").mkdir()
    done = run("gaps", "us", "cn", "--on", DAY, "-o", str(tmp_path / name))
    assert (done.code, done.out) == (2, b"")
    assert ".xlsx" in done.err
    assert [one.name for one in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_is_not_written_over(run: Run, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"gaps{suffix}"
    out.mkdir()
    done = run("gaps", "us", "cn", "--on", DAY, "-o", str(out))
    assert (done.code, done.out) == (2, b"")
    assert list(tmp_path.iterdir()) == [out]
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_missing_folder_is_not_made(run: Run, tmp_path: Path, suffix: str) -> None:
    done = run("gaps", "us", "cn", "--on", DAY, "-o", str(tmp_path / "new" / f"gaps{suffix}"))
    assert (done.code, done.out) == (2, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_takes_no_files_is_exit_2(run: Run) -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("there is no /proc, which takes no files from anyone")
    done = run("gaps", "us", "cn", "--on", DAY, "-o", "/proc/self/gaps.json")
    assert (done.code, done.out) == (2, b"")
    assert "Unforeseen" not in done.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_without_leave_to_write_is_exit_2(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    done = run("gaps", "us", "cn", "--on", DAY, "-o", str(tmp_path / "gaps.json"))
    tmp_path.chmod(0o755)
    assert (done.code, done.out) == (2, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_older_file_and_nothing_else(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "gaps.json"
    out.write_text("older")
    monkeypatch.setattr("os.fsync", full)
    done = run("gaps", "us", "cn", "--on", DAY, "-o", str(out))
    assert (done.code, done.out) == (2, b"")
    assert out.read_text() == "older"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_pipe_with_a_name_is_not_replaced_by_a_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "version.json"
    os.mkfifo(out)
    reader = os.open(out, os.O_RDONLY | os.O_NONBLOCK)
    try:
        run("version", "-o", str(out))
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(out.lstat().st_mode)


def test_a_workbook_is_not_printed(run: Run) -> None:
    done = run("gaps", "us", "cn", "--on", DAY, "--format", "excel")
    assert (done.code, done.out) == (2, b"")
    assert "-o" in done.err


def test_the_bytes_of_a_file_are_those_of_the_output(run: Run, tmp_path: Path) -> None:
    for suffix, form in ((".json", "json"), (".csv", "csv"), (".md", "markdown")):
        out = tmp_path / f"gaps{suffix}"
        run("gaps", "us", "cn", "--on", DAY, "-o", str(out))
        printed = run("gaps", "us", "cn", "--on", DAY, "--format", form).out
        assert out.read_bytes() == printed


def test_no_file_says_where_it_was_written(run: Run, tmp_path: Path) -> None:
    for suffix in (".json", ".csv", ".md", ".txt"):
        out = tmp_path / f"gaps{suffix}"
        run("gaps", "us", "cn", "--on", DAY, "-o", str(out))
        assert str(tmp_path).encode() not in out.read_bytes()
