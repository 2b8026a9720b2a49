"""Findings as SARIF 2.1.0, the format that code scanning services read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from registry.law.finding import Finding

LEVELS: Final = {"error": "error", "warning": "warning", "note": "note"}
SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


class Code(NamedTuple):
    """What a code means: its title, and the explanation with the remedy."""

    code: str
    severity: str
    title: str
    text: str


def render(
    findings: Sequence[Finding],
    codes: Sequence[Code],
    version: str,
    *,
    prefix: str = "",
    failed: str | None = None,
) -> str:
    """One run with the rules that the findings name.

    ``prefix`` is the data folder below the top of the repository; ``failed`` says why a run gave
    no findings though it was to give some.
    """
    used = [code for code in codes if code.code in {finding.code for finding in findings}]
    places = {rule.code: number for number, rule in enumerate(used)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "cs-registry",
                "version": version,
                "rules": [_rule(rule) for rule in used],
            }
        },
        "invocations": [_invocation(failed)],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, places, prefix) for finding in findings],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.code,
        "shortDescription": {"text": code.title},
        "help": {"text": code.text},
        "defaultConfiguration": {"level": LEVELS[code.severity]},
    }


def _invocation(failed: str | None) -> dict[str, Any]:
    if failed is None:
        return {"executionSuccessful": True}
    message = {"level": "error", "message": {"text": failed}}
    return {"executionSuccessful": False, "toolExecutionNotifications": [message]}


def _result(finding: Finding, places: dict[str, int], prefix: str) -> dict[str, Any]:
    uri = quote(f"{prefix}/{finding.file}".lstrip("/"))
    rule = {"ruleIndex": places[finding.code]} if finding.code in places else {}
    return {
        "ruleId": finding.code,
        **rule,
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.what} {finding.remedy}".strip()},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": max(finding.line, 1)},
                }
            }
        ],
    }
