"""What is particular to a jurisdiction is data: a new one is two files, and no code names any."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

import registry
from registry.cli.app import cli
from registry.engine.resolve.index import Index, Match
from registry.law.loading import read
from registry.law.record import in_order
from tests import small

PACKAGE: Final = Path(registry.__file__).parent
CODE: Final = sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)
TEMPLATES: Final = sorted((PACKAGE / "site" / "templates").glob("*.html"))
PARTICULAR: Final = frozenset({"us", "cn", "un", "prc", "china"})

CANADA: Final = {
    "schedules/ca/schedules.toml": """
name = "Canada"
short = "CA"
aliases = ["canada", "dominion"]
order = 2
code_name = "drug identification number"
lang = "fr"
"""
    + small.schedule("schedule-i", since="1971-05-01", regime="drug")
    + small.schedule("export", since="1971-05-01", regime="export").replace(
        "complete = true", 'complete = false\nstands_in_for = "precursor"\nmay_hold = ["opioids"]'
    ),
    "schedules/ca/acts/2000-01-01-first.toml": small.act(
        published="2000-01-01", effective="2000-01-01"
    )
    + """
[[add]]
schedule = "schedule-i"
substances = ["heroin"]
number = "CA-7701"
printed = "Héroïne"
""",
    "schedules/substances/opioids.toml": small.names("heroin", "anhydride"),
    "schedules/us/acts/2001-01-01-precursor.toml": small.act(
        published="2001-01-01", effective="2001-01-01"
    )
    + """
[[add]]
schedule = "list-1"
substances = ["anhydride"]
""",
    "schedules/us/schedules.toml": small.law("United States of America", "US", "schedule-1")
    + small.schedule("list-1", since="1971-05-01", regime="precursor"),
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small.written(tmp_path, CANADA)


def _asked(data: Path, *words: str) -> Any:  # noqa: ANN401 (a document may be of any shape)
    done = CliRunner().invoke(cli, [*words, "--json", "--data", str(data)])
    assert done.exit_code in {0, 1}, done.output
    return json.loads(done.stdout)


def test_a_new_jurisdiction_is_listed_by_its_alias(data: Path) -> None:
    by_id = _asked(data, "list", "ca", "--on", "2002-01-01")
    assert "heroin" in json.dumps(by_id)
    assert _asked(data, "list", "Canada", "--on", "2002-01-01") == by_id
    assert _asked(data, "list", "DOMINION", "--on", "2002-01-01") == by_id


def test_the_code_number_of_a_new_jurisdiction_leads_to_the_substance() -> None:
    match = Index(small.record(CANADA)).find("ca-7701")
    assert isinstance(match, Match)
    assert (match.substance.id, match.by) == ("heroin", "drug identification number")


def test_a_number_is_no_identifier_where_it_has_no_name() -> None:
    unnamed = CANADA["schedules/ca/schedules.toml"].replace(
        'code_name = "drug identification number"\n', ""
    )
    index = Index(small.record(CANADA | {"schedules/ca/schedules.toml": unnamed}))
    assert not isinstance(index.find("CA-7701"), Match)


def test_a_new_jurisdiction_is_compared(data: Path) -> None:
    gaps = _asked(data, "gaps", "canada", "us", "--on", "2002-01-01")
    kinds = {row["substance"]: row["kind"] for row in gaps["rows"]}
    assert kinds == {"heroin": "only-a", "anhydride": "undetermined"}


def test_a_list_held_in_part_may_name_what_others_control_under_another_regime(data: Path) -> None:
    gaps = _asked(data, "gaps", "ca", "us", "--on", "2002-01-01")
    (row,) = [row for row in gaps["rows"] if row["substance"] == "anhydride"]
    assert (row["kind"], row["partly_held"]) == ("undetermined", ["export"])
    assert (
        "CA: on no list held whole; its list export, held only in part, may name it" in row["why"]
    )
    assert (row["a"]["status"], row["a"]["could_be_unseen"]) == ("not-listed", ["export"])
    assert (gaps["counts"]["undetermined"], gaps["partly_held"]) == (1, 1)


def test_a_new_jurisdiction_is_shown_in_its_order_and_others_follow_by_name() -> None:
    record = small.record(CANADA)
    assert list(record.jurisdictions) == in_order(record.jurisdictions) == ["us", "ca", "cn"]
    assert record.principal == ("us", "ca", "cn")


def test_the_site_compares_the_first_two_and_marks_the_language(data: Path, tmp_path: Path) -> None:
    place = tmp_path / "site"
    done = CliRunner().invoke(
        cli, ["site", "-o", str(place), "--on", "2002-01-01", "--data", str(data)]
    )
    assert done.exit_code == 0, done.output
    assert len(list(place.rglob("gaps-us-ca.json"))) == 1
    page = (place / "list" / "ca" / "schedule-i.html").read_text(encoding="utf-8")
    assert '<td lang="fr">Héroïne' in page


def test_the_site_needs_two_jurisdictions_that_are_no_part_of_another(tmp_path: Path) -> None:
    state = small.law("Part", "Part", "list-1").replace("[", 'parent = "us"\n\n[', 1)
    data = small.written(tmp_path / "data", {"schedules/cn/schedules.toml": state})
    place = tmp_path / "site"
    done = CliRunner().invoke(cli, ["site", "-o", str(place), "--data", str(data)])
    assert (done.exit_code, place.exists()) == (2, False)
    assert "two jurisdictions that are no part of another" in done.output


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('lang = "french!"', "lang"),
        ("order = 0", "order"),
        ('aliases = ["New France"]', "aliases"),
    ],
)
def test_a_field_of_a_jurisdiction_is_checked(line: str, place: str) -> None:
    head = small.law("Canada", "CA", "schedule-i").replace("[", f"{line}\n\n[", 1)
    _, findings = read(small.files({"schedules/ca/schedules.toml": head}))
    assert [place in str(each) for each in findings] == [True]


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_code_names_a_jurisdiction(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = [
        f"line {node.lineno}: {node.value!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in PARTICULAR
    ]
    assert not named, f"{path.name} names a jurisdiction; write a field of schedules.toml"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_names_a_jurisdiction(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert not [name for name in PARTICULAR if f'"{name}"' in page or f"'{name}'" in page]
