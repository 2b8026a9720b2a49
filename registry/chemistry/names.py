"""What was typed: a substance, a structure, or a systematic name.

OPSIN (the extra ``names``, and Java) reads systematic names.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path

from registry.chemistry.classified import Given
from registry.chemistry.toolkit import looks_like_smiles
from registry.engine.naming import several
from registry.engine.resolve.index import Ambiguous, Index, Match, Unknown
from registry.law.finding import QuestionError

MISSING = (
    "Systematic names are read by OPSIN, which is not there: "
    "install cs-registry[names] and a Java runtime."
)


def read(index: Index, typed: str) -> Given:
    """What ``typed`` means: a substance of the registry first, then a structure, then a name.

    Raises ``QuestionError`` where it means none of them.
    """
    answer = index.find(typed)
    if isinstance(answer, Match):
        return Given(typed, f"substance, by {answer.by}", answer.substance.smiles, answer.substance)
    if typed.startswith("InChI="):
        return Given(typed, "InChI", typed, None)
    if looks_like_smiles(typed):
        return Given(typed, "SMILES", typed, None)
    if isinstance(answer, Ambiguous):
        candidates = (f"{each.id}  {each.name}" for each in answer.candidates)
        raise QuestionError(*several(typed, candidates))
    if (absent := missing()) is not None:
        raise _unknown(answer, absent)
    smiles = smiles_of(typed)
    if smiles is None:
        raise _unknown(answer, "OPSIN reads no structure in it either.")
    return Given(typed, "systematic name, by OPSIN", smiles, None)


def _unknown(answer: Unknown, why: str) -> QuestionError:
    near = "" if answer.near else " none"
    names = (f"  {name}" for name in answer.near)
    head = f'no substance "{answer.typed}". Nearest names:{near}'
    return QuestionError(head, *names, *why.split("\n"))


def missing() -> str | None:
    """What to install before systematic names can be read; ``None`` if nothing."""
    return None if find_spec("py2opsin") and shutil.which("java") else MISSING


def smiles_of(name: str) -> str | None:
    """The SMILES that OPSIN reads in ``name``; ``None`` where it cannot read it."""
    from py2opsin import py2opsin  # noqa: PLC0415 (an extra)

    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        smiles = py2opsin(name, tmp_fpath=str(Path(folder) / "name.txt"))
    return str(smiles).strip() or None if smiles else None
