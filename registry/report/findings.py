"""Findings as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from registry.finding import SEVERITIES, Finding


def as_text(found: Sequence[Finding]) -> str:
    """One line a finding, then the counts."""
    lines = [f"{one.severity:8} {one}" for one in found]
    counted = Counter(one.severity for one in found)
    parts = ", ".join(f"{counted[level]} {level}s" for level in SEVERITIES)
    verdict = "clean" if status(found) == "clean" else "findings"
    return "\n".join([*lines, f"{verdict}: {parts}."]) + "\n"


def as_json(found: Sequence[Finding]) -> str:
    """The document ``cs-registry/findings/1``."""
    document = {
        "schema": "cs-registry/findings/1",
        "status": status(found),
        "findings": [one._asdict() for one in found],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def status(found: Sequence[Finding]) -> str:
    """``clean`` where there are notes at most."""
    return "findings" if any(one.severity != "note" for one in found) else "clean"
