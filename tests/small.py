"""Small data folders written in a test: two complete jurisdictions and whatever the test adds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from registry.law.loading import read
from registry.law.record import Record

ORDER: Final = {"US": 1, "PRC": 2, "UN": 3}
LIST: Final = """
[schedules.{name}]
title = "{name}"
instrument = "an instrument"
regime = "{regime}"
complete = true
complete_from = {since}
verified_through = 2026-10-31
"""


def law(name: str, short: str, *lists: str, since: str = "1971-05-01", regime: str = "drug") -> str:
    """``schedules.toml`` of a jurisdiction that keeps complete lists of one regime."""
    head = f'name = "{name}"\nshort = "{short}"\n'
    head += f"order = {ORDER[short]}\n" if short in ORDER else ""
    return head + "".join(LIST.format(name=each, regime=regime, since=since) for each in lists)


BASE: Final = {
    "schedules/registry.toml": 'schema = 1\nversion = "2026.01.01"\ntitle = "A small record"\n',
    "schedules/us/schedules.toml": law(
        "United States of America", "US", "schedule-1", "schedule-2"
    ),
    "schedules/cn/schedules.toml": law(
        "People's Republic of China", "PRC", "narcotic", "psychotropic"
    ),
}


def act(**fields: str) -> str:
    """The head of an act: official, with a citation; the fields given are added or replaced."""
    words: dict[str, str | list[str]] = {
        "title": "An act",
        "kind": "rule",
        "authority": ["An authority"],
        "citation": "1 FR 1",
        "source": "read",
        "evidence": "official",
    }
    lines = []
    for key, value in (words | fields).items():
        is_day = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value))
        lines.append(f"{key} = {value if is_day else json.dumps(value)}")
    return "\n".join(lines) + "\n"


def names(*ids: str) -> str:
    """A file of identities that bear no more than a name."""
    return "".join(f'[{each}]\nname = "{each.capitalize()}"\nsource = "read"\n\n' for each in ids)


def files(added: dict[str, str]) -> dict[str, bytes]:
    """The small data with ``added``, as bytes by path."""
    return {name: text.encode() for name, text in (BASE | added).items()}


def record(added: dict[str, str]) -> Record:
    """The record that the small data with ``added`` write down; it must have no finding."""
    found, findings = read(files(added))
    assert not findings, [str(each) for each in findings]
    return found


def written(root: Path, added: dict[str, str]) -> Path:
    """The small data with ``added`` as a folder."""
    for name, content in files(added).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root
