"""The copy of the data in which edits are planted, and the rows that a plant may pick."""

from __future__ import annotations

import csv
import io
import random
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

Thing = TypeVar("Thing")
TODAY: Final = date(2026, 11, 24)
Files = dict[str, str]
Table = dict[str, Any]


class Expected(NamedTuple):
    """What the review says of one plant.

    ``effects``: jurisdiction, kind, line. ``corrections`` and ``rewrites``: kind or nothing, file,
    field. ``findings``: code, file. ``identities``: the substance. ``rules``: file, field.
    """

    effects: tuple[tuple[str, str, str], ...] = ()
    corrections: tuple[tuple[str, str, str], ...] = ()
    rewrites: tuple[tuple[str, str], ...] = ()
    findings: tuple[tuple[str, str], ...] = ()
    editorial: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()


class Row(NamedTuple):
    """A line that one act adds: where it is written and what is written there."""

    place: str
    schedule: str
    line: str
    substances: tuple[str, ...]
    file: str
    act: Table
    step: Table

    @property
    def path(self) -> str:
        """``schedule/line``, as other acts name it."""
        return f"{self.schedule}/{self.line}"


def read_tree(root: Path) -> Files:
    """Every file below ``schedules`` and ``seeds``, byte for byte as text."""
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for folder in ("schedules", "seeds")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and path.suffix in {".toml", ".csv"}
    }


class World:
    """What the real data say, as far as a plant must know it."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.parsed = {name: tomllib.loads(text) for name, text in files.items() if _is_toml(name)}
        self.text = "\n".join(text for name, text in files.items() if _is_toml(name))
        self.acts = {name: one for name, one in self.parsed.items() if "/acts/" in name}
        self.mentions: Counter[tuple[str, str, str]] = Counter()
        self.named: Counter[str] = Counter()
        self.lines_of: Counter[tuple[str, str]] = Counter()
        self.rows: list[Row] = []
        for name, act in self.acts.items():
            self._read(name, act)
        self.printed = {
            name: _cells(text) for name, text in files.items() if "/reconcile/2" in name
        }

        self.ends = [
            (name, row["act"], f"{row['schedule']}/{row['line']}")
            for name, text in files.items()
            if name.endswith("/transcribed.csv")
            for row in csv.DictReader(io.StringIO(text))
        ]

    def _read(self, name: str, act: Table) -> None:
        place = name.split("/")[1]
        for verb in ("add", "remove", "move", "amend", "extend", "confirm"):
            for step in act.get(verb, ()):
                names = tuple(step.get("substances", ()))
                for schedule, line in _spoken(verb, step):
                    self.mentions[place, schedule, line] += 1
                self.named.update(names)
                self.lines_of.update((place, one) for one in names)
                if verb == "add" and act["kind"] not in {"proposal", "baseline"}:
                    schedule, line = _spoken(verb, step)[0]
                    self.rows.append(Row(place, schedule, line, names, name, act, step))

    def alone(self, place: str) -> list[Row]:
        """Permanent lines in force of one substance that nothing else names or refers to.

        Their act names no other line, and is referred to by nothing.
        """
        return [
            row
            for row in self.rows
            if row.place == place
            and self.mentions[place, row.schedule, row.line] == 1
            and len(row.substances) == 1
            and self.lines_of[place, row.substances[0]] == 1
            and self.named[row.substances[0]] > 1
            and row.line == row.substances[0]
            and not {"expires", "continues", "already_covered_by", "form", "except"} & set(row.step)
            and isinstance(row.act.get("effective"), date)
            and date(1990, 1, 1) < row.act["effective"] < TODAY
            and sum(len(row.act.get(verb, ())) for verb in VERBS) == 1
            and f'"{row.path}"' not in self.text
            and f'"{act_id(row.file)}"' not in self.text
        ]

    def differs(self, row: Row, *fields: str) -> tuple[tuple[str, str], ...]:
        """The official texts that speak of the line, and of one of ``fields`` (none: of any)."""
        found = []
        for name, cells in self.printed.items():
            cell = cells.get((row.schedule, row.line)) if f"/{row.place}/" in name else None
            if cell is not None and (not fields or any(cell[one] for one in fields)):
                found.append(("REC101", name))
        return tuple(found)

    def ended(self, act: str, *lines: str) -> tuple[tuple[str, str], ...]:
        """The tables of source rows that end in the act, and on one of ``lines`` (none: on any)."""
        found = {
            name for name, end, line in self.ends if end == act and (not lines or line in lines)
        }
        return tuple(("REC107", name) for name in sorted(found))

    def family(self, substance: str) -> str:
        """The file that holds an identity."""
        return next(
            name for name, one in self.parsed.items() if "/substances/" in name and substance in one
        )

    def identities(self) -> list[tuple[str, str, Table]]:
        """Every identity: file, id, what is written of it."""
        return [
            (name, key, one)
            for name, table in self.parsed.items()
            if "/substances/" in name
            for key, one in table.items()
        ]


VERBS: Final = ("add", "remove", "move", "amend", "extend", "confirm")


def _is_toml(name: str) -> bool:
    return name.endswith(".toml")


def act_id(file: str) -> str:
    """The id of an act by its file."""
    return file.removeprefix("schedules/").removesuffix(".toml").replace("/acts/", "/")


def _spoken(verb: str, step: Table) -> list[tuple[str, str]]:
    if verb == "move":
        schedule, _, line = step["from"].partition("/")
        target, _, to = step["to"].partition("/")
        return [(schedule, line), (target, step.get("as") or to or line)]
    named = (step.get("line"), step.get("class"), next(iter(step.get("substances", ())), None))
    return [(step["schedule"], next(one for one in named if one))]


def _cells(text: str) -> dict[tuple[str, str], dict[str, str]]:
    rows = csv.DictReader(io.StringIO(text))
    return {(row["schedule"], row["line"]): row for row in rows}


class Bed:
    """The files being edited; a row, file or substance is picked once."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.files = dict(world.files)
        self.dice = random.Random(seed)  # noqa: S311 (a seed that can be named again)
        self.used: set[object] = set()
        self.serial = 0
        self.offered: dict[str, list[Any]] = defaultdict(list)

    def pick(self, things: Iterable[Thing], *marks: str) -> Thing:
        """One of ``things`` that no plant has picked; ``marks`` are the names it goes by."""
        left = [one for one in things if not self.used & _marks(one)]
        if not left:
            raise LookupError("no row is left to plant in")
        found = self.dice.choice(sorted(left, key=repr))
        self.used |= _marks(found) | set(marks)
        return found

    def row(self, place: str) -> Row:
        """A line that nothing else speaks of."""
        return self.pick(self.world.alone(place))

    def replace(self, file: str, old: str, new: str) -> None:
        """Replace the first ``old`` of a file; it must be there."""
        if old not in self.files[file]:
            raise LookupError(f"{file} holds no {old!r}")
        self.files[file] = self.files[file].replace(old, new, 1)

    def in_identity(self, file: str, key: str, old: str, new: str) -> None:
        """Replace within the table of one identity."""
        head = next(one for one in (f"[{key}]", f'["{key}"]') if one in self.files[file])
        before, _, after = self.files[file].partition(head)
        if old not in after:
            raise LookupError(f"{key} holds no {old!r}")
        self.files[file] = before + head + after.replace(old, new, 1)

    def act(self, place: str, steps: str, kind: str = "rule", **said: str) -> str:
        """A new act of 20 November 2026, in force on 15 January 2027; its file."""
        self.serial += 1
        day = said.pop("published", "2026-11-20")
        fields = {
            "title": f'"Planted act {self.serial}"',
            "kind": f'"{kind}"',
            "authority": '["Planter"]',
            "citation": f'"Planted {self.serial}"',
            "source": '"https://example.org/"',
            "evidence": '"secondary"',
            "published": day,
            "effective": "2027-01-15",
        } | said
        name = f"schedules/{place}/acts/{day}-planted-{self.serial}.toml"
        lines = [f"{field} = {value}" for field, value in fields.items() if value]
        self.files[name] = "\n".join([*lines, steps, ""])
        return name


def _marks(thing: object) -> set[object]:
    """The names by which a thing is known to be taken."""
    if isinstance(thing, Row):
        return {thing.file, *thing.substances}
    if isinstance(thing, tuple):
        return {one for one in thing[1:] if isinstance(one, str)}
    return {thing}
