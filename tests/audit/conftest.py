"""A git repository with a small record."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.audit.repository import FILES, git, registry, save
from tests.small import put


def _alone(patch: pytest.MonkeyPatch, cache: Path) -> None:
    """No setting of whoever runs the tests counts."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        patch.delenv(name)
    patch.setenv("XDG_CACHE_HOME", str(cache))
    patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        patch.setenv(f"GIT_{who}_NAME", "A Person")
        patch.setenv(f"GIT_{who}_EMAIL", "person@example.org")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one commit of the small record, everything generated."""
    folder = tmp_path_factory.mktemp("template")
    place = folder / "repo"
    with pytest.MonkeyPatch.context() as patch:
        _alone(patch, folder / "cache")
        put(place, FILES)
        registry(place, "build")
        assert registry(place, "check", "--on", "2026-11-24").code == 0
        git(place, "init", "-q", "-b", "main")
        save(place)
    return place


@pytest.fixture
def repo(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the repository, for one test."""
    _alone(monkeypatch, tmp_path / "cache")
    return shutil.copytree(template, tmp_path / "repo")
