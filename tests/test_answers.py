"""The answers that the record must give, each with the act that it rests on.

A row that ought to hold is added to ``ANSWERS``; a life story to ``TIMELINES``. The citation is
that of the act by which the line stands on its list; an answer of "not listed" has none.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from registry.engine.by_class import class_history
from registry.engine.changes import Change, changes
from registry.engine.gaps import Gap, Pair, gap, gaps
from registry.engine.listing import Standing
from registry.engine.status import Status, status
from registry.engine.view import View
from registry.law.acts import Key
from registry.law.dates import BY_DECISION, Day
from registry.law.loading import load
from registry.law.record import Record

ROOT = Path(__file__).parents[1]


@cache
def record() -> Record:
    return load(ROOT)


@pytest.fixture(autouse=True, scope="module")
def _data_that_can_be_read() -> None:
    """Read once: unreadable data fail at once, not anew in every test."""
    record()


@cache
def view(known_on: str | None = None) -> View:
    return View(record(), day(known_on) if known_on else None)


def day(text: str) -> date:
    return date.fromisoformat(text)


def answer(jurisdiction: str, substance: str, on: str, known_on: str | None = None) -> Status:
    return status(view(known_on), jurisdiction, substance, day(on))


def difference(substance: str, on: str) -> Gap:
    """How the US and the PRC differ over a substance that either controls."""
    found = gap(Pair(view(), "us", "cn"), substance, day(on))
    assert found is not None
    return found


def covering(found: Status) -> list[tuple[str, str, str]]:
    return [(one.basis, one.schedule.id, one.reach.listing.key.line) for one in found.coverage]


def lines(found: Status) -> list[str]:
    return [f"{schedule}/{line}" for _, schedule, line in covering(found)]


def stays(jurisdiction: str, schedule: str, line: str) -> list[tuple[str, str | None]]:
    """Since and until of every stay of a line on its list."""
    listings = view().by_key[Key(jurisdiction, schedule, line)]
    return [(str(one.since), one.until.isoformat() if one.until else None) for one in listings]


def standing(jurisdiction: str, schedule: str, line: str, on: str) -> Standing:
    return view().timeline.on(day(on))[Key(jurisdiction, schedule, line)]


def changes_of(jurisdiction: str, on: str) -> list[Change]:
    """What the law changed on that one day."""
    before = date.fromordinal(day(on).toordinal() - 1)
    return changes(view(), jurisdiction, before, day(on))


def kinds(found: list[Change]) -> dict[str, str]:
    return {f"{one.key.schedule}/{one.key.line}": one.kind for one in found}


# the table: jurisdiction, schedule, substance, day, controlled since (or the status), citation

CONTROLLED = "controlled"
NOT_LISTED = "not-listed"
UNDETERMINED = "undetermined"
BY_2014 = "on or before 2014-01-01"
BY_DECISION_OF_2021 = "by decision of 2021-04-14"

Row = tuple[str, str | None, str, str, str, str]

SEVEN_PRECURSORS = "Announcement of MPS, MOFCOM, NHC, MEM, GACC and NMPA, 2 August 2024"
FIVE_PRECURSORS = "Announcement of six ministries, December 2017, after 国办函〔2017〕120号"
TWO_PIPERIDONES = (
    "Announcement of MPS, MOFCOM, NHC, MEM, GACC and NMPA, June 2025 (posted by MOFCOM 2025-06-24)"
)
CATALOGUES_2013 = "食药监药化监〔2013〕230号"
BATCH_2017 = "Announcement of MPS, CFDA and NHFPC, published 16 February 2017"
BATCH_2021 = "Announcement of MPS, NHC and NMPA, dated 15 March 2021"
BATCH_2024 = "Announcement of NMPA, MPS and NHC, published 18 June 2024"
NON_MEDICINAL = "Announcement of MPS, NHC and NMPA, dated 21 July 2025"
MEDICINAL = "2025年第55号"
ANNOUNCEMENT_54 = "2024年第54号"
ANNOUNCEMENT_800 = "农业农村部、公安部公告第800号"
SIXTEEN = "Announcement adding 16 substances to the non-medicinal catalogue, posted 23 June 2026"
TEMPORARY_CLASS = "83 FR 5188"
NINE_FENTANYLS = "88 FR 85104"
OHIO_ORDER = "Ohio Executive Order 2023-08D and Board of Pharmacy emergency rule"
MARIJUANA_2026 = "91 FR 22714 (AG Order No. 6754-2026)"
CONVENTION_1988 = (
    "United Nations Convention against Illicit Traffic in Narcotic Drugs and Psychotropic "
    "Substances, 1988, Annex, Tables I and II"
)
ANNOUNCEMENT_43 = "2023年第43号"
ANNOUNCEMENT_120 = "2023年第120号"
BATCH_2025 = "Announcement of MPS, NHC and NMPA, published 19 June 2025"
HHC_2026 = "FR Doc 2026-08595 (Federal Register of 2026-05-04, page not seen)"
STEROIDS_1990 = "Pub. L. 101-647, title XIX; 21 U.S.C. 802(41)(A) as then worded"
CSA = "Pub. L. 91-513; 21 U.S.C. 812(c)"

ANPP = "4-anilino-n-phenethylpiperidine"
NPP = "n-phenethyl-4-piperidone"

ANSWERS: list[Row] = [
    # norfentanyl
    ("us", None, "norfentanyl", "2020-05-17", NOT_LISTED, ""),
    ("us", "schedule-2", "norfentanyl", "2020-05-18", "2020-05-18", "85 FR 21320"),
    ("us", "schedule-2", "norfentanyl", "2024-08-06", "2020-05-18", "85 FR 21320"),
    ("cn", None, "norfentanyl", "2024-08-31", NOT_LISTED, ""),
    ("cn", "precursor-2", "norfentanyl", "2024-09-01", "2024-09-01", SEVEN_PRECURSORS),
    ("un", None, "norfentanyl", "2022-11-22", NOT_LISTED, ""),
    ("un", "1988-1", "norfentanyl", "2022-11-23", "2022-11-23", "CND decision 65/6"),
    # delta-9-tetrahydrocannabinol stands among the tetrahydrocannabinols; some products left them
    ("us", "schedule-1", "dronabinol", "1980-01-01", "1971-05-01", CSA),
    ("us", "schedule-1", "dronabinol", "2026-09-21", "1971-05-01", CSA),
    ("us", "schedule-1", "cannabidiol", "2018-09-27", "2017-01-13", "81 FR 90194"),
    # an example in the remark on item 71; since 2025 in item 365 itself
    ("cn", "narcotic-2013", "codeine-n-oxide", "2014-01-01", BY_2014, CATALOGUES_2013),
    ("cn", "non-medicinal", "codeine-n-oxide", "2026-09-21", BY_2014, NON_MEDICINAL),
    # schedule III as a derivative of barbituric acid, on DEA's word (87 FR 21588)
    ("us", "schedule-3", "butalbital", "2026-09-21", "1971-05-01", CSA),
    # in schedule II without a line, as derivatives, until 82 FR 45436 and 80 FR 54715
    ("us", "schedule-2", "naldemedine", "2017-09-28", "1971-05-01", CSA),
    ("us", None, "naldemedine", "2017-09-29", NOT_LISTED, ""),
    ("us", "schedule-2", "ioflupane-123i", "2015-09-10", "1971-05-01", CSA),
    ("us", None, "ioflupane-123i", "2015-09-11", NOT_LISTED, ""),
    # the older fentanyl precursors
    ("us", "schedule-2", ANPP, "2010-08-30", "2010-08-30", "75 FR 37295"),
    ("us", None, ANPP, "2010-08-29", NOT_LISTED, ""),
    ("cn", "precursor-1", ANPP, "2018-02-01", "2018-02-01", FIVE_PRECURSORS),
    ("un", "1988-1", ANPP, "2017-10-18", "2017-10-18", "CND decision 60/12"),
    ("us", "list-1", NPP, "2007-04-23", "2007-04-23", "72 FR 20039"),
    ("us", "list-1", NPP, "2026-09-21", "2007-04-23", "72 FR 20039"),
    ("cn", "precursor-1", NPP, "2018-02-01", "2018-02-01", FIVE_PRECURSORS),
    ("un", "1988-1", NPP, "2017-10-18", "2017-10-18", "CND decision 60/13"),
    # 1-boc-4-AP: a carbamate of 4-AP before it had a line of its own
    ("us", None, "1-boc-4-ap", "2020-05-14", NOT_LISTED, ""),
    ("us", "list-1", "1-boc-4-ap", "2020-05-15", "2020-05-15", "85 FR 20822"),
    ("us", "list-1", "1-boc-4-ap", "2022-11-09", "2020-05-15", "87 FR 67550"),
    ("cn", "precursor-2", "1-boc-4-ap", "2024-09-01", "2024-09-01", SEVEN_PRECURSORS),
    ("un", "1988-1", "1-boc-4-ap", "2022-11-23", "2022-11-23", "CND decision 65/5"),
    # 4-piperidone and its carbamate
    ("us", "list-1", "4-piperidone", "2023-05-12", "2023-05-12", "88 FR 21902"),
    ("cn", "precursor-2", "4-piperidone", "2025-07-20", "2025-07-20", TWO_PIPERIDONES),
    ("un", "1988-1", "4-piperidone", "2024-12-03", "2024-12-03", "CND decision 67/6"),
    ("us", "list-1", "1-boc-4-piperidone", "2023-05-12", "2023-05-12", "88 FR 21902"),
    # a member of the class before and after its own line
    ("us", None, "meta-fluorofentanyl", "2018-02-05", NOT_LISTED, ""),
    ("us", "schedule-1", "meta-fluorofentanyl", "2018-02-06", "2018-02-06", TEMPORARY_CLASS),
    ("us", "schedule-1", "meta-fluorofentanyl", "2022-03-13", "2018-02-06", TEMPORARY_CLASS),
    ("us", "schedule-1", "meta-fluorofentanyl", "2023-12-07", "2018-02-06", NINE_FENTANYLS),
    # nitazenes
    ("us", None, "isotonitazene", "2020-08-19", NOT_LISTED, ""),
    ("us", "schedule-1", "isotonitazene", "2020-08-20", "2020-08-20", "85 FR 51342"),
    ("us", "schedule-1", "isotonitazene", "2026-09-21", "2020-08-20", "85 FR 51342"),
    ("cn", "nps-supplementary", "isotonitazene", "2021-07-01", "2021-07-01", BATCH_2021),
    ("un", "1961-1", "isotonitazene", "2021-04-14", BY_DECISION_OF_2021, "CND decision 64/1"),
    ("us", "schedule-1", "metonitazene", "2022-04-12", "2022-04-12", "87 FR 21556"),
    ("cn", None, "metonitazene", "2024-06-30", NOT_LISTED, ""),
    ("cn", "nps-supplementary", "metonitazene", "2024-07-01", "2024-07-01", BATCH_2024),
    ("cn", "non-medicinal", "metonitazene", "2025-07-21", "2024-07-01", NON_MEDICINAL),
    # brorphine: a temporary order that ended before the final rule took effect
    ("us", "schedule-1", "brorphine", "2023-02-28", "2021-03-01", "86 FR 11862"),
    ("us", None, "brorphine", "2023-03-01", NOT_LISTED, ""),
    ("us", None, "brorphine", "2023-04-04", NOT_LISTED, ""),
    ("us", "schedule-1", "brorphine", "2023-04-05", "2023-04-05", "88 FR 13692"),
    # carfentanil
    ("us", "schedule-2", "carfentanil", "2026-09-21", "on or before 1988-10-27", "53 FR 43684"),
    ("cn", None, "carfentanil", "2017-02-28", NOT_LISTED, ""),
    ("cn", "nps-supplementary", "carfentanil", "2017-03-01", "2017-03-01", BATCH_2017),
    ("cn", "non-medicinal", "carfentanil", "2026-10-01", "2017-03-01", NON_MEDICINAL),
    # the catalogues of July 2025 continue those of 2013
    ("cn", "narcotic-2013", "fentanyl", "2025-07-20", BY_2014, CATALOGUES_2013),
    ("cn", "medicinal-narcotic", "fentanyl", "2025-07-21", BY_2014, MEDICINAL),
    ("cn", None, "fentanyl", "2013-12-31", UNDETERMINED, ""),
    ("cn", "nps-supplementary", "etizolam", "2025-07-20", "2021-07-01", BATCH_2021),
    ("cn", "medicinal-psychotropic-2", "etizolam", "2025-07-21", "2021-07-01", MEDICINAL),
    ("cn", "psychotropic-2-2013", "suvorexant", "2025-07-20", "2023-07-01", ANNOUNCEMENT_43),
    ("cn", None, "suvorexant", "2025-07-21", NOT_LISTED, ""),
    ("cn", "medicinal-psychotropic-2", "carisoprodol", "2025-07-21", "2025-07-21", MEDICINAL),
    # midazolam: one line before 2024-07-01, two after
    ("cn", "psychotropic-2-2013", "midazolam", "2024-06-30", BY_2014, CATALOGUES_2013),
    ("cn", "psychotropic-1-2013", "midazolam", "2024-07-01", BY_2014, ANNOUNCEMENT_54),
    ("cn", "medicinal-psychotropic-1", "midazolam", "2025-07-21", BY_2014, MEDICINAL),
    # veterinary drugs
    ("cn", None, "xylazine", "2024-07-14", NOT_LISTED, ""),
    ("cn", "veterinary-psychotropic", "xylazine", "2024-07-15", "2024-07-15", ANNOUNCEMENT_800),
    ("cn", "veterinary-psychotropic", "xylazole", "2024-07-15", "2024-07-15", ANNOUNCEMENT_800),
    ("us", None, "xylazine", "2026-09-21", NOT_LISTED, ""),
    ("un", None, "xylazine", "2025-03-31", NOT_LISTED, ""),
    ("us-oh", None, "xylazine", "2023-03-28", UNDETERMINED, ""),
    ("us-oh", "schedule-3", "xylazine", "2023-03-29", "2023-03-29", OHIO_ORDER),
    ("cn", "veterinary-narcotic", "tiletamine", "2024-07-15", "2024-07-15", ANNOUNCEMENT_800),
    ("cn", "non-medicinal", "tiletamine", "2026-07-01", "2024-07-15", SIXTEEN),
    ("us", "schedule-3", "tiletamine", "1987-02-20", "1987-02-20", "52 FR 2221"),
    ("us", "schedule-3", "zolazepam", "1987-02-20", "1987-02-20", "52 FR 2221"),
    # strength, isomers, splits
    ("us", "schedule-5", "codeine", "2026-09-21", "1971-05-01", CSA),
    ("us", "schedule-3", "cannabis", "2026-04-28", "1971-05-01", MARIJUANA_2026),
    ("us", "schedule-2", "dexamfetamine", "2026-09-21", "1971-05-01", "36 FR 12734"),
    ("cn", None, "dextromethorphan", "2024-06-30", NOT_LISTED, ""),
    ("cn", "psychotropic-2-2013", "dextromethorphan", "2024-07-01", "2024-07-01", ANNOUNCEMENT_54),
    ("us", None, "dextromethorphan", "2026-09-21", NOT_LISTED, ""),
    ("un", None, "dextromethorphan", "2025-03-31", NOT_LISTED, ""),
    # moved between the two classes of psychotropics
    ("cn", "psychotropic-1-2013", "modafinil", "2023-09-30", BY_2014, CATALOGUES_2013),
    ("cn", "psychotropic-2-2013", "modafinil", "2023-10-01", BY_2014, ANNOUNCEMENT_120),
    # removed from schedule IV: its placement of 1973 is general knowledge and cites nothing
    ("us", "schedule-4", "fenfluramine", "2022-12-22", "1973-07-06", ""),
    ("us", None, "fenfluramine", "2022-12-23", NOT_LISTED, ""),
    # hexahydrocannabinol: a tetrahydrocannabinol before its own line; one of twelve in the PRC
    ("us", "schedule-1", "hexahydrocannabinol", "2026-05-03", "1971-05-01", CSA),
    ("us", "schedule-1", "hexahydrocannabinol", "2026-05-04", "1971-05-01", HHC_2026),
    ("cn", None, "hexahydrocannabinol", "2025-06-30", NOT_LISTED, ""),
    ("cn", "nps-supplementary", "hexahydrocannabinol", "2025-07-01", "2025-07-01", BATCH_2025),
    # preparations by strength, combinations, exceptions
    ("cn", "psychotropic-2-2013", "etomidate", "2023-10-01", "2023-10-01", ANNOUNCEMENT_120),
    ("cn", "narcotic-2013", "oxycodone", "2019-09-01", BY_2014, CATALOGUES_2013),
    ("us", "schedule-3", "hydrocodone", "2014-10-05", "1971-05-01", CSA),
    ("us", "schedule-2", "hydrocodone", "2014-10-06", "1971-05-01", CSA),
    # MDMA: a temporary order, a rule that a court set aside, a rule that stands
    ("us", None, "mdma", "1985-06-30", NOT_LISTED, ""),
    ("us", "schedule-1", "mdma", "1985-07-01", "1985-07-01", "50 FR 23118"),
    ("us", None, "mdma", "1988-03-22", NOT_LISTED, ""),
    ("us", "schedule-1", "mdma", "1988-03-23", "1988-03-23", "53 FR 5156"),
    ("us", "schedule-1", "mdma", "2026-09-21", "1988-03-23", "53 FR 5156"),
    # anabolic steroids
    ("us", None, "testosterone", "1991-02-26", NOT_LISTED, ""),
    ("us", "schedule-3", "testosterone", "1991-02-27", "1991-02-27", STEROIDS_1990),
    # a transfer between the Tables of 1988
    ("un", "1988-2", "phenylacetic-acid", "2011-01-16", "1990-11-11", CONVENTION_1988),
    ("un", "1988-1", "phenylacetic-acid", "2011-01-17", "1990-11-11", "CND decision 53/1"),
]


@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: f"{row[0]}-{row[2]}-{row[3]}")
def test_the_record_answers_as_the_acts_say(row: Row) -> None:
    jurisdiction, schedule, substance, on, expected, citation = row
    found = answer(jurisdiction, substance, on)
    cited = {(one.schedule.id, record().acts[one.standing.act].citation) for one in found.coverage}
    if schedule is None:
        assert (found.status, cited) == (expected, set())
    else:
        assert (found.status, str(found.since)) == (CONTROLLED, expected)
        assert (schedule, citation) in cited


# what a line limits itself to


def test_etomidate_is_controlled_except_in_approved_preparations() -> None:
    found = standing("cn", "psychotropic-2-2013", "etomidate", "2023-10-01").wording.exception
    assert (
        found == "drug preparations containing etomidate that are approved for marketing in China"
    )


def test_oxycodone_compounds_stand_in_class_1_or_2_by_strength() -> None:
    assert lines(answer("cn", "oxycodone", "2019-08-31")) == ["narcotic-2013/oxycodone"]
    assert lines(answer("cn", "oxycodone", "2019-09-01")) == [
        "narcotic-2013/oxycodone",
        "psychotropic-1-2013/oxycodone-compound-oral-solid-over-5mg",
        "psychotropic-2-2013/oxycodone-compound-oral-solid-to-5mg",
    ]


def test_hydrocodone_combinations_left_schedule_3_and_hydrocodone_stayed_in_2() -> None:
    before, after = (lines(answer("us", "hydrocodone", on)) for on in ("2014-10-05", "2014-10-06"))
    assert set(before) - set(after) == {"schedule-3/hydrocodone-combination-product"}
    assert after == ["schedule-2/hydrocodone"]


def test_fenfluramine_was_removed_and_the_day_is_not_sure() -> None:
    assert kinds(changes_of("us", "2022-12-23"))["schedule-4/fenfluramine"] == "removed"
    assert record().acts["us/2022-12-23-fenfluramine"].day == Day(
        day("2022-12-23"), "on-or-after", day("2022-12-23")
    )


# norfentanyl and the other precursors of fentanyl


def test_norfentanyl_was_pending_in_the_prc_between_announcement_and_force() -> None:
    (pending,) = answer("cn", "norfentanyl", "2024-08-06").pending
    assert (pending.schedule, str(pending.effective)) == ("precursor-2", "2024-09-01")
    assert str(pending.published) == "2024-08-02"
    assert difference("norfentanyl", "2024-08-06").kind == "pending"


def test_norfentanyl_was_not_even_pending_before_the_announcement() -> None:
    found = answer("cn", "norfentanyl", "2024-08-06", known_on="2024-08-01")
    assert (found.status, found.pending) == (NOT_LISTED, ())


def test_norfentanyl_is_a_drug_in_the_us_and_a_precursor_in_the_prc() -> None:
    found = difference("norfentanyl", "2026-09-21")
    assert (found.kind, str(found.since), found.until) == ("regime", "2024-09-01", None)
    assert (found.a.regimes, found.b.regimes) == (("drug",), ("precursor",))
    assert found.lag_days == (day("2024-09-01") - day("2020-05-18")).days


@pytest.mark.parametrize(
    ("substance", "on", "older"),
    [
        ("1-boc-4-ap", "2022-11-09", "list-1/4-anilinopiperidine"),
        ("1-boc-4-piperidone", "2025-10-02", "list-1/4-piperidone"),
    ],
)
def test_an_own_line_for_a_carbamate_was_no_new_control(
    substance: str, on: str, older: str
) -> None:
    (change,) = [one for one in changes_of("us", on) if one.key.line == substance]
    assert (change.kind, change.legal_effect) == ("named-within-class", False)
    assert older in change.why


# classes


@pytest.mark.parametrize("on", ["2018-02-06", "2020-02-06", "2022-03-13", "2025-07-16"])
def test_the_us_class_of_fentanyl_related_substances_has_stood_without_a_break(on: str) -> None:
    assert stays("us", "schedule-1", "us-fentanyl-related") == [("2018-02-06", None)]
    (text,) = [
        one
        for one in record().classes
        if one.id == "us-fentanyl-related" and one.since == day("2018-02-06")
    ]
    assert class_history(view(), text).run(day(on)).since == Day(day("2018-02-06"))


def test_four_days_of_march_2022_rest_on_a_law_that_was_not_read() -> None:
    # Pub. L. 117-86 ran to 2022-03-11, Pub. L. 117-103 began on 2022-03-15.
    between = standing("us", "schedule-1", "us-fentanyl-related", "2022-03-14")
    act = record().acts[between.acts[-1]]
    assert (act.citation, act.evidence) == ("Pub. L. 117-95", "unverified")
    assert between.expires == day("2022-03-15")
    after = standing("us", "schedule-1", "us-fentanyl-related", "2022-03-15")
    assert record().acts[after.acts[-1]].citation == "Pub. L. 117-103"


def test_the_us_class_has_been_permanent_since_the_halt_fentanyl_act() -> None:
    assert standing("us", "schedule-1", "us-fentanyl-related", "2025-07-15").temporary
    assert not standing("us", "schedule-1", "us-fentanyl-related", "2025-07-16").temporary


@pytest.mark.parametrize("on", ["2025-07-01", "2025-07-20", "2025-07-21", "2026-11-24"])
def test_the_prc_class_of_nitazenes_went_through_the_re_issue_unbroken(on: str) -> None:
    (text,) = [one for one in record().classes if one.id == "cn-nitazenes"]
    assert not class_history(view(), text).at(day("2025-06-30"))
    assert class_history(view(), text).run(day(on)).since == Day(day("2025-07-01"))


def test_a_member_of_the_us_class_is_covered_by_it_and_then_by_name() -> None:
    assert covering(answer("us", "meta-fluorofentanyl", "2023-12-06")) == [
        ("class", "schedule-1", "us-fentanyl-related")
    ]
    assert covering(answer("us", "meta-fluorofentanyl", "2023-12-07")) == [
        ("named", "schedule-1", "meta-fluorofentanyl")
    ]


# temporary orders


def test_isotonitazene_and_metonitazene_became_permanent_without_a_break() -> None:
    assert stays("us", "schedule-1", "isotonitazene") == [("2020-08-20", None)]
    assert stays("us", "schedule-1", "metonitazene") == [("2022-04-12", None)]
    assert standing("us", "schedule-1", "isotonitazene", "2021-12-05").temporary
    assert not standing("us", "schedule-1", "isotonitazene", "2021-12-06").temporary


def test_brorphine_stood_on_no_us_list_for_five_weeks_of_2023() -> None:
    assert stays("us", "schedule-1", "brorphine") == [
        ("2021-03-01", "2023-03-01"),
        ("2023-04-05", None),
    ]


@pytest.mark.parametrize(
    "on", [date(2017 + month // 12, month % 12 + 1, 1) for month in range(2, 118)]
)
def test_carfentanil_has_been_controlled_in_the_prc_in_every_month_since_march_2017(
    on: date,
) -> None:
    found = status(view(), "cn", "carfentanil", on)
    assert (found.status, str(found.since)) == (CONTROLLED, "2017-03-01")


# xylazine and tiletamine


def test_xylazine_is_a_veterinary_drug_in_the_prc_and_nothing_else() -> None:
    assert answer("cn", "xylazine", "2026-10-06").regimes == ("veterinary",)


def test_xylazine_its_hydrochloride_and_xylazole_are_three_lines() -> None:
    assert lines(answer("cn", "xylazine", "2024-07-15")) == [
        "veterinary-psychotropic/xylazine",
        "veterinary-psychotropic/xylazine-hydrochloride",
    ]
    salt = standing("cn", "veterinary-psychotropic", "xylazine-hydrochloride", "2024-07-15")
    assert (salt.wording.printed, salt.wording.form) == ("盐酸赛拉嗪", "hydrochloride")
    assert lines(answer("cn", "xylazole", "2024-07-15")) == ["veterinary-psychotropic/xylazole"]


def test_xylazine_is_the_subject_of_a_us_bill_and_of_no_us_law() -> None:
    assert answer("us", "xylazine", "2025-02-11").proposed == ()
    found = answer("us", "xylazine", "2026-09-21")
    assert [one.act.id for one in found.proposed] == ["us/2025-02-12-xylazine"]
    assert "S. 545" in found.proposed[0].act.citation
    assert not found.beyond_verified


def test_no_us_answer_is_verified_after_the_edition_of_2026_09_21() -> None:
    assert record().jurisdictions["us"].verified_through == day("2026-09-21")
    found = answer("us", "xylazine", "2026-09-22")
    assert found.beyond_verified
    assert found.caveat is not None
    assert "2026-09-21" in found.caveat


def test_tiletamine_is_listed_except_in_approved_veterinary_drugs() -> None:
    found = answer("cn", "tiletamine", "2026-07-01")
    assert lines(found) == [
        "veterinary-narcotic/tiletamine-hydrochloride",
        "non-medicinal/tiletamine",
    ]
    assert found.regimes == ("veterinary", "drug")
    line = standing("cn", "non-medicinal", "tiletamine", "2026-07-01")
    assert line.wording.exception is not None
    assert "approved for marketing in China" in line.wording.exception


def test_the_us_lists_tiletamine_and_zolazepam_on_one_line() -> None:
    line = standing("us", "schedule-3", "tiletamine-zolazepam", "2026-09-21")
    assert line.substances == ("tiletamine", "zolazepam")


# one substance, several lines


def test_codeine_stands_on_three_us_schedules_by_strength() -> None:
    found = answer("us", "codeine", "2026-09-21")
    assert lines(found) == [
        "schedule-2/codeine",
        "schedule-3/codeine-9803",
        "schedule-3/codeine-9804",
        "schedule-5/codeine-preparation",
    ]
    forms = [one.standing.wording.form for one in found.coverage]
    assert forms[0] is None
    assert all(forms[1:])


def test_marijuana_was_split_in_2026_and_the_old_line_stands_on() -> None:
    found = kinds(changes_of("us", "2026-04-28"))
    assert found["schedule-3/cannabis-approved-or-state-medical"] == "split"
    assert found["schedule-3/marihuana-extract-approved-or-state-medical"] == "split"
    assert found["schedule-3/delta-9-thc-natural-approved-or-state-medical"] == "split"
    assert found["schedule-1/cannabis"] == "scope-changed"
    assert stays("us", "schedule-1", "cannabis") == [("1971-05-01", None)]
    assert {one.schedule.id for one in answer("us", "cannabis", "2026-04-27").coverage} == {
        "schedule-1"
    }
    assert {one.schedule.id for one in answer("us", "cannabis", "2026-04-28").coverage} == {
        "schedule-1",
        "schedule-3",
    }


def test_midazolam_was_split_in_2024_by_kind_of_product() -> None:
    found = kinds(changes_of("cn", "2024-07-01"))
    assert found["psychotropic-1-2013/midazolam-bulk-and-injections"] == "split"
    assert found["psychotropic-2-2013/midazolam"] == "scope-changed"
    rest = standing("cn", "psychotropic-2-2013", "midazolam", "2024-07-01")
    assert rest.wording.exception == "bulk drug and injections"
    assert standing("cn", "psychotropic-2-2013", "midazolam", "2024-06-30").wording.form is None


def test_dexamfetamine_is_covered_in_the_us_as_an_isomer_of_amfetamine() -> None:
    assert covering(answer("us", "dexamfetamine", "2026-09-21")) == [
        ("form", "schedule-2", "amfetamine")
    ]


@pytest.mark.parametrize(
    ("substance", "parent", "since"),
    [
        ("2-fmc", "4-fmc", "2014-03-07"),  # by ring position
        ("2-mmc", "mephedrone", "2011-10-21"),
        ("3-chloromethcathinone", "4-cmc", "2025-12-17"),
        ("dibutylone", "pentylone", "2014-03-07"),  # by an alkyl group on chain or amine
        ("n-propylbutylone", "n-ethylnorpentylone", "2018-08-31"),
        ("buphedrone", "mephedrone", "2011-10-21"),  # between ring and chain
        ("escaline", "tma", "1971-05-01"),  # from chain to ether
    ],
)
def test_a_possible_positional_isomer_is_open_in_the_us_while_its_parent_stands(
    substance: str, parent: str, since: str
) -> None:
    # 21 CFR 1308.11(d) with 1300.01(b); DEA has named ethylone, eutylone, dipentylone, not these
    found = answer("us", substance, since)
    assert (found.status, found.coverage) == (UNDETERMINED, ())
    assert f"schedule-1/{parent}" in str(found.why)
    before = date.fromordinal(day(since).toordinal() - 1).isoformat()
    assert since == "1971-05-01" or answer("us", substance, before).status == NOT_LISTED
    assert difference(substance, "2026-09-21").kind == UNDETERMINED


@pytest.mark.parametrize(("substance", "on"), [("2-mmc", "2015-09-30"), ("2-fmc", "2015-09-30")])
def test_the_prc_listed_positional_isomers_by_name_and_not_before(substance: str, on: str) -> None:
    # no announcement says that an older line had covered them
    assert answer("cn", substance, on).status == NOT_LISTED
    assert str(answer("cn", substance, "2015-10-01").since) == "2015-10-01"


@pytest.mark.parametrize(
    ("jurisdiction", "substance", "printed"),
    [
        ("us", "norcodeine", "chemically equivalent"),  # 21 CFR 1308.12(b)(1)
        ("us", "nalfurafine", "chemically equivalent"),
        ("us", "dmhp", "Tetrahydrocannabinols"),
        ("us", "sassafras-oil", "Safrole"),
        ("us", "khat", "Cathin"),
        ("us", "cannabidiol", "Mari"),  # taken from hemp it is on no list
        ("us", "allobarbital", "Derivatives of barbituric acid"),
        ("cn", "n-methylpseudoephedrine", "等麻黄素类物质"),
        ("cn", "codeine-methylbromide", "其他五价氮吗啡衍生物"),
        ("cn", "dextrorphan", "消旋啡烷"),
        ("un", "codeine-n-oxide", "other pentavalent nitrogen morphine derivatives"),
    ],
)
def test_what_the_words_of_a_line_may_reach_is_neither_listed_nor_unlisted(
    jurisdiction: str, substance: str, printed: str
) -> None:
    found = answer(jurisdiction, substance, "2026-09-21")
    assert (found.status, found.coverage) == (UNDETERMINED, ())
    assert printed in str(found.why)


def test_the_prc_lists_the_poppy_shell_and_the_us_plant_and_straw() -> None:
    found = difference("opium-poppy-and-poppy-straw", "2026-09-21")
    assert (found.kind, found.a.coverage[0].standing.wording.form) == ("scope", None)
    (line,) = found.b.coverage
    assert (line.schedule.id, line.standing.wording.form) == ("medicinal-narcotic", "poppy shell")


def test_dronabinol_stays_in_schedule_1_beside_its_approved_products() -> None:
    found = lines(answer("us", "dronabinol", "2026-09-21"))
    assert found[0] == "schedule-1/tetrahydrocannabinols"
    assert {one.partition("/")[0] for one in found[1:]} == {"schedule-2", "schedule-3"}


def test_butalbital_is_in_a_us_class_and_named_in_the_prc() -> None:
    found = difference("butalbital", "2026-09-21")
    assert (found.kind, found.a.coverage[0].basis) == ("class-vs-named", "class")
    assert "unless exempted (87 FR 21588)" in found.a.coverage[0].reason


def test_a_us_precursor_may_stand_on_the_prc_export_list_that_is_held_in_part() -> None:
    found = difference("benzaldehyde", "2026-09-21")
    assert found.kind == "only-a"
    assert found.why.endswith("PRC: not listed (its list export is held only in part).")
    # no partial list of the PRC is of the drug regime
    assert difference("ibogaine", "2026-09-21").why.endswith("PRC: not listed.")


# the re-issue of July 2025


def test_the_re_issue_moved_522_lines_added_five_and_dropped_one() -> None:
    # 396 items and 3 classes; 123 of 128 medicinal items, the other five are new.
    found = Counter(one.kind for one in changes_of("cn", "2025-07-21"))
    assert found == {"moved": 522, "added": 5, "merged": 2, "removed": 1}


def test_the_re_issue_merged_two_lines_for_preparations() -> None:
    merged = {
        one.key.line: one.event.after.key.line
        for one in changes_of("cn", "2025-07-21")
        if one.kind == "merged" and one.event and one.event.after
    }
    assert merged == {
        "tramadol-compound-preparation": "tramadol",
        "paracetamol-hydrocodone-tablet": "hydrocodone-compound-oral-solid-to-5mg",
    }


def test_the_re_issue_emptied_the_older_catalogues() -> None:
    older = {"narcotic-2013", "psychotropic-1-2013", "psychotropic-2-2013", "nps-supplementary"}
    standing_on = view().timeline.on(day("2025-07-21"))
    assert not [key for key in standing_on if key.jurisdiction == "cn" and key.schedule in older]


@pytest.mark.parametrize(
    ("schedule", "on", "count"),
    [
        ("narcotic-2013", "2014-01-01", 121),
        ("psychotropic-1-2013", "2014-01-01", 68),
        ("psychotropic-2-2013", "2014-01-01", 81),
        ("nps-supplementary", "2015-10-01", 116),
        ("medicinal-narcotic", "2025-07-21", 32),
        ("medicinal-psychotropic-1", "2025-07-21", 18),
        ("medicinal-psychotropic-2", "2025-07-21", 78),
        ("non-medicinal", "2025-07-21", 396),
        ("non-medicinal", "2026-07-01", 412),
        ("medicinal-psychotropic-2", "2026-10-01", 81),
        ("precursor-1", "2025-07-20", 19),
        ("precursor-2", "2025-07-20", 20),
        ("precursor-3", "2025-07-20", 8),
    ],
)
def test_the_prc_lists_hold_as_many_items_as_was_published(
    schedule: str, on: str, count: int
) -> None:
    found = view().timeline.on(day(on)).items()
    named = [one for key, one in found if key[:2] == ("cn", schedule) and not one.class_id]
    assert sum(one.unseen or 1 for one in named) == count


@pytest.mark.parametrize(("on", "count"), [("2026-08-01", 14), ("2026-11-24", 17)])
def test_names_that_nobody_here_has_seen_are_counted(on: str, count: int) -> None:
    assert gaps(view(), "us", "cn", day(on)).unseen == {"a": 0, "b": count}


# the United Nations


def test_phenylacetic_acid_was_transferred_from_table_ii_to_table_i() -> None:
    assert stays("un", "1988-2", "phenylacetic-acid") == [("1990-11-11", "2011-01-17")]
    assert stays("un", "1988-1", "phenylacetic-acid") == [("2011-01-17", None)]
    (change,) = changes_of("un", "2011-01-17")
    assert (change.kind, change.from_schedule, change.to_schedule) == ("moved", "1988-2", "1988-1")


def test_cannabis_left_schedule_iv_of_1961_and_stays_in_schedule_i() -> None:
    assert "1961-4/cannabis" in lines(answer("un", "cannabis", "2020-12-01"))
    assert lines(answer("un", "cannabis", "2020-12-02")) == ["1961-1/cannabis"]


def test_a_decision_under_the_convention_of_1961_has_no_common_effective_day() -> None:
    found = answer("un", "isotonitazene", "2025-03-31").since
    assert found is not None
    assert (found.day, found.qualifier) == (day("2021-04-14"), BY_DECISION)


# twenty life stories, each written from the acts

FAMILIES = {
    "fentanyls",
    "fentanyl-precursors",
    "nitazenes",
    "orphines",
    "veterinary-sedatives",
}

DRAWN = [
    "etonitazepyne",
    "tiletamine",
    "phenyl-fentanyl",
    "n-desethyl-isotonitazene",
    "isobutyryl-fentanyl",
    "cyclopropylfentanyl",
    "para-chlorofentanyl",
    "ortho-methyl-methoxyacetyl-fentanyl",
    "thiafentanil",
    "beta-hydroxythiofentanyl",
    "methylenedioxynitazene",
    "1-boc-4-piperidone",
    "para-methylcyclopropyl-fentanyl",
    "1-boc-4-ap",
    "5-6-dichloro-desmethylchlorphine",
    "n-pyrrolidino-protonitazene",
    "tetrahydrothiofuranyl-fentanyl",
    "orthofluorofentanyl",
    "beta-hydroxy-3-methylfentanyl",
    "metodesnitazene",
]

Stay = tuple[str, str, str, str | None]

# Schedule, line, since, until. A temporary line that no later act prolongs ends when it expires.
TIMELINES: dict[tuple[str, str], list[Stay]] = {
    # 87 FR 21556, 89 FR 25514; batches of 2024-06-18 and 2025-07-21; CND decision 66/3
    ("us", "etonitazepyne"): [("schedule-1", "etonitazepyne", "2022-04-12", None)],
    ("cn", "etonitazepyne"): [
        ("nps-supplementary", "etonitazepyne", "2024-07-01", "2025-07-21"),
        ("non-medicinal", "etonitazepyne", "2025-07-21", None),
    ],
    ("un", "etonitazepyne"): [("1961-1", "etonitazepyne", "2023-03-15", None)],
    # 52 FR 2221; Announcement 800 and the sixteen substances of 2026
    ("us", "tiletamine"): [("schedule-3", "tiletamine-zolazepam", "1987-02-20", None)],
    ("cn", "tiletamine"): [
        ("veterinary-narcotic", "tiletamine-hydrochloride", "2024-07-15", None),
        ("non-medicinal", "tiletamine", "2026-07-01", None),
    ],
    # 86 FR 22113
    ("us", "phenyl-fentanyl"): [("schedule-1", "phenyl-fentanyl", "2021-04-27", None)],
    # 89 FR 60817 (to 2026-07-29), permanent by FR Doc 2025-23717; CND 68th session
    ("us", "n-desethyl-isotonitazene"): [
        ("schedule-1", "n-desethyl-isotonitazene", "2024-07-29", None)
    ],
    ("cn", "n-desethyl-isotonitazene"): [
        ("nps-supplementary", "n-desethyl-isotonitazene", "2024-07-01", "2025-07-21"),
        ("non-medicinal", "n-desethyl-isotonitazene", "2025-07-21", None),
    ],
    ("un", "n-desethyl-isotonitazene"): [
        ("1961-1", "n-desethyl-isotonitazene", "2025-03-12", None)
    ],
    # 83 FR 4580, 85 FR 5321, 85 FR 75231; item 115 of 2015
    ("us", "isobutyryl-fentanyl"): [("schedule-1", "isobutyryl-fentanyl", "2018-02-01", None)],
    ("cn", "isobutyryl-fentanyl"): [
        ("nps-supplementary", "isobutyryl-fentanyl", "2015-10-01", "2025-07-21"),
        ("non-medicinal", "isobutyryl-fentanyl", "2025-07-21", None),
    ],
    # 83 FR 469, 84 FR 57323; CND decision 62/4
    ("us", "cyclopropylfentanyl"): [("schedule-1", "cyclopropylfentanyl", "2018-01-04", None)],
    ("un", "cyclopropylfentanyl"): [("1961-1", "cyclopropylfentanyl", "2019-03-19", None)],
    # 90 FR 44979
    ("us", "para-chlorofentanyl"): [("schedule-1", "para-chlorofentanyl", "2025-09-18", None)],
    # 86 FR 22113
    ("us", "ortho-methyl-methoxyacetyl-fentanyl"): [
        ("schedule-1", "ortho-methyl-methoxyacetyl-fentanyl", "2021-04-27", None)
    ],
    # 81 FR 58834
    ("us", "thiafentanil"): [("schedule-2", "thiafentanil", "2016-08-26", None)],
    # 81 FR 29492, 83 FR 21834, 84 FR 20023; item 113 of 2015
    ("us", "beta-hydroxythiofentanyl"): [
        ("schedule-1", "beta-hydroxythiofentanyl", "2016-05-12", None)
    ],
    ("cn", "beta-hydroxythiofentanyl"): [
        ("nps-supplementary", "beta-hydroxythiofentanyl", "2015-10-01", "2025-07-21"),
        ("non-medicinal", "beta-hydroxythiofentanyl", "2025-07-21", None),
    ],
    # FR Doc 2025-19542, temporary to 2027-10-15
    ("us", "methylenedioxynitazene"): [
        ("schedule-1", "methylenedioxynitazene", "2025-10-15", "2027-10-15")
    ],
    # FR Doc 2025-19349; the two piperidones of June 2025; CND decision 67/7
    ("us", "1-boc-4-piperidone"): [("list-1", "1-boc-4-piperidone", "2025-10-02", None)],
    ("cn", "1-boc-4-piperidone"): [("precursor-2", "1-boc-4-piperidone", "2025-07-20", None)],
    ("un", "1-boc-4-piperidone"): [("1988-1", "1-boc-4-piperidone", "2024-12-03", None)],
    # FR Doc 2023-26694
    ("us", "para-methylcyclopropyl-fentanyl"): [
        ("schedule-1", "para-methylcyclopropyl-fentanyl", "2023-12-07", None)
    ],
    # 87 FR 67550; the seven precursors of August 2024; CND decision 65/5
    ("us", "1-boc-4-ap"): [("list-1", "1-boc-4-ap", "2022-11-09", None)],
    ("cn", "1-boc-4-ap"): [("precursor-2", "1-boc-4-ap", "2024-09-01", None)],
    ("un", "1-boc-4-ap"): [("1988-1", "1-boc-4-ap", "2022-11-23", None)],
    # 21 CFR 1308.11(h), edition of 2026-09-21: temporary to 2028-08-27
    ("us", "5-6-dichloro-desmethylchlorphine"): [
        ("schedule-1", "5-6-dichloro-desmethylchlorphine", "2026-08-27", "2028-08-27")
    ],
    # 90 FR 39314 (to 2027-08-15), permanent by FR Doc 2026-00362; CND 68th session
    ("us", "n-pyrrolidino-protonitazene"): [
        ("schedule-1", "n-pyrrolidino-protonitazene", "2025-08-15", None)
    ],
    ("cn", "n-pyrrolidino-protonitazene"): [
        ("nps-supplementary", "n-pyrrolidino-protonitazene", "2024-07-01", "2025-07-21"),
        ("non-medicinal", "n-pyrrolidino-protonitazene", "2025-07-21", None),
    ],
    ("un", "n-pyrrolidino-protonitazene"): [
        ("1961-1", "n-pyrrolidino-protonitazene", "2025-03-12", None)
    ],
    # 90 FR 44979
    ("us", "tetrahydrothiofuranyl-fentanyl"): [
        ("schedule-1", "tetrahydrothiofuranyl-fentanyl", "2025-09-18", None)
    ],
    # 82 FR 49504 (to 2019-10-28), permanent by 84 FR 57323; CND decision 62/2
    ("us", "orthofluorofentanyl"): [("schedule-1", "orthofluorofentanyl", "2017-10-26", None)],
    ("un", "orthofluorofentanyl"): [("1961-1", "orthofluorofentanyl", "2019-03-19", None)],
    # 50 FR 43698 (to 1986-11-29), an extension to 1987-05-29, 52 FR 20070; item 17 of 2013;
    # CND, 11th special session, of February 1990 only the month is known
    ("us", "beta-hydroxy-3-methylfentanyl"): [
        ("schedule-1", "beta-hydroxy-3-methylfentanyl", "1985-11-29", None)
    ],
    ("cn", "beta-hydroxy-3-methylfentanyl"): [
        ("narcotic-2013", "beta-hydroxy-3-methylfentanyl", "2014-01-01", "2025-07-21"),
        ("non-medicinal", "beta-hydroxy-3-methylfentanyl", "2025-07-21", None),
    ],
    ("un", "beta-hydroxy-3-methylfentanyl"): [
        ("1961-1", "beta-hydroxy-3-methylfentanyl", "1990-02-28", None),
        ("1961-4", "beta-hydroxy-3-methylfentanyl", "1990-02-28", None),
    ],
    # 87 FR 21556, 89 FR 25517 (to 2025-04-12), 89 FR 85047
    ("us", "metodesnitazene"): [("schedule-1", "metodesnitazene", "2022-04-12", None)],
}


def test_the_twenty_substances_are_those_of_the_draw() -> None:
    known = record().substances.values()
    ids = sorted(one.id for one in known if one.family in FAMILIES)
    assert random.Random(20240806).sample(ids, 20) == DRAWN  # noqa: S311 (a draw, no secret)


@pytest.mark.parametrize("substance", DRAWN)
@pytest.mark.parametrize("jurisdiction", ["us", "cn", "un"])
def test_the_listings_are_those_of_the_acts(jurisdiction: str, substance: str) -> None:
    listings = view().by_substance.get((jurisdiction, substance), [])
    found = [
        (
            one.key.schedule,
            one.key.line,
            one.since.day.isoformat(),
            one.until.isoformat() if one.until else None,
        )
        for one in sorted(listings, key=lambda one: (one.since.day, one.key))
    ]
    assert found == TIMELINES.get((jurisdiction, substance), [])
