"""Planted edits give exactly the events and findings that each is to give: none more, none less.

Here many are planted at once, each in rows of its own, so that a handful of reviews tells of all;
``python -m tests.planted`` reviews each alone, through the command line, with any seed.
"""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from registry.audit.review import review
from tests.planted import faults, harness, law, reach, record
from tests.planted.bed import TODAY, World, read_tree

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

ROOT = Path(__file__).parents[2]
READING = faults.UNREADABLE
BATCHES = {
    "what the law does": law.PLANTS,
    "edits of the record": record.PLANTS,
    "faults beside the comparison": faults.FOUND,
    "nothing": record.NOTHING,
    "identities that cannot be read": READING[:2],
    "acts that cannot be read": (*READING[2:7], READING[-1]),
    "ids that nothing defines": READING[7:9],
    "what classes reach": reach.REACHED,
    "references that decide nothing": reach.IDLE,
    "a list that is new": reach.LISTS,
}
BUILT = ("what classes reach",)  # what is generated is written anew before the review


class Garden(NamedTuple):
    """A repository with the real data, and what the checks say of them anyway."""

    root: Path
    world: World
    known: set[harness.Event]


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Garden]:
    root = tmp_path_factory.mktemp("garden")
    world = World(read_tree(ROOT))
    harness.repository(root, world.files)
    yield Garden(root, world, harness.known(root))
    shutil.rmtree(root)


def test_at_least_forty_are_planted() -> None:
    assert sum(len(batch) for batch in BATCHES.values()) >= 40
    assert len({plant for batch in BATCHES.values() for plant in batch}) >= 40


@pytest.mark.parametrize("batch", BATCHES)
def test_a_review_tells_of_every_plant_and_of_nothing_else(garden: Garden, batch: str) -> None:
    bed, wanted = harness.planted(garden.world, BATCHES[batch], seed=20261124)
    if batch in BUILT:
        pytest.importorskip("rdkit")
    harness.write(garden.root, garden.world.files, bed.files)
    try:
        if batch in BUILT:
            harness.build(garden.root)
        document = review(garden.root, "HEAD", TODAY)
    finally:
        subprocess.run(["git", "clean", "-fdq"], cwd=garden.root, check=True)  # noqa: S607
        subprocess.run(["git", "checkout", "-q", "."], cwd=garden.root, check=True)  # noqa: S607
    found, due = harness.told(document, garden.known), harness.expected(wanted)
    assert (due - found, found - due) == (Counter(), Counter())
    assert document["compared"] == (not set(BATCHES[batch]) & set(READING))
    assert document["consequences"] == []
    assert document["unexplained"] == []
