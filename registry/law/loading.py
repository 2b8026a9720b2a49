"""Where the data are, and the record they hold."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.law import cache
from registry.law.finding import DataError, Finding, QuestionError
from registry.law.layout import EDITION, FAMILY, NAMES
from registry.law.record import Record
from registry.law.sources import Files, line_of, read_files

if TYPE_CHECKING:
    from pathlib import Path

    from registry.law.names import NameTables

AS_SHIPPED: Final = "shipped with the tool"
NO_CHECKOUT: Final = f"no {EDITION} here or above; stand in a checkout or use --data"
HOME: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
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
        raise NoDataError(f'"{chosen}" holds no {EDITION}; give the data folder')
    place = os.path.realpath(here or os.getcwd())
    while True:
        if _holds(place):
            return Data(place, "the checkout here")
        if os.path.isdir(os.path.join(place, *FAMILY.mark.split("/"))):
            raise NoDataError(f'"{place}" has schedules/ without registry.toml; bring it back')
        if (above := os.path.dirname(place)) == place:
            break
        place = above
    if _holds(SHIPPED):
        return Data(SHIPPED, AS_SHIPPED)
    raise NoDataError(NO_CHECKOUT)


def _holds(place: str) -> bool:
    return os.path.isfile(os.path.join(place, *EDITION.split("/")))


def load(root: StrPath, *, is_evidence: bool = True) -> Record:
    """The record below ``root``, from the cache where it fits the bytes of the sources.

    ``is_evidence`` says that its digest is to be proved from its content; the everyday commands,
    whose answer goes to a terminal, do without. Raises ``DataError`` with all findings if any file
    cannot be read as written.
    """
    return load_files(read_files(root), is_evidence=is_evidence)


def load_files(files: Files, *, is_evidence: bool = True) -> Record:
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


def names(root: StrPath) -> NameTables:
    """The tables of names below ``root``; ``DataError`` if a row cannot be read."""
    from registry.law import names as tables  # noqa: PLC0415 (an id needs no name)
    from registry.law.catalogue import finding  # noqa: PLC0415
    from registry.law.sources import UnreadableError  # noqa: PLC0415

    files = read_files(root, lambda file: NAMES.names(file) is not None)
    try:
        return tables.read(files)
    except UnreadableError:
        broken = tables.broken(files)
        raise DataError(
            [finding("SCH011", file, error.line, str(error)) for file, error in broken]
        ) from None


def digest(record: Record) -> str:
    """The digest of everything that ``record`` says but its own digest, computed anew."""
    from registry.law import digest as canonical_form  # noqa: PLC0415 (it hashes: not every day)

    return canonical_form.digest(record)


def read(files: Files) -> tuple[Record, list[Finding]]:
    """The record that ``files`` write down and every finding about how they are written."""
    from registry.law import catalogue  # noqa: PLC0415
    from registry.law.reading import parse  # noqa: PLC0415 (pydantic is needed here alone)
    from registry.law.references import dangling  # noqa: PLC0415

    record, findings = parse(files)
    unread = [finding.file for finding in findings]
    for gap in dangling(record):
        if not any(map(gap.follows_from, unread)):
            line = line_of(files, gap.file, gap.path)
            findings.append(catalogue.finding(gap.code, gap.file, line, gap.what))
    return record._replace(digest=digest(record)), sorted(findings, key=_cause_first)


def _cause_first(finding: Finding) -> tuple[bool, str, int, str]:
    """What is written wrongly before what follows from it: ids that nothing defines."""
    return finding.code.startswith("REF"), finding.file, finding.line, finding.code
