"""A review as text and as a comment: escaped, within the limit, never silent about a failure."""

from __future__ import annotations

from typing import Any

from registry.law import layout
from registry.report.formats.comment import LIMIT, as_comment
from registry.report.formats.review import as_text
from registry.report.formats.sections import VERDICTS

Document = dict[str, Any]


def document(**said: Any) -> Document:  # noqa: ANN401 (a JSON document)
    empty: Document = {
        "on": "2026-11-24",
        "base": {"revision": "main", "commit": "0123456789abcdef"},
        "notes": [],
        "status": "clean",
        "compared": True,
        "effects": [],
        "corrections": [],
        "rewrites": [],
        "consequences": [],
        "editorial": 0,
        "editorial_files": [],
        "findings": [],
        "stale": [],
    }
    return empty | said


def edit(**said: Any) -> Document:  # noqa: ANN401
    row: Document = {
        "kind": "identifier-corrected",
        "file": "schedules/substances/nitazenes.toml",
        "line": 22,
        "field": "cas",
        "old": "95810-54-1",
        "new": "95810-54-2",
        "substance": "butonitazene",
        "substances": ["butonitazene"],
        "names": ["Butonitazene"],
        "declared": False,
        "reason": None,
    }
    return row | said


def effect(**said: Any) -> Document:  # noqa: ANN401
    row: Document = {
        "jurisdiction": "cn",
        "short": "PRC",
        "date": "2027-01-01",
        "date_qualifier": "exact",
        "kind": "added",
        "line": "propionyl-chloride",
        "substances": ["propionyl-chloride"],
        "names": ["Propionyl chloride"],
        "class": None,
        "act": "cn/2026-11-20-two-precursors",
        "citation": "Announcement 77",
        "legal_effect": True,
        "why": "precursor-2/propionyl-chloride was added.",
        "gaps_opened": [],
        "gaps_closed": [
            {
                "a": "us", "b": "cn", "a_short": "US", "b_short": "PRC", "kind": "only-a",
                "substance": "propionyl-chloride", "name": "Propionyl chloride",
            }
        ],
        "late": False,
        "compared_through": None,
        "expires": None,
    }  # fmt: skip
    return row | said


def test_a_comment_says_in_plain_words_what_changes() -> None:
    text = as_comment(document(effects=[effect()], corrections=[edit()]))
    assert (
        "**1 change of the law, 1 correction of the record, 0 rewrites of the past, 0 findings, "
        "0 editorial files.**" in text
    )
    assert (
        "| 2027-01-01 | PRC | added | precursor-2/propionyl-chloride was added. | "
        "Propionyl chloride | closes US/PRC US only (Propionyl chloride) | "
        "cn/2026-11-20-two-precursors (Announcement 77) |" in text
    )
    assert "| Butonitazene | cas | 95810-54-1 | 95810-54-2 |" in text
    assert text.endswith("Compared with main (0123456789ab) on 2026-11-24. Not legal advice.\n")


def test_no_change_is_said_only_where_it_was_seen() -> None:
    none = "No status, identity, date or citation changes"
    assert none in as_comment(document())
    assert f"{none} (2 editorial files)" in as_comment(document(editorial=2))
    error = document(status="error", error="no revision", compared=False)
    unread = document(status="findings", compared=False)
    for said in (error, unread):
        assert none not in as_comment(said)
        assert "clean" not in as_text(said)
    assert "**The review could not run:** no revision." in as_comment(error)
    assert "This does not mean that nothing changed." in as_comment(error)
    assert "Not compared" in as_comment(unread)
    assert "Not compared" in as_text(unread)


def test_nothing_of_the_data_acts_as_markup() -> None:
    evil = "a|b <img src=x> @everyone [x](https://evil.example) #1 `c` **d** \u202ee\n## h &lt;"
    text = as_comment(document(corrections=[edit(new=evil)]))
    row = next(line for line in text.splitlines() if "everyone" in line)
    assert (
        "a\\|b &lt;img src=x\\> &#64;everyone \\[x\\](https&#58;//evil.example) \\#1 \\`c\\` "
        "\\*\\*d\\*\\*  e \\#\\# h &amp;lt;"
    ).replace("\\>", ">") in row
    assert "\u202e" not in text


def test_a_comment_keeps_to_the_limit_and_counts_what_it_cut() -> None:
    many = [edit(line=number, old="芬" * 50) for number in range(3000)]
    text = as_comment(document(corrections=many, rewrites=[edit()]))
    assert len(text.encode()) <= LIMIT
    assert "2950 more of 3000 rows did not fit" in text or "rows did not fit" in text
    assert "#### History rewritten (1)" in text
    assert "#### Corrections of the record (3000)" in text
    assert "more of 3000 rows did not fit" in as_comment(document(corrections=many), 3000)
    assert len(as_comment(document(corrections=many), 3000).encode()) <= 3000


def test_many_effects_of_one_act_are_counted_before_they_are_told() -> None:
    forty = document(effects=[effect(line=f"line-{number}") for number in range(40)])
    short = (
        "cn/2026-11-20-two-precursors (PRC, 2027-01-01): 40 × added, 40 × closes US/PRC US only."
    )
    assert as_text(forty).splitlines()[3] == f"  {short}"
    assert f"- {short}\n" in as_comment(forty)
    assert as_text(forty).count("· PRC · added ·") == 40


def test_effects_that_are_few_or_of_many_acts_are_not_counted_first() -> None:
    few = document(effects=[effect() for _ in range(10)])
    apart = document(effects=[effect(act=f"cn/2026-{number}") for number in range(40)])
    for said in (few, apart):
        assert "×" not in as_text(said)
        assert "×" not in as_comment(said)


def test_verdicts_of_classes_that_are_old_are_no_silence_about_gaps() -> None:
    """A new member of a class opens a gap that only the verdicts written anew can show."""
    old = document(stale=["schedules/classes/coverage.csv", "schedules/us/acts.csv"])
    for text in (as_text(old), as_comment(old)):
        assert "what classes reach is not judged anew" in text
        assert "No status" not in text
    other = document(stale=["schedules/us/acts.csv"])
    for text in (as_text(other), as_comment(other)):
        assert "what classes reach" not in text


def test_a_long_cell_is_cut_and_says_so() -> None:
    text = as_comment(document(corrections=[edit(old="x" * 1000)]))
    assert "... (400 characters cut)" in text


def test_a_late_act_a_term_and_no_new_control_are_said() -> None:
    row = effect(late=True, expires="2029-01-01", legal_effect=False, gaps_closed=[])
    text = as_text(document(effects=[row]))
    assert "2027-01-01, recorded late · PRC · added" in text
    compared = as_text(document(effects=[row | {"compared_through": "2027-02-01"}]))
    assert "recorded late though the list was compared through 2027-02-01" in compared
    assert "It is temporary, until 2029-01-01 at the longest." in text
    renamed = as_text(document(effects=[effect(kind="renamed", legal_effect=False)]))
    assert "What is controlled stays the same." in renamed


def group(**said: Any) -> Document:  # noqa: ANN401
    row: Document = {
        "jurisdiction": "cn",
        "short": "PRC",
        "from": "2024-09-01",
        "until": "2024-09-02",
        "before": "controlled",
        "after": "not-listed",
        "substances": ["norfentanyl"],
        "names": ["Norfentanyl"],
    }
    return row | said


def test_a_rewrite_says_where_whose_answers_and_which_gaps() -> None:
    gap = {
        "a": "us", "b": "cn", "a_short": "US", "b_short": "PRC", "kind": "only-a",
        "substance": "norfentanyl", "name": "Norfentanyl", "day": "2024-09-01", "reopened": True,
    }  # fmt: skip
    row = edit(
        kind="history-rewritten", short="PRC", lines=["precursor-2/norfentanyl"],
        answers=[group()], gaps_opened=[gap], gaps_closed=[],
    )  # fmt: skip
    text, comment = as_text(document(rewrites=[row])), as_comment(document(rewrites=[row]))
    answer = "PRC controlled -> not listed from 2024-09-01 until 2024-09-02 (Norfentanyl)"
    assert f"PRC precursor-2/norfentanyl: {answer} · reopens US/PRC US only" in text
    assert "reopens US/PRC US only (Norfentanyl) on 2024-09-01" in comment
    assert "| PRC precursor-2/norfentanyl | PRC controlled -" in comment
    same = edit(kind="history-rewritten", short="PRC", lines=["precursor-2/x"], answers=[])
    assert "PRC precursor-2/x: no answer differs" in as_text(document(rewrites=[same]))


def test_that_control_stays_the_same_is_said_only_where_no_answer_differs() -> None:
    ends = effect(kind="renamed", legal_effect=False, answers=[group()])
    same = effect(kind="renamed", legal_effect=False, answers=[])
    assert "stays the same" not in as_text(document(effects=[ends]))
    assert "controlled -> not listed" in as_text(document(effects=[ends]))
    assert "stays the same" in as_text(document(effects=[same]))


def test_what_stops_a_merge_is_said_first_and_notes_are_folded_away() -> None:
    finding = {
        "code": "DAT108", "severity": "note", "file": "a.toml", "line": 4, "what": "New.",
        "remedy": "Nothing.",
    }  # fmt: skip
    text = as_comment(document(findings=[finding], rewrites=[edit(), edit(line=23)]))
    assert "To mend before this is merged: 2 rewrites of the past.\n" in text
    assert "<details><summary>Notes (1)</summary>" in text
    alone = as_comment(document(findings=[finding]))
    assert "To mend" not in alone
    assert "No status, identity, date or citation changes" in alone


def test_every_row_stands_in_the_text() -> None:
    finding = {
        "code": "CON101", "severity": "error", "file": "schedules/us/acts/a.toml", "line": 4,
        "what": "It stands.", "remedy": "Mend it.",
    }  # fmt: skip
    declared = edit(declared=True, reason="A slip.", kind="date-corrected")
    lines = as_text(
        document(
            status="findings",
            findings=[finding],
            corrections=[declared],
            rewrites=[edit(kind="history-rewritten", new=None)],
            consequences=[{"jurisdiction": "us", "schedule": "schedule-1", "line": "x"}],
            stale=["schedules/us/acts.csv"],
            notes=["main has 2 commits."],
        )
    )
    for said in (
        "schedules/us/acts/a.toml:4  error CON101  It stands. Mend it.",
        'date-corrected  cas (Butonitazene): "95810-54-1" -> "95810-54-2" declared: A slip.',
        'history-rewritten  cas (Butonitazene): "95810-54-1" -> "absent"',
        "us/schedule-1/x",
        "registry build: schedules/us/acts.csv",
        "note: main has 2 commits.",
        "findings: 0 changes of the law, 1 correction of the record, 1 rewrite of the past",
    ):
        assert said in lines


def test_the_file_of_verdicts_is_the_one_that_is_written() -> None:
    assert VERDICTS == layout.COVERAGE
