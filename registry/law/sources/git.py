"""The data of a git revision, read by plumbing: exact blobs, no checkout, no attributes applied."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final, NamedTuple

from registry.law.layout import EDITION, FOLDERS, is_data, is_hidden

# Variables that git sets for a hook; in another folder they mislead git.
OF_A_HOOK: Final = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})


class RevisionError(Exception):
    """The base cannot be read: one sentence that says why and what to do."""


class Revision(NamedTuple):
    """What a revision holds below the data folder.

    ``files``: path below the data folder -> bytes. ``notes``: what a reader must know of how the
    base was found (another folder, a common ancestor).
    """

    commit: str
    files: dict[str, bytes]
    notes: tuple[str, ...] = ()


def read(root: Path, base: str) -> Revision:
    """The data files of ``base``, for the data folder ``root`` of a working tree.

    They are those of the last common ancestor of ``base`` and HEAD: what others merged into
    ``base`` since is no edit of this working tree.

    Raises ``RevisionError`` where git, the checkout, the revision or the data in it is missing.
    """
    here = prefix(root)
    commit, notes = _ancestor(root, base)
    place = _place(root, commit, here)
    if place != here:
        old, new = (f'"{folder}"' if folder else "the top folder" for folder in (place, here))
        notes = (*notes, f"In {base} the data stood in {old}; now they stand in {new}.")
    return Revision(commit, _files(root, commit, place), notes)


def at(root: Path, name: str) -> Revision:
    """The data files of the revision ``name`` itself, whatever was merged since.

    Raises ``RevisionError`` like ``read``.
    """
    here = prefix(root)
    commit = _commit(root, name)
    return Revision(commit, _files(root, commit, _place(root, commit, here)))


def _git(
    root: Path, *command: str, given: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in OF_A_HOOK}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(  # noqa: S603 (a fixed command; the revision is no option)
            ["git", *command],  # noqa: S607 (the git of the user)
            cwd=root,
            input=given,
            capture_output=True,
            check=False,
            env=environment,
        )
    except FileNotFoundError as error:
        raise RevisionError(
            "git is not installed; a review compares with a git revision"
        ) from error
    except OSError as error:
        raise RevisionError(f"git could not be run: {error}") from error


def _why(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else f"git ended with {done.returncode}"


def _out(root: Path, *command: str) -> str:
    done = _git(root, *command)
    if done.returncode:
        raise RevisionError(_why(done))
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


def prefix(root: Path) -> str:
    """The data folder below the top of the working tree, with slashes; "" for the top itself."""
    done = _git(root, "rev-parse", "--is-inside-work-tree", "--show-prefix")
    if done.returncode or not done.stdout.startswith(b"true"):
        why = f" ({_why(done)})" if done.returncode else ""
        raise RevisionError(f'"{root}" is not in a git checkout{why}; a review needs its history')
    return done.stdout.decode("utf-8", "surrogateescape").split("\n")[1].rstrip("/")


def _ancestor(root: Path, base: str) -> tuple[str, tuple[str, ...]]:
    """The commit to compare with, and what to say of it."""
    commit = _commit(root, base)
    shared = _git(root, "merge-base", commit, "HEAD")
    common = shared.stdout.decode().strip()
    if shared.returncode:
        if hint := _shallow_hint(root):
            raise RevisionError(f'the common ancestor of "{base}" and HEAD is not here{hint}')
        return commit, (f"{base} and HEAD have no common ancestor.",)
    if common == commit:
        return commit, ()
    ahead = _out(root, "rev-list", "--count", f"{common}..{commit}")
    note = f"{base} has {ahead} commits that this working tree lacks; compared with {common[:12]}."
    return common, (note,)


def _commit(root: Path, name: str) -> str:
    command = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    tip = _git(root, *command)
    if tip.returncode:
        raise RevisionError(f'there is no revision "{name}" here{_shallow_hint(root)}')
    return tip.stdout.decode().strip()


def _shallow_hint(root: Path) -> str:
    if _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() != b"true":
        return ""
    return "; this clone is shallow: run git fetch --unshallow, or check out with fetch-depth: 0"


def _place(root: Path, commit: str, here: str) -> str:
    """Where the data stood in ``commit``: in the same folder, else in the only one there was."""
    wanted = f"{here}/{EDITION}".lstrip("/")
    listing = _out(root, "ls-tree", "-r", "-z", "--full-tree", "--name-only", commit)
    names = listing.split("\0")
    if wanted in names:
        return here
    editions = [name for name in names if name == EDITION or name.endswith(f"/{EDITION}")]
    if len(editions) == 1:
        return editions[0].removesuffix(EDITION).rstrip("/")
    if not editions:
        raise RevisionError(f"the revision holds no {wanted}; it has no data to compare with")
    several = ", ".join(editions)
    raise RevisionError(f"the revision holds no {wanted}, but several others: {several}")


def _files(root: Path, commit: str, place: str) -> dict[str, bytes]:
    """The data files of ``commit`` below ``place``."""
    folders = [f"{place}/{folder}".lstrip("/") for folder in FOLDERS]
    listing = _out(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *folders)
    blobs: dict[str, str] = {}
    for entry in filter(None, listing.split("\0")):
        about, _, name = entry.partition("\t")
        _, kind, digest = about.split()
        below = name.removeprefix(f"{place}/") if place else name
        if kind == "blob" and is_data(below) and not is_hidden(below):
            blobs[below] = digest
    return dict(zip(blobs, _contents(root, list(blobs.values())), strict=True))


def _contents(root: Path, digests: list[str]) -> list[bytes]:
    """The bytes of blobs, in one call."""
    done = _git(root, "cat-file", "--batch", given="\n".join([*digests, ""]).encode())
    if done.returncode:
        raise RevisionError(_why(done))
    contents, place = [], 0
    for digest in digests:
        end = done.stdout.index(b"\n", place)
        header = done.stdout[place:end].split()
        if len(header) != 3:
            raise RevisionError(f"the object {digest} is missing; fetch the whole revision")
        start, size = end + 1, int(header[2])
        contents.append(done.stdout[start : start + size])
        place = start + size + 1
    return contents
