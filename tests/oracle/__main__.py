"""As many random histories as wished: ``python -m tests.oracle NUMBER [SEED]``."""

from __future__ import annotations

import sys

from tests.laws.compare import main

sys.exit(main(*map(int, sys.argv[1:3])))
