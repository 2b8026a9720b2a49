"""The shape of the package: who imports whom, what loads when, and how long a file may be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

import registry
from registry.cli.app import COMMANDS

PACKAGE: Final = Path(registry.__file__).parent
MODULES: Final = {
    ".".join(("registry", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "_data" not in path.parts
}
LONGEST: Final = 400

# The rooms from the ground up: a room imports from those above its row in this table alone, and
# from them nothing but their face. A room with no face written is open to all.
ROOMS: Final[dict[str, frozenset[str]]] = {
    "law": frozenset(),
    "engine": frozenset(),
    "chemistry": frozenset(
        {
            "answers",
            "classified",
            "classify",
            "documents",
            "grounds",
            "identify",
            "memo",
            "table",
            "toolkit",
            "verdict",
        }
    ),
    "audit": frozenset({"build", "check", "explained", "review"}),
    "api": frozenset(),
    "report": frozenset({"cells", "columns", "formats", "glossary", "site", "table", "workbook"}),
    "cli": frozenset({"app"}),
    "__main__": frozenset(),
}
FLOOR: Final = {room: floor for floor, room in enumerate(ROOMS)}
# What stands beside another in a folder does not know it; it may know what they share.
SHELVES: Final = {
    "audit.check": {"catalogue", "places", "sheets"},
    "report.formats": {"answers", "sections"},
}
# How the data's own folders and files are written; the layout alone does so.
A_PATH: Final = re.compile(r"schedules/|seeds/|/acts/|\.toml$|\.csv$")
# Who else writes such a piece: what a report's file ends with, what a stray file ends with, which
# table a report speaks of (it knows no layout; a test compares the two).
PIECES: Final = {
    "registry.audit.check.spelling": {".toml", ".csv"},
    "registry.law.loading": {'" has schedules/ without registry.toml; bring it back'},
    "registry.report.formats": {".csv"},
    "registry.report.formats.sections": {"schedules/classes/coverage.csv"},
}


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _imports(path: Path) -> tuple[str, ...]:
    """Every module that a file imports, at its top or later, for types or in earnest."""
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by dots"
            module = node.module or ""
            for name in node.names:
                inner = f"{module}.{name.name}"
                yield inner if inner in MODULES else module


def _room(module: str) -> str:
    """The row of the table above that a module belongs to."""
    return module.split(".")[1] if "." in module else ""


def _ours(path: Path) -> set[str]:
    """Every module of the package that a file imports."""
    return {name for name in _imports(path) if name.split(".")[0] == "registry"}


@pytest.mark.parametrize("module", [name for name in MODULES if name != "registry"])
def test_a_room_imports_only_from_the_floors_below(module: str) -> None:
    room = _room(module)
    above = {
        name
        for name in _ours(MODULES[module])
        if _room(name) not in {"", room} and FLOOR[_room(name)] >= FLOOR[room]
    }
    assert above == set()


@pytest.mark.parametrize("module", [name for name in MODULES if name != "registry"])
def test_a_room_is_entered_by_its_face(module: str) -> None:
    behind = {
        name
        for name in _ours(MODULES[module])
        if _room(name) not in {"", _room(module)}
        and ROOMS[_room(name)]
        and name.split(".")[2] not in ROOMS[_room(name)]
    }
    assert behind == set()


# What a command takes beside the API and the tables and formats of the report room: errors, how
# a day is written, how a file is.
OF_THE_LAW: Final = {
    "registry.law.dates",
    "registry.law.files",
    "registry.law.files.write_folder",
    "registry.law.finding.DataError",
    "registry.law.finding.QuestionError",
    "registry.law.finding.nearest",
    "registry.law.finding.on_one_line",
    "registry.law.loading.NO_CHECKOUT",
}
# These read workbooks and print reviews; they still take a piece of the engine or of an audit.
BEHIND_THE_API: Final = {"registry.cli.evidence", "registry.cli.review", "registry.cli.workbooks"}


@pytest.mark.parametrize(
    "module", [name for name in MODULES if _room(name) == "cli" and name not in BEHIND_THE_API]
)
def test_a_command_asks_the_api_and_nothing_behind_it(module: str) -> None:
    open_to_it = ("registry.api", "registry.report.", "registry.cli")
    taken = {
        name
        for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "registry"
        for name in (f"{node.module}.{alias.name}" for alias in node.names)
    }
    beyond = {name for name in taken if not name.startswith(open_to_it)} - OF_THE_LAW
    assert {name for name in beyond if name.removeprefix("registry.") not in PUBLIC} == set()


PUBLIC: Final = {*registry.__all__, "__version__"}


def test_no_command_imports_the_command_line_that_calls_it() -> None:
    commands = [name for name in MODULES if _room(name) == "cli" and name != "registry.cli.app"]
    assert [name for name in commands if "registry.cli.app" in _ours(MODULES[name])] == []
    called = {f"registry.cli.{module}" for module, _ in COMMANDS.values()}
    assert _ours(MODULES["registry.cli.app"]) & called == set()


def test_every_room_has_one_row_and_one_floor() -> None:
    assert set(ROOMS) == {_room(name) for name in MODULES} - {""}
    assert len(set(ROOMS) - {"__main__"}) <= 7


@pytest.mark.parametrize("room", ["law", "engine", "chemistry", "audit", "report", "cli"])
def test_no_files_of_a_room_import_each_other_in_a_circle(room: str) -> None:
    known = {
        name: {other for other in _ours(path) if _room(other) == room} - {name}
        for name, path in MODULES.items()
        if _room(name) == room
    }
    while known:
        free = {name for name, needs in known.items() if not needs & set(known)}
        assert free, f"a circle among {sorted(known)}"
        known = {name: needs for name, needs in known.items() if name not in free}


ENGINE: Final = [name for name in MODULES if _room(name) == "engine"]
# The values that files hold; the rest of the room reads files.
VALUES: Final = [
    f"registry.law.{name}" for name in ("acts", "dates", "identifiers", "marks", "record")
]


@pytest.mark.parametrize("module", [*ENGINE, *VALUES])
def test_the_engine_needs_the_standard_library_alone(module: str) -> None:
    known = sys.stdlib_module_names | {"registry"}
    assert {name.split(".")[0] for name in _imports(MODULES[module])} <= known


@pytest.mark.parametrize("module", [*ENGINE, *VALUES, "registry.law.references"])
def test_the_engine_has_no_files_clock_or_network(module: str) -> None:
    tree = _tree(MODULES[module])
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {called.id for called in calls if isinstance(called, ast.Name)}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not names & {"open", "print", "input", "Path"}
    assert not attributes & {"today", "now", "environ", "read_text", "read_bytes", "write_bytes"}
    outside = {"os", "pathlib", "time", "socket", "urllib", "http", "subprocess", "random"}
    assert not outside & {name.split(".")[0] for name in _imports(MODULES[module])}


@pytest.mark.parametrize(
    "module",
    [
        name
        for name in MODULES
        if name.startswith("registry.audit.review.") and not name.endswith(".comparison")
    ],
)
def test_the_judgement_of_a_review_is_pure(module: str) -> None:
    outside = {"os", "pathlib", "time", "subprocess", "tempfile", "tomllib", "click", "pydantic"}
    assert not outside & {name.split(".")[0] for name in _imports(MODULES[module])}


CHECKS: Final = [name for name in MODULES if name.startswith("registry.audit.check.")]


@pytest.mark.parametrize("module", CHECKS)
def test_a_check_sees_the_files_of_its_context_alone(module: str) -> None:
    asked = {"open", "is_file", "exists", "read_text", "read_bytes", "read_files", "listing"}
    assert not asked & {call.rpartition(".")[2] for call in _calls(MODULES[module])}
    assert not {"os", "tempfile"} & _roots(MODULES[module])


@pytest.mark.parametrize("shelf", SHELVES)
def test_the_modules_of_a_shelf_do_not_import_each_other(shelf: str) -> None:
    for module, path in MODULES.items():
        if module.startswith(f"registry.{shelf}."):
            siblings = {
                name.removeprefix(f"registry.{shelf}.")
                for name in _ours(path)
                if name.startswith(f"registry.{shelf}.")
            }
            assert siblings <= SHELVES[shelf], module


def test_a_format_sees_only_tables_and_findings() -> None:
    for module, path in MODULES.items():
        if module.startswith("registry.report.formats"):
            words = {"report.kinds", "report.width"}
            known = {"report.table", "report.cells", "law.finding", *words}
            ours = {name.removeprefix("registry.") for name in _ours(path)} - {"registry"}
            ours = {name for name in ours if not name.startswith("report.formats")}
            assert ours <= known, module


def test_only_the_one_who_needs_it_knows_a_heavy_library() -> None:
    places = {
        "pydantic": {"law.declarations", "law.validation"},
        "rdkit": {"chemistry"},
        "py2opsin": {"chemistry"},
        "click": {"cli"},
        "openpyxl": {"report.workbook"},
        "pandas": {"report.table"},
        "jinja2": {"report.site"},
        "deepdiff": {"report.workbook", "audit.explained"},
    }
    for module, path in MODULES.items():
        for library in {name.split(".")[0] for name in _imports(path)} & set(places):
            homes = tuple(f"registry.{place}" for place in places[library])
            assert module.startswith(homes), f"{module} imports {library}"


def test_rdkit_is_known_to_one_module_alone() -> None:
    users = [name for name, path in MODULES.items() if "rdkit" in _roots(path)]
    assert users == ["registry.chemistry.toolkit"]


@pytest.mark.parametrize("module", [name for name in MODULES if name != "registry.law.layout"])
def test_the_layout_alone_writes_paths_of_the_data(module: str) -> None:
    written = {text for text in _texts(MODULES[module]) if A_PATH.search(text)}
    assert written == PIECES.get(module, set())


def _texts(path: Path) -> Iterator[str]:
    """Every text that a file computes with: no docstring, and nothing that stands as a line."""
    tree = _tree(path)
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in spoken:
            yield str(node.value)


def test_csv_is_read_by_one_module() -> None:
    assert [name for name, path in MODULES.items() if "csv.reader" in _calls(path)] == [
        "registry.law.csvfile"
    ]


def test_no_module_walks_folders_of_its_own() -> None:
    walks = {"rglob", "glob", "walk", "iterdir", "scandir", "listdir"}
    users = {
        name: found
        for name, path in MODULES.items()
        if (found := walks & {call.rpartition(".")[2] for call in _calls(path)})
    }
    assert users == {
        "registry.law.sources": {"scandir"},
        "registry.law.cache": {"scandir"},  # its own folder
        "registry.chemistry.memo": {"glob"},  # over the code of its room
        "registry.law.files": {"rglob", "iterdir"},  # where reports are written
    }


def _calls(path: Path) -> set[str]:
    """What a file calls, as it is written."""
    tree = _tree(path)
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def test_a_remedy_stands_in_the_catalogue_alone() -> None:
    """Whoever makes a finding gives its code; the catalogue adds severity and remedy."""
    makers = {name for name, path in MODULES.items() if "Finding" in _calls(path)}
    assert makers - {"registry.audit.review.rows"} == {
        "registry.law.catalogue"
    }  # it reads them back


def _roots(path: Path) -> set[str]:
    return {name.split(".")[0] for name in _imports(path)}


def test_the_everyday_commands_load_no_chemistry() -> None:
    code = "import registry.cli.show, registry.cli.compare, registry.cli.data"
    assert not _loaded(code) & {"rdkit", "registry.chemistry", "registry.chemistry.classify"}


def test_importing_the_package_loads_nothing_else() -> None:
    code = "before = set(sys.modules)\nimport registry\nprint(*(set(sys.modules) - before))"
    assert _printed(code) == "registry"


def test_a_public_name_loads_its_own_module_alone() -> None:
    loaded = _loaded("from registry import QuestionError")
    assert "registry.law.finding" in loaded
    assert not loaded & {"registry.api", "registry.law.loading", "click", "pydantic"}


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
    assert not loaded & {"click", "registry.cli.app", "pydantic", "openpyxl", "pandas", "json"}


def test_the_command_line_is_loaded_without_its_commands() -> None:
    loaded = _loaded("import registry.cli.app")
    heavy = {
        "pydantic",
        "openpyxl",
        "pandas",
        "deepdiff",
        "registry.engine.fold",
        "registry.law.loading",
    }
    assert not loaded & heavy


def test_a_workbook_is_written_without_pandas_and_without_chemistry(tmp_path: Path) -> None:
    words = ["registry", "gaps", "us", "cn", "--on", "2024-08-06", "-o", str(tmp_path / "a.xlsx")]
    code = f"sys.argv = {words}\nfrom registry.cli.app import run\nassert run() == 0"
    loaded = _loaded(code)
    assert "registry.report.workbook.excel" in loaded
    # numpy: openpyxl takes it where it is there
    assert not loaded & {"pandas", "rdkit", "jinja2", "deepdiff"}


@pytest.mark.parametrize("module", MODULES)
def test_a_file_is_short_enough_to_read(module: str) -> None:
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is_for(module: str) -> None:
    assert ast.get_docstring(_tree(MODULES[module]))


def test_no_two_modules_define_a_class_of_one_name() -> None:
    homes: dict[str, list[str]] = {}
    for module, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(module)
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = {
        f"{module}.{node.name}"
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 50
    }
    assert long == set()
