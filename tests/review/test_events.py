"""The fourteen events of a list, each named as what it is: 14 of 14, and nothing beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from registry.audit.review.judgement import Assessment
from registry.law import loading

Files = dict[str, str]
Act = Callable[..., str]
Reviewed = Callable[..., Assessment]
Events = Callable[[Assessment], NamedTuple]
NOTHING: tuple[list[str], list[str], list[str], int] = ([], [], [], 0)
RULE = "schedules/us/acts/2026-11-20-rule.toml"
NORFENTANYL = "schedules/us/acts/2020-04-17-norfentanyl.toml"
BRORPHINE = "schedules/us/acts/2021-03-01-brorphine.toml"
OPIOIDS = "schedules/substances/opioids.toml"


def test_1_an_addition(files: Files, act: Act, reviewed: Reviewed, events: Events) -> None:
    files[RULE] = act('[[add]]\nschedule = "schedule-1"\nsubstances = ["fentanyl"]\n')
    found = reviewed(files)
    assert events(found) == (["added"], [], [], 0)
    assert found.effects[0].change.day.day == date(2026, 12, 21)
    assert found.effects[0].change.substances == ("fentanyl",)


def test_2_a_deletion(files: Files, act: Act, reviewed: Reviewed, events: Events) -> None:
    files[RULE] = act('[[remove]]\nschedule = "schedule-2"\nline = "norfentanyl"\n')
    assert events(reviewed(files)) == (["removed"], [], [], 0)


def test_3_an_expiry_becomes_known(files: Files, reviewed: Reviewed, events: Events) -> None:
    files[BRORPHINE] = files[BRORPHINE].replace('"not seen"', "2027-03-01")
    found = reviewed(files)
    assert events(found) == (["expired"], ["date-corrected"], [], 0)
    assert found.effects[0].change.day.day == date(2027, 3, 1)
    assert found.corrections[0].edit[3:6] == (
        "add.schedule-1/brorphine.expires", "not seen", "2027-03-01"
    )  # fmt: skip


def test_4_a_transfer(files: Files, act: Act, reviewed: Reviewed, events: Events) -> None:
    files[RULE] = act('[[move]]\nfrom = "schedule-2/norfentanyl"\nto = "schedule-1"\n')
    found = reviewed(files)
    assert events(found) == (["moved"], [], [], 0)
    change = found.effects[0].change
    assert (change.from_schedule, change.to_schedule) == ("schedule-2", "schedule-1")


def test_5_a_rename(files: Files, reviewed: Reviewed, events: Events) -> None:
    files[OPIOIDS] = files[OPIOIDS].replace('"Norfentanyl"', '"Despropionyl"')
    found = reviewed(files)
    assert events(found) == ([], ["renamed"], [], 0)
    assert found.corrections[0].edit[4:6] == ("Norfentanyl", "Despropionyl")


def test_5_a_rename_by_the_law(files: Files, act: Act, reviewed: Reviewed, events: Events) -> None:
    files[RULE] = act(
        '[[amend]]\nschedule = "schedule-2"\nline = "norfentanyl"\nprinted = "Norfentanil"\n'
    )
    assert events(reviewed(files)) == (["renamed"], [], [], 0)


def test_6_a_corrected_cas_number(files: Files, reviewed: Reviewed, events: Events) -> None:
    files[OPIOIDS] = files[OPIOIDS].replace("437-38-7", "990-73-8")
    found = reviewed(files)
    assert events(found) == ([], ["identifier-corrected"], [], 0)
    assert found.corrections[0].edit[3:6] == ("cas", "437-38-7", "990-73-8")


def test_7_a_corrected_date_of_the_past_must_be_declared(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    files[NORFENTANYL] = files[NORFENTANYL].replace("= 2020-05-18", "= 2020-05-19")
    found = reviewed(files)
    assert events(found) == ([], [], ["history-rewritten"], 0)
    assert found.rewrites[0].edit[3:6] == ("effective", "2020-05-18", "2020-05-19")
    files[NORFENTANYL] += """
[[correction]]
date = 2026-11-24
field = "effective"
old = 2020-05-18
new = 2020-05-19
reason = "A slip of the pen; the rule prints 19 May."
"""
    found = reviewed(files)
    assert events(found) == ([], ["date-corrected"], [], 0)
    assert found.mismatched == ()


def test_8_temporary_becomes_permanent(
    files: Files, act: Act, reviewed: Reviewed, events: Events
) -> None:
    files[RULE] = act('[[confirm]]\nschedule = "schedule-1"\nline = "brorphine"\n')
    assert events(reviewed(files)) == (["confirmed"], [], [], 0)


def test_9_a_wider_scope(files: Files, act: Act, reviewed: Reviewed, events: Events) -> None:
    files[RULE] = act(
        '[[amend]]\nschedule = "schedule-2"\nline = "norfentanyl"\ncovers = ["salt", "ester"]\n'
        'except = "kits"\n'
    )
    found = reviewed(files)
    assert events(found) == (["scope-changed"], [], [], 0)
    assert found.effects[0].change.why == (
        'The scope of schedule-2/norfentanyl changed: except "kits"; covers salt, ester '
        "(before: except not written; covers not written)."
    )


def test_10_a_split(files: Files, act: Act, reviewed: Reviewed, events: Events) -> None:
    files[RULE] = act("""
[[amend]]
schedule = "schedule-2"
line = "norfentanyl"
form = "bulk"
[[add]]
schedule = "schedule-2"
substances = ["norfentanyl"]
line = "norfentanyl-injections"
form = "injections"
continues = "schedule-2/norfentanyl"
""")
    assert events(reviewed(files)) == (["scope-changed", "split"], [], [], 0)


def test_11_reordering_is_nothing(files: Files, reviewed: Reviewed, events: Events) -> None:
    blocks = files[OPIOIDS].strip().split("\n[")
    files[OPIOIDS] = "\n[".join([f"[{blocks[2]}", blocks[1], blocks[0][1:]])
    assert files[OPIOIDS].startswith("[fentanyl]")
    lines = files[NORFENTANYL].strip().split("\n")
    files[NORFENTANYL] = "\n".join([*reversed(lines[:8]), *lines[8:]])
    assert events(reviewed(files)) == NOTHING


def test_12_white_space_and_case_are_editorial(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    files[NORFENTANYL] = files[NORFENTANYL].replace("printed = ", "printed   =  ")
    files[NORFENTANYL] += "\n# a comment\n\n"
    assert events(reviewed(files)) == NOTHING
    files[NORFENTANYL] = files[NORFENTANYL].replace("N-phenyl", "N-Phenyl")
    assert events(reviewed(files)) == ([], [], [], 1)


def test_13_other_hyphens_are_editorial_in_a_name_and_an_error_in_a_cas_number(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    files[NORFENTANYL] = files[NORFENTANYL].replace("N-phenyl", "N‐phenyl")
    assert events(reviewed(files)) == ([], [], [], 1)
    files[OPIOIDS] = files[OPIOIDS].replace("437-38-7", "437‐38‐7")
    _, findings = loading.read({name: text.encode() for name, text in files.items()})
    assert [(one.code, one.file, one.line) for one in findings] == [("SCH003", OPIOIDS, 10)]


def test_14_a_re_key_of_a_substance_is_one_event(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    files[OPIOIDS] = files[OPIOIDS].replace("[norfentanyl]", "[desphenethyl-fentanyl]")
    files[NORFENTANYL] = files[NORFENTANYL].replace('["norfentanyl"]', '["desphenethyl-fentanyl"]')
    found = reviewed(files)
    assert events(found) == ([], ["re-keyed"], [], 0)
    assert found.corrections[0].edit[4:6] == ("norfentanyl", "desphenethyl-fentanyl")
    assert found.differences == ()


def test_14_a_re_key_of_a_line_is_one_event(
    files: Files, act: Act, reviewed: Reviewed, events: Events
) -> None:
    files[RULE] = act('[[remove]]\nschedule = "schedule-2"\nline = "norfentanyl"\n')
    before = dict(files)
    files[RULE] = files[RULE].replace('"norfentanyl"', '"norfentanyl-8366"')
    files[NORFENTANYL] += 'line = "norfentanyl-8366"\n'
    found = reviewed(files, before)
    assert events(found) == ([], ["re-keyed"], [], 0)
    assert found.corrections[0].edit[4:6] == (
        "schedule-2/norfentanyl", "schedule-2/norfentanyl-8366"
    )  # fmt: skip


def test_14_a_re_key_of_an_act_is_one_event(
    files: Files, reviewed: Reviewed, events: Events
) -> None:
    files["schedules/us/acts/2020-04-17-norfentanyl-in-ii.toml"] = files.pop(NORFENTANYL)
    found = reviewed(files)
    assert events(found) == ([], ["re-keyed"], [], 0)
    assert found.corrections[0].edit[4:6] == (
        "us/2020-04-17-norfentanyl", "us/2020-04-17-norfentanyl-in-ii"
    )  # fmt: skip
