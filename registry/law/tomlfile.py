"""TOML files of the data: the one reader, and in words what keeps a file from being read."""

from __future__ import annotations

import re
import tomllib
from typing import Final

from registry.law.sources import File, UnreadableError, decoded

MAX_BYTES: Final = 2_000_000
NESTED: Final = "the file is nested too deeply"
KEY: Final = r"\s*([A-Za-z0-9_-]+|\"[^\"]*\")\s*="


def content(data: File) -> dict[str, object]:
    """What a file says; ``UnreadableError`` where it cannot be read, or says nothing."""
    parsed = _parsed(decoded(data, MAX_BYTES))
    if not parsed:
        raise UnreadableError(1, "the file holds no data")
    return parsed


def _parsed(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise UnreadableError(1, NESTED) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        number = int(line[1]) if line else max(text.count("\n"), 1)
        if conflict := re.search(r"^(<{7}|>{7}|={7})( |$)", text, re.MULTILINE):
            line_number = text[: conflict.start()].count("\n") + 1
            what = "a merge conflict is not resolved; keep one side and remove the marks"
            raise UnreadableError(line_number, what) from error
        what = _twice(text, number, str(error)) or _no_day(text, number) or str(error)
        raise UnreadableError(number, what) from error
    except ValueError as error:
        raise UnreadableError(1, "a number has more digits than any value here") from error


def _no_day(text: str, number: int) -> str | None:
    """What is said where the line gives digits as a day, and they are none."""
    line = "".join(text.splitlines()[number - 1 : number])
    written = re.fullmatch(r"[^=]*=\s*([0-9]+[-/][0-9][0-9/-]*)\s*(#.*)?", line, re.ASCII)
    return f"{written[1]} is not a day of the calendar; write YYYY-MM-DD" if written else None


def _twice(text: str, number: int, message: str) -> str | None:
    """Which key stands twice and where it stood first, if the message says so."""
    lines = text.splitlines()
    key = re.match(KEY, lines[number - 1]) if number <= len(lines) else None
    if key is None or "overwrite" not in message:
        return None
    earlier = [
        place
        for place, line in enumerate(lines[: number - 1], 1)
        if (other := re.match(KEY, line)) and other[1] == key[1]
    ]
    return (
        f'"{key[1].strip(chr(34))}" stands twice, on line {earlier[-1]} too ({message})'
        if earlier
        else None
    )
