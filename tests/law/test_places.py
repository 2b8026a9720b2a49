"""Where files stand and what they are called, which links they may bear, and what is said then."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from registry.audit.check import run
from tests.law.spoilt import (
    ACT,
    CLASS,
    EDITION,
    FAMILY,
    FILES,
    LISTS,
    SEED,
    Files,
    read,
    swapped,
    the_finding,
)

# places


@pytest.mark.parametrize(
    "file",
    [
        "schedules/2024-08-05-order.toml",
        "schedules/us/2024-08-05-order.toml",
        "schedules/us/act/2024-08-05-order.toml",
        "schedules/us/acts/2024/2024-08-05-order.toml",
        "schedules/us/schedule.toml",
        "schedules/substances/us/opioids.toml",
        "schedules/classes/2024-08-05.toml",
        "schedules/classes/us/fentanyls/2024-08-05.toml",
        "seeds/2024/a-document.toml",
    ],
)
def test_a_file_in_a_place_where_nothing_is_read_is_no_silence(file: str) -> None:
    one = the_finding({file: 'title = "Somewhere"\n'}, file)
    assert one.code == "SCH005"


@pytest.mark.parametrize(
    "name", ["2024-08-06-order", "order", "2024-08-05", "2024-08-05-Order", "2024-8-5-order"]
)
def test_the_name_of_an_act_is_its_day_and_a_slug(name: str) -> None:
    file = f"schedules/us/acts/{name}.toml"
    changed: Files = {ACT: None, file: FILES[ACT], SEED: None}
    one = the_finding(changed, file)
    assert one.code == "SCH005"
    assert "2024-08-05" in one.what


@pytest.mark.parametrize("day", ["2024-13-01", "2024", "2024-8-5", "first", "２０２４-08-05"])
def test_the_name_of_a_class_text_is_its_day(day: str) -> None:
    file = f"schedules/classes/us-fentanyls/{day}.toml"
    one = the_finding({CLASS: None, file: FILES[CLASS]}, file)
    assert one.code == "SCH005"


@pytest.mark.parametrize("place", ["US", "u s", "us_oh", "美国"])
def test_the_name_of_a_jurisdiction_is_an_id(place: str) -> None:
    file = f"schedules/{place}/schedules.toml"
    _, findings = read({file: FILES[LISTS]})
    assert file in {one.file for one in findings}


@pytest.mark.parametrize("name", ["US Fentanyls", "us_fentanyls"])
def test_the_name_of_a_class_is_an_id(name: str) -> None:
    file = f"schedules/classes/{name}/2024-08-05.toml"
    _, findings = read({file: FILES[CLASS]})
    assert file in {one.file for one in findings}


def test_an_act_of_a_place_without_lists_is_refused() -> None:
    file = "schedules/cn/acts/2024-08-05-order.toml"
    one = the_finding({file: FILES[ACT]}, file)
    assert one.code == "REF006"


# links


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "JavaScript:alert(1)", "file:///etc/passwd", "data:text/html,x"]
)
@pytest.mark.parametrize(
    ("file", "line"), [(ACT, 5), (CLASS, 6), (SEED, 4), (FAMILY, 4)], ids=lambda one: str(one)[-20:]
)
def test_a_link_that_runs_or_reads_something_is_refused(
    tmp_path: Path, file: str, line: int, link: str
) -> None:
    changed = re.sub('(?m)^source = ".*"$', f'source = "{link}"', FILES[file])
    for name, text in (FILES | {file: changed}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = [one for one in run(tmp_path, date(2024, 9, 1)) if one.code == "PRO103"]
    assert [(one.file, one.line, one.severity) for one in found] == [(file, line, "error")]


# every finding


def test_every_finding_of_the_reading_can_be_explained() -> None:
    from registry.audit.check import explain

    mistakes: list[Callable[[], Files]] = [
        lambda: {ACT: ""},
        lambda: swapped(ACT, "kind =", "knid ="),
        lambda: swapped(ACT, '"schedule-2"', '"schedule-3"'),
        lambda: swapped(EDITION, "schema = 1", "schema = 2"),
        lambda: {ACT: None, "schedules/us/acts/order.toml": FILES[ACT]},
    ]
    codes = {one.code for mistake in mistakes for one in read(mistake())[1]}
    assert len(codes) >= 6
    for code in codes:
        text = explain(code)
        assert text is not None
        assert "Remedy:" in text
