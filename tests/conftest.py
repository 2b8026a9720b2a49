"""How the tests are run: the same examples on every machine, and a cache of the run's own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=50,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "search",
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
