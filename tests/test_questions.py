"""What a compliance officer asks the command line, and what must stand in the answer.

The data are the record itself; every fact is that of the act named beside it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from registry import cli

ROOT: Final = Path(__file__).parents[1]
Ask = Callable[..., str]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Ask:
    """What a command prints, on one line: where a terminal breaks a sentence does not matter."""
    monkeypatch.setenv("COLUMNS", "400")

    def answer(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["registry", *arguments, "--data", str(ROOT)])
        assert cli.run() == 0
        return capfdbinary.readouterr().out.decode()

    return answer


def document(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    return found


def line_of(text: str, *words: str) -> str:
    """The only line that holds all the words."""
    (found,) = (line for line in text.splitlines() if all(word in line for word in words))
    return found


# by which act, since when


def test_what_covered_1_boc_4_ap_before_its_own_line_is_shown(ask: Ask) -> None:
    """87 FR 67550 says that the line of 4-AP (85 FR 20822) had covered its carbamate."""
    text = ask("show", "1-boc-4-AP", "--on", "2024-08-06")
    assert "2020-05-15" in line_of(text, "US", "controlled", "precursor")
    earlier = line_of(text, "form, earlier")
    for fact in ("2020-05-15", "list-1/4-anilinopiperidine", "85 FR 20822", "Until 2022-11-09"):
        assert fact in earlier
    said = document(ask("show", "1-boc-4-AP", "--on", "2024-08-06", "--json"))
    (way,) = said["status"][0]["earlier"]
    assert (way["basis"], way["since"], way["until"]) == ("form", "2020-05-15", "2022-11-09")
    acts = {one["act"] for one in said["acts"]}
    assert "us/2020-04-15-4-anilinopiperidine-and-benzylfentanyl" in acts


def test_what_a_class_covered_before_a_line_of_its_own_is_shown(ask: Ask) -> None:
    """meta-Fluorofentanyl: a member of the class from 83 FR 5188 on, named by 88 FR 85104."""
    text = ask("show", "meta-fluorofentanyl", "--on", "2024-08-06")
    earlier = line_of(text, "US", "class, earlier")
    assert "2018-02-06" in earlier
    assert "83 FR 5188" in earlier


def test_a_line_that_an_act_ended_names_the_act(ask: Ask) -> None:
    """Fenfluramine left schedule IV on 2022-12-23 (FR Doc 2022-27400)."""
    asked = ("show", "fenfluramine", "--on", "2024-08-06")
    assert "FR Doc 2022-27400" in line_of(ask(*asked), "Removal of fenfluramine")
    listings = document(ask(*asked, "--json"))["listings"]
    ended = [one for one in listings if one["jurisdiction"] == "us"]
    assert [(one["until"], one["ended_by"], one["ended_by_act"]) for one in ended] == [
        ("2022-12-23", "remove", "us/2022-12-23-fenfluramine")
    ]


def test_a_line_that_expired_names_no_act_that_ended_it(ask: Ask) -> None:
    """The temporary order on brorphine ran out on 2023-03-01; no extension was found."""
    listings = document(ask("show", "brorphine", "--on", "2024-08-06", "--json"))["listings"]
    first = min(
        (one for one in listings if one["jurisdiction"] == "us"), key=lambda one: one["since"]
    )
    assert (first["until"], first["ended_by"]) == ("2023-03-01", "expire")
    assert first["ended_by_act"] is None


def test_what_is_announced_stands_beside_not_listed(ask: Ask) -> None:
    """The PRC announcement of 2 August 2024 is in force from 1 September 2024."""
    for name in ("norfentanyl", "4-AP", "1-boc-4-AP"):
        row = line_of(ask("show", name, "--on", "2024-08-06"), "PRC", "not-listed")
        assert "Announced 2024-08-02: on precursor-2 from 2024-09-01." in row
    before = line_of(
        ask("show", "norfentanyl", "--on", "2024-08-06", "--known-on", "2024-08-01"),
        "PRC",
        "not-listed",
    )
    assert "Announced" not in before
