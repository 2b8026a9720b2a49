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

TODAY: Final = date(2024, 3, 1)
CLEAN: Final = {
    "schedules/registry.toml": 'schema = 1\nversion = "2024.03.01"\ntitle = "Test"\n',
    "schedules/us/schedules.toml": """
name = "United States"
short = "US"

[schedules.schedule-1]
title = "Schedule I"
instrument = "21 CFR 1308.11"
regime = "drug"
complete = true
complete_from = 1971-05-01
verified_through = 2024-02-01

[schedules.schedule-2]
title = "Schedule II"
instrument = "21 CFR 1308.12"
regime = "drug"
complete = false
verified_through = 2024-02-01
""",
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
        written = CLEAN | files
        for name, content in written.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                (tmp_path / name).symlink_to(content)
                continue
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / name).write_bytes(data)
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
