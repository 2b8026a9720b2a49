"""Checks of letters, dashes, invisible characters, stray files and structures."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from registry.law.finding import Finding

Found = Callable[..., list[Finding]]
Act = Callable[..., str]
ACT = "schedules/us/acts/2020-01-01-act.toml"
FILE = "schedules/substances/others.toml"
ROWS = "schedules/us/untranscribed.csv"
ETHANOL = "LFQSCWFLJHTTHZ-UHFFFAOYSA-N"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("\u0430-PVP", "U+0430 CYRILLIC SMALL LETTER A"),
        ("\u0392enzene", "U+0392 GREEK CAPITAL LETTER BETA"),
        ("Fentan\u03c5l", "U+03C5 GREEK SMALL LETTER UPSILON"),
        ("ß-Hydroxyfentanyl", "U+00DF LATIN SMALL LETTER SHARP S"),
        ("\u0251-PVP", "U+0251 LATIN SMALL LETTER ALPHA"),
        ("\uff26entanyl", "U+FF26 FULLWIDTH LATIN CAPITAL LETTER F"),
        ("\U0001d6fc-PVP", "U+1D6FC MATHEMATICAL ITALIC SMALL ALPHA"),
        ("\u00b5-Opioid", "U+00B5 MICRO SIGN"),
    ],
)
def test_a_letter_that_looks_like_another(found: Found, name: str, said: str) -> None:
    (one,) = found("ID111", {FILE: f'[a]\nname = "{name}"\n'})
    assert (one.severity, one.line) == ("error", 2)
    assert one.what == f'{said} stands in "{name}".'


@pytest.mark.parametrize(
    "name",
    ["α-PVP", "Δ9-THC", "5α-Androstan-3β-ol", "γ-羟丁酸", "2′-Fluoro", "Bétaméthadol", "Ω-3"],
)
def test_letters_of_chemical_names_pass(found: Found, name: str) -> None:
    text = f'[a]\nname = "A"\naliases = ["{name}"]\n'
    assert found("ID111", {FILE: text}) == []


def test_a_printed_line_is_read_too(found: Found, act: Act) -> None:
    step = '[[add]]\nschedule = "schedule-2"\nsubstances = ["fentanyl"]\nprinted = "\u0410-1"'
    (one,) = found("ID111", {ACT: act(step)})
    assert (one.file, one.line) == (ACT, 12)


@pytest.mark.parametrize("dash", "‐‑–—−－")
def test_a_dash_in_a_name(found: Found, act: Act, dash: str) -> None:
    step = f'[[add]]\nschedule = "schedule-2"\nsubstances = ["fentanyl"]\nprinted = "4{dash}ANPP"'
    text = f'[a]\nname = "A"\naliases = [\n"4{dash}ANPP"]\n'
    (one,) = found("ID112", {FILE: text, ACT: act(step)})
    assert (one.severity, one.file, one.line) == ("warning", FILE, 3)


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200b", "\u2060", "\u00ad"])
def test_an_invisible_character_in_a_comment(found: Found, act: Act, character: str) -> None:
    (one,) = found("SCH007", {ACT: f"# first\n# see{character}below\n{act()}"})
    assert (one.severity, one.file, one.line) == ("error", ACT, 2)
    assert f"U+{ord(character):04X}" in one.what


def test_an_invisible_character_in_a_sheet(found: Found) -> None:
    rows = "table,row,name,reason\na,1,A,No act.\na,2,B\u200b,No act.\n"
    assert [one.line for one in found("SCH007", {ROWS: rows})] == [3]


def test_an_invisible_character_in_a_table_of_transcribed_rows(found: Found, act: Act) -> None:
    file = "schedules/us/transcribed.csv"
    rows = "table,row,name,act,schedule,line\na,1,A\u200b,us/2020-01-01-act,schedule-2,fentanyl\n"
    (one,) = found("SCH007", {ACT: act(), file: rows})
    assert (one.file, one.line) == (file, 2)


def test_an_invisible_character_in_a_value_is_one_finding(found: Found, act: Act) -> None:
    codes = [one.code for one in found("all", {ACT: act(title='"A\u200bct"')})]
    assert codes.count("SCH003") == 1
    assert "SCH007" not in codes


def test_mark_and_windows_line_ends_are_visible_enough(found: Found, act: Act) -> None:
    windows = ("\ufeff# first\n" + act()).replace("\n", "\r\n")
    assert found("SCH007", {ACT: windows}) == []


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("us/acts/2021-01-01-copy.TOML", 1),
        ("us/acts/2021-01-01-copy.toml~", 1),
        ("us/acts/2021-01-01-copy.yaml", 1),
        ("us/list.xlsx", 1),
        ("us/README.md", 0),
        ("us/.tmp-1", 0),
        (".git/HEAD", 0),
    ],
)
def test_a_file_that_nothing_reads(found: Found, act: Act, name: str, count: int) -> None:
    files = {ACT: act(), f"schedules/{name}": "x"}
    assert [one.file for one in found("SCH008", files)] == [f"schedules/{name}"] * count


def test_a_folder_named_like_a_table_is_no_table(found: Found, act: Act) -> None:
    files = {ACT: act(), "schedules/us/reconcile/2021-01-01.csv/notes.md": "x"}
    (one,) = found("SCH008", files)
    assert one.file == "schedules/us/reconcile/2021-01-01.csv"
    assert one.what == '"2021-01-01.csv" is no file; nothing reads it.'


@pytest.mark.parametrize(
    ("smiles", "said"),
    [
        ("CCO", ""),
        ("OCC", ""),
        ("CO", "its SMILES has OKKJLVBELUTLKV-UHFFFAOYSA-N"),
        ("C(", "cannot be read"),
    ],
)
def test_a_structure_is_written_twice(found: Found, smiles: str, said: str) -> None:
    pytest.importorskip("rdkit")
    text = f'[a]\nname = "A"\nsmiles = "{smiles}"\ninchikey = "{ETHANOL}"\n'
    findings = found("ID109", {FILE: text})
    assert [said in one.what for one in findings] == [True] * bool(said)


def test_without_rdkit_a_note_says_what_did_not_run(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rdkit", None)
    wrong = f'[a]\nname = "A"\nsmiles = "CO"\ninchikey = "{ETHANOL}"\n'
    findings = [one for one in found("all", {FILE: wrong}) if one.code in {"ID109", "ID110"}]
    assert [(one.code, one.severity) for one in findings] == [("ID110", "note")]
    assert findings[0].what == "InChIKeys not compared with their SMILES: 1."
