"""Writing files so that a reader never meets half of one."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write ``content`` to a temporary neighbour, sync it, then rename it over ``path``.

    Raises ``OSError`` with nothing written if the place does not allow it.
    """
    if path.is_dir():
        raise IsADirectoryError(f'"{path}" is a folder; name a file')
    if not path.parent.is_dir():
        raise FileNotFoundError(f'the folder "{path.parent}" does not exist')
    if path.exists() and not path.is_file():  # a pipe or a device is no file to replace
        path.write_bytes(content)
        return
    handle, beside = tempfile.mkstemp(prefix=".tmp-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def write_folder(folder: Path, files: Mapping[str, bytes], manifest: str) -> None:
    """Write ``files`` (path below the folder -> content) as ``folder``, whole or not at all.

    A folder written before is replaced: one whose ``manifest`` names every file in it. Raises
    ``OSError`` with nothing changed if anything else lies there, or the place does not allow it.
    """
    if not folder.absolute().parent.is_dir():
        raise FileNotFoundError(f'the folder "{folder.parent}" does not exist')
    _refuse_foreign(folder, manifest)
    beside = Path(tempfile.mkdtemp(prefix=".tmp-", dir=folder.absolute().parent))
    try:
        _fill(beside / "new", files)
        if folder.exists():
            folder.replace(beside / "old")
        (beside / "new").replace(folder)
    except BaseException:
        if (beside / "old").exists() and not folder.exists():
            (beside / "old").replace(folder)
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    folder.chmod(0o755)
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
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if not found and not any(folder.iterdir()):
        return
    try:
        listed = set(json.loads((folder / manifest).read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        raise FileExistsError("it holds files and is no site; name an empty folder") from None
    if foreign := sorted(found - listed - {manifest}):
        raise FileExistsError(f'"{foreign[0]}" in it is no part of the site; move it away')
