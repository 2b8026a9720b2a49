"""Findings as workflow commands of GitHub Actions: annotations at the right lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from registry.law.finding import Finding

LEVELS: Final = {"error": "error", "warning": "warning", "note": "notice"}
IN_TEXT: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
IN_PROPERTY: Final = IN_TEXT | {":": "%3A", ",": "%2C"}


def render(findings: Iterable[Finding], prefix: str = "") -> str:
    """One command a finding; ``prefix`` is the data folder below the top of the repository."""
    return "".join(f"{_command(each, prefix)}\n" for each in findings)


def message(level: str, text: str) -> str:
    """One command without a place."""
    return f"::{level}::{_with(text, IN_TEXT)}\n"


def _command(finding: Finding, prefix: str) -> str:
    file = _with(f"{prefix}/{finding.file}".lstrip("/"), IN_PROPERTY)
    title = _with(finding.code, IN_PROPERTY)
    what = _with(f"{finding.what} {finding.remedy}".strip(), IN_TEXT)
    place = f"file={file},line={max(finding.line, 1)},title={title}"
    return f"::{LEVELS[finding.severity]} {place}::{what}"


def _with(text: str, codes: dict[str, str]) -> str:
    return "".join(codes.get(letter, letter) for letter in text)
