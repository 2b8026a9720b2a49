"""Deleting an act of the shipped record never passes: generated files and source rows name it."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from registry.audit.check import run
from registry.law.loading import load
from registry.law.record import Record

ROOT = Path(__file__).parents[3]


@cache
def record() -> Record:
    return load(ROOT)


def column(name: str, files: str) -> set[str]:
    """What a column of every CSV file of that name holds."""
    found: set[str] = set()
    for path in (ROOT / "schedules").glob(f"*/{files}"):
        with path.open(encoding="utf-8", newline="") as file:
            found.update(row[name] for row in csv.DictReader(file))
    return found


def test_the_committed_table_of_acts_names_every_act() -> None:
    # It is generated: without the act it would differ, and GEN102 is an error.
    assert column("act", "acts.csv") == set(record().acts)


def test_nearly_every_act_is_the_end_of_a_source_row() -> None:
    # So deleting it fails even after `registry build` (REC107).
    unnamed = set(record().acts) - column("act", "transcribed.csv")
    assert len(unnamed) <= 0.1 * len(record().acts), sorted(unnamed)


@pytest.mark.parametrize(
    "act",
    [
        "us/2020-04-17-norfentanyl",
        pytest.param("cn/2024-07-11-announcement-800", marks=pytest.mark.soak),
        "un/2022-03-16-norfentanyl",
        pytest.param("us/2022-01-14-five-tryptamines-proposed", marks=pytest.mark.soak),
    ],
)
def test_check_fails_without_it(tmp_path: Path, act: str) -> None:
    for folder in ("schedules", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "schedules" / f"{act.replace('/', '/acts/', 1)}.toml").unlink()
    errors = {one.code for one in run(tmp_path, date(2026, 11, 24)) if one.severity == "error"}
    # Where another file names the act, that comes first and the rest waits.
    assert errors >= {"GEN102", "REC107"} or errors == {"REF004"}
