"""The notebooks run, their numbers hold, and what they show is of the present data."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import Any, Final

import pytest

from registry.law.loading import load

ROOT: Final = Path(__file__).parents[1]
NOTEBOOKS: Final = sorted((ROOT / "notebooks").glob("*.ipynb"))
NEEDED: Final = ("nbclient", "ipykernel", "matplotlib")


def _outputs(path: Path) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [one for cell in cells for one in cell.get("outputs", ())]


def test_there_are_three_notebooks() -> None:
    names = [path.stem for path in NOTEBOOKS]
    assert names == ["2024-working-group", "how-the-lists-grew", "implementation-lags"]


def test_every_notebook_runs_to_its_end_and_shows_the_present_data() -> None:
    missing = [name for name in NEEDED if util.find_spec(name) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)} missing (pip install 'cs-registry[notebooks]')")
    command = [sys.executable, "notebooks/run.py", "--check"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_was_kept_with_its_pictures_of_the_present_data(path: Path) -> None:
    record = load(ROOT)
    outputs = _outputs(path)
    assert sum("image/png" in one.get("data", {}) for one in outputs) >= 2
    assert not [
        one for one in outputs if one["output_type"] == "error" or one.get("name") == "stderr"
    ]
    printed = "".join("".join(one.get("text", "")) for one in outputs)
    assert f"data {record.version} {record.digest}" in printed, "stale; run: make notebooks"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_no_time_path_or_machine(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert notebook["metadata"]["language_info"] == {"name": "python"}
    assert [cell["metadata"] for cell in notebook["cells"]] == [{}] * len(notebook["cells"])
    assert str(ROOT) not in path.read_text(encoding="utf-8")
