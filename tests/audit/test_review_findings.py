"""What ``registry review`` finds in an edit, and how it says what nothing explains."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from registry.audit.review import causes, comparison
from registry.cli.review import rendered
from tests.audit.repository import ACT, FILES, NEEDS_GIT, NEW, RULE, registry, review, save
from tests.small import put

pytestmark = NEEDS_GIT

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
