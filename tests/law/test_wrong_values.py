"""Wrong characters, dates, ids and numbers: each is one finding at its file and line."""

from __future__ import annotations

import re

import pytest

from tests.law.spoilt import (
    ACT,
    CLASS,
    EDITION,
    FAMILY,
    FILES,
    LISTS,
    SEED,
    read,
    swapped,
    the_finding,
)

# characters


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("fentanyl ", "fentanyl "),
        (" fentanyl", " fentanyl"),
        ("fentanyl\xa0", r"fentanyl\xa0"),
        ("fent\u0430nyl", r"fent\u0430nyl"),
        ("fenta\u200bnyl", r"fenta\u200bnyl"),
        ("Fentanyl", "Fentanyl"),
        ("fentanyl_", "fentanyl_"),
        ("", '""'),
    ],
)
def test_an_id_that_is_none_is_refused_and_shown(name: str, shown: str) -> None:
    text = FILES[FAMILY].replace("[fentanyl]", f'["{name}"]')
    one = the_finding({FAMILY: '[other]\nname = "Other"\n\n' + text}, FAMILY)
    assert one.line == 4
    assert shown in one.what


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Fentanyl ", "white space"),
        ("Fentanyl\xa0", r"\xa0"),
        ("Fent\u200banyl", r"\u200b"),
        ("Fent\u202eanyl", r"\u202e"),
        ("Fent\xadanyl", r"\xad"),
        ("Fent\u0430nyl", r"\u0430"),
        ("Fe\u0301ntanyl", "NFC"),
        ("Fent\\u0000anyl", r"\x00"),
        ("Fent\\tanyl", r"\t"),
        ("Fent\\nanyl", r"\n"),
        ("", "empty"),
        ("   ", "empty"),
    ],
)
def test_a_name_that_hides_something_is_refused_and_shown(name: str, said: str) -> None:
    text = FILES[FAMILY].replace('name = "Fentanyl"', f'name = "{name}"')
    one = the_finding({FAMILY: text}, FAMILY)
    assert (one.code, one.line) == ("SCH003", 2)
    assert "fentanyl.name" in one.what
    assert said in one.what


def test_a_nul_is_refused_on_its_line() -> None:
    one = the_finding({FAMILY: FILES[FAMILY].replace("Fentanyl", "Fent\0anyl")}, FAMILY)
    assert (one.code, one.line) == ("SCH001", 2)


@pytest.mark.parametrize("name", ["Δ9-THC", "α-PVP", "2′-Fluoro", "N–methyl", "芬太尼", "Müller"])
def test_the_characters_of_chemical_names_are_taken(name: str) -> None:
    record, findings = read(swapped(FAMILY, '"Fentanyl"', f'"{name}"'))
    assert findings == []
    assert record.substances["fentanyl"].name == name


# dates
NO_DATES = [
    '"２０２４-08-05"',
    '"2024-8-5"',
    '"20240805"',
    '"2024-W32-1"',
    '"08/05/2024"',
    '"2024-02-30"',
    '"2024-13-01"',
    '"2024‐08‐05"',
    '"2024-08-05 "',
    '"tomorrow"',
    '""',
    "2024-08-05T00:00:00+08:00",
    "2024-08-05T00:00:00Z",
    "2024-08-05 00:00:00",
    "12:30:45",
    "1722816000",
    "20240805",
    "1.5",
    "true",
    '["2024-08-05"]',
    "{ day = 2024-08-05 }",
]


@pytest.mark.parametrize("written", NO_DATES)
def test_what_is_no_date_is_refused_on_its_line(written: str) -> None:
    one = the_finding(swapped(ACT, "effective = 2024-08-05", f"effective = {written}"), ACT)
    assert (one.code, one.line) == ("SCH003", 7)
    assert '"effective"' in one.what
    assert "datetime" not in one.what


@pytest.mark.parametrize("written", [*NO_DATES, '"2024"', '"2024-08"', '"<=2024-08-05"'])
@pytest.mark.parametrize("field", ["complete_from = 1971-05-01", "verified_through = 2024-09-01"])
def test_the_reach_of_a_list_is_a_whole_day(field: str, written: str) -> None:
    name = field.partition(" ")[0]
    one = the_finding(swapped(LISTS, field, f"{name} = {written}"), LISTS)
    assert (one.code, one.line) == ("SCH003", 4 + 5 + (name == "verified_through"))
    assert f"schedules.schedule-2.{name}" in one.what


@pytest.mark.parametrize(
    "written", ["2024-8-5", "2024-W32-1", "08/05/2024", "2024-02-30", "2024-13-01", "<=2024-08-05"]
)
def test_what_is_no_date_of_toml_is_refused_on_its_line(written: str) -> None:
    one = the_finding(swapped(ACT, "effective = 2024-08-05", f"effective = {written}"), ACT)
    assert (one.code, one.line) == ("SCH001", 7)


@pytest.mark.parametrize("written", ["20240718", "2024-02-30", "2024-13-01", "08/05/2024"])
def test_what_is_no_day_is_named(written: str) -> None:
    one = the_finding(swapped(ACT, "effective = 2024-08-05", f"effective = {written}"), ACT)
    assert one.what.partition(" is not a ")[0].endswith(written)
    assert "YYYY-MM-DD" in one.what


def test_a_field_of_another_table_is_not_answered_with_itself() -> None:
    move = '[[move]]\nschedule = "schedule-2"\nfrom = "schedule-2/a"\nto = "schedule-2/b"\n'
    of_file = [one for one in read({ACT: FILES[ACT] + move})[1] if one.file == ACT]
    assert [one.what.partition(".")[0] for one in of_file] == ['Unknown field "move']
    assert 'Did you mean "schedule"' not in of_file[0].what


def test_a_wrong_date_is_answered_with_an_example() -> None:
    one = the_finding(swapped(ACT, "effective = 2024-08-05", 'effective = "2024-8-5"'), ACT)
    assert "2024-08-05" in one.what


def test_a_quoted_date_is_a_date() -> None:
    plain, _ = read({})
    quoted, findings = read(swapped(ACT, "effective = 2024-08-05", 'effective = "2024-08-05"'))
    assert findings == []
    assert quoted == plain


# medical use
REGIME = 'regime = "drug"\n'


@pytest.mark.parametrize("written", ["true", "false", '"not said"'])
def test_a_list_is_for_medical_use_or_not_or_says_nothing(written: str) -> None:
    record, findings = read(swapped(LISTS, REGIME, f"{REGIME}medical_use = {written}\n"))
    assert findings == []
    said = record.jurisdictions["us"].schedules["schedule-2"].medical_use
    assert said == {"true": True, "false": False}.get(written, "not said")


@pytest.mark.parametrize("written", ["1", "0", '"true"', '"no"', '""', "[true]", "2024-08-05"])
def test_another_word_on_medical_use_is_refused_on_its_line(written: str) -> None:
    one = the_finding(swapped(LISTS, REGIME, f"{REGIME}medical_use = {written}\n"), LISTS)
    assert (one.code, one.line) == ("SCH003", 8)
    assert 'true, false or "not said"' in one.what


def test_a_list_does_not_say_its_medical_use_in_its_clause() -> None:
    clause = f"{REGIME}clause = {{ medical_use = true }}\n"
    one = the_finding(swapped(LISTS, REGIME, clause), LISTS)
    assert "a list says medical_use itself" in one.what


# identifiers


def test_a_wrong_check_digit_is_answered_with_the_right_one() -> None:
    one = the_finding(swapped(FAMILY, "437-38-7", "437-38-8"), FAMILY)
    assert (one.code, one.line) == ("ID101", 3)
    assert "check digit is 7" in one.what


@pytest.mark.parametrize(
    "number", ["50-0-0", "437387", "４37-38-7", "437‐38‐7", "437-38-7 ", "CAS 437-38-7", ""]
)
def test_what_is_no_cas_number_is_refused(number: str) -> None:
    one = the_finding(swapped(FAMILY, "437-38-7", number), FAMILY)
    assert (one.code, one.line) == ("SCH003", 3)
    assert "50-00-0" in one.what


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "line", "near"),
    [
        (ACT, '"schedule-2"', '"schedule-22"', "REF001", 10, "schedule-2"),
        (ACT, '["fentanyl"]', '["fentanil"]', "REF002", 11, "fentanyl"),
        (ACT, 'substances = ["fentanyl"]', 'class = "us-fentanyl"', "REF003", 11, "us-fentanyls"),
        (CLASS, '"us"', '"uss"', "REF006", 2, "us"),
        (CLASS, '"schedule-2"', '"shedule-2"', "REF001", 3, "schedule-2"),
        (CLASS, '["opioids"]', '["opiods"]', "REF007", 8, "opioids"),
        (SEED, "us/2024-08-05-order", "us/2024-08-06-order", "REF004", 8, "us/2024-08-05-order"),
    ],
)
def test_an_unknown_id_is_answered_with_the_nearest(
    file: str, old: str, new: str, code: str, line: int, near: str
) -> None:
    one = the_finding(swapped(file, old, new), file)
    assert (one.code, one.line) == (code, line)
    assert f'"{near}"' in one.what


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "near"),
    [
        (EDITION, "title =", "titel =", 3, "title"),
        (LISTS, "short =", "shrot =", 2, "short"),
        (LISTS, "regime =", "regimen =", 7, "regime"),
        (FAMILY, "cas =", "csa =", 3, "cas"),
        (ACT, "kind =", "knid =", 2, "kind"),
        (ACT, "[[add]]", "[[ad]]", 9, "add"),
        (ACT, "printed =", "prnted =", 12, "printed"),
        (ACT, "schedule =", "shedule =", 10, "schedule"),
        (CLASS, "families =", "family =", 8, "families"),
        (SEED, "says =", "say =", 7, "says"),
    ],
)
def test_an_unknown_field_is_answered_with_the_nearest(
    file: str, old: str, new: str, line: int, near: str
) -> None:
    _, findings = read(swapped(file, old, new))
    (one,) = (one for one in findings if one.code == "SCH002")
    assert (one.file, one.line) == (file, line)
    assert f'"{near}"' in one.what


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "path"),
    [
        (ACT, 'title = "Fentanyl"', 'title = ["Fentanyl"]', 1, "title"),
        (ACT, 'authority = ["DEA"]', 'authority = "DEA"', 3, "authority"),
        (ACT, "[[add]]", "[add]", 9, "add"),
        (ACT, '["fentanyl"]', '"fentanyl"', 11, "substances"),
        (ACT, '["fentanyl"]', '["fentanyl", 3]', 11, "substances"),
        (ACT, 'kind = "order"', 'kind = "orders"', 2, "kind"),
        (LISTS, "complete = true", 'complete = "yes"', 8, "schedules.schedule-2.complete"),
        (FAMILY, '["437-38-7"]', '"437-38-7"', 3, "fentanyl.cas"),
        (FAMILY, '["437-38-7"]', "[437387]", 3, "fentanyl.cas"),
        (EDITION, '"2024.09.01"', "2024", 2, "version"),
        (EDITION, '"2024.09.01"', '"1.0"', 2, "version"),
        (EDITION, '"2024.09.01"', '"２０２４.09.01"', 2, "version"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_at_its_path(
    file: str, old: str, new: str, line: int, path: str
) -> None:
    one = the_finding(swapped(file, old, new), file)
    assert (one.code, one.line) == ("SCH003", line)
    assert path in one.what
    for word in ("tuple", "dictionary", "instance of"):
        assert word not in one.what


@pytest.mark.parametrize(
    ("file", "line", "field", "at"),
    [
        (ACT, "source", "source", 1),
        (ACT, "citation", "citation", 1),
        (ACT, "schedule", "add.0.schedule", 9),
        (LISTS, "instrument", "schedules.schedule-2.instrument", 4),
        (FAMILY, "name", "fentanyl.name", 1),
        (SEED, "status", "claim.0.status", 6),
    ],
)
def test_a_missing_field_is_named_at_its_table(file: str, line: str, field: str, at: int) -> None:
    text = re.sub(rf"^{line} = .*\n", "", FILES[file], count=1, flags=re.MULTILINE)
    one = the_finding({file: text}, file)
    assert (one.code, one.line) == ("SCH004", at)
    assert f'"{field}"' in one.what


def test_an_act_without_any_day_is_refused_in_words() -> None:
    one = the_finding(swapped(ACT, "effective = 2024-08-05\n", ""), ACT)
    assert "effective" in one.what
    assert '""' not in one.what


def test_a_mistake_is_complained_of_once() -> None:
    for changed, file in (
        (swapped(FAMILY, '"Fentanyl"', '"Fentanyl "'), FAMILY),
        (swapped(LISTS, '"drug"', '"drugs"'), LISTS),
        (swapped(CLASS, '"official"', '"oficial"'), CLASS),
        (swapped(ACT, '"official"', '"oficial"'), ACT),
    ):
        _, findings = read(changed)
        assert [one.file for one in findings] == [file]


# the schema


@pytest.mark.parametrize("number", ["2", "3", "99"])
def test_a_newer_schema_asks_for_a_newer_tool_and_nothing_else(number: str) -> None:
    changed = swapped(EDITION, "schema = 1", f"schema = {number}\nnew = true")
    changed |= swapped(ACT, "kind =", "new = true\nkind =")
    _, (one, *others) = read(changed)
    assert others == []
    assert (one.code, one.line) == ("SCH006", 1)
    assert number in one.what


@pytest.mark.parametrize("number", ["0", "-1", "1.0", '"1"', "true", "[1]", "2024-01-01"])
def test_a_schema_that_is_no_known_number_is_refused(number: str) -> None:
    one = the_finding(swapped(EDITION, "schema = 1", f"schema = {number}"), EDITION)
    assert one.line == 1


# what a finding says of the value


def test_a_word_outside_the_list_is_shown_with_the_nearest() -> None:
    one = the_finding(swapped(ACT, 'kind = "order"', 'kind = "ordr"'), ACT)
    assert one.what.startswith('In "kind": "ordr" is none of "baseline", "statute", ')
    assert one.what.endswith(' Did you mean "order"?')


def test_a_number_in_the_place_of_a_day_is_shown() -> None:
    one = the_finding(swapped(ACT, "effective = 2024-08-05", "effective = 20240805"), ACT)
    assert one.what.startswith('In "effective": 20240805 is not a date; write YYYY-MM-DD ')
