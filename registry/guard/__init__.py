"""A review of a working tree against a git revision, as a document: reading, judging, checking.

The judgement is ``review``'s; here it gets its two records, the findings about the files that
changed, and the line on which each field is written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

from registry import check, load
from registry.check import exceptions
from registry.finding import DataError, Finding
from registry.guard import rows, sides
from registry.guard.sides import Side
from registry.record import Record
from registry.review import Review, review
from registry.review.fields import by_file
from registry.revision import Revision, RevisionError, read

__all__ = ["failed", "guard"]

Document = dict[str, Any]
SCHEMA: Final = "cs-registry/review/1"
GENERATED: Final = ("/consolidated.csv", "/acts.csv", "/coverage.csv")


STALE: Final = frozenset({"GEN101", "GEN102", "GEN104"})


def guard(root: Path, base: str, on: date) -> Document:
    """The document ``cs-registry/review/1``: what the data below ``root`` do to those of ``base``.

    Raises ``RevisionError`` where the base cannot be read. A working tree that cannot be read is
    no such error: its findings say so, and ``compared`` is false.
    """
    revision = read(root, base)
    old = sides.sorted_out(revision.files)
    before = _base_record(old, base)
    head = _head(revision, base, on)
    try:
        new = sides.here(root)
    except DataError as error:
        return head | _unread(error.findings)
    after, unread = load.read(new.sources)
    if unread:
        return head | _unread(_why_unread(root, on, unread, sides.differing(old, new)))
    fresh, gone = sides.fresh_declarations(old, new)
    judged = review(before, after, on, fresh)
    apart = sides.changed_others(old, new, {*by_file(before), *by_file(after)})
    apart |= sides.changed_tables(old, new)
    changed = {*judged.changed, *(one.file for one in fresh), *apart}
    every = check.found_in(after, new.sources, root, on)
    found = exceptions.judge(new.sources, every, on, changed.__contains__, is_whole=True).findings
    findings = [
        *_about(found, changed),
        *_caused(revision, before, on, found, changed),
        *(rows.untrue(one) for one in judged.untrue),
        *(rows.gone(one) for one in gone),
        *(rows.no_text(file) for file in apart - {*new.tables} if "/reconcile/" in file),
    ]
    editorial = {*judged.editorial, *(file for file in apart if not file.endswith(GENERATED))}
    stale = {one.file for one in found if one.code in STALE} - changed
    return (
        head
        | _judgement(judged, (after, before), new)
        | {
            "status": "findings" if judged.rewrites or _above_note(findings) else "clean",
            "editorial": len(editorial),
            "editorial_files": sorted(editorial),
            "findings": [one._asdict() for one in sorted(set(findings), key=_place)],
            "stale": sorted(stale),
        }
    )


def _judgement(judged: Review, records: tuple[Record, Record], new: Side) -> Document:
    """The rows of the judgement; ``records`` are the head's and the base's."""
    return {
        "data": {"version": records[0].version, "digest": records[0].digest},
        "compared": True,
        "effects": [rows.effect(one, records[0]) for one in judged.effects],
        "corrections": [rows.edited(one, new, records) for one in judged.corrections],
        "rewrites": [rows.edited(one, new, records) for one in judged.rewrites],
        "consequences": [one._asdict() for one in judged.consequences],
    }


def failed(base: str, on: date, why: str) -> Document:
    """The document of a review that could not run."""
    return {
        **_head(Revision("", {}), base, on),
        "status": "error",
        "error": why,
        "compared": False,
        **_nothing(),
    }


def _head(revision: Revision, base: str, on: date) -> Document:
    return {
        "schema": SCHEMA,
        "on": on.isoformat(),
        "base": {"revision": base, "commit": revision.commit or None},
        "notes": list(revision.notes),
    }


def _nothing() -> Document:
    return {
        "effects": [],
        "corrections": [],
        "rewrites": [],
        "consequences": [],
        "editorial": 0,
        "editorial_files": [],
        "findings": [],
        "stale": [],
    }


def _why_unread(root: Path, on: date, unread: list[Finding], differing: set[str]) -> list[Finding]:
    """Why the data cannot be read, and what else is wrong in the files that differ.

    A file that is gone leaves its findings in files that do not differ; the base could be read, so
    every finding that stops the reading comes from the edit.
    """
    found = {*unread, *_about(check.run(root, on), differing)}
    return sorted(found, key=_place)


def _unread(findings: list[Finding]) -> Document:
    """The findings alone: while a file cannot be read, what it does cannot be judged."""
    found = [one._asdict() for one in findings]
    return {"status": "findings", "compared": False, **_nothing(), "findings": found}


def _above_note(findings: Iterable[Finding]) -> bool:
    return any(one.severity != "note" for one in findings)


def _place(one: Finding) -> tuple[str, int, str, str]:
    return one.file, one.line, one.code, one.what


def _base_record(base: Side, name: str) -> Record:
    try:
        return load.load_files(base.sources)
    except DataError as error:
        count, first = len(error.findings), error.findings[0]
        raise RevisionError(
            f'the data of "{name}" cannot be read ({count} findings, the first: {first})'
        ) from error


# findings


def _about(found: Iterable[Finding], files: set[str]) -> list[Finding]:
    return [one for one in found if one.file in files]


def _caused(
    revision: Revision, before: Record, on: date, found: list[Finding], changed: set[str]
) -> list[Finding]:
    """Findings above note about other files that the base does not have: the edits cause them.

    An act that ends a line makes the later act that moves it wrong, and an official text differ.
    Generated files wait for ``registry build``; they are told apart (``stale``).
    """
    elsewhere = [
        one
        for one in found
        if one.file not in changed and one.severity != "note" and one.code not in STALE
    ]
    if not elsewhere:
        return []
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), revision.files)
        sources = sides.sorted_out(revision.files).sources
        base = check.found_in(before, sources, Path(folder), on)
        known = {(one.code, one.file, one.what) for one in base}
    return [one for one in elsewhere if (one.code, one.file, one.what) not in known]


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
