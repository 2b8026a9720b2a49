"""What ``classify`` answers, as values: they need no RDKit."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.law.finding import QuestionError

if TYPE_CHECKING:
    from registry.chemistry.identify import Identity
    from registry.chemistry.templates import Modification
    from registry.law.record import ClassText, Substance

NEEDS_CHEM: Final = (
    "classify reads structures with RDKit, which is not there: install cs-registry[chem]."
)
CAVEAT: Final = (
    "One class alone is judged. Lists by name, other classes, the analogue provisions of the "
    "United States (21 U.S.C. 802(32), 813) and other law may reach it: that is not judged here."
)


class Given(NamedTuple):
    """What was typed: how it is read, its structure, and the substance that was named, if any."""

    typed: str
    read_as: str
    smiles: str | None
    substance: Substance | None


class ClassVerdict(NamedTuple):
    """The verdict of a class text, the lists by name considered (docs/contract.md).

    ``reason`` is a sentence; the other fields are as in ``TextVerdict``.
    """

    text: ClassText
    verdict: str
    satisfied: bool | None
    reason: str
    form: str | None = None
    clauses: tuple[str, ...] = ()
    modifications: tuple[Modification, ...] = ()

    @property
    def caveat(self) -> str | None:
        """What ``out`` does not answer."""
        return CAVEAT if self.verdict == "out" else None


class Classified(NamedTuple):
    """What was given, what it is, and the verdict of every class in force.

    ``identity`` is ``None`` where nothing can be judged, which ``why_not`` explains.
    ``rules``: sha256 of the file of each text, by class; ``software``: versions by name.
    """

    given: Given
    substance: Substance | None
    identity: Identity | None
    why_not: str | None
    verdicts: tuple[ClassVerdict, ...]
    rules: dict[str, str]
    software: dict[str, str]


def needs_chemistry() -> None:
    """Raise ``QuestionError`` where RDKit is not installed."""
    if find_spec("rdkit") is None:
        raise QuestionError(NEEDS_CHEM)
