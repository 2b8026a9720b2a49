"""A small record of four jurisdictions, and what the command line says about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from registry.audit.build import outputs
from registry.law.loading import load
from tests.small import edition, law, schedule

THROUGH: Final = "2024-08-31"
FILES: Final = {
    "schedules/registry.toml": edition("2024.09.01"),
    "schedules/us/schedules.toml": law(
        "United States of America",
        "US",
        schedule("schedule-1", THROUGH),
        schedule("schedule-2", THROUGH),
        code_name="DEA code",
        caveat="An analogue may be treated as controlled.",
    ),
    "schedules/cn/schedules.toml": law(
        "People's Republic of China",
        "PRC",
        schedule("narcotic-2013", THROUGH, "2014-01-01", title_zh="麻醉药品品种目录"),
        schedule("precursor-2", THROUGH, "2014-01-01"),
        schedule(
            "export",
            THROUGH,
            None,
            title="Export licences",
            instrument="Catalogue of 2005",
            regime="export",
            stands_in_for="precursor",
            may_hold=["opioids"],
        ),
        aliases=["prc", "china"],
    ),
    "schedules/un/schedules.toml": law(
        "United Nations",
        "UN",
        schedule(
            "1988-1",
            THROUGH,
            "1990-11-11",
            title="Table I of the 1988 Convention",
            instrument="1988 Convention",
            regime="precursor",
        ),
    ),
    "schedules/us-oh/schedules.toml": law(
        "Ohio",
        "Ohio",
        schedule("schedule-1", THROUGH, None, instrument="OAC 4729:9-1-01"),
        parent="us",
    ),
    "schedules/substances/opioids.toml": """
[fentanyl]
name = "Fentanyl"
name_zh = "芬太尼"
cas = ["437-38-7"]
source = "printed by every list"

[brorphine]
name = "Brorphine"
name_zh = "二物同名"
aliases = ["the | pipe *and* star"]
note = "Shares a Chinese name with carfentanil."

[carfentanil]
name = "Carfentanil"
name_zh = "二物同名"
note = "On the watch list. Shares a Chinese name with brorphine."
""",
    "schedules/substances/precursors.toml": """
[norfentanyl]
name = "Norfentanyl"
name_zh = "N-苯基-N-(4-哌啶基)丙酰胺"
aliases = ["去甲芬太尼", "α-Test′s name"]
cas = ["1609-66-1"]
inchikey = "PMCBDBWCQQBSRJ-UHFFFAOYSA-N"
structure = "single"
unii = "2MK6D8JV6J"
source = "printed by every list"

[4-anilinopiperidine]
name = "4-Anilinopiperidine"
cas = ["23056-29-3"]
source = "printed by every list"
""",
    "schedules/substances/nitazenes.toml": """
[isotonitazene]
name = "Isotonitazene"
""",
    "schedules/classes/cn-nitazenes/2024-07-01.toml": """
title = "Nitazenes as a class"
title_zh = "尼秦类物质"
jurisdiction = "cn"
text = "Benzimidazoles with certain substituents."
citation = "Announcement of 2024"
source = "https://example.org/nitazenes"
evidence = "official"
families = ["nitazenes"]

[[verdict]]
substances = ["isotonitazene"]
verdict = "in"
basis = "named as an example"
source = "https://example.org/nitazenes"
""",
    "schedules/us/acts/1971-05-01-baseline.toml": """
title = "What stood at the beginning"
kind = "baseline"
authority = ["DEA"]
citation = "36 FR 7776"
source = "https://example.org/36fr7776"
evidence = "official"
effective = 1971-05-01

[[add]]
schedule = "schedule-2"
substances = ["fentanyl"]
printed = "Fentanyl"
number = "9801"
""",
    "schedules/us/acts/2020-04-17-norfentanyl.toml": """
title = "Norfentanyl placed in schedule II"
kind = "rule"
authority = ["DEA"]
citation = "85 FR 21320"
source = "https://example.org/85fr21320"
evidence = "official"
published = 2020-04-17
effective = 2020-05-18

[[add]]
schedule = "schedule-2"
substances = ["norfentanyl"]
printed = "Norfentanyl"
number = "8366"
""",
    "schedules/us/acts/2024-03-01-two-for-a-time.toml": """
title = "Two opioids placed in schedule I for a time"
kind = "order"
authority = ["DEA"]
citation = "89 FR 1"
source = "https://example.org/89fr1"
evidence = "secondary"
published = 2024-03-01
effective = 2024-03-01

[[add]]
schedule = "schedule-1"
substances = ["brorphine"]
printed = "Brorphine"
expires = 2026-03-01

[[add]]
schedule = "schedule-1"
substances = ["isotonitazene"]
printed = "Isotonitazene"
""",
    "schedules/us/acts/2024-07-15-proposal.toml": """
title = "4-anilinopiperidine proposed"
kind = "proposal"
authority = ["DEA"]
citation = "89 FR 2"
source = "https://example.org/89fr2"
evidence = "official"
published = 2024-07-15

[[add]]
schedule = "schedule-2"
substances = ["4-anilinopiperidine"]
printed = "4-Anilinopiperidine"
""",
    "schedules/cn/acts/2013-11-11-catalogue.toml": """
title = "The catalogue of 2013"
kind = "announcement"
authority = ["CFDA"]
citation = "230 of 2013"
source = "https://example.org/230"
evidence = "secondary"
published = 2013-11-11
effective = "<=2014-01-01"

[[add]]
schedule = "narcotic-2013"
substances = ["fentanyl"]
printed = "芬太尼"

[[add]]
schedule = "narcotic-2013"
line = "not-seen"
unseen = 3
""",
    "schedules/cn/acts/2024-06-18-nitazenes.toml": """
title = "Nitazenes listed as a class"
title_zh = "将尼秦类物质列入"
kind = "announcement"
authority = ["NMPA"]
citation = "Announcement of 2024"
source = "https://example.org/nitazenes"
evidence = "official"
published = 2024-06-18
effective = 2024-07-01

[[add]]
schedule = "narcotic-2013"
class = "cn-nitazenes"
printed = "尼秦类物质"
""",
    "schedules/cn/acts/2024-08-02-two-precursors.toml": """
title = "Two precursors listed"
kind = "announcement"
authority = ["MPS"]
citation = "Announcement of 2 August 2024"
source = "https://example.org/two"
evidence = "official"
published = 2024-08-02
effective = 2024-09-01

[[add]]
schedule = "precursor-2"
substances = ["norfentanyl"]
printed = "N-苯基-N-(4-哌啶基)丙酰胺"

[[add]]
schedule = "precursor-2"
substances = ["4-anilinopiperidine"]
printed = "4-苯胺基哌啶"
""",
    "schedules/un/acts/2022-03-16-norfentanyl.toml": """
title = "Norfentanyl added to Table I"
kind = "decision"
authority = ["CND"]
citation = "decision 65/6"
source = "https://example.org/65-6"
evidence = "official"
decided = 2022-03-16
effective = 2022-11-23

[[add]]
schedule = "1988-1"
substances = ["norfentanyl"]
printed = "Norfentanyl"
""",
}
DAY: Final = "2024-08-06"
SUFFIXES: Final = (".txt", ".json", ".csv", ".md", ".xlsx")


# The keys that the contract promises.
HEAD = {"schema", "on", "known_on", "data"}


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: bytes
    err: str

    @property
    def document(self) -> dict[str, Any]:
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Run = Callable[..., Done]


def written(root: Path, files: dict[str, str] | None = None) -> Path:
    for name, text in (FILES | (files or {})).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text.lstrip(), encoding="utf-8")
    for name, content in outputs(load(root)).items() if not files else ():
        (root / name).write_bytes(content)
    return root
