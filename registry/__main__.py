"""``python -m registry`` and the installed commands. ``--version`` answers before click loads."""

from __future__ import annotations

import gc
import os
import sys

from registry import __version__


def main() -> None:
    """Run the command line."""
    _open_what_is_closed()
    if sys.argv[1:] == ["--version"]:
        if code := _version():
            sys.exit(code)
        return
    gc.disable()  # a command is short and makes thousands of small values, no rubbish
    try:
        _end_in_order()
        from registry.cli.app import run  # noqa: PLC0415 (click costs four bare interpreters)

        code = run()
        if code:  # a library may have files to remove
            sys.exit(code)
        # All is written and flushed: to free every value at the end costs as much as loading click.
        os._exit(0)  # (mypy ends the same way)
    except KeyboardInterrupt:  # before the command began, or after it ended
        sys.stderr.write("Interrupted.\n")
        sys.exit(2)


def _version() -> int:
    try:
        sys.stdout.write(f"registry {__version__}\n")
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0 if isinstance(error, BrokenPipeError) else 2
    return 0


def _open_what_is_closed() -> None:
    """A closed stdout takes nothing, like a full one; without stderr there is nobody to tell."""
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _end_in_order() -> None:
    """Let Ctrl-C end the command in order and in silence, and a second one at once."""
    import signal  # noqa: PLC0415 (--version does without)

    def interrupt(_signal: int, _frame: object) -> None:
        sys.unraisablehook = lambda _: None  # a library's half-written sheets complain
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not in the background
        signal.signal(signal.SIGINT, interrupt)


if __name__ == "__main__":
    main()
