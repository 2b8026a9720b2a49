"""The whole record is read once."""

from __future__ import annotations

import sys

import pytest

from registry.cli import app
from tests.record.asked import ROOT, Ask, record


@pytest.fixture(autouse=True, scope="module")
def _data_that_can_be_read() -> None:
    """Read once: unreadable data fail at once, not anew in every test."""
    record()


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Ask:
    """What a command prints, on one line: where a terminal breaks a sentence does not matter."""
    monkeypatch.setenv("COLUMNS", "400")

    def answer(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["registry", *arguments, "--data", str(ROOT)])
        assert app.run() == 0
        return capfdbinary.readouterr().out.decode()

    return answer
