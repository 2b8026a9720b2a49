"""Systematic names -> structures, through OPSIN (the extra ``names``, and Java)."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path

MISSING = (
    "Systematic names are read by OPSIN, which is not there: "
    "install cs-registry[names] and a Java runtime."
)


def missing() -> str | None:
    """What to install before names can be read, or nothing."""
    return None if find_spec("py2opsin") and shutil.which("java") else MISSING


def smiles_of(name: str) -> str | None:
    """The SMILES that OPSIN reads in ``name``; ``None`` where it cannot read it."""
    from py2opsin import py2opsin  # noqa: PLC0415 (an extra)

    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = py2opsin(name, tmp_fpath=str(Path(folder) / "name.txt"))
    return str(found).strip() or None if found else None
