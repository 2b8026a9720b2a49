"""One structure or substance against every class definition in force, clause by clause."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, NamedTuple

from registry import __version__
from registry.engine.naming import several
from registry.law.finding import QuestionError
from registry.law.layout import CLASS
from registry.law.sources import Files

if TYPE_CHECKING:
    from registry.chemistry.classify import Engine, Verdict
    from registry.chemistry.identify import Identity
    from registry.engine.resolve.index import Index, Unknown
    from registry.engine.view import View
    from registry.law.record import Substance

NEEDS_CHEM: Final = (
    "classify reads structures with RDKit, which is not there: install cs-registry[chem]."
)


class Classified(NamedTuple):
    """What was given, how it was read, and the verdict of every class in force.

    ``rules``: sha256 of the file of each text, by class; ``software``: versions by name.
    """

    given: str
    read_as: str
    smiles: str | None
    why_not: str | None
    substance: Substance | None
    identity: Identity | None
    verdicts: tuple[Verdict, ...]
    rules: dict[str, str]
    software: dict[str, str]


class Given(NamedTuple):
    """What was typed: how it is read, its structure, and the substance meant, if one was."""

    typed: str
    read_as: str
    smiles: str | None
    substance: Substance | None = None


def needs_chemistry() -> None:
    """Raise ``QuestionError`` where RDKit is not installed."""
    if find_spec("rdkit") is None:
        raise QuestionError(NEEDS_CHEM)


def classified(view: View, index: Index, files: Files, typed: str, on: date) -> Classified:
    """The verdict of every class in force on ``on`` on what was typed.

    ``files`` are the sources of ``view``'s record: the class rules are read from them.

    Raises ``QuestionError`` where RDKit is missing, a rule fails its own tests, or ``typed`` means
    no substance and no structure.
    """
    needs_chemistry()
    return _judged(_engine(view, files), given(index, typed.strip()), on, files)


def _engine(view: View, files: Files) -> Engine:
    """The engine, all of whose rules pass their own tests."""
    from registry.chemistry.classify import Engine  # it loads RDKit
    from registry.law.reading import rules  # it loads pydantic

    try:
        engine = Engine(view, rules(files))
    except ValueError as error:
        raise QuestionError(
            f"A class rule cannot be used: {error}. Run `registry check`."
        ) from error
    faults = [f"{text.id} {text.since}: {what}" for text, _, what in engine.faults()]
    if faults:
        raise QuestionError("Class rules fail their own tests:", *faults)
    return engine


def given(index: Index, typed: str) -> Given:
    """What ``typed`` means: a substance of the registry first, then a structure, then a name."""
    from registry.chemistry import names  # it loads RDKit
    from registry.chemistry.toolkit import looks_like_smiles
    from registry.engine.resolve.index import Ambiguous, Match

    answer = index.find(typed)
    if isinstance(answer, Match):
        return Given(typed, f"substance, by {answer.by}", answer.substance.smiles, answer.substance)
    if typed.startswith("InChI="):
        return Given(typed, "InChI", typed)
    if looks_like_smiles(typed):
        return Given(typed, "SMILES", typed)
    if isinstance(answer, Ambiguous):
        candidates = (f"{one.id}  {one.name}" for one in answer.candidates)
        raise QuestionError(*several(typed, candidates))
    if (absent := names.missing()) is not None:
        raise _unknown(answer, absent)
    smiles = names.smiles_of(typed)
    if smiles is None:
        raise _unknown(answer, "OPSIN reads no structure in it either.")
    return Given(typed, "systematic name, by OPSIN", smiles)


def _unknown(answer: Unknown, why: str) -> QuestionError:
    near = "" if answer.near else " none"
    names = (f"  {name}" for name in answer.near)
    head = f'no substance "{answer.typed}". Nearest names:{near}'
    return QuestionError(head, *names, *why.split("\n"))


def _judged(engine: Engine, asked: Given, on: date, files: Files) -> Classified:
    from registry.chemistry.classify import not_judged
    from registry.chemistry.toolkit import VERSION  # it loads RDKit

    texts = engine.in_force(on)
    identity, why = _identity(engine, asked, on)
    if identity is None:
        verdicts = tuple(not_judged(text, why or "") for text in texts)
    else:
        verdicts = tuple(engine.judge(text, identity, on) for text in texts)
    return Classified(
        given=asked.typed,
        read_as=asked.read_as,
        smiles=asked.smiles,
        why_not=why,
        substance=asked.substance or (identity.substance if identity else None),
        identity=identity,
        verdicts=verdicts,
        rules={text.id: _digest(files, text.id, text.since) for text in texts},
        software={"registry": __version__, "rdkit": VERSION},
    )


def _identity(engine: Engine, asked: Given, on: date) -> tuple[Identity | None, str | None]:
    """What the structure is, or why that is not said."""
    from registry.chemistry.toolkit import NotJudgedError, UnreadableError  # it loads RDKit

    if asked.smiles is None:
        return None, "no structure of it is recorded"
    try:
        return engine.entries.identify(asked.smiles, on, asked.substance), None
    except NotJudgedError as error:
        if isinstance(error, UnreadableError) and asked.substance is None:
            raise QuestionError(f'"{asked.typed}" is not judged: {error}.') from error
        return None, str(error)


def _digest(files: Files, name: str, since: date) -> str:
    data = files[CLASS.path(name, since)]
    if not isinstance(data, bytes):
        raise QuestionError(f"A class rule cannot be read: {data.why}.")
    return f"sha256:{sha256(data).hexdigest()}"
