"""Which forms of a substance the clause of a list, of a group or of a line reaches."""

from __future__ import annotations

import pytest

from registry.law.acts import Step, Wording
from registry.law.record import (
    Clause,
    Record,
)
from tests.engine.values import (
    act,
    add,
    amend,
    amfetamine,
    answer,
    change_kinds,
    law,
    record,
    said,
    schedule,
    substance,
)

REACHES_ISOMERS = Clause(covers=("salt", "optical-isomer"))


@pytest.mark.parametrize(
    ("clause", "wording", "expected"),
    [
        (REACHES_ISOMERS, Wording(), "controlled"),
        (Clause(covers=("salt",)), Wording(), "not-listed"),
        (Clause(covers=("salt",), open=("optical-isomer",)), Wording(), "undetermined"),
        # what the line says prevails over the clause of the list
        (Clause(), Wording(covers=("optical-isomer",)), "controlled"),
        (REACHES_ISOMERS, Wording(covers=("salt",)), "not-listed"),
        (REACHES_ISOMERS, Wording(covers=()), "not-listed"),
        # unless the line, or the clause, takes it out
        (REACHES_ISOMERS, Wording(excepts=("dexamfetamine",)), "not-listed"),
        (REACHES_ISOMERS._replace(excepts=("dexamfetamine",)), Wording(), "not-listed"),
    ],
)
def test_dexamfetamine_is_covered_where_the_text_reaches_optical_isomers(
    clause: Clause, wording: Wording, expected: str
) -> None:
    book = amfetamine(clause, wording)
    assert answer(book, "us", "dexamfetamine", "1971-07-06")[0] == "not-listed"
    found = answer(book, "us", "dexamfetamine", "1971-07-07")
    assert found[0] == expected
    if expected == "controlled":
        assert found == ("controlled", "1971-07-07", ["form"])


def test_an_amendment_may_begin_and_end_the_reach_to_a_form() -> None:
    acts = [
        act("us/1", add("schedule-2/amfetamine"), effective="2000-01-01"),
        act(
            "us/2",
            amend("schedule-2/amfetamine", Wording(covers=("salt",))),
            effective="2010-01-01",
        ),
        act(
            "us/3",
            amend("schedule-2/amfetamine", Wording(covers=("optical-isomer",))),
            effective="2020-01-01",
        ),
    ]
    book = amfetamine(REACHES_ISOMERS)._replace(acts={one.id: one for one in acts})
    assert answer(book, "us", "dexamfetamine", "2009-12-31")[:2] == ("controlled", "2000-01-01")
    assert answer(book, "us", "dexamfetamine", "2010-01-01")[0] == "not-listed"
    assert answer(book, "us", "dexamfetamine", "2020-01-01")[:2] == ("controlled", "2020-01-01")


def test_the_clause_of_a_paragraph_prevails_over_that_of_the_list() -> None:
    # 21 CFR 1308.11(d) reaches isomers, for the list as a whole the question is open.
    hallucinogens = Clause(covers=("geometric-isomer",))
    book = record(
        [law("us", schedule("schedule-1", groups={"hallucinogens": hallucinogens}))],
        [
            substance("a"),
            substance("b"),
            substance("a-isomer", "a", "geometric-isomer"),
            substance("b-isomer", "b", "geometric-isomer"),
        ],
        [
            act(
                "us/1",
                add("schedule-1/a", wording=Wording(group="hallucinogens")),
                add("schedule-1/b"),
                effective="2000-01-01",
            )
        ],
    )
    assert answer(book, "us", "a-isomer", "2001-01-01")[0] == "controlled"
    assert answer(book, "us", "b-isomer", "2001-01-01")[0] == "not-listed"


def test_a_positional_isomer_is_for_the_authority_to_judge() -> None:
    # 21 CFR 1300.01(b) says what one is; whether a substance is one, DEA has said rule by rule.
    book = record(
        [law("us", schedule("schedule-1", clause=Clause(covers=("positional-isomer",))))],
        [substance("a"), substance("a-isomer", "a", "positional-isomer")],
        [act("us/1", add("schedule-1/a"), effective="2000-01-01")],
    )
    found = said(book, "us", "a-isomer", "2001-01-01")
    assert found.status == "undetermined"
    assert "a positional isomer of a" in str(found.why)


def test_words_of_a_line_may_reach_a_substance_until_an_act_says_otherwise() -> None:
    # "... and other derivatives": nobody has said whether b is one.
    words = Wording(printed="A and other derivatives", may_cover=("b",))
    book = record(
        [law("us", schedule("schedule-1"))],
        [substance("a"), substance("b"), substance("c")],
        [
            act("us/1", add("schedule-1/a", wording=words), effective="2000-01-01"),
            act("us/2", amend("schedule-1/a", Wording(may_cover=())), effective="2010-01-01"),
            act("us/3", add("schedule-1/b"), effective="2020-01-01"),
        ],
    )
    assert answer(book, "us", "a", "2001-01-01")[0] == "controlled"
    found = said(book, "us", "b", "2001-01-01")
    assert (found.status, found.coverage) == ("undetermined", ())
    assert found.why == (
        'schedule-1 lists "A and other derivatives"; whether that reaches it is not settled.'
    )
    assert answer(book, "us", "b", "1999-12-31")[0] == "not-listed"
    assert answer(book, "us", "b", "2010-01-01")[0] == "not-listed"
    assert answer(book, "us", "b", "2020-01-01")[:2] == ("controlled", "2020-01-01")
    assert answer(book, "us", "c", "2001-01-01")[0] == "not-listed"


def test_a_line_that_prints_no_words_is_cited_by_its_id() -> None:
    book = record(
        [law("us", schedule("schedule-1"))],
        [substance("a"), substance("b")],
        [
            act(
                "us/1",
                add("schedule-1/a", wording=Wording(may_cover=("b",))),
                effective="2000-01-01",
            )
        ],
    )
    assert said(book, "us", "b", "2001-01-01").why == (
        'schedule-1 lists "a"; whether that reaches it is not settled.'
    )


def test_what_a_line_leaves_open_is_not_covered_as_a_form() -> None:
    # Dextrorphan is an optical isomer of racemorphan; whether the PRC line reaches it is open.
    book = record(
        [law("cn", schedule("narcotic-2013", clause=Clause(covers=("optical-isomer",))))],
        [substance("racemorphan"), substance("dextrorphan", "racemorphan", "optical-isomer")],
        [
            act(
                "cn/1",
                add("narcotic-2013/racemorphan", wording=Wording(may_cover=("dextrorphan",))),
                effective="2014-01-01",
            )
        ],
    )
    assert answer(book, "cn", "dextrorphan", "2015-01-01")[0] == "undetermined"


def dextromethorphan(*, later: Step, kind: str = "announcement") -> Record:
    acts = [
        act(
            "cn/2013-11-11-catalogues",
            add("narcotic-2013/racemethorphan"),
            published="2013-11-11",
            effective="2014-01-01",
            kind="announcement",
        ),
        act(
            "cn/2024-05-07-notice-54",
            later,
            published="2024-05-07",
            effective="2024-07-01",
            citation="2024年第54号",
            kind=kind,
        ),
    ]
    lists = [
        schedule("narcotic-2013", clause=REACHES_ISOMERS, complete_from="2014-01-01"),
        schedule("psychotropic-2-2013", complete_from="2014-01-01"),
    ]
    return record(
        [law("cn", *lists)],
        [substance("racemethorphan"), substance("dextromethorphan", "racemethorphan")],
        acts,
    )


def test_dextromethorphan_was_not_covered_before_the_authority_listed_it() -> None:
    book = dextromethorphan(later=add("psychotropic-2-2013/dextromethorphan"))
    assert answer(book, "cn", "dextromethorphan", "2024-06-30") == ("not-listed", None, [])
    assert answer(book, "cn", "dextromethorphan", "2024-07-01") == (
        "controlled",
        "2024-07-01",
        ["named"],
    )
    assert change_kinds(book, "2024-06-30", "2024-07-01", "cn") == ["added"]


def test_a_relative_listed_as_already_covered_was_covered_before() -> None:
    later = add(
        "psychotropic-2-2013/dextromethorphan",
        already_covered_by="narcotic-2013/racemethorphan",
    )
    book = dextromethorphan(later=later)
    assert answer(book, "cn", "dextromethorphan", "2024-06-30")[:2] == ("controlled", "2014-01-01")
    assert answer(book, "cn", "dextromethorphan", "2024-07-01")[:2] == ("controlled", "2014-01-01")
