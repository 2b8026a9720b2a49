"""Answers of RDKit, kept on disk beside the cached record.

The version of RDKit and the code of this room name the file. Inside, an answer has a group (a
class text and all that its verdict rests on, see ``grounds``) and a key (the structure). What
other rooms make of the files is in the group as values, made anew each time: a change of their
code that changes a verdict changes the group. ``check`` and ``review`` believe an answer;
``check --everywhere`` and ``build`` ask anew and correct it.
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

FORM: Final = 2  # of the file: another form is another name
SPARE: Final = 12  # groups kept beside those in use: the rules of other branches
SPARE_KEYS: Final = 1_000  # answers of a group in use kept beside those in use
HOME: Final = Path(__file__).parent


class Memo:
    """Answers by group and key, as JSON has them.

    ``before`` are the answers kept; where they are not ``believed`` everything is asked anew.
    """

    def __init__(self, before: Answers | None = None, *, believed: bool = True) -> None:
        self._before: Answers = before or {}
        self._believed = believed
        self._used: Answers = {}
        self.is_new = False

    def answer(self, group: str, key: str, ask: Callable[[], T]) -> T:
        """The answer that was kept for this group and key, or else that of ``ask``.

        JSON keeps it: it consists of texts, numbers, lists and ``None``; a tuple becomes a list.
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
        """The answers used, after a bounded number of those that were kept and not used."""
        spare = [group for group in self._before if group not in self._used][-SPARE:]
        kept = {group: self._before[group] for group in spare}
        for group, used in self._used.items():
            before = self._before.get(group, {})
            unused = [key for key in before if key not in used][-SPARE_KEYS:]
            kept[group] = {key: before[key] for key in unused} | used
        return kept


@contextmanager
def opened(*, anew: bool = False) -> Iterator[Memo]:
    """The memo of this RDKit and this code, written at the end; ``anew``: it is not believed.

    Nothing is read or written where no cache is wanted, or the version of RDKit is not known.
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
    is_ours = isinstance(kept, dict) and all(isinstance(each, dict) for each in kept.values())
    return kept if is_ours else {}


def file_of(toolkit: str | None, sources: dict[str, bytes]) -> str | None:
    """Where the memo of a version of RDKit and of these sources of the room is."""
    if toolkit is None or not sources:
        return None
    return cache.place_of(f"memo {FORM} {toolkit} {sys.version}", sources, ".memo")


def rdkit() -> str | None:
    """The version of RDKit, which is not loaded; ``None`` where it is not known."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 (slow to load)

    try:
        return version("rdkit")
    except PackageNotFoundError:
        return None


def code() -> dict[str, bytes]:
    """Every module of this room by its name: what is asked is computed here and in RDKit alone."""
    return {file.name: file.read_bytes() for file in sorted(HOME.glob("*.py"))}
