"""Mutants of some modules, drawn by a seed: does a test kill each? Every one runs in a copy.

``python -m tests.mutation registry/gaps.py --out mutants.csv --map mutants.json --whole``
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from typing import Final, NamedTuple

from tests.mutation.covering import CoverageMap, read_or_make
from tests.mutation.sites import Site, draw, sites
from tests.mutation.trial import Copy, Outcome, copied

HEAD: Final = (*Site._fields[:5], "verdict", "by", "phase", "seconds")
FASTEST, COVERING, WHOLE = "1", "2", "3"
BATCH: Final = 150  # tests of the first phase


class Verdict(NamedTuple):
    """How a mutant ended: killed, timeout or survived; by which test and in which phase."""

    verdict: str
    by: str
    phase: str
    seconds: float


class Judge(NamedTuple):
    """Runs mutants in one copy; a test that fails there without any is asked no more."""

    copy: Copy
    covered: CoverageMap
    first: str
    last: str
    steady: set[str]
    unsteady: set[str]

    def judge(self, site: Site, after: str) -> Verdict:
        """What the phases that follow ``after`` say of the mutant."""
        seconds, phase = 0.0, after or FASTEST
        for phase, tests in self._phases(site, after):
            outcome = self._outcome(site, tests)
            seconds += outcome.seconds
            if outcome.is_late or outcome.by:
                end = "timeout" if outcome.is_late else "killed"
                return Verdict(end, outcome.by, phase, round(seconds, 1))
        return Verdict("survived", "", phase, round(seconds, 1))

    def _phases(self, site: Site, after: str) -> Iterator[tuple[str, list[str]]]:
        tests = sorted(self.covered.covering(site), key=self.covered.seconds.__getitem__)
        others = [name for name in self.covered.seconds.keys() - {*tests} if "::" in name]
        batches = {FASTEST: tests[:BATCH], COVERING: tests[BATCH:], WHOLE: others}
        for phase, batch in batches.items():
            if after < phase <= self.last:
                yield phase, self.covered.ordered(batch, self.first)

    def _outcome(self, site: Site, tests: list[str]) -> Outcome:
        """Of the tests with the mutant; what kills it must pass without, and in its time."""
        limit = self.covered.limit(tests)
        while tests := [test for test in tests if test not in self.unsteady]:
            with self.copy.changed(site.path, site.mutate):
                outcome = self.copy.run(tests, limit)
            if outcome.by in self.steady or not (outcome.by or outcome.is_late):
                return outcome
            last = tests.index(outcome.by) + 1 if outcome.by in tests else len(tests)
            control = self.copy.run(tests[:last], None)
            if control.by and control.by not in tests:
                raise RuntimeError(f"without any mutant: {control.by}")
            if control.by:
                self.unsteady.add(control.by)
            elif outcome.is_late and limit < 10 + 3 * control.seconds:
                limit = 10 + 3 * control.seconds  # shared fixtures, or a busy machine
            else:
                self.steady.update({outcome.by} - {""})
                return outcome
        return Outcome("", is_late=False, seconds=0)


def read(file: Path) -> dict[tuple[str, ...], Verdict]:
    """The verdicts so far by the first columns; a later row takes the place of an earlier one."""
    if not file.exists():
        _append(file, HEAD)
    with file.open(encoding="utf-8", newline="") as stream:
        rows = [*csv.reader(stream)][1:]
    return {tuple(row[:5]): Verdict(row[5], row[6], row[7], float(row[8])) for row in rows}


def _append(file: Path, row: tuple[object, ...]) -> None:
    with file.open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerow(row)


def _key(site: Site) -> tuple[str, ...]:
    return tuple(map(str, site[:5]))


def judge_all(mutants: list[Site], judges: list[Judge], out: Path) -> None:
    """Append a row for each mutant whose phases are not all done."""
    free: SimpleQueue[Judge] = SimpleQueue()
    for judge in judges:
        free.put(judge)

    def decide(site: Site, after: str) -> None:
        judge = free.get()
        try:
            _append(out, (*_key(site), *judge.judge(site, after)))
        finally:
            free.put(judge)

    done = read(out)
    with ThreadPoolExecutor(len(judges)) as pool:
        rows = []
        for site in mutants:
            before = done.get(_key(site), Verdict("survived", "", "", 0))
            if before.verdict == "survived" and before.phase < judges[0].last:
                rows.append(pool.submit(decide, site, before.phase))
        try:
            for row in as_completed(rows):
                row.result()
        finally:
            pool.shutdown(cancel_futures=True)  # after an error or Ctrl-C: what runs ends


def summary(verdicts: list[Verdict]) -> str:
    """How many mutants, how each ended, and the share that did not survive."""
    ends = Counter(each.verdict for each in verdicts)
    counts = ", ".join(f"{ends[end]} {end}" for end in ("killed", "timeout", "survived"))
    share = 100 * (len(verdicts) - ends["survived"]) / max(1, len(verdicts))
    return f"{len(verdicts)} mutants: {counts}; {share:.1f} % killed"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="modules, or folders of modules")
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--out", type=Path, required=True, help="rows already there stay")
    parser.add_argument("--map", type=Path, help="which test runs which line; made if need be")
    parser.add_argument("--tests", nargs="+", default=["tests"])
    parser.add_argument("--first", default="tests/laws", help="tests that run before others")
    parser.add_argument("--whole", action="store_true", help="survivors meet all other tests too")
    parser.add_argument("--jobs", type=int, default=1)
    return parser.parse_args()


def main() -> None:
    """Judge the mutants that have no verdict yet, and sum up."""
    asked, root = _asked(), Path.cwd()
    files = {file for path in asked.paths for file in (path, *path.rglob("*.py"))}
    if not (paths := sorted(str(file) for file in files if file.is_file())):
        raise SystemExit("There is no module under these paths.")
    last = WHOLE if asked.whole else COVERING
    with ExitStack() as stack:
        copies = [stack.enter_context(copied(root)) for _ in range(asked.jobs)]
        covered = read_or_make(asked.map, copies[0], paths, asked.tests)
        every = [site for path in paths for site in sites(path, (root / path).read_bytes())]
        mutants = draw(every, covered.weights(), asked.number, asked.seed)
        judges = [Judge(copy, covered, asked.first, last, set(), set()) for copy in copies]
        judge_all(mutants, judges, asked.out)
    verdicts = read(asked.out)
    print(summary([verdicts[_key(site)] for site in mutants]))


if __name__ == "__main__":
    main()
