"""Files that are no TOML or cannot be read: each is a finding at its line, never a traceback."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.law.sources import read_files
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
