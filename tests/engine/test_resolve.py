"""What people type leads to the substance they mean, to candidates, or to near names."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.engine.resolve.index import Ambiguous, Index, Match, Unknown
from registry.engine.resolve.keys import loose_key, match_key
from registry.law import layout, loading
from registry.law.record import Record

FAMILY: Final = """\
[fentanyl]
name = "Fentanyl"
name_zh = "芬太尼"
aliases = ["Phentanyl"]
cas = ["437-38-7", "990-73-8"]
inchikey = "PJMPHNIQZUBGLI-UHFFFAOYSA-N"
unii = "UF599785JZ"

[alpha-methylfentanyl]
name = "α-Methylfentanyl"
name_zh = "α-甲基芬太尼"

[2-fluorofentanyl]
name = "2′-Fluorofentanyl"
name_zh = "同名"

[3-fluorofentanyl]
name = "3'-Fluorofentanyl"
aliases = ["x² base", "shared", "Shared one"]
name_zh = "同名"

[4-fluorofentanyl]
name = "4-Fluorofentanyl"
aliases = ["x2 base", "SHARED", "fentanyl"]
"""
ACT: Final = """\
title = "All of them"
kind = "baseline"
authority = ["DEA"]
citation = "36 FR 7776"
source = "https://example.org"
evidence = "official"
effective = 1971-05-01

[[add]]
schedule = "schedule-2"
substances = ["fentanyl"]
number = "9801"

[[add]]
schedule = "schedule-2"
substances = ["alpha-methylfentanyl"]
number = "9814"

[[add]]
schedule = "schedule-2"
substances = ["2-fluorofentanyl"]
number = "9830"

[[add]]
schedule = "schedule-2"
substances = ["3-fluorofentanyl"]
number = "9830"

[[add]]
schedule = "schedule-2"
line = "both"
substances = ["3-fluorofentanyl", "4-fluorofentanyl"]
number = "9831"

[[add]]
schedule = "schedule-2"
line = "fourth"
substances = ["4-fluorofentanyl"]
number = "(b)(12)"
"""
LISTS: Final = """\
name = "United States of America"
short = "US"
code_name = "DEA code"

[schedules.schedule-2]
title = "Schedule II"
instrument = "21 CFR 1308.12"
regime = "drug"
complete = false
verified_through = 2024-09-01
"""


@pytest.fixture(scope="module")
def record() -> Record:
    files = {
        layout.EDITION: 'schema = 1\nversion = "2024.09.01"\ntitle = "A small record"\n',
        "schedules/us/schedules.toml": LISTS,
        "schedules/us/acts/1971-05-01-baseline.toml": ACT,
        "schedules/substances/fentanyls.toml": FAMILY,
    }
    found, findings = loading.read({name: text.encode() for name, text in files.items()})
    assert findings == []
    return found


@pytest.fixture(scope="module")
def index(record: Record) -> Index:
    return Index(record)


# keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2′-fluoro", "2'-fluoro"),
        ("2′-fluoro", "2’-fluoro"),
        ("2′-fluoro", "2‘-fluoro"),
        ("2′-fluoro", "2ʹ-fluoro"),
        ("2′-fluoro", "2ʼ-fluoro"),
        ("2′-fluoro", "2´-fluoro"),
        ("2′-fluoro", "2`-fluoro"),
        ("2′-fluoro", "2＇-fluoro"),
        ("2″-fluoro", "2''-fluoro"),
        ("2″-fluoro", "2′′-fluoro"),
        ("n‐methyl", "n-methyl"),
        ("n‑methyl", "n-methyl"),
        ("n–methyl", "n-methyl"),
        ("n—methyl", "n-methyl"),
        ("n−methyl", "n-methyl"),
        ("n－methyl", "n-methyl"),
        ("α-methyl", "alpha-methyl"),
        ("Α-methyl", "alpha-methyl"),
        ("β-methyl", "Beta-methyl"),
        ("𝛼-methyl", "alpha-methyl"),
        ("Δ9-THC", "delta9-thc"),
        ("∆9-THC", "Δ9-thc"),
        ("µ-opioid", "μ-opioid"),
        ("ω-3", "omega-3"),
        ("ＦＥＮＴＡＮＹＬ", "fentanyl"),
        ("４－ＡＰ", "4-ap"),
        ("（芬太尼）", "(芬太尼)"),
        ("fent\u200banyl", "fentanyl"),
        ("fent\u200c\u200d\u2060\ufeffanyl", "fentanyl"),
        ("fent\xadanyl", "fentanyl"),
        ("n\xa0methyl", "n methyl"),
        ("n\u3000methyl", "n  methyl"),
        (" \tfentanyl\n", "fentanyl"),
        ("Straße", "strasse"),
        ("CAFÉ", "cafe\u0301"),
    ],
)
def test_differences_without_meaning_do_not_count(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x²", "x2"),
        ("Δ⁹-THC", "Δ9-THC"),
        ("fent\u0430nyl", "fentanyl"),
        ("n-methyl", "nmethyl"),
        ("α-methyl", "β-methyl"),
        ("2-fluoro", "2'-fluoro"),
        ("2'-fluoro", "2''-fluoro"),
        ("海洛因", "吗啡"),
    ],
)
def test_differences_that_mean_something_count(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("n-methyl", "nmethyl"),
        ("1,2-dimethyl", "12dimethyl"),
        ("N-(4-piperidyl)", "N 4 piperidyl"),
        ("1609-66-1", "1609661"),
    ],
)
def test_the_second_try_leaves_punctuation_out(one: str, other: str) -> None:
    assert loose_key(one) == loose_key(other)


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert match_key(match_key(text)) == match_key(text)
    assert loose_key(loose_key(text)) == loose_key(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_case_and_outer_white_space_do_not_count(text: str) -> None:
    assert match_key(f"  {text.upper()}\t") == match_key(text.lower())


# finding


@pytest.mark.parametrize(
    ("typed", "by"),
    [
        ("fentanyl", "id"),
        ("Fentanyl", None),
        ("FENTANYL", None),
        ("ｆｅｎｔａｎｙｌ", None),
        ("芬太尼", "Chinese name"),
        ("Phentanyl", "other name"),
        ("437-38-7", "CAS number"),
        ("990-73-8", "CAS number"),
        ("437–38–7", "CAS number"),
        ("PJMPHNIQZUBGLI-UHFFFAOYSA-N", "InChIKey"),
        ("UF599785JZ", "UNII"),
        ("uf599785jz", "UNII"),
        ("9801", "DEA code"),
    ],
)
def test_every_identifier_leads_to_the_substance(index: Index, typed: str, by: str | None) -> None:
    found = index.find(typed)
    if typed in {"Fentanyl", "FENTANYL", "ｆｅｎｔａｎｙｌ"}:
        assert isinstance(found, Ambiguous)  # 4-fluorofentanyl bears the name too
        return
    assert isinstance(found, Match)
    assert found.substance.id == "fentanyl"
    assert found.by == by


@pytest.mark.parametrize(
    "typed", ["α-Methylfentanyl", "alpha-methylfentanyl", "alpha methylfentanyl", "α-甲基芬太尼"]
)
def test_greek_letters_and_their_names_lead_to_one(index: Index, typed: str) -> None:
    found = index.find(typed)
    assert isinstance(found, Match)
    assert found.substance.id == "alpha-methylfentanyl"


def test_an_id_of_ours_wins_over_every_name(index: Index) -> None:
    found = index.find("fentanyl")
    assert isinstance(found, Match)
    assert (found.substance.id, found.by) == ("fentanyl", "id")


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("shared", {"3-fluorofentanyl", "4-fluorofentanyl"}),
        ("同名", {"2-fluorofentanyl", "3-fluorofentanyl"}),
        ("9830", {"2-fluorofentanyl", "3-fluorofentanyl"}),
        ("Fentanyl", {"fentanyl", "4-fluorofentanyl"}),
    ],
)
def test_a_name_that_leads_to_several_is_refused_with_them(
    index: Index, typed: str, candidates: set[str]
) -> None:
    found = index.find(typed)
    assert isinstance(found, Ambiguous)
    assert {one.id for one in found.candidates} == candidates


def test_superscripts_are_kept_apart(index: Index) -> None:
    for typed, name in (("x² base", "3-fluorofentanyl"), ("x2 base", "4-fluorofentanyl")):
        found = index.find(typed)
        assert isinstance(found, Match)
        assert found.substance.id == name


@pytest.mark.parametrize("typed", ["9831", "(b)(12)", "b12"])
def test_only_a_code_of_one_substance_leads_anywhere(index: Index, typed: str) -> None:
    assert isinstance(index.find(typed), Unknown)


@pytest.mark.parametrize(
    "typed", ["", " ", "\u200b", "-", "--", "...", "'", "()", "\x00", "\ud800", "\U0010ffff"]
)
def test_nothing_never_matches(index: Index, typed: str) -> None:
    found = index.find(typed)
    assert isinstance(found, Unknown)
    assert found.typed == typed


def test_an_unknown_name_gets_at_most_three_near_ones(index: Index) -> None:
    found = index.find("fentanil")
    assert isinstance(found, Unknown)
    assert "fentanyl" in found.near
    assert len(found.near) <= 3
    assert index.find("qqqqqqqq") == Unknown("qqqqqqqq", ())


@given(st.text())
def test_anything_may_be_typed(record: Record, text: str) -> None:
    found = Index(record).find(text)
    assert isinstance(found, Match | Ambiguous | Unknown)


def test_an_empty_identifier_is_not_indexed(record: Record) -> None:
    one = record.substances["fentanyl"]
    empty = one._replace(id="a", name="", name_zh="", aliases=("",), cas=("",), inchikey="")
    other = empty._replace(id="b")
    found = Index(record._replace(substances={"a": empty, "b": other}, acts={}))
    for typed in ("", " "):
        assert isinstance(found.find(typed), Unknown)
