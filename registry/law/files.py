"""Files and folders are written whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

STRAY: Final = 3600.0  # seconds


def write(path: Path, content: bytes) -> None:
    """Write ``content`` to a temporary neighbour, sync it, then rename it over ``path``.

    A file that is there keeps its mode, a new one has what the umask leaves. Raises ``OSError``
    with nothing written if the place does not allow it.
    """
    if path.is_dir():
        raise IsADirectoryError(f'"{path}" is a folder; name a file')
    if not path.parent.is_dir():
        raise FileNotFoundError(f'the folder "{path.parent}" does not exist')
    if path.exists() and not path.is_file():  # a pipe or a device is no file to replace
        path.write_bytes(content)
        return
    path = _behind(path)
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    beside = path.parent / f"{_prefix(path)}{os.getpid()}-{os.urandom(4).hex()}"
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _remove_strays(path)


def _behind(path: Path) -> Path:
    """The file itself: a link is followed below its own folder only."""
    if not path.is_symlink():
        return path
    try:
        target = path.resolve()
    except RuntimeError:  # before Python 3.13
        target = Path("/")
    if target == path or not target.is_relative_to(path.parent.resolve()):
        raise PermissionError(f'"{path}" is a link that leads out of its folder; name the file')
    return target


def _prefix(path: Path) -> str:
    """How what is half-written for ``path`` is called, beside it."""
    return f".tmp-registry-{path.name[:40]}-"


def _remove_strays(path: Path) -> None:
    """Remove what a killed process left for ``path``, once it is too old to have a writer."""
    prefix, old = _prefix(path), time.time() - STRAY
    for stray in path.absolute().parent.iterdir():
        if stray.name.startswith(prefix):
            with suppress(OSError):
                if stray.lstat().st_mtime > old:
                    continue
                if stray.is_dir() and not stray.is_symlink():
                    shutil.rmtree(stray, ignore_errors=True)
                else:
                    stray.unlink()


def write_folder(folder: Path, files: Mapping[str, bytes], manifest: str) -> None:
    """Write ``files`` (path below the folder -> content) as ``folder``, whole or not at all.

    A folder written before is replaced: one whose ``manifest`` names every file in it. Raises
    ``OSError`` with nothing changed if anything else lies there, or the place does not allow it.
    """
    if not folder.absolute().parent.is_dir():
        raise FileNotFoundError(f'the folder "{folder.parent}" does not exist')
    _refuse_foreign(folder, manifest)
    beside = Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.absolute().parent))
    try:
        _fill(beside / "new", files)
        if folder.exists():
            (beside / "new").chmod(stat.S_IMODE(folder.stat().st_mode))
            folder.replace(beside / "old")
        (beside / "new").replace(folder)
    except BaseException:
        if (beside / "old").exists() and not folder.exists():
            (beside / "old").replace(folder)
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    _remove_strays(folder)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _refuse_foreign(folder: Path, manifest: str) -> None:
    """Raise unless there is nothing, an empty folder, or a folder that ``manifest`` describes."""
    if not folder.exists():
        return
    if not folder.is_dir() or folder.is_symlink():
        raise NotADirectoryError(f'"{folder}" is not a folder of its own')
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if not held and not any(folder.iterdir()):
        return
    try:
        listed = set(json.loads((folder / manifest).read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        raise FileExistsError("it holds files and is no site; name an empty folder") from None
    if foreign := sorted(held - listed - {manifest}):
        raise FileExistsError(f'"{foreign[0]}" in it is no part of the site; move it away')
