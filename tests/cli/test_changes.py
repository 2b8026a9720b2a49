"""What ``changes`` and ``upcoming`` print: acts first, their lines on demand."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from registry.cli.app import cli
from tests.small import edition, law, put, schedule

pytestmark = pytest.mark.usefixtures("one_registry")
ROOT: Final = str(Path(__file__).parents[2])
REISSUE: Final = ("changes", "cn", "--since", "2025-07-21", "--to", "2025-07-21")


def printed(*words: str, code: int = 0, data: str = ROOT) -> str:
    done = CliRunner().invoke(cli, [*words, "--data", data], env={"COLUMNS": "80"})
    assert done.exit_code == code, done.output
    return done.output


def test_what_changed_in_the_prc_since_july_2024_fits_on_two_screens() -> None:
    text = printed("changes", "cn", "--since", "2024-07-01", "--to", "2026-11-24")
    assert len(text.splitlines()) < 90
    assert "46 added" in text
    assert "关于将溴啡等46种物质列入增补目录的公告" in text
    assert "1 added (13 substances, 13 not seen)" in text
    assert "isoutomidate" not in text


def test_since_counts_its_day_and_from_does_not() -> None:
    since = json.loads(
        printed("changes", "cn", "--since", "2024-07-01", "--to", "2024-07-01", "--json")
    )
    after = json.loads(
        printed("changes", "cn", "--from", "2024-07-01", "--to", "2024-07-01", "--json")
    )
    assert (since["from"], len(since["rows"])) == ("2024-06-30", 52)
    assert (after["rows"], after["acts"]) == ([], [])


@pytest.mark.parametrize("words", [(), ("--since", "2024-07-01", "--from", "2024-07-01")])
def test_one_beginning_must_be_given(words: tuple[str, ...]) -> None:
    assert "--since D" in printed("changes", "cn", *words, code=2)


def test_the_end_is_today_where_none_is_given() -> None:
    assert (
        json.loads(printed("changes", "cn", "--since", "2026-01-01", "--json"))["to"] > "2026-11-01"
    )


def test_rows_name_substances_in_both_languages_and_fold_a_re_issue_into_one_line_an_act() -> None:
    text = printed(*REISSUE, "--rows")
    assert sum(line.startswith("re-issued") for line in text.splitlines()) == 2
    assert "Suvorexant" in text
    assert "苏沃雷生" in text
    assert len(text.splitlines()) < 80


def test_other_formats_keep_a_row_a_line() -> None:
    rows = list(csv.DictReader(io.StringIO(printed(*REISSUE, "--format", "csv"))))
    assert sum(row["kind"] == "re-issued" for row in rows) > 510


def test_the_document_counts_the_changes_of_each_act_before_its_rows() -> None:
    document = json.loads(
        printed("changes", "cn", "--since", "2024-07-01", "--to", "2024-07-01", "--json")
    )
    keys = list(document)
    assert keys.index("acts") < keys.index("rows")
    first, second = document["acts"]
    assert first["counts"] == {"split": 1, "added": 4, "scope-changed": 1}
    assert (second["counts"], second["published"]) == ({"added": 46}, "2024-06-18")


# what comes


def test_a_later_known_on_shows_what_was_announced_after_the_day() -> None:
    words = ("upcoming", "cn", "--on", "2024-07-01", "--within", "90")
    assert "  none" in printed(*words)
    text = printed(*words, "--known-on", "2024-08-10")
    assert "as known on 2024-08-10" in text
    assert "15 added" in text
    assert "7 added (8 substances)" in text


def test_where_nothing_falls_into_the_span_the_next_day_is_named() -> None:
    text = printed("upcoming", "us", "cn", "--on", "2026-11-24")
    assert "Next: 2027-10-15, 7 lines of: Temporary placement of seven nitazenes" in text
    assert "Next:" not in printed("upcoming", "us", "cn", "--on", "2026-11-24", "--within", "400")


PROPOSAL: Final = """
title = "Norfentanyl proposed"
kind = "proposal"
authority = ["DEA"]
citation = "84 FR 1"
source = "https://example.org/84-FR-1"
evidence = "official"
published = 2024-08-01
comments_until = 2024-10-01
[[add]]
schedule = "schedule-2"
substances = ["norfentanyl"]
"""


@pytest.fixture
def proposed(tmp_path: Path) -> Path:
    """A record with one open proposal, which takes comments."""
    return put(
        tmp_path / "record",
        {
            "schedules/registry.toml": edition("2024.09.01"),
            "schedules/us/schedules.toml": law(
                "United States", "US", schedule("schedule-2", "2024-08-31")
            ),
            "schedules/substances/opioids.toml": '[norfentanyl]\nname = "Norfentanyl"\n',
            "schedules/us/acts/2024-08-01-norfentanyl-proposed.toml": PROPOSAL,
        },
    )


def test_the_last_day_for_comments_falls_due_with_its_proposal(proposed: Path) -> None:
    words = ("upcoming", "us", "--within", "60", "--json")
    (row,) = json.loads(printed(*words, "--on", "2024-08-15", data=str(proposed)))["rows"]
    assert (row["kind"], row["date"]) == ("comments-due", "2024-10-01")
    assert (row["act"], row["names"]) == ("us/2024-08-01-norfentanyl-proposed", ["Norfentanyl"])
    before = printed(*words, "--on", "2024-07-31", "--within", "90", data=str(proposed))
    assert json.loads(before)["rows"] == []  # not yet published
    text = printed(
        "upcoming", "us", "--on", "2024-07-31", "--known-on", "2024-08-01", data=str(proposed)
    )
    assert "comments due" in text
    assert "1 comments" not in text


def test_an_answered_proposal_takes_no_comments_any_more(proposed: Path) -> None:
    answer = PROPOSAL.replace('"proposal"', '"withdrawal"').replace("2024-08-01", "2024-08-20")
    answer = answer[: answer.index("[[add]]")].replace("comments_until = 2024-10-01\n", "")
    answer += 'answers = ["us/2024-08-01-norfentanyl-proposed"]\n'
    put(proposed, {"schedules/us/acts/2024-08-20-withdrawal.toml": answer})
    text = printed("upcoming", "us", "--on", "2024-09-01", data=str(proposed))
    assert "comments-due" not in text


def test_comments_on_what_is_no_proposal_are_a_fault_of_the_data(proposed: Path) -> None:
    act = PROPOSAL.replace('"proposal"', '"rule"')
    put(proposed, {"schedules/us/acts/2024-08-01-norfentanyl-proposed.toml": act})
    text = printed("check", data=str(proposed), code=1)
    assert "Only a proposal has comments_until" in text
