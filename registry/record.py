"""The whole record as plain values: identities, lists, acts, class texts, source documents.

``load`` makes a ``Record``; everything else reads one. Standard library only.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from registry.acts import Act

# The order in which jurisdictions are shown; others follow in alphabetical order.
PRINCIPAL = ("us", "cn", "un")


class FormOf(NamedTuple):
    """A substance is a form (salt, optical isomer, ester ...) of another one."""

    substance: str
    kind: str


class Substance(NamedTuple):
    """A chemical identity. ``family`` is the name of the file it stands in."""

    id: str
    family: str
    name: str
    name_zh: str | None
    aliases: tuple[str, ...]
    cas: tuple[str, ...]
    inchikey: str | None
    smiles: str | None
    structure: str | None
    unii: str | None
    form_of: FormOf | None
    source: str | None
    note: str | None


class Clause(NamedTuple):
    """Which relatives of a listed substance the text reaches, leaves open, or takes out."""

    covers: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    excepts: tuple[str, ...] = ()
    text: str | None = None


class Schedule(NamedTuple):
    """A list that one jurisdiction keeps."""

    id: str
    title: str
    title_zh: str | None
    instrument: str
    regime: str
    clause: Clause
    groups: dict[str, Clause]
    complete_from: date | None
    complete: bool
    verified_through: date
    note: str | None

    def clause_of(self, group: str | None) -> Clause:
        """The general clause that governs a line: that of its group, else that of the list."""
        return self.groups.get(group or "", self.clause)


class Jurisdiction(NamedTuple):
    """A law-giver and the lists it keeps. ``parent`` is set for a sub-national one."""

    id: str
    name: str
    short: str
    parent: str | None
    caveat: str | None
    schedules: dict[str, Schedule]

    @property
    def complete_from(self) -> date | None:
        """The latest first day of its complete lists; ``None`` if no list is complete."""
        days = [one.complete_from for one in self.schedules.values() if one.complete]
        return max((day for day in days if day is not None), default=None)

    @property
    def unclear_before(self) -> date | None:
        """Before this day no name may be called unlisted; ``None``: on no day.

        That a list is held only in part from now on makes nothing known that was not.
        """
        if self.complete_from is None:
            return None
        days = [one.complete_from for one in self.schedules.values()]
        return max(day for day in days if day is not None)

    @property
    def verified_through(self) -> date:
        """The earliest last day of its complete lists, else of all its lists."""
        lists = [one for one in self.schedules.values() if one.complete]
        days = (one.verified_through for one in lists or self.schedules.values())
        return min(days, default=date.min)

    @property
    def complete(self) -> bool:
        """Whether the record holds all its lists whole."""
        return all(one.complete for one in self.schedules.values())


class Verdict(NamedTuple):
    """What a class text, or its authority, says of a named substance."""

    verdict: str
    since: date | None
    basis: str
    source: str


class Judged(NamedTuple):
    """What the rule of a class text says of a substance's structure; a row of ``coverage.csv``.

    ``since`` is set where it holds only from a later day of the text on.
    """

    verdict: str
    since: date | None
    reason: str


class ClassText(NamedTuple):
    """One text of one generic definition, in force from ``since`` until the next text.

    ``verdicts`` are what the text or its authority says of substances by name, ``judged`` what its
    rule says of their structures: in order of their days, each until the next.
    """

    id: str
    since: date
    title: str
    title_zh: str | None
    jurisdiction: str
    schedule: str | None
    text: str
    citation: str
    source: str
    evidence: str
    families: tuple[str, ...]
    note: str | None
    verdicts: dict[str, Verdict]
    judged: dict[str, tuple[Judged, ...]]


class Claim(NamedTuple):
    """One statement of a source document."""

    says: str
    supports: tuple[str, ...]
    status: str
    context: bool
    note: str | None


class Seed(NamedTuple):
    """A source document and its claims."""

    id: str
    title: str
    publisher: str
    date: date
    source: str
    note: str | None
    claims: tuple[Claim, ...]


class Record(NamedTuple):
    """All that the data say. ``digest`` is of the parsed content, not of bytes."""

    version: str
    title: str
    digest: str
    jurisdictions: dict[str, Jurisdiction]
    substances: dict[str, Substance]
    acts: dict[str, Act]
    classes: tuple[ClassText, ...]
    seeds: tuple[Seed, ...]

    def schedule(self, jurisdiction: str, schedule: str) -> Schedule:
        """The list ``schedule`` of ``jurisdiction``."""
        return self.jurisdictions[jurisdiction].schedules[schedule]


def in_order(names: Iterable[str]) -> list[str]:
    """Jurisdiction ids with the principal ones first."""
    ids = sorted(names)
    return [one for one in PRINCIPAL if one in ids] + [one for one in ids if one not in PRINCIPAL]
