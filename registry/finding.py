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
    first, table, rest = 0, "", list(path)
    while rest:
        name = f"{table}.{rest[0]}" if table else str(rest[0])
        step = 2 if len(rest) > 1 and isinstance(rest[1], int) else 1
        header = _header(lines, name, int(rest[1]) if step == 2 else None)
        if header is None:
            break
        first, table, rest = header, name, rest[step:]
    if rest:
        return _key_line(lines, first, str(rest[0]), is_root=not table)
    return first + 1


def _header(lines: list[str], name: str, nth: int | None) -> int | None:
    opening, closing = ("[[", "]]") if nth is not None else ("[", "]")
    wanted = re.compile(
        rf"\s*{re.escape(opening)}\s*{re.escape(name)}\s*{re.escape(closing)}\s*(?:#.*)?"
    )
    found = [number for number, line in enumerate(lines) if wanted.fullmatch(line)]
    position = nth or 0
    return found[position] if position < len(found) else None


def _key_line(lines: list[str], first: int, key: str, *, is_root: bool) -> int:
    wanted = re.compile(rf'\s*"?{re.escape(key)}"?\s*[=.]')
    start = first if is_root else first + 1
    for number in range(start, len(lines)):
        if lines[number].lstrip().startswith("["):
            break
        if wanted.match(lines[number]):
            return number + 1
    return first + 1
