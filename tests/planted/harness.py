"""Plant, review, compare: what was told against what was to be told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tests.planted.bed import TODAY, Bed, Expected, Files, World

Plant = Callable[[Bed], Expected]
Event = tuple[str, ...]
TRIES = 40


def planted(world: World, plants: Iterable[Plant], seed: int) -> tuple[Bed, list[Expected]]:
    """The plants in one copy of the data, each in rows of its own, and what each is to give."""
    bed = Bed(world, seed)
    return bed, [_tried(bed, plant) for plant in plants]


def _tried(bed: Bed, plant: Plant) -> Expected:
    """The plant in the first row it can use: a row may be written in a way it does not know."""
    for _ in range(TRIES):
        before = dict(bed.files)
        try:
            return plant(bed)
        except LookupError as error:
            bed.files, last = before, error
    raise last


def expected(those: Iterable[Expected]) -> Counter[Event]:
    """Every event and finding that the plants are to give, one by one."""
    found: Counter[Event] = Counter()
    for one in those:
        found.update(("effect", *each) for each in one.effects)
        found.update(("correction", *each) for each in one.corrections)
        found.update(("rewrite", *each) for each in one.rewrites)
        found.update(("editorial", each) for each in one.editorial)
        found.update(("identity", each) for each in one.identities)
        found.update(("rule", *each) for each in one.rules)
        found |= Counter({("finding", *each): 1 for each in one.findings})
    return found


def told(document: dict[str, Any], known: set[Event]) -> Counter[Event]:
    """Every event and finding of a review; findings that the base has are none of the edit."""
    found: Counter[Event] = Counter()
    for row in document["effects"]:
        found["effect", row["jurisdiction"], row["kind"], row["line"]] += 1
    for row in document["corrections"]:
        found["correction", row["kind"], row["file"], row["field"]] += 1
    for row in document["rewrites"]:
        found["rewrite", row["file"], row["field"]] += 1
    found.update(("editorial", file) for file in document["editorial_files"])
    found.update(("identity", row["substance"]) for row in document["identities"])
    found.update(
        ("rule", row["file"], each["field"]) for row in document["rules"] for each in row["fields"]
    )
    found.update(("unexplained", row["jurisdiction"]) for row in document["unexplained"])
    for row in document["findings"]:
        if (row["code"], row["what"]) not in known:
            found["finding", row["code"], row["file"]] = 1
    return found


def write(root: Path, before: Files, after: Files) -> None:
    """Turn the tree at ``root`` from ``before`` to ``after``."""
    for name in before.keys() - after.keys():
        (root / name).unlink()
    for name, text in after.items():
        if before.get(name) != text:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(text.encode())


def repository(root: Path, files: Files) -> None:
    """A git repository at ``root`` with one commit of ``files``."""
    write(root, {}, files)
    who = {
        f"GIT_{one}_{two}": "planter@example.org"
        for one in ("AUTHOR", "COMMITTER")
        for two in ("NAME", "EMAIL")
    }
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "base"]):
        subprocess.run(["git", *command], cwd=root, check=True, env=os.environ | who)  # noqa: S607


def run(root: Path, *command: str) -> tuple[int, dict[str, Any]]:
    """One command of the registry with its document: as a user runs it."""
    done = subprocess.run(
        [sys.executable, "-m", "registry", *command, "--json", "--on", TODAY.isoformat()],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode > 1:
        raise RuntimeError(done.stderr)
    return done.returncode, json.loads(done.stdout)


def build(root: Path) -> None:
    """Write anew what is generated, as a user does before the review."""
    command = [sys.executable, "-m", "registry", "build"]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


def known(root: Path) -> set[Event]:
    """What the checks say of the base: code and sentence (a file may be renamed)."""
    return {(row["code"], row["what"]) for row in run(root, "check")[1]["findings"]}
