"""The site of the whole record, made once, and the sites of small records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from registry import api
from registry.api import Registry
from registry.engine.gaps import Gaps, gaps
from registry.engine.view import View
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
def lists() -> Registry:
    """The registry of the whole record."""
    return api.load(ROOT)


@pytest.fixture(scope="session")
def view(lists: Registry) -> View:
    """The whole record."""
    return lists.view()


@pytest.fixture(scope="session")
def found(view: View) -> Gaps:
    """What the US and the PRC list differently on the day of the site."""
    return gaps(view, "us", "cn", DAY, aligned=True)


@pytest.fixture(scope="session")
def files(lists: Registry) -> dict[str, bytes]:
    """Every file of the site of the whole record."""
    return build(lists, ("us", "cn"), DAY, {"gaps-us-cn.json": b"{}\n"})


@pytest.fixture(scope="session")
def pages(files: Mapping[str, bytes]) -> dict[str, str]:
    """Every page as text."""
    return {name: text.decode() for name, text in files.items() if name.endswith(".html")}


@pytest.fixture
def small(tmp_path: Path) -> Make:
    """Make the site of a record of two lists, a substance and an act, as the test writes them."""

    def make(substance: str, act: str, title: str = "A list") -> dict[str, bytes]:
        sources = {
            "schedules/registry.toml": 'schema = 1\nversion = "2024.09.01"\ntitle = "Small"\n',
            "schedules/us/schedules.toml": LAW.format(name="Here", short="US", title=title),
            "schedules/cn/schedules.toml": LAW.format(name="There", short="PRC", title=title),
            "schedules/substances/opioids.toml": substance,
            "schedules/us/acts/2020-01-01-rule.toml": act,
        }
        for name, text in sources.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return build(api.load(tmp_path), ("us", "cn"), date(2024, 8, 6), {})

    return make
