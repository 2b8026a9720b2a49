"""A review of a working tree against a git revision, as a document: reading, judging, checking.

The judgement is ``review``'s; here it gets its two records, the findings about the files that
changed, and the line on which each field is written.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from registry import check, documents, load
from registry.finding import DataError, Finding, locate
from registry.record import Record
from registry.review import Correction, review
from registry.review.declared import Declaration, Untrue
from registry.review.effects import Effect, GapChange
from registry.review.fields import by_file
from registry.revision import Revision, RevisionError, read

Document = dict[str, Any]
SCHEMA: Final = "cs-registry/review/1"
GENERATED: Final = ("/consolidated.csv", "/acts.csv", "/coverage.csv")


class Side(NamedTuple):
    """The data of one side: the files people write as TOML, and the tables beside them."""

    sources: dict[str, bytes]
    tables: dict[str, bytes]


def guard(root: Path, base: str, on: date) -> Document:
    """The document ``cs-registry/review/1``: what the data below ``root`` do to those of ``base``.

    Raises ``RevisionError`` where the base cannot be read. A working tree that cannot be read is
    no such error: its findings say so, and ``compared`` is false.
    """
    revision = read(root, base)
    old, new = _split(revision.files), _here(root)
    before = _base_record(old, base)
    try:
        after = load.load_files(new.sources)
    except DataError:
        return _unread(revision, base, on, _about(check.run(root, on), _differing(old, new)))
    fresh, gone = fresh_declarations(old, new)
    judged = review(before, after, on, fresh)
    tables = _changed_tables(old, new)
    others = _changed_others(old, new, {*by_file(before), *by_file(after)})
    changed = {*judged.changed, *(one.file for one in fresh), *tables, *others}
    found = check.run(root, on)
    findings = [
        *_about(found, changed),
        *_caused(revision, on, found, changed),
        *(_untrue(one) for one in judged.untrue),
        *(_gone(one) for one in gone),
        *(_no_text(file) for file in tables if file not in new.tables and "/reconcile/" in file),
    ]
    by_hand = {file for file in tables if not file.endswith(GENERATED)} | others
    return {
        **_head(revision, base, on),
        "data": {"version": after.version, "digest": after.digest},
        "status": "findings" if judged.rewrites or _above_note(findings) else "clean",
        "compared": True,
        "effects": [_effect(one, after) for one in judged.effects],
        "corrections": [_row(one, new, (after, before)) for one in judged.corrections],
        "rewrites": [_row(one, new, (after, before)) for one in judged.rewrites],
        "consequences": [one._asdict() for one in judged.consequences],
        "editorial": len({*judged.editorial, *by_hand}),
        "editorial_files": sorted({*judged.editorial, *by_hand}),
        "findings": [one._asdict() for one in sorted(set(findings), key=_place)],
        "stale": sorted({one.file for one in found if one.code in STALE} - changed),
    }


STALE: Final = frozenset({"GEN101", "GEN102"})


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


def _unread(revision: Revision, base: str, on: date, findings: list[Finding]) -> Document:
    """The findings alone: while a file cannot be read, what it does cannot be judged."""
    return {
        **_head(revision, base, on),
        "status": "findings",
        "compared": False,
        **_nothing(),
        "findings": [one._asdict() for one in findings],
    }


def _above_note(findings: Iterable[Finding]) -> bool:
    return any(one.severity != "note" for one in findings)


def _place(one: Finding) -> tuple[str, int, str, str]:
    return one.file, one.line, one.code, one.what


# the two sides


def _split(files: dict[str, bytes]) -> Side:
    names = sorted(files)
    return Side(
        {name: files[name] for name in names if name.endswith(".toml")},
        {name: _lines(files[name]) for name in names if name.endswith(".csv")},
    )


def _lines(data: bytes) -> bytes:
    """A table without what a checkout may change: line ends and the byte order mark."""
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


def _here(root: Path) -> Side:
    tables = {
        path.relative_to(root).as_posix(): _lines(path.read_bytes())
        for folder in load.FOLDERS
        for path in sorted((root / folder).rglob("*.csv"))
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
    }
    return Side(load.read_files(root), tables)


def _base_record(base: Side, name: str) -> Record:
    try:
        return load.load_files(base.sources)
    except DataError as error:
        count, first = len(error.findings), error.findings[0]
        raise RevisionError(
            f'the data of "{name}" cannot be read ({count} findings, the first: {first})'
        ) from error


def _differing(old: Side, new: Side) -> set[str]:
    """The files whose bytes differ."""
    before, after = old.sources | old.tables, new.sources | new.tables
    return {file for file in {*before, *after} if before.get(file) != after.get(file)}


def _changed_tables(old: Side, new: Side) -> set[str]:
    names = {*old.tables, *new.tables}
    return {name for name in names if old.tables.get(name) != new.tables.get(name)}


def _changed_others(old: Side, new: Side, known: set[str]) -> set[str]:
    """The sources that are no part of the record and say something else than before."""
    names = {*old.sources, *new.sources} - known
    return {name for name in names if _parsed(old, name) != _parsed(new, name)}


def _parsed(side: Side, name: str) -> object:
    data = side.sources.get(name)
    return None if data is None else tomllib.loads(data.decode("utf-8-sig"))


# declared corrections


def fresh_declarations(old: Side, new: Side) -> tuple[list[Declaration], list[Declaration]]:
    """The declarations that only the new side holds, and those that only the old one held."""
    before, after = list(_declared(old)), list(_declared(new))
    return _only(after, before, old, new), _only(before, after, old, new)


def _declared(side: Side) -> Iterator[Declaration]:
    """Every ``[[correction]]`` of the sources; most files hold none and are not parsed again."""
    for file, data in side.sources.items():
        if b"correction" in data:
            text = data.decode("utf-8-sig")
            yield from _declarations(file, text, tomllib.loads(text), ())


def _declarations(
    file: str, text: str, table: dict[str, Any], path: tuple[str, ...]
) -> Iterator[Declaration]:
    for name, value in table.items():
        if name == "correction" and isinstance(value, list):
            for number, one in enumerate(value):
                line = locate(text, (*path, "correction", number))
                old, new = _text(one["old"]), _text(one["new"])
                yield Declaration(file, one["field"], old, new, one["reason"], line)
        elif isinstance(value, dict) and not path:
            yield from _declarations(file, text, value, (name,))


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _only(
    those: list[Declaration], others: list[Declaration], old: Side, new: Side
) -> list[Declaration]:
    """The declarations that only ``those`` hold; under another name a file is still the same."""

    def bare(one: Declaration) -> Declaration:
        both = one.file in old.sources and one.file in new.sources
        return one._replace(line=0, file=one.file if both else "")

    left = Counter(bare(one) for one in others)
    left.subtract(Counter(bare(one) for one in those))
    found = []
    for one in those:
        if left[bare(one)] < 0:
            left[bare(one)] += 1
            found.append(one)
    return found


# findings


def _about(found: Iterable[Finding], files: set[str]) -> list[Finding]:
    return [one for one in found if one.file in files]


def _caused(revision: Revision, on: date, found: list[Finding], changed: set[str]) -> list[Finding]:
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
        known = {(one.code, one.file, one.what) for one in check.run(Path(folder), on)}
    return [one for one in elsewhere if (one.code, one.file, one.what) not in known]


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _finding(code: str, file: str, line: int, what: str) -> Finding:
    one = check.CATALOGUE[code]
    return Finding(code, one.severity, file, line, what, one.remedy)


def _untrue(one: Untrue) -> Finding:
    return _finding("REV101", one.declaration.file, one.declaration.line, one.what)


def _gone(one: Declaration) -> Finding:
    what = f'The correction of "{one.field}" from "{one.old}" to "{one.new}" is gone.'
    return _finding("REV102", one.file, 1, what)


def _no_text(file: str) -> Finding:
    return _finding("REV103", file, 1, "The base holds this file; it was deleted.")


def rewritten(row: Document) -> Finding:
    """A rewrite as a finding, for formats that show findings alone."""
    if row["new"] is None and row["field"] == "act":
        what = f'The act "{row["old"]}" was deleted.'
    else:
        what = f'{row["field"]}: "{row["old"] or "absent"}" became "{row["new"] or "absent"}".'
    return _finding("REV100", row["file"], row["line"], what)


# rows


def _row(one: Correction, new: Side, records: tuple[Record, ...]) -> Document:
    edit = one.edit
    data = new.sources.get(edit.file)
    line = locate(data.decode("utf-8-sig"), edit.path) if data and edit.path else 1
    return {
        "kind": one.kind,
        "file": edit.file,
        "line": line,
        "field": edit.field,
        "old": edit.old,
        "new": edit.new,
        "substance": edit.substances[0] if edit.substances else None,
        "substances": list(edit.substances),
        "names": [_name(one, *records) for one in edit.substances],
        "declared": one.reason is not None,
        "reason": one.reason,
    }


def _effect(one: Effect, record: Record) -> Document:
    change = one.change
    return {
        **documents.change(change),
        "gaps_opened": [_gap(each, record) for each in one.opened],
        "gaps_closed": [_gap(each, record) for each in one.closed],
        "late": one.late,
        "compared_through": one.compared.isoformat() if one.compared else None,
        "expires": one.expires.isoformat() if one.expires else None,
        "short": record.jurisdictions[change.key.jurisdiction].short,
        "names": [_name(each, record) for each in change.substances],
    }


def _gap(one: GapChange, record: Record) -> Document:
    shorts = {
        f"{side}_short": record.jurisdictions[name].short
        for side, name in zip("ab", one[:2], strict=True)
    }
    return {**one._asdict(), **shorts, "name": _name(one.substance, record)}


def _name(substance: str, *records: Record) -> str:
    """The name of a substance in the first record that holds it."""
    found = (
        record.substances[substance].name for record in records if substance in record.substances
    )
    return next(found, substance)
