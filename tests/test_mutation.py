"""The mutation tool, tried on a module of a few lines."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest

from tests.mutation.__main__ import Judge, Verdict
from tests.mutation.covering import CoverageMap
from tests.mutation.sites import Site, draw, sites
from tests.mutation.trial import Copy, Outcome

ROOT = Path(__file__).parents[1]
MODULE = '''"""A module."""

LIMIT = 1


def is_long(days: int) -> bool:
    """Not 0 days."""
    return days > LIMIT


def clipped(days: int) -> int:
    if days >= 7:
        days = 7
    return days


def unseen(days: int) -> int:
    return days + 2
'''
TESTS = """import sys

from small.days import clipped, is_long


def test_that_always_fails() -> None:
    assert is_long(0)


def test_that_fails_without_coverage() -> None:
    assert is_long(3) and sys.gettrace()


def test_long() -> None:
    assert is_long(3)
    assert not is_long(0)


def test_clipped() -> None:
    assert clipped(9) == 7
    assert clipped(7) == 7
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in (("small/days.py", MODULE), ("tests/test_small.py", TESTS)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\naddopts = ["--import-mode=importlib"]\npythonpath = ["."]\n',
        encoding="utf-8",
    )
    return tmp_path


def mutation(project: Path, *options: str) -> tuple[str, dict[tuple[str, str, str], list[str]]]:
    """The last line, and how each mutant ended: verdict, test and phase."""
    words = ["small", "--out", "out.csv", "--map", "map.json", *options]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.mutation", *words],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    with (project / "out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    ends = {
        (row["line"], row["before"], row["after"]): [row["verdict"], row["by"], row["phase"]]
        for row in rows
    }
    assert len(ends) == len(rows)
    return ran.stdout.splitlines()[-1], ends


def changes(text: str) -> list[tuple[int, str, str]]:
    return [(site.line, site.before, site.after) for site in sites("m.py", text.encode())]


def test_mutants_are_killed_or_survive(project: Path) -> None:
    mutation(project, "--number", "2")
    first = (project / "out.csv").read_text(encoding="utf-8")
    last, ends = mutation(project)
    by = "tests/test_small.py::test_"
    assert ends["8", "days > LIMIT", "(days >= LIMIT)"] == ["survived", "", "2"]
    assert ends["8", "return days > LIMIT", "return None"] == ["killed", f"{by}long", "1"]
    assert ends["3", "1", "0"] == ["survived", "", "2"]
    assert ends["12", "days >= 7", "(days > 7)"] == ["survived", "", "2"]  # an equivalent one
    assert ends["12", "days >= 7", "False"] == ["killed", f"{by}clipped", "1"]
    assert ends["18", "days + 2", "(days - 2)"] == ["survived", "", "2"]  # no test runs it
    assert last.startswith(f"{len(ends)} mutants: ")
    assert (project / "out.csv").read_text(encoding="utf-8").startswith(first)
    covering = json.loads((project / "map.json").read_text(encoding="utf-8"))["lines"]
    names = {"clipped", "long", "that_fails_without_coverage"}
    assert covering["small/days.py"].keys() == {f"{by}{name}" for name in names}
    assert (project / "small/days.py").read_text(encoding="utf-8") == MODULE


class FakeCopy(Copy):
    """A copy in which some tests fail, or take too long, with the mutant or without."""

    with_mutant: ClassVar[dict[str, str]]
    without: ClassVar[dict[str, str]]
    asked: ClassVar[list[list[str]]]
    mutant: ClassVar[list[str]]

    @contextmanager
    def changed(self, path: str, _: Callable[[bytes], bytes]) -> Iterator[None]:
        self.mutant.append(path)
        yield
        self.mutant.clear()

    def run(self, tests: list[str], limit: float | None) -> Outcome:
        self.asked.append(tests)
        ends = self.with_mutant if self.mutant else self.without
        for test in tests:
            if (end := ends.get(test)) == "fails":
                return Outcome(test, is_late=False, seconds=1)
            if end == "hangs" or (end == "slow" and limit is not None and limit < 100):
                return Outcome("", is_late=True, seconds=1)
        return Outcome("", is_late=False, seconds=50 if "slow" in ends.values() else 1)


def judged(
    with_mutant: dict[str, str], without: dict[str, str] | None = None, last: str = "3"
) -> tuple[Verdict, list[list[str]]]:
    """The verdict on a mutant whose line tests a and b run, and what was run."""
    seconds = {"f": 0.0, "f::a": 0.1, "f::b": 0.2, "f::c": 0.3}
    covered = CoverageMap("", seconds, {"m.py": {"f::a": 2, "f::b": 2, "f::c": 4}})
    copy = FakeCopy(Path())
    FakeCopy.with_mutant, FakeCopy.without = with_mutant, without or {}
    FakeCopy.asked, FakeCopy.mutant = [], []
    judge = Judge(copy, covered, "laws", last, set(), set())
    return judge.judge(Site("m.py", 1, "not", "", "", 0, 0, (1, 1)), ""), FakeCopy.asked


def test_a_mutant_that_takes_too_long_is_a_timeout() -> None:
    verdict, _ = judged({"f::b": "hangs"})
    assert verdict == ("timeout", "", "1", 1)


def test_what_kills_is_run_without_the_mutant() -> None:
    verdict, asked = judged({"f::b": "fails"})
    assert verdict == ("killed", "f::b", "1", 1)
    assert asked == [["f::a", "f::b"], ["f::a", "f::b"]]


def test_a_test_that_fails_without_the_mutant_kills_none() -> None:
    fails = {"f::a": "fails"}
    verdict, asked = judged(fails, fails, last="2")
    assert verdict == ("survived", "", "2", 1)
    assert asked == [["f::a", "f::b"], ["f::a"], ["f::b"]]


def test_a_survivor_meets_the_tests_that_are_not_seen_to_run_its_line() -> None:
    verdict, asked = judged({"f::c": "fails"})
    assert verdict == ("killed", "f::c", "3", 2)
    assert asked == [["f::a", "f::b"], ["f::c"], ["f::c"]]


def test_tests_that_are_slow_without_the_mutant_get_more_time() -> None:
    slow = {"f::a": "slow"}
    verdict, asked = judged(slow, slow, last="1")
    assert verdict == ("survived", "", "1", 50)
    assert len(asked) == 3


def test_no_verdict_where_tests_cannot_be_read_without_a_mutant() -> None:
    class Broken(FakeCopy):
        def run(self, tests: list[str], limit: float | None) -> Outcome:
            del tests, limit
            return Outcome("pytest, exit code 4", is_late=False, seconds=1)

    covered = CoverageMap("", {"f": 0.0, "f::a": 0.1}, {"m.py": {"f::a": 2}})
    FakeCopy.mutant = []
    judge = Judge(Broken(Path()), covered, "laws", "1", set(), set())
    with pytest.raises(RuntimeError, match="exit code 4"):
        judge.judge(Site("m.py", 1, "not", "", "", 0, 0, (1, 1)), "")


def test_equal_seeds_draw_equal_mutants() -> None:
    every = list(sites("m.py", MODULE.encode()))
    drawn = draw(every, {"m.py": 9}, 5, seed=3)
    assert len(drawn) == 5
    assert draw(every, {"m.py": 9}, 5, seed=3) == drawn
    assert draw(every, {"m.py": 9}, 5, seed=4) != drawn


def test_modules_are_drawn_in_proportion_to_their_lines() -> None:
    def site(path: str, line: int) -> Site:
        return Site(path, line, "not", "", "", 0, 0, None)

    every = [site(path, line) for path in ("a", "b") for line in range(30)]
    drawn = [each.path for each in draw(every, {"a": 30, "b": 10}, 20, seed=1)]
    assert (drawn.count("a"), drawn.count("b")) == (15, 5)


def test_a_line_is_drawn_once_for_an_operator() -> None:
    every = list(sites("m.py", b"x = a < b < c\ny = 0, 1\n"))
    drawn = draw(every, {"m.py": 2}, 9, seed=1)
    assert len({(each.line, each.operator) for each in drawn}) == len(drawn) == 3


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("x = a < b", "x = (a <= b)"),
        ("x = é is None", "x = (é is not None)"),
        ("x = a in b", "x = (a not in b)"),
        ("x = f(not (a, b))", "x = f((a, b))"),
        ("x = a and b", "x = (a or b)"),
        ("x = a and b", "x = a"),
        ("x = a and b", "x = b"),
        ("x = a + b", "x = (a - b)"),
        ("x = a & b", "x = (a | b)"),
        ("x += y", "x -= y"),
        ("x += y", "pass"),
        ("x = 0", "x = 1"),
        ("x = True", "x = False"),
        ("x = y[0]", "x = y[-1]"),
        ("x = y[-1]", "x = y[0]"),
        ("x = max(y)", "x = min(y)"),
        ("x = any(y)", "x = all(y)"),
        ("x = tuple(y)", "x = ()"),
        ("x = a, b", "x = ()"),
        ("x = [a for a in b if c]", "x = [a for a in b if True]"),
        ("x = [a for a in b if c]", "x = []"),
        ("if a:\n    f(b)", "if True:\n    f(b)"),
        ("if a:\n    f(b)", "if False:\n    f(b)"),
        ("if a:\n    f(b)", "if a:\n    pass"),
        ("x[a] = b", "pass"),
        ("def f():\n    yield a", "def f():\n    yield from ()"),
        ("def f():\n    return a", "def f():\n    return None"),
    ],
)
def test_each_operator_changes_its_text_alone(text: str, changed: str) -> None:
    assert changed in [site.mutate(text.encode()).decode() for site in sites("m.py", text.encode())]


@pytest.mark.parametrize(
    "text",
    [
        '"""Not 0 days."""',
        "x: tuple[int, str] | None",
        "def f(a: X | Y) -> X | Y: ...",
        "@cached(1)\ndef f(): ...",
        "if TYPE_CHECKING:\n    f(0)",
        "def __repr__(self):\n    return 0",
        "raise ValueError(a + b)",
        'x = f"{a + b}"',
        "__all__ = [a]",
        "class A(f(1)): ...",
    ],
)
def test_declarations_and_messages_stay(text: str) -> None:
    assert changes(text) == []


def test_a_change_is_run_with_its_statement_or_on_import() -> None:
    text = b"x = f(0)\ndef g(a=0):\n    return h(\n        a,\n        True,\n    )\n"
    lines = {(each.line, each.before): each.lines for each in sites("m.py", text)}
    assert lines[1, "0"] is lines[2, "0"] is None
    assert lines[5, "True"] == (3, 5)


def test_a_condition_that_names_a_value_stays() -> None:
    assert [after for *_, after in changes("if (x := y) > z:\n    x = y")] == ["((x := y) >= z)"]
