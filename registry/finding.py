"""A finding: a complaint about the data, as a value with file, line and remedy."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

SEVERITIES: Final = ("error", "warning", "note")


class Finding(NamedTuple):
    """What is wrong, where, and how to mend it."""

    code: str
    severity: str
    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {self.code}  {self.what} {self.remedy}".rstrip()


class DataError(Exception):
    """The data cannot be used; ``findings`` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("\n".join(str(one) for one in findings))


def locate(text: str, path: tuple[str | int, ...]) -> int:
    """The line (from 1) of ``text``, a TOML document, on which ``path`` is written.

    Positions are looked up only when a finding is made; a path that is not written (a missing
    field) gives the line of the table it belongs to.
    """
    lines = text.splitlines()
    for cut in range(len(path), 0, -1):
        name = ".".join(str(part) for part in path[:cut] if isinstance(part, str))
        last = path[cut - 1]
        header = _header(lines, name, last if isinstance(last, int) else None)
        if header is not None:
            rest = path[cut:]
            return _key_line(lines, header + 1, str(rest[0]), header) if rest else header + 1
    return _key_line(lines, 0, str(path[0]), 0) if path else 1


def _header(lines: list[str], name: str, nth: int | None) -> int | None:
    opening, closing = ("[[", "]]") if nth is not None else ("[", "]")
    wanted = re.compile(
        rf"\s*{re.escape(opening)}\s*{re.escape(name)}\s*{re.escape(closing)}\s*(?:#.*)?"
    )
    found = [number for number, line in enumerate(lines) if wanted.fullmatch(line)]
    position = nth or 0
    return found[position] if position < len(found) else None


def _key_line(lines: list[str], start: int, key: str, header: int) -> int:
    """The line on which ``key`` is written before the next header, else that of the header."""
    wanted = re.compile(rf'\s*"?{re.escape(key)}"?\s*[=.]')
    for number in range(start, len(lines)):
        if lines[number].lstrip().startswith("["):
            break
        if wanted.match(lines[number]):
            return number + 1
    return header + 1
