"""What RDKit has answered before, kept on disk: an answer stands for exactly what was asked.

A memo is of one tool: the version of RDKit and every line of this package name its file. Inside, an
answer is found by a group (the text of a class and all that its verdict rests on) and a key (the
structure). Cheap commands believe it as they believe the record in the cache beside it; whatever
must not be mistaken (``check --everywhere``, ``build``) asks anew and corrects the memo.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar, cast

from registry.law import cache

T = TypeVar("T")
Answers = dict[str, dict[str, object]]

FORM: Final = 1  # of the file: another form is another name
SPARE: Final = 12  # groups kept beside those in use: the rules of other branches
SPARE_KEYS: Final = 1_000  # answers of a group in use kept beside those in use
HOME: Final = Path(__file__).parents[1]


class Memo:
    """Answers by group and key, as JSON has them.

    ``before`` are those that were kept; where they are not ``believed`` everything is asked anew.
    """

    def __init__(self, before: Answers | None = None, *, believed: bool = True) -> None:
        self._before: Answers = before or {}
        self._believed = believed
        self._used: Answers = {}
        self.is_new = False

    def answer(self, group: str, key: str, ask: Callable[[], T]) -> T:
        """The answer that was kept for exactly this, or else what ``ask`` says now.

        An answer holds only what JSON gives back as it was: texts, numbers, lists and ``None``.
        """
        used = self._used.setdefault(group, {})
        if key not in used:
            kept = self._before.get(group, {})
            if self._believed and key in kept:
                used[key] = kept[key]
            else:
                used[key] = ask()
                self.is_new = True
        return cast("T", used[key])

    def to_keep(self) -> Answers:
        """What was used, and some of what was kept before and not asked now: the newest last."""
        spare = {name: rest for name, rest in self._before.items() if name not in self._used}
        found = {name: spare[name] for name in list(spare)[-SPARE:]}
        for name, used in self._used.items():
            unused = {
                key: one for key, one in self._before.get(name, {}).items() if key not in used
            }
            found[name] = {key: unused[key] for key in list(unused)[-SPARE_KEYS:]} | used
        return found


@contextmanager
def opened(*, anew: bool = False) -> Iterator[Memo]:
    """The memo of this tool, kept at the end; ``anew``: what was kept is not believed.

    There is none on disk where no cache is wanted, or where the tool cannot be told.
    """
    place = file_of(rdkit(), code())
    memo = Memo(_read(place), believed=not anew)
    yield memo
    if place is not None and memo.is_new:
        cache.keep_body(place, json.dumps(memo.to_keep(), ensure_ascii=False).encode())


def _read(place: str | None) -> Answers:
    body = cache.read_body(place)
    try:
        kept = json.loads(body) if body else {}
    except (ValueError, RecursionError):
        return {}
    is_ours = isinstance(kept, dict) and all(isinstance(one, dict) for one in kept.values())
    return kept if is_ours else {}


def file_of(toolkit: str | None, sources: dict[str, bytes]) -> str | None:
    """Where the memo of a version of RDKit and of these sources of the package is."""
    if toolkit is None or not sources:
        return None
    return cache.place_of(f"memo {FORM} {toolkit} {sys.version}", sources, ".memo")


def rdkit() -> str | None:
    """The version of RDKit, told without loading it; ``None`` where it cannot be told."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 (slow to load)

    try:
        return version("rdkit")
    except PackageNotFoundError:
        return None


def code() -> dict[str, bytes]:
    """Every module of the package: what a verdict depends on is not chosen, it is all of it."""
    files = sorted(HOME.rglob("*.py"))
    return {one.relative_to(HOME).as_posix(): one.read_bytes() for one in files}
