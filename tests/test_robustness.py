"""Bad and hostile input: each is one finding at its file and line, never a traceback."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.audit.check import run
from registry.law import loading
from registry.law.finding import Finding
from registry.law.record import Record
from registry.law.sources import File, read_files

EDITION: Final = "schedules/registry.toml"
LISTS: Final = "schedules/us/schedules.toml"
FAMILY: Final = "schedules/substances/opioids.toml"
ACT: Final = "schedules/us/acts/2024-08-05-order.toml"
CLASS: Final = "schedules/classes/us-fentanyls/2024-08-05.toml"
SEED: Final = "seeds/a-document.toml"
FILES: Final = {
    EDITION: """\
schema = 1
version = "2024.09.01"
title = "A small record"
""",
    LISTS: """\
name = "United States of America"
short = "US"

[schedules.schedule-2]
title = "Schedule II"
instrument = "21 CFR 1308.12"
regime = "drug"
complete = true
complete_from = 1971-05-01
verified_through = 2024-09-01
""",
    FAMILY: """\
[fentanyl]
name = "Fentanyl"
cas = ["437-38-7"]
source = "a list"
""",
    ACT: """\
title = "Fentanyl"
kind = "order"
authority = ["DEA"]
citation = "89 FR 1"
source = "https://example.org/89fr1"
evidence = "official"
effective = 2024-08-05

[[add]]
schedule = "schedule-2"
substances = ["fentanyl"]
printed = "Fentanyl"
""",
    CLASS: """\
title = "Fentanyls"
jurisdiction = "us"
schedule = "schedule-2"
text = "Everything like fentanyl."
citation = "89 FR 2"
source = "https://example.org/89fr2"
evidence = "official"
families = ["opioids"]
""",
    SEED: """\
title = "A document"
publisher = "A publisher"
date = 2024-01-01
source = "https://example.org/document"

[[claim]]
says = "Fentanyl is controlled."
supports = ["us/2024-08-05-order"]
status = "confirmed"
""",
}

Files = dict[str, str | File | None]


def read(changed: Files) -> tuple[Record, list[Finding]]:
    """The record and the findings of the small data set with some files replaced."""
    files: Files = {**FILES, **changed}
    encoded = {
        name: content.encode() if isinstance(content, str) else content
        for name, content in files.items()
        if content is not None
    }
    return loading.read(encoded)


def swapped(file: str, old: str, new: str) -> Files:
    """``file`` with its one ``old`` replaced."""
    assert FILES[file].count(old) == 1, f"{old!r} does not stand once in {file}"
    return {file: FILES[file].replace(old, new)}


def the_finding(changed: Files, file: str) -> Finding:
    """The one finding that reading gives in ``file``."""
    _, findings = read(changed)
    found = [one for one in findings if one.file == file]
    assert len(found) == 1, "\n".join(str(one) for one in findings)
    (one,) = found
    assert one.severity == "error"
    assert one.what.endswith((".", "?"))
    assert one.remedy
    shown = str(one)
    assert shown.startswith(f"{file}:{one.line}  {one.code}  ")
    assert shown.isprintable(), ascii(shown)
    return one


def test_the_small_record_is_right() -> None:
    _, findings = read({})
    assert findings == []


# files that are no TOML


EVERY_FILE = [EDITION, LISTS, ACT, CLASS, SEED, FAMILY]
NO_DOCUMENT = {"nothing": "", "white space": " \n\n", "comments": "# one\n# two\n"}


@pytest.mark.parametrize("file", EVERY_FILE)
@pytest.mark.parametrize("text", NO_DOCUMENT.values(), ids=NO_DOCUMENT)
def test_a_file_without_data_is_refused(file: str, text: str) -> None:
    _, findings = read({file: text})
    of_file = [one for one in findings if one.file == file]
    assert [(one.code, one.line) for one in of_file] == [("SCH001", 1)]
    assert "no data" in of_file[0].what


@pytest.mark.parametrize("file", EVERY_FILE)
@pytest.mark.parametrize(
    "data",
    [
        b"title = \n",
        b"\xff\xfe",
        b"\x00",
        b"[[[",
        b"[" * 3000 + b"]" * 3000,
        b"a = " + b"[" * 3000 + b"]" * 3000,
        b"a = " + b"{a=" * 3000 + b"1" + b"}" * 3000,
        b".".join([b"a"] * 3000) + b" = 1",
        b"[" + b".".join([b"a"] * 3000) + b"]\nb = 1",
        b"a = " + b"9" * 5000,
        b"a = 1\na = 2\n",
        b"'text'",
        b"1",
        b"[1, 2]",
        b"a = nan",
        b"a = [1, 'b', 2024-01-01, {c = []}]",
        b"[a]\n[a.b]\n[a.b.c]\n",
        b"[[a]]\n[[a.b]]\n",
        b"<html></html>",
        b"PK\x03\x04",
        b"#" * 3_000_000,
    ],
    ids=lambda data: ascii(data)[2:30],
)
def test_no_file_of_any_kind_breaks_the_reading(file: str, data: bytes) -> None:
    _, findings = read({file: data})
    of_file = [one for one in findings if one.file == file]
    assert of_file
    assert all(one.line >= 1 and len(str(one)) < 1000 for one in of_file)


@given(st.sampled_from(EVERY_FILE), st.binary(max_size=200))
def test_no_bytes_break_the_reading(file: str, data: bytes) -> None:
    read({file: data})


@given(st.sampled_from(EVERY_FILE), st.data())
def test_no_lost_or_doubled_line_breaks_the_reading(file: str, data: st.DataObject) -> None:
    lines = FILES[file].splitlines(keepends=True)
    order = data.draw(st.lists(st.sampled_from(lines), max_size=len(lines) + 2))
    read({file: "".join(order)})


VALUES: Final[tuple[str, ...]] = (
    "1",
    "-1",
    "1.5",
    "1e400",
    "true",
    '""',
    '"x"',
    "[]",
    '[""]',
    "[[]]",
    "{}",
    "[{}]",
    "2024-08-05",
    "2024-08-05T00:00:00Z",
    "12:30:45",
    '"' + "x" * 5000 + '"',
    "9" * 4000,
)


@pytest.mark.parametrize("file", EVERY_FILE)
@pytest.mark.parametrize("value", VALUES, ids=lambda value: value[:20])
def test_no_value_in_no_place_breaks_the_reading(file: str, value: str) -> None:
    for line in FILES[file].splitlines():
        key, equals, _ = line.partition(" = ")
        if equals:
            _, findings = read(swapped(file, f"{line}\n", f"{key} = {value}\n"))
            assert all(one.line >= 1 for one in findings)


def test_a_key_that_stands_twice_names_both_lines() -> None:
    one = the_finding(swapped(ACT, 'kind = "order"\n', 'kind = "order"\nkind = "rule"\n'), ACT)
    assert (one.code, one.line) == ("SCH001", 3)
    assert re.search(r"\b2\b", one.what.replace("line 3", "")), one.what
    assert "kind" in one.what


def test_a_key_that_stands_twice_in_an_entry_is_refused_on_its_line() -> None:
    text = 'printed = "Fentanyl"\n'
    one = the_finding(swapped(ACT, text, text + text), ACT)
    assert (one.code, one.line) == ("SCH001", 13)


def test_a_substance_that_stands_twice_in_a_file_is_refused_on_its_line() -> None:
    one = the_finding({FAMILY: FILES[FAMILY] + FILES[FAMILY]}, FAMILY)
    assert (one.code, one.line) == ("SCH001", 5)
    assert "fentanyl" in one.what


def test_a_substance_that_stands_in_two_files_names_both() -> None:
    other = "schedules/substances/other.toml"
    one = the_finding({other: f'[one]\nname = "One"\n\n{FILES[FAMILY]}'}, other)
    assert (one.code, one.line) == ("SCH003", 4)
    assert "opioids.toml" in one.what


def test_merge_conflict_markers_are_refused_on_their_line() -> None:
    text = 'printed = "Fentanyl"\n'
    conflict = f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> theirs\n"
    one = the_finding(swapped(ACT, text, conflict), ACT)
    assert (one.code, one.line) == ("SCH001", 12)


def test_bytes_of_another_encoding_are_refused_on_their_line() -> None:
    text = FILES[ACT].replace('"89 FR 1"', '"89 FR 1, Präsident"')
    one = the_finding({ACT: text.encode("latin-1")}, ACT)
    assert one.code == "SCH001"
    assert "UTF-8" in one.what
    assert one.line == 4


@pytest.mark.parametrize("file", EVERY_FILE)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "gb18030", "latin-1"])
def test_no_other_encoding_is_taken_for_utf_8(file: str, encoding: str) -> None:
    text = FILES[file] + "# ü\n"
    _, findings = read({file: text.encode(encoding)})
    of_file = [one for one in findings if one.file == file]
    assert [one.code for one in of_file] == ["SCH001"]
    assert "UTF-8" in of_file[0].what


def test_fifty_megabytes_are_refused_at_once() -> None:
    start = time.process_time()
    one = the_finding({ACT: b'a = "' + b"x" * 50_000_000 + b'"'}, ACT)
    assert time.process_time() - start < 1
    assert one.code == "SCH001"
    assert "50000006" in one.what.replace(",", "")


def test_endless_nesting_is_refused() -> None:
    one = the_finding(swapped(ACT, '"Fentanyl"\nkind', "[" * 3000 + "]" * 3000 + "\nkind"), ACT)
    assert one.code == "SCH001"
    assert "nested" in one.what


def test_an_endless_number_is_refused_in_words_for_an_editor() -> None:
    one = the_finding(swapped(ACT, "2024-08-05", "9" * 5000), ACT)
    assert one.code == "SCH001"
    assert "set_int_max_str_digits" not in one.what


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


# places


@pytest.mark.parametrize(
    "file",
    [
        "schedules/2024-08-05-order.toml",
        "schedules/us/2024-08-05-order.toml",
        "schedules/us/act/2024-08-05-order.toml",
        "schedules/us/acts/2024/2024-08-05-order.toml",
        "schedules/us/schedule.toml",
        "schedules/substances/us/opioids.toml",
        "schedules/classes/2024-08-05.toml",
        "schedules/classes/us/fentanyls/2024-08-05.toml",
        "seeds/2024/a-document.toml",
    ],
)
def test_a_file_in_a_place_where_nothing_is_read_is_no_silence(file: str) -> None:
    one = the_finding({file: 'title = "Somewhere"\n'}, file)
    assert one.code == "SCH005"


@pytest.mark.parametrize(
    "name", ["2024-08-06-order", "order", "2024-08-05", "2024-08-05-Order", "2024-8-5-order"]
)
def test_the_name_of_an_act_is_its_day_and_a_slug(name: str) -> None:
    file = f"schedules/us/acts/{name}.toml"
    changed: Files = {ACT: None, file: FILES[ACT], SEED: None}
    one = the_finding(changed, file)
    assert one.code == "SCH005"
    assert "2024-08-05" in one.what


@pytest.mark.parametrize("day", ["2024-13-01", "2024", "2024-8-5", "first", "２０２４-08-05"])
def test_the_name_of_a_class_text_is_its_day(day: str) -> None:
    file = f"schedules/classes/us-fentanyls/{day}.toml"
    one = the_finding({CLASS: None, file: FILES[CLASS]}, file)
    assert one.code == "SCH005"


@pytest.mark.parametrize("place", ["US", "u s", "us_oh", "美国"])
def test_the_name_of_a_jurisdiction_is_an_id(place: str) -> None:
    file = f"schedules/{place}/schedules.toml"
    _, findings = read({file: FILES[LISTS]})
    assert file in {one.file for one in findings}


@pytest.mark.parametrize("name", ["US Fentanyls", "us_fentanyls"])
def test_the_name_of_a_class_is_an_id(name: str) -> None:
    file = f"schedules/classes/{name}/2024-08-05.toml"
    _, findings = read({file: FILES[CLASS]})
    assert file in {one.file for one in findings}


def test_an_act_of_a_place_without_lists_is_refused() -> None:
    file = "schedules/cn/acts/2024-08-05-order.toml"
    one = the_finding({file: FILES[ACT]}, file)
    assert one.code == "REF006"


# what a finding says of the value


def test_a_word_outside_the_list_is_shown_with_the_nearest() -> None:
    one = the_finding(swapped(ACT, 'kind = "order"', 'kind = "ordr"'), ACT)
    assert one.what.startswith('In "kind": "ordr" is none of "baseline", "statute", ')
    assert one.what.endswith(' Did you mean "order"?')


def test_a_number_in_the_place_of_a_day_is_shown() -> None:
    one = the_finding(swapped(ACT, "effective = 2024-08-05", "effective = 20240805"), ACT)
    assert one.what.startswith('In "effective": 20240805 is not a date; write YYYY-MM-DD ')


# what is no file


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _link_to_nothing(path: Path) -> None:
    path.symlink_to("nothing.toml")


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
@pytest.mark.parametrize("make", [_folder, _pipe, _link_to_nothing, _link_to_itself])
def test_what_is_no_file_is_one_finding(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """A pipe, opened, would wait for ever; a folder, passed over, would hide an act."""
    (tmp_path / ACT).parent.mkdir(parents=True)
    make(tmp_path / ACT)
    (unread,) = read_files(tmp_path).values()
    one = the_finding({ACT: unread}, ACT)
    assert (one.code, one.line) == ("SCH001", 1)
    assert one.what.startswith("The file cannot be read: ")


def test_a_link_to_a_folder_is_not_followed_in_silence(tmp_path: Path) -> None:
    loop = "schedules/us/acts/loop"
    (tmp_path / loop).parent.mkdir(parents=True)
    (tmp_path / loop).symlink_to(".")
    files = read_files(tmp_path)
    assert list(files) == [loop]
    assert "link to a folder" in the_finding({loop: files[loop]}, loop).what


@pytest.mark.parametrize("name", ["a\nb", "a\udcff", "a\u202e"])
def test_a_file_name_that_cannot_be_shown_is_refused(name: str) -> None:
    file = f"schedules/substances/{name}.toml"
    _, findings = read({file: '[heroin]\nname = "Heroin"\n'})
    assert [(one.code, one.file) for one in findings] == [("SCH005", file)]
    assert str(findings[0]).isprintable()


def test_a_string_that_never_ends_is_reported_at_the_end() -> None:
    one = the_finding(swapped(ACT, 'printed = "Fentanyl"', 'printed = """Fentanyl"'), ACT)
    assert (one.code, one.line) == ("SCH001", FILES[ACT].count("\n"))


# links


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "JavaScript:alert(1)", "file:///etc/passwd", "data:text/html,x"]
)
@pytest.mark.parametrize(
    ("file", "line"), [(ACT, 5), (CLASS, 6), (SEED, 4), (FAMILY, 4)], ids=lambda one: str(one)[-20:]
)
def test_a_link_that_runs_or_reads_something_is_refused(
    tmp_path: Path, file: str, line: int, link: str
) -> None:
    changed = re.sub('(?m)^source = ".*"$', f'source = "{link}"', FILES[file])
    for name, text in (FILES | {file: changed}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = [one for one in run(tmp_path, date(2024, 9, 1)) if one.code == "PRO103"]
    assert [(one.file, one.line, one.severity) for one in found] == [(file, line, "error")]


# every finding


def test_every_finding_of_the_reading_can_be_explained() -> None:
    from registry.audit.check import explain

    mistakes: list[Callable[[], Files]] = [
        lambda: {ACT: ""},
        lambda: swapped(ACT, "kind =", "knid ="),
        lambda: swapped(ACT, '"schedule-2"', '"schedule-3"'),
        lambda: swapped(EDITION, "schema = 1", "schema = 2"),
        lambda: {ACT: None, "schedules/us/acts/order.toml": FILES[ACT]},
    ]
    codes = {one.code for mistake in mistakes for one in read(mistake())[1]}
    assert len(codes) >= 6
    for code in codes:
        text = explain(code)
        assert text is not None
        assert "Remedy:" in text
