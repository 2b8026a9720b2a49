"""A finding: a complaint about the data, as a value with file, line and remedy."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

HEADER: Final = r"\s*\[\[?\s*(.+?)\s*\]\]?\s*(?:#.*)?"
KEY: Final = r"\s*([A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\s*[=.]"
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
        text = f"{self.file}:{self.line}  {self.code}  {self.what} {self.remedy}"
        return on_one_line(text.rstrip())


def on_one_line(text: str) -> str:
    """What somebody wrote or typed as a log or terminal can show it: escaped what is not seen.

    So it breaks no line, steers no terminal, turns no text round and begins no workflow command.
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def nearest(typed: str, known: Iterable[str]) -> str:
    """A hint at the known name nearest to ``typed``, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 (only where a name is unknown)

    near = get_close_matches(typed, list(known), 1)
    return f' Did you mean "{near[0]}"?' if near else ""


class QuestionError(Exception):
    """The question cannot be answered as it is put; ``lines`` say why and what to do."""

    def __init__(self, *lines: str) -> None:
        self.lines = tuple(on_one_line(line) for line in lines)
        super().__init__("\n".join(self.lines))


class DataError(Exception):
    """The data cannot be used; ``findings`` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("\n".join(str(finding) for finding in findings))


def locate(text: str, path: tuple[str | int, ...]) -> int:
    """The line (from 1) of ``text``, a TOML document, on which ``path`` is written.

    A path that is not written (a missing field) gives the line of the table it belongs to.
    """
    tables, keys = _positions(text)
    for cut in range(len(path), 0, -1):
        lines = tables.get(tuple(key for key in path[:cut] if isinstance(key, str)), [])
        last = path[cut - 1]
        number = last if isinstance(last, int) else 0
        if number < len(lines):
            table = lines[number]
            return keys[table].get(str(path[cut]), table) if path[cut:] else table
    return keys[0].get(str(path[0]), 1) if path else 1


@lru_cache(maxsize=4)
def _positions(text: str) -> tuple[dict[tuple[str, ...], list[int]], dict[int, dict[str, int]]]:
    """The lines of each table, and by the line of a table those of its keys (0: of no table)."""
    tables: dict[tuple[str, ...], list[int]] = defaultdict(list)
    keys: dict[int, dict[str, int]] = defaultdict(dict)
    table = 0
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.fullmatch(HEADER, line):
            table = number
            tables[_parts(header[1])].append(number)
        elif key := re.match(KEY, line):
            keys[table].setdefault(key[1].strip("\"'"), number)
    return tables, keys


def _parts(name: str) -> tuple[str, ...]:
    """The keys of a header, quoted ones as they are read."""
    import tomllib  # noqa: PLC0415 (only where something is wrong)

    try:
        table: object = tomllib.loads(f"[{name}]")
    except tomllib.TOMLDecodeError:
        return (name,)
    parts: list[str] = []
    while isinstance(table, dict) and table:
        key, table = next(iter(table.items()))
        parts.append(key)
    return tuple(parts)
