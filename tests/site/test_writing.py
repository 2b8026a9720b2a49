"""Writing a folder: whole or not at all, and never over what is not ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from registry.cli.app import cli
from registry.law.files import write_folder
from tests.calling import call
from tests.cli.record import written as written_record
from tests.small import act, names, written


def _site(**files: str) -> dict[str, bytes]:
    made = {name.replace("_", "."): text.encode() for name, text in files.items()}
    return made | {"site.json": json.dumps({"files": sorted(made)}).encode()}


def _found(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_folder_is_made_with_its_subfolders(tmp_path: Path) -> None:
    files = _site(a_html="A") | {"b/c.html": b"C"}
    write_folder(tmp_path / "out", files, "site.json")
    assert _found(tmp_path / "out") == files
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_folder(tmp_path / "out", _site(a_html="A"), "site.json")
    assert set(_found(tmp_path / "out")) == {"a.html", "site.json"}


def test_a_site_written_before_is_replaced_whole(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", _site(a_html="A", b_html="B"), "site.json")
    write_folder(tmp_path / "out", _site(a_html="new"), "site.json")
    assert _found(tmp_path / "out") == _site(a_html="new")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_is_no_site_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(OSError, match="no site"):
        write_folder(tmp_path, _site(a_html="A"), "site.json")
    assert _found(tmp_path) == {"notes.txt": b"mine"}


def test_a_site_with_a_file_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", _site(a_html="A"), "site.json")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    with pytest.raises(OSError, match=r"notes\.txt"):
        write_folder(tmp_path / "out", _site(a_html="new"), "site.json")
    assert (tmp_path / "out" / "a.html").read_text() == "A"


def test_a_writing_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "out", _site(a_html="A"), "site.json")

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="no space left"):
        write_folder(tmp_path / "out", _site(a_html="new"), "site.json")
    assert (tmp_path / "out" / "a.html").read_text() == "A"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_renaming_that_fails_puts_the_old_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "out", _site(a_html="A"), "site.json")
    replace = Path.replace

    def fail_on_new(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError("not now")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_on_new)
    with pytest.raises(OSError, match="not now"):
        write_folder(tmp_path / "out", _site(a_html="new"), "site.json")
    assert (tmp_path / "out" / "a.html").read_text() == "A"


SMALL: Final = {
    "schedules/substances/opioids.toml": names("brorphine", "fentanyl"),
    "schedules/us/acts/2020-01-01-two.toml": act(effective="2020-01-01")
    + '[[add]]\nschedule = "schedule-1"\nsubstances = ["brorphine"]\n'
    + '[[add]]\nschedule = "schedule-2"\nsubstances = ["fentanyl"]\n',
    "schedules/cn/acts/2024-01-01-one.toml": act(effective="2024-01-01")
    + '[[add]]\nschedule = "narcotic"\nsubstances = ["fentanyl"]\n',
}


def _run(data: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "registry", "site", "--data", str(data), *words]
    return subprocess.run(
        command, capture_output=True, check=False, env={**os.environ, **environment},
        text=True, encoding="utf-8",
    )  # fmt: skip


def _assert_same_on_two_machines(data: Path, folder: Path) -> None:
    a, b, on = folder / "a", folder / "b", ("--on", "2024-08-06")
    first = _run(data, "-o", str(a), *on, PYTHONHASHSEED="1", TZ="UTC")
    second = _run(data, "-o", str(b), *on, PYTHONHASHSEED="2", TZ="Asia/Shanghai")
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert _found(a) == _found(b)
    document = json.loads((a / "data" / "gaps-us-cn.json").read_text("utf-8"))
    assert document["on"] == "2024-08-06"
    assert document["rows"]
    assert sum(document["counts"].values()) == len(document["rows"])


def test_the_command_writes_the_same_site_on_another_machine(tmp_path: Path) -> None:
    _assert_same_on_two_machines(written(tmp_path / "data", SMALL), tmp_path)


@pytest.mark.soak
def test_the_command_writes_the_same_site_of_the_whole_record(tmp_path: Path) -> None:
    _assert_same_on_two_machines(Path(__file__).parents[2], tmp_path)


@pytest.mark.parametrize("name", ["missing/out", "file"])
def test_a_place_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path, name: str) -> None:
    data = written(tmp_path / "data", SMALL)
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "file").write_text("mine")
    done = call(tmp_path / "here", "site", "--data", str(data), "-o", name, "--on", "2024-08-06")
    assert done.code == 2
    assert done.err.startswith(f'"{name}" was not written: ')
    assert "Traceback" not in done.err
    assert _found(tmp_path / "here") == {"file": b"mine"}


def test_the_site_offers_a_calendar_of_what_comes(tmp_path: Path) -> None:
    root, out = written_record(tmp_path / "record"), tmp_path / "out"
    asked = ["site", "-o", str(out), "--on", "2024-08-06", "--data", str(root)]
    assert CliRunner().invoke(cli, asked).exit_code == 0
    (event,) = Calendar.from_ical((out / "data/upcoming-us-cn.ics").read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == date(2024, 9, 1)
    assert 'href="data/upcoming-us-cn.ics"' in (out / "index.html").read_text(encoding="utf-8")
