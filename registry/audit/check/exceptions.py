"""The exception list: findings that are excused, each with a reason and a term.

``schedules/exceptions.toml`` excuses single findings in files that nobody is editing. In a file
that is being changed no exception holds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from registry.law.catalogue import ENTRIES, described, finding
from registry.law.declarations import Exceptions, Excused
from registry.law.finding import Finding
from registry.law.layout import EXCEPTIONS
from registry.law.reading import Reader
from registry.law.sources import Files, line_of

WARNINGS: Final = {
    "EXC101": """An exception that no longer applies.

    No finding with this code arises in this file whose sentence holds `what`. The fault was mended
    or the file renamed; an exception that is left standing would hide the next fault.

    Remedy: Delete the exception.
    """,
    "EXC102": """An exception is out of its time.

    It holds from `since` until the day before `until`, and today is neither. The finding is
    reported again.

    Remedy: Mend the data and delete the exception, or judge anew and correct `until`.
    """,
}
described("warning", WARNINGS)
ERRORS: Final = {
    "EXC103": """An exception fits several findings.

    One exception excuses one finding, so that nothing is excused unseen. None was excused.

    Remedy: Write more of the finding's sentence in `what`, or one exception for each.
    """,
    "EXC104": """An exception for what cannot be excused.

    A file must be readable and the ids it uses must exist; generated files are written anew;
    notes need no excuse; and there is no exception from this list itself.

    Remedy: Delete the exception; mend what the finding says.
    """,
}
described("error", ERRORS)


class Inspection(NamedTuple):
    """What is still to be reported, and what the exception list excuses with its reason."""

    findings: list[Finding]
    excepted: list[tuple[Finding, str]]


def judge(
    files: Files,
    findings: list[Finding],
    today: date,
    is_strict: Callable[[str], bool],
    *,
    is_whole: bool,
) -> Inspection:
    """``findings`` without what the exception list of ``files`` excuses, and the list's own faults.

    Args:
        files: The source files; without an exception list nothing is excused.
        findings: Every finding about the data.
        today: The day against which the terms of the exceptions are judged.
        is_strict: Whether a file is being changed: there no exception holds.
        is_whole: Whether every check ran; else a silent exception proves nothing.
    """
    exceptions, complaints = _read(files)
    reasons: dict[Finding, str] = {}
    for number, excused in enumerate(exceptions):
        fitting = {each for each in findings if _fits(excused, each)}
        if fault := _fault(excused, len(fitting), today, is_whole=is_whole):
            code, what, field = fault
            line = line_of(files, EXCEPTIONS, ("exception", number, field))
            complaints.append(finding(code, EXCEPTIONS, line, what))
        elif not is_strict(excused.file):
            reasons |= dict.fromkeys(fitting, excused.reason)
    left = [finding for finding in findings if finding not in reasons]
    return Inspection([*left, *complaints], list(reasons.items()))


def _read(files: Files) -> tuple[tuple[Excused, ...], list[Finding]]:
    """The exceptions as written, or none and why the list cannot be read."""
    source = Reader(files)
    written = source.read(EXCEPTIONS, Exceptions) if EXCEPTIONS in files else None
    return written.exception if written else (), source.findings


def _fits(excused: Excused, finding: Finding) -> bool:
    is_there = excused.code == finding.code and excused.file == finding.file
    return is_there and excused.what in finding.what


def _fault(
    excused: Excused, fitting: int, today: date, *, is_whole: bool
) -> tuple[str, str, str] | None:
    """Why the exception does not hold: the code, the sentence, the field."""
    entry = ENTRIES.get(excused.code)
    if entry is None or not entry.can_be_excused:
        return "EXC104", f"{excused.code} cannot be excused.", "code"
    if today < excused.since or (excused.until and today >= excused.until):
        until = f" until {excused.until}" if excused.until else ""
        field = "until" if excused.until else "since"
        return "EXC102", f"It holds from {excused.since}{until}.", field
    if fitting > 1:
        return "EXC103", f'"{excused.what}" fits {fitting} findings {excused.code}.', "what"
    if not fitting and (is_whole or not entry.whole):
        return "EXC101", f'No {excused.code} in {excused.file} says "{excused.what}".', "what"
    return None
