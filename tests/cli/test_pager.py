"""On a terminal a long answer is paged; nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
ASKED: Final = ("list", "us", "--schedule", "schedule-5", "--on", "2024-08-06", "--data", str(ROOT))
CALLED: Final = "paged"


def _on_a_terminal(*words: str, lines: int = 10, pager: str | None = None) -> str:
    """What a terminal with few lines shows; the pager writes a word of its own."""
    import fcntl
    import struct
    import termios

    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", lines, 120, 0, 0))
    called = f"{sys.executable} -c \"print('{CALLED}')\"" if pager is None else pager
    environment = {**os.environ, "PAGER": called, "TERM": "xterm"}
    environment.pop("COLUMNS", None)
    child = subprocess.Popen(
        [sys.executable, "-m", "registry", *ASKED, *words], stdin=side, stdout=side, env=environment
    )
    os.close(side)
    shown = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert child.wait(timeout=60) == 0
    os.close(main)
    return shown.decode()


def test_a_long_answer_goes_through_the_pager() -> None:
    assert _on_a_terminal().strip() == CALLED


@pytest.mark.parametrize("words", [("--no-pager",), ("--json",)])
def test_nothing_is_paged_that_asks_for_it(words: tuple[str, ...]) -> None:
    text = _on_a_terminal(*words)
    assert CALLED not in text
    assert "schedule-5" in text


def test_an_empty_pager_pages_nothing() -> None:
    assert "schedule-5" in _on_a_terminal(pager="")


def test_an_answer_that_fits_is_not_paged() -> None:
    assert CALLED not in _on_a_terminal(lines=200)


def test_a_pager_that_is_left_early_is_no_failure() -> None:
    _on_a_terminal(pager="true")


def test_a_pipe_is_never_paged() -> None:
    environment = {**os.environ, "PAGER": f"echo {CALLED}"}
    done = subprocess.run(
        [sys.executable, "-m", "registry", *ASKED],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
        timeout=60,
    )
    assert CALLED not in done.stdout
