"""How the properties are run: the same examples on every machine, or fresh ones by choice."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

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
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
