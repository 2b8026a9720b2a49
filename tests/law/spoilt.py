"""A small record, file by file and line by line, of which a test spoils one."""

from __future__ import annotations

from typing import Final

from registry.law import loading
from registry.law.finding import Finding
from registry.law.record import Record
from registry.law.sources import File

EDITION: Final = "schedules/registry.toml"
LISTS: Final = "schedules/us/schedules.toml"
FAMILY: Final = "schedules/substances/opioids.toml"
ACT: Final = "schedules/us/acts/2024-08-05-order.toml"
CLASS: Final = "schedules/classes/us-fentanyls/2024-08-05.toml"
SEED: Final = "seeds/a-document.toml"
FILES: Final = {
    EDITION: """\
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
""",
    FAMILY: """\
[fentanyl]
name = "Fentanyl"
cas = ["437-38-7"]
source = "a list"
""",
    ACT: """\
title = "Fentanyl"
kind = "order"
authority = ["DEA"]
citation = "89 FR 1"
source = "https://example.org/89fr1"
evidence = "official"
effective = 2024-08-05

[[add]]
schedule = "schedule-2"
substances = ["fentanyl"]
printed = "Fentanyl"
""",
    CLASS: """\
title = "Fentanyls"
jurisdiction = "us"
schedule = "schedule-2"
text = "Everything like fentanyl."
citation = "89 FR 2"
source = "https://example.org/89fr2"
evidence = "official"
families = ["opioids"]
""",
    SEED: """\
title = "A document"
publisher = "A publisher"
date = 2024-01-01
source = "https://example.org/document"

[[claim]]
says = "Fentanyl is controlled."
supports = ["us/2024-08-05-order"]
status = "confirmed"
""",
}
Files = dict[str, str | File | None]


def read(changed: Files) -> tuple[Record, list[Finding]]:
    """The record and the findings of the small data set with some files replaced."""
    files: Files = {**FILES, **changed}
    encoded = {
        name: content.encode() if isinstance(content, str) else content
        for name, content in files.items()
        if content is not None
    }
    return loading.read(encoded)


def swapped(file: str, old: str, new: str) -> Files:
    """``file`` with its one ``old`` replaced."""
    assert FILES[file].count(old) == 1, f"{old!r} does not stand once in {file}"
    return {file: FILES[file].replace(old, new)}


def the_finding(changed: Files, file: str) -> Finding:
    """The one finding that reading gives in ``file``."""
    _, findings = read(changed)
    found = [one for one in findings if one.file == file]
    assert len(found) == 1, "\n".join(str(one) for one in findings)
    (one,) = found
    assert one.severity == "error"
    assert one.what.endswith((".", "?"))
    assert one.remedy
    shown = str(one)
    assert shown.startswith(f"{file}:{one.line}  {one.code}  ")
    assert shown.isprintable(), ascii(shown)
    return one
