"""A small data folder that every check finds clean, to be spoiled by one test at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from registry.audit.build import outputs
from registry.audit.check import run
from registry.law import loading
from registry.law.finding import Finding
from registry.law.sources import read_files
from tests.small import edition, law, put, schedule

TODAY: Final = date(2024, 3, 1)
CLEAN: Final = {
    "schedules/registry.toml": edition("2024.03.01", "Test"),
    "schedules/us/schedules.toml": law(
        "United States",
        "US",
        schedule("schedule-1", "2024-02-01"),
        schedule("schedule-2", "2024-02-01", None, may_hold=["opioids"]),
    ),
    "schedules/substances/opioids.toml": """
[fentanyl]
name = "Fentanyl"
[brorphine]
name = "Brorphine"
""",
    "schedules/us/reconcile/totals.csv": (
        "on,schedule,expected,recorded_difference,reason\n1971-05-01,schedule-1,0,0,\n"
    ),
}


@pytest.fixture
def act() -> Callable[..., str]:
    """An act of 2020 that adds fentanyl to schedule II; fields are replaced, steps written."""

    def write(steps: str | None = None, **fields: str) -> str:
        head = {
            "title": '"An act"',
            "kind": '"rule"',
            "authority": '["DEA"]',
            "citation": '"85 FR 1"',
            "source": '"https://example.org"',
            "evidence": '"official"',
            "published": "2020-01-01",
            "effective": "2020-02-01",
        } | fields
        lines = [f"{name} = {value}" for name, value in head.items() if value]
        plain = '[[add]]\nschedule = "schedule-2"\nsubstances = ["fentanyl"]'
        return "\n".join([*lines, plain if steps is None else steps, ""])

    return write


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., list[Finding]]:
    """The findings with one code about the clean folder and the files given; a path is linked."""

    def check(
        code: str, files: dict[str, str | bytes | Path], *, build: bool = True, today: date = TODAY
    ) -> list[Finding]:
        contents = CLEAN | files
        links = {name: path for name, path in contents.items() if isinstance(path, Path)}
        put(tmp_path, {name: text for name, text in contents.items() if not isinstance(text, Path)})
        for name, path in links.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).symlink_to(path)
        record, problems = loading.read(read_files(tmp_path))
        for name, data in outputs(record).items() if build and not problems else ():
            (tmp_path / name).write_bytes(data)
        return [one for one in run(tmp_path, today) if code in {one.code, "all"}]

    return check


@pytest.fixture
def built(tmp_path: Path, found: Callable[..., list[Finding]]) -> Callable[[str], bytes]:
    """The consolidated list of the clean folder with one act."""

    def build(act: str) -> bytes:
        found("GEN101", {"schedules/us/acts/2020-01-01-act.toml": act})
        return (tmp_path / "schedules/us/consolidated.csv").read_bytes()

    return build
