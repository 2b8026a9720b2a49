"""Every name, number and code of the whole record leads to its substance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from registry.engine.resolve.answer import Resolved, Unresolved
from registry.engine.resolve.index import Index, Match, Unknown
from registry.engine.resolve.resolver import Resolver
from registry.law import loading
from registry.law.record import Record
from registry.law.sources import read_files

ROOT: Final = Path(__file__).parents[2]


# the whole record


@pytest.fixture(scope="module")
def whole() -> Record:
    found, findings = loading.read(read_files(ROOT))
    assert findings == []
    return found


@pytest.fixture(scope="module")
def resolver(whole: Record) -> Resolver:
    return Resolver(whole, lambda: loading.names(ROOT))


IDENTIFIERS: Final[dict[str, Callable[[Record], list[tuple[str, str]]]]] = {
    "id": lambda record: [(one.id, one.id) for one in record.substances.values()],
    "name": lambda record: [(one.name, one.id) for one in record.substances.values()],
    "CAS number": lambda record: [
        (number, one.id) for one in record.substances.values() for number in one.cas
    ],
    "UNII": lambda record: [
        (one.unii, one.id) for one in record.substances.values() if one.unii is not None
    ],
}


@pytest.mark.parametrize("kind", IDENTIFIERS)
def test_every_identifier_of_the_record_leads_to_its_substance(whole: Record, kind: str) -> None:
    index = Index(whole)
    astray = []
    for typed, name in IDENTIFIERS[kind](whole):
        found = index.find(typed)
        if not isinstance(found, Match) or found.substance.id != name:
            astray.append((typed, name))
    assert astray == []


# what an officer types that is no name of ours


@pytest.mark.parametrize(
    ("typed", "substance"),
    [
        ("盐酸赛拉嗪", "xylazine"),  # Announcement 800 prints the hydrochloride on its own line
        ("Tincture of opium", "opium"),  # 21 CFR 1308.12(b)(1)
        ("Etorphine hydrochloride", "etorphine"),
    ],
)
def test_a_name_that_a_list_prints_leads_to_what_its_line_names(
    whole: Record, typed: str, substance: str
) -> None:
    found = Index(whole).find(typed)
    assert isinstance(found, Match)
    assert (found.substance.id, found.by) == (substance, "name on a list")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("xylazine hydrochloride", "xylazine"),
        ("fentanyl citrate", "fentanyl"),
        ("Fentanyl.HCl", "fentanyl"),
        ("ketamine hydrochloride", "ketamine"),
        ("盐酸芬太尼", "芬太尼"),
    ],
)
def test_the_name_of_a_salt_gets_its_base_as_the_nearest_name(
    whole: Record, typed: str, first: str
) -> None:
    found = Index(whole).find(typed)
    assert isinstance(found, Unknown)
    assert found.near[0] == first


def test_no_substance_is_offered_twice_under_two_spellings(whole: Record) -> None:
    index = Index(whole)
    found = index.find("fentanyl carbamat")
    assert isinstance(found, Unknown)
    offered = [tuple(index.exact[name]) for name in found.near]
    assert ("fentanyl-carbamate",) in offered
    assert len(offered) == len(set(offered)) > 1


def test_a_mistyped_cas_number_is_told_its_check_digit(resolver: Resolver) -> None:
    said = "1609-66-2 ends in 2, its check digit is 1: one of its digits is wrong."
    assert resolver.resolve("1609-66-2") == Unresolved(
        "1609-66-2", said, ("1609-66-1 (Norfentanyl)",)
    )
    absent = resolver.resolve("50-78-2")  # a right number that no list names
    assert isinstance(absent, Unresolved)
    assert "check digit" not in absent.note
    assert "that no list held names (verified through: US 20" in absent.note
    assert absent.near == ()


def test_a_cas_number_with_a_zero_before_it_is_told_so(resolver: Resolver) -> None:
    said = "No CAS number begins with a zero: write 1609-66-1."
    assert resolver.resolve("0001609-66-1") == Unresolved("0001609-66-1", said)


@pytest.mark.parametrize("typed", ["nitazenes", "Nitazene", "尼秦类"])
def test_a_family_is_answered_as_one(resolver: Resolver, typed: str) -> None:
    found = resolver.resolve(typed)
    assert isinstance(found, Resolved)
    assert (found.kind, found.of) == ("family", "nitazenes")
    assert found.words.startswith("the family nitazenes")


def test_a_class_is_answered_by_its_id(resolver: Resolver) -> None:
    found = resolver.resolve("us-anabolic-steroids")
    assert isinstance(found, Resolved)
    assert (found.kind, found.of, found.certainty) == ("class", "us-anabolic-steroids", "exact")
