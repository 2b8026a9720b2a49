"""What a line or a class covered before it was named.

Citations are those of the acts; where none is given, the act was invented for the rule.
"""

from __future__ import annotations

import pytest

from registry.engine.fold import fold
from registry.engine.view import View
from registry.law.acts import Act, Wording
from registry.law.record import (
    Record,
)
from tests.engine.values import (
    act,
    add,
    amend,
    answer,
    change_kinds,
    class_text,
    confirm,
    extend,
    found_changes,
    law,
    line_on,
    record,
    schedule,
    standing,
    stays,
    substance,
)

# covered before it was named
FOUR_AP = [
    act(
        "us/2020-04-15-4-anilinopiperidine",
        add(
            "list-1/4-anilinopiperidine",
            wording=Wording(form="and its amides, its carbamates, and its salts"),
        ),
        published="2020-04-15",
        effective="2020-05-15",
        citation="85 FR 20822",
    ),
    act(
        "us/2022-11-09-1-boc-4-ap",
        add("list-1/1-boc-4-ap", already_covered_by="list-1/4-anilinopiperidine"),
        published="2022-11-09",
        effective="2022-11-09",
        citation="87 FR 67550",
    ),
]


def four_ap() -> Record:
    return record(
        [law("us", schedule("list-1", "precursor"))],
        [substance("4-anilinopiperidine"), substance("1-boc-4-ap")],
        FOUR_AP,
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2020-05-14", ("not-listed", None, [])),
        ("2020-05-15", ("controlled", "2020-05-15", ["form"])),
        ("2022-11-08", ("controlled", "2020-05-15", ["form"])),
        ("2022-11-09", ("controlled", "2020-05-15", ["named"])),
        ("2026-09-21", ("controlled", "2020-05-15", ["named"])),
    ],
)
def test_1_boc_4_ap_was_controlled_as_a_carbamate_before_its_own_line(
    on: str, expected: tuple[str, str | None, list[str]]
) -> None:
    assert answer(four_ap(), "us", "1-boc-4-ap", on) == expected


def test_a_name_for_what_was_covered_is_no_new_control() -> None:
    (named,) = found_changes(four_ap(), "2022-01-01", "2022-12-31")
    assert (named.kind, named.legal_effect) == ("named-within-class", False)
    assert named.substances == ("1-boc-4-ap",)
    assert standing(fold(FOUR_AP), "2022-11-08") == {"list-1/4-anilinopiperidine"}


def test_coverage_that_began_later_than_the_older_line_is_counted_from_then() -> None:
    # 88 FR 74352: halides of 4-anilinopiperidine since 2023-11-30, not since 2020-05-15.
    halide = act(
        "us/own-line",
        add(
            "list-1/a-halide",
            already_covered_by="list-1/4-anilinopiperidine",
            covered_since="2023-11-30",
        ),
        effective="2025-01-01",
    )
    book = record(
        [law("us", schedule("list-1", "precursor"))],
        [substance("4-anilinopiperidine"), substance("a-halide")],
        [FOUR_AP[0], halide],
    )
    assert answer(book, "us", "a-halide", "2023-11-29") == ("not-listed", None, [])
    assert answer(book, "us", "a-halide", "2024-01-01") == ("controlled", "2023-11-30", ["form"])
    assert answer(book, "us", "a-halide", "2025-06-01")[1] == "2023-11-30"


def test_an_older_line_covered_what_the_new_line_named_when_it_was_added() -> None:
    replaced = act(
        "us/2024-01-01-amendment",
        amend("list-1/1-boc-4-ap")._replace(substances=("another",)),
        effective="2024-01-01",
    )
    book = record(
        [law("us", schedule("list-1", "precursor"))],
        [substance("4-anilinopiperidine"), substance("1-boc-4-ap"), substance("another")],
        [*FOUR_AP, replaced],
    )
    assert answer(book, "us", "1-boc-4-ap", "2021-01-01") == ("controlled", "2020-05-15", ["form"])
    assert answer(book, "us", "another", "2021-01-01") == ("not-listed", None, [])


OPIATES = "schedule-2/opium-and-opiate-equivalents"


def test_naloxegol_was_covered_by_the_opium_line_until_it_was_released() -> None:
    acts = [
        act(
            "us/1970-10-27-controlled-substances-act", add(OPIATES, "opium"), effective="1971-05-01"
        ),
        act(
            "us/2015-01-23-naloxegol",
            amend(OPIATES, releases=("naloxegol",)),
            published="2015-01-23",
            effective="2015-01-23",
            citation="80 FR 3468",
        ),
    ]
    book = record(
        [law("us", schedule("schedule-2"))], [substance("opium"), substance("naloxegol")], acts
    )
    assert answer(book, "us", "naloxegol", "2015-01-22") == ("controlled", "1971-05-01", ["form"])
    assert answer(book, "us", "naloxegol", "2015-01-23") == ("not-listed", None, [])
    assert answer(book, "us", "opium", "2015-01-23") == ("controlled", "1971-05-01", ["named"])
    (released,) = found_changes(book, "2015-01-01", "2015-12-31")
    assert (released.kind, released.legal_effect) == ("scope-changed", True)


# classes
FENTANYLS = "schedule-1/us-fentanyl-related"


# Of the class of fentanyl-related substances: the act, the day, the first day it no longer stood.
EXTENSIONS = (
    ("Pub. L. 116-114", "2020-02-06", "2021-05-06"),
    ("Pub. L. 117-12", "2021-05-04", "2021-10-22"),
    ("Pub. L. 117-43", "2021-09-30", "2022-01-28"),
    ("Pub. L. 117-70", "2021-12-03", "2022-02-18"),
    ("Pub. L. 117-86", "2022-02-18", "2022-03-11"),
    ("Pub. L. 117-95", "2022-03-11", "2022-03-15"),
    ("Pub. L. 117-103", "2022-03-15", "2022-12-31"),
    ("Pub. L. 117-328", "2022-12-29", "2024-12-31"),
    ("Pub. L. 118-158", "2024-12-21", "2025-03-31"),
    ("Pub. L. 119-4", "2025-03-15", "2025-09-30"),
)


def fentanyl_acts(*, without: str | None = None) -> list[Act]:
    order = act(
        "us/2018-02-06-fentanyl-related",
        add(FENTANYLS, class_id="us-fentanyl-related", expires="2020-02-06"),
        published="2018-02-06",
        effective="2018-02-06",
        citation="83 FR 5188",
    )
    permanent = act(
        "us/2025-07-16-halt-fentanyl-act",
        confirm(FENTANYLS),
        effective="2025-07-16",
        citation="Pub. L. 119-26",
    )
    named = act(
        "us/2023-12-07-nine-fentanyls",
        add("schedule-1/meta-fluorofentanyl", already_covered_by=FENTANYLS),
        published="2023-12-07",
        effective="2023-12-07",
        citation="FR Doc 2023-26694",
    )
    extensions = [
        act(f"us/{on}", extend(FENTANYLS, until), effective=on, citation=citation)
        for citation, on, until in EXTENSIONS
        if citation != without
    ]
    return [order, *extensions, permanent, named]


def fentanyls(*, without: str | None = None) -> Record:
    return record(
        [law("us", schedule("schedule-1"))],
        [substance("meta-fluorofentanyl", family="fentanyls")],
        fentanyl_acts(without=without),
        [class_text("us-fentanyl-related", "2018-02-06", "meta-fluorofentanyl")],
    )


def test_the_fentanyl_class_stands_without_a_gap_since_2018() -> None:
    timeline = fold(fentanyl_acts())
    assert stays(timeline, FENTANYLS) == [("2018-02-06", None, None)]
    assert line_on(timeline, FENTANYLS, "2025-07-15").temporary
    assert not line_on(timeline, FENTANYLS, "2025-07-16").temporary
    assert timeline.contradictions == ()


def test_without_the_act_of_2022_03_11_the_class_stood_in_two_stays() -> None:
    timeline = fold(fentanyl_acts(without="Pub. L. 117-95"))
    assert stays(timeline, FENTANYLS) == [
        ("2018-02-06", "2022-03-11", "expire"),
        ("2022-03-15", None, None),
    ]


@pytest.mark.parametrize("missing", [citation for citation, _, _ in EXTENSIONS])
def test_without_any_one_of_the_extensions_the_class_stood_in_two_stays(missing: str) -> None:
    assert len(stays(fold(fentanyl_acts(without=missing)), FENTANYLS)) == 2


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2018-02-05", ("not-listed", None, [])),
        ("2018-02-06", ("controlled", "2018-02-06", ["class"])),
        ("2022-03-12", ("controlled", "2018-02-06", ["class"])),
        ("2023-12-06", ("controlled", "2018-02-06", ["class"])),
        ("2026-09-21", ("controlled", "2018-02-06", ["named", "class"])),
    ],
)
def test_meta_fluorofentanyl_is_controlled_since_2018(
    on: str, expected: tuple[str, str | None, list[str]]
) -> None:
    found = answer(fentanyls(), "us", "meta-fluorofentanyl", on)
    assert (*found[:2], list(dict.fromkeys(found[2]))) == expected


def test_with_a_broken_chain_meta_fluorofentanyl_is_controlled_since_the_second_stay() -> None:
    broken = fentanyls(without="Pub. L. 117-95")
    assert answer(broken, "us", "meta-fluorofentanyl", "2022-03-12") == ("not-listed", None, [])
    assert answer(broken, "us", "meta-fluorofentanyl", "2026-09-21")[1] == "2022-03-15"


def test_naming_a_member_of_the_class_has_no_legal_effect() -> None:
    (named,) = found_changes(fentanyls(), "2023-12-06", "2023-12-07")
    assert (named.kind, named.legal_effect) == ("named-within-class", False)
    assert change_kinds(fentanyls(), "2018-01-01", "2018-12-31") == ["class-introduced"]
    assert change_kinds(fentanyls(), "2025-07-15", "2025-07-16") == ["confirmed"]


def test_a_standing_line_that_names_a_member_of_a_class_too_controls_nothing_new() -> None:
    book = record(
        [law("us", schedule("schedule-1"))],
        [substance("alpha"), substance("beta")],
        [
            act(
                "us/1",
                add("schedule-1/us-betas", class_id="us-betas"),
                add("schedule-1/alpha"),
                effective="2000-01-01",
            ),
            act(
                "us/2",
                amend("schedule-1/alpha")._replace(substances=("alpha", "beta")),
                effective="2010-01-01",
            ),
        ],
        [class_text("us-betas", "2000-01-01", "beta")],
    )
    (named,) = found_changes(book, "2009-12-31", "2010-01-01")
    assert (named.kind, named.substances, named.legal_effect) == (
        "named-within-class",
        ("beta",),
        False,
    )
    assert (named.from_schedule, named.to_schedule) == ("schedule-1", "schedule-1")


def test_a_member_that_nobody_judged_is_undetermined() -> None:
    book = record(
        [law("us", schedule("schedule-1"))],
        [substance("another", family="fentanyls"), substance("stranger")],
        fentanyl_acts(),
        [class_text("us-fentanyl-related", "2018-02-06", families=("fentanyls",))],
    )
    assert answer(book, "us", "another", "2018-02-05")[0] == "not-listed"
    assert answer(book, "us", "another", "2018-02-06")[0] == "undetermined"
    assert answer(book, "us", "stranger", "2018-02-06")[0] == "not-listed"


def test_a_class_may_hang_on_a_list_without_a_line() -> None:
    book = record(
        [law("us", schedule("schedule-3"))],
        [substance("a-steroid")],
        [],
        [class_text("us-anabolic-steroids", "1991-02-27", "a-steroid", schedule="schedule-3")],
    )
    assert answer(book, "us", "a-steroid", "1991-02-26") == ("not-listed", None, [])
    assert answer(book, "us", "a-steroid", "1991-02-27") == ("controlled", "1991-02-27", ["class"])
    assert View(book).timeline.listings == ()
