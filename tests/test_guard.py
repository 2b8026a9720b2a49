"""``registry review`` against git: what it reads, and what it says where it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from registry.audit.review import causes, comparison
from registry.cli.review import rendered

pytestmark = pytest.mark.skipif(
    subprocess.run(["git", "--version"], check=False, capture_output=True).returncode != 0,  # noqa: S607
    reason="git is not installed",
)

ACT = "schedules/us/acts/2020-04-17-norfentanyl.toml"
RULE = "schedules/us/acts/2026-11-20-rule.toml"
FILES = {
    "schedules/registry.toml": 'schema = 1\nversion = "2026.11.24"\ntitle = "Small"\n',
    "schedules/us/schedules.toml": """
name = "United States"
short = "US"
order = 1
[schedules.schedule-2]
title = "Schedule II"
instrument = "21 CFR 1308.12"
regime = "drug"
complete = false
verified_through = 2026-09-21
""",
    "schedules/substances/opioids.toml": """
[norfentanyl]
name = "Norfentanyl"
[fentanyl]
name = "Fentanyl"
note = "On the watch list."
""",
    "schedules/us/reconcile/2026-09-21.csv": (
        "schedule,line,printed,number,since,reason\nschedule-2,norfentanyl,Norfentanyl,,,\n"
    ),
    ACT: """title = "Norfentanyl in schedule II"
kind = "rule"
authority = ["DEA"]
citation = "85 FR 21320"
source = "Federal Register"
evidence = "official"
published = 2020-04-17
effective = 2020-05-18
[[add]]
schedule = "schedule-2"
substances = ["norfentanyl"]
printed = "Norfentanyl"
""",
}
NEW = FILES[ACT].replace("2020-04-17", "2026-11-20").replace("2020-05-18", "2026-12-21")
NEW = NEW.replace("orfentanyl", "entanyl").replace("nentanyl", "fentanyl").replace("Nent", "Fent")


class Said(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.out)
        return document


Run = Callable[..., Said]
Git = Callable[..., str]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit of the small record, everything generated."""
    for name in [one for one in os.environ if one.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "A Person")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "person@example.org")
    place = tmp_path / "repo"
    put(place, FILES)
    registry(place, "build")
    assert registry(place, "check", "--on", "2026-11-24").code == 0
    git(place, "init", "-q", "-b", "main")
    save(place)
    return place


def put(place: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")


def git(place: Path, *command: str) -> str:
    done = subprocess.run(
        ["git", *command],  # noqa: S607
        cwd=place,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def save(place: Path) -> None:
    git(place, "add", "-A")
    git(place, "commit", "-q", "--allow-empty", "-m", "a state")


def registry(place: Path, *command: str, **environment: str) -> Said:
    done = subprocess.run(
        [sys.executable, "-m", "registry", *command],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def review(place: Path, *options: str, **environment: str) -> Said:
    return registry(place, "review", *options, "--on", "2026-11-24", **environment)


def test_nothing_edited_is_clean(repo: Path) -> None:
    said = review(repo, "HEAD")
    assert (said.code, said.err) == (0, "")
    assert "clean: 0 changes of the law" in said.out
    assert review(repo, "HEAD", "--json").document["status"] == "clean"


def test_a_new_act_is_an_effect_and_what_is_stale_is_said(repo: Path) -> None:
    put(repo, {RULE: NEW})
    said = review(repo, "HEAD", "--json")
    assert said.code == 0
    document = said.document
    assert [(row["kind"], row["date"], row["substances"]) for row in document["effects"]] == [
        ("added", "2026-12-21", ["fentanyl"])
    ]
    assert document["stale"] == ["schedules/us/acts.csv", "schedules/us/consolidated.csv"]
    assert {row["code"] for row in document["findings"]} == {"DAT108"}
    registry(repo, "build")
    again = review(repo, "HEAD", "--json").document
    assert (again["stale"], again["editorial"]) == ([], 0)


def test_a_rewrite_is_told_with_its_line_and_exit_1(repo: Path) -> None:
    put(repo, {ACT: FILES[ACT].replace("2020-05-18", "2020-05-19")})
    said = review(repo, "HEAD", "--json")
    assert said.code == 1
    row = said.document["rewrites"][0]
    assert (row["file"], row["line"], row["field"]) == (ACT, 8, "effective")
    assert (row["old"], row["new"], row["substance"]) == ("2020-05-18", "2020-05-19", "norfentanyl")
    github = review(repo, "HEAD", "--format", "github")
    assert github.out.startswith(f"::error file={ACT},line=8,title=REV100::")


def test_a_record_in_a_folder_of_the_repository(repo: Path) -> None:
    (repo / "law").mkdir()
    for name in ("schedules",):
        (repo / name).rename(repo / "law" / name)
    put(repo, {f"law/{RULE}": NEW.replace('"DEA"', '"D:E,A"')})
    said = review(repo, "HEAD", "--data", "law", "--json")
    assert said.code == 0
    assert [row["kind"] for row in said.document["effects"]] == ["added"]
    assert said.document["notes"] == [
        'In HEAD the data stood in the top folder; now they stand in "law".'
    ]
    save(repo)
    put(repo, {f"law/{ACT}": FILES[ACT].replace("2020-05-18", "2020-05-19")})
    said = review(repo, "HEAD", "--data", "law", "--format", "github")
    assert said.out.startswith(f"::error file=law/{ACT},line=8")
    assert registry(repo / "law", "review", "HEAD").code == 1


# could not run: exit 2, and no format reads as "no change"


@pytest.mark.parametrize("form", ["text", "json", "markdown", "github", "sarif"])
def test_a_missing_revision_is_said_in_every_format(repo: Path, form: str) -> None:
    said = review(repo, "v9", "--format", form)
    assert said.code == 2
    assert said.err == 'The review could not run: there is no revision "v9" here.\n'
    assert "there is no revision" in said.out
    if form == "json":
        assert said.document["status"] == "error"


def test_a_revision_is_never_an_option_of_git(repo: Path) -> None:
    said = registry(repo, "review", "--", "--output=x")
    assert said.code == 2
    assert 'no revision "--output=x"' in said.err


def test_outside_of_a_checkout(repo: Path, tmp_path: Path) -> None:
    put(tmp_path / "loose", FILES)
    said = review(tmp_path / "loose", "HEAD")
    assert said.code == 2
    assert "is not in a git checkout" in said.err
    assert repo.is_dir()


def test_without_git(repo: Path) -> None:
    said = review(repo, "HEAD", PATH=str(repo))
    assert said.code == 2
    assert "git is not installed" in said.err


def test_a_shallow_clone_says_how_to_fetch_the_base(repo: Path, tmp_path: Path) -> None:
    save(repo)
    git(tmp_path, "clone", "-q", "--depth", "1", repo.as_uri(), "shallow")
    said = review(tmp_path / "shallow", "HEAD~1")
    assert said.code == 2
    assert "this clone is shallow: run git fetch --unshallow" in said.err
    assert review(tmp_path / "shallow", "HEAD").code == 0


def test_a_shallow_clone_without_the_common_ancestor(repo: Path, tmp_path: Path) -> None:
    git(repo, "checkout", "-q", "-b", "topic")
    save(repo)
    git(repo, "checkout", "-q", "main")
    put(repo, {RULE: NEW})
    save(repo)
    git(tmp_path, "clone", "-q", "--depth", "1", "-b", "topic", repo.as_uri(), "shallow")
    git(tmp_path / "shallow", "fetch", "-q", "--depth", "1", "origin", "main")
    said = review(tmp_path / "shallow", "FETCH_HEAD")
    assert said.code == 2
    assert "the common ancestor" in said.err


def test_what_others_merged_meanwhile_is_no_deletion(repo: Path) -> None:
    git(repo, "branch", "topic")
    put(repo, {RULE: NEW})
    save(repo)
    git(repo, "checkout", "-q", "topic")
    said = review(repo, "main", "--json")
    assert said.code == 0
    assert said.document["rewrites"] == []
    assert "main has 1 commits that this working tree lacks" in said.document["notes"][0]


def test_a_base_without_data(repo: Path) -> None:
    git(repo, "rm", "-rq", "schedules")
    save(repo)
    put(repo, FILES)
    said = review(repo, "HEAD")
    assert said.code == 2
    assert "it has no data to compare with" in said.err


def test_a_base_that_cannot_be_read(repo: Path) -> None:
    put(repo, {ACT: "title = "})
    save(repo)
    put(repo, FILES)
    said = review(repo, "HEAD")
    assert said.code == 2
    assert 'the data of "HEAD" cannot be read (1 findings, the first' in said.err
    assert f"{ACT}:1" in said.err


# findings


def test_merge_conflict_marks_are_a_finding_and_nothing_is_compared(repo: Path) -> None:
    mine = FILES[ACT].replace("effective = 2020-05-18\n", "<<<<<<< ours\neffective = 2020-05-18\n")
    put(repo, {ACT: mine.replace("[[add]]", "=======\neffective = 1\n>>>>>>> theirs\n[[add]]")})
    said = review(repo, "HEAD", "--json")
    assert said.code == 1
    document = said.document
    assert (document["compared"], document["status"]) == (False, "findings")
    found = [(row["code"], row["file"], row["line"]) for row in document["findings"]]
    assert found == [("SCH001", ACT, 8)]
    assert "merge conflict" in document["findings"][0]["what"]
    assert "What the edit does is not known." in review(repo, "HEAD").out
    assert "Not compared" in review(repo, "HEAD", "--format", "markdown").out


def test_what_an_edit_makes_unreadable_elsewhere_is_told(repo: Path) -> None:
    """The list is gone from its file; the complaint is about the act, which nobody edited."""
    lists = "schedules/us/schedules.toml"
    put(repo, {lists: FILES[lists].replace("schedules.schedule-2", "schedules.schedule-3")})
    said = review(repo, "HEAD", "--json")
    assert said.code == 1
    assert said.document["compared"] is False
    found = [(row["code"], row["file"], row["line"]) for row in said.document["findings"]]
    assert found == [("REF001", ACT, 10)]


def test_a_note_is_counted_as_a_note(repo: Path) -> None:
    put(repo, {RULE: NEW})
    said = review(repo, "HEAD")
    assert said.code == 0
    assert "Notes (1)\n" in said.out
    assert said.out.endswith("0 rewrites of the past, 0 findings, 1 note, 0 editorial files.\n")


def test_a_folder_in_the_place_of_a_table_is_a_finding(repo: Path) -> None:
    table = repo / "schedules/us/consolidated.csv"
    table.unlink()
    table.mkdir()
    said = review(repo, "HEAD", "--json")
    assert said.code == 1
    codes = {(row["code"], row["file"]) for row in said.document["findings"]}
    assert ("GEN101", "schedules/us/consolidated.csv") in codes


def test_outside_of_a_checkout_nothing_reads_as_a_clean_result_about_one(tmp_path: Path) -> None:
    """The data that the tool ships may stand in a checkout of their own, with a HEAD."""
    said = review(tmp_path, "HEAD", "--json")
    assert said.code == 2
    assert (said.document["status"], said.document["compared"]) == ("error", False)
    assert "no schedules/registry.toml here or above" in said.err
    for command in (("check",), ("build", "--check")):
        other = registry(tmp_path, *command)
        assert (other.code, other.out) == (2, "")
        assert "no schedules/registry.toml here or above" in other.err
        assert "--shipped" in other.err


def test_the_shipped_data_are_checked_where_asked(tmp_path: Path) -> None:
    for command in (("check", "--shipped"), ("build", "--check", "--shipped")):
        shipped = registry(tmp_path, *command)
        assert shipped.code == 0
        assert "the data are those shipped with the tool" in shipped.err


def test_a_file_that_is_gone_is_told_by_the_files_that_need_it(repo: Path) -> None:
    """The findings stand in files that nobody edited; without them nothing would say why."""
    (repo / "schedules" / "us" / "schedules.toml").unlink()
    said = review(repo, "HEAD", "--json")
    assert said.code == 1
    assert said.document["compared"] is False
    found = {(row["code"], row["file"]) for row in said.document["findings"]}
    assert ("REF006", ACT) in found


def test_an_act_that_is_a_pipe_is_a_finding_for_every_command(repo: Path) -> None:
    (repo / ACT).unlink()
    os.mkfifo(repo / ACT)
    said = review(repo, "HEAD", "--json")
    assert (said.code, said.document["compared"]) == (1, False)
    assert [(row["code"], row["file"]) for row in said.document["findings"]] == [("SCH001", ACT)]
    checked = registry(repo, "check", "--json")
    assert checked.code == 1
    assert [row["file"] for row in checked.document["findings"]] == [ACT]
    for command in (("build", "--check"), ("version",)):
        done = registry(repo, *command)
        assert (done.code, done.out) == (2, "")
        assert f"{ACT}:1  SCH001" in done.err


def test_a_folder_in_the_place_of_an_official_text_is_a_finding(repo: Path) -> None:
    table = "schedules/us/reconcile/2026-09-21.csv"
    (repo / table).unlink()
    (repo / table).mkdir()
    for command in (("check", "--json"), ("review", "HEAD", "--json")):
        said = registry(repo, *command, "--on", "2026-11-24")
        assert said.code == 1
        found = {(row["code"], row["file"], row["what"]) for row in said.document["findings"]}
        what = '"2026-09-21.csv" is no file; nothing reads it.'
        assert ("SCH008", table, what) in found


def test_the_same_act_under_two_names_is_a_finding(repo: Path) -> None:
    put(repo, {RULE: NEW, RULE.replace("rule", "order"): NEW})
    said = review(repo, "HEAD", "--json")
    assert said.code == 1
    codes = {(row["code"], row["file"]) for row in said.document["findings"]}
    assert ("CON101", RULE) in codes


def test_a_finding_elsewhere_that_the_edit_causes_is_told(repo: Path) -> None:
    """The act that ends a line makes the official text differ: a file that nobody edited."""
    end = NEW[: NEW.index("[[add]]")].replace("2026-11-20", "2020-06-01")
    end = end.replace("2026-12-21", "2020-06-01")
    end += '[[remove]]\nschedule = "schedule-2"\nline = "norfentanyl"\n'
    put(repo, {"schedules/us/acts/2020-06-01-removal.toml": end})
    said = review(repo, "HEAD", "--json")
    assert said.code == 1
    assert [row["late"] for row in said.document["effects"]] == [True]
    found = {(row["code"], row["file"]) for row in said.document["findings"]}
    assert ("REC101", "schedules/us/reconcile/2026-09-21.csv") in found


def test_an_official_text_may_not_vanish(repo: Path) -> None:
    (repo / "schedules/us/reconcile/2026-09-21.csv").unlink()
    said = review(repo, "HEAD", "--json")
    assert said.code == 1
    assert [row["code"] for row in said.document["findings"]] == ["REV103"]


def test_an_edited_table_is_counted_as_editorial(repo: Path) -> None:
    table = "schedules/us/reconcile/2026-09-21.csv"
    put(repo, {table: FILES[table].replace(",,,", ",,2020-05-18,")})
    assert review(repo, "HEAD", "--json").document["editorial_files"] == [table]


def test_a_declaration_may_not_vanish(repo: Path) -> None:
    declared = """[[correction]]
date = 2026-11-24
field = "effective"
old = 2020-05-18
new = 2020-05-19
reason = "A slip of the pen."
"""
    put(repo, {ACT: FILES[ACT].replace("2020-05-18", "2020-05-19") + declared})
    said = review(repo, "HEAD", "--json")
    assert [(row["kind"], row["declared"]) for row in said.document["corrections"]] == [
        ("date-corrected", True)
    ]
    assert said.document["rewrites"] == []
    save(repo)
    put(repo, {ACT: FILES[ACT].replace("2020-05-18", "2020-05-19")})
    said = review(repo, "HEAD", "--json")
    assert [row["code"] for row in said.document["findings"]] == ["REV102"]


def test_the_suffix_picks_the_format(repo: Path) -> None:
    assert review(repo, "HEAD", "-o", "review.md").err == "Wrote review.md.\n"
    assert (repo / "review.md").read_text(encoding="utf-8").startswith("### What this change")
    assert review(repo, "HEAD", "-o", "review.xyz").code == 2


# references that decide nothing, and answers that nothing explains

SEED = """title = "A hearing"
publisher = "A committee"
date = 2024-08-06
source = "https://example.org/"
[[claim]]
says = "Norfentanyl is controlled."
supports = ["us/2020-04-17-norfentanyl"]
status = "confirmed"
"""


def test_a_deleted_act_is_named_though_a_source_document_still_cites_it(repo: Path) -> None:
    put(repo, {"seeds/hearing.toml": SEED})
    save(repo)
    (repo / ACT).unlink()
    said = review(repo, "HEAD", "--json")
    assert said.code == 1
    document = said.document
    assert document["compared"] is True
    assert [(row["code"], row["file"]) for row in document["findings"]] == [
        ("REF004", "seeds/hearing.toml")
    ]
    (row,) = document["rewrites"]
    assert (row["field"], row["old"]) == ("act", "Norfentanyl in schedule II")
    assert (row["short"], row["lines"]) == ("US", ["schedule-2/norfentanyl"])
    (group,) = row["answers"]
    assert (group["before"], group["after"]) == ("controlled", "undetermined")
    assert (group["from"], group["until"], group["names"]) == ("2020-05-18", None, ["Norfentanyl"])
    assert document["skipped"][0].startswith("seeds/hearing.toml names ids that nothing defines")
    text = review(repo, "HEAD").out
    assert "US schedule-2/norfentanyl: US controlled -> undetermined from 2020-05-18 on" in text
    assert "skipped: seeds/hearing.toml" in text
    comment = review(repo, "HEAD", "--format", "markdown").out
    assert "Skipped: seeds/hearing.toml" in comment
    assert "US schedule-2/norfentanyl" in comment


def test_a_renamed_act_is_named_though_a_source_document_cites_the_old_name(repo: Path) -> None:
    put(repo, {"seeds/hearing.toml": SEED})
    save(repo)
    (repo / ACT).rename(repo / ACT.replace("norfentanyl", "norfentanyl-in-ii"))
    document = review(repo, "HEAD", "--json").document
    assert [row["kind"] for row in document["corrections"]] == ["re-keyed"]
    assert [row["code"] for row in document["findings"]] == ["REF004"]


def test_a_base_with_a_reference_that_decides_nothing_can_be_compared_with(repo: Path) -> None:
    put(repo, {"seeds/hearing.toml": SEED.replace("norfentanyl", "norfentanil")})
    save(repo)
    put(repo, {"seeds/hearing.toml": SEED, RULE: NEW})
    said = review(repo, "HEAD", "--json")
    assert said.code == 0
    assert [row["kind"] for row in said.document["effects"]] == ["added"]


def test_what_is_gone_is_named_where_nothing_can_be_compared(repo: Path) -> None:
    (repo / "schedules/us/schedules.toml").unlink()
    assert review(repo, "HEAD", "--json").document["skipped"] == [
        "schedules/us/schedules.toml is gone: deleted, or under another name."
    ]


def test_an_answer_that_no_row_explains_is_told_in_every_format_and_stops_the_review(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an engine does whose changes explain nothing: the answers differ, and no row says why."""
    put(repo, {RULE: NEW})
    monkeypatch.setattr(causes, "of_change", lambda *_: ())
    document = comparison.review(repo, "HEAD", date(2026, 11, 24))
    assert document["status"] == "findings"
    (group,) = document["unexplained"]
    assert (group["jurisdiction"], group["substances"]) == ("us", ["fentanyl"])
    assert (group["from"], group["before"], group["after"]) == (
        "2026-12-21", "undetermined", "controlled"
    )  # fmt: skip
    row = "US undetermined -> controlled from 2026-12-21 on (Fentanyl)"
    assert row in rendered(document, "text", "")
    assert "1 unexplained answer" in rendered(document, "text", "")
    assert row.replace(">", "&gt;") in rendered(document, "markdown", "").replace(">", "&gt;")
    assert "REV104" in rendered(document, "github", "")
    assert "REV104" in rendered(document, "sarif", "")


def test_with_fields_the_review_explains_field_by_field(repo: Path) -> None:
    put(repo, {ACT: FILES[ACT].replace("85 FR 21320", "85 FR 21321")})
    row = {
        "thing": "act us/2020-04-17-norfentanyl",
        "field": "citation",
        "old": "85 FR 21320",
        "new": "85 FR 21321",
    }
    assert review(repo, "HEAD", "--fields", "--json").document["fields"] == [row]
    shown = 'act us/2020-04-17-norfentanyl  citation: "85 FR 21320" -> "85 FR 21321"'
    assert shown in review(repo, "HEAD", "--fields").out
    assert "fields" not in review(repo, "HEAD", "--json").document


def test_a_new_identity_is_a_row_of_its_own(repo: Path) -> None:
    table = "schedules/substances/opioids.toml"
    put(repo, {table: FILES[table] + '[planted]\nname = "Planted"\nnote = "On the watch list."\n'})
    said = review(repo, "HEAD")
    assert said.code == 0
    assert "identity-added  Planted: no line and no class text reaches it" in said.out
    assert "1 new identity" in said.out
