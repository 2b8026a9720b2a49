"""A small record, edited in the body of a test: what the review says of the edit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

import pytest

from registry.audit.review.judgement import Assessment, judge
from registry.audit.review.versions import Version, fresh_declarations, version

TODAY: Final = date(2026, 11, 24)
NORFENTANYL: Final = "schedules/us/acts/2020-04-17-norfentanyl.toml"
BRORPHINE: Final = "schedules/us/acts/2021-03-01-brorphine.toml"
BASE: Final = {
    "schedules/registry.toml": 'schema = 1\nversion = "2026.11.24"\ntitle = "Small"\n',
    "schedules/us/schedules.toml": """
name = "United States"
short = "US"
order = 1
[schedules.schedule-1]
title = "Schedule I"
instrument = "21 CFR 1308.11"
regime = "drug"
complete = true
complete_from = 1971-05-01
verified_through = 2026-09-21
[schedules.schedule-2]
title = "Schedule II"
instrument = "21 CFR 1308.12"
regime = "drug"
complete = true
complete_from = 1971-05-01
verified_through = 2026-09-21
""",
    "schedules/cn/schedules.toml": """
name = "People's Republic of China"
short = "PRC"
order = 2
[schedules.precursor-2]
title = "Precursors, category 2"
instrument = "Regulation 445"
regime = "precursor"
complete = true
complete_from = 2014-01-01
verified_through = 2026-07-20
""",
    "schedules/substances/opioids.toml": """
[norfentanyl]
name = "Norfentanyl"
cas = ["1609-66-1"]
[brorphine]
name = "Brorphine"
cas = ["2244737-98-0"]
[fentanyl]
name = "Fentanyl"
cas = ["437-38-7"]
""",
    NORFENTANYL: """
title = "Norfentanyl in schedule II"
kind = "rule"
authority = ["DEA"]
citation = "85 FR 21320"
source = "Federal Register"
evidence = "official"
published = 2020-04-17
effective = 2020-05-18
[[add]]
schedule = "schedule-2"
substances = ["norfentanyl"]
printed = "Norfentanyl (N-phenyl-N-(piperidin-4-yl) propionamide)"
number = "8366"
""",
    BRORPHINE: """
title = "Brorphine in schedule I, temporarily"
kind = "order"
authority = ["DEA"]
citation = "86 FR 11862"
source = "Federal Register"
evidence = "official"
published = 2021-03-01
effective = 2021-03-01
[[add]]
schedule = "schedule-1"
substances = ["brorphine"]
expires = "not seen"
printed = "Brorphine"
""",
}
HEAD: Final = """
title = "{title}"
kind = "rule"
authority = ["DEA"]
citation = "91 FR 1"
source = "Federal Register"
evidence = "official"
published = 2026-11-20
effective = 2026-12-21
"""


class Told(NamedTuple):
    """The events of a review by name: changes of the law, corrections, rewrites."""

    effects: list[str]
    corrections: list[str]
    rewrites: list[str]
    editorial: int


def told(found: Assessment) -> Told:
    """The names of all that a review tells."""
    return Told(
        [one.change.kind for one in found.effects],
        [one.kind for one in found.corrections],
        [one.kind for one in found.rewrites],
        len(found.editorial),
    )


def version_of(files: dict[str, str]) -> Version:
    """The version of the data that these files hold, every one of them readable."""
    found = version({name: text.encode() for name, text in files.items()})
    assert found.findings == []
    return found


Reviewed = Callable[..., Assessment]


@pytest.fixture
def files() -> dict[str, str]:
    """The files of the base, to be edited."""
    return dict(BASE)


@pytest.fixture
def act() -> Callable[..., str]:
    """A rule of 20 November 2026, in force on 21 December, with these steps."""

    def write(steps: str, title: str = "A rule") -> str:
        return HEAD.format(title=title) + steps

    return write


@pytest.fixture
def reviewed() -> Reviewed:
    """The review of edited files against the base, or against others."""

    def reviewed_against(
        after: dict[str, str], before: dict[str, str] | None = None, on: date = TODAY
    ) -> Assessment:
        old, new = version_of(before or BASE), version_of(after)
        declared, _ = fresh_declarations(old, new)
        return judge(old.record, new.record, on, declared)

    return reviewed_against


@pytest.fixture
def events() -> Callable[[Assessment], Told]:
    """The names of all that a review tells."""
    return told
