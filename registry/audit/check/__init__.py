"""Checks of the data: one module a family, one short function a check.

``run`` gives the findings; ``explain`` says what a code means and how to mend it; ``CATALOGUE``
lists every code with its severity and title.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
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
    totals,
    transcription,
)
from registry.audit.check.catalogue import Context, complaints
from registry.audit.check.exceptions import Inspection
from registry.audit.check.sheets import read_sheets
from registry.chemistry import memo
from registry.chemistry.memo import Memo
from registry.engine.view import View
from registry.law import layout, loading
from registry.law.catalogue import ENTRIES, Check
from registry.law.finding import Finding
from registry.law.reading import rules
from registry.law.record import Record
from registry.law.sources import Files, OnDisk, listing, read_files

__all__ = ["CATALOGUE", "Check", "Inspection", "explain", "judge", "run"]

CATALOGUE: Final = dict(sorted(ENTRIES.items()))


def run(root: Path, today: date, only: Iterable[str | Path] = ()) -> list[Finding]:
    """Every finding about the data below ``root``, or about ``only``, by file and line."""
    return judge(root, today, only).findings


def judge(
    root: Path, today: date, only: Iterable[str | Path] = (), *, everywhere: bool = False
) -> Inspection:
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
    files = read_files(root, layout.is_data)
    record, findings = loading.read(files)
    is_whole = not findings
    with memo.opened(anew=everywhere) as answers:
        about = context(record, files, listing(root), today, answers)
        findings += found_in(about, is_whole=is_whole)
    wanted = [_below(root, path) for path in only]
    strict = partial(_is_within, wanted=wanted)
    judged = exceptions.judge(files, findings, today, strict, is_whole=is_whole)
    is_shown = strict if wanted and not everywhere else bool
    shown = {finding for finding in judged.findings if is_shown(finding.file)}
    return judged._replace(findings=sorted(shown, key=_place))


def explain(code: str) -> str | None:
    """What ``code`` means and how to mend it, or ``None`` if there is no such code."""
    entry = CATALOGUE.get(code.strip().upper())
    return entry.text if entry else None


def context(
    record: Record, files: Files, folder: Mapping[str, OnDisk], today: date, answers: Memo
) -> Context:
    """What the checks look at of a record that was read; ``answers`` are believed for RDKit's."""
    bare = record._replace(classes=tuple(text._replace(judged={}) for text in record.classes))
    read = cache(partial(rules, files)), cache(partial(read_sheets, files))
    return Context(record, View(bare), files, folder, today, *read, answers)


def found_in(
    about: Context, *, is_whole: bool = True, codes: Container[str] = CATALOGUE
) -> list[Finding]:
    """Every finding with one of ``codes`` about a record that was read, without reading it again.

    Where the record is not ``is_whole`` (an id that nothing defines), the checks that need it so
    wait.
    """
    return [
        finding
        for entry in CATALOGUE.values()
        if entry.code in codes and (is_whole or not entry.whole)
        for finding in complaints(entry, about)
    ]


def _place(finding: Finding) -> tuple[str, int, str, str]:
    return finding.file, finding.line, finding.code, finding.what


def _below(root: Path, path: str | Path) -> str:
    """``path`` as findings name it: below ``root``, with slashes."""
    chosen = Path(path)
    if chosen.is_absolute() and chosen.resolve().is_relative_to(root.resolve()):
        return chosen.resolve().relative_to(root.resolve()).as_posix()
    return chosen.as_posix()


def _is_within(file: str, wanted: list[str]) -> bool:
    return any(place in {file, "."} or file.startswith(f"{place}/") for place in wanted)
