"""Checks of the data: one module a family, one short function a check.

``run`` gives the findings; ``explain`` says what a code means and how to mend it; ``CATALOGUE``
lists every code with its severity and title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from registry import load
from registry.check import (
    classes,
    contradictions,
    dates,
    generated,
    history,
    identity,
    official,
    provenance,
    schema,
    stays,
)
from registry.check.catalogue import ENTRIES, Check, Context, complaints
from registry.finding import Finding
from registry.record import Record
from registry.timeline import fold

__all__ = ["CATALOGUE", "FAMILIES", "Check", "explain", "run"]

FAMILIES: Final = (
    schema,
    identity,
    dates,
    contradictions,
    stays,
    classes,
    provenance,
    official,
    generated,
    history,
)
CATALOGUE: Final = dict(sorted(ENTRIES.items()))


def run(root: Path, today: date, only: Iterable[str | Path] = ()) -> list[Finding]:
    """Every finding about the data below ``root``, by file and line.

    Args:
        root: The folder that holds ``schedules/`` and ``seeds/``.
        today: The day against which lapses and ageing are judged.
        only: Files or folders to report on; none means all. All data are read in any case.

    Returns:
        The findings. While a file cannot be read as written, the checks that need the whole record
        wait: their findings would speak of the gap, not of the law.
    """
    files = load.read_files(root)
    record, findings = load.read(files)
    context = Context(record, fold(record.acts.values()), files, root, today)
    findings += _found(context, is_whole=not findings)
    wanted = [_below(root, one) for one in only]
    chosen = [one for one in findings if not wanted or _is_within(one.file, wanted)]
    return sorted(set(chosen), key=lambda one: (one.file, one.line, one.code, one.what))


def explain(code: str) -> str | None:
    """What ``code`` means and how to mend it, or ``None`` if there is no such code."""
    one = CATALOGUE.get(code.strip().upper())
    return one.text if one else None


def found_in(record: Record, files: dict[str, bytes], root: Path, today: date) -> list[Finding]:
    """Every finding about a record that could be read, without reading it once more."""
    context = Context(record, fold(record.acts.values()), files, root, today)
    return list(_found(context, is_whole=True))


def _found(context: Context, *, is_whole: bool) -> Iterator[Finding]:
    for one in CATALOGUE.values():
        if is_whole or not one.whole:
            yield from complaints(one, context)


def _below(root: Path, path: str | Path) -> str:
    """``path`` as findings name it: below ``root``, with slashes."""
    chosen = Path(path)
    if chosen.is_absolute() and chosen.resolve().is_relative_to(root.resolve()):
        return chosen.resolve().relative_to(root.resolve()).as_posix()
    return chosen.as_posix()


def _is_within(file: str, wanted: list[str]) -> bool:
    return any(one in {file, "."} or file.startswith(f"{one}/") for one in wanted)
