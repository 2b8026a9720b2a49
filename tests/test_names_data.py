"""The tables of names in `schedules/names`: what holds for each row, and whom they cover."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import pytest

from registry.law import identifiers, loading
from registry.law.record import Substance

SCHEDULES: Final = Path(__file__).parents[1] / "schedules"
NAMES: Final = SCHEDULES / "names"
COLUMNS: Final = [
    "substance",
    "kind",
    "name",
    "lang",
    "cas",
    "counterion",
    "source",
    "evidence",
    "note",
]
COUNTERION_COLUMNS: Final = ["id", "kind", "names_en", "names_zh", "formula", "source"]
KINDS: Final = {
    "abbreviation",
    "ester",
    "isomer",
    "salt",
    "street-name",
    "synonym",
    "trade-name",
}
WITH_NUMBER: Final = {"ester", "isomer", "salt"}
# Words of a salt whose formula is no single molecule, or that say that there is no solvent.
NO_FORMULA: Final = {"anhydrous", "polistirex"}
US_LISTS: Final = {f"schedule-{number}" for number in range(2, 6)}
PRC_LISTS: Final = {"medicinal-narcotic", "medicinal-psychotropic-1", "medicinal-psychotropic-2"}


def table(name: str) -> list[dict[str, str]]:
    with (NAMES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return table("names.csv")


@pytest.fixture(scope="module")
def counterions() -> list[dict[str, str]]:
    return table("counterions.csv")


@pytest.fixture(scope="module")
def held() -> Mapping[str, Substance]:
    return loading.load(SCHEDULES.parent).substances


def listed(jurisdiction: str, lists: Iterable[str]) -> set[str]:
    """Substances that stand today on one of the lists, by the generated consolidation."""
    with (SCHEDULES / jurisdiction / "consolidated.csv").open(encoding="utf-8") as file:
        lines = [line for line in csv.DictReader(file) if line["schedule"] in set(lists)]
    standing = [line["substances"] for line in lines if not line["until"]]
    return {id_.strip() for ids_ in standing for id_ in ids_.split(";") if id_.strip()}


def test_the_columns_are_those_of_the_description(
    rows: list[dict[str, str]], counterions: list[dict[str, str]]
) -> None:
    assert list(rows[0]) == COLUMNS
    assert list(counterions[0]) == COUNTERION_COLUMNS
    assert list(table("without.csv")[0]) == ["substance", "reason"]


def test_every_row_has_a_known_kind_language_evidence_and_a_tidy_name(
    rows: list[dict[str, str]],
) -> None:
    assert {row["kind"] for row in rows} <= KINDS
    assert {row["lang"] for row in rows} <= {"en", "zh", "la"}
    assert {row["evidence"] for row in rows} == {"official", "secondary", "unverified"}
    assert all(row["name"] and row["name"] == " ".join(row["name"].split()) for row in rows)
    chinese = [row for row in rows if re.search("[\u4e00-\u9fff]", row["name"])]
    assert chinese == [row for row in rows if row["lang"] == "zh"]


def test_every_substance_is_held(rows: list[dict[str, str]], held: Mapping[str, Substance]) -> None:
    named = {row["substance"] for row in rows} | {row["substance"] for row in table("without.csv")}
    assert named - set(held) == set()


def test_every_source_stands_in_the_list_of_sources(rows: list[dict[str, str]]) -> None:
    described = set(re.findall(r"`([a-z0-9-]+)`", (NAMES / "SOURCES.md").read_text("utf-8")))
    named = {part.removeprefix("cas:") for row in rows for part in row["source"].split("; ")}
    assert named - described == set()


def test_what_rests_on_memory_is_unverified_and_no_number_does(rows: list[dict[str, str]]) -> None:
    remembered = [row for row in rows if "memory" in row["source"].split("; ")]
    assert {row["evidence"] for row in remembered} == {"unverified"}
    assert all("cas:" in row["source"] for row in rows if row["cas"])
    assert not [row for row in rows if "cas:memory" in row["source"]]


def test_a_number_has_its_check_digit_and_is_no_number_of_a_substance(
    rows: list[dict[str, str]], held: Mapping[str, Substance]
) -> None:
    numbers = {row["cas"] for row in rows if row["cas"]}
    assert {identifiers.cas_number(number) for number in numbers} == numbers
    assert numbers & {number for one in held.values() for number in one.cas} == set()
    assert {row["kind"] for row in rows if row["cas"]} <= WITH_NUMBER


def test_a_number_belongs_to_one_substance_and_one_salt(rows: list[dict[str, str]]) -> None:
    owners = defaultdict(set)
    for row in rows:
        owners[row["cas"]].add((row["substance"], row["kind"], row["counterion"]))
    del owners[""]
    assert {number: found for number, found in owners.items() if len(found) > 1} == {}


def test_a_salt_and_only_a_salt_names_counter_ions_of_the_table(
    rows: list[dict[str, str]], counterions: list[dict[str, str]]
) -> None:
    known = {row["id"] for row in counterions}
    named = {id_ for row in rows if row["counterion"] for id_ in row["counterion"].split(";")}
    assert named - known == set()
    assert {row["kind"] for row in rows if row["counterion"]} == {"salt"}
    assert all(row["counterion"] for row in rows if row["kind"] == "salt")


def test_a_counter_ion_has_a_formula_and_shares_no_word(counterions: list[dict[str, str]]) -> None:
    assert {row["kind"] for row in counterions} == {"acid", "base", "hydrate", "solvate"}
    assert {row["id"] for row in counterions if not row["formula"]} == NO_FORMULA
    words = Counter(
        folded(word)
        for row in counterions
        for column in ("names_en", "names_zh")
        for word in row[column].split("|")
    )
    assert [word for word, count in words.items() if count > 1 or not word] == []


def test_a_substance_has_a_name_once(rows: list[dict[str, str]]) -> None:
    counted = Counter((row["substance"], folded(row["name"])) for row in rows)
    assert [key for key, count in counted.items() if count > 1] == []


def test_the_names_of_two_substances_are_these(rows: list[dict[str, str]]) -> None:
    owners = defaultdict(set)
    for row in rows:
        owners[folded(row["name"])].add(row["substance"])
    combined = {
        folded(row["name"])
        for row in rows
        if row["kind"] == "trade-name" and row["note"].startswith("with ")
    }
    shared = {name for name, substances in owners.items() if len(substances) > 1}
    assert shared - combined == {"bath salts", "ice", "thc", "迷幻蘑菇"}


def test_no_name_is_one_that_the_identities_hold(
    rows: list[dict[str, str]], held: Mapping[str, Substance]
) -> None:
    names = {
        folded(name)
        for one in held.values()
        for name in (one.name, one.name_zh or "", *one.aliases)
    }
    assert [row["name"] for row in rows if folded(row["name"]) in names] == []


def test_each_us_and_prc_medicine_has_a_name_or_stands_among_those_without(
    rows: list[dict[str, str]],
) -> None:
    wanted = listed("us", US_LISTS) | listed("cn", PRC_LISTS)
    named = {row["substance"] for row in rows}
    without = {row["substance"] for row in table("without.csv")}
    assert len(wanted) > 250
    assert wanted - named == without
    assert all(row["reason"] for row in table("without.csv"))


@pytest.mark.parametrize(
    ("name", "substance", "kind", "number"),
    [
        ("Ritalin", "methylphenidate", "trade-name", ""),
        ("Percocet", "oxycodone", "trade-name", ""),
        ("杜冷丁", "pethidine", "trade-name", ""),
        ("冰毒", "metamfetamine", "street-name", ""),
        ("ecstasy", "mdma", "street-name", ""),
        ("麻黄碱", "ephedrine", "synonym", ""),
        ("fentanyl citrate", "fentanyl", "salt", "990-73-8"),
        ("枸橼酸芬太尼", "fentanyl", "salt", "990-73-8"),
        ("盐酸麻黄碱", "ephedrine", "salt", "50-98-6"),
        ("4-piperidone hydrochloride monohydrate", "4-piperidone", "salt", "40064-34-4"),
        ("esketamine", "ketamine", "isomer", ""),
        ("testosterone cypionate", "testosterone", "ester", "58-20-8"),
    ],
)
def test_well_known_names_lead_to_their_substance(
    rows: list[dict[str, str]], name: str, substance: str, kind: str, number: str
) -> None:
    found = [row for row in rows if folded(row["name"]) == folded(name)]
    assert [(row["substance"], row["kind"], row["cas"]) for row in found] == [
        (substance, kind, number)
    ]
