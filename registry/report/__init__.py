"""Formats: one module each; ``render(report)`` gives the bytes of one."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from registry.table import Report

# Format -> the suffixes that pick it.
FORMATS: Final[dict[str, tuple[str, ...]]] = {
    "terminal": (".txt",),
    "json": (".json",),
    "csv": (".csv",),
    "markdown": (".md",),
    "excel": (".xlsx",),
}
BINARY: Final = frozenset({"excel"})


def by_suffix(suffix: str) -> str | None:
    """The format that a file name's suffix picks."""
    return next((name for name, known in FORMATS.items() if suffix.lower() in known), None)


def render(report: Report, name: str) -> bytes:
    """``report`` in the format ``name``."""
    module = import_module(f"registry.report.{name}")
    rendering: Callable[[Report], bytes] = module.render
    return rendering(report)
