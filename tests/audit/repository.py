"""A git repository with a small record, and commands run in it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.calling import call
from tests.small import edition, law, schedule

NEEDS_GIT = pytest.mark.skipif(
    subprocess.run(["git", "--version"], check=False, capture_output=True).returncode != 0,  # noqa: S607
    reason="git is not installed",
)
ACT = "schedules/us/acts/2020-04-17-norfentanyl.toml"
RULE = "schedules/us/acts/2026-11-20-rule.toml"
FILES = {
    "schedules/registry.toml": edition("2026.11.24", "Small"),
    "schedules/us/schedules.toml": law(
        "United States", "US", schedule("schedule-2", "2026-09-21", None)
    ),
    "schedules/substances/opioids.toml": """
[norfentanyl]
name = "Norfentanyl"
[fentanyl]
name = "Fentanyl"
note = "On the watch list."
""",
    "schedules/us/reconcile/2026-09-21.csv": (
        "schedule,line,printed,number,since,reason\nschedule-2,norfentanyl,Norfentanyl,,,\n"
    ),
    ACT: """title = "Norfentanyl in schedule II"
kind = "rule"
authority = ["DEA"]
citation = "85 FR 21320"
source = "Federal Register"
evidence = "official"
published = 2020-04-17
effective = 2020-05-18
[[add]]
schedule = "schedule-2"
substances = ["norfentanyl"]
printed = "Norfentanyl"
""",
}
NEW = FILES[ACT].replace("2020-04-17", "2026-11-20").replace("2020-05-18", "2026-12-21")
NEW = NEW.replace("orfentanyl", "entanyl").replace("nentanyl", "fentanyl").replace("Nent", "Fent")


class Said(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.out)
        return document


def git(place: Path, *command: str) -> str:
    done = subprocess.run(
        ["git", *command],  # noqa: S607
        cwd=place,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def save(place: Path) -> None:
    git(place, "add", "-A")
    git(place, "commit", "-q", "--allow-empty", "-m", "a state")


def registry(place: Path, *command: str, **environment: str) -> Said:
    return Said(*call(place, *command, **environment))


def review(place: Path, *options: str, **environment: str) -> Said:
    return registry(place, "review", *options, "--on", "2026-11-24", **environment)
