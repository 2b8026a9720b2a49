"""Writing files so that a reader never meets half of one."""

from __future__ import annotations

import os
import tempfile
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
