"""Findings as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from registry.law.finding import SEVERITIES, Finding

Excepted = Sequence[tuple[Finding, str]]  # with the reason


def as_text(found: Sequence[Finding], excepted: Excepted = ()) -> str:
    """One line a finding, then the counts, those on the exception list too."""
    lines = [f"{one.severity:8} {one}" for one in found]
    counted = Counter(one.severity for one in found)
    parts = ", ".join(f"{counted[level]} {level}s" for level in SEVERITIES)
    verdict = "clean" if status(found) == "clean" else "findings"
    excused = f"; {len(excepted)} on the exception list" if excepted else ""
    return "\n".join([*lines, f"{verdict}: {parts}{excused}."]) + "\n"


def as_json(found: Sequence[Finding], excepted: Excepted = ()) -> str:
    """The document ``cs-registry/findings/1``."""
    document = {
        "schema": "cs-registry/findings/1",
        "status": status(found),
        "findings": [one._asdict() for one in found],
        "excepted": [one._asdict() | {"reason": reason} for one, reason in excepted],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def status(found: Sequence[Finding]) -> str:
    """``clean`` where there are notes at most."""
    return "findings" if any(one.severity != "note" for one in found) else "clean"
