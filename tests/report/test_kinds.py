"""What the kinds of gap are called and mean, and the numbers that stand at the head of reports."""

from __future__ import annotations

import io
import json
import re

from openpyxl import load_workbook

from registry.engine.gap_kinds import KINDS as IN_ENGINE
from registry.engine.gaps import Gaps
from registry.report.kinds import GAP, GROUPS, KINDS, OPEN, grouped, headline, meanings

COUNTS = {
    "undetermined": 4,
    "pending": 1,
    "only-a": 2,
    "only-b": 0,
    "regime": 0,
    "class-vs-named": 5,
    "temporary": 0,
    "level": 3,
    "scope": 1,
    "aligned": 7,
}


def test_every_kind_has_a_name_a_group_and_a_meaning() -> None:
    assert set(IN_ENGINE) <= set(KINDS)
    assert {words.group for words in KINDS.values()} == set(GROUPS)
    assert all(meanings("US", "PRC").values())


def test_only_one_sided_control_is_a_gap_in_law() -> None:
    assert {kind for kind, words in KINDS.items() if words.group == GAP} == {"only-a", "only-b"}


def test_what_is_not_said_or_not_compared_is_counted_apart() -> None:
    apart = {kind for kind, words in KINDS.items() if words.group == OPEN}
    assert apart == {"undetermined", "pending", "not-compared"}


def test_the_groups_add_up_to_all_that_was_compared() -> None:
    assert grouped(COUNTS) == {
        "gap in law": 2,
        "differ": 4,
        "other form": 5,
        "open": 5,
        "aligned": 7,
    }
    assert sum(grouped(COUNTS).values()) == sum(COUNTS.values())


def test_the_headline_never_adds_gaps_in_law_to_what_differs() -> None:
    assert headline(COUNTS, "US", "PRC") == (
        "2 gaps in law (2 US only); where both control, 4 differ (3 level, 1 scope), "
        "5 agree in another form, 7 are aligned; counted apart: 4 undetermined, 1 pending."
    )


def test_the_headline_of_nothing() -> None:
    assert headline(dict.fromkeys(COUNTS, 0), "US", "PRC") == (
        "0 gaps in law; where both control, 0 differ, 0 agree in another form, 0 are aligned; "
        "counted apart: none."
    )


def test_terminal_and_workbook_say_the_same(rendered: dict[str, bytes], found: Gaps) -> None:
    words = headline(json.loads(rendered["json"])["counts"], "US", "PRC")
    terminal = re.sub(r"\s+", " ", rendered["terminal"].decode())
    assert words in terminal
    book = load_workbook(io.BytesIO(rendered["excel"]), read_only=True)
    cover = {row[0]: row[1] for row in book["Cover"].iter_rows(max_col=2, values_only=True)}
    groups = grouped(found.counts)
    assert {group: cover[f"Of them: {group}"] for group in groups} == groups
    summary = [str(row[0]) for row in book["Summary"].iter_rows(max_col=1, values_only=True)]
    assert words in summary
