"""The answers that the record must give, each with the act that it rests on.

A row that ought to hold is added to ``ANSWERS``. The citation is that of the act by which the line
stands on its list; an answer of "not listed" has none.
"""

from __future__ import annotations

import pytest

from tests.record.asked import CONTROLLED, NOT_LISTED, UNDETERMINED, answer, record

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
