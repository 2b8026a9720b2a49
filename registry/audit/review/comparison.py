"""A review of a working tree against a git revision, as a document: reading, judging, checking.

The judgement is ``judgement``'s; here it gets its two records, the findings about the files that
changed, and the line on which each field is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from registry.audit import check
from registry.audit.check import exceptions
from registry.audit.check.catalogue import Context
from registry.audit.explained import explained, things
from registry.audit.review import rows, rules, versions
from registry.audit.review.changed_files import by_file
from registry.audit.review.judgement import Assessment, judge
from registry.audit.review.versions import Version
from registry.chemistry import memo
from registry.chemistry.memo import Memo
from registry.engine.view import View
from registry.law import layout
from registry.law.finding import Finding
from registry.law.sources import OnDisk, listing, read_files
from registry.law.sources.git import Revision, RevisionError, read

Document = dict[str, Any]
SCHEMA: Final = "cs-registry/review/1"
STALE: Final = frozenset({"GEN101", "GEN102", "GEN104"})
ROWS: Final = (
    "effects", "corrections", "rewrites", "consequences", "identities", "rules", "unexplained",
    "skipped",
)  # fmt: skip


def review(root: Path, base: str, on: date, *, fields: bool = False) -> Document:
    """The document ``cs-registry/review/1``: what the data below ``root`` do to those of ``base``.

    With ``fields`` it explains field by field, under that key, what the records write otherwise.
    Raises ``RevisionError`` where the base cannot be read. A working tree that cannot be read is
    no such error: its findings say so, and ``compared`` is false.
    """
    revision = read(root, base)
    old = versions.version(revision.files)
    if old.blocking:
        count, first = len(old.findings), old.findings[0]
        raise RevisionError(
            f'the data of "{base}" cannot be read ({count} findings, the first: {first})'
        )
    new, head = versions.version(read_files(root, layout.is_data)), _head(revision, base, on)
    if new.blocking:
        about = _about(check.run(root, on), versions.differing(old, new))
        unread = sorted({*new.findings, *about}, key=_place)
        gone = sorted(old.sources.keys() - new.sources.keys())
        skipped = [f"{file} is gone: deleted, or under another name." for file in gone]
        return head | _nothing("findings", unread) | {"skipped": skipped}
    with memo.opened() as answers:
        document = head | _compared(_Both(root, on, old, new, answers))
    return document | ({"fields": _fields(old, new)} if fields else {})


def _fields(old: Version, new: Version) -> list[Document]:
    changes = explained(things(old.record), things(new.record))
    return [change._asdict() for change in changes]


def failed(base: str, on: date, why: str) -> Document:
    """The document of a review that could not run."""
    head = _head(Revision("", {}), base, on) | {"status": "error", "error": why}
    return head | _nothing("error")


def _head(revision: Revision, base: str, on: date) -> Document:
    return {
        "schema": SCHEMA,
        "on": on.isoformat(),
        "base": {"revision": base, "commit": revision.commit or None},
        "notes": list(revision.notes),
    }


def _nothing(status: str, unread: Iterable[Finding] = ()) -> Document:
    """The findings alone: while a file cannot be read, what it does cannot be judged."""
    counted = {"editorial": 0, "editorial_files": []}
    found = {"findings": [finding._asdict() for finding in unread], "stale": []}
    none: Document = {key: [] for key in ROWS}
    return {"status": status, "compared": False, **none, **counted, **found}


class _Both(NamedTuple):
    """Both versions of a review that can be compared, and what checks need besides."""

    root: Path
    on: date
    old: Version
    new: Version
    answers: Memo


def _compared(both: _Both) -> Document:
    old, new, on = both.old, both.new, both.on
    fresh, gone = versions.fresh_declarations(old, new)
    judged = judge(old.record, new.record, on, fresh)
    about = _looked_at(new, listing(both.root), both)
    every = check.found_in(about, is_whole=new.is_whole)
    ruled = rules.edited(old, new, stale=any(each.code == "GEN104" for each in every))
    apart, of_rules = _apart(old, new), {row["file"] for row in ruled}
    changed = {*judged.changed, *apart, *of_rules, *(declared.file for declared in fresh)}
    strict = changed.__contains__
    found = exceptions.judge(new.sources, every, on, strict, is_whole=new.is_whole).findings
    findings = {
        *new.findings,
        *_about(found, changed),
        *_caused(both, found, changed),
        *map(rows.mismatched, judged.mismatched),
        *map(rows.gone, gone),
        *(rows.no_text(file) for file in apart - {*new.tables} if _is_text(file)),
    }
    stops = judged.rewrites or judged.unexplained or _above_note(findings)
    edited = (file for file in apart if not layout.is_generated(file))
    editorial = {*judged.editorial, *edited} - of_rules
    return _judgement(judged, old, new) | {
        "status": "findings" if stops else "clean",
        "rules": ruled,
        "editorial": len(editorial),
        "editorial_files": sorted(editorial),
        "findings": [finding._asdict() for finding in sorted(findings, key=_place)],
        "stale": sorted({each.file for each in found if each.code in STALE} - changed),
        "skipped": [*old.skipped(), *new.skipped()],
    }


def _looked_at(version: Version, folder: Mapping[str, OnDisk], both: _Both) -> Context:
    """What the checks look at of one version."""
    files = {**version.tables, **version.sources}
    return check.context(version.record, files, folder, both.on, both.answers)


def _apart(old: Version, new: Version) -> set[str]:
    """The files that say something else and of which the record holds nothing."""
    known = {*by_file(old.record), *by_file(new.record)}
    return versions.differing_others(old, new, known) | versions.differing_tables(old, new)


def _judgement(judged: Assessment, old: Version, new: Version) -> Document:
    """The rows of the judgement."""
    records = new.record, old.record
    view = View(new.record) if judged.identities else None
    return {
        "data": {"version": new.record.version, "digest": new.record.digest},
        "compared": True,
        "effects": [rows.effect(row, records) for row in judged.effects],
        "corrections": [rows.edited(row, new.sources, records) for row in judged.corrections],
        "rewrites": [rows.edited(row, new.sources, records) for row in judged.rewrites],
        "consequences": [rows.consequence(row, records) for row in judged.consequences],
        "identities": [rows.identity(row, new.sources, view) for row in judged.identities if view],
        "unexplained": rows.answers(judged.unexplained, records),
    }


# findings


def _above_note(findings: Iterable[Finding]) -> bool:
    return any(finding.severity != "note" for finding in findings)


def _place(finding: Finding) -> tuple[str, int, str, str]:
    return finding.file, finding.line, finding.code, finding.what


def _about(findings: Iterable[Finding], files: set[str]) -> list[Finding]:
    return [finding for finding in findings if finding.file in files]


def _is_text(file: str) -> bool:
    """Whether a file is an official text that the record is compared with, or its totals."""
    return layout.table_kind(file) in {layout.PRINTED, layout.TOTALS}


def _caused(both: _Both, findings: list[Finding], changed: set[str]) -> list[Finding]:
    """Findings above note about other files that the base does not have: the edits cause them.

    An act that ends a line makes the later act that moves it wrong, and an official text differ.
    Generated files wait for ``registry build``; they are ``stale``. Of the base only what was found
    in the head is looked for.
    """
    elsewhere = [
        each
        for each in findings
        if each.file not in changed and each.severity != "note" and each.code not in STALE
    ]
    if not elsewhere:
        return []
    old, codes = both.old, {finding.code for finding in elsewhere}
    base = check.found_in(_looked_at(old, {}, both), is_whole=old.is_whole, codes=codes)
    known = {(each.code, each.file, each.what) for each in base}
    return [each for each in elsewhere if (each.code, each.file, each.what) not in known]
