"""The README's tour is real: every command in it prints what stands below it.

``python tests/test_readme.py`` writes the outputs anew; look at what changed before committing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from registry.cli import COMMANDS
from registry.load import load
from registry.timeline import fold

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n\$ registry (?P<command>[^\n]+)\n(?P<shown>.*?)```", re.DOTALL)
COUNTS = re.compile(r"(<!-- counts: checked by a test -->\n).*?(?=\n- United States)", re.DOTALL)
WIDTH = "118"


def output_of(command: str, folder: Path) -> str:
    """What ``registry <command>`` prints on a terminal of the README's width."""
    environment = {**os.environ, "COLUMNS": WIDTH, "PYTHONIOENCODING": "utf-8"}
    words = [sys.executable, "-m", "registry", *command.split(), "--data", str(ROOT)]
    if command.startswith("explain"):
        words = words[:-2]
    done = subprocess.run(
        words, capture_output=True, check=True, cwd=folder, env=environment, encoding="utf-8"
    )
    return done.stdout


def counts() -> str:
    """The sentence that says how much the data hold."""
    record = load(ROOT)
    stays = [one.states[-1][1] for one in fold(record.acts.values()).listings]
    levels = ("official", "secondary", "unverified")
    named = ", ".join(
        f"{sum(one.evidence == level for one in stays):,} {level}" for level in levels
    )
    dated = ", ".join(
        f"{sum(one.date_evidence == level for one in stays):,} {level}" for level in levels
    )
    return (
        f"\n{len(record.substances):,} substances, {len(record.acts):,} acts, {len(stays):,} "
        f"listings past and present.\nEvidence of the listings: {named}; of their dates: {dated}.\n"
    )


def commands() -> list[str]:
    return [one["command"] for one in BLOCK.finditer(README.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("command", commands())
def test_the_tour_shows_what_the_command_prints(command: str, tmp_path: Path) -> None:
    shown = {
        one["command"]: one["shown"] for one in BLOCK.finditer(README.read_text(encoding="utf-8"))
    }
    assert shown[command] == output_of(command, tmp_path)


def test_the_counts_in_the_readme_are_those_of_the_data() -> None:
    assert counts() in README.read_text(encoding="utf-8")


def test_every_command_of_the_tool_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`registry {name}" not in text] == []


def rewrite(folder: Path) -> None:
    """Put the real outputs and counts into the README."""
    text = BLOCK.sub(
        lambda one: (
            f"```console\n$ registry {one['command']}\n{output_of(one['command'], folder)}```"
        ),
        README.read_text(encoding="utf-8"),
    )
    text = COUNTS.sub(lambda one: one[1] + counts(), text)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        rewrite(Path(place))
