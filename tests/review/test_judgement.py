"""What is law, what is a correction, what rewrites the past: one case a test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pytest

from registry.audit.review.judgement import Assessment

Files = dict[str, str]
Act = Callable[..., str]
Reviewed = Callable[..., Assessment]
Events = Callable[[Assessment], NamedTuple]
RULE = "schedules/us/acts/2026-11-20-rule.toml"
NORFENTANYL = "schedules/us/acts/2020-04-17-norfentanyl.toml"
BRORPHINE = "schedules/us/acts/2021-03-01-brorphine.toml"
OPIOIDS = "schedules/substances/opioids.toml"
US = "schedules/us/schedules.toml"
REWRITTEN: tuple[list[str], list[str], list[str], int] = ([], [], ["history-rewritten"], 0)

# edits of acts


def test_a_deleted_act_is_rewritten_history(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    del files[NORFENTANYL]
    found = reviewed(files)
    assert events(found) == REWRITTEN
    assert found.rewrites[0].edit[1:6] == (
        NORFENTANYL, (), "act", "Norfentanyl in schedule II", None
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("effective = 2020-05-18", "effective = 2020-05-19", "effective"),
        ("effective = 2020-05-18", 'effective = "<=2020-05-18"', "effective"),
        ("schedule-2", "schedule-1", "add.schedule-2/norfentanyl.schedule"),
        ('number = "8366"', 'except = "kits"', "add.schedule-2/norfentanyl.except"),
        ('number = "8366"', 'form = "bulk"', "add.schedule-2/norfentanyl.form"),
        ('number = "8366"', "covers = []", "add.schedule-2/norfentanyl.covers"),
        ('number = "8366"', 'expires = "not seen"', "add.schedule-2/norfentanyl.expires"),
        ('["norfentanyl"]', '["fentanyl"]', "add.schedule-2/norfentanyl.substances"),
        ('kind = "rule"', 'kind = "baseline"', "kind"),
        ('kind = "rule"', 'kind = "proposal"', "kind"),
    ],
)
def test_an_undeclared_edit_that_changes_the_past_is_rewritten_history(
    files: Files, reviewed: Reviewed, old: str, new: str, field: str
) -> None:
    files[NORFENTANYL] = files[NORFENTANYL].replace(old, new)
    found = reviewed(files)
    assert [row.edit.field for row in found.rewrites] == [field]
    assert found.effects == ()


def test_scope_that_is_cleared_as_it_was_empty_is_no_scope(
    files: Files, reviewed: Reviewed
) -> None:
    files[NORFENTANYL] += 'form = ""\n'
    assert reviewed(files).rewrites == ()


def test_a_line_left_out_of_an_act_is_rewritten_history(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    before = dict(files)
    before[NORFENTANYL] += '[[add]]\nschedule = "schedule-2"\nsubstances = ["fentanyl"]\n'
    found = reviewed(files, before)
    assert events(found) == REWRITTEN
    assert found.rewrites[0].edit[3:6] == ("add.schedule-2/fentanyl", "present", None)
    assert events(reviewed(before, files)) == REWRITTEN


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("85 FR 21320", "85 FR 21321", "citation-corrected"),
        ("Federal Register", "govinfo", "citation-corrected"),
        ('["DEA"]', '["DEA", "DOJ"]', "citation-corrected"),
        ('"official"', '"secondary"', "evidence-corrected"),
        ("Norfentanyl (N", "Norfentanyl (N'", "wording-corrected"),
        ('"8366"', '"8367"', "wording-corrected"),
        ("in schedule II", "placed in schedule II", "wording-corrected"),
    ],
)
def test_an_edit_that_changes_no_status_of_the_past_is_a_correction(
    files: Files, reviewed: Reviewed, events: Events, old: str, new: str, kind: str
) -> None:
    files[NORFENTANYL] = files[NORFENTANYL].replace(old, new, 1)
    assert events(reviewed(files)) == ([], [kind], [], 0)


def test_a_note_is_editorial(files: Files, reviewed: Reviewed, events: Events) -> None:
    files[NORFENTANYL] = 'note = "Read by two."\n' + files[NORFENTANYL]
    assert events(reviewed(files)) == ([], [], [], 1)


def test_the_date_of_an_act_to_come_is_corrected_without_a_declaration(
    files: Files, act: Act, reviewed: Reviewed, events: Events
) -> None:
    files[RULE] = act('[[add]]\nschedule = "schedule-1"\nsubstances = ["fentanyl"]\n')
    before = dict(files)
    files[RULE] = files[RULE].replace("2026-12-21", "2027-01-04")
    assert events(reviewed(files, before)) == ([], ["date-corrected"], [], 0)
    past = reviewed(files, before, date(2026, 12, 21))
    assert events(past) == ([], [], ["history-rewritten"], 0)


def test_a_file_that_follows_its_corrected_day_is_no_re_key(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    text = files.pop(NORFENTANYL).replace("2020-04-17", "2020-04-16")
    files["schedules/us/acts/2020-04-16-norfentanyl.toml"] = text
    assert events(reviewed(files)) == ([], ["date-corrected"], [], 0)


def test_a_line_added_to_an_act_to_come_is_an_effect(
    files: Files, act: Act, reviewed: Reviewed, events: Events
) -> None:
    files[RULE] = act('[[add]]\nschedule = "schedule-1"\nsubstances = ["fentanyl"]\n')
    before = dict(files)
    files[RULE] += '[[remove]]\nschedule = "schedule-2"\nline = "norfentanyl"\n'
    assert events(reviewed(files, before)) == (["removed"], [], [], 0)


def test_a_baseline_replaced_by_the_act_behind_it_rewrites_nothing(
    files: Files, act: Act, reviewed: Reviewed
) -> None:
    """What an edit takes away and a new act gives back unchanged is no rewrite."""
    two = '[[add]]\nschedule = "schedule-2"\nsubstances = ["fentanyl"]\n'
    before = files | {NORFENTANYL: files[NORFENTANYL] + two}
    taken = act(two).replace("2026-11-20", "2020-04-17").replace("2026-12-21", "2020-05-18")
    files["schedules/us/acts/2020-04-17-fentanyl.toml"] = taken
    assert reviewed(files, before).rewrites == ()
    files["schedules/us/acts/2020-04-17-fentanyl.toml"] = taken.replace("05-18", "05-17")
    assert reviewed(files, before).rewrites == ()
    files["schedules/us/acts/2020-04-17-fentanyl.toml"] = taken.replace("05-18", "05-20")
    assert len(reviewed(files, before).rewrites) == 1


# declarations

DECLARED = """
[[correction]]
date = 2026-11-24
field = "effective"
old = 2020-05-18
new = 2020-05-19
reason = "A slip of the pen."
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("old = 2020-05-18", "old = 2020-05-17", 'The base has "2020-05-18", not "2020-05-17".'),
        ("new = 2020-05-19", "new = 2020-05-20", 'The file has "2020-05-19" now'),
        ('"effective"', '"published"', 'No field "published" of this file was edited.'),
    ],
)
def test_an_untrue_declaration_covers_nothing(
    files: Files, reviewed: Reviewed, old: str, new: str, says: str
) -> None:
    files[NORFENTANYL] = files[NORFENTANYL].replace("= 2020-05-18", "= 2020-05-19")
    files[NORFENTANYL] += DECLARED.replace(old, new)
    found = reviewed(files)
    assert len(found.rewrites) == 1
    assert [one.what for one in found.mismatched if says in one.what]


def test_a_declaration_of_the_base_covers_no_further_edit(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    before = files | {NORFENTANYL: files[NORFENTANYL] + DECLARED}
    after = before | {NORFENTANYL: before[NORFENTANYL].replace("e = 2020-05-18", "e = 2020-05-19")}
    assert events(reviewed(after, before)) == REWRITTEN


@pytest.mark.parametrize(
    "field", ["add.schedule-2/norfentanyl.except", "except", "add[0].except", "add.0.except"]
)
def test_a_field_may_be_named_in_full_by_its_end_or_by_its_number(
    files: Files, reviewed: Reviewed, events: Events, field: str
) -> None:
    files[NORFENTANYL] += 'except = "kits"\n' + DECLARED.replace(
        '"effective"', f'"{field}"'
    ).replace("2020-05-18", '"absent"').replace("2020-05-19", '"kits"')
    assert events(reviewed(files)) == ([], ["record-corrected"], [], 0)


def test_that_a_line_reaches_no_relative_is_declared_as_none(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    files[NORFENTANYL] += "covers = []\n" + DECLARED.replace('"effective"', '"covers"').replace(
        "2020-05-18", '"absent"'
    ).replace("2020-05-19", '"none"')
    assert events(reviewed(files)) == ([], ["record-corrected"], [], 0)


def test_a_list_is_declared_with_semicolons_in_any_order(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    files[NORFENTANYL] = files[NORFENTANYL].replace(
        'substances = ["norfentanyl"]',
        'line = "norfentanyl"\nsubstances = ["norfentanyl", "fentanyl"]',
    ) + DECLARED.replace("effective", "substances").replace("2020-05-18", '"norfentanyl"').replace(
        "2020-05-19", '"norfentanyl; fentanyl"'
    )
    assert events(reviewed(files)) == ([], ["record-corrected"], [], 0)


# acts recorded late, and what they do to others


def late(act: Act, steps: str) -> str:
    return act(steps).replace("2026-11-20", "2026-11-10").replace("2026-12-21", "2026-11-15")


def test_an_act_recorded_late_is_an_effect_and_says_so(
    files: Files, act: Act, reviewed: Reviewed, events: Events
) -> None:
    steps = '[[add]]\nschedule = "schedule-1"\nsubstances = ["fentanyl"]\n'
    files["schedules/us/acts/2026-11-10-rule.toml"] = late(act, steps)
    found = reviewed(files)
    assert events(found) == (["added"], [], [], 0)
    assert found.effects[0].late


def test_lines_that_stand_otherwise_through_a_later_act_are_consequences(
    files: Files, act: Act, reviewed: Reviewed, events: Events
) -> None:
    """A scope amended late is carried on by the later move."""
    files[RULE] = act('[[move]]\nfrom = "schedule-2/norfentanyl"\nto = "schedule-1"\n')
    before = dict(files)
    files["schedules/us/acts/2026-11-10-rule.toml"] = late(
        act, '[[amend]]\nschedule = "schedule-2"\nline = "norfentanyl"\nexcept = "kits"\n'
    )
    found = reviewed(files, before)
    assert events(found) == (["scope-changed"], [], [], 0)
    assert [str(row.key) for row in found.consequences] == ["us/schedule-1/norfentanyl"]


# identities, lists, class texts


def test_a_relative_that_is_no_relative_any_more_changes_the_past(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    files[US] = files[US].replace(
        "verified_through", 'clause = {covers = ["salt"]}\nverified_through'
    )
    salt = files[OPIOIDS] + '[fentanyl-citrate]\nname = "Fentanyl citrate"\n'
    files[OPIOIDS] = salt + 'form_of = {substance = "norfentanyl", as = "salt"}\n'
    found = reviewed(files | {OPIOIDS: salt}, files)
    assert events(found) == REWRITTEN
    assert found.rewrites[0].edit[3:6] == ("form_of", "norfentanyl as salt", None)
    without = files | {US: files[US].replace('"salt"', '"ester"')}
    assert {row.edit.field for row in reviewed(without, files).rewrites} == {
        "schedules.schedule-1.clause.covers",
        "schedules.schedule-2.clause.covers",
    }


def test_an_identity_is_corrected_openly_in_its_own_file(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    files[US] = files[US].replace(
        "verified_through", 'clause = {covers = ["salt"]}\nverified_through'
    )
    salt = files[OPIOIDS] + '[fentanyl-citrate]\nname = "Fentanyl citrate"\n'
    files[OPIOIDS] = salt + 'form_of = {substance = "norfentanyl", as = "salt"}\n'
    declared = (
        salt
        + """[[fentanyl-citrate.correction]]
date = 2026-11-24
field = "form_of"
old = "norfentanyl as salt"
new = "absent"
reason = "It is a salt of fentanyl, which is not in this record."
"""
    )
    found = reviewed(files | {OPIOIDS: declared}, files)
    assert events(found) == ([], ["record-corrected"], [], 0)


def test_a_first_whole_day_moved_makes_the_unknown_known(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    files[US] = files[US].replace("1971-05-01", "1980-01-01")
    assert events(reviewed(files)) == ([], [], ["history-rewritten"] * 2, 0)


def test_a_list_compared_through_a_later_day_is_told(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    files[US] = files[US].replace("2026-09-21", "2026-11-21", 1)
    found = reviewed(files)
    assert events(found) == ([], ["verified"], [], 0)
    assert found.corrections[0].edit.field == "schedules.schedule-1.verified_through"


def test_a_substance_nobody_lists_may_go_and_is_told(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    files[OPIOIDS] = files[OPIOIDS].partition("[fentanyl]")[0]
    found = reviewed(files)
    assert events(found) == ([], ["identifier-corrected"], [], 0)
    assert found.corrections[0].edit[4:6] == ("Fentanyl", None)


CLASS = """
title = "Substances related to fentanyl"
jurisdiction = "us"
schedule = "schedule-1"
text = "Any substance related to fentanyl."
citation = "91 FR 2"
source = "Federal Register"
evidence = "official"
families = []
[[verdict]]
substances = ["fentanyl"]
verdict = "in"
basis = "named in the text"
source = "Federal Register"
"""


def test_a_class_text_introduces_a_class_and_a_verdict_of_the_past_is_history(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    before = dict(files)
    files["schedules/classes/us-related/2026-05-01.toml"] = CLASS
    assert events(reviewed(files, before)) == (["class-introduced"], [], [], 0)
    out = CLASS.replace('"in"', '"out"')
    edited = files | {"schedules/classes/us-related/2026-05-01.toml": out}
    assert events(reviewed(edited, files)) == REWRITTEN
    assert len(reviewed(before, files).rewrites) == 1


TEXT = "schedules/classes/us-related/2026-05-01.toml"
TABLE = "schedules/classes/coverage.csv"
ROW = "us-related,2026-05-01,norfentanyl,opioids,{},A,strict,rule,,clause (A)\n"


def with_verdict(files: Files, verdict: str) -> Files:
    """The class, and what its rule says of norfentanyl."""
    header = "class,text,substance,family,verdict,clauses,reading,basis,since,reason\n"
    return files | {TEXT: CLASS, TABLE: header + ROW.format(verdict)}


def test_a_computed_verdict_that_turns_changes_the_past(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    # It turns where a rule, a structure or the tool was edited: nobody may slip that in.
    before, after = (with_verdict(files, one) for one in ("review", "in"))
    del before[NORFENTANYL], after[NORFENTANYL]
    found = reviewed(after, before)
    assert events(found) == REWRITTEN
    assert found.rewrites[0].edit[1:6] == (TEXT, (), "judged.norfentanyl", "review", "in")
    after[TEXT] += """[[correction]]
date = 2026-11-24
field = "judged.norfentanyl"
old = "review"
new = "in"
reason = "Clause (A) was read too narrowly."
"""
    assert events(reviewed(after, before)) == ([], ["record-corrected"], [], 0)


def test_a_verdict_that_only_notes_a_name_elsewhere_is_nothing(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    before, after = (with_verdict(files, one) for one in ("in", "in-but-listed"))
    assert events(reviewed(after, before)) == ([], [], [], 0)


# gaps


def test_an_effect_tells_the_gaps_that_it_opens_and_closes(
    files: Files, act: Act, reviewed: Reviewed
) -> None:
    files["schedules/cn/acts/2026-11-20-rule.toml"] = act(
        '[[add]]\nschedule = "precursor-2"\nsubstances = ["norfentanyl"]\n'
        '[[add]]\nschedule = "precursor-2"\nsubstances = ["fentanyl"]\n'
    )
    one, other = sorted(reviewed(files).effects, key=lambda each: each.change.key.line)
    assert [each[:4] for each in one.gaps.opened] == [("us", "cn", "fentanyl", "only-b")]
    assert one.gaps.closed == ()
    assert [each[:4] for each in other.gaps.closed] == [("us", "cn", "norfentanyl", "only-a")]
    assert [each[:4] for each in other.gaps.opened] == [("us", "cn", "norfentanyl", "regime")]


def test_a_class_act_tells_the_gaps_of_those_whom_its_rule_brings_in(
    files: Files, reviewed: Reviewed
) -> None:
    # No line, no verdict of an authority: the computed verdict alone reaches norfentanyl.
    del files[NORFENTANYL]
    bare = CLASS[: CLASS.index("[[verdict]]")]
    header = "class,text,substance,family,verdict,clauses,reading,basis,since,reason\n"
    after = files | {TEXT: bare, TABLE: header + ROW.format("in")}
    (one,) = reviewed(after, files).effects
    assert one.change.kind == "class-introduced"
    assert [each[:4] for each in one.gaps.opened] == [("us", "cn", "norfentanyl", "only-a")]


def test_a_proposal_withdrawn_is_an_effect_without_control(
    files: Files, act: Act, reviewed: Reviewed, events: Events
) -> None:
    steps = '[[add]]\nschedule = "schedule-1"\nsubstances = ["fentanyl"]\n'
    proposal = "schedules/us/acts/2026-11-20-proposed.toml"
    proposed = files | {proposal: act(steps).replace('"rule"', '"proposal"')}
    assert events(reviewed(proposed)) == (["proposed"], [], [], 0)
    answer = 'answers = ["us/2026-11-20-proposed"]\n'
    withdrawn = proposed | {RULE: act(answer).replace('"rule"', '"withdrawal"')}
    found = reviewed(withdrawn, proposed)
    assert events(found) == (["withdrawn"], [], [], 0)
    assert not found.effects[0].change.legal_effect
