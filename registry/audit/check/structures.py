"""Structures: the SMILES and the InChIKey of a substance must be the same structure.

RDKit, an optional extra, computes the key. Without it a note says that nothing was compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from registry.audit.check import places
from registry.audit.check.catalogue import Complaint, Context, check
from registry.chemistry.memo import Memo
from registry.law.layout import EDITION
from registry.law.record import Substance


@check("ID109", "error")
def other_structure(context: Context) -> Iterator[Complaint]:
    """An InChIKey that is not that of the SMILES beside it.

    Both write down one structure, so one of the two was copied wrongly, or belongs to a salt, an
    isomer or another substance. Needs RDKit (ID110).

    Remedy: Compare both with the source and correct the wrong one; remove both if none gives them.
    """
    if find_spec("rdkit") is None:
        return
    for substance in _drawn(context):
        key = _key(context.memo, substance.smiles or "")
        if key is None:
            yield places.of_substance(
                substance, f'The SMILES of "{substance.id}" cannot be read.', "smiles"
            )
        elif key != substance.inchikey:
            what = f'InChIKey {substance.inchikey} of "{substance.id}"; its SMILES has {key}.'
            yield places.of_substance(substance, what, "inchikey")


@check("ID110", "note")
def not_compared(context: Context) -> Iterator[Complaint]:
    """The structures were not compared, because RDKit is not installed.

    Everything else was checked; a wrong InChIKey or SMILES would not be seen.

    Remedy: Install the extra `chem` (pip install "cs-registry[chem]") and check again.
    """
    count = sum(1 for _ in _drawn(context))
    if count and find_spec("rdkit") is None:
        yield Complaint(EDITION, f"InChIKeys not compared with their SMILES: {count}.", line=1)


def _drawn(context: Context) -> Iterator[Substance]:
    """The substances with both a SMILES and an InChIKey."""
    return (
        substance
        for substance in context.record.substances.values()
        if substance.smiles and substance.inchikey
    )


def _key(memo: Memo, smiles: str) -> str | None:
    """The InChIKey of a SMILES; ``None`` where it cannot be read."""

    def asked() -> str | None:
        from registry.chemistry import toolkit  # noqa: PLC0415 (an optional extra)

        try:
            return toolkit.raw_key(smiles)
        except toolkit.NotJudgedError:
            return None

    return memo.answer("inchikey", smiles, asked)
