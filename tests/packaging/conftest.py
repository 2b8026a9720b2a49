"""A scratch repository with a small registry."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.packaging.repository import Repository


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("template")
    Repository(place).begin()
    return place


@pytest.fixture
def repository(template: Path, tmp_path: Path) -> Repository:
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return Repository(tmp_path)
