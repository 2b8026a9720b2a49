"""One gap report of the whole record in every format, and reports of a single table."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from registry import documents, load
from registry.gaps import Gaps, gaps
from registry.reach import View
from registry.report import FORMATS, render
from registry.table import Cell, Column, Report, Table
from registry.tables import gaps as tables
from registry.tables import workbook

ROOT: Final = Path(__file__).parents[2]
DAY: Final = date(2024, 8, 6)


@pytest.fixture(scope="session")
def view() -> View:
    """The whole record."""
    record, findings = load.read(load.read_files(ROOT))
    assert findings == []
    return View(record, None)


@pytest.fixture(scope="session")
def found(view: View) -> Gaps:
    """What the US and the PRC list differently."""
    return gaps(view, "us", "cn", DAY)


@pytest.fixture(scope="session")
def report(view: View, found: Gaps) -> Report:
    """The gap report as text."""
    return Report(
        "Gaps",
        lambda: documents.gaps(view, found),
        lambda: tables.sections(view, found),
        main="Gaps",
        notes=("Not legal advice.",),
    )


@pytest.fixture(scope="session")
def workbook_report(view: View, found: Gaps, report: Report) -> Report:
    """The gap report as a workbook."""
    setting = workbook.Setting("Gaps", "registry gaps us cn", "registry 1")
    return report._replace(tables=lambda: workbook.sheets(view, found, setting))


@pytest.fixture(scope="session")
def rendered(report: Report, workbook_report: Report) -> dict[str, bytes]:
    """The bytes of the gap report in every format."""
    made = dict.fromkeys(FORMATS, report) | {"excel": workbook_report}
    return {name: render(one, name) for name, one in made.items()}


@pytest.fixture
def of_rows() -> Callable[..., Report]:
    """Make a report of one table: text, day, number."""
    columns = (
        Column("text", "Text", width=20, brief=True),
        Column("day", "Day", "date", 12, brief=True),
        Column("number", "Number", "number", 8, brief=True),
    )

    def make(*rows: tuple[Cell, Cell, Cell]) -> Report:
        table = Table("Rows", "A title", columns, rows)
        return Report("A report", dict, lambda: (table,), main="Rows")

    return make


@pytest.fixture
def of_text(of_rows: Callable[..., Report]) -> Callable[..., Report]:
    """Make a report of one table with a row for each text."""
    return lambda *texts: of_rows(*((text, None, None) for text in texts))


@pytest.fixture
def office() -> str:
    """LibreOffice; skipped by name where it is missing, unless reports are required."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("REGISTRY_REPORTS") == "required":
            pytest.fail("LibreOffice (soffice) is missing, and REGISTRY_REPORTS is required")
        pytest.skip("LibreOffice (soffice) is missing")
    return program
