"""How the tests are run: the same examples on every machine, and a cache of the run's own."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from registry.chemistry.classify import Engine
    from registry.engine.view import View
    from registry.law.sources import Files

ROOT: Final = Path(__file__).parents[1]

settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=25,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "search",  # make soak
    parent=settings.get_profile("ci"),
    derandomize=False,
    max_examples=1500,
)
settings.register_profile(  # a mutant is dead at the first example: none is made smaller
    "mutation", parent=settings.get_profile("ci"), phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# Commands run by the tests keep the record they parse, also where CI forbids it: in a folder that
# all workers share and that ends with the run. Tests about the cache set their own.
if "REGISTRY_TEST_CACHE" not in os.environ:
    os.environ["REGISTRY_TEST_CACHE"] = tempfile.mkdtemp(prefix="registry-tests-")
    atexit.register(shutil.rmtree, os.environ["REGISTRY_TEST_CACHE"], ignore_errors=True)
os.environ.setdefault("REGISTRY_CACHE", "1")
os.environ["XDG_CACHE_HOME"] = os.environ["REGISTRY_TEST_CACHE"]


def pytest_collection_finish() -> None:
    """Look rarely for rubbish in cycles, as the commands never do: it costs a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(1_000_000, 10, 1000)


@pytest.fixture(scope="module")
def one_registry() -> Iterator[None]:
    """Commands run in this process share what they read of this checkout: record, rules, names.

    For tests that only ask, and change neither the data nor what is installed. What a fresh
    process answers is the subject of other tests, and of ``make golden-check``.
    """
    from registry import api
    from registry.chemistry import classify
    from registry.law import loading

    load, engine_of = api.load, classify.engine_of
    registries: dict[tuple[loading.Data, bool], api.Registry] = {}
    engines: dict[int, tuple[View, Engine]] = {}

    def shared(data: loading.StrPath | None = None, *, is_evidence: bool = True) -> api.Registry:
        asked = loading.find(data), is_evidence
        if asked[0].root.resolve() != ROOT:
            return load(data, is_evidence=is_evidence)
        if asked not in registries:
            registries[asked] = load(data, is_evidence=is_evidence)
        return registries[asked]

    def judging(view: View, files: Files) -> Engine:
        if id(view) not in engines:
            engines[id(view)] = view, engine_of(view, files)  # the view lives on: its id is its own
        return engines[id(view)][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(api, "load", shared)
        patch.setattr(classify, "engine_of", judging)
        yield
