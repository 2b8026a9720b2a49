"""The command line as other tools meet it: documents, exit codes, what stderr begins with."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from registry import __version__
from registry.audit.build import outputs
from registry.cli import app
from registry.law.loading import load

FILES: Final = {
    "schedules/registry.toml": """
schema = 1
version = "2024.09.01"
title = "A small record"
""",
    "schedules/us/schedules.toml": """
name = "United States of America"
short = "US"
order = 1
code_name = "DEA code"
caveat = "An analogue may be treated as controlled."

[schedules.schedule-1]
title = "Schedule I"
instrument = "21 CFR 1308.11"
regime = "drug"
complete = true
complete_from = 1971-05-01
verified_through = 2024-08-31

[schedules.schedule-2]
title = "Schedule II"
instrument = "21 CFR 1308.12"
regime = "drug"
complete = true
complete_from = 1971-05-01
verified_through = 2024-08-31
""",
    "schedules/cn/schedules.toml": """
name = "People's Republic of China"
short = "PRC"
order = 2
aliases = ["prc", "china"]

[schedules.narcotic-2013]
title = "Catalogue of narcotic drugs"
title_zh = "麻醉药品品种目录"
instrument = "Catalogue of 2013"
regime = "drug"
complete = true
complete_from = 2014-01-01
verified_through = 2024-08-31

[schedules.precursor-2]
title = "Precursors, category 2"
instrument = "Regulation 445"
regime = "precursor"
complete = true
complete_from = 2014-01-01
verified_through = 2024-08-31

[schedules.export]
title = "Export licences"
instrument = "Catalogue of 2005"
regime = "export"
stands_in_for = "precursor"
complete = false
verified_through = 2024-08-31
""",
    "schedules/un/schedules.toml": """
name = "United Nations"
short = "UN"
order = 3

[schedules.1988-1]
title = "Table I of the 1988 Convention"
instrument = "1988 Convention"
regime = "precursor"
complete = true
complete_from = 1990-11-11
verified_through = 2024-08-31
""",
    "schedules/us-oh/schedules.toml": """
name = "Ohio"
short = "Ohio"
parent = "us"

[schedules.schedule-1]
title = "Schedule I"
instrument = "OAC 4729:9-1-01"
regime = "drug"
complete = false
verified_through = 2024-08-31
""",
    "schedules/substances/opioids.toml": """
[fentanyl]
name = "Fentanyl"
name_zh = "芬太尼"
cas = ["437-38-7"]
source = "printed by every list"

[brorphine]
name = "Brorphine"
name_zh = "二物同名"
aliases = ["the | pipe *and* star"]
note = "Shares a Chinese name with carfentanil."

[carfentanil]
name = "Carfentanil"
name_zh = "二物同名"
note = "On the watch list. Shares a Chinese name with brorphine."
""",
    "schedules/substances/precursors.toml": """
[norfentanyl]
name = "Norfentanyl"
name_zh = "N-苯基-N-(4-哌啶基)丙酰胺"
aliases = ["去甲芬太尼", "α-Test′s name"]
cas = ["1609-66-1"]
inchikey = "PMCBDBWCQQBSRJ-UHFFFAOYSA-N"
structure = "single"
unii = "2MK6D8JV6J"
source = "printed by every list"

[4-anilinopiperidine]
name = "4-Anilinopiperidine"
cas = ["23056-29-3"]
source = "printed by every list"
""",
    "schedules/substances/nitazenes.toml": """
[isotonitazene]
name = "Isotonitazene"
""",
    "schedules/classes/cn-nitazenes/2024-07-01.toml": """
title = "Nitazenes as a class"
title_zh = "尼秦类物质"
jurisdiction = "cn"
text = "Benzimidazoles with certain substituents."
citation = "Announcement of 2024"
source = "https://example.org/nitazenes"
evidence = "official"
families = ["nitazenes"]

[[verdict]]
substances = ["isotonitazene"]
verdict = "in"
basis = "named as an example"
source = "https://example.org/nitazenes"
""",
    "schedules/us/acts/1971-05-01-baseline.toml": """
title = "What stood at the beginning"
kind = "baseline"
authority = ["DEA"]
citation = "36 FR 7776"
source = "https://example.org/36fr7776"
evidence = "official"
effective = 1971-05-01

[[add]]
schedule = "schedule-2"
substances = ["fentanyl"]
printed = "Fentanyl"
number = "9801"
""",
    "schedules/us/acts/2020-04-17-norfentanyl.toml": """
title = "Norfentanyl placed in schedule II"
kind = "rule"
authority = ["DEA"]
citation = "85 FR 21320"
source = "https://example.org/85fr21320"
evidence = "official"
published = 2020-04-17
effective = 2020-05-18

[[add]]
schedule = "schedule-2"
substances = ["norfentanyl"]
printed = "Norfentanyl"
number = "8366"
""",
    "schedules/us/acts/2024-03-01-two-for-a-time.toml": """
title = "Two opioids placed in schedule I for a time"
kind = "order"
authority = ["DEA"]
citation = "89 FR 1"
source = "https://example.org/89fr1"
evidence = "secondary"
published = 2024-03-01
effective = 2024-03-01

[[add]]
schedule = "schedule-1"
substances = ["brorphine"]
printed = "Brorphine"
expires = 2026-03-01

[[add]]
schedule = "schedule-1"
substances = ["isotonitazene"]
printed = "Isotonitazene"
""",
    "schedules/us/acts/2024-07-15-proposal.toml": """
title = "4-anilinopiperidine proposed"
kind = "proposal"
authority = ["DEA"]
citation = "89 FR 2"
source = "https://example.org/89fr2"
evidence = "official"
published = 2024-07-15

[[add]]
schedule = "schedule-2"
substances = ["4-anilinopiperidine"]
printed = "4-Anilinopiperidine"
""",
    "schedules/cn/acts/2013-11-11-catalogue.toml": """
title = "The catalogue of 2013"
kind = "announcement"
authority = ["CFDA"]
citation = "230 of 2013"
source = "https://example.org/230"
evidence = "secondary"
published = 2013-11-11
effective = "<=2014-01-01"

[[add]]
schedule = "narcotic-2013"
substances = ["fentanyl"]
printed = "芬太尼"

[[add]]
schedule = "narcotic-2013"
line = "not-seen"
unseen = 3
""",
    "schedules/cn/acts/2024-06-18-nitazenes.toml": """
title = "Nitazenes listed as a class"
title_zh = "将尼秦类物质列入"
kind = "announcement"
authority = ["NMPA"]
citation = "Announcement of 2024"
source = "https://example.org/nitazenes"
evidence = "official"
published = 2024-06-18
effective = 2024-07-01

[[add]]
schedule = "narcotic-2013"
class = "cn-nitazenes"
printed = "尼秦类物质"
""",
    "schedules/cn/acts/2024-08-02-two-precursors.toml": """
title = "Two precursors listed"
kind = "announcement"
authority = ["MPS"]
citation = "Announcement of 2 August 2024"
source = "https://example.org/two"
evidence = "official"
published = 2024-08-02
effective = 2024-09-01

[[add]]
schedule = "precursor-2"
substances = ["norfentanyl"]
printed = "N-苯基-N-(4-哌啶基)丙酰胺"

[[add]]
schedule = "precursor-2"
substances = ["4-anilinopiperidine"]
printed = "4-苯胺基哌啶"
""",
    "schedules/un/acts/2022-03-16-norfentanyl.toml": """
title = "Norfentanyl added to Table I"
kind = "decision"
authority = ["CND"]
citation = "decision 65/6"
source = "https://example.org/65-6"
evidence = "official"
decided = 2022-03-16
effective = 2022-11-23

[[add]]
schedule = "1988-1"
substances = ["norfentanyl"]
printed = "Norfentanyl"
""",
}
DAY: Final = "2024-08-06"
DATED: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
QUALIFIERS: Final = {"exact", "on-or-before", "on-or-after", "by-decision"}
SUFFIXES: Final = (".txt", ".json", ".csv", ".md", ".xlsx")

# The keys that the contract promises.
HEAD = {"schema", "on", "known_on", "data"}
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
    "only-a",
    "only-b",
    "regime",
    "class-vs-named",
    "temporary",
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


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: bytes
    err: str

    @property
    def document(self) -> dict[str, Any]:
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Run = Callable[..., Done]


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small record on disk, everything generated."""
    return _written(tmp_path_factory.mktemp("record"))


def _written(root: Path, files: dict[str, str] | None = None) -> Path:
    for name, text in (FILES | (files or {})).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text.lstrip(), encoding="utf-8")
    for name, content in outputs(load(root)).items() if not files else ():
        (root / name).write_bytes(content)
    return root


@pytest.fixture(autouse=True)
def _cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("REGISTRY_CACHE", "1")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a command line in this process."""

    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["registry", *arguments])
        code = app.run()
        captured = capfdbinary.readouterr()
        return Done(code, captured.out, captured.err.decode())

    return run


@pytest.fixture
def run(bare: Run, root: Path) -> Run:
    """Run a command line on the small record."""
    data = ("--data", str(root))

    def on_the_record(*arguments: str) -> Done:
        plain = arguments.index("--") if "--" in arguments else len(arguments)
        return bare(*arguments[:plain], *data, *arguments[plain:])

    return on_the_record


def _process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "registry", *arguments],
        env=os.environ | environment,
        capture_output=True,
        check=False,
        timeout=60,
    )


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
    assert document["schema"] == f"cs-registry/{name}/1"
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
    assert b" [not-seen] " in run("list", "cn", "--on", DAY).out


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


# substances


@pytest.mark.parametrize(
    "typed",
    [
        "norfentanyl",
        "Norfentanyl",
        "NORFENTANYL",
        " norfentanyl ",
        "1609-66-1",
        "1609\u201066\u20101",
        "PMCBDBWCQQBSRJ-UHFFFAOYSA-N",
        "pmcbdbwcqqbsrj-uhfffaoysa-n",
        "2MK6D8JV6J",
        "8366",
        "N-苯基-N-(4-哌啶基)丙酰胺",
        "Ｎ－苯基－Ｎ－（４－哌啶基）丙酰胺",
        "去甲芬太尼",
        "alpha-Test's name",
    ],
)
def test_a_substance_is_found_by_every_identifier(run: Run, typed: str) -> None:
    done = run("show", typed, "--on", DAY, "--json")
    assert done.code == 0
    assert done.document["substance"]["id"] == "norfentanyl"


@pytest.mark.parametrize("typed", ["norfentanil", "", "   ", "-", "\u200b", "1609-66-2", "nothing"])
def test_an_unknown_substance_is_refused(run: Run, typed: str) -> None:
    done = run("show", "--on", DAY, "--", typed)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith('no substance "')


def test_an_unknown_substance_gets_the_nearest_names(run: Run) -> None:
    done = run("show", "norfentanil", "--on", DAY)
    assert done.err.startswith('no substance "norfentanil"')
    assert "norfentanyl" in done.err


def test_a_name_that_leads_nowhere_is_not_taken_for_one_that_no_list_reaches(run: Run) -> None:
    said = " ".join(run("show", "Rompun", "--on", DAY).err.split())
    assert said.startswith('no substance "Rompun". Nearest names:')
    assert "may still be controlled, as a form or by a class" in said


def test_an_ambiguous_name_is_refused_with_its_candidates(run: Run) -> None:
    done = run("show", "二物同名", "--on", DAY)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith('ambiguous "二物同名"')
    assert {"brorphine", "carfentanil"} <= set(done.err.split())


# check


def test_check_of_clean_data_is_clean(run: Run) -> None:
    done = run("check", "--on", DAY, "--format", "json")
    document = done.document
    worse = [one for one in document["findings"] if one["severity"] != "note"]
    assert worse == []
    assert (document["schema"], document["status"]) == ("cs-registry/findings/1", "clean")
    assert done.code == 0


def test_check_keeps_its_contract(bare: Run, tmp_path: Path) -> None:
    name = "schedules/substances/opioids.toml"
    root = _written(tmp_path, {name: FILES[name].replace("437-38-7", "437-38-8")})
    done = bare("check", "--json", "--on", DAY, "--data", str(root))
    document = done.document
    assert done.code == 1
    assert (document["schema"], document["status"]) == ("cs-registry/findings/1", "findings")
    for one in document["findings"]:
        assert set(one) == {"code", "severity", "file", "line", "what", "remedy"}
        assert one["severity"] in {"error", "warning", "note"}
        assert isinstance(one["line"], int)
        assert one["what"]
        assert one["remedy"]
    cas = next(one for one in document["findings"] if "437-38-8" in one["what"])
    assert (cas["file"], cas["line"], cas["severity"]) == (name, 4, "error")


def test_check_of_one_file_reports_that_file_alone(bare: Run, tmp_path: Path) -> None:
    name = "schedules/substances/opioids.toml"
    root = _written(tmp_path, {name: FILES[name].replace("437-38-7", "437-38-8")})
    asked = ("check", "--json", "--on", DAY, "--data", str(root))
    elsewhere = bare(*asked, str(root / "schedules/substances/precursors.toml")).document
    assert elsewhere["findings"] == []
    there = bare(*asked, str(root / name)).document["findings"]
    assert {one["file"] for one in there} == {name}


@pytest.mark.parametrize("target", ["/etc/hostname", "nothing.toml"])
def test_check_of_a_link_names_the_link(bare: Run, tmp_path: Path, target: str) -> None:
    """A changed file that is a link is told as such, wherever it leads."""
    name = "schedules/us/acts/2024-01-01-linked.toml"
    root = _written(tmp_path, {})
    (root / name).symlink_to(target)
    done = bare("check", "--json", "--on", DAY, "--data", str(root), str(root / name))
    assert done.code == 1
    assert ("SCH010", name, 1) in {
        (one["code"], one["file"], one["line"]) for one in done.document["findings"]
    }


def test_check_counts_what_the_exception_list_excuses(bare: Run, tmp_path: Path) -> None:
    name = "schedules/substances/opioids.toml"
    odd = FILES[name].replace("aliases = [", 'aliases = ["Fen–tanyl", ', 1)
    assert odd != FILES[name]
    excuse = (
        f'[[exception]]\ncode = "ID112"\nfile = "{name}"\nwhat = "Fen"\nsince = 2024-01-01\n'
        'reason = "Printed so."\n'
    )
    root = _written(tmp_path, {name: odd, "schedules/exceptions.toml": excuse})
    asked = ("check", "--on", DAY, "--data", str(root))
    document = bare(*asked, "--json").document
    assert {one["code"] for one in document["findings"]} & {"ID112", "EXC101"} == set()
    assert [(one["code"], one["reason"]) for one in document["excepted"]] == [
        ("ID112", "Printed so.")
    ]
    assert b"; 1 on the exception list." in bare(*asked).out
    strict = bare(*asked, "--json", "--everywhere", str(root / name)).document
    assert "ID112" in {one["code"] for one in strict["findings"]}
    assert {one["file"] for one in strict["findings"]} > {name}
    assert strict["excepted"] == []


@pytest.mark.parametrize("path", ["nowhere.toml", "/etc"])
def test_check_of_a_path_outside_the_data_could_not_run(run: Run, path: str) -> None:
    done = run("check", path)
    assert (done.code, done.out) == (2, b"")


def test_explain_says_what_a_code_means(bare: Run) -> None:
    done = bare("explain", "sch003")
    assert done.code == 0
    assert done.out.startswith(b"SCH003")
    assert b"Remedy:" in done.out


def test_an_unknown_code_gets_the_nearest(bare: Run) -> None:
    done = bare("explain", "SCH03")
    assert (done.code, done.out) == (2, b"")
    assert "SCH003" in done.err


# exit codes


def test_gaps_exit_code_tells_of_gaps(run: Run) -> None:
    asked = ("gaps", "us", "cn", "--on", DAY)
    assert run(*asked).code == 0
    assert run(*asked, "--exit-code").code == 1
    assert run("gaps", "us", "us", "--on", DAY, "--exit-code").code == 0
    assert run("gaps", "us", "us", "--on", DAY, "--all", "--exit-code").code == 0


def test_changes_exit_code_tells_of_changes(run: Run) -> None:
    asked = ("changes", "cn", "--exit-code", "--from")
    assert run(*asked, "2024-08-01", "--to", "2024-08-31").code == 0
    assert run(*asked, "2024-08-01", "--to", "2024-09-01").code == 1


@pytest.mark.parametrize(
    "day",
    [
        "2024-13-01",
        "2024-02-30",
        "tomorrow",
        "today",
        "",
        "２０２４-０８-０６",
        "٢٠٢٤-٠٨-٠٦",
        "2024-8-6",
        "20240806",
        "2024-W32-2",
        "08/06/2024",
        "2024-08-06T00:00:00Z",
        " 2024-08-06",
        "2024-08-06\n",
        "2024",
        "-2024-08-06",
    ],
)
def test_a_day_that_is_no_day_is_a_usage_error(run: Run, day: str) -> None:
    done = run("gaps", "us", "cn", f"--on={day}")
    assert (done.code, done.out) == (2, b"")
    assert "--on" in done.err
    assert "Traceback" not in done.err


def test_a_wrong_day_is_answered_with_an_example(run: Run) -> None:
    assert "2024-08-05" in run("gaps", "us", "cn", "--on", "tomorrow").err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "asked",
    [
        ("show", "norfentanyl", "--json"),
        ("gaps", "us", "cn", "--all"),
        ("list", "us"),
        ("upcoming", "us"),
        ("lags", "un", "us", "cn"),
        ("check",),
    ],
)
def test_the_ends_of_the_calendar_are_days(run: Run, asked: tuple[str, ...], day: str) -> None:
    done = run(*asked, "--on", day)
    assert done.code == 0
    assert "Unforeseen" not in done.err


def test_a_workbook_can_be_written_at_the_ends_of_the_calendar(run: Run, tmp_path: Path) -> None:
    for day in ("0001-01-01", "9999-12-31"):
        done = run("gaps", "us", "cn", "--on", day, "-o", str(tmp_path / f"{day}.xlsx"))
        assert done.code == 0, done.err


@pytest.mark.parametrize(
    ("typed", "meant"), [("gapss", "gaps"), ("chck", "check"), ("Show", "show")]
)
def test_a_mistyped_command_gets_the_nearest(bare: Run, typed: str, meant: str) -> None:
    done = bare(typed, "us", "cn")
    assert (done.code, done.out) == (2, b"")
    assert f'"{meant}"' in done.err


@pytest.mark.parametrize(
    "asked",
    [
        ("frobnicate",),
        ("gaps",),
        ("gaps", "us"),
        ("gaps", "us", "cn", "un"),
        ("show",),
        ("changes", "us"),
        ("gaps", "us", "cn", "--nothing"),
        ("gaps", "us", "cn", "--format", "yaml"),
        ("upcoming", "--within", "0"),
        ("upcoming", "--within", "many"),
    ],
)
def test_wrong_use_is_exit_2(bare: Run, asked: tuple[str, ...]) -> None:
    done = bare(*asked)
    assert (done.code, done.out) == (2, b"")
    assert done.err


@pytest.mark.parametrize("asked", [("--help",), ("-h",), ("gaps", "--help"), ("show", "-h")])
def test_help_is_no_error(bare: Run, asked: tuple[str, ...]) -> None:
    done = bare(*asked)
    assert (done.code, done.err) == (0, "")
    assert done.out


# data that are not there, or not right


@pytest.mark.parametrize("asked", [("gaps", "us", "cn"), ("show", "fentanyl"), ("version",)])
def test_a_folder_without_a_record_could_not_run(
    bare: Run, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    for chosen in (tmp_path, tmp_path / "nowhere"):
        done = bare(*asked, "--data", str(chosen))
        assert (done.code, done.out) == (2, b"")
        assert str(chosen) in done.err


def test_without_any_data_nothing_runs(
    bare: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("registry.law.loading.SHIPPED", str(tmp_path / "_data"))
    done = bare("gaps", "us", "cn")
    assert (done.code, done.out) == (2, b"")
    assert "--data" in done.err


def test_a_file_that_may_not_be_read_is_no_output_that_was_not_written(
    bare: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_root: object) -> None:
        raise PermissionError(13, "Permission denied", "schedules/us/transcribed.csv")

    monkeypatch.setattr("registry.audit.check.read_files", refuse)
    done = bare("check", "--data", str(root))
    assert done.code == 2
    assert "A file could not be used" in done.err
    assert "schedules/us/transcribed.csv" in done.err


def test_data_can_be_the_folder_of_the_schedules(bare: Run, root: Path) -> None:
    done = bare("gaps", "us", "cn", "--on", DAY, "--json", "--data", str(root / "schedules"))
    assert done.code == 0


def test_the_record_one_stands_in_is_used(
    bare: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "schedules" / "us" / "acts")
    document = bare("version", "--json").document
    assert document["data"]["version"] == "2024.09.01"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("schedules/us/acts/2020-04-17-norfentanyl.toml", "title = \n"),
        ("schedules/us/acts/2020-04-17-norfentanyl.toml", ""),
        ("schedules/us/schedules.toml", "<<<<<<< HEAD\n"),
        ("schedules/registry.toml", "schema = 2\n"),
        ("schedules/substances/opioids.toml", "[fentanyl]\nname = 3\n"),
    ],
)
@pytest.mark.parametrize("form", ["terminal", "json", "csv", "markdown"])
def test_a_comparison_that_could_not_run_never_reads_as_no_gaps(
    bare: Run, tmp_path: Path, name: str, text: str, form: str
) -> None:
    root = _written(tmp_path, {name: text})
    done = bare("gaps", "us", "cn", "--on", DAY, "--format", form, "--data", str(root))
    assert (done.code, done.out) == (2, b"")
    assert f"{name}:" in done.err


def test_a_comparison_that_could_not_run_writes_no_file(bare: Run, tmp_path: Path) -> None:
    root = _written(tmp_path, {"schedules/us/schedules.toml": "x"})
    out = tmp_path / "gaps.xlsx"
    done = bare("gaps", "us", "cn", "-o", str(out), "--exit-code", "--data", str(root))
    assert done.code == 2
    assert not out.exists()


def test_the_cause_is_named_before_what_follows_from_it(bare: Run, tmp_path: Path) -> None:
    name = "schedules/substances/opioids.toml"
    lines = "".join(
        f'[[add]]\nschedule = "narcotic-2013"\nline = "line-{number}"\nsubstances = ["fentanyl"]\n'
        for number in range(30)
    )
    act = "schedules/cn/acts/2013-11-11-catalogue.toml"
    files = {name: FILES[name].replace("437-38-7", "437-38-8"), act: FILES[act] + lines}
    done = bare("gaps", "us", "cn", "--data", str(_written(tmp_path, files)))
    assert done.code == 2
    assert f"{name}:4" in done.err


# files that are written


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".XLSX", ".Json"])
def test_the_suffix_picks_the_format(run: Run, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"gaps{suffix}"
    done = run("gaps", "us", "cn", "--on", DAY, "-o", str(out))
    assert done.code == 0
    assert str(out) in done.err
    data = out.read_bytes()
    starts = {
        ".txt": b"Gaps between",
        ".json": b'{"schema"',
        ".csv": "\ufeffname,".encode(),
        ".md": b"# Gaps between",
        ".xlsx": b"PK\x03\x04",
    }
    assert data.startswith(starts[suffix.lower()])
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("name", ["gaps.xlsx", "GAPS.XLSX"])
def test_a_workbook_has_all_its_sheets_whatever_the_case_of_its_suffix(
    run: Run, tmp_path: Path, name: str
) -> None:
    from openpyxl import load_workbook

    run("gaps", "us", "cn", "--on", DAY, "-o", str(tmp_path / name))
    assert load_workbook(tmp_path / name).sheetnames[:2] == ["Cover", "Summary"]


def test_a_written_workbook_prints_its_summary(run: Run, tmp_path: Path) -> None:
    done = run("gaps", "us", "cn", "--on", DAY, "-o", str(tmp_path / "gaps.xlsx"))
    assert b"all families" in done.out


def test_a_file_is_written_over_an_older_one(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "gaps.json"
    out.write_text("older")
    run("gaps", "us", "cn", "--on", DAY, "-o", str(out))
    assert json.loads(out.read_bytes())["schema"] == "cs-registry/gaps/1"


@pytest.mark.parametrize("name", ["gaps", "gaps.pdf", "gaps.json.bak", ".json", "", "there"])
def test_a_file_name_without_a_known_suffix_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "there").mkdir()
    done = run("gaps", "us", "cn", "--on", DAY, "-o", str(tmp_path / name))
    assert (done.code, done.out) == (2, b"")
    assert ".xlsx" in done.err
    assert [one.name for one in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_is_not_written_over(run: Run, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"gaps{suffix}"
    out.mkdir()
    done = run("gaps", "us", "cn", "--on", DAY, "-o", str(out))
    assert (done.code, done.out) == (2, b"")
    assert list(tmp_path.iterdir()) == [out]
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_missing_folder_is_not_made(run: Run, tmp_path: Path, suffix: str) -> None:
    done = run("gaps", "us", "cn", "--on", DAY, "-o", str(tmp_path / "new" / f"gaps{suffix}"))
    assert (done.code, done.out) == (2, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_takes_no_files_is_exit_2(run: Run) -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("there is no /proc, which takes no files from anyone")
    done = run("gaps", "us", "cn", "--on", DAY, "-o", "/proc/self/gaps.json")
    assert (done.code, done.out) == (2, b"")
    assert "Unforeseen" not in done.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_without_leave_to_write_is_exit_2(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    done = run("gaps", "us", "cn", "--on", DAY, "-o", str(tmp_path / "gaps.json"))
    tmp_path.chmod(0o755)
    assert (done.code, done.out) == (2, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_older_file_and_nothing_else(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "gaps.json"
    out.write_text("older")
    monkeypatch.setattr("os.fsync", full)
    done = run("gaps", "us", "cn", "--on", DAY, "-o", str(out))
    assert (done.code, done.out) == (2, b"")
    assert out.read_text() == "older"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_pipe_with_a_name_is_not_replaced_by_a_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "version.json"
    os.mkfifo(out)
    reader = os.open(out, os.O_RDONLY | os.O_NONBLOCK)
    try:
        run("version", "-o", str(out))
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(out.lstat().st_mode)


def test_a_workbook_is_not_printed(run: Run) -> None:
    done = run("gaps", "us", "cn", "--on", DAY, "--format", "excel")
    assert (done.code, done.out) == (2, b"")
    assert "-o" in done.err


def test_the_bytes_of_a_file_are_those_of_the_output(run: Run, tmp_path: Path) -> None:
    for suffix, form in ((".json", "json"), (".csv", "csv"), (".md", "markdown")):
        out = tmp_path / f"gaps{suffix}"
        run("gaps", "us", "cn", "--on", DAY, "-o", str(out))
        printed = run("gaps", "us", "cn", "--on", DAY, "--format", form).out
        assert out.read_bytes() == printed


def test_no_file_says_where_it_was_written(run: Run, tmp_path: Path) -> None:
    for suffix in (".json", ".csv", ".md", ".txt"):
        out = tmp_path / f"gaps{suffix}"
        run("gaps", "us", "cn", "--on", DAY, "-o", str(out))
        assert str(tmp_path).encode() not in out.read_bytes()


# the process


COMMANDS = [
    ("show", "norfentanyl", "--on", DAY),
    ("gaps", "us", "cn", "--on", DAY, "--all", "--format", "csv"),
    ("changes", "us", "cn", "--from", "2000-01-01", "--to", DAY, "--json"),
]


def test_the_same_data_give_the_same_bytes_everywhere(root: Path) -> None:
    places: list[dict[str, str]] = [
        {"LC_ALL": "C", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "C.UTF-8", "TZ": "America/New_York", "PYTHONHASHSEED": "2"},
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "3"},
    ]
    for command in COMMANDS:
        done = [_process(*command, "--data", str(root), **place) for place in places]
        assert [one.returncode for one in done] == [0, 0, 0]
        assert len({one.stdout for one in done}) == 1
        assert "norfentanyl" in done[0].stdout.decode("utf-8-sig")


def test_workbooks_are_the_same_bytes_everywhere(root: Path, tmp_path: Path) -> None:
    made = []
    for number, zone in enumerate(("Asia/Shanghai", "Pacific/Kiritimati")):
        out = tmp_path / f"{number}.xlsx"
        asked = ("gaps", "us", "cn", "--on", DAY, "-o", str(out), "--data", str(root))
        assert _process(*asked, TZ=zone, PYTHONHASHSEED=str(number)).returncode == 0
        made.append(out.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_output_is_utf_8_whatever_the_terminal_says(tmp_path: Path, encoding: str) -> None:
    name = "schedules/substances/opioids.toml"
    root = _written(tmp_path, {name: FILES[name].replace('"芬太尼"', '"芬太尼 "')})
    asked = ("check", "--json", "--on", DAY, "--data", str(root))
    done = _process(*asked, PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert "芬太尼" in done.stdout.decode()


@pytest.mark.parametrize(
    "asked",
    [
        ("gaps", "us", "cn", "--json"),
        ("list", "us"),
        ("check",),
        ("--help",),
        ("--version",),
        ("version",),
    ],
)
def test_a_closed_pipe_is_no_error(root: Path, asked: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    data = () if asked[0].startswith("--") else ("--data", str(root))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "registry", *asked, *data],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    finally:
        os.close(writing)
    assert done.stderr == b""


def test_a_full_disk_is_exit_2(root: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "registry", "gaps", "us", "us", "--data", str(root)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_module_and_script_say_the_version() -> None:
    script = Path(sys.executable).parent / "registry"
    wanted = f"registry {__version__}\n".encode()
    assert _process("--version").stdout == wanted
    if not script.exists():
        pytest.skip("the command is not installed beside this Python")
    assert subprocess.run([script, "--version"], capture_output=True, check=True).stdout == wanted


def test_bytes_that_are_no_text_are_answered(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "registry", "show", b"\xff\xfe", "--data", str(root)],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b'no substance "')


def test_a_long_name_is_answered_in_no_time(run: Run) -> None:
    assert run("show", "a" * 100_000, "--on", DAY).err.startswith('no substance "')


def test_what_is_typed_cannot_steer_the_terminal(run: Run) -> None:
    assert "\x1b" not in run("show", "\x1b[31mred", "--on", DAY).err


def test_the_same_answer_comes_with_and_without_the_cache(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    asked = ("gaps", "us", "cn", "--on", DAY, "--all", "--json")
    first = run(*asked).out
    (kept,) = (tmp_path / "cs-registry").iterdir()
    assert run(*asked).out == first
    kept.write_text("[1, 2")
    assert run(*asked).out == first
    kept.write_bytes(b"\xff")
    assert run(*asked).out == first


def test_a_place_for_the_cache_that_takes_no_files_does_no_harm(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert run("gaps", "us", "cn", "--on", DAY).code == 0


def test_everyday_commands_load_no_heavy_library(root: Path) -> None:
    code = (
        "import sys; from registry.cli import app\n"
        f"sys.argv = ['registry', 'gaps', 'us', 'cn', '--json', '--data', {str(root)!r}]\n"
        "app.run()\n"
        "heavy = {'pydantic', 'pandas', 'openpyxl', 'deepdiff'} & set(sys.modules)\n"
        "sys.stderr.write(' '.join(sorted(heavy)))\n"
    )
    for _ in ("the cache is made", "the cache is used"):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr == b""
