"""Plant every edit on its own, as a user would review it: ``python -m tests.planted [SEED]``."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.planted import faults, harness, law, reach, record
from tests.planted.bed import World, read_tree

ONLY = sys.argv[2:]
PLANTS = (
    *law.PLANTS, *record.PLANTS, *record.NOTHING, *faults.FOUND, *faults.UNREADABLE,
    *reach.REACHED, *reach.IDLE, *reach.LISTS,
)  # fmt: skip


def main(seed: int) -> int:
    """Print what is missing and what is too many; the number of plants that went wrong."""
    world = World(read_tree(Path.cwd()))
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        harness.repository(root, world.files)
        known = harness.known(root)
        for plant in PLANTS if not ONLY else [one for one in PLANTS if one.__name__ in ONLY]:
            bed, wanted = harness.planted(world, [plant], seed)
            harness.write(root, world.files, bed.files)
            if plant in reach.REACHED:
                harness.build(root)
            _, document = harness.run(root, "review", "HEAD")
            missing = harness.expected(wanted) - harness.told(document, known)
            extra = harness.told(document, known) - harness.expected(wanted)
            harness.write(root, bed.files, world.files)
            subprocess.run(["git", "checkout", "-q", "."], cwd=root, check=True)  # noqa: S607
            wrong += bool(missing or extra)
            print(f"{'wrong' if missing or extra else 'ok':6}{plant.__name__}")
            print("".join(f"       missing {one}\n" for one in missing), end="")
            print("".join(f"       extra   {one}\n" for one in extra), end="")
    print(f"{len(PLANTS)} plants, seed {seed}: {wrong} wrong.")
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)))
