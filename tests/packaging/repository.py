"""A scratch repository with a small registry, as users of the action and the hooks have it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final, NamedTuple

from ruamel.yaml import YAML

from tests.small import edition, law, schedule

ROOT: Final = Path(__file__).parents[2]
REGISTRY: Final = Path(sys.executable).with_name("registry")
ACT: Final = "schedules/us/acts/2020-01-01-act.toml"
FILES: Final = {
    "schedules/registry.toml": edition("2024.03.01", "Test"),
    "schedules/us/schedules.toml": law(
        "United States", "US", schedule("schedule-2", "2024-02-01", None)
    ),
    "schedules/substances/opioids.toml": '[fentanyl]\nname = "Fentanyl"\n',
    ACT: (
        'title = "An act"\nkind = "rule"\nauthority = ["DEA"]\ncitation = "85 FR 1"\n'
        'source = "https://example.org"\nevidence = "official"\npublished = 2020-01-01\n'
        'effective = 2020-02-01\n[[add]]\nschedule = "schedule-2"\nsubstances = ["fentanyl"]\n'
    ),
}
EXPRESSION: Final = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")


def yaml_of(name: str) -> Any:  # noqa: ANN401 (whatever the file holds)
    return YAML(typ="safe").load((ROOT / name).read_text(encoding="utf-8"))


class Ran(NamedTuple):
    """How a step ended, what it said, and its outputs."""

    code: int
    said: str
    outputs: dict[str, str]


class Repository:
    """A scratch repository with a small registry, in which steps of the action are run."""

    def __init__(self, place: Path) -> None:
        self.root, self.temp = place / "checkout", place / "runner"
        self.temp.mkdir(exist_ok=True)

    def begin(self) -> None:
        """Write the small registry and commit it."""
        for name, text in FILES.items():
            self.write(name, text)
        self._run(str(REGISTRY), "build")
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("first")

    def write(self, name: str, text: str) -> None:
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")

    def commit(self, message: str) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD").strip()

    def git(self, *words: str) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        return self._run("git", *who, *words).stdout

    def _run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            words,
            cwd=self.root,
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=os.environ | {"XDG_CACHE_HOME": str(self.temp)} | more,
        )
        assert more or done.returncode == 0, done.stderr
        return done

    def step(self, name: str, **known: str) -> Ran:
        """One step of the action; ``known`` are the values of its expressions, dots as ``_``."""
        (step,) = (one for one in yaml_of("action.yml")["runs"]["steps"] if one["name"] == name)
        output, summary = self.temp / "output", self.temp / "summary"
        output.write_text("", encoding="utf-8")
        environment = {
            key: EXPRESSION.sub(lambda one: known[_key(one[1])], str(value))
            for key, value in step.get("env", {}).items()
        } | {
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "RUNNER_TEMP": str(self.temp),
        }
        done = self._run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"],
                         **environment)  # fmt: skip
        rows = output.read_text(encoding="utf-8").splitlines()
        outputs = dict(row.split("=", 1) for row in rows)
        return Ran(done.returncode, done.stdout + done.stderr, outputs)


def _key(expression: str) -> str:
    """The last name of an expression: ``steps.install.outputs.registry || 0`` is ``registry``."""
    return expression.split(" ", maxsplit=1)[0].rpartition(".")[2]
