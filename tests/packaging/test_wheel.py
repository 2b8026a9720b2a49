"""What is installed holds what the tool needs besides its code, and what its users rely on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The names of the files in the wheel of this checkout."""
    pytest.importorskip("hatchling", reason="a wheel is built with hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*words, "--directory", str(folder)], cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.glob("*.whl")
    with ZipFile(file) as archive:
        return frozenset(archive.namelist())


def test_the_wheel_says_that_its_types_may_be_relied_on(wheel: frozenset[str]) -> None:
    assert "registry/py.typed" in wheel


def test_the_wheel_holds_every_schema_of_the_contract(wheel: frozenset[str]) -> None:
    schemas = {path.name for path in (ROOT / "registry" / "schemas").glob("*.json")}
    shipped = {name.rpartition("/")[2] for name in wheel if name.startswith("registry/schemas/")}
    assert len(schemas) > 1
    assert shipped == schemas


def test_the_wheel_holds_the_data_and_the_parts_of_the_pages(wheel: frozenset[str]) -> None:
    assert "registry/_data/schedules/registry.toml" in wheel
    assert "registry/_data/schedules/classes/coverage.csv" in wheel
    assert any(name.startswith("registry/report/site/assets/") for name in wheel)
    assert any(name.startswith("registry/report/site/templates/") for name in wheel)
