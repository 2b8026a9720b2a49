"""CPU of the everyday commands against a bare interpreter, and how fold and gaps grow.

Run with ``make bench``. Every round starts each contender once, in turn; a figure is the median of
the rounds' quotients, so that a busy machine disturbs both sides alike.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import time
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from registry.engine.fold import fold
from registry.engine.gaps import gaps
from registry.engine.view import View
from registry.law.acts import Act, Step, Wording
from registry.law.dates import Day
from registry.law.record import Jurisdiction, Record, Schedule, Substance
from registry.law.sources import read_files

ROUNDS = 15
LIMITS = {"--version": 1.2, "show": 10.0, "gaps --json": 20.0}
SIZES = (1_000, 10_000, 100_000)
LAWS = ("us", "cn")
# As installed: without it an interpreter told to keep no bytecode compiles our modules each time.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
WARM = 10.0
STRUCTURES = (  # sufentanil, AB-FUBINACA, metonitazene citrate, testosterone enantate, domperidone
    "CCC(=O)N(c1ccccc1)C1(COC)CCN(CCc2cccs2)CC1",
    "CC(C)C(NC(=O)c1nn(Cc2ccc(F)cc2)c2ccccc12)C(N)=O",
    "CCN(CC)CCn1c(Cc2ccc(OC)cc2)nc2cc([N+](=O)[O-])ccc21.O=C(O)CC(O)(CC(=O)O)C(=O)O",
    "CCCCCCC(=O)O[C@H]1CC[C@H]2[C@@H]3CCC4=CC(=O)CC[C@]4(C)[C@H]3CC[C@]12C",
    "O=c1[nH]c2ccccc2n1CCCN1CCC(n2c(=O)[nH]c3cc(Cl)ccc32)CC1",
)


def cpu_of(command: list[str]) -> float:
    """User and system seconds of one process, by the kernel's own account."""
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    pid = os.posix_spawn(command[0], command, ENVIRONMENT, file_actions=silent)
    _, _, usage = os.wait4(pid, 0)
    return usage.ru_utime + usage.ru_stime


def start_up() -> bool:
    """Print the commands' quotients; whether all keep their limits."""
    script = str(Path(sys.executable).parent / "registry")
    bare = [sys.executable, "-c", "pass"]
    contenders = {
        "--version": [script, "--version"],
        "show": [script, "show", "norfentanyl", "--on", "2024-08-06"],
        "gaps --json": [script, "gaps", "us", "cn", "--on", "2024-08-06", "--json"],
    }
    for command in contenders.values():
        cpu_of(command)
    quotients: dict[str, list[float]] = {name: [] for name in contenders}
    base: list[float] = []
    for _ in range(ROUNDS):
        base.append(cpu_of(bare))
        for name, command in contenders.items():
            quotients[name].append(cpu_of(command) / base[-1])
    print(f"bare interpreter: {statistics.median(base) * 1000:.1f} ms CPU, {ROUNDS} rounds")
    kept = True
    for name, values in quotients.items():
        median = statistics.median(values)
        kept &= median <= LIMITS[name]
        print(f"{name:12} {median:6.2f} x bare (limit {LIMITS[name]})")
    return kept


def classify() -> bool:
    """Print the CPU of one warm classification; whether it keeps its limit."""
    from registry.chemistry.classify import Engine
    from registry.law import loading, reading

    root = Path(__file__).parents[1]
    engine = Engine(View(loading.load(root)), reading.rules(read_files(root)))
    on = date(2026, 11, 24)
    spent = []
    for _ in range(20):
        for smiles in STRUCTURES:
            began = time.process_time()
            identity = engine.compounds.identify(smiles, on)
            for text in engine.in_force(on):
                engine.judge(text, identity, on)
            spent.append(time.process_time() - began)
    median, most = (1000 * one for one in (statistics.median(spent), max(spent[len(STRUCTURES) :])))
    print(f"classify     {median:6.2f} ms warm, {most:.2f} at most (limit {WARM} ms)")
    return median <= WARM


def synthetic(lines: int) -> Record:
    """A record of ``lines`` lines over two jurisdictions, ten lines an act, one move in ten."""
    acts = {}
    for number in range(lines // 10):
        law = LAWS[number % 2]
        day = date(1980, 1, 1) + timedelta(days=number % 15_000)
        names = [f"s{number // 2 * 10 + place}" for place in range(10)]
        steps = tuple(Step("add", "one", name, Wording(name), (name,)) for name in names)
        acts[f"{law}/a{number}"] = _act(f"{law}/a{number}", law, day, steps)
        move = Step("move", "one", names[0], to_schedule="two", to_line=names[0])
        later = day + timedelta(days=400)
        acts[f"{law}/m{number}"] = _act(f"{law}/m{number}", law, later, (move,))
    laws = {law: _law(law) for law in LAWS}
    substances = {
        name: Substance(name, "f", name, None, (), (), None, None, None, None, None, None, None)
        for act in acts.values()
        for step in act.steps
        for name in step.substances
    }
    return Record("bench", "bench", "", laws, substances, acts, (), ())


def _act(name: str, law: str, day: date, steps: tuple[Step, ...]) -> Act:
    return Act(
        name, law, "rule", name, None, ("X",), "x", "x", "official", "official",
        Day(day), Day(day), None, (), None, steps,
    )  # fmt: skip


def _law(name: str) -> Jurisdiction:
    lists = {
        one: Schedule(
            one, one, None, one, "drug", date(1970, 1, 1), complete=True,
            verified_through=date(2030, 1, 1), note=None,
        )
        for one in ("one", "two")
    }  # fmt: skip
    return Jurisdiction(name, name, name, None, None, lists)


def growth() -> bool:
    """Print the CPU of fold and gaps by size; whether they stay near linear."""
    costs: dict[str, list[float]] = {"fold": [], "gaps": []}
    for size in SIZES:
        gc.enable()
        record = synthetic(size)
        gc.collect()
        gc.disable()  # as the commands do
        began = time.process_time()
        fold(record.acts.values())
        middle = time.process_time()
        gaps(View(record), "us", "cn", date(2024, 1, 1))
        costs["fold"].append(middle - began)
        costs["gaps"].append(time.process_time() - middle)
    kept = True
    for name, values in costs.items():
        steps = [later / earlier for earlier, later in pairwise(values)]
        shown = ", ".join(
            f"{size:,}: {cost:.3f} s" for size, cost in zip(SIZES, values, strict=True)
        )
        factors = " and ".join(f"{one:.1f}" for one in steps)
        print(f"{name:5} {shown}; each tenfold size costs {factors} x")
        kept &= max(steps) < 16  # linear is 10; sorting and caches add a little
    return kept


if __name__ == "__main__":
    kept = [start_up(), growth(), classify()]
    sys.exit(0 if all(kept) else 1)
