"""The files of the data, by their paths: of a folder here, of a git revision in ``git``.

What should be a file and cannot be read is ``Unreadable``, which becomes a finding.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from registry.law import layout
from registry.law.finding import locate


class Unreadable(NamedTuple):
    """A file whose bytes cannot be had, and why, as a clause."""

    why: str


class UnreadableError(ValueError):
    """A file that cannot be read as what it is: the line, and why, as a clause."""

    def __init__(self, line: int, what: str) -> None:
        self.line = line
        super().__init__(what)


class OnDisk(NamedTuple):
    """What stands at a path of a folder; ``target`` is what a link leads to."""

    is_file: bool
    target: str | None


File = bytes | Unreadable
Files = Mapping[str, File]


def read_files(
    root: str | os.PathLike[str], is_wanted: Callable[[str], bool] = layout.is_source
) -> dict[str, File]:
    """The wanted files below the data folder ``root``, in the order of their paths.

    A link to a folder is ``Unreadable``, whatever is wanted: nobody reads what the folder holds.
    """
    files: dict[str, File] = {}
    for name, entry in _walk(root):
        if is_wanted(name):
            files[name] = _contents(entry)
        elif entry.is_symlink() and os.path.isdir(entry.path):
            files[name] = Unreadable("it is a link to a folder, which is not followed")
    return dict(sorted(files.items()))


def listing(root: str | os.PathLike[str]) -> dict[str, OnDisk]:
    """Everything below the data folder ``root`` that is not hidden, by path; folders too."""
    return {
        name: OnDisk(
            os.path.isfile(entry.path), os.readlink(entry.path) if entry.is_symlink() else None
        )
        for name, entry in _walk(root)
    }


def _walk(root: str | os.PathLike[str]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    for folder in layout.FOLDERS:
        yield from _below(os.path.join(root, folder), folder)


def _below(folder: str, name: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    if not os.path.isdir(folder):
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                path = f"{name}/{entry.name}"
                yield path, entry
                if entry.is_dir(follow_symlinks=False):
                    yield from _below(entry.path, path)


def _contents(entry: os.DirEntry[str]) -> File:
    """The bytes of a file, or why they cannot be had; what is no file is never opened."""
    try:
        if not entry.is_file() and os.path.exists(entry.path):
            return Unreadable("it is no regular file")
        with open(entry.path, "rb", buffering=0) as file:  # read whole: a buffer would copy it
            return file.readall()
    except OSError as error:
        return Unreadable(error.strerror or str(error))


def decoded(file: File, most: int) -> str:
    """The text of a file of at most ``most`` bytes, without its byte order mark.

    Raises ``UnreadableError`` where there is none.
    """
    if isinstance(file, Unreadable):
        raise UnreadableError(1, f"the file cannot be read: {file.why}")
    if len(file) > most:
        raise UnreadableError(1, f"the file has {len(file)} bytes, the limit is {most}")
    try:
        return file.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} is not UTF-8; save the file as UTF-8"
        raise UnreadableError(line, what) from error


def text_of(file: File | None) -> str:
    """The text of a file that was read already, without its byte order mark; else nothing."""
    return file.decode("utf-8-sig") if isinstance(file, bytes) else ""


def line_of(files: Files, file: str, path: layout.FieldPath) -> int:
    """The line of ``file`` on which ``path`` is written; 1 where that cannot be said."""
    return locate(text_of(files.get(file)), path)
