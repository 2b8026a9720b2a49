"""TOML files -> values; whatever is wrong becomes findings in words for the person who edits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic import ValidationError

from registry.law import catalogue, validation
from registry.law.finding import Finding
from registry.law.sources import File, Files, Unreadable, line_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 12
Value = TypeVar("Value")

# What pydantic calls a fault -> what the editor of a TOML file should write.
WORDS: Final = {
    "tuple_type": "write a list, in square brackets (tables: [[...]])",
    "model_type": "write a table",
    "dict_type": "write a table",
    "string_type": "write text, in quotation marks",
    "int_type": "write a whole number, without quotation marks",
    "bool_type": "write true or false, without quotation marks",
}
NESTED: Final = "the file is nested too deeply"
KEY: Final = r"\s*([A-Za-z0-9_-]+|\"[^\"]*\")\s*="


class UnreadableError(ValueError):
    """A file that cannot be read as TOML: why, and on which line."""

    def __init__(self, line: int, what: str) -> None:
        self.line = line
        super().__init__(what)


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
        self.findings.append(catalogue.finding(code, file, line, sentence(what)))

    def toml(self, file: str) -> dict[str, object] | None:
        """The parsed content of ``file``, or ``None`` after a finding."""
        try:
            content = _parsed(_text(self.files[file]))
        except UnreadableError as error:
            self.complain_at("SCH001", file, error.line, str(error))
            return None
        if not content:
            self.complain_at("SCH001", file, 1, "the file holds no data")
        return content or None

    def value(
        self, file: str, kind: Callable[..., Value], content: object, at: str = ""
    ) -> Value | None:
        """``content`` as ``kind``, or ``None`` after findings; ``at`` is the table it stands in."""
        prefix: tuple[str | int, ...] = (at,) if at else ()
        try:
            return validation.value(kind, _frozen(content))
        except ValidationError as error:
            for one in error.errors(include_url=False):
                said = _one_of(one) if one["type"] == "literal_error" else one["msg"]
                self._invalid(file, kind, (*prefix, *one["loc"]), one["type"], said)
        except RecursionError:
            self.complain_at("SCH001", file, 1, NESTED)
        return None

    def _invalid(
        self,
        file: str,
        kind: Callable[..., object],
        path: tuple[str | int, ...],
        fault: str,
        said: str,
    ) -> None:
        field = ".".join(shown(str(part)) for part in path)
        said = WORDS.get(fault, said.removeprefix("Value error, "))
        if fault == "extra_forbidden":
            known = [one for one in validation.keys(kind) if one != path[-1]]  # of another table
            near = get_close_matches(str(path[-1]), known, 1)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            self.complain("SCH002", file, path, f'unknown field "{field}".{hint}')
        elif fault == "missing":
            self.complain("SCH004", file, path, f'the field "{field}" is missing')
        elif "its check digit is" in said:
            self.complain("ID101", file, path, f"cas {said}")
        else:
            self.complain("SCH003", file, path, f'in "{field}": {said}' if field else said)


def _one_of(error: ErrorDetails) -> str:
    """That a word is none of those that may stand here, with the nearest."""
    known = error.get("ctx", {}).get("expected", "").replace("'", '"')
    near = get_close_matches(str(error["input"]), re.findall('"(.+?)"', known), 1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    return f'"{shown(str(error["input"]))}" is none of {known}.{hint}'


def shown(text: str) -> str:
    """``text`` with everything escaped that a reader would not see."""
    return text if text.isascii() and text.isprintable() else text.encode("unicode_escape").decode()


def sentence(text: str) -> str:
    """``text`` as a sentence; a CAS finding begins with the name of its field."""
    text = text.strip()
    first = text[:1] if text.startswith("cas ") else text[:1].upper()
    return f"{first}{text[1:]}" + ("" if text.endswith(("?", ".")) else ".")


def _text(data: File) -> str:
    """The text of a file; a byte order mark is accepted."""
    if isinstance(data, Unreadable):
        raise UnreadableError(1, f"the file cannot be read: {data.why}")
    if len(data) > MAX_BYTES:
        raise UnreadableError(1, f"the file has {len(data)} bytes, the limit is {MAX_BYTES}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = f"byte {error.start} is not UTF-8; save the file as UTF-8"
        raise UnreadableError(line, what) from error


def _parsed(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise UnreadableError(1, NESTED) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        number = int(line[1]) if line else max(text.count("\n"), 1)
        if conflict := re.search(r"^(<{7}|>{7}|={7})( |$)", text, re.MULTILINE):
            place = text[: conflict.start()].count("\n") + 1
            what = "a merge conflict is not resolved; keep one side and remove the marks"
            raise UnreadableError(place, what) from error
        what = _twice(text, number, str(error)) or _no_day(text, number) or str(error)
        raise UnreadableError(number, what) from error
    except ValueError as error:
        raise UnreadableError(1, "a number has more digits than any value here") from error


def _no_day(text: str, number: int) -> str | None:
    """What is said where the line gives digits as a day, and they are none."""
    line = "".join(text.splitlines()[number - 1 : number])
    written = re.fullmatch(r"[^=]*=\s*([0-9]+[-/][0-9][0-9/-]*)\s*(#.*)?", line, re.ASCII)
    return f"{written[1]} is not a day of the calendar; write YYYY-MM-DD" if written else None


def _twice(text: str, number: int, said: str) -> str | None:
    """Which key stands twice and where it stood first, if that is what was said."""
    lines = text.splitlines()
    key = re.match(KEY, lines[number - 1]) if number <= len(lines) else None
    if key is None or "overwrite" not in said:
        return None
    earlier = [
        place
        for place, line in enumerate(lines[: number - 1], 1)
        if (other := re.match(KEY, line)) and other[1] == key[1]
    ]
    return (
        f'"{key[1].strip(chr(34))}" stands twice, on line {earlier[-1]} too ({said})'
        if earlier
        else None
    )


def _frozen(value: object, depth: int = 0) -> object:
    """TOML lists as tuples, which is what the strict models take."""
    if depth > MAX_DEPTH:
        raise RecursionError
    if isinstance(value, list):
        return tuple(_frozen(one, depth + 1) for one in value)
    if isinstance(value, dict):
        return {key: _frozen(one, depth + 1) for key, one in value.items()}
    return value
