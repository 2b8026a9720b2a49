"""A review of a working tree against a git revision, as a document: reading, judging, checking.

The judgement is ``review``'s; here it gets its two records, the findings about the files that
changed, and the line on which each field is written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from registry.audit import check
from registry.audit.check import exceptions
from registry.audit.guard import reading, rows, rules, trees
from registry.audit.guard.reading import Reading
from registry.audit.guard.trees import Side
from registry.audit.review import Review, review
from registry.audit.review.fields import by_file
from registry.chemistry import memo
from registry.chemistry.memo import Memo
from registry.engine.view import View
from registry.law import layout
from registry.law.finding import Finding
from registry.law.record import Record
from registry.law.sources.git import Revision, read

__all__ = ["failed", "guard"]

Document = dict[str, Any]
SCHEMA: Final = "cs-registry/review/1"
STALE: Final = frozenset({"GEN101", "GEN102", "GEN104"})


def guard(root: Path, base: str, on: date) -> Document:
    """The document ``cs-registry/review/1``: what the data below ``root`` do to those of ``base``.

    Raises ``RevisionError`` where the base cannot be read. A working tree that cannot be read is
    no such error: its findings say so, and ``compared`` is false.
    """
    revision = read(root, base)
    old, new = trees.sorted_out(revision.files), trees.of_folder(root)
    before, after = reading.base(old, base), reading.head(new)
    head = _head(revision, base, on)
    if after.blocking:
        about = _about(check.run(root, on), trees.differing(old, new))
        unread = sorted({*after.findings, *about}, key=_place)
        return head | _unread(unread) | {"skipped": reading.gone(old, new)}
    with memo.opened() as answers:
        both = Both(root, on, revision, (old, new), (before, after), answers)
        return head | _compared(both)


class Both(NamedTuple):
    """Both sides of a review that can be compared: the base's first."""

    root: Path
    on: date
    revision: Revision
    sides: tuple[Side, Side]
    readings: tuple[Reading, Reading]
    answers: Memo


def _compared(both: Both) -> Document:
    (old, new), on = both.sides, both.on
    before, after = (each.record for each in both.readings)
    fresh, gone = trees.fresh_declarations(old, new)
    judged = review(before, after, on, fresh)
    apart = trees.changed_others(old, new, {*by_file(before), *by_file(after)})
    apart |= trees.changed_tables(old, new)
    unread, is_whole = both.readings[1].findings, both.readings[1].is_whole
    every = check.found_in(
        check.context(after, new.sources, both.root, on, both.answers), is_whole=is_whole
    )
    outdated = any(one.code == "GEN104" for one in every)
    ruled = rules.edited(old, new, (after, before), stale=outdated)
    changed = {*judged.changed, *(one.file for one in fresh), *apart}
    changed |= {row["file"] for row in ruled}
    found = exceptions.judge(
        new.sources, every, on, changed.__contains__, is_whole=is_whole
    ).findings
    findings = [
        *unread,
        *_about(found, changed),
        *_caused(both, found, changed),
        *(rows.untrue(one) for one in judged.untrue),
        *(rows.gone(one) for one in gone),
        *(
            rows.no_text(file)
            for file in apart - {*new.tables}
            if layout.table_kind(file) in {layout.PRINTED, layout.TOTALS}
        ),
    ]
    editorial = {*judged.editorial, *(file for file in apart if not layout.is_generated(file))}
    editorial -= {row["file"] for row in ruled}
    stale = {one.file for one in found if one.code in STALE} - changed
    stops = bool(judged.rewrites or judged.unexplained) or _above_note(findings)
    return _judgement(judged, (after, before), new) | {
        "status": "findings" if stops else "clean",
        "rules": ruled,
        "editorial": len(editorial),
        "editorial_files": sorted(editorial),
        "findings": [one._asdict() for one in sorted(set(findings), key=_place)],
        "stale": sorted(stale),
        "skipped": [one for each in both.readings for one in each.skipped()],
    }


def _judgement(judged: Review, records: tuple[Record, Record], new: Side) -> Document:
    """The rows of the judgement; ``records`` are the head's and the base's."""
    view = View(records[0]) if judged.identities else None
    return {
        "data": {"version": records[0].version, "digest": records[0].digest},
        "compared": True,
        "effects": [rows.effect(one, records) for one in judged.effects],
        "corrections": [rows.edited(one, new, records) for one in judged.corrections],
        "rewrites": [rows.edited(one, new, records) for one in judged.rewrites],
        "consequences": [rows.consequence(one, records) for one in judged.followed],
        "identities": [rows.identity(one, new, view) for one in judged.identities if view],
        "unexplained": rows.answers(judged.unexplained, records),
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
        "identities": [],
        "rules": [],
        "unexplained": [],
        "skipped": [],
        "editorial": 0,
        "editorial_files": [],
        "findings": [],
        "stale": [],
    }


def _unread(findings: list[Finding]) -> Document:
    """The findings alone: while a file cannot be read, what it does cannot be judged."""
    found = [one._asdict() for one in findings]
    return {"status": "findings", "compared": False, **_nothing(), "findings": found}


def _above_note(findings: Iterable[Finding]) -> bool:
    return any(one.severity != "note" for one in findings)


def _place(one: Finding) -> tuple[str, int, str, str]:
    return one.file, one.line, one.code, one.what


# findings


def _about(found: Iterable[Finding], files: set[str]) -> list[Finding]:
    return [one for one in found if one.file in files]


def _caused(both: Both, found: list[Finding], changed: set[str]) -> list[Finding]:
    """Findings above note about other files that the base does not have: the edits cause them.

    An act that ends a line makes the later act that moves it wrong, and an official text differ.
    Generated files wait for ``registry build``; they are told apart (``stale``). Of the base only
    what was found in the head is looked for.
    """
    elsewhere = [
        one
        for one in found
        if one.file not in changed and one.severity != "note" and one.code not in STALE
    ]
    if not elsewhere:
        return []
    before, sources = both.readings[0], both.sides[0].sources
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        tables = {name: one for name, one in both.revision.files.items() if _is_table(name)}
        _write(root, tables)
        about = check.context(before.record, sources, root, both.on, both.answers)
        base = check.found_in(
            about, is_whole=before.is_whole, codes={one.code for one in elsewhere}
        )
        known = {(one.code, one.file, one.what) for one in base}
    return [one for one in elsewhere if (one.code, one.file, one.what) not in known]


def _is_table(name: str) -> bool:
    """Whether checks read it from the folder: TOML they are given."""
    return not name.endswith(".toml")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
