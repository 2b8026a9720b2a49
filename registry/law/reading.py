"""The files of the registry -> the record: which file holds what, and what its name must say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, NamedTuple, TypeVar

from registry.law import (
    catalogue,
    class_verdicts,
    dates,
    identifiers,
    layout,
    names,
    tomlfile,
    validation,
)
from registry.law.acts import Act
from registry.law.declarations import ActFile, Edition, Entry, Lists
from registry.law.finding import Finding
from registry.law.layout import ACT, CLASS, COVERAGE, EDITION, FAMILY, LISTS, SEED, FileKind
from registry.law.record import ClassText, Jurisdiction, Record, Seed, Substance, in_order
from registry.law.rules import ClassFile
from registry.law.sources import Files, Unreadable, UnreadableError, line_of
from registry.law.validation import shown

SCHEMA: Final = 1
Value = TypeVar("Value")


class Reader:
    """The source files, read one by one into values; remembers what was wrong."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.findings: list[Finding] = []

    def complain(self, code: str, file: str, path: tuple[str | int, ...], what: str) -> None:
        """One finding about what ``path`` writes in ``file``."""
        self.complain_at(code, file, line_of(self.files, file, path), what)

    def complain_at(self, code: str, file: str, line: int, what: str) -> None:
        """One finding about a line of a file, whatever is written there."""
        self.findings.append(catalogue.finding(code, file, line, catalogue.sentence(what)))

    def toml(self, file: str) -> dict[str, object] | None:
        """The parsed content of ``file``, or ``None`` after a finding."""
        try:
            return tomlfile.content(self.files[file])
        except UnreadableError as error:
            self.complain_at("SCH001", file, error.line, str(error))
        return None

    def of_kind(self, kind: FileKind) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The files of a kind, in the order of their paths, with the names in the paths."""
        for file in sorted(self.files):
            if names := kind.names(file):
                yield file, names

    def read(self, file: str, kind: Callable[..., Value]) -> Value | None:
        """What ``file`` says, as ``kind``; ``None`` after findings."""
        content = self.toml(file)
        return None if content is None else self.value(file, kind, content)

    def value(
        self, file: str, kind: Callable[..., Value], content: object, table: str = ""
    ) -> Value | None:
        """The parsed ``content`` of a file, or of a ``table`` in it, as ``kind``.

        ``None`` after findings.
        """
        try:
            value = validation.value_or_faults(kind, content, table)
        except RecursionError:
            self.complain_at("SCH001", file, 1, tomlfile.NESTED)
            return None
        if not isinstance(value, list):
            return value
        for fault in value:
            self.complain(fault.code, file, fault.path, fault.what)
        return None


class Parsed(NamedTuple):
    """What could be read, and the findings about the rest."""

    record: Record
    findings: list[Finding]


def parse(files: Files) -> Parsed:
    """The record that ``files``, by path below the data folder, write down; tables say nothing."""
    source = Reader(files)
    edition = _edition(source)
    if any(finding.code == "SCH006" for finding in source.findings):
        return Parsed(Record("", "", "", {}, {}, {}, (), ()), source.findings)
    _misplaced(source)
    laws = _jurisdictions(source)
    record = Record(
        version=edition.version if edition else "",
        title=edition.title if edition else "",
        digest="",
        jurisdictions=laws,
        substances=_substances(source),
        acts={act.id: _waiting(act, laws) for act in _acts(source)},
        classes=tuple(_classes(source)),
        seeds=tuple(_seeds(source)),
        names=_names(source),
    )
    return Parsed(class_verdicts.joined(record, _coverage(source)), source.findings)


def rules(files: Files) -> dict[tuple[str, date], ClassFile]:
    """The class texts with their rules that can be read, by class and first day."""
    return {(name, since): written for name, since, written in _class_files(Reader(files))}


def _coverage(source: Reader) -> list[class_verdicts.Row]:
    """The verdicts of the class rules; without the file there are none."""
    try:
        return class_verdicts.read(source.files[COVERAGE]) if COVERAGE in source.files else []
    except UnreadableError as error:
        source.complain_at("SCH009", COVERAGE, error.line, str(error))
        return []


def _names(source: Reader) -> str:
    """The digest of the tables of names; nothing where one cannot be read."""
    broken = list(names.broken(source.files))
    for file, error in broken:
        source.complain_at("SCH011", file, error.line, str(error))
    return "" if broken else names.digest(source.files)


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
    """Complain about every file from whose place nothing is read, such as a misplaced act."""
    for file, data in source.files.items():
        if not file.isprintable():
            source.complain("SCH005", file, (), "the name holds a character that cannot be shown")
        elif layout.is_in_place(file):
            continue
        elif isinstance(data, Unreadable):
            source.complain("SCH005", file, (), data.why)
        else:
            source.complain("SCH005", file, (), "nothing is read from a file in this place")


def _is_named(source: Reader, file: str, name: str) -> bool:
    """Whether a folder's name, which is an id, has the shape of one; else a finding."""
    if is_slug(name):
        return True
    source.complain("SCH005", file, (), f'the folder "{shown(name)}" is not named by an id')
    return False


def _jurisdictions(source: Reader) -> dict[str, Jurisdiction]:
    laws = {}
    for file, (name,) in source.of_kind(LISTS):
        written = source.read(file, Lists) if _is_named(source, file, name) else None
        if written:
            laws[name] = written.jurisdiction(name)
    return {name: laws[name] for name in in_order(laws)}


def _substances(source: Reader) -> dict[str, Substance]:
    substances: dict[str, Substance] = {}
    for file, (family,) in source.of_kind(FAMILY):
        for name, content in (source.toml(file) or {}).items():
            written = source.value(file, Entry, content, name)
            if not is_slug(name):
                source.complain("SCH003", file, (name,), f'"{shown(name)}" is not an id')
            elif name in substances:
                what = f'"{name}" stands in {substances[name].family}.toml too'
                source.complain("SCH003", file, (name,), what)
            elif written:
                substances[name] = written.substance._replace(id=name, family=family)
    return dict(sorted(substances.items()))


def _acts(source: Reader) -> Iterator[Act]:
    for file, (jurisdiction, stem) in source.of_kind(ACT):
        written = source.read(file, ActFile)
        if written is None:
            continue
        act = written.act(jurisdiction, stem)
        if not is_named_by_date(stem, act):
            day = (act.published or act.decided or act.day).day
            what = f"the file name does not begin with the day of the act, {day}, and a slug"
            source.complain("SCH005", file, (), what)
        yield act


def _waiting(act: Act, laws: dict[str, Jurisdiction]) -> Act:
    """The act with the days that a decision waits for its full effect, as its lists say."""
    law = laws.get(act.jurisdiction)
    if law is None or act.decided is None or act.effective is not None:
        return act
    lists = (law.schedules.get(step.to_schedule or step.schedule) for step in act.steps)
    return act._replace(waits=max((each.effect_days or 0 for each in lists if each), default=0))


def is_named_by_date(stem: str, act: Act) -> bool:
    """Whether a file name begins with the act's publication, decision or effective day."""
    day = act.published or act.decided or act.effective
    parts = stem.split("-")
    if day is None or not is_slug(stem):
        return False
    for length in (3, 2, 1):
        try:
            if len(parts) > length and dates.partial_day("-".join(parts[:length])).day == day.day:
                return True
        except ValueError:
            continue
    return False


def _classes(source: Reader) -> Iterator[ClassText]:
    for name, since, written in _class_files(source):
        yield written.text(name, since)


def _class_files(source: Reader) -> Iterator[tuple[str, date, ClassFile]]:
    for file, (name, day) in source.of_kind(CLASS):
        written = source.read(file, ClassFile) if _is_named(source, file, name) else None
        try:
            since = dates.civil_date(day)
        except ValueError as error:
            source.complain("SCH005", file, (), str(error))
            continue
        if written:
            yield name, since, written


def _seeds(source: Reader) -> Iterator[Seed]:
    for file, (name,) in source.of_kind(SEED):
        if written := source.read(file, Seed):
            yield written._replace(id=name)


def is_slug(text: str) -> bool:
    """Whether ``text`` has the shape of an id."""
    return re.fullmatch(identifiers.SLUG_SHAPE, text, re.ASCII) is not None
