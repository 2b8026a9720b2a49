"""A report made from any data verifies or differs, with a sentence, under any other (law 15).

Here of a few acts; ``python -m tests.any_data``, in ``make soak``, asks the same of every act.
"""

from __future__ import annotations

import random
from io import BytesIO
from typing import Final

import pytest

from registry.cli import workbooks
from registry.cli.workbooks import made_again
from registry.engine.changes import later
from registry.engine.gaps import gaps
from registry.engine.view import View
from registry.law.record import Record
from registry.report.columns import gaps as tables
from registry.report.table import Report
from registry.report.workbook.evidence import verified
from registry.report.workbook.excel import render
from registry.report.workbook.excel_reading import read
from registry.report.workbook.previous import previous_report
from tests.any_data import ROOT, day_of, pair_of, read_back, report_of, told, without

ACTS: Final = sorted(
    f"{path.parts[-3]}/{path.stem}" for path in (ROOT / "schedules").glob("*/acts/*.toml")
)
SAMPLE: Final = random.Random(15).sample(ACTS, 4)  # noqa: S311 (no secret)


@pytest.fixture(scope="module")
def record(view: View) -> Record:
    """The whole record."""
    return view.record


def test_the_sample_is_of_all_acts(record: Record) -> None:
    assert sorted(record.acts) == ACTS


@pytest.mark.parametrize("name", SAMPLE)
def test_a_report_made_before_an_act_was_entered_is_told_apart_with_it(
    record: Record, name: str
) -> None:
    act = record.acts[name]
    report = report_of(without(record, name), pair_of(act), day_of(act))
    cells, _ = told(read_back(report), record)
    assert cells >= 2  # the digest of the data at least, on the Cover and in the Manifest


def test_an_act_that_is_taken_out_again_is_told_apart(record: Record) -> None:
    """The other way round: the report knows an act that the data do not hold."""
    name = max(other for other in record.acts if other.startswith("cn/"))
    act = record.acts[name]
    report = report_of(record, pair_of(act), day_of(act))
    assert told(read_back(report), without(record, name))[0] >= 2


def test_the_tool_reads_a_report_as_its_file_is_read(record: Record) -> None:
    """The sample above leaves the file out; it is the same with it."""
    act = record.acts[SAMPLE[0]]
    report = report_of(record, pair_of(act), day_of(act))
    assert read_back(report) == read(BytesIO(render(report)))


@pytest.mark.parametrize("name", SAMPLE[:2])
def test_a_report_that_was_carried_on_is_told_apart_too(record: Record, name: str) -> None:
    """Made before the act was entered, of a last report a year older."""
    act = record.acts[name]
    before, (a, b), on = without(record, name), pair_of(act), day_of(act)
    last = read_back(report_of(before, (a, b), later(on, -365)))
    view = View(before)
    of_the_day = gaps(view, a, b, on)
    made = workbooks.sheets(view, of_the_day, previous_report(last, a, b), aligned=False)
    book = read_back(Report(tables.title(view, of_the_day), dict, lambda: made, main="Gaps"))
    assert told(book, record)[0] >= 2
    assert verified(book, made_again(before, book), before, workbooks.TOOL)[1]
