"""TOML text -> models -> plain values; whatever is wrong becomes findings, all at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Final, NamedTuple, TypeVar

from pydantic import ValidationError

from registry import ids, model, plain
from registry.acts import Act
from registry.finding import Finding, locate
from registry.record import ClassText, Jurisdiction, Record, Seed, Substance, in_order

MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 12
Written = TypeVar("Written", bound=model.Written)

REMEDIES: Final = {
    "ID101": "Compare with the source.",
    "SCH001": "Mend the TOML; nothing of the file was read.",
    "SCH002": "Remove the field or correct its name.",
    "SCH003": "Correct the value; compare with the source.",
    "SCH004": "Write the field; GUIDE.md says what belongs there.",
    "SCH005": "Rename or move the file; GUIDE.md shows where things stand.",
    "SCH006": "Use a version of the tool that knows this schema, or restore the number.",
}


class Parsed(NamedTuple):
    """What could be read, and the findings about the rest."""

    record: Record
    findings: list[Finding]


class _Files:
    """The source files, read one by one into models; remembers what was wrong."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.findings: list[Finding] = []

    def complain(self, code: str, file: str, line: int, what: str) -> None:
        self.findings.append(Finding(code, "error", file, line, what, REMEDIES[code]))

    def toml(self, file: str) -> dict[str, object] | None:
        """The parsed content of ``file``, or ``None`` after a finding."""
        try:
            text = self.text(file)
            content = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
            line = re.search(r"at line (\d+)", str(error))
            what = str(error) or "the file is nested too deeply"
            self.complain("SCH001", file, int(line[1]) if line else 1, _sentence(what))
            return None
        if not content:
            self.complain("SCH001", file, 1, "The file holds no data.")
            return None
        return content

    def text(self, file: str) -> str:
        """The text of ``file``; a byte order mark is accepted."""
        data = self.files[file]
        if len(data) > MAX_BYTES:
            raise ValueError(f"the file has {len(data)} bytes, the limit is {MAX_BYTES}")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValueError(f"byte {error.start} is not UTF-8; save the file as UTF-8") from error

    def model(
        self, file: str, kind: type[Written], content: object, at: str = ""
    ) -> Written | None:
        """``content`` as a model, or ``None`` after findings; ``at`` is the table it stands in."""
        prefix: tuple[str | int, ...] = (at,) if at else ()
        try:
            return kind.model_validate(_frozen(content))
        except ValidationError as error:
            for one in error.errors(include_url=False):
                self._invalid(file, kind, (*prefix, *one["loc"]), one["type"], one["msg"])
        except RecursionError:
            self.complain("SCH001", file, 1, "The file is nested too deeply.")
        return None

    def _invalid(
        self, file: str, kind: type[Written], path: tuple[str | int, ...], fault: str, said: str
    ) -> None:
        line = locate(self.text(file), path)
        field = ".".join(str(part) for part in path)
        if fault == "extra_forbidden":
            near = get_close_matches(str(path[-1]), _field_names(kind), 1)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            self.complain("SCH002", file, line, f'Unknown field "{field}".{hint}')
        elif fault == "missing":
            self.complain("SCH004", file, line, f'The field "{field}" is missing.')
        elif "its check digit is" in said:
            what = f"cas {said.removeprefix('Value error, ')}."
            self.complain("ID101", file, line, what)
        else:
            what = said.removeprefix("Value error, ")
            self.complain("SCH003", file, line, _sentence(f'In "{field}": {what}'))


def parse(files: dict[str, bytes], digest: str = "") -> Parsed:
    """The record that ``files`` (path below the data folder -> bytes) write down."""
    source = _Files(files)
    edition = _edition(source)
    record = Record(
        version=edition.version if edition else "",
        title=edition.title if edition else "",
        digest=digest,
        jurisdictions=_jurisdictions(source),
        substances=_substances(source),
        acts={act.id: act for act in _acts(source)},
        classes=tuple(_classes(source)),
        seeds=tuple(_seeds(source)),
    )
    return Parsed(record, source.findings)


def _edition(source: _Files) -> model.Edition | None:
    file = "schedules/registry.toml"
    content = source.toml(file) if file in source.files else None
    if content is None:
        return None
    number = content.get("schema")
    if isinstance(number, int) and number > 1:
        line = locate(source.text(file), ("schema",))
        source.complain("SCH006", file, line, f"The data have schema {number}, this tool knows 1.")
        return None
    return source.model(file, model.Edition, content)


def _matching(source: _Files, pattern: str) -> Iterator[tuple[str, PurePosixPath]]:
    for file in sorted(source.files):
        path = PurePosixPath(file)
        if path.match(pattern) and len(path.parts) == len(PurePosixPath(pattern).parts):
            yield file, path


def _jurisdictions(source: _Files) -> dict[str, Jurisdiction]:
    found = {}
    for file, path in _matching(source, "schedules/*/schedules.toml"):
        written = source.model(file, model.Jurisdiction, source.toml(file) or {})
        if written:
            found[path.parts[1]] = plain.jurisdiction(path.parts[1], written)
    return {name: found[name] for name in in_order(found)}


def _substances(source: _Files) -> dict[str, Substance]:
    found: dict[str, Substance] = {}
    for file, path in _matching(source, "schedules/substances/*.toml"):
        for name, content in (source.toml(file) or {}).items():
            written = source.model(file, model.Substance, content, at=name)
            line = locate(source.text(file), (name,))
            if not _is_slug(name):
                source.complain("SCH003", file, line, f'"{name}" is not an id.')
            elif name in found:
                where = f"{found[name].family}.toml"
                source.complain("SCH003", file, line, f'"{name}" stands in {where} too.')
            elif written:
                found[name] = plain.substance(name, path.stem, written)
    return dict(sorted(found.items()))


def _acts(source: _Files) -> Iterator[Act]:
    for file, path in _matching(source, "schedules/*/acts/*.toml"):
        content = source.toml(file)
        written = source.model(file, model.Act, content) if content else None
        if written is None:
            continue
        act = plain.act(path.parts[1], path.stem, written)
        if not is_named_by_date(path.stem, written):
            what = (
                f"The file name does not begin with the day of the act, "
                f"{(written.published or written.decided or act.day).day}, or has no slug after it."
            )
            source.complain("SCH005", file, 1, what)
        yield act


def is_named_by_date(stem: str, act: model.Act) -> bool:
    """Whether a file name begins with the act's publication, decision or effective day."""
    day = act.published or act.decided or act.effective
    parts = stem.split("-")
    if day is None or not _is_slug(stem):
        return False
    for length in (3, 2, 1):
        try:
            if len(parts) > length and ids.partial_day("-".join(parts[:length])).day == day.day:
                return True
        except ValueError:
            continue
    return False


def _classes(source: _Files) -> Iterator[ClassText]:
    for file, path in _matching(source, "schedules/classes/*/*.toml"):
        content = source.toml(file)
        written = source.model(file, model.ClassText, content) if content else None
        try:
            since = ids.civil_date(path.stem)
        except ValueError as error:
            source.complain("SCH005", file, 1, _sentence(str(error)))
            continue
        if written:
            yield plain.class_text(path.parts[2], since, written)


def _seeds(source: _Files) -> Iterator[Seed]:
    for file, path in _matching(source, "seeds/*.toml"):
        content = source.toml(file)
        written = source.model(file, model.Seed, content) if content else None
        if written:
            yield plain.seed(path.stem, written)


def _is_slug(text: str) -> bool:
    return re.fullmatch(ids.SLUG_SHAPE, text, re.ASCII) is not None


def _frozen(value: object, depth: int = 0) -> object:
    """TOML lists as tuples, which is what the strict models take."""
    if depth > MAX_DEPTH:
        raise RecursionError
    if isinstance(value, list):
        return tuple(_frozen(one, depth + 1) for one in value)
    if isinstance(value, dict):
        return {key: _frozen(one, depth + 1) for key, one in value.items()}
    return value


def _field_names(kind: type[model.Written]) -> list[str]:
    """Every field name that may stand in a file of this kind, its tables' included."""
    names: list[str] = []
    for one in (kind, *_TABLES.get(kind.__name__, ())):
        names += [field.alias or name for name, field in one.model_fields.items()]
    return names


_TABLES: Final[dict[str, tuple[type[model.Written], ...]]] = {
    "Act": (model.Add, model.Remove, model.Move, model.Amend, model.Extend, model.Correction),
    "Jurisdiction": (model.Schedule, model.Clause),
    "ClassText": (model.Verdict,),
    "Seed": (model.Claim,),
    "Substance": (model.FormOf,),
}


def _sentence(text: str) -> str:
    text = text.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."
