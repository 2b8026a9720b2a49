"""The schemas are schemas, they can fail, and the page of the contract tells all they require."""

from __future__ import annotations

import re
from typing import Final

import pytest
from jsonschema import Draft202012Validator, ValidationError

from registry.cli.app import COMMANDS
from tests.contract import (
    ON,
    REAL,
    ROOT,
    SCHEMAS,
    SHARED,
    Document,
    Place,
    at,
    faults,
    file_of,
    required,
    run,
    slips,
)
from tests.contract import schema as read_schema

pytestmark = pytest.mark.usefixtures("one_registry")

PAGE: Final = ROOT / "docs" / "contract.md"
FILES: Final = sorted(path.name for path in SCHEMAS.glob("*.json"))
WITHOUT_JSON: Final = {"explain", "build", "site"}
OF_OPTIONS: Final = {"act", "class", "family", "gap-history"}  # what `show` and `gaps` print else


@pytest.mark.parametrize("file", FILES)
def test_a_schema_is_a_schema(file: str) -> None:
    Draft202012Validator.check_schema(read_schema(file))


def test_every_command_that_prints_json_has_a_schema() -> None:
    names = {file.rpartition("-")[0] for file in FILES if file != SHARED}
    of_commands = {name.replace("check", "findings") for name in COMMANDS} - WITHOUT_JSON
    assert names == of_commands | OF_OPTIONS


SPOILT: Final = [
    (("show", "norfentanyl", *ON), ("listings", 0), "until"),
    (("show", "4-anilinopiperidine", *ON), ("status", 1, "pending", 0), "effective"),
    (("gaps", "us-oh", "us-fl", "--on", "2026-10-02"), ("rows", 0), "gap_since"),
    (
        ("gaps", "us-oh", "us-fl", "--from", "2026-01-01", "--to", "2026-10-02"),
        ("rows", 0),
        "until",
    ),
    (("list", "us-oh", "--on", "2026-10-02"), ("rows", 0), "printed"),
    (("changes", "us-oh", "--from", "1985-01-01", "--to", "2026-01-01"), ("rows", 0), "why"),
    (("lags", "us-oh", "us", "cn", "--on", "2026-01-01"), ("rows", 0, "sides", 0), "lag_days"),
    (("upcoming", "us", "--on", "2026-06-01", "--within", "400"), ("rows", 0), "date"),
    (("claims",), ("rows", 0), "supports"),
    (("version",), ("evidence", "listings"), "official"),
]


@pytest.mark.parametrize(("words", "place", "key"), SPOILT)
def test_a_schema_misses_every_key_that_is_dropped_or_retyped(
    words: tuple[str, ...], place: Place, key: str
) -> None:
    document, _ = run(*words, *REAL)
    assert (place, key) in required(file_of(document), document)
    assert slips(document) == []


@pytest.mark.parametrize(
    ("place", "key", "value"),
    [
        ((), "on", "2024-8-6"),
        ((), "on", "2024-13-06"),
        (("data",), "digest", "sha256:1234"),
        (("status", 1), "status", "illegal"),
        (("status", 1), "regimes", ["narcotic"]),
        (("status", 1), "controlled_since", None),
        (("status", 1), "since_qualifier", None),
        (("status", 1), "undetermined_why", "a controlled substance is not undetermined"),
        (("status", 1), "coverage", []),
        (("status", 1, "coverage", 0), "since_qualifier", "about"),
        (("status", 1, "coverage", 0), "evidence", "hearsay"),
        (("status", 1, "coverage", 0), "temporary", "no"),
        (("status", 1, "coverage", 0), "act", "Announcement 800"),
    ],
)
def test_a_schema_refuses_what_no_answer_may_say(place: Place, key: str, value: object) -> None:
    document, _ = run("show", "xylazine", *ON, *REAL)
    assert faults(document) == []
    at(document, place)[key] = value
    assert faults(document) != []


def test_a_schema_lets_a_later_version_add_a_key() -> None:
    document, _ = run("show", "xylazine", *ON, *REAL)
    document["later"] = document["status"][0]["level"] = None
    assert faults(document) == []


def test_a_review_that_was_not_compared_may_not_call_itself_clean() -> None:
    document: Document = {
        "schema": "cs-registry/review/1",
        "on": "2026-11-24",
        "base": {"revision": "main", "commit": None},
        "notes": [],
        "status": "findings",
        "compared": False,
        **{key: [] for key in ("effects", "corrections", "rewrites", "consequences")},
        **{key: [] for key in ("identities", "rules", "unexplained", "skipped")},
        **{key: [] for key in ("editorial_files", "findings", "stale")},
        "editorial": 0,
    }
    assert faults(document) == []
    assert faults(document | {"status": "clean"}) != []
    assert faults(document | {"status": "error"}) != []  # without "error"


# the page


def test_the_example_on_the_page_validates_an_answer() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    answer, _ = run("show", "xylazine", *ON, *REAL)
    exec(example, {"answer": answer})  # noqa: S102 (our own page)
    with pytest.raises(ValidationError):
        exec(example, {"answer": answer | {"on": "today"}})  # noqa: S102


def test_the_page_names_every_schema_and_every_key_that_is_required() -> None:
    text = PAGE.read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z_-]+|[a-z]+-\d\.json)`", text))
    assert [file for file in FILES if f"`{file}`" not in text] == []
    keys = {key for file in FILES for key in _keys(read_schema(file))}
    assert sorted(keys - told) == []


def _keys(part: object) -> set[str]:
    """Every key that a schema requires anywhere."""
    if isinstance(part, dict):
        own = part.get("required", ())
        names = set(own) if isinstance(own, list) else set()
        return names.union(*(_keys(inner) for inner in part.values()))
    if isinstance(part, list):
        return set().union(*(_keys(inner) for inner in part))
    return set()
