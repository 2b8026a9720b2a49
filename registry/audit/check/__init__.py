"""Checks of the data: one module a family, one short function a check.

``run`` gives the findings; ``explain`` says what a code means and how to mend it; ``CATALOGUE``
lists every code with its severity and title.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Final

from registry.audit.check import (  # noqa: F401 (each enters its checks in the catalogue)
    classes,
    contradictions,
    dates,
    exceptions,
    generated,
    identity,
    lapses,
    names,
    official,
    provenance,
    reviewing,
    spelling,
    structures,
    totals,
    transcription,
)
from registry.audit.check.catalogue import Context, complaints
from registry.audit.check.exceptions import Judged
from registry.chemistry import memo
from registry.chemistry.memo import Memo
from registry.engine.view import View
from registry.law import loading
from registry.law.catalogue import ENTRIES, Check
from registry.law.finding import Finding
from registry.law.reading import rules
from registry.law.record import Record
from registry.law.sources import Files, read_files

__all__ = ["CATALOGUE", "Check", "Judged", "explain", "judge", "run"]

CATALOGUE: Final = dict(sorted(ENTRIES.items()))


def run(root: Path, today: date, only: Iterable[str | Path] = ()) -> list[Finding]:
    """Every finding about the data below ``root``, or about ``only``, by file and line."""
    return judge(root, today, only).findings


def judge(
    root: Path, today: date, only: Iterable[str | Path] = (), *, everywhere: bool = False
) -> Judged:
    """Every finding about the data below ``root``, by file and line, and every excused one.

    Args:
        root: The folder that holds ``schedules/`` and ``seeds/``.
        today: The day against which lapses and ageing are judged.
        only: Files or folders that are being changed: no exception holds there, and only they are
            reported on; none means all, with the exceptions. All data are read in any case.
        everywhere: Report on the other files too, with their exceptions, and compute every class
            verdict and every InChIKey anew.

    Returns:
        The findings. While a file cannot be read as written, the checks that need the whole record
        wait: their findings would speak of the gap, not of the law.
    """
    files = read_files(root)
    record, findings = loading.read(files)
    is_whole = not findings
    with memo.opened(anew=everywhere) as answers:
        findings += found_in(context(record, files, root, today, answers), is_whole=is_whole)
    wanted = [_below(root, one) for one in only]
    strict = partial(_is_within, wanted=wanted)
    judged = exceptions.judge(files, findings, today, strict, is_whole=is_whole)
    shown = judged.findings
    if wanted and not everywhere:
        shown = [one for one in shown if strict(one.file)]
    shown = sorted(set(shown), key=lambda one: (one.file, one.line, one.code, one.what))
    return judged._replace(findings=shown)


def explain(code: str) -> str | None:
    """What ``code`` means and how to mend it, or ``None`` if there is no such code."""
    one = CATALOGUE.get(code.strip().upper())
    return one.text if one else None


def context(record: Record, files: Files, root: Path, today: date, answers: Memo) -> Context:
    """What the checks look at of a record that was read; ``answers`` are believed for RDKit's."""
    bare = record._replace(classes=tuple(one._replace(judged={}) for one in record.classes))
    return Context(record, View(bare), files, root, today, cache(partial(rules, files)), answers)


def found_in(
    about: Context, *, is_whole: bool = True, codes: Container[str] = CATALOGUE
) -> list[Finding]:
    """Every finding with one of ``codes`` about a record that was read, without reading it again.

    Where the record is not ``is_whole`` (an id that nothing defines), the checks that need it so
    wait.
    """
    return [
        finding
        for one in CATALOGUE.values()
        if one.code in codes and (is_whole or not one.whole)
        for finding in complaints(one, about)
    ]


def _below(root: Path, path: str | Path) -> str:
    """``path`` as findings name it: below ``root``, with slashes."""
    chosen = Path(path)
    if chosen.is_absolute() and chosen.resolve().is_relative_to(root.resolve()):
        return chosen.resolve().relative_to(root.resolve()).as_posix()
    return chosen.as_posix()


def _is_within(file: str, wanted: list[str]) -> bool:
    return any(one in {file, "."} or file.startswith(f"{one}/") for one in wanted)
