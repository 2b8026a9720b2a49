"""Findings as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from registry.law.finding import SEVERITIES, Finding

Excepted = Sequence[tuple[Finding, str]]  # with the reason


def as_text(findings: Sequence[Finding], excepted: Excepted = ()) -> str:
    """One line a finding, then the counts, those on the exception list too."""
    lines = [f"{each.severity:8} {each}" for each in findings]
    counted = Counter(each.severity for each in findings)
    parts = ", ".join(f"{counted[level]} {level}s" for level in SEVERITIES)
    verdict = "clean" if status(findings) == "clean" else "findings"
    excused = f"; {len(excepted)} on the exception list" if excepted else ""
    return "\n".join([*lines, f"{verdict}: {parts}{excused}."]) + "\n"


def as_json(findings: Sequence[Finding], excepted: Excepted = ()) -> str:
    """The document ``cs-registry/findings/1``."""
    document = {
        "schema": "cs-registry/findings/1",
        "status": status(findings),
        "findings": [each._asdict() for each in findings],
        "excepted": [each._asdict() | {"reason": reason} for each, reason in excepted],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def status(findings: Sequence[Finding]) -> str:
    """``clean`` where there are notes at most."""
    return "findings" if any(each.severity != "note" for each in findings) else "clean"
