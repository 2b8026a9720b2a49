"""The site of the whole record, made once, and the sites of small records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from registry.engine.gaps import Gaps, gaps
from registry.engine.view import View
from registry.law import loading
from registry.law.sources import read_files
from registry.report.site.pages import build

ROOT: Final = Path(__file__).parents[2]
DAY: Final = date(2026, 11, 24)
Make = Callable[..., dict[str, bytes]]
LAW: Final = """
name = "{name}"
short = "{short}"

[schedules.list]
title = "{title}"
instrument = "An instrument"
regime = "drug"
complete = true
complete_from = 2000-01-01
verified_through = 2024-08-31
"""


@pytest.fixture(scope="session")
def view() -> View:
    """The whole record."""
    record, findings = loading.read(read_files(ROOT))
    assert findings == []
    return View(record)


@pytest.fixture(scope="session")
def found(view: View) -> Gaps:
    """What the US and the PRC list differently on the day of the site."""
    return gaps(view, "us", "cn", DAY, aligned=True)


@pytest.fixture(scope="session")
def files(view: View) -> dict[str, bytes]:
    """Every file of the site of the whole record."""
    return build(view, ("us", "cn"), DAY, {"gaps-us-cn.json": b"{}\n"})


@pytest.fixture(scope="session")
def pages(files: Mapping[str, bytes]) -> dict[str, str]:
    """Every page as text."""
    return {name: text.decode() for name, text in files.items() if name.endswith(".html")}


@pytest.fixture
def small() -> Make:
    """Make the site of a record of two lists, a substance and an act, as the test writes them."""

    def make(substance: str, act: str, title: str = "A list") -> dict[str, bytes]:
        sources = {
            "schedules/registry.toml": 'schema = 1\nversion = "2024.09.01"\ntitle = "Small"\n',
            "schedules/us/schedules.toml": LAW.format(name="Here", short="US", title=title),
            "schedules/cn/schedules.toml": LAW.format(name="There", short="PRC", title=title),
            "schedules/substances/opioids.toml": substance,
            "schedules/us/acts/2020-01-01-rule.toml": act,
        }
        record, findings = loading.read({name: text.encode() for name, text in sources.items()})
        assert findings == []
        return build(View(record), ("us", "cn"), date(2024, 8, 6), {})

    return make
