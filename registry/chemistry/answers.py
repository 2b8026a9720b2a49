"""What checks ask of RDKit beside the verdicts: from the memo, or computed when needed.

RDKit is loaded only for what the memo does not hold.
"""

from __future__ import annotations

from functools import partial

from registry.chemistry.grounds import fingerprint
from registry.chemistry.memo import Memo
from registry.law.rules import ClassFile


def inchikey(memo: Memo, smiles: str) -> str | None:
    """The InChIKey of a SMILES; ``None`` where it cannot be read."""
    return memo.answer("inchikey", smiles, partial(_inchikey, smiles))


def _inchikey(smiles: str) -> str | None:
    from registry.chemistry import toolkit  # noqa: PLC0415 (an optional extra)

    try:
        return toolkit.raw_key(smiles)
    except toolkit.NotJudgedError:
        return None


def faults(memo: Memo, text: ClassFile) -> list[tuple[int | None, str]]:
    """What is wrong with a rule: the number of the test that fails, or ``None`` for the rule."""
    return memo.answer("tests", fingerprint(text), partial(_faults, text))


def _faults(text: ClassFile) -> list[tuple[int | None, str]]:
    from registry.chemistry.verdict import CompiledRule  # noqa: PLC0415 (an extra)

    try:
        return [*CompiledRule(text).failures()]
    except ValueError as error:
        return [(None, str(error))]
