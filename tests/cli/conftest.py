"""The command line, run in this process on a small record."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from registry.cli import app
from tests.cli.record import Done, Run, written


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small record on disk, everything generated."""
    return written(tmp_path_factory.mktemp("record"))


@pytest.fixture(autouse=True)
def _cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("REGISTRY_CACHE", "1")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a command line in this process."""

    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["registry", *arguments])
        code = app.run()
        captured = capfdbinary.readouterr()
        return Done(code, captured.out, captured.err.decode())

    return run


@pytest.fixture
def run(bare: Run, root: Path) -> Run:
    """Run a command line on the small record."""
    data = ("--data", str(root))

    def on_the_record(*arguments: str) -> Done:
        plain = arguments.index("--") if "--" in arguments else len(arguments)
        return bare(*arguments[:plain], *data, *arguments[plain:])

    return on_the_record
