"""``python -m registry`` and the installed commands. ``--version`` answers before click loads."""

from __future__ import annotations

import gc
import os
import sys

from registry import __version__


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        try:
            sys.stdout.write(f"registry {__version__}\n")
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    gc.disable()  # a command is short and makes thousands of small values, no rubbish
    from registry.cli import run  # noqa: PLC0415 (click costs four bare interpreters)

    sys.exit(run())


if __name__ == "__main__":
    main()
