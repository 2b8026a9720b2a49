"""Where the data are, and the record they hold."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from registry import cache
from registry.finding import DataError, Finding, QuestionError, Unread, locate
from registry.record import Record

if TYPE_CHECKING:
    from pathlib import Path

EDITION: Final = "schedules/registry.toml"
COVERAGE: Final = "schedules/classes/coverage.csv"  # of what is generated, what commands read
SUBSTANCES: Final = "schedules/substances"
AS_SHIPPED: Final = "shipped with the tool"
NO_CHECKOUT: Final = "no schedules/registry.toml here or above; stand in a checkout or use --data"
# Which files define the ids whose absence a finding reports.
DEFINED_IN: Final = {
    "REF001": r"/schedules\.toml$",
    "REF002": "^schedules/substances/",
    "REF003": "^schedules/classes/",
    "REF004": "/acts/",
    "REF005": r"/schedules\.toml$",
    "REF006": r"/schedules\.toml$",
    "REF007": "^schedules/substances/",
    "REF008": "^schedules/substances/",
}
FOLDERS: Final = ("schedules", "seeds")
HOME: Final = os.path.dirname(os.path.abspath(__file__))
# What the tool ships: inside an installed wheel, beside the code of an editable install.
INSIDE: Final = os.path.join(HOME, "_data")
SHIPPED: Final = INSIDE if os.path.isdir(INSIDE) else os.path.dirname(HOME)
StrPath = str | os.PathLike[str]


class NoDataError(QuestionError):
    """There is no registry where one was looked for."""

    def __init__(self, why: str) -> None:
        super().__init__(f"No data: {why}.")


class Data(NamedTuple):
    """A data folder: it holds ``schedules/`` and, beside it, ``seeds/``."""

    place: str
    origin: str

    @property
    def root(self) -> Path:
        """The folder as a path."""
        from pathlib import Path  # noqa: PLC0415 (the everyday commands do without it)

        return Path(self.place)


def find(chosen: StrPath | None = None, here: StrPath | None = None) -> Data:
    """The data: as chosen, else the checkout one stands in, else what the tool ships.

    ``chosen`` may be the folder that holds ``schedules/``, or ``schedules/`` itself. A checkout
    that has lost its ``registry.toml`` is refused: an answer about other data would not be its own.
    """
    if chosen is not None:
        given = os.path.abspath(chosen)
        inside = [os.path.dirname(given)] if os.path.basename(given) == "schedules" else []
        for root in (given, *inside):
            if _holds(root):
                return Data(root, "chosen with --data")
        raise NoDataError(f'"{chosen}" holds no schedules/registry.toml; give the data folder')
    place = os.path.realpath(here or os.getcwd())
    while True:
        if _holds(place):
            return Data(place, "the checkout here")
        if os.path.isdir(os.path.join(place, *SUBSTANCES.split("/"))):
            raise NoDataError(f'"{place}" has schedules/ without registry.toml; bring it back')
        if (above := os.path.dirname(place)) == place:
            break
        place = above
    if _holds(SHIPPED):
        return Data(SHIPPED, AS_SHIPPED)
    raise NoDataError(NO_CHECKOUT)


def _holds(place: str) -> bool:
    return os.path.isfile(os.path.join(place, *EDITION.split("/")))


def read_files(root: StrPath) -> dict[str, bytes]:
    """Every source file below ``root``, by its path with slashes; strays are left alone.

    What should be a file and cannot be read is ``Unread``: it becomes a finding, never a gap.
    """
    found: dict[str, bytes] = {}
    for folder in FOLDERS:
        _collect(os.path.join(root, folder), folder, found)
    return dict(sorted(found.items()))


def _collect(folder: str, name: str, found: dict[str, bytes]) -> None:
    if not os.path.isdir(folder):
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            place = f"{name}/{entry.name}"
            if entry.name.endswith(".toml") or place == COVERAGE:
                found[place] = _contents(entry)
            elif entry.is_dir(follow_symlinks=False):
                _collect(entry.path, place, found)
            elif entry.is_symlink() and os.path.isdir(entry.path):
                found[place] = Unread("it is a link to a folder, which is not followed")


def _contents(entry: os.DirEntry[str]) -> bytes:
    """The bytes of a file, or why they cannot be had; what is no file is never opened."""
    try:
        if not entry.is_file() and os.path.exists(entry.path):
            return Unread("it is no regular file")
        with open(entry.path, "rb") as file:
            return file.read()
    except OSError as error:
        return Unread(error.strerror or str(error))


def load(root: StrPath, *, is_evidence: bool = True) -> Record:
    """The record below ``root``, from the cache where it fits the bytes of the sources.

    ``is_evidence`` says that its digest is to be proved from its content; the everyday commands,
    whose answer goes to a terminal, do without. Raises ``DataError`` with all findings if any file
    cannot be read as written.
    """
    return load_files(read_files(root), is_evidence=is_evidence)


def load_files(files: dict[str, bytes], *, is_evidence: bool = True) -> Record:
    """The record that ``files`` write down, like ``load``: a revision's as well as a folder's."""
    place = cache.file_of(files)
    kept = cache.read(place)
    if kept is not None and not (is_evidence and kept.digest != digest(kept)):
        return kept
    record, findings = read(files)
    if findings:
        raise DataError(findings)
    cache.keep(place, record)
    return record


def digest(record: Record) -> str:
    """The digest of everything that ``record`` says but its own digest, computed anew."""
    from registry import digest as canonical_form  # noqa: PLC0415 (it hashes: not every day)

    return canonical_form.digest(record)


def read(files: dict[str, bytes]) -> tuple[Record, list[Finding]]:
    """The record that ``files`` write down and every finding about how they are written."""
    from registry.parse import parse  # noqa: PLC0415 (pydantic is needed here alone)
    from registry.references import REMEDIES, dangling  # noqa: PLC0415

    record, findings = parse(files)
    unread = [one.file for one in findings]
    for one in dangling(record):
        if any(_defines(one.code, file) for file in unread):
            continue  # it follows from what could not be read
        text = files[one.file].decode("utf-8-sig")
        line = locate(text, one.path)
        findings.append(Finding(one.code, "error", one.file, line, one.what, REMEDIES[one.code]))
    return record._replace(digest=digest(record)), sorted(findings, key=_cause_first)


def _defines(code: str, file: str) -> bool:
    """Whether ``file`` is of the kind that defines the ids a finding with ``code`` misses."""
    import re  # noqa: PLC0415 (needed where something is wrong)

    return re.search(DEFINED_IN[code], file) is not None


def _cause_first(one: Finding) -> tuple[bool, str, int, str]:
    """What is written wrongly before what follows from it: ids that nothing defines."""
    return one.code.startswith("REF"), one.file, one.line, one.code
