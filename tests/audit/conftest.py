"""A git repository with a small record."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.audit.repository import FILES, git, put, registry, save


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit of the small record, everything generated."""
    for name in [one for one in os.environ if one.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "A Person")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "person@example.org")
    place = tmp_path / "repo"
    put(place, FILES)
    registry(place, "build")
    assert registry(place, "check", "--on", "2026-11-24").code == 0
    git(place, "init", "-q", "-b", "main")
    save(place)
    return place
