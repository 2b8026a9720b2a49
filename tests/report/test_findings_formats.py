"""Findings as annotations of GitHub Actions and as SARIF 2.1.0, held against its own schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from registry.audit.check import CATALOGUE
from registry.law.finding import Finding
from registry.report.formats import github, sarif

SCHEMA = Path(__file__).parents[1] / "fixtures" / "sarif-2.1.0-rtm.5.json"
FOUND = [
    Finding("ID101", "error", "schedules/substances/a b.toml", 12, "cas ends in 2.", "Compare."),
    Finding("DAT101", "note", "schedules/us/acts/x,y.toml", 3, "100 %\nretroactive: 芬太尼.", ""),
    Finding("CON107", "warning", "schedules/us/acts/z.toml", 0, "Twice.", "Merge."),
]


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    return Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def rendered(found: list[Finding], **options: Any) -> dict[str, Any]:  # noqa: ANN401
    codes = [sarif.Code(one.code, one.severity, one.title, one.text) for one in CATALOGUE.values()]
    document: dict[str, Any] = json.loads(sarif.render(found, codes, "1.0", **options))
    return document


@pytest.mark.parametrize("found", [FOUND, []], ids=["findings", "none"])
def test_sarif_fits_the_schema(schema: Draft4Validator, found: list[Finding]) -> None:
    assert list(schema.iter_errors(rendered(found))) == []


def test_sarif_says_that_a_run_failed(schema: Draft4Validator) -> None:
    document = rendered([], failed="no revision")
    assert list(schema.iter_errors(document)) == []
    assert document["runs"][0]["invocations"][0]["executionSuccessful"] is False


def test_the_schema_of_the_test_refuses_what_is_wrong(schema: Draft4Validator) -> None:
    document = rendered(FOUND)
    document["runs"][0]["results"][0]["level"] = "fatal"
    assert [error.validator for error in schema.iter_errors(document)] == ["enum"]


def test_sarif_results_name_rule_place_and_remedy() -> None:
    run = rendered(FOUND, prefix="law")["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["CON107", "DAT101", "ID101"]
    first = run["results"][0]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "ID101"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "law/schedules/substances/a%20b.toml"
    assert place["region"]["startLine"] == 12
    assert first["message"]["text"] == "cas ends in 2. Compare."
    assert [one["level"] for one in run["results"]] == ["error", "note", "warning"]


def test_annotations_escape_what_ends_a_command() -> None:
    lines = github.render(FOUND).splitlines()
    assert lines[0] == (
        "::error file=schedules/substances/a b.toml,line=12,title=ID101::cas ends in 2. Compare."
    )
    assert lines[1] == (
        "::notice file=schedules/us/acts/x%2Cy.toml,line=3,title=DAT101::"
        "100 %25%0Aretroactive: 芬太尼."
    )
    assert lines[2].startswith("::warning file=schedules/us/acts/z.toml,line=1,")
