"""The files of the registry -> the record: which file holds what, and what its name must say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from registry import ids, judged
from registry.acts import Act
from registry.finding import Finding, Unread
from registry.reader import Reader, shown
from registry.record import ClassText, Jurisdiction, Record, Seed, Substance, in_order
from registry.rule import ClassFile
from registry.source import ActFile, Edition, Entry, Lists

EDITION: Final = "schedules/registry.toml"
LISTS: Final = "schedules/*/schedules.toml"
SUBSTANCES: Final = "schedules/substances/*.toml"
ACTS: Final = "schedules/*/acts/*.toml"
CLASSES: Final = "schedules/classes/*/*.toml"
SEEDS: Final = "seeds/*.toml"
EXCEPTIONS: Final = "schedules/exceptions.toml"  # no part of the record; `check` reads it
PLACES: Final = (EDITION, LISTS, SUBSTANCES, ACTS, CLASSES, judged.FILE, SEEDS, EXCEPTIONS)
SCHEMA: Final = 1


class Parsed(NamedTuple):
    """What could be read, and the findings about the rest."""

    record: Record
    findings: list[Finding]


def parse(files: dict[str, bytes]) -> Parsed:
    """The record that ``files`` (path below the data folder -> bytes) write down."""
    source = Reader(files)
    edition = _edition(source)
    if any(one.code == "SCH006" for one in source.findings):
        return Parsed(Record("", "", "", {}, {}, {}, (), ()), source.findings)
    _misplaced(source)
    record = Record(
        version=edition.version if edition else "",
        title=edition.title if edition else "",
        digest="",
        jurisdictions=_jurisdictions(source),
        substances=_substances(source),
        acts={act.id: act for act in _acts(source)},
        classes=tuple(_classes(source)),
        seeds=tuple(_seeds(source)),
    )
    return Parsed(judged.joined(record, _coverage(source)), source.findings)


def rules(files: dict[str, bytes]) -> dict[tuple[str, date], ClassFile]:
    """The class texts with their rules, by class and first day; those that cannot be read not."""
    return {(name, since): written for name, since, written in _class_files(Reader(files))}


def _coverage(source: Reader) -> list[judged.Row]:
    """The verdicts of the class rules; without the file there are none."""
    try:
        return judged.read(source.files[judged.FILE]) if judged.FILE in source.files else []
    except judged.RowError as error:
        source.complain_at("SCH009", judged.FILE, error.line, str(error))
        return []


def _edition(source: Reader) -> Edition | None:
    content = source.toml(EDITION) if EDITION in source.files else None
    if content is None:
        return None
    number = content.get("schema")
    if type(number) is int and number > SCHEMA:
        what = f"the data have schema {number}, this tool knows {SCHEMA}"
        source.complain("SCH006", EDITION, ("schema",), what)
        return None
    if number == SCHEMA and type(number) is not int:
        source.complain("SCH003", EDITION, ("schema",), f'in "schema": write {SCHEMA}')
        return None
    return source.value(EDITION, Edition, content)


def _misplaced(source: Reader) -> None:
    """An act in the wrong folder must not vanish in silence."""
    for file, data in source.files.items():
        if not file.isprintable():
            source.complain("SCH005", file, (), "the name holds a character that cannot be shown")
        elif any(_fits(file, pattern) for pattern in PLACES):
            continue
        elif isinstance(data, Unread):
            source.complain("SCH005", file, (), data.why)
        else:
            source.complain("SCH005", file, (), "nothing is read from a file in this place")


def _fits(file: str, pattern: str) -> bool:
    path, parts = PurePosixPath(file), PurePosixPath(pattern).parts
    return path.match(pattern) and len(path.parts) == len(parts)


def _matching(source: Reader, pattern: str) -> Iterator[tuple[str, PurePosixPath]]:
    for file in sorted(source.files):
        if _fits(file, pattern):
            yield file, PurePosixPath(file)


def _is_named(source: Reader, file: str, name: str) -> bool:
    """Whether a folder's name, which is an id, has the shape of one; else a finding."""
    if is_slug(name):
        return True
    source.complain("SCH005", file, (), f'the folder "{shown(name)}" is not named by an id')
    return False


def _jurisdictions(source: Reader) -> dict[str, Jurisdiction]:
    found = {}
    for file, path in _matching(source, LISTS):
        content = source.toml(file) if _is_named(source, file, path.parts[1]) else None
        written = source.value(file, Lists, content) if content else None
        if written:
            found[path.parts[1]] = written.jurisdiction(path.parts[1])
    return {name: found[name] for name in in_order(found)}


def _substances(source: Reader) -> dict[str, Substance]:
    found: dict[str, Substance] = {}
    for file, path in _matching(source, SUBSTANCES):
        for name, content in (source.toml(file) or {}).items():
            written = source.value(file, Entry, content, at=name)
            if not is_slug(name):
                what = f'"{shown(name)}" is not an id'
                source.complain("SCH003", file, (name,), what)
            elif name in found:
                what = f'"{name}" stands in {found[name].family}.toml too'
                source.complain("SCH003", file, (name,), what)
            elif written:
                found[name] = written.substance._replace(id=name, family=path.stem)
    return dict(sorted(found.items()))


def _acts(source: Reader) -> Iterator[Act]:
    for file, path in _matching(source, ACTS):
        content = source.toml(file)
        written = source.value(file, ActFile, content) if content else None
        if written is None:
            continue
        act = written.act(path.parts[1], path.stem)
        if not is_named_by_date(path.stem, act):
            day = (act.published or act.decided or act.day).day
            what = f"the file name does not begin with the day of the act, {day}, and a slug"
            source.complain("SCH005", file, (), what)
        yield act


def is_named_by_date(stem: str, act: Act) -> bool:
    """Whether a file name begins with the act's publication, decision or effective day."""
    day = act.published or act.decided or act.effective
    parts = stem.split("-")
    if day is None or not is_slug(stem):
        return False
    for length in (3, 2, 1):
        try:
            if len(parts) > length and ids.partial_day("-".join(parts[:length])).day == day.day:
                return True
        except ValueError:
            continue
    return False


def _classes(source: Reader) -> Iterator[ClassText]:
    for name, since, written in _class_files(source):
        yield written.text(name, since)


def _class_files(source: Reader) -> Iterator[tuple[str, date, ClassFile]]:
    for file, path in _matching(source, CLASSES):
        content = source.toml(file) if _is_named(source, file, path.parts[2]) else None
        written = source.value(file, ClassFile, content) if content else None
        try:
            since = ids.civil_date(path.stem)
        except ValueError as error:
            source.complain("SCH005", file, (), str(error))
            continue
        if written:
            yield path.parts[2], since, written


def _seeds(source: Reader) -> Iterator[Seed]:
    for file, path in _matching(source, SEEDS):
        content = source.toml(file)
        written = source.value(file, Seed, content) if content else None
        if written:
            yield written._replace(id=path.stem)


def is_slug(text: str) -> bool:
    """Whether ``text`` has the shape of an id."""
    return re.fullmatch(ids.SLUG_SHAPE, text, re.ASCII) is not None
