"""The command line as a process meets it, but run in this one: a start of Python costs 0.5 s.

What only a process can show (streams that are closed, encodings, signals, what is imported) starts
one: tests/cli/test_process.py and tests/cli/test_output.py.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest import mock


class Called(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def call(place: Path, *words: str, **environment: str) -> Called:
    """Run ``registry`` with ``words`` in a folder; ``environment`` is added to that of the test."""
    from registry.cli import app

    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    with (
        chdir(place),
        mock.patch.dict(os.environ, environment),
        mock.patch.object(sys, "argv", ["registry", *words]),
        redirect_stdout(streams[0]),
        redirect_stderr(streams[1]),
    ):
        code = app.run()
    for stream in streams:
        stream.flush()
    out, err = (stream.buffer.getvalue().decode() for stream in streams)
    return Called(code, out, err)
