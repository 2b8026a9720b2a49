"""The cache on disk: records, each of one state of the sources, and memos.

A file is believed only if it and its folder are ours, nobody else can write them, and the digest
in its first line is that of the rest. Otherwise everything is computed again.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from registry import __version__
from registry.law import codec
from registry.law.hashing import blake2b

if TYPE_CHECKING:
    from collections.abc import Callable

    from registry.law.record import Record
    from registry.law.sources import Files

FORM: Final = 6  # of the file: another form is another name
HEAD: Final = 65  # bytes of the first line: the digest in hexadecimal digits
SWITCH: Final = "REGISTRY_CACHE"
# Records: the states of a few checkouts, and of the revisions they are compared with.
KEPT: Final = 8
MEMOS: Final = 3  # of a few editions of the tool
# What this and earlier editions write in the folder, and how many of each are kept.
OURS: Final = (((".cache", ".json"), KEPT), ((".memo",), MEMOS))
STRAY: Final = 60.0  # seconds after which a half-written file has no writer any more
WRITABLE_BY_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH
NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def file_of(files: Files) -> str | None:
    """Where the record of ``files`` is kept; ``None`` where no cache is wanted, or none is whole.

    ``REGISTRY_CACHE=0`` wants none and ``1`` wants one; else there is none under CI, where a
    restored folder is nobody's own.
    """
    maker = f"{__version__} {FORM} {codec.MARSHAL} {codec.DECLARATIONS}"
    return place_of(maker, files, ".cache")


def place_of(maker: str, files: Files, suffix: str) -> str | None:
    """Where that is kept which ``maker`` makes of ``files``; ``None`` as ``file_of`` says."""
    home = _home()
    if home is None or not _is_wanted():
        return None
    key = blake2b(maker.encode(), digest_size=32)
    for name, data in files.items():
        if not isinstance(data, bytes):
            return None
        key.update(os.fsencode(f"\0{name}\0{len(data)}\0"))
        key.update(data)
    return os.path.join(home, "cs-registry", f"{key.hexdigest()}{suffix}")


def _home() -> str | None:
    """The folder for caches; a relative one is ignored, as the XDG specification says."""
    for home in (os.environ.get("XDG_CACHE_HOME", ""), os.path.expanduser("~/.cache")):
        if os.path.isabs(home):
            return home
    return None


def _is_wanted() -> bool:
    asked = os.environ.get(SWITCH, "")
    return asked != "0" if asked else os.environ.get("CI", "") in {"", "0", "false"}


def read(cache: str | None) -> Record | None:
    """The record kept in ``cache``; ``None`` if there is none that can be believed."""
    body = read_body(cache)
    try:
        return None if body is None else codec.loads(body)
    except (ValueError, EOFError, LookupError, TypeError, AttributeError):
        return None


def read_body(cache: str | None) -> bytes | None:
    """The bytes kept in ``cache``; ``None`` if there are none that can be believed."""
    if cache is None:
        return None
    try:
        if not _is_private(os.lstat(os.path.dirname(cache)), stat.S_ISDIR):
            return None
        handle = os.open(cache, os.O_RDONLY | NO_LINK)
        with open(handle, "rb", buffering=0) as file:
            if not _is_private(os.fstat(handle), stat.S_ISREG):
                return None
            head, body = file.read(HEAD), file.readall()
    except (OSError, ValueError):
        return None
    return body if head == _digest(cache, body) + b"\n" else None


def keep(cache: str | None, record: Record) -> None:
    """Write ``record`` to ``cache`` if the place allows it; without one all works, only slower."""
    if cache is not None:
        keep_body(cache, codec.dumps(record))


def keep_body(cache: str, body: bytes) -> None:
    """Write ``body`` to ``cache`` if the place allows it."""
    folder = os.path.dirname(cache)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        _make_private(folder)
        if _is_private(os.lstat(folder), stat.S_ISDIR):
            _write(cache, body)
            _tidy(folder)
    except OSError:
        return


def _is_private(status: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Whether a file is of the kind, ours, and writable by nobody else.

    Where the system tells no owner, only the kind counts.
    """
    if not is_kind(status.st_mode):
        return False
    if not hasattr(os, "geteuid"):  # pragma: no cover (Windows: the profile is the user's own)
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & WRITABLE_BY_OTHERS


def _make_private(folder: str) -> None:
    """Take from others the right to write in our folder, which an earlier edition gave."""
    status = os.lstat(folder)
    if stat.S_ISDIR(status.st_mode) and status.st_mode & WRITABLE_BY_OTHERS:
        os.chmod(folder, 0o700)


def _digest(cache: str, body: bytes) -> bytes:
    """The proof of ``body`` under this name: a file that was renamed does not hold it."""
    name = os.path.basename(cache).encode()
    return blake2b(body, key=blake2b(name).digest(), digest_size=32).hexdigest().encode()


def _write(cache: str, body: bytes) -> None:
    beside = f"{cache}.{os.getpid()}.tmp"
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK, 0o600)
        with open(handle, "wb") as file:
            file.write(_digest(cache, body) + b"\n" + body)
        os.replace(beside, cache)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _tidy(folder: str) -> None:
    """Remove what no process writes any more, and all but the newest few of each kind."""
    with os.scandir(folder) as entries:
        ages = {entry.path: entry.stat(follow_symlinks=False).st_mtime for entry in entries}
    strays = [path for path in ages if path.endswith(".tmp") and ages[path] < time.time() - STRAY]
    newest = sorted(ages, key=ages.__getitem__, reverse=True)
    for suffixes, count in OURS:
        strays += [path for path in newest if path.endswith(suffixes)][count:]
    for path in strays:
        with suppress(OSError):
            os.unlink(path)
