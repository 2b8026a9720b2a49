"""Small data folders written in a test: two complete jurisdictions and whatever the test adds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from registry.law.loading import read
from registry.law.record import Record

ORDER: Final = {"US": 1, "PRC": 2, "UN": 3}
# What lists are called: title, instrument, regime. Any other is called by its id, a list of drugs.
TITLES: Final = {
    "schedule-1": ("Schedule I", "21 CFR 1308.11", "drug"),
    "schedule-2": ("Schedule II", "21 CFR 1308.12", "drug"),
    "list-1": ("List I", "21 CFR 1310.02", "precursor"),
    "narcotic-2013": ("Catalogue of narcotic drugs", "Catalogue of 2013", "drug"),
    "precursor-2": ("Precursors, category 2", "Regulation 445", "precursor"),
}


def edition(version: str = "2026.01.01", title: str = "A small record") -> str:
    """``registry.toml``."""
    return fields(schema=1, version=version, title=title)


def fields(**values: object) -> str:
    """Fields as a file writes them; days without quotation marks, nothing for ``None``."""
    lines = []
    for key, value in values.items():
        is_day = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value))
        text = value if is_day else json.dumps(value, ensure_ascii=False)
        lines += [] if value is None else [f"{key} = {text}\n"]
    return "".join(lines)


def schedule(
    name: str, through: str = "2026-10-31", since: str | None = "1971-05-01", **more: object
) -> str:
    """A list of ``schedules.toml``, complete from ``since`` on (``None``: held in part)."""
    title, instrument, regime = TITLES.get(name, (name, "an instrument", "drug"))
    known = {"title": title, "instrument": instrument, "regime": regime}
    ends = {"complete": since is not None, "complete_from": since, "verified_through": through}
    return f"\n[schedules.{name}]\n{fields(**(known | ends | more))}"


def law(
    name: str, short: str, *lists: str, since: str = "1971-05-01", regime: str = "drug",
    **more: object,
) -> str:  # fmt: skip
    """``schedules.toml`` of a law: lists as ``schedule`` writes them, or ids of whole ones.

    ``since`` and ``regime`` are those of the lists that are named by their ids.
    """
    texts = [
        each if each.startswith("\n") else schedule(each, since=since, regime=regime)
        for each in lists
    ]
    head = fields(name=name, short=short, order=ORDER.get(short), **more)
    return head + "".join(texts)


BASE: Final = {
    "schedules/registry.toml": edition(),
    "schedules/us/schedules.toml": law(
        "United States of America", "US", "schedule-1", "schedule-2"
    ),
    "schedules/cn/schedules.toml": law(
        "People's Republic of China", "PRC", "narcotic", "psychotropic"
    ),
}


def act(**added: str) -> str:
    """The head of an act: official, with a citation; the fields given are added or replaced."""
    known: dict[str, object] = {
        "title": "An act",
        "kind": "rule",
        "authority": ["An authority"],
        "citation": "1 FR 1",
        "source": "read",
        "evidence": "official",
    }
    return fields(**(known | added))


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
    return put(root, files(added))


def put(root: Path, contents: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder, as they are given."""
    for name, content in contents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root
