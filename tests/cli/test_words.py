"""What the words of the answers mean, and how help is ordered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import registry
from registry.cli.app import COMMANDS, GROUPS
from registry.engine.gap_kinds import KINDS
from registry.report.glossary import GLOSSARY
from tests.cli.record import Run

COMMON = Path(registry.__file__).parent / "schemas" / "common.json"


def test_every_kind_of_gap_is_explained() -> None:
    assert set(KINDS) <= set(GLOSSARY["gap kind"])


def test_every_kind_of_change_is_explained() -> None:
    kinds = next(
        each["enum"]
        for each in json.loads(COMMON.read_text(encoding="utf-8"))["$defs"].values()
        if "class-introduced" in each.get("enum", ())
    )
    assert set(kinds) <= set(GLOSSARY["change kind"])


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("class-vs-named", "agreement in another form"),
        ("Class vs named", "agreement in another form"),
        ("secondary", "a report or copy"),
        ("on-or-before", "Mark: ≤"),
        ("§", "decision"),
        ("moved", "leaves one list"),
        ("US only", 'shown as "US only"'),
        ("PRC only", 'shown as "PRC only"'),
        ("comments-due", "comments on a proposal"),
    ],
)
def test_a_word_of_an_answer_is_explained(bare: Run, word: str, part: str) -> None:
    done = bare("explain", word)
    assert done.code == 0
    assert part in done.out.decode()


def test_a_word_of_two_words_needs_no_quotes(bare: Run) -> None:
    assert bare("explain", "US", "only").out == bare("explain", "US only").out


def test_an_unknown_word_is_answered_with_the_words_and_not_with_all_codes(bare: Run) -> None:
    done = bare("explain", "21cfr1308")
    assert done.code == 2
    assert "class-vs-named" in done.err
    assert "CLS102" not in done.err
    assert max(map(len, done.err.splitlines())) <= 80


def test_a_mistyped_word_is_answered_with_the_nearest(bare: Run) -> None:
    done = bare("explain", "pendng")
    assert done.code == 2
    assert 'Did you mean "pending"?' in done.err


def test_the_help_shows_every_command_in_one_group() -> None:
    grouped = [name for names in GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(COMMANDS)


def test_the_help_has_groups_and_examples(bare: Run) -> None:
    text = bare("--help").out.decode()
    assert text.index("Ask:") < text.index("Report:") < text.index("Guard the data:")
    assert "registry show xylazine" in text


def test_a_mistyped_option_is_answered_with_the_nearest(bare: Run) -> None:
    done = bare("gaps", "us", "cn", "--famly", "nitazenes")
    assert done.code == 2
    assert "--family" in done.err
