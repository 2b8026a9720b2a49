"""stdout and stderr: their encoding, their colour, and what to do when they take nothing."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TextIO

from registry.law.finding import on_one_line


def has_color() -> bool:
    """Whether stdout is a terminal that may be coloured; NO_COLOR (no-color.org) says no."""
    is_dumb = os.environ.get("TERM") == "dumb" or (
        os.name == "nt" and "WT_SESSION" not in os.environ
    )
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and not is_dumb


def has_pager() -> bool:
    """Whether stdout is a terminal whose user did not turn the pager off (``PAGER=``)."""
    return sys.stdout.isatty() and os.environ.get("PAGER") != ""


def page(text: str) -> None:
    """Show ``text`` through $PAGER where the terminal has fewer lines; else print it."""
    import click

    if text.count("\n") < os.get_terminal_size(sys.stdout.fileno()).lines:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        click.echo_via_pager(text, color=click.get_current_context().color)


def speak_utf_8() -> None:
    """Write UTF-8 whatever the terminal says: names are Chinese, primes and Greek."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def forget(stream: TextIO) -> None:
    """Nobody reads any more: let the interpreter's last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def usage_error(text: str) -> str:
    """What click prints of a usage error, its message on one line: it quotes what was typed."""
    usage, mark, what = text.rstrip("\n").partition("Error: ")
    return f"{usage}{mark}{on_one_line(what)}"
