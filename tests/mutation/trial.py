"""Running tests in a copy of the project, in a fork that has loaded the heavy libraries."""

from __future__ import annotations

import compileall
import ctypes
import importlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any, Final, NamedTuple

import pytest

HEAVY: Final = "hypothesis pandas pydantic openpyxl jinja2 deepdiff jsonschema rdkit.Chem coverage"
LEFT_OUT: Final = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis")
QUIET: Final = ("-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
FORKS: Final = get_context("fork")


class Outcome(NamedTuple):
    """How a run of tests ended: ``by`` is what failed first ("" if nothing did)."""

    by: str
    is_late: bool
    seconds: float


class Copy(NamedTuple):
    """A scratch copy of the project, in which modules are changed and tests are run."""

    root: Path

    @contextmanager
    def changed(self, path: str, change: Callable[[bytes], bytes]) -> Iterator[None]:
        """The module with another text, for a while."""
        file = self.root / path
        before = file.read_bytes()
        file.write_bytes(change(before))
        yield
        file.write_bytes(before)

    def run(self, tests: list[str], limit: float | None) -> Outcome:
        """The tests in this order until one fails, or until ``limit`` seconds pass."""
        start = time.monotonic()
        by, is_late = self.fork(lambda: _first_failure(tests), limit)
        return Outcome("the interpreter" if by is None else by, is_late, time.monotonic() - start)

    def fork(
        self, work: Callable[[], object], limit: float | None = None, *, keeps: bool = False
    ) -> tuple[Any, bool]:
        """What ``work`` returns in a process of its own in the copy, and whether it took too long.

        ``None`` if the process broke down, "" if it was late. ``keeps``: compiled tests are kept.
        """
        ours, theirs = FORKS.Pipe(duplex=False)
        process = FORKS.Process(target=self._work, args=(work, theirs, keeps))
        process.start()
        theirs.close()
        try:
            is_late = not ours.poll(limit)
            return "" if is_late else ours.recv(), is_late
        except EOFError:
            return None, False
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid or 0, signal.SIGKILL)  # with all that its tests started
            process.join()
            shutil.rmtree(self.root.parent / "run", ignore_errors=True)

    def _work(self, work: Callable[[], object], answer: Connection, keeps: bool) -> None:  # noqa: FBT001
        os.setsid()
        with suppress(AttributeError):  # Linux: ends with the tool (1: PR_SET_PDEATHSIG)
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)
        scratch = self.root.parent / "run"
        scratch.mkdir()
        log = os.open(self.root.parent / "log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(log, stream)
        os.environ |= {
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(self.root),
            "TMPDIR": str(scratch),
            "REGISTRY_TEST_CACHE": str(scratch),
            "HYPOTHESIS_PROFILE": "mutation",
        }
        tempfile.tempdir = None
        sys.dont_write_bytecode = not keeps
        sys.path[:] = [
            str(self.root),
            *(each for each in sys.path if each not in {"", str(Path.cwd())}),
        ]
        os.chdir(self.root)
        for name in [name for name in sys.modules if name.split(".")[0] in {"registry", "tests"}]:
            del sys.modules[name]
        answer.send(work())


@contextmanager
def copied(origin: Path) -> Iterator[Copy]:
    """A scratch copy of the project, with what its tests need compiled.

    A compiled module is believed by the hash of its source: a changed one is compiled anew.
    """
    for name in HEAVY.split():
        with suppress(ImportError):
            importlib.import_module(name)
    with tempfile.TemporaryDirectory(prefix="mutation-") as scratch:
        copy = Copy(Path(scratch) / origin.name)
        shutil.copytree(origin, copy.root, ignore=LEFT_OUT)
        mode = PycInvalidationMode.CHECKED_HASH
        compileall.compile_dir(copy.root, quiet=2, invalidation_mode=mode)
        copy.fork(lambda: int(pytest.main([*QUIET, "--collect-only"])), keeps=True)
        yield copy


class _Chosen:
    """Runs the chosen tests alone, in their order, and notes what fails first."""

    def __init__(self, tests: list[str]) -> None:
        self.places = {test: place for place, test in enumerate(tests)}
        self.failed = ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if item.nodeid in self.places]
        items[:] = sorted(chosen, key=lambda item: self.places[item.nodeid])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.failed = self.failed or (report.nodeid if report.failed else "")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or (report.nodeid if report.failed else "")


def _first_failure(tests: list[str]) -> str:
    chosen = _Chosen(tests)
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    code = pytest.main([*QUIET, "-x", "--tb=no", *files], [chosen])
    is_well = code in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
    return chosen.failed or ("" if is_well else f"pytest, exit code {int(code)}")
