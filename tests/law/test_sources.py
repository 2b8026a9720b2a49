"""The files of the data: of a folder and of a git revision, and what cannot be read of them."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from registry.audit.check import run
from registry.law import layout
from registry.law.catalogue import finding
from registry.law.csvfile import rows
from registry.law.loading import read
from registry.law.sources import Unreadable, UnreadableError, git, read_files
from tests.small import BASE, written

PRINTED = "schedules/us/reconcile/2020-01-01.csv"
FILES = {
    "schedules/us/acts.csv": "act\n",
    "schedules/us/notes.md": "Nobody reads it.\n",
    "schedules/us/.hidden/act.toml": "a = 1\n",
}


def test_a_folder_and_its_commit_hold_the_same_files(tmp_path: Path) -> None:
    root = written(tmp_path, FILES)
    command = ("git", "-c", "user.name=n", "-c", "user.email=e@example.org")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "all")):
        subprocess.run([*command, *words], cwd=root, check=True)
    files = read_files(root, layout.is_data)
    assert set(files) == {*BASE, "schedules/us/acts.csv"}
    assert git.at(root, "HEAD").files == files


def test_a_table_is_no_source_wherever_the_files_come_from(tmp_path: Path) -> None:
    root = written(tmp_path, FILES)
    record, findings = read(read_files(root, layout.is_data))
    assert (record, findings) == read(read_files(root))
    assert findings == []


def test_what_cannot_be_read_is_no_empty_file(tmp_path: Path) -> None:
    root = written(tmp_path, {})
    (root / layout.COVERAGE).parent.mkdir(parents=True)
    (root / layout.COVERAGE).symlink_to("nowhere.csv")
    files = read_files(root)
    assert files[layout.COVERAGE] == Unreadable("No such file or directory")
    _, findings = read(files)
    what = "The file cannot be read: No such file or directory."
    assert findings == [finding("SCH009", layout.COVERAGE, 1, what)]


def test_a_table_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    root = written(tmp_path, {})
    (root / PRINTED).parent.mkdir(parents=True)
    (root / PRINTED).symlink_to(PRINTED.rpartition("/")[2])
    findings = [one for one in run(root, date(2026, 1, 1)) if one.file == PRINTED]
    assert [one.code for one in findings] == ["REC103", "SCH008", "SCH010"]
    assert findings[0].what.startswith("The file cannot be read: ")


def test_a_row_begins_on_its_line_though_a_cell_before_it_breaks() -> None:
    data = b'name,reason\nalpha,"two\nlines"\n\nbeta,one\n'
    lines = list(rows(data, ("name", "reason")))
    assert [(line.first, line.cells[0]) for line in lines] == [(2, "alpha"), (5, "beta")]


def test_a_row_that_is_too_short_is_named_with_its_line() -> None:
    with pytest.raises(UnreadableError, match="the row has 1 cells, the header 2") as error:
        list(rows(b"name,reason\nalpha,one\nbeta\n", ("name", "reason")))
    assert error.value.line == 3
