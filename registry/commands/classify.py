"""One structure or substance against every class definition in force, clause by clause."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

import click

from registry import __version__
from registry.cli import (
    DATA,
    KNOWN_ON,
    NOT_ADVICE,
    ON,
    Failure,
    data_place,
    emit,
    load_record,
    output,
    titled,
)

if TYPE_CHECKING:
    from pathlib import Path

    from registry.classes import Engine
    from registry.identify import Identity
    from registry.record import Substance
    from registry.resolve import Unknown
    from registry.tables.classify import Classified
    from registry.view import View

NEEDS_CHEM = "classify reads structures with RDKit, which is not there: install cs-registry[chem]."


class Given(NamedTuple):
    """What was typed: how it is read, its structure, and the substance meant, if one was."""

    typed: str
    read_as: str
    smiles: str | None
    substance: Substance | None = None


@click.command()
@click.argument("given", metavar="INPUT")
@ON
@KNOWN_ON
@DATA
@output
def classify(
    *, given: str, on: date, known_on: date | None, data: Path | None,
    out: Path | None, form: str | None, as_json: bool,
) -> None:  # fmt: skip
    """INPUT (a SMILES, an InChI, a substance, a systematic name) against every class in force.

    It judges the one structure it is given. Write -- before an INPUT that begins with a dash.
    """
    if find_spec("rdkit") is None:
        raise Failure(NEEDS_CHEM)
    from registry import loading
    from registry.behind import unapplied_notes
    from registry.table import Report
    from registry.tables import classify as tables
    from registry.view import View

    view = View(load_record(data), known_on)
    files = loading.read_files(data_place(data))
    found = judged(_engine(view, files), read(view, given.strip()), on, files)
    report = Report(
        titled("Classes", on, known_on, view.record.version),
        lambda: tables.document(view, found, on),
        lambda: tables.sections(view, found, on),
        main="Verdicts",
        notes=(*unapplied_notes(view, view.record.jurisdictions), NOT_ADVICE),
    )
    emit(report, out, form, as_json=as_json)


def _engine(view: View, files: dict[str, bytes]) -> Engine:
    """The engine, all of whose rules pass their own tests."""
    from registry.classes import Engine
    from registry.parse import rules

    try:
        engine = Engine(view, rules(files))
    except ValueError as error:
        raise Failure(f"A class rule cannot be used: {error}. Run `registry check`.") from error
    faults = [f"{text.id} {text.since}: {what}" for text, _, what in engine.faults()]
    if faults:
        raise Failure("Class rules fail their own tests:", *faults)
    return engine


def read(view: View, typed: str) -> Given:
    """What ``typed`` means: a substance of the registry first, then a structure, then a name."""
    from registry.chemistry import names
    from registry.chemistry.toolkit import looks_like_smiles
    from registry.resolve import Ambiguous, Index, Match

    found = Index(view.record).find(typed)
    if isinstance(found, Match):
        return Given(typed, f"substance, by {found.by}", found.substance.smiles, found.substance)
    if typed.startswith("InChI="):
        return Given(typed, "InChI", typed)
    if looks_like_smiles(typed):
        return Given(typed, "SMILES", typed)
    if isinstance(found, Ambiguous):
        candidates = (f"  {one.id}  {one.name}" for one in found.candidates)
        raise Failure(f'ambiguous "{typed}": give one of these ids', *candidates)
    if (absent := names.missing()) is not None:
        raise _unknown(found, absent)
    smiles = names.smiles_of(typed)
    if smiles is None:
        raise _unknown(found, "OPSIN reads no structure in it either.")
    return Given(typed, "systematic name, by OPSIN", smiles)


def _unknown(found: Unknown, why: str) -> Failure:
    near = "" if found.near else " none"
    names = (f"  {name}" for name in found.near)
    return Failure(f'no substance "{found.typed}". Nearest names:{near}', *names, *why.split("\n"))


def judged(engine: Engine, given: Given, on: date, files: dict[str, bytes]) -> Classified:
    """The verdict of every class in force on what was given."""
    from registry.chemistry.toolkit import VERSION, NotJudgedError, UnreadableError
    from registry.classes import not_judged
    from registry.tables.classify import Classified

    texts = engine.in_force(on)
    identity: Identity | None = None
    why: str | None = "no structure of it is recorded"
    if given.smiles is not None:
        try:
            identity, why = engine.entries.identify(given.smiles, on, given.substance), None
        except NotJudgedError as error:
            why = str(error)
            if isinstance(error, UnreadableError) and given.substance is None:
                raise Failure(f'"{given.typed}" is not judged: {why}.') from error
    if identity is None:
        verdicts = tuple(not_judged(text, why or "") for text in texts)
    else:
        verdicts = tuple(engine.judge(text, identity, on) for text in texts)
    return Classified(
        given=given.typed,
        read_as=given.read_as,
        smiles=given.smiles,
        why_not=why,
        substance=given.substance or (identity.substance if identity else None),
        identity=identity,
        verdicts=verdicts,
        rules={text.id: _digest(files, text.id, text.since) for text in texts},
        software={"registry": __version__, "rdkit": VERSION},
    )


def _digest(files: dict[str, bytes], name: str, since: date) -> str:
    from hashlib import sha256

    return "sha256:" + sha256(files[f"schedules/classes/{name}/{since}.toml"]).hexdigest()
