"""Every document that a command prints is as its schema says, and the schema describes it all."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from registry.cli.app import cli
from registry.engine.documents import NUMBERS
from tests.contract import ON, REAL, Document, described, faults, file_of, run, slips
from tests.small import edition, law, put, schedule

pytestmark = pytest.mark.usefixtures("one_registry")

ONE_LIST: Final = ("list", "us", "--schedule", "Schedule II", "--on", "2026-11-24")
# Questions to the data of this checkout. The empty answers have no rows.
ASKED: Final = [
    ("show", "xylazine", *ON),
    ("show", "norfentanyl", *ON, "--known-on", "2024-08-01"),
    ("show", "4-anilinopiperidine", *ON),
    ("show", "etizolam", "--on", "2026-11-24"),
    ("show", "dexamfetamine", "--on", "1999-12-31"),
    ("show", "protonitazene", "--on", "2022-01-01"),
    ("show", "fentanyl", "--on", "1900-01-01"),
    ("show", "fentanyl citrate", *ON),
    ("show", "990-73-8", *ON),
    ("show", "esketamine", *ON),
    ("gaps", "us", "cn", *ON, "--known-on", "2024-08-01", "--all"),
    ("gaps", "cn", "un", "--on", "2026-10-02"),
    ("gaps", "us-oh", "us-fl", "--on", "2026-10-02"),
    ("gaps", "us-oh", "us-fl", "--on", "1985-01-01"),
    ("list", "us", *ON),
    ONE_LIST,
    ("list", "cn", "--on", "2026-11-24"),
    ("list", "un", "--on", "2026-11-24"),
    ("list", "us-mi", "--on", "1985-01-01"),
    ("changes", "us", "cn", "un", "--from", "2018-01-01", "--to", "2026-11-24"),
    ("changes", "cn", "--from", "2024-08-31", "--to", "2024-09-01", "--known-on", "2024-08-02"),
    ("changes", "us-mi", "--from", "1985-01-01", "--to", "1985-01-02"),
    ("upcoming", "--on", "2025-06-01", "--within", "400"),
    ("upcoming", "us", "cn", "--on", "2024-07-01", "--within", "31"),
    ("gaps", "us", "cn", "--from", "2024-06-01", "--to", "2026-11-24"),
    ("gaps", "us-mi", "cn", "--from", "1985-01-01", "--to", "1985-01-02"),
    ("list", "us", "--family", "nitazenes", "--on", "2026-11-24"),
    ("gaps", "us", "cn", "--regime", "precursor", "--schedule", "precursor-2", *ON),
    ("gaps", "us", "cn", "--from", "2024-06-01", "--to", "2026-11-24", "--kind", "only-a"),
    ("changes", "cn", "--since", "2025-07-01", "--to", "2025-07-31", "--kind", "re-issued"),
    ("upcoming", "us", "--on", "2025-06-01", "--schedule", "Schedule I", "--kind", "expired"),
    ("lags", "un", "us", "cn", *ON),
    ("lags", "us-mi", "us", "cn", "--on", "1985-01-01"),
    ("claims",),
    ("version", "--verbose"),
]
FILTERS: Final = {"--family", "--kind", "--regime", "--schedule"}
GROUPS: Final = {
    "family": ("show", "fentanyl precursors", *ON),
    "class": ("show", "尼秦类物质", "--on", "2026-11-24"),
    "act": ("show", "85 FR 21320", *ON),
    "list": ("show", "CII", *ON),
}
STRUCTURES: Final = ["ortho-fluorofentanyl", "fentanyl", "CCO", "opium", "pentobarbital"]

SMALL: Final = {
    "schedules/registry.toml": edition("2024.09.01"),
    "schedules/us/schedules.toml": law("United States", "US", schedule("schedule-2", "2024-08-31")),
    "schedules/cn/schedules.toml": law(
        "People's Republic of China", "PRC", schedule("precursor-2", "2024-08-31", "2014-01-01")
    ),
    "schedules/substances/opioids.toml": '[norfentanyl]\nname = "Norfentanyl"\n',
    "schedules/us/acts/2020-04-17-norfentanyl.toml": """
title = "Norfentanyl in schedule II"
kind = "rule"
authority = ["DEA"]
citation = "85 FR 21320"
source = "https://example.org/85-FR-21320"
evidence = "official"
published = 2020-04-17
effective = 2020-05-18
[[add]]
schedule = "schedule-2"
substances = ["norfentanyl"]
""",
}
ACT: Final = "schedules/us/acts/2020-04-17-norfentanyl.toml"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small record below a folder."""
    return put(tmp_path / "record", SMALL)


@pytest.fixture
def checkout(small: Path) -> Path:
    """The same, built and committed."""
    build(small)
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (("init",), ("add", "--all"), (*who, "commit", "--message", "first")):
        subprocess.run(["git", *words], cwd=small, check=True, capture_output=True)  # noqa: S607
    return small


def build(data: Path) -> None:
    """Generated files as the acts want them, where the acts can be read."""
    CliRunner().invoke(cli, ["build", "--data", str(data)])


def held(document: Document, *, strictly: bool = False) -> None:
    """The document is as its schema says, and the schema describes all of it.

    ``strictly``: the schema would miss every key that it requires.
    """
    assert faults(document) == []
    assert not strictly or slips(document) == []
    unknown = {place: keys for place, keys in described(file_of(document), document) if keys}
    assert unknown == {}, f"describe these keys in registry/schemas/{file_of(document)}"


# what the commands print


@pytest.mark.parametrize("kind", GROUPS)
def test_what_is_no_substance_is_answered_with_a_document_of_its_kind(kind: str) -> None:
    document, code = run(*GROUPS[kind], *REAL)
    assert (document["schema"], code) == (f"cs-registry/{kind}/1", 0)
    held(document)
    assert document["resolved"]["kind"] == kind
    assert document.get("members", document.get("rows"))


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_an_answer_is_as_its_schema_says(words: tuple[str, ...]) -> None:
    document, code = run(*words, *REAL)
    name = "gap-history" if words[0] == "gaps" and "--from" in words else words[0]
    assert (document["schema"], code) == (f"cs-registry/{name}/{NUMBERS.get(name, 1)}", 0)
    held(document)


FILTERED: Final = [w for w in ASKED if w != ONE_LIST and FILTERS.intersection(w)]


@pytest.mark.parametrize("words", FILTERED, ids=" ".join)
def test_an_answer_that_was_filtered_says_by_what(words: tuple[str, ...]) -> None:
    document, _ = run(*words, *REAL)
    asked = {word.removeprefix("--") for word in words if word in FILTERS}
    assert document["filter"].keys() == asked
    wrongs: list[Document] = [{}, {"kind": []}, {"kind": "only-a"}, {"regime": ["narcotic"]}]
    for wrong in wrongs:
        assert faults(document | {"filter": wrong}) != []


@pytest.mark.parametrize("words", [("list", "us-oh", *ON), ONE_LIST], ids=" ".join)
def test_an_answer_about_a_whole_list_names_no_filter(words: tuple[str, ...]) -> None:
    document, _ = run(*words, *REAL)
    assert "filter" not in document


@pytest.mark.parametrize("given", STRUCTURES)
def test_a_structure_that_was_judged_is_as_its_schema_says(given: str) -> None:
    pytest.importorskip("rdkit", reason="classify needs RDKit")
    document, code = run("classify", given, "--on", "2026-11-24", *REAL)
    assert code == 0
    held(document, strictly=True)


def test_a_pair_that_shares_no_line_has_an_empty_comparison() -> None:
    document, _ = run("gaps", "us-oh", "us-fl", "--on", "1985-01-01", *REAL)
    assert document["rows"] == []
    assert set(document["counts"].values()) == {0}


def test_the_findings_of_a_clean_record_are_notes(checkout: Path) -> None:
    document, code = run("check", "--on", "2026-11-24", "--data", str(checkout))
    assert (document["status"], code) == ("clean", 0)
    assert {row["severity"] for row in document["findings"]} == {"note"}
    held(document)


def test_the_findings_of_a_faulty_record_are_as_their_schema_says(small: Path) -> None:
    file = small / ACT
    file.write_text(SMALL[ACT].replace('"85 FR 21320"', '""'), encoding="utf-8")
    document, code = run("check", "--data", str(small))
    assert (document["status"], code) == ("findings", 1)
    held(document, strictly=True)


def test_the_findings_of_a_record_that_cannot_be_read_are_as_their_schema_says(small: Path) -> None:
    (small / ACT).write_text("title = [", encoding="utf-8")
    document, code = run("check", "--data", str(small))
    assert (document["status"], code) == ("findings", 1)
    held(document)


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("", "", "clean"),
        ('citation = "85 FR 21320"', 'citation = "85 Fed. Reg. 21320"', "clean"),
        ("effective = 2020-05-18", "effective = 2020-06-18", "findings"),
        ("title = ", "title = [", "findings"),
    ],
)
def test_a_review_is_as_its_schema_says(checkout: Path, old: str, new: str, status: str) -> None:
    text = SMALL[ACT].replace(old, new) if old else SMALL[ACT]
    (checkout / ACT).write_text(text, encoding="utf-8")
    build(checkout)
    document, code = run("review", "HEAD", "--data", str(checkout))
    assert (document["status"], code) == (status, int(status == "findings"))
    held(document, strictly=True)


def test_a_review_of_a_new_act_is_as_its_schema_says(checkout: Path) -> None:
    act = checkout / "schedules/cn/acts/2024-04-17-norfentanyl.toml"
    act.parent.mkdir(parents=True)
    text = SMALL[ACT].replace("schedule-2", "precursor-2").replace("2020-", "2024-")
    act.write_text(text, encoding="utf-8")
    build(checkout)
    document, _ = run("review", "HEAD", "--data", str(checkout))
    assert [row["kind"] for row in document["effects"]] == ["added"]
    held(document, strictly=True)


def test_a_review_of_a_new_identity_is_as_its_schema_says(checkout: Path) -> None:
    file = checkout / "schedules/substances/opioids.toml"
    file.write_text(f'{file.read_text()}\n[brorphine]\nname = "Brorphine"\n', encoding="utf-8")
    document, _ = run("review", "HEAD", "--data", str(checkout))
    assert [row["substance"] for row in document["identities"]] == ["brorphine"]
    held(document, strictly=True)


def test_an_act_that_cannot_be_applied_is_named_as_the_schema_says(small: Path) -> None:
    later = "schedules/us/acts/2021-04-17-removal.toml"
    text = SMALL[ACT].replace("2020-", "2021-").replace("[[add]]", "[[remove]]")
    text = text.replace('substances = ["norfentanyl"]', 'line = "fentanyl"')
    (small / later).write_text(text, encoding="utf-8")
    for words in (("show", "norfentanyl", *ON), ("gaps", "us", "cn", *ON), ("list", "us", *ON)):
        document, _ = run(*words, "--data", str(small))
        assert [row["act"] for row in document["unapplied"]] == ["us/2021-04-17-removal"]
        held(document, strictly=True)


def test_a_review_that_could_not_run_says_so_in_its_document(checkout: Path) -> None:
    document, code = run("review", "no-such-revision", "--data", str(checkout))
    assert (document["status"], document["compared"], code) == ("error", False, 2)
    held(document, strictly=True)


@pytest.fixture
def workbook(small: Path, tmp_path: Path) -> Path:
    file = tmp_path / "report.xlsx"
    words = ("gaps", "us", "cn", *ON, "--data", str(small), "-o", str(file))
    assert CliRunner().invoke(cli, words).exit_code == 0
    return file


def test_a_workbook_that_is_what_it_was_is_as_its_schema_says(small: Path, workbook: Path) -> None:
    for command in ("verify", "restate"):
        document, code = run(command, str(workbook), "--data", str(small))
        assert code == 0
        held(document)


def test_an_edited_workbook_is_as_its_schema_says(small: Path, workbook: Path) -> None:
    book = load_workbook(workbook)
    book["Cover"]["A1"] = "Another title"
    book.save(workbook)
    document, code = run("verify", str(workbook), "--data", str(small))
    assert (document["identical"], code) == (False, 1)
    held(document, strictly=True)


def test_a_report_that_is_answered_otherwise_is_as_its_schema_says(
    small: Path, workbook: Path
) -> None:
    text = SMALL[ACT].replace("2020-05-18", "2020-06-18")
    (small / ACT).write_text(text, encoding="utf-8")
    document, code = run("restate", str(workbook), "--data", str(small))
    assert ([row["answer"] for row in document["rows"]], code) == (["otherwise"], 1)
    held(document, strictly=True)
