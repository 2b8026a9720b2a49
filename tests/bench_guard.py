"""CPU of ``check`` and of ``review`` of three fixed edits, with and without what is kept.

Run with ``make bench``. A figure is the median of a few runs of user and system time, so that
others on the machine disturb little. ``cold``: nothing is kept. ``first``: the base was checked and
reviewed before, the edit is new. ``warm``: the same is asked again.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import ENVIRONMENT, cpu_of

ROOT = Path(__file__).parents[1]
SCRIPT = str(Path(sys.executable).parent / "registry")
ROUNDS = 3
REVIEW, CHECK = 1.1, 1.2  # seconds, warm; the aim of a review is 1.0
DATED = "schedules/cn/acts/2026-06-23-sixteen-substances.toml"
CLASS = "schedules/classes/cn-nitazenes/2025-07-01.toml"
ADDED = "schedules/us/acts/2026-11-20-bench.toml"
ACT = """title = "An act that only the bench knows"
kind = "order"
authority = ["DEA"]
citation = "91 FR 99999"
source = "https://example.org"
evidence = "official"
published = 2026-11-20
effective = 2026-11-20

[[add]]
schedule = "schedule-5"
substances = ["caffeine"]
printed = "Caffeine"
"""


def one_date(root: Path) -> None:
    """An act in force a day later."""
    file = root / DATED
    text = file.read_text(encoding="utf-8")
    line = next(one for one in text.splitlines() if one.startswith("effective"))
    day = line.rpartition("-")[2]
    file.write_text(text.replace(line, line.removesuffix(day) + f"{int(day) + 1:02}"), "utf-8")


def new_act(root: Path) -> None:
    """An act that was not there."""
    (root / ADDED).write_text(ACT, encoding="utf-8")


def class_rule(root: Path) -> None:
    """A core that takes in more."""
    file = root / CLASS
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[CX4:10]", "[#6X4:10]"), encoding="utf-8")


EDITS: dict[str, Callable[[Path], None]] = {
    "one date": one_date,
    "one new act": new_act,
    "one class rule": class_rule,
}


@contextmanager
def checkout(edit: Callable[[Path], None] | None) -> Iterator[Path]:
    """A repository of the data whose working tree holds ``edit``, built as one would."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("schedules", "seeds"):
            shutil.copytree(ROOT / name, root / name)
        git = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org"]
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "base"]):
            subprocess.run([*git, *words], check=True)
        if edit:
            edit(root)
            command = [SCRIPT, "build", "--data", str(root)]
            subprocess.run(command, check=True, env=os.environ | {"REGISTRY_CACHE": "0"})
        yield root


def costs(command: list[str], base: Path) -> dict[str, float]:
    """The medians of a command: cold, the first time after its base, and again."""
    found: dict[str, list[float]] = {"cold": [], "first": [], "warm": []}
    for _ in range(ROUNDS):
        with kept_here():
            found["cold"].append(cpu_of(command))
        with kept_here():
            cpu_of([SCRIPT, "check", "--data", str(base)])
            cpu_of([SCRIPT, "review", "HEAD", "--data", str(base)])
            found["first"].append(cpu_of(command))
            found["warm"].append(cpu_of(command))
    return {name: statistics.median(values) for name, values in found.items()}


@contextmanager
def kept_here() -> Iterator[None]:
    """A folder for what is kept, empty."""
    with tempfile.TemporaryDirectory() as folder:
        ENVIRONMENT["XDG_CACHE_HOME"] = folder
        yield


def row(name: str, found: dict[str, float], limit: float) -> bool:
    """Print one row; whether it keeps its limit."""
    shown = ", ".join(f"{when} {cost:.2f} s" for when, cost in found.items())
    print(f"{name:24} {shown} CPU (limit warm {limit} s)")
    return found["warm"] <= limit


def main() -> int:
    """Every row; 1 if one does not keep its limit."""
    kept = True
    with checkout(None) as base:
        kept &= row("check", costs([SCRIPT, "check", "--data", str(base)], base), CHECK)
        for name, edit in EDITS.items():
            with checkout(edit) as root:
                command = [SCRIPT, "review", "HEAD", "--data", str(root)]
                kept &= row(f"review, {name}", costs(command, base), REVIEW)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
