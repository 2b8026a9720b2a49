"""The shape of the package: who imports whom, what loads when, and how long a file may be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import registry

PACKAGE: Final = Path(registry.__file__).parent
MODULES: Final = {
    ".".join(("registry", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "_data" not in path.parts
}
LONGEST: Final = 400

# What each part may import, written from the bottom up; a package stands for all its modules.
# A new module gets a row: that is where one decides what it may know.
VALUES: Final = frozenset({"ids", "written", "acts", "record"})
FOLD: Final = VALUES | {"listing", "timeline"}
VIEW: Final = FOLD | {"reach", "lines", "by_line", "by_class", "view"}
ENGINE: Final = VIEW | {"hindsight", "history", "coverage", "behind", "scope", "gaps", "changes"}
MAY_IMPORT: Final[dict[str, frozenset[str]]] = {
    "ids": frozenset(),
    "width": frozenset(),
    "finding": frozenset(),
    "catalogue": frozenset({"finding"}),
    "files": frozenset(),
    "written": frozenset({"ids"}),
    "acts": frozenset({"ids", "written"}),
    "record": frozenset({"ids", "written", "acts"}),
    "history": frozenset({"ids"}),
    "layout": VALUES,
    "sources": frozenset({"layout", "finding"}),
    "csvfile": frozenset({"sources"}),
    "listing": VALUES,
    "timeline": VALUES | {"listing"},
    "reach": FOLD,
    "lines": FOLD,
    "by_line": FOLD | {"reach", "lines"},
    "by_class": FOLD | {"reach", "lines"},
    "view": VIEW,
    "hindsight": VIEW,
    "coverage": VIEW | {"hindsight", "history"},
    "behind": VIEW | {"coverage"},
    "scope": VIEW | {"coverage"},
    "gaps": VIEW | {"hindsight", "coverage", "history", "scope"},
    "changes": VIEW | {"coverage"},
    "review": ENGINE | {"resolve", "layout"},
    "guard": ENGINE
    | {"review", "sources", "layout", "loading", "check", "catalogue", "finding", "documents"}
    | {"references", "rule", "memo"},
    "verbs": VALUES,
    "source": VALUES | {"verbs"},
    "reading": frozenset({"written"}),
    "store": VALUES,
    "digest": VALUES,
    "references": VALUES | {"layout"},
    "rule": VALUES | {"source"},
    "judged": VALUES | {"layout", "sources", "csvfile"},
    "reader": frozenset({"finding", "catalogue", "reading", "sources"}),
    "parse": VALUES
    | {"finding", "judged", "source", "reader", "rule", "layout", "sources", "csvfile"},
    "streams": frozenset({"finding"}),
    "cache": VALUES | {"store", "sources"},
    "loading": VALUES
    | {"cache", "digest", "finding", "catalogue", "parse", "references", "layout", "sources"},
    "resolve": VALUES,
    "naming": VALUES | {"finding", "resolve"},
    "classified": VIEW
    | {"classes", "identify", "chemistry", "parse", "finding", "naming", "resolve"}
    | {"layout", "sources"},
    "api": ENGINE
    | {"finding", "loading", "naming", "resolve", "classified", "check", "guard", "sources"},
    "listed": VIEW | {"coverage"},
    "chemistry": frozenset({"rule"}),
    "identify": VIEW | {"listed", "chemistry"},
    "grounds": VIEW | {"rule"},
    "memo": frozenset({"cache"}),
    "classes": VIEW | {"rule", "listed", "chemistry", "identify", "grounds"},
    "classtable": VIEW | {"chemistry", "classes", "identify", "judged", "grounds", "memo"},
    "build": VIEW
    | {"parse", "judged", "classes", "classtable", "layout", "sources", "csvfile"}
    | {"grounds", "memo"},
    "signoff": ENGINE,
    "lags": ENGINE,
    "explained": VALUES | {"digest"},
    "documents": ENGINE | {"signoff", "lags"},
    "table": frozenset({"ids"}),
    "cells": frozenset({"table"}),
    "tables": ENGINE
    | {
        "table",
        "cells",
        "signoff",
        "lags",
        "documents",
        "classes",
        "identify",
        "listed",
        "explained",
        "classified",
    },
    "report": frozenset({"table", "width", "finding", "cells"}),
    "site": ENGINE | {"table", "tables"},
    "check": FOLD
    | {"finding", "catalogue", "loading", "resolve", "build", "source", "reader", "judged", "parse"}
    | {"chemistry", "layout", "sources", "csvfile", "rule", "grounds", "memo", "view"},
    "cli": frozenset({"*"}),
    "commands": frozenset({"*"}),
    "__main__": frozenset({"cli"}),
}
ALONE: Final = (
    "layout",
    "judged",
    "listed",
    "ids",
    "written",
    "acts",
    "record",
    "history",
    "listing",
    "timeline",
    "reach",
    "lines",
    "by_line",
    "by_class",
    "view",
    "hindsight",
    "coverage",
    "behind",
    "scope",
    "gaps",
    "changes",
    "signoff",
)
SHELVES: Final = ("check", "report")
# Of a shelf, what its modules share.
SHARED: Final = {
    "check": {"catalogue", "places", "sheets"},
    "report": {
        "answers",
        "sections",
        "excel_style",
        "excel_frame",
        "excel_archive",
        "excel_remarks",
        "excel_sheets",
    },
}
# How the data's own folders and files are written; the layout alone does so.
A_PATH: Final = re.compile(r"schedules/|seeds/|/acts/|\.toml$|\.csv$")
# Who else writes such a piece: what a report's file ends with, what a stray file ends with, which
# table a report speaks of (it knows no layout; a test compares the two).
PIECES: Final = {
    "registry.check.spelling": {".toml", ".csv"},
    "registry.guard": {".toml"},  # what is no TOML lies in the folder that checks look into
    "registry.loading": {'" has schedules/ without registry.toml; bring it back'},
    "registry.report": {".csv"},
    "registry.report.sections": {"schedules/classes/coverage.csv"},
}


def _imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or later, for types or in earnest."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by dots"
            module = node.module or ""
            for name in node.names:
                inner = f"{module}.{name.name}"
                yield inner if inner in MODULES else module


def _part(module: str) -> str:
    """The row of the table above that a module belongs to."""
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("module", [name for name in MODULES if name != "registry"])
def test_a_module_imports_only_what_it_may_know(module: str) -> None:
    part = _part(module)
    assert part in MAY_IMPORT, f"{part} has no row in the table of this test"
    allowed = MAY_IMPORT[part]
    ours = {name for name in _imports(MODULES[module]) if name.split(".")[0] == "registry"}
    wrong = {name for name in ours if _part(name) not in {"", part, *allowed}}
    assert "*" in allowed or wrong == set()


def test_the_table_names_no_module_that_is_gone() -> None:
    assert set(MAY_IMPORT) <= {_part(name) for name in MODULES}


def test_nothing_but_the_command_line_imports_the_command_line() -> None:
    for module, path in MODULES.items():
        parts = {_part(name) for name in _imports(path) if name.startswith("registry.")}
        if _part(module) not in {"cli", "commands", "__main__"}:
            assert not parts & {"cli", "commands"}, module


@pytest.mark.parametrize("part", ALONE)
def test_the_engine_needs_the_standard_library_alone(part: str) -> None:
    known = sys.stdlib_module_names | {"registry"}
    assert {name.split(".")[0] for name in _imports(PACKAGE / f"{part}.py")} <= known


@pytest.mark.parametrize("part", [*ALONE, "resolve", "references", "documents"])
def test_the_engine_has_no_files_clock_or_network(part: str) -> None:
    tree = ast.parse((PACKAGE / f"{part}.py").read_text(encoding="utf-8"))
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {called.id for called in calls if isinstance(called, ast.Name)}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not names & {"open", "print", "input", "Path"}
    assert not attributes & {"today", "now", "environ", "read_text", "read_bytes", "write_bytes"}
    outside = {"os", "pathlib", "time", "socket", "urllib", "http", "subprocess", "random"}
    assert not outside & {name.split(".")[0] for name in _imports(PACKAGE / f"{part}.py")}


@pytest.mark.parametrize("module", [name for name in MODULES if _part(name) == "review"])
def test_the_judgement_of_a_review_is_pure(module: str) -> None:
    outside = {"os", "pathlib", "time", "subprocess", "tempfile", "tomllib", "click", "pydantic"}
    assert not outside & {name.split(".")[0] for name in _imports(MODULES[module])}


@pytest.mark.parametrize("shelf", SHELVES)
def test_the_modules_of_a_shelf_do_not_import_each_other(shelf: str) -> None:
    for module, path in MODULES.items():
        if module.startswith(f"registry.{shelf}."):
            siblings = {
                name.removeprefix(f"registry.{shelf}.")
                for name in _imports(path)
                if name.startswith(f"registry.{shelf}.")
            }
            assert siblings <= SHARED[shelf], module


def test_a_report_sees_only_tables_and_findings() -> None:
    for module, path in MODULES.items():
        if _part(module) == "report":
            ours = {name for name in _imports(path) if name.split(".")[0] == "registry"}
            known = {"table", "width", "finding", "cells", "report"}
            assert {_part(name) for name in ours} <= known, module


def test_only_the_one_who_needs_it_knows_a_heavy_library() -> None:
    places = {
        "pydantic": {"source", "reading", "reader"},
        "rdkit": {"chemistry"},
        "py2opsin": {"chemistry"},
        "click": {"cli", "commands"},
        "openpyxl": {"report"},
        "pandas": {"table"},
        "jinja2": {"site"},
        "deepdiff": {"tables", "explained"},
    }
    for module, path in MODULES.items():
        for library in {name.split(".")[0] for name in _imports(path)} & set(places):
            assert _part(module) in places[library], f"{module} imports {library}"


def test_rdkit_is_known_to_one_module_alone() -> None:
    users = [name for name, path in MODULES.items() if "rdkit" in _roots(path)]
    assert users == ["registry.chemistry.toolkit"]


@pytest.mark.parametrize("module", [name for name in MODULES if name != "registry.layout"])
def test_the_layout_alone_writes_paths_of_the_data(module: str) -> None:
    written = {text for text in _texts(MODULES[module]) if A_PATH.search(text)}
    assert written == PIECES.get(module, set())


def _texts(path: Path) -> Iterator[str]:
    """Every text that a file computes with: no docstring, and nothing that stands as a line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in spoken:
            yield str(node.value)


def test_csv_is_read_by_one_module() -> None:
    assert [name for name, path in MODULES.items() if "csv.reader" in _calls(path)] == [
        "registry.csvfile"
    ]


def test_no_module_walks_folders_of_its_own() -> None:
    walks = {"rglob", "glob", "walk", "iterdir", "scandir", "listdir"}
    users = {
        name: found
        for name, path in MODULES.items()
        if (found := walks & {call.rpartition(".")[2] for call in _calls(path)})
    }
    assert users == {
        "registry.sources": {"scandir", "walk"},
        "registry.check.spelling": {"walk"},  # that of sources
        "registry.cache": {"scandir"},  # its own folder
        "registry.memo": {"rglob"},  # over the code of the tool
        "registry.files": {"rglob", "iterdir"},  # where reports are written
    }


def _calls(path: Path) -> set[str]:
    """What a file calls, as it is written."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def test_a_remedy_stands_in_the_catalogue_alone() -> None:
    """Whoever makes a finding gives its code; the catalogue adds severity and remedy."""
    makers = {name for name, path in MODULES.items() if "Finding" in _calls(path)}
    assert makers - {"registry.commands.review"} == {"registry.catalogue"}  # which reads them back


def _roots(path: Path) -> set[str]:
    return {name.split(".")[0] for name in _imports(path)}


def test_the_everyday_commands_load_no_chemistry() -> None:
    code = "import registry.commands.show, registry.commands.compare, registry.commands.data"
    assert not _loaded(code) & {"rdkit", "registry.chemistry", "registry.classes"}


def test_importing_the_package_loads_nothing_else() -> None:
    code = "before = set(sys.modules)\nimport registry\nprint(*(set(sys.modules) - before))"
    assert _printed(code) == "registry"


def test_a_public_name_loads_its_own_module_alone() -> None:
    loaded = _loaded("from registry import QuestionError")
    assert "registry.finding" in loaded
    assert not loaded & {"registry.api", "registry.loading", "click", "pydantic"}


def test_the_public_names_are_those_that_the_package_can_give() -> None:
    assert registry.__all__ == sorted(registry._HOMES)
    assert {getattr(registry, name).__name__ for name in registry.__all__} == {*registry.__all__}


def test_a_question_about_the_law_loads_no_command_line_and_no_pandas() -> None:
    code = (
        "import registry\nlists = registry.load()\nlists.show('fentanyl')\nlists.gaps('us', 'cn')"
    )
    assert not _loaded(code) & {"click", "pandas", "openpyxl", "jinja2", "rdkit"}


def _loaded(code: str) -> set[str]:
    return set(_printed(f"{code}\nprint('\\n'.join(sys.modules))").split())


def _printed(code: str) -> str:
    words = [sys.executable, "-c", f"import sys\n{code}"]
    return subprocess.run(words, capture_output=True, check=True, text=True).stdout.strip()


def test_the_version_is_said_before_click_is_loaded() -> None:
    code = "sys.argv = ['registry', '--version']\nfrom registry.__main__ import main\nmain()"
    loaded = _loaded(code)
    assert "registry.__main__" in loaded
    assert not loaded & {"click", "registry.cli", "pydantic", "openpyxl", "pandas", "json"}


def test_the_command_line_is_loaded_without_its_commands() -> None:
    loaded = _loaded("import registry.cli")
    heavy = {"pydantic", "openpyxl", "pandas", "deepdiff", "registry.timeline", "registry.loading"}
    assert not loaded & heavy


def test_a_workbook_is_written_without_pandas_and_without_chemistry(tmp_path: Path) -> None:
    words = ["registry", "gaps", "us", "cn", "--on", "2024-08-06", "-o", str(tmp_path / "a.xlsx")]
    code = f"sys.argv = {words}\nfrom registry.cli import run\nassert run() == 0"
    loaded = _loaded(code)
    assert "registry.report.excel" in loaded
    # numpy: openpyxl takes it where it is there
    assert not loaded & {"pandas", "rdkit", "jinja2", "deepdiff"}


@pytest.mark.parametrize("module", MODULES)
def test_a_file_is_short_enough_to_read(module: str) -> None:
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is_for(module: str) -> None:
    assert ast.get_docstring(ast.parse(MODULES[module].read_text(encoding="utf-8")))
