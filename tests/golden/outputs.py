"""What every command answers on three days, in every format: the bytes a change must not move.

``python tests/golden/outputs.py FOLDER`` writes all outputs, so that two revisions can be compared
with ``diff -r``; ``--digests`` (``make golden``) writes ``digests.csv``, ``--check`` (``make
golden-check``) compares all with it. A wanted change of bytes is explained in its commit. Digest
and version of the data, and the version of the tool, are masked.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Final, NamedTuple

DIGESTS: Final = Path(__file__).parent / "digests.csv"
ROOT: Final = Path(__file__).parents[2]
DAYS: Final = ("2015-01-01", "2024-08-06", "2026-11-24")
FORMATS: Final = ("terminal", "json", "csv", "markdown")
SUBSTANCES: Final = (
    "xylazine", "fentanyl", "norfentanyl", "midazolam", "cannabis", "etorphine", "protonitazepyne",
    "2-methylmethcathinone", "ketamine", "437-38-7",
)  # fmt: skip
LISTS: Final = ("us", "cn", "un", "us-oh")
PAIRS: Final = (("us", "cn"), ("us", "un"), ("cn", "un"))
BOOK: Final = ("us", "cn")


class Case(NamedTuple):
    """One call of the command line; ``whole``: too slow for every run of the tests."""

    name: str
    arguments: tuple[str, ...]
    whole: bool = False


def cases() -> Iterator[Case]:
    """Every call, with a name that is a file name."""
    for day in DAYS:
        for name, words in _questions(day):
            for form in FORMATS:
                slow = form != "json" and (day != DAYS[1] or name.startswith(("lags", "gaps")))
                yield Case(f"{day}/{name}.{form}", (*words, "--format", form), whole=slow)
        place = "{folder}/book.xlsx"
        yield Case(f"{day}/book.xlsx", ("gaps", *BOOK, "--on", day, "-o", place), whole=True)
        calendar = ("upcoming", "--within", "1200", "--on", day, "-o", "{folder}/dates.ics")
        yield Case(f"{day}/dates.ics", calendar)
    for form in FORMATS:
        yield Case(f"claims.{form}", ("claims", "--format", form))
        yield Case(f"version.{form}", ("version", "--verbose", "--format", form))
    for code in ("DAT101", "REV101"):
        yield Case(f"explain-{code}", ("explain", code))
    yield Case("check.text", ("check", "--on", DAYS[-1]), whole=True)
    yield Case("site", ("site", "-o", "{folder}/site", "--on", DAYS[-1]), whole=True)
    yield Case("unknown", ("show", "nosuch"))
    yield Case("no-jurisdiction", ("gaps", "us", "japan"))


def _questions(day: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The questions of a day."""
    for substance in SUBSTANCES:
        yield f"show-{substance}", ("show", substance, "--on", day)
        yield f"classify-{substance}", ("classify", substance, "--on", day)
    yield "show-known", ("show", "norfentanyl", "--on", day, "--known-on", "2024-06-30")
    for place in LISTS:
        yield f"list-{place}", ("list", place, "--on", day)
    for a, b in PAIRS:
        yield f"gaps-{a}-{b}", ("gaps", a, b, "--on", day, "--all")
    yield "gaps-known", ("gaps", "us", "cn", "--on", day, "--known-on", "2024-06-30")
    yield "changes", ("changes", "us", "cn", "un", "--from", "2013-12-31", "--to", day)
    yield "upcoming", ("upcoming", "--within", "1200", "--on", day)
    yield "lags", ("lags", "un", "us", "cn", "--on", day)


def output(case: Case) -> bytes:
    """What the call prints and writes, and its exit code, masked."""
    from registry.cli import app

    with tempfile.TemporaryDirectory() as folder:
        words = [word.format(folder=folder) for word in case.arguments]
        streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
        argv, sys.argv = sys.argv, ["registry", *words]
        try:
            with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
                code = app.run()
        finally:
            sys.argv = argv
        texts = []
        for stream in streams:
            stream.flush()
            texts.append(stream.buffer.getvalue())
        written = b"".join(_contents(Path(folder)))
    whole = b"\n".join((*texts, written, str(code).encode()))
    return _masked(whole.replace(folder.encode(), b"FOLDER"))


def _contents(folder: Path) -> Iterator[bytes]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield f"\n== {path.relative_to(folder)}\n".encode()
        yield _cells(path) if path.suffix == ".xlsx" else path.read_bytes()


def _cells(path: Path) -> bytes:
    """The cells of a workbook with their number formats."""
    from openpyxl import load_workbook

    lines = []
    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            lines += [
                f"{sheet.title}!{cell.coordinate} {cell.value!r} {cell.number_format}"
                for cell in row
                if cell.value is not None
            ]
    return "\n".join(lines).encode()


def _masked(content: bytes) -> bytes:
    from registry import __version__

    content = re.sub(rb"sha256:[0-9a-f]{64}", b"sha256:DIGEST", content)
    content = re.sub(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", b"DIGEST", content)
    content = re.sub(rb"(Manifest!\w+ )'[0-9a-f]{16}'", rb"\1DIGEST", content)
    edition = (ROOT / "schedules/registry.toml").read_text()
    version = re.search(r'^version = "(.+)"', edition, re.MULTILINE)
    for number, word in ((version[1] if version else "", b"DATA"), (__version__, b"TOOL")):
        content = content.replace(number.encode(), word)
    return content


def digest(case: Case) -> str:
    """The first 16 digits of the SHA-256 of the output."""
    return hashlib.sha256(output(case)).hexdigest()[:16]


def pinned() -> dict[str, str]:
    """The digests as written."""
    with DIGESTS.open(encoding="utf-8", newline="") as file:
        return {row["case"]: row["sha256"] for row in csv.DictReader(file)}


def surroundings(cache: Path) -> dict[str, str]:
    """The same environment everywhere: width, no colour, a cache of its own."""
    return {
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "TERM": "xterm",
        "REGISTRY_CACHE": "1",
        "XDG_CACHE_HOME": str(cache),
    }


def main(target: str) -> int:
    """Write the digests, check them, or write all outputs below a folder; 1 if any differs."""
    folder = Path(target).absolute()
    os.chdir(ROOT)
    rows: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as cache:
        os.environ |= surroundings(Path(cache))
        for case in cases():
            content = output(case)
            rows[case.name] = hashlib.sha256(content).hexdigest()[:16]
            if not target.startswith("--"):
                path = folder / case.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    if target == "--check":
        changed = [name for name, said in rows.items() if pinned().get(name) != said]
        print(*changed, f"{len(changed)} of {len(rows)} outputs changed", sep="\n")
        return bool(changed)
    if target == "--digests":
        with DIGESTS.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([("case", "sha256"), *rows.items()])
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1]))
