"""``registry show`` answers first: a short block a jurisdiction, on the real record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

import registry
from registry.cli.app import cli
from registry.law.finding import QuestionError
from tests.record.asked import Ask

pytestmark = pytest.mark.usefixtures("one_registry")

DAY: Final = ("--on", "2026-11-24")


@pytest.fixture
def at_80(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """The text of a command on a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    return lambda *words: ask(*words, *DAY)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def test_an_answer_fits_on_a_screen(at_80: Callable[..., str]) -> None:
    assert len(at_80("show", "xylazine").splitlines()) <= 25


def test_the_act_that_began_the_control_stands_beside_the_list_of_today(
    at_80: Callable[..., str],
) -> None:
    """Protonitazepyne: the announcement of June 2024; the catalogue of July 2025 holds it today."""
    text = _squeezed(at_80("show", "protonitazepyne"))
    assert "PRC controlled (drug) since 2024-07-01" in text
    assert "关于将溴啡等46种物质列入增补目录的公告" in text
    assert "published 18 June 2024 (secondary)" in text
    assert "On non-medicinal (Catalogue of non-medicinal narcotic" in text
    assert 'since 2025-07-21, as "丙托吡尼秦".' in text


def test_parts_of_which_nothing_is_recorded_share_a_line(at_80: Callable[..., str]) -> None:
    text = at_80("show", "xylazine")
    assert "undetermined, nothing recorded that stands: Delaware, Michigan" in text
    assert "Pennsylvania: controlled (drug) since 2023-06-03, temporary, schedule III" in text


def test_how_far_the_lists_are_verified_is_said_once(at_80: Callable[..., str]) -> None:
    text = at_80("show", "protonitazepyne")
    assert text.count("Verified through") == 1
    assert "The record of" not in text


def test_a_us_answer_of_not_listed_carries_the_analogue_law(at_80: Callable[..., str]) -> None:
    assert "analogue provisions (21 U.S.C. 802(32), 813)" in _squeezed(at_80("show", "xylazine"))


def test_a_bill_controls_nothing(at_80: Callable[..., str]) -> None:
    text = _squeezed(at_80("show", "xylazine"))
    assert "Proposed 2025-02-12 for Schedule III, not in force: S. 545" in text


def test_a_line_that_ended_is_told_where_none_stands(at_80: Callable[..., str]) -> None:
    """Fenfluramine left schedule IV on 2022-12-23."""
    text = _squeezed(at_80("show", "fenfluramine"))
    assert "US not-listed" in text
    assert "ended 2022-12-23 by FR Doc 2022-27400" in text


def test_a_salt_is_answered_by_what_lists_say_of_it_and_then_by_its_base(
    at_80: Callable[..., str],
) -> None:
    text = at_80("show", "fentanyl citrate")
    reached = _squeezed(text).index(
        "Salt reached unless excepted: US schedule-2, PRC medicinal-narcotic, UN 1961-1."
    )
    assert reached < _squeezed(text).index("controlled (drug) since 1971-05-01")
    assert len(text.splitlines()) <= 26


def test_full_shows_the_clauses_on_a_salt(at_80: Callable[..., str]) -> None:
    assert "Paragraph (c): salts" in _squeezed(at_80("show", "fentanyl citrate", "--full"))


def test_a_name_of_several_words_needs_no_quotes(at_80: Callable[..., str]) -> None:
    assert at_80("show", "fentanyl", "citrate") == at_80("show", "fentanyl citrate")


def test_a_family_is_a_line_a_substance_and_no_word_is_said_twice(
    at_80: Callable[..., str],
) -> None:
    text = at_80("show", "nitazenes")
    assert len(text.splitlines()) <= 40
    assert text.count("family nitazenes") <= 2  # as what was typed (stderr), and in the title


def test_a_class_says_that_named_members_stand_by_their_lines(at_80: Callable[..., str]) -> None:
    text = _squeezed(at_80("show", "cn-nitazenes"))
    assert "those that a line names stand by that line" in text


def test_one_list_is_named_in_the_title_and_in_no_column(at_80: Callable[..., str]) -> None:
    lines = at_80("list", "us", "--schedule", "II").splitlines()
    assert "schedule-2: Schedule II" in lines
    assert lines[lines.index("schedule-2: Schedule II") + 1].split()[:2] == ["Number", "Printed"]
    assert len(lines) < 100


def test_full_shows_the_tables(at_80: Callable[..., str]) -> None:
    text = at_80("show", "xylazine", "--full")
    for title in ("Status on 2026-11-24", "What the status rests on", "Every listing by name"):
        assert title in text


def test_an_unknown_relative_is_told_the_class_that_may_reach_it() -> None:
    lists = registry.load(Path(__file__).parents[2])
    with pytest.raises(QuestionError) as error:
        lists.show("N-piperidinyl metonitazene")
    assert "may reach it: cn-nitazenes" in str(error.value)


def test_a_family_is_no_jurisdiction_and_list_says_where_to_ask() -> None:
    root = Path(__file__).parents[2]
    done = CliRunner().invoke(cli, ["list", "nitazenes", "--data", str(root)])
    assert 'the family nitazenes: registry show "nitazenes".' in done.output
