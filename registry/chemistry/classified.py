"""What ``classify`` answers, as values: they need no RDKit."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.law.finding import QuestionError

if TYPE_CHECKING:
    from registry.chemistry.identify import Identity
    from registry.chemistry.verdict import ClassVerdict
    from registry.law.record import ClassText, Substance

NEEDS_CHEM: Final = (
    "classify reads structures with RDKit, which is not there: install cs-registry[chem]."
)


class Given(NamedTuple):
    """What was typed: how it is read, its structure, and the substance that was named, if any."""

    typed: str
    read_as: str
    smiles: str | None
    substance: Substance | None


class Classified(NamedTuple):
    """What was given, what it is, and the verdict of every class in force.

    ``identity`` is ``None`` where nothing can be judged, which ``why_not`` explains.
    ``texts``, ``verdicts`` and ``rules`` (the sha256 of the file of each text) are by class;
    ``software``: versions by name.
    """

    given: Given
    substance: Substance | None
    identity: Identity | None
    why_not: str | None
    texts: dict[str, ClassText]
    verdicts: dict[str, ClassVerdict]
    rules: dict[str, str]
    software: dict[str, str]


def needs_chemistry() -> None:
    """Raise ``QuestionError`` where RDKit is not installed."""
    if find_spec("rdkit") is None:
        raise QuestionError(NEEDS_CHEM)
