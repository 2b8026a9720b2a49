"""What rows of a review say of answers: whose, before and after, on which days, which gaps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from registry.audit.review import causes, rows, rules
from registry.audit.review.answers import AnswerChange, grouped
from registry.audit.review.judgement import Assessment
from registry.report.formats.answers import answer
from tests.review.conftest import version_of

Files = dict[str, str]
Act = Callable[..., str]
Reviewed = Callable[..., Assessment]
RULE = "schedules/us/acts/2026-11-20-rule.toml"
NORFENTANYL = "schedules/us/acts/2020-04-17-norfentanyl.toml"
BRORPHINE = "schedules/us/acts/2021-03-01-brorphine.toml"
OPIOIDS = "schedules/substances/opioids.toml"
US = "schedules/us/schedules.toml"
TEXT = "schedules/classes/us-related/2026-05-01.toml"
TABLE = "schedules/classes/coverage.csv"
HEADER = "class,text,substance,family,verdict,clauses,reading,basis,since,reason\n"
CLASS = """
title = "Substances related to fentanyl"
jurisdiction = "us"
schedule = "schedule-1"
text = "Any substance related to fentanyl."
citation = "91 FR 2"
source = "Federal Register"
evidence = "official"
families = []
[rule]
overridden_by = ["schedule-1", "schedule-2"]
[[form]]
name = "ring"
core = "[c:1]1ccccc1"
reading = "broad"
[[test]]
name = "benzene"
smiles = "c1ccccc1"
reading = "strict"
why = "the core"
[[test]]
name = "toluene"
smiles = "Cc1ccccc1"
reading = "strict"
why = "the core"
[[test]]
name = "ethane"
smiles = "CC"
reading = "none"
why = "no ring"
[[test]]
name = "methane"
smiles = "C"
reading = "none"
why = "no ring"
"""


def verdict(of: str, says: str) -> str:
    return f"us-related,2026-05-01,{of},opioids,{says},A,strict,rule,,clause (A)\n"


# rewrites and corrections


def test_a_rewrite_names_the_answers_that_it_changes_and_the_gaps_of_the_day(
    files: Files, reviewed: Reviewed
) -> None:
    """One day later: on 18 May the substance was controlled, and no longer is."""
    files[NORFENTANYL] = files[NORFENTANYL].replace("= 2020-05-18", "= 2020-05-19")
    (row,) = reviewed(files).rewrites
    assert row.answers == (
        AnswerChange(
            "us", "norfentanyl", date(2020, 5, 18), date(2020, 5, 19), "controlled", "not-listed"
        ),
    )
    closed = [(gap.a, gap.b, gap.kind, gap.day) for gap in row.gaps.closed]
    assert closed == [("us", "cn", "only-a", date(2020, 5, 18))]


def test_a_rewrite_reopens_the_gap_that_the_edited_act_had_closed(
    files: Files, act: Act, reviewed: Reviewed
) -> None:
    text = act('[[add]]\nschedule = "precursor-2"\nsubstances = ["norfentanyl"]\n')
    file = "schedules/cn/acts/2024-08-02-rule.toml"
    text = text.replace("2026-11-20", "2024-08-02").replace("2026-12-21", "2024-09-01")
    before = files | {file: text}
    later = files | {file: text.replace("2024-09-01", "2024-09-02")}
    (row,) = reviewed(later, before).rewrites
    opened = [(gap.kind, gap.day, gap.reopened) for gap in row.gaps.opened]
    assert opened == [("pending", date(2024, 9, 1), True)]
    assert [gap.kind for gap in row.gaps.closed] == ["regime"]


def test_a_correction_of_an_expiry_to_come_names_the_days_that_it_adds(
    files: Files, reviewed: Reviewed
) -> None:
    before = files | {BRORPHINE: files[BRORPHINE].replace('"not seen"', "2027-03-01")}
    after = files | {BRORPHINE: files[BRORPHINE].replace('"not seen"', "2028-03-01")}
    (row,) = reviewed(after, before).corrections
    assert [turn[2:6] for turn in row.answers] == [
        (date(2027, 3, 1), date(2028, 3, 1), "not-listed", "controlled")
    ]
    assert [gap.kind for gap in row.gaps.opened] == ["only-a"]


def test_a_rewrite_of_the_scope_alone_says_that_no_answer_differs(
    files: Files, reviewed: Reviewed
) -> None:
    files[NORFENTANYL] += 'except = "kits"\n'
    (row,) = reviewed(files).rewrites
    assert row.answers == ()


# what is controlled is computed from the answers


def test_a_merger_into_a_line_that_does_not_name_the_substance_ends_its_control(
    files: Files, act: Act, reviewed: Reviewed
) -> None:
    """The act says "absorbed"; the answers say that control ends."""
    steps = '[[remove]]\nschedule = "schedule-2"\nline = "norfentanyl"\n'
    files[RULE] = act(f'{steps}merged_into = "schedule-1/brorphine"\n')
    (effect,) = reviewed(files).effects
    assert effect.change.kind == "removed"
    assert effect.legal
    assert [turn[1:6] for turn in effect.answers] == [
        ("norfentanyl", date(2026, 12, 21), None, "controlled", "not-listed")
    ]
    assert [gap.kind for gap in effect.gaps.closed] == ["only-a"]


def test_an_amendment_that_names_fewer_never_passes_as_the_same(
    files: Files, act: Act, reviewed: Reviewed
) -> None:
    """Whatever the act is called, the substance that the line no longer names is told."""
    before = files | {
        NORFENTANYL: files[NORFENTANYL].replace(
            '["norfentanyl"]', '["norfentanyl", "fentanyl"]\nline = "pair"'
        )
    }
    after = before | {
        RULE: act(
            '[[amend]]\nschedule = "schedule-2"\nline = "pair"\nsubstances = ["norfentanyl"]\n'
        )
    }
    found = reviewed(after, before)
    rows = [turn for effect in found.effects for turn in effect.answers if effect.legal]
    told = {(turn.substance, turn.after) for turn in (*rows, *found.unexplained)}
    assert told == {("fentanyl", "not-listed")}


def test_a_gap_that_no_row_explains_is_told_though_no_answer_differs(
    files: Files, act: Act, reviewed: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both sides control it before and after; only what the line limits itself to differs."""
    file = "schedules/cn/acts/2024-08-02-rule.toml"
    text = act('[[add]]\nschedule = "precursor-2"\nsubstances = ["norfentanyl"]\n')
    text = text.replace("2026-11-20", "2024-08-02").replace("2026-12-21", "2024-09-01")
    law = files["schedules/cn/schedules.toml"].replace('"precursor"', '"drug"')
    before = files | {file: text, "schedules/cn/schedules.toml": law}
    amended = '[[amend]]\nschedule = "schedule-2"\nline = "norfentanyl"\nexcept = "kits"\n'
    after = before | {RULE: act(amended)}
    assert reviewed(after, before).unexplained == ()
    monkeypatch.setattr(causes, "of_change", lambda *_: ())
    found = reviewed(after, before)
    assert found.unexplained == (
        AnswerChange("us", "norfentanyl", date(2026, 12, 21), None, "aligned", "scope", "cn"),
    )
    (row,) = rows.answers(found.unexplained, (version_of(after).record,))
    assert (row["short"], row["against"]) == ("US/PRC", "cn")
    shown = "US/PRC aligned -> scope from 2026-12-21 on (Norfentanyl)"
    assert answer(row) == shown


def test_a_gap_of_level_is_explained_by_the_lists_that_now_say_it(
    files: Files, reviewed: Reviewed
) -> None:
    """Both sides control it before and after; only whether for medical use is newly written."""
    file, lists = "schedules/cn/acts/2024-08-02-rule.toml", "schedules/cn/schedules.toml"
    drug = files[lists].replace('"precursor"', '"drug"')
    text = files["schedules/us/acts/2020-04-17-norfentanyl.toml"].replace(
        "schedule-2", "precursor-2"
    )
    before = files | {file: text.replace("2020-04-17", "2024-08-02"), lists: drug}
    ours, theirs = "schedules/us/schedules.toml", f"{drug}medical_use = false\n"
    after = before | {ours: f"{files[ours]}medical_use = true\n", lists: theirs}
    found = reviewed(after, before)
    assert (found.unexplained, found.rewrites) == ((), ())
    assert {row.edit.field for row in found.corrections} == {
        "schedules.schedule-2.medical_use",
        "schedules.precursor-2.medical_use",
    }


def test_a_new_wording_moves_no_answer(files: Files, act: Act, reviewed: Reviewed) -> None:
    files[RULE] = act(
        '[[amend]]\nschedule = "schedule-2"\nline = "norfentanyl"\nprinted = "Norfentanil"\n'
    )
    (effect,) = reviewed(files).effects
    assert (effect.answers, effect.legal) == ((), False)


# identities


def test_a_new_identity_that_a_class_reaches_is_told_with_its_gap(
    files: Files, reviewed: Reviewed
) -> None:
    before = files | {TEXT: CLASS, TABLE: HEADER}
    after = before | {
        OPIOIDS: files[OPIOIDS] + '[planted]\nname = "Planted"\n',
        TABLE: HEADER + verdict("planted", "in"),
    }
    found = reviewed(after, before)
    (row,) = found.identities
    assert row.answers == (
        AnswerChange("us", "planted", date(2026, 5, 1), None, None, "controlled"),
    )
    assert [(gap.a, gap.b, gap.kind) for gap in row.gaps.opened] == [("us", "cn", "only-a")]
    assert (found.effects, found.editorial) == ((), ())


def test_a_new_identity_that_nothing_reaches_is_a_row_without_answers(
    files: Files, reviewed: Reviewed
) -> None:
    found = reviewed(files | {OPIOIDS: files[OPIOIDS] + '[planted]\nname = "Planted"\n'})
    assert [(row.substance, row.answers) for row in found.identities] == [("planted", ())]


def test_what_an_act_does_to_a_new_identity_is_told_by_the_act(
    files: Files, act: Act, reviewed: Reviewed
) -> None:
    files[OPIOIDS] += '[planted]\nname = "Planted"\n'
    files[RULE] = act('[[add]]\nschedule = "schedule-1"\nsubstances = ["planted"]\n')
    found = reviewed(files)
    assert [len(row.answers) for row in found.effects] == [1]
    assert [row.answers for row in found.identities] == [()]


# lists


def test_a_new_complete_list_is_no_rewrite_and_says_what_it_makes_unknown(
    files: Files, reviewed: Reviewed
) -> None:
    files[US] += """
[schedules.schedule-6]
title = "Schedule VI"
instrument = "A new part"
regime = "drug"
complete = true
complete_from = 2026-01-01
verified_through = 2026-09-21
"""
    found = reviewed(files)
    assert (found.rewrites, found.unexplained) == ((), ())
    (row,) = found.corrections
    assert row.kind == "list-added"
    (group,) = [one for one in grouped(row.answers) if "fentanyl" in one.substances]
    assert group.turn[2:6] == (date(1971, 5, 1), date(2026, 1, 1), "not-listed", "undetermined")


def test_a_new_list_excuses_no_other_edit_of_its_jurisdiction(
    files: Files, reviewed: Reviewed
) -> None:
    files[US] = files[US].replace("complete_from = 1971-05-01", "complete_from = 1980-01-01")
    files[US] += '[schedules.schedule-6]\ntitle = "VI"\ninstrument = "New"\nregime = "drug"\n'
    files[US] += "complete = true\ncomplete_from = 2026-01-01\nverified_through = 2026-09-21\n"
    found = reviewed(files)
    assert [row.kind for row in found.rewrites] == ["history-rewritten"] * 2
    assert [row.kind for row in found.corrections] == ["list-added"]


# rules


def test_an_edited_rule_is_told_with_the_verdicts_that_move(files: Files) -> None:
    before = files | {TEXT: CLASS, TABLE: HEADER + verdict("norfentanyl", "review")}
    after = before | {
        TEXT: CLASS.replace('reading = "broad"', 'reading = "strict"'),
        TABLE: HEADER + verdict("norfentanyl", "in"),
    }
    (row,) = rules.edited(version_of(before), version_of(after), stale=False)
    assert (row["verdicts"], row["names"]) == (1, ["Norfentanyl"])
    assert row["moved"][0] == {
        "substance": "norfentanyl", "name": "Norfentanyl", "old": "review", "new": "in"
    }  # fmt: skip
    assert row["what"] == "class rule changed (form.0.reading): 1 verdict moves"
    fields = [(one["field"], one["old"], one["new"]) for one in row["fields"]]
    assert fields == [("form.0.reading", "broad", "strict")]


def test_what_an_edited_rule_moves_is_not_known_while_its_verdicts_are_old(files: Files) -> None:
    before = files | {TEXT: CLASS, TABLE: HEADER}
    after = before | {TEXT: CLASS.replace("[c:1]", "[#6:1]")}
    (row,) = rules.edited(version_of(before), version_of(after), stale=True)
    assert row["verdicts"] is None
    assert "not known until registry build" in row["what"]


def test_a_comment_in_a_rule_is_no_edit_of_it(files: Files) -> None:
    before = files | {TEXT: CLASS, TABLE: HEADER}
    after = before | {TEXT: f"# read by two\n{CLASS}"}
    assert rules.edited(version_of(before), version_of(after), stale=False) == []
