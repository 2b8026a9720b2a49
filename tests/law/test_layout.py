"""The layout of the data folder: which file is of which kind, and where an act's steps stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry.law import layout, names
from registry.law.acts import key_of, landing
from registry.law.loading import load
from registry.law.record import Record
from registry.law.sources import read_files

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def record() -> Record:
    return load(ROOT)


def test_an_act_and_its_file_name_each_other(record: Record) -> None:
    assert layout.act_file("us/2020-01-01-rule") == "schedules/us/acts/2020-01-01-rule.toml"
    assert [layout.act_id(layout.act_file(name)) for name in record.acts] == list(record.acts)


def test_the_files_of_the_record_are_the_files_that_stand_there(record: Record) -> None:
    files = {
        layout.EDITION,
        layout.COVERAGE,
        layout.EXCEPTIONS,
        *map(layout.act_file, record.acts),
        *map(layout.class_file, record.classes),
        *map(layout.family_file, record.substances.values()),
        *map(layout.LISTS.path, record.jurisdictions),
        *(layout.SEED.path(seed.id) for seed in record.seeds),
        *map(layout.NAMES.path, names.ROWS),
    }
    assert set(read_files(ROOT)) | {layout.EXCEPTIONS} == files


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("schedules/us/schedules.toml", ("us",)),
        ("schedules/us/old/schedules.toml", None),
        ("schedules/schedules.toml", None),
        ("schedules/us/schedules.toml.toml", None),
    ],
)
def test_the_lists_of_a_jurisdiction_stand_in_its_folder(
    file: str, names: tuple[str, ...] | None
) -> None:
    assert layout.LISTS.names(file) == names


def test_totals_are_no_printed_list_of_a_day() -> None:
    folder = "schedules/us/reconcile"
    assert layout.table_kind(f"{folder}/totals.csv") == layout.TOTALS
    assert layout.table_kind(f"{folder}/2020-01-01.csv") == layout.PRINTED


@pytest.mark.parametrize(
    ("file", "is_generated"),
    [
        ("schedules/us/acts.csv", True),
        ("schedules/us/consolidated.csv", True),
        ("schedules/classes/coverage.csv", True),
        ("schedules/us/transcribed.csv", False),
        ("schedules/us/old/acts.csv", False),
    ],
)
def test_three_kinds_of_table_are_generated(file: str, *, is_generated: bool) -> None:
    assert layout.is_generated(file) == is_generated


def test_steps_are_numbered_verb_by_verb_as_a_file_writes_them(record: Record) -> None:
    for act in record.acts.values():
        paths = [path for _, path in layout.steps(act)]
        assert len(set(paths)) == len(act.steps)
        for verb in {verb for verb, _ in paths}:
            numbers = [number for other, number in paths if other == verb]
            assert numbers == list(range(len(numbers)))


def test_a_move_is_of_the_line_it_lifts_and_of_the_line_it_lands_on(record: Record) -> None:
    act, step = next(
        (act, step)
        for act in record.acts.values()
        for step in act.steps
        if step.verb == "move" and step.to_schedule not in {None, step.schedule}
    )
    assert key_of(act, step)[:2] == (act.jurisdiction, step.schedule)
    assert landing(act, step)[:2] == (act.jurisdiction, step.to_schedule)
