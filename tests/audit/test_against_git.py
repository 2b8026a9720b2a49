"""``registry review`` against git: what it reads, and what it says where it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit.repository import (
    ACT,
    FILES,
    NEEDS_GIT,
    NEW,
    RULE,
    git,
    registry,
    review,
    save,
)
from tests.small import put

pytestmark = NEEDS_GIT


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
