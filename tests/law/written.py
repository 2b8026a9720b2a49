"""A small record with every kind of file and every verb."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from registry.law import layout, loading
from registry.law.record import (
    Record,
)

ACT: Final = "schedules/us/acts/1971-05-01-baseline.toml"
FAMILY: Final = "schedules/substances/opioids.toml"
LISTS: Final = "schedules/us/schedules.toml"
FILES: Final = {
    layout.EDITION: """\
schema = 1
version = "2024.09.01"
title = "A small record"
""",
    LISTS: """\
name = "United States of America"
short = "US"

[schedules.schedule-2]
title = "Schedule II"
instrument = "21 CFR 1308.12"
regime = "drug"
complete = true
complete_from = 1971-05-01
verified_through = 2024-09-01
clause = { covers = ["salt"] }

[schedules.schedule-2.groups.opiates]
covers = ["ester"]
text = "Unless excepted"
""",
    FAMILY: """\
[morphine]
name = "Morphine"
name_zh = "吗啡"
cas = ["57-27-2"]

[heroin]
name = "Heroin"
form_of = { substance = "morphine", as = "ester" }
""",
    ACT: """\
title = "What stood at the beginning"
kind = "baseline"
authority = ["DEA"]
citation = "36 FR 7776"
source = "https://example.org/36fr7776"
evidence = "official"
effective = 1971-05-01

[[add]]
schedule = "schedule-2"
substances = ["morphine"]
printed = "Morphine"

[[add]]
schedule = "schedule-2"
substances = ["heroin"]
printed = "Heroin"
expires = "not seen"
""",
    "schedules/us/acts/1980-06-changes.toml": """\
title = "Every other verb"
kind = "rule"
authority = ["DEA"]
citation = "45 FR 1"
source = "https://example.org/45fr1"
evidence = "secondary"
published = "1980-06"

[[amend]]
schedule = "schedule-2"
line = "morphine"
except = "preparations"

[[extend]]
schedule = "schedule-2"
line = "heroin"
expires = 1982-01-01
stands = "47 FR 1"

[[confirm]]
schedule = "schedule-2"
line = "heroin"

[[move]]
from = "schedule-2/heroin"
to = "schedule-2/diamorphine"

[[remove]]
schedule = "schedule-2"
line = "morphine"
""",
    "schedules/classes/us-morphinans/1980-01-01.toml": """\
title = "Morphinans"
jurisdiction = "us"
text = "Everything like morphine."
citation = "44 FR 1"
source = "https://example.org/44fr1"
evidence = "official"
families = ["opioids"]

[[verdict]]
substances = ["heroin"]
verdict = "in"
since = 1980-02-01
basis = "named"
source = "https://example.org/44fr1"
""",
    "seeds/a-document.toml": """\
title = "A document"
publisher = "A publisher"
date = 2024-01-01
source = "https://example.org/document"

[[claim]]
says = "Morphine is controlled."
supports = ["us/1971-05-01-baseline"]
status = "confirmed"
""",
}


def as_bytes(changed: dict[str, str | None] | None = None) -> dict[str, bytes]:
    files = FILES | (changed or {})
    return {name: text.encode() for name, text in files.items() if text is not None}


def record_of(changed: dict[str, str | None] | None = None) -> Record:
    record, findings = loading.read(as_bytes(changed))
    assert findings == []
    return record


def written(root: Path) -> Path:
    for name, data in as_bytes().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root
