"""The JSON of the commands keeps its contract, and tells what a compliance officer asks."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest

from registry.engine.documents import NUMBERS
from tests.cli.record import DAY, HEAD, Run

DATED: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
QUALIFIERS: Final = {"exact", "on-or-before", "on-or-after", "by-decision"}
SUBSTANCE = {"id", "name", "name_zh", "family", "cas", "inchikey", "aliases"}
STATUS = {
    "jurisdiction",
    "status",
    "undetermined_why",
    "regimes",
    "controlled_since",
    "since_qualifier",
    "coverage",
    "pending",
    "proposed",
    "complete_from",
    "complete",
    "could_be_unseen",
    "verified_through",
    "beyond_verified",
    "caveat",
}
COVERAGE = {
    "basis",
    "schedule",
    "regime",
    "line",
    "printed",
    "class",
    "since",
    "since_qualifier",
    "until",
    "temporary",
    "expires",
    "form",
    "except",
    "limited_to",
    "act",
    "citation",
    "evidence",
    "date_evidence",
    "reason",
}
GAP = {
    "substance",
    "name",
    "name_zh",
    "cas",
    "family",
    "kind",
    "also",
    "gap_since",
    "gap_since_qualifier",
    "lag_days",
    "open_days",
    "a",
    "b",
    "why",
}
KINDS = [
    "undetermined",
    "pending",
    "not-compared",
    "only-a",
    "only-b",
    "regime",
    "class-vs-named",
    "temporary",
    "level",
    "scope",
    "aligned",
]
LINE = {
    "schedule",
    "line",
    "substances",
    "class",
    "count",
    "printed",
    "number",
    "form",
    "since",
    "since_qualifier",
    "until",
    "temporary",
    "expires",
    "act",
    "citation",
    "evidence",
    "date_evidence",
}
CHANGE = {
    "jurisdiction",
    "date",
    "kind",
    "line",
    "substances",
    "class",
    "from_schedule",
    "to_schedule",
    "act",
    "citation",
    "legal_effect",
    "why",
}


# documents


def _is_day(value: object) -> bool:
    return isinstance(value, str) and DATED.fullmatch(value) is not None


def _assert_day(row: dict[str, Any], day: str, qualifier: str) -> None:
    assert (row[day] is None) == (row[qualifier] is None)
    assert row[day] is None or (_is_day(row[day]) and row[qualifier] in QUALIFIERS)


def _assert_status(one: dict[str, Any]) -> None:
    assert set(one) >= STATUS
    assert one["status"] in {"controlled", "not-listed", "undetermined"}
    assert (one["undetermined_why"] is not None) == (one["status"] == "undetermined")
    assert bool(one["coverage"]) == (one["status"] == "controlled")
    assert set(one["regimes"]) <= {"drug", "precursor", "veterinary", "export"}
    assert isinstance(one["complete"], bool)
    assert isinstance(one["beyond_verified"], bool)
    assert _is_day(one["verified_through"])
    assert one["complete_from"] is None or _is_day(one["complete_from"])
    _assert_day(one, "controlled_since", "since_qualifier")
    for each in one["coverage"]:
        assert set(each) >= COVERAGE
        assert each["basis"] in {"named", "form", "class"}
        assert isinstance(each["temporary"], bool)
        assert each["evidence"] in {"official", "secondary", "unverified"}
        _assert_day(each, "since", "since_qualifier")
    for each in one["pending"]:
        assert set(each) >= {"schedule", "effective", "published", "act"}
        assert _is_day(each["effective"])
    for each in one["proposed"]:
        assert set(each) >= {"schedule", "published", "act"}


def _assert_head(document: dict[str, Any], name: str) -> None:
    assert document["schema"] == f"cs-registry/{name}/{NUMBERS.get(name, 1)}"
    assert set(document) >= HEAD
    assert document["data"]["version"] == "2024.09.01"
    assert re.fullmatch("sha256:[0-9a-f]{64}", document["data"]["digest"])


def test_show_keeps_its_contract(run: Run) -> None:
    done = run("show", "norfentanyl", "--on", DAY, "--json")
    document = done.document
    assert (done.code, done.err) == (0, "")
    _assert_head(document, "show")
    assert (document["on"], document["known_on"]) == (DAY, None)
    assert set(document["substance"]) >= SUBSTANCE
    assert document["substance"]["cas"] == ["1609-66-1"]
    assert [one["jurisdiction"] for one in document["status"]] == ["us", "cn", "un", "us-oh"]
    for one in document["status"]:
        _assert_status(one)


def test_show_tells_the_three_answers_apart(run: Run) -> None:
    us, cn, un, ohio = run("show", "norfentanyl", "--on", DAY, "--json").document["status"]
    assert (us["status"], us["controlled_since"], us["since_qualifier"]) == (
        "controlled",
        "2020-05-18",
        "exact",
    )
    assert us["coverage"][0]["citation"] == "85 FR 21320"
    assert (cn["status"], cn["controlled_since"], cn["coverage"]) == ("not-listed", None, [])
    assert cn["pending"] == [
        {
            "schedule": "precursor-2",
            "effective": "2024-09-01",
            "published": "2024-08-02",
            "act": "cn/2024-08-02-two-precursors",
        }
    ]
    assert (un["regimes"], un["controlled_since"]) == (["precursor"], "2022-11-23")
    assert (ohio["status"], ohio["complete"], ohio["complete_from"]) == (
        "undetermined",
        False,
        None,
    )


def test_what_was_not_yet_published_is_not_known(run: Run) -> None:
    known = run("show", "norfentanyl", "--on", DAY, "--known-on", "2024-08-01", "--json").document
    cn = known["status"][1]
    assert known["known_on"] == "2024-08-01"
    assert (cn["status"], cn["pending"]) == ("not-listed", [])


def test_what_was_not_yet_published_does_not_stand_on_a_later_day(run: Run) -> None:
    asked = ("show", "norfentanyl", "--on", "2024-10-01", "--json")
    assert run(*asked).document["status"][1]["status"] == "controlled"
    before = run(*asked, "--known-on", "2024-08-01").document["status"][1]
    assert before["status"] == "not-listed"


def test_a_proposal_is_shown_and_controls_nothing(run: Run) -> None:
    us = run("show", "4-anilinopiperidine", "--on", DAY, "--json").document["status"][0]
    assert us["status"] == "not-listed"
    assert us["proposed"] == [
        {"schedule": "schedule-2", "published": "2024-07-15", "act": "us/2024-07-15-proposal"}
    ]


def test_a_running_temporary_order_has_an_expiry_and_no_end(run: Run) -> None:
    us = run("show", "brorphine", "--on", DAY, "--json").document["status"][0]
    one = us["coverage"][0]
    assert (one["temporary"], one["expires"], one["until"]) == (True, "2026-03-01", None)


def test_a_day_after_the_verified_ones_says_so(run: Run) -> None:
    us = run("show", "fentanyl", "--on", "2024-09-02", "--json").document["status"][0]
    assert us["beyond_verified"]
    assert us["caveat"]


def test_gaps_keeps_its_contract(run: Run) -> None:
    done = run("gaps", "us", "cn", "--on", DAY, "--json")
    document = done.document
    assert (done.code, done.err) == (0, "")
    _assert_head(document, "gaps")
    assert (document["a"], document["b"], document["on"]) == ("us", "cn", DAY)
    assert list(document["counts"]) == KINDS
    assert document["unseen"] == {"a": 0, "b": 3}
    for row in document["rows"]:
        assert set(row) >= GAP
        assert row["kind"] in KINDS
        assert set(row["also"]) <= set(KINDS) - {row["kind"]}
        assert row["cas"] is None or isinstance(row["cas"], str)
        assert row["lag_days"] is None or isinstance(row["lag_days"], int)
        assert row["open_days"] is None or row["open_days"] >= 0
        assert row["why"]
        _assert_day(row, "gap_since", "gap_since_qualifier")
        _assert_status(row["a"])
        _assert_status(row["b"])
    for one in document["classes"]:
        assert set(one) >= {"family", "a", "b", "since"}


def test_gaps_names_the_kinds(run: Run) -> None:
    rows = run("gaps", "us", "cn", "--on", DAY, "--json").document["rows"]
    assert {row["substance"]: (row["kind"], row["also"]) for row in rows} == {
        "norfentanyl": ("pending", ["only-a"]),
        "brorphine": ("only-a", []),
        "isotonitazene": ("class-vs-named", []),
    }


def test_gaps_counts_cover_the_union(run: Run) -> None:
    some = run("gaps", "us", "cn", "--on", DAY, "--json").document
    everything = run("gaps", "us", "cn", "--on", DAY, "--all", "--json").document
    assert some["counts"] == everything["counts"]
    assert sum(everything["counts"].values()) == len(everything["rows"])
    assert len(some["rows"]) == len(everything["rows"]) - some["counts"]["aligned"]
    assert "fentanyl" in {row["substance"] for row in everything["rows"]}


def test_a_lag_needs_two_exact_days(run: Run) -> None:
    rows = run("gaps", "us", "cn", "--on", "2024-10-01", "--all", "--json").document["rows"]
    lags = {row["substance"]: row["lag_days"] for row in rows}
    assert lags["fentanyl"] is None
    assert lags["norfentanyl"] == 1567


def test_gaps_of_a_jurisdiction_with_itself_has_no_rows(run: Run) -> None:
    document = run("gaps", "us", "US", "--on", DAY, "--json").document
    assert document["rows"] == []
    assert document["counts"]["aligned"] == sum(document["counts"].values()) > 0


def test_class_gaps_name_the_family(run: Run) -> None:
    classes = run("gaps", "us", "cn", "--on", DAY, "--json").document["classes"]
    assert classes == [
        {
            "family": "nitazenes",
            "a": [],
            "b": ["cn-nitazenes"],
            "since": "2024-07-01",
            "since_qualifier": "exact",
        }
    ]


def test_list_keeps_its_contract(run: Run) -> None:
    document = run("list", "cn", "--on", DAY, "--json").document
    _assert_head(document, "list")
    for row in document["rows"]:
        assert set(row) >= LINE
        assert isinstance(row["substances"], list)
        assert isinstance(row["temporary"], bool)
        assert isinstance(row["count"], int)
        _assert_day(row, "since", "since_qualifier")
    counts = {row["line"]: row["count"] for row in document["rows"]}
    assert counts == {"fentanyl": 1, "not-seen": 3, "cn-nitazenes": 1}


def test_list_can_be_of_one_schedule(run: Run) -> None:
    rows = run("list", "us", "--schedule", "schedule-2", "--on", DAY, "--json").document["rows"]
    assert [row["line"] for row in rows] == ["fentanyl", "norfentanyl"]


def test_a_line_whose_print_nobody_saw_is_shown_in_brackets(run: Run) -> None:
    assert b"[not-seen] " in run("list", "cn", "--on", DAY).out


def test_an_unknown_schedule_is_refused_with_the_nearest(run: Run) -> None:
    done = run("list", "us", "--schedule", "schedul-2", "--on", DAY)
    assert (done.code, done.out) == (2, b"")
    assert '"schedule-2"' in done.err


def test_changes_keeps_its_contract(run: Run) -> None:
    done = run("changes", "us", "cn", "--from", "2024-01-01", "--to", "2024-12-31", "--json")
    document = done.document
    _assert_head(document, "changes")
    for row in document["rows"]:
        assert set(row) >= CHANGE
        assert _is_day(row["date"])
        assert isinstance(row["legal_effect"], bool)
    assert {(row["line"], row["kind"], row["to_schedule"]) for row in document["rows"]} == {
        ("brorphine", "added", "schedule-1"),
        ("isotonitazene", "added", "schedule-1"),
        ("4-anilinopiperidine", "proposed", "schedule-2"),
        ("cn-nitazenes", "class-introduced", "narcotic-2013"),
        ("norfentanyl", "added", "precursor-2"),
        ("4-anilinopiperidine", "added", "precursor-2"),
    }


def test_changes_say_which_lines_only_begin_with_the_record(run: Run) -> None:
    told = b"so by the day shown; since when is not known."
    assert told in run("changes", "us", "--from", "1971-04-30", "--to", "1971-05-01").out
    assert told not in run("changes", "us", "--from", "2024-01-01", "--to", "2024-12-31").out


def test_changes_begin_after_the_first_day_and_include_the_last(run: Run) -> None:
    def rows(start: str, end: str) -> list[Any]:
        found = run("changes", "cn", "--from", start, "--to", end, "--json").document["rows"]
        assert isinstance(found, list)
        return found

    assert len(rows("2024-08-31", "2024-09-01")) == 2
    assert rows("2024-09-01", "2024-09-02") == []
    assert rows("2024-08-01", "2024-08-31") == []


def test_changes_that_run_backwards_are_refused(run: Run) -> None:
    done = run("changes", "cn", "--from", "2024-09-01", "--to", "2024-08-31")
    assert (done.code, done.out) == (2, b"")


@pytest.mark.parametrize("place", ["cn", "CN", "prc", "PRC", "Prc", "china", "China", "CHINA"])
def test_china_has_three_names_in_any_case(run: Run, place: str) -> None:
    assert run("gaps", "US", place, "--on", DAY, "--json").document["b"] == "cn"


def test_an_unknown_jurisdiction_is_refused(run: Run) -> None:
    done = run("gaps", "us", "us-ho", "--on", DAY)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith('no jurisdiction "us-ho"')
    assert '"us-oh"' in done.err


@pytest.mark.parametrize(
    "asked",
    [
        ("show", "fentanyl", "--on", DAY),
        ("list", "cn", "--on", DAY),
        ("gaps", "us", "cn", "--all", "--on", DAY),
        ("changes", "cn", "--from", "2013-12-31", "--to", "2014-01-01"),
        ("lags", "us", "cn", "un", "--on", DAY),
    ],
)
@pytest.mark.parametrize("form", ["terminal", "markdown", "csv", "json"])
def test_a_day_is_never_shown_without_how_it_is_known(
    run: Run, asked: tuple[str, ...], form: str
) -> None:
    text = run(*asked, "--format", form).out.decode()
    assert "2014-01-01" in text
    assert re.search(r"on[- ]or[- ]before|≤|<=", text)
