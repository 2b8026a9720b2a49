"""Which tests run which lines, and in how many seconds: one run of the tests under coverage."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from functools import reduce
from operator import or_
from pathlib import Path
from statistics import mean
from typing import Any, Final, NamedTuple

import coverage
import pytest

from tests.mutation.sites import Site
from tests.mutation.trial import QUIET, Copy

# They judge the text of the package, build or install it, or need a browser: no mutant is theirs.
NEEDLESS: Final = "packaging wheel makefile notebooks structure mutation"
IGNORED: Final = (
    "--ignore=tests/site/test_browser.py",
    *(f"--ignore=tests/test_{name}.py" for name in NEEDLESS.split()),
)


class CoverageMap(NamedTuple):
    """The lines that each test runs, as a mask of bits by module; none of tests that fail.

    ``seconds``: of the tests, and of reading their files.
    """

    digest: str
    seconds: dict[str, float]
    lines: dict[str, dict[str, int]]

    def covering(self, site: Site) -> list[str]:
        """The tests that run the line; for what runs on import, those that run the module."""
        first, last = site.lines or (0, 10**5)
        wanted = (1 << last + 1) - (1 << first)
        return [test for test, mask in self.lines[site.path].items() if mask & wanted]

    def weights(self) -> dict[str, int]:
        """How many lines of each module the tests run."""
        return {
            path: reduce(or_, masks.values(), 0).bit_count() for path, masks in self.lines.items()
        }

    def ordered(self, tests: list[str], first: str) -> list[str]:
        """Those below ``first``, then the fastest; a file's tests together, as they share much."""
        files: dict[str, list[float]] = {}
        for test in tests:
            files.setdefault(file_of(test), []).append(self.seconds[test])
        means = {file: (not file.startswith(first), mean(files[file]), file) for file in files}
        return sorted(tests, key=lambda test: (means[file_of(test)], self.seconds[test]))

    def limit(self, tests: list[str]) -> float:
        """The seconds that a run of the tests may take."""
        return 10 + 3 * sum(self.seconds[each] for each in {*tests, *map(file_of, tests)})


def file_of(test: str) -> str:
    """The file of a test."""
    return test.partition("::")[0]


def read_or_make(file: Path | None, copy: Copy, paths: list[str], tests: list[str]) -> CoverageMap:
    """The map kept in ``file``, if it is of these very modules and tests; else a new one."""
    digest = _digest(copy.root, paths, tests)
    if file is not None and file.exists():
        kept = CoverageMap(**json.loads(file.read_text(encoding="utf-8")))
        if kept.digest == digest:
            return kept
    fields, _ = copy.fork(lambda: _run(copy.root, paths, tests))
    if not fields:
        raise RuntimeError((copy.root.parent / "log").read_text(encoding="utf-8")[-2000:])
    if file is not None:
        file.write_text(json.dumps({"digest": digest, **fields}), encoding="utf-8")
    return CoverageMap(digest, **fields)


def _digest(root: Path, paths: list[str], tests: list[str]) -> str:
    """Of the modules, of the tests (this tool apart) and of which tests are run."""
    content = hashlib.sha256(repr((paths, tests)).encode())
    ours = {*root.glob("tests/mutation/*"), *root.glob("tests/test_mutation.py")}
    for file in sorted({*map(root.joinpath, paths), *root.glob("tests/**/*.py")} - ours):
        content.update(file.read_bytes())
    return content.hexdigest()


class _Watch:
    """Tells coverage which test runs, and notes how long each takes and which do not pass."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.measured = measured
        self.seconds: dict[str, float] = {}
        self.unfit: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Iterator[Any]:
        return (yield from self._timed(collector.nodeid))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        self.measured.switch_context(item.nodeid)
        return (yield from self._timed(item.nodeid))

    def _timed(self, name: str) -> Iterator[Any]:
        start = time.monotonic()
        result = yield
        self.seconds[name] = time.monotonic() - start
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self.unfit.add(report.nodeid)


def _run(root: Path, paths: list[str], tests: list[str]) -> dict[str, Any]:
    """The fields of the map; none where the tests cannot be read."""
    files = {str((root / path).resolve()): path for path in paths}
    measured = coverage.Coverage(data_file=None, config_file=False, include=[*files])
    watch = _Watch(measured)
    with measured.collect():
        code = pytest.main([*QUIET, *IGNORED, *tests], [watch])
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        return {}
    seconds = {name: each for name, each in watch.seconds.items() if name not in watch.unfit}
    passed = {name for name in seconds if "::" in name}
    lines: dict[str, dict[str, int]] = {path: {} for path in paths}
    for file, path in files.items():
        for line, tests_of_line in measured.get_data().contexts_by_lineno(file).items():
            for test in passed & {*tests_of_line}:
                lines[path][test] = lines[path].get(test, 0) | 1 << line
    return {"seconds": seconds, "lines": lines}
