"""Where the data are, and the record they hold."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from registry import __version__, store
from registry.finding import DataError, Finding, locate
from registry.record import Record

EDITION: Final = "schedules/registry.toml"
FOLDERS: Final = ("schedules", "seeds")
SHIPPED: Final = Path(__file__).parent / "_data"


class NoDataError(Exception):
    """There is no registry where one was looked for."""


class Data(NamedTuple):
    """A data folder: it holds ``schedules/`` and, beside it, ``seeds/``."""

    root: Path
    origin: str


def find(chosen: Path | None = None, here: Path | None = None) -> Data:
    """The data: as chosen, else the checkout one stands in, else what the tool ships.

    ``chosen`` may be the folder that holds ``schedules/``, or ``schedules/`` itself.
    """
    if chosen is not None:
        for root in (chosen, chosen.resolve().parent):
            if (root / EDITION).is_file() and (root == chosen or chosen.name == "schedules"):
                return Data(root, "chosen with --data")
        raise NoDataError(f'"{chosen}" holds no schedules/registry.toml; give the data folder')
    here = (here or Path.cwd()).resolve()
    for root in (here, *here.parents):
        if (root / EDITION).is_file():
            return Data(root, "the checkout here")
    if (SHIPPED / EDITION).is_file():
        return Data(SHIPPED, "shipped with the tool")
    raise NoDataError("no schedules/registry.toml here or above; stand in a checkout or use --data")


def read_files(root: Path) -> dict[str, bytes]:
    """Every source file below ``root``, by its path with slashes; strays are left alone."""
    found: dict[str, bytes] = {}
    for folder in FOLDERS:
        _collect(str(root / folder), folder, found)
    return dict(sorted(found.items()))


def _collect(folder: str, name: str, found: dict[str, bytes]) -> None:
    if not os.path.isdir(folder):  # noqa: PTH112 (pathlib costs a third of the reading time here)
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "_")):
                continue
            if entry.is_dir():
                _collect(entry.path, f"{name}/{entry.name}", found)
            elif entry.name.endswith(".toml"):
                with open(entry.path, "rb") as file:  # noqa: PTH123
                    found[f"{name}/{entry.name}"] = file.read()


def load(root: Path) -> Record:
    """The record below ``root``, from the cache where it fits the bytes of the sources.

    Raises ``DataError`` with all findings if any file cannot be read as written.
    """
    files = read_files(root)
    cache = _cache_file(files)
    record = _cached(cache)
    if record is not None:
        return record
    record, findings = read(files)
    if findings:
        raise DataError(findings)
    _keep(cache, store.dumps(record))
    return record


def read(files: dict[str, bytes]) -> tuple[Record, list[Finding]]:
    """The record that ``files`` write down and every finding about how they are written."""
    from registry.parse import parse  # noqa: PLC0415 (pydantic is needed here alone)
    from registry.references import REMEDIES, dangling  # noqa: PLC0415

    record, findings = parse(files)
    for one in dangling(record):
        text = files[one.file].decode("utf-8-sig")
        line = locate(text, one.path)
        findings.append(Finding(one.code, "error", one.file, line, one.what, REMEDIES[one.code]))
    digest = "sha256:" + sha256(store.dumps(record).encode()).hexdigest()
    return record._replace(digest=digest), sorted(findings, key=lambda one: one[2:4] + one[:1])


def _cache_file(files: dict[str, bytes]) -> Path:
    key = sha256(f"{__version__} 1".encode())
    for name, data in files.items():
        key.update(f"\0{name}\0{len(data)}\0".encode())
        key.update(data)
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "cs-registry" / f"{key.hexdigest()}.json"


def _cached(cache: Path) -> Record | None:
    try:
        return store.loads(cache.read_bytes())
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _keep(cache: Path, text: str) -> None:
    """Write the cache if the place allows it; without one everything works, only slower."""
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        beside = cache.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(text, encoding="utf-8")
        beside.replace(cache)
    except OSError:
        return
