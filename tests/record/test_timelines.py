"""Twenty life stories, each written from the acts; more of them go into ``TIMELINES``."""

from __future__ import annotations

import random

import pytest

from tests.record.asked import record, view

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
