"""Checks of identities."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from registry.law.finding import Finding

Found = Callable[..., list[Finding]]
FILE = "schedules/substances/others.toml"
KEY = "LMBMDLOSPKIWAP-UHFFFAOYSA-N"


def test_two_substances_share_a_cas_number(found: Found) -> None:
    text = '[a]\nname = "A"\ncas = ["50-00-0"]\n[b]\nname = "B"\ncas = ["50-00-0"]\n'
    one, other = found("ID102", {FILE: text})
    assert (one.line, other.line) == (3, 6)
    assert one.what == 'CAS number 50-00-0 of "a" is the number of "b" too.'


def test_a_substance_may_have_two_cas_numbers(found: Found) -> None:
    text = '[a]\nname = "A"\ncas = ["50-00-0", "64-17-5"]\n[b]\nname = "B"\n'
    assert found("ID102", {FILE: text}) == []


def test_two_substances_share_an_inchikey(found: Found) -> None:
    text = "".join(f'[{one}]\nname = "{one}"\ninchikey = "{KEY}"\n' for one in "ab")
    text += 'note = "Drawn flat."\n'
    assert [one.line for one in found("ID103", {FILE: text})] == [3, 6]


def test_a_note_on_both_explains_a_shared_inchikey(found: Found) -> None:
    text = "".join(
        f'[{one}]\nname = "{one}"\ninchikey = "{KEY}"\nnote = "Drawn flat."\n' for one in "ab"
    )
    assert found("ID103", {FILE: text}) == []


@pytest.mark.parametrize(("codes", "count"), [(("A", "A"), 2), (("A", "B"), 0)])
def test_shared_unii(found: Found, codes: tuple[str, str], count: int) -> None:
    one, other = (f"3P4TQG94T{code}" for code in codes)
    text = f'[a]\nname = "A"\nunii = "{one}"\n[b]\nname = "B"\nunii = "{other}"\n'
    assert len(found("ID104", {FILE: text})) == count


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("α-Methylfentanyl", "ALPHA-methylfentanyl"),
        ("2′-Fluoro", "2'-fluoro"),
        ("a–b", "A-B"),
        ("Thio fentanyl", "thio\u00a0fentanyl"),
    ],
)
def test_names_that_differ_in_nothing_collide(found: Found, name: str, alias: str) -> None:
    text = f'[one]\nname = "{name}"\n[two]\nname = "Other"\naliases = ["{alias}"]\n'
    findings = found("ID105", {FILE: text})
    assert [one.line for one in findings] == [2, 5]
    assert name in findings[0].what


def test_a_name_may_repeat_its_own_id(found: Found) -> None:
    text = '[a]\nname = "A"\naliases = ["a", "Ä"]\n[b]\nname = "B²"\n[b2]\nname = "B-2"\n'
    assert found("ID105", {FILE: text}) == []


@pytest.mark.parametrize(("note", "count"), [("", 2), ('note = "Changed in 2025."', 0)])
def test_shared_chinese_name(found: Found, note: str, count: int) -> None:
    text = (
        f'[a]\nname = "A"\nname_zh = "酸"\n{note}\n[b]\nname = "B"\naliases = ["酸"]\nnote = "N."\n'
    )
    assert len(found("ID106", {FILE: text})) == count
    assert found("ID105", {FILE: text}) == []


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        (f'inchikey = "{KEY}"', 1),
        ('structure = "single"', 1),
        (f'inchikey = "{KEY}"\nstructure = "agreed"', 0),
    ],
)
def test_a_structure_says_how_well_it_is_known(found: Found, fields: str, count: int) -> None:
    assert len(found("ID107", {FILE: f'[a]\nname = "A"\n{fields}\n'})) == count


def test_a_substance_that_nothing_names(found: Found) -> None:
    text = '[a]\nname = "A"\n[b]\nname = "B"\nnote = "On the watch list: no list names it."\n'
    assert [one.line for one in found("ID108", {FILE: text}) if one.file == FILE] == [1]


def test_a_form_and_its_parent_are_used(found: Found) -> None:
    text = '[a]\nname = "A"\n[b]\nname = "B"\nform_of = { substance = "a", as = "salt" }\n'
    assert [one for one in found("ID108", {FILE: text}) if one.file == FILE] == []


COUNTRY = 'name = "{0}"\nshort = "{0}"\naliases = {1}\n[schedules]\n'


def test_an_alias_of_two_jurisdictions_is_found_at_both(found: Found) -> None:
    files = {
        "schedules/ca/schedules.toml": COUNTRY.format("Canada", '["north"]'),
        "schedules/fi/schedules.toml": COUNTRY.format("Finland", '["suomi", "north"]'),
    }
    assert [(one.file, one.line, one.what) for one in found("ID113", files)] == [
        ("schedules/ca/schedules.toml", 3, '"north" of "ca" leads to "fi" too.'),
        ("schedules/fi/schedules.toml", 3, '"north" of "fi" leads to "ca" too.'),
    ]


def test_an_alias_that_is_the_id_of_another_jurisdiction_is_found(found: Found) -> None:
    files = {"schedules/ca/schedules.toml": COUNTRY.format("Canada", '["us"]')}
    (one,) = found("ID113", files)
    assert one.what == '"us" of "ca" leads to "us" too.'


def test_an_alias_that_repeats_its_own_id_leads_nowhere_else(found: Found) -> None:
    files = {"schedules/ca/schedules.toml": COUNTRY.format("Canada", '["ca", "canada"]')}
    assert found("ID113", files) == []


def test_a_name_of_an_identity_that_cannot_be_read_leads_nowhere_untold(found: Found) -> None:
    header = "substance,kind,name,lang,cas,counterion,source,evidence,note"
    row = "a,trade-name,Actiq,en,,,a,secondary,"
    text = '[a]\nname = "A"\ncas = ["50-00-1"]\n'
    files = {FILE: text, "schedules/names/names.csv": f"{header}\n{row}\n"}
    assert [one.line for one in found("ID101", files)] == [3]
    assert found("NAM101", files) == []
