"""What the two commands of the README install."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """What ``make`` reads of a fresh checkout."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def steps(folder: Path, target: str) -> list[str]:
    """What a target of the Makefile would run."""
    if (make := shutil.which("make")) is None:
        pytest.skip("there is no make")
    done = subprocess.run(
        [make, "--dry-run", "--no-print-directory", target, "PYTHON=python3"],
        cwd=folder,
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={"PATH": os.environ["PATH"]},  # no MAKEFLAGS of the make that runs the tests
    )
    return done.stdout.splitlines()


def test_a_report_needs_the_tool_without_any_extra(fresh: Path) -> None:
    installed = [line for line in steps(fresh, "report") if "pip install" in line]
    assert [line.split()[-2:] for line in installed] == [["--editable", "."]]


def test_the_tests_set_up_everything_themselves(fresh: Path) -> None:
    lines = steps(fresh, "test")
    assert lines[0] == "python3 -m venv .venv"
    assert any(line.endswith("--editable '.[dev]'") for line in lines)
    assert lines[-1].startswith(".venv/bin/pytest")


def test_a_report_after_the_tests_installs_nothing(fresh: Path) -> None:
    ready = fresh / ".venv"
    ready.mkdir()
    for name in (".tool", ".ready"):
        (ready / name).touch()
    assert steps(fresh, "report") == [".venv/bin/registry gaps us cn -o gaps-us-cn.xlsx"]


def test_the_tests_after_a_report_install_what_they_lack(fresh: Path) -> None:
    (fresh / ".venv").mkdir()
    (fresh / ".venv" / ".tool").touch()
    assert any("[dev]" in line for line in steps(fresh, "test"))
