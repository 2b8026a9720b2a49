"""One gap report of the whole record in every format, and reports of a single table."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import pytest
from click import ClickException
from click.testing import CliRunner
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from registry.cli.app import cli
from registry.engine.documents import comparisons
from registry.engine.gaps import Gaps, gaps
from registry.engine.view import View
from registry.law import loading
from registry.law.sources import read_files
from registry.report.columns import gaps as tables
from registry.report.formats import REPORT, names, render
from registry.report.table import Cell, Column, Report, Table
from registry.report.workbook import assembly, manifest

ROOT: Final = Path(__file__).parents[2]
DAY: Final = date(2024, 8, 6)


@pytest.fixture(scope="session")
def view() -> View:
    """The whole record."""
    record, findings = loading.read(read_files(ROOT))
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
        lambda: comparisons.gaps(view, found),
        lambda: tables.sections(view, found),
        main="Gaps",
        notes=("Not legal advice.",),
    )


@pytest.fixture(scope="session")
def workbook_report(view: View, found: Gaps, report: Report) -> Report:
    """The gap report as a workbook."""
    setting = manifest.Setting("Gaps", "registry gaps us cn", "registry 1")
    return report._replace(tables=lambda: assembly.sheets(view, found, setting))


@pytest.fixture(scope="session")
def rendered(report: Report, workbook_report: Report) -> dict[str, bytes]:
    """The bytes of the gap report in every format."""
    made = dict.fromkeys(names(REPORT), report) | {"excel": workbook_report}
    return {name: render(one, name) for name, one in made.items()}


@pytest.fixture
def of_rows() -> Callable[..., Report]:
    """Make a report of one table: text, day, number."""
    columns = (
        Column("text", "Text", itemgetter(0), width=20, brief=True),
        Column("day", "Day", itemgetter(1), "date", 12, brief=True),
        Column("number", "Number", itemgetter(2), "number", 8, brief=True),
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


# a small record, and the workbook that people sign


FILES: Final = {
    "registry.toml": 'schema = 1\nversion = "2024.10.01"\ntitle = "Five opioids"\n',
    "us/schedules.toml": """
name = "United States"
short = "US"
order = 1

[schedules.schedule-1]
title = "Schedule I"
instrument = "21 CFR 1308.11"
regime = "drug"
complete = true
complete_from = 1971-05-01
verified_through = 2024-10-01
""",
    "cn/schedules.toml": """
name = "People's Republic of China"
short = "PRC"
order = 2

[schedules.precursor-2]
title = "Precursors, category 2"
instrument = "Regulation 445"
regime = "precursor"
complete = true
complete_from = 2014-01-01
verified_through = 2024-10-01

[schedules.narcotic-2013]
title = "Catalogue of narcotic drugs"
title_zh = "麻醉药品品种目录"
instrument = "Catalogue of 2013"
regime = "drug"
complete = true
complete_from = 2014-01-01
verified_through = 2024-10-01
""",
    "substances/opioids.toml": """
[norfentanyl]
name = "Norfentanyl"
name_zh = "去甲芬太尼"
cas = ["1609-66-1"]
source = "printed by both"

[brorphine]
name = "Brorphine"

[butorphanol]
name = "Butorphanol"

[tilidine]
name = "Tilidine"
name_zh = "替利定"

[dipipanone]
name = "Dipipanone"
""",
    "us/acts/2020-04-17-norfentanyl.toml": """
title = "Norfentanyl and brorphine placed in schedule I"
kind = "rule"
authority = ["DEA"]
citation = "85 FR 21320"
source = "https://example.org/85fr21320"
evidence = "official"
published = 2020-04-17
effective = 2020-05-18

[[add]]
schedule = "schedule-1"
substances = ["norfentanyl"]
printed = "Norfentanyl"

[[add]]
schedule = "schedule-1"
substances = ["butorphanol"]
printed = "Butorphanol"

[[add]]
schedule = "schedule-1"
substances = ["brorphine"]
printed = "Brorphine"
expires = 2024-08-20
""",
    "cn/acts/2013-11-11-catalogue.toml": """
title = "The catalogue of 2013"
kind = "announcement"
authority = ["CFDA"]
citation = "230 of 2013"
source = "https://example.org/230"
evidence = "secondary"
published = 2013-11-11
effective = 2014-01-01

[[add]]
schedule = "narcotic-2013"
substances = ["tilidine"]
printed = "替利定"
""",
    "cn/acts/2024-08-02-two.toml": """
title = "Norfentanyl and dipipanone listed"
kind = "announcement"
authority = ["MPS"]
citation = "Announcement of 2 August 2024"
source = "see the announcement"
evidence = "unverified"
note = "From memory."
published = 2024-08-02
effective = 2024-09-01

[[add]]
schedule = "precursor-2"
substances = ["norfentanyl"]
printed = "去甲芬太尼"

[[add]]
schedule = "narcotic-2013"
substances = ["dipipanone"]
printed = "地匹哌酮"
""",
}
Run = Callable[..., str]


def _written(folder: Path) -> Path:
    """Write the small record into a folder."""
    for name, text in FILES.items():
        path = folder / "schedules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "seeds").mkdir()
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small record in a folder: five opioids, two jurisdictions, two changes in August 2024."""
    return _written(tmp_path / "record")


def _run_on(root: Path, *words: str, code: int = 0) -> str:
    """Run the command line on a record; what it printed, or why it could not run."""
    done = CliRunner().invoke(cli, [*words, "--data", str(root)], standalone_mode=False)
    if isinstance(done.exception, ClickException):
        assert (done.exception.exit_code, code) == (2, 2), done.exception.message
        return done.exception.message
    assert done.exception is None, repr(done.exception)
    assert (done.return_value or 0) == code, done.output
    return done.output


@pytest.fixture
def run(root: Path) -> Run:
    """Run the command line on the small record."""
    return partial(_run_on, root)


@pytest.fixture(scope="session")
def august(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The workbook of the small record on 6 August 2024, for tests that write into a copy."""
    folder = tmp_path_factory.mktemp("august")
    out = folder / "report.xlsx"
    _run_on(
        _written(folder / "record"), "gaps", "us", "cn", "--on", DAY.isoformat(), "-o", str(out)
    )
    return out.read_bytes()


@pytest.fixture(scope="session")
def sheet_of() -> type[GapsSheet]:
    """Open the sheet Gaps of a file."""
    return GapsSheet


class GapsSheet:
    """The sheet Gaps of a workbook, read and written by heading and gap id."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = load_workbook(path)
        sheet = self.book["Gaps"]
        assert isinstance(sheet, Worksheet)
        self.sheet = sheet

    def at(self, title: str) -> int:
        return [cell.value for cell in self.sheet[1]].index(title) + 1

    def column(self, title: str) -> list[Any]:
        cells = self.sheet.iter_rows(min_row=2, min_col=self.at(title), max_col=self.at(title))
        return [cell.value for (cell,) in cells]

    def row(self, name: str) -> int:
        return self.column("Gap id").index(name) + 2

    def get(self, name: str, title: str) -> Any:  # noqa: ANN401 (a cell holds anything)
        value = self.sheet.cell(self.row(name), self.at(title)).value
        return value.date() if isinstance(value, datetime) else value

    def put(self, name: str, words: dict[str, Any]) -> None:
        for title, value in words.items():
            self.sheet.cell(self.row(name), self.at(title), value)

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path

    @property
    def text(self) -> str:
        """All that the workbook says."""
        cells = (one.value for sheet in self.book for row in sheet.iter_rows() for one in row)
        return "\n".join(str(value) for value in cells if value is not None)
