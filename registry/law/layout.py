"""The data folder: which kinds of file it holds, where each stands, and where an act's steps are.

A path is written below the data folder, with slashes. Pure; every command loads it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from registry.law.acts import Act, Step
from registry.law.record import ClassText, Substance

FieldPath = tuple[str | int, ...]
StepPath = tuple[str, int]


class FileKind(NamedTuple):
    """One kind of file: its path, with ``{}`` for each name that tells one file from another.

    ``mark`` is what the path of a misplaced file of the kind still holds.
    """

    pattern: str
    mark: str = ""

    def path(self, *names: object) -> str:
        """The file of these names."""
        return self.pattern.format(*names)

    def names(self, file: str) -> tuple[str, ...] | None:
        """The names in the path of ``file``; ``None`` where it is of another kind."""
        shape = "([^/]+)".join(map(re.escape, self.pattern.split("{}")))
        match = re.fullmatch(shape, file)
        return match.groups() if match else None


FOLDERS: Final = ("schedules", "seeds")
# What the record is read from.
EDITION: Final = "schedules/registry.toml"
LISTS: Final = FileKind("schedules/{}/schedules.toml", "/schedules.toml")
FAMILY: Final = FileKind("schedules/substances/{}.toml", "schedules/substances/")
ACT: Final = FileKind("schedules/{}/acts/{}.toml", "/acts/")
CLASS: Final = FileKind("schedules/classes/{}/{}.toml", "schedules/classes/")
COVERAGE: Final = "schedules/classes/coverage.csv"  # of what is generated, what commands read
SEED: Final = FileKind("seeds/{}.toml", "seeds/")
# Tables by hand: what people write for what the record holds.
NAMES: Final = FileKind("schedules/names/{}.csv", "schedules/names/")
EXCEPTIONS: Final = "schedules/exceptions.toml"  # no part of the record; `check` reads it
ONLY: Final = frozenset({EDITION, COVERAGE, EXCEPTIONS})
# The tables beside it: two are generated, the others kept by hand.
CONSOLIDATED: Final = FileKind("schedules/{}/consolidated.csv")
ACT_ROWS: Final = FileKind("schedules/{}/acts.csv")
TRANSCRIBED: Final = FileKind("schedules/{}/transcribed.csv")
UNTRANSCRIBED: Final = FileKind("schedules/{}/untranscribed.csv")
TOTALS: Final = FileKind("schedules/{}/reconcile/totals.csv")
PRINTED: Final = FileKind("schedules/{}/reconcile/{}.csv")
TABLES: Final = (CONSOLIDATED, ACT_ROWS, TRANSCRIBED, UNTRANSCRIBED, TOTALS, PRINTED)


def is_source(file: str) -> bool:
    """Whether the record is read from ``file``, or would be if it stood in its place."""
    return file.endswith(".toml") or file == COVERAGE or NAMES.names(file) is not None


def is_data(file: str) -> bool:
    """Whether ``file`` is a source or a table."""
    return is_source(file) or is_table(file)


def is_in_place(file: str) -> bool:
    """Whether ``file`` stands where files of its kind are read; every table does."""
    known = LISTS, FAMILY, ACT, CLASS, SEED
    return is_table(file) or file in ONLY or any(kind.names(file) for kind in known)


def is_table(file: str) -> bool:
    """Whether ``file`` is a table: generated, or kept by hand beside the acts."""
    return file.endswith(".csv")


def table_kind(file: str) -> FileKind | None:
    """The kind of table that ``file`` is; the totals are none of the printed lists beside them."""
    return next((kind for kind in TABLES if kind.names(file)), None) if is_table(file) else None


def is_generated(file: str) -> bool:
    """Whether ``registry build`` writes the file."""
    return file == COVERAGE or table_kind(file) in {CONSOLIDATED, ACT_ROWS}


def is_hidden(file: str) -> bool:
    """Whether ``file``, or a folder that it stands in, is hidden; nothing reads it."""
    return file.startswith(".") or "/." in file


def act_file(act: str) -> str:
    """The file of the act with this id."""
    return ACT.path(*act.split("/", 1))


def act_id(file: str) -> str:
    """The id of the act that stands in ``file``, or would if it were in its place."""
    return "/".join(ACT.names(file) or (file,))


def class_file(text: ClassText) -> str:
    """The file of a class text."""
    return CLASS.path(text.id, text.since)


def family_file(substance: Substance) -> str:
    """The file of an identity."""
    return FAMILY.path(substance.family)


def steps(act: Act) -> Iterator[tuple[Step, StepPath]]:
    """Every step of an act with its path in the act's file: the verb, and the number from 0."""
    counts: Counter[str] = Counter()
    for step in act.steps:
        yield step, (step.verb, counts[step.verb])
        counts[step.verb] += 1
