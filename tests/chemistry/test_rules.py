"""How a rule is written, and what is said of one that is written wrongly."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final, get_args

import pytest

from registry.audit.build import verdicts
from registry.audit.check import run
from registry.chemistry.classify import Engine
from registry.chemistry.terms import VOCABULARY
from registry.law import layout, loading, rules
from registry.law.finding import Finding
from registry.law.sources import read_files
from tests.small import edition, law, schedule

FILE: Final = "schedules/classes/us-toys/2020-02-01.toml"
RULE: Final = """title = "Toys"
jurisdiction = "us"
text = "(A) Ethyl benzene and the like."
citation = "85 FR 1"
source = "https://example.org"
evidence = "official"
families = ["opioids"]
schedule = "schedule-1"

[rule]

[[form]]
name = "toluene"
core = "[c:1]1ccccc1[CX4:2]"
reference = "Cc1ccccc1"

[[allow]]
clause = "A"
at = [2]
groups = ["alkyl"]

[[test]]
name = "ethylbenzene"
smiles = "CCc1ccccc1"
reading = "strict"
why = "(A)"

[[test]]
name = "propylbenzene"
smiles = "CCCc1ccccc1"
reading = "strict"
why = "(A)"

[[test]]
name = "benzyl chloride"
smiles = "ClCc1ccccc1"
reading = "none"
why = "halogen"

[[test]]
name = "benzene"
smiles = "c1ccccc1"
reading = "none"
why = "no core"
"""
BASE: Final = {
    "schedules/registry.toml": edition("2024.03.01", "Test"),
    "schedules/us/schedules.toml": law("United States", "US", schedule("schedule-1", "2024-02-01")),
    "schedules/substances/opioids.toml": '[toluene]\nname = "Toluene"\nsmiles = "Cc1ccccc1"\n',
}


def findings(text: str) -> list[Finding]:
    files = {name: one.encode() for name, one in (BASE | {FILE: text}).items()}
    return loading.read(files)[1]


def test_the_vocabulary_of_the_files_is_that_of_the_engine() -> None:
    assert set(get_args(rules.Group)[1]) == set(VOCABULARY) | {"hydrogen"}


def test_a_rule_that_is_written_well_has_no_finding() -> None:
    assert findings(RULE) == []


WRONG = {
    "an unknown group": ('groups = ["alkyl"]', 'groups = ["alkil"]', "SCH003", 20),
    "an unknown key": ('clause = "A"', 'clause = "A"\nclauses = "A"', "SCH002", 19),
    "an unknown reading": ('none"\nwhy = "halogen"', 'perhaps"\nwhy = "halogen"', "SCH003", 37),
    "a position that no core has": ("at = [2]", "at = [3]", "SCH003", 1),
    "code in a rule": ("[rule]", '[rule]\nrun = "print()"', "SCH002", 11),
    "too few tests": ('reading = "none"', 'reading = "strict"', "SCH003", 1),
    "no group": ('groups = ["alkyl"]', "groups = []", "SCH003", 1),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_rule_that_is_written_wrongly_is_found_with_its_line(what: str) -> None:
    old, new, code, line = WRONG[what]
    found = findings(RULE.replace(old, new))
    assert [(one.code, one.file, one.line) for one in found] == [(code, FILE, line)]


def test_a_misspelled_key_is_answered_with_the_nearest() -> None:
    found = findings(RULE.replace('reference = "C', 'referense = "C'))
    assert 'Did you mean "reference"?' in found[0].what


def test_all_rules_of_the_registry_pass_their_own_tests(engine: Engine) -> None:
    assert list(engine.failures()) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('smiles = "ClCc1ccccc1"', 'smiles = "CCCCc1ccccc1"', ["the rule reads strict"]),
        ("[c:1]1ccccc1[CX4:2]", "[c:1]1ccccc[CX4:2]", ["no smarts pattern"]),
        ('reference = "Cc1ccccc1"', 'reference = "C"', ["does not lie in its reference"]),
        ("", "", []),
    ],
)
def test_a_rule_that_fails_is_found_by_the_check(
    tmp_path: Path, old: str, new: str, said: list[str]
) -> None:
    for name, content in (BASE | {FILE: RULE.replace(old, new)}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    found = [one.what for one in run(tmp_path, date(2024, 3, 1)) if one.code == "CLS105"]
    assert [any(word in one.casefold() for word in said) for one in found] == [True] * len(said)


def codes(root: Path) -> list[tuple[str, str]]:
    """The findings about coverage.csv."""
    found = run(root, date(2024, 3, 1))
    return [(one.code, one.what) for one in found if one.file == layout.COVERAGE]


def test_the_table_must_be_there_and_fresh(tmp_path: Path) -> None:
    for name, content in (BASE | {FILE: RULE}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    assert codes(tmp_path) == [("GEN104", "The generated file is missing.")]
    files = read_files(tmp_path)
    fresh = verdicts(loading.read(files)[0], files)
    assert fresh is not None
    assert b"us-toys,2020-02-01,toluene,opioids,out,,none,reference," in fresh
    (tmp_path / layout.COVERAGE).write_bytes(fresh)
    assert codes(tmp_path) == []
    (tmp_path / layout.COVERAGE).write_bytes(fresh.replace(b",out,", b",in,"))
    ((code, what),) = codes(tmp_path)
    assert code == "GEN104"
    assert "verdict 'in' is now 'out'" in what
    (tmp_path / FILE).unlink()
    assert codes(tmp_path)[0] == ("GEN104", "No class text has a rule that it could rest on.")
