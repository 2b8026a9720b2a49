"""The whole record as plain values: identities, lists, acts, class texts, source documents.

Each class is also the declaration of what people write in the files: see ``marks``. ``loading``
makes a ``Record``. Standard library only.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, NamedTuple

from registry.law.acts import Act, Wording
from registry.law.marks import (
    PLACED,
    As,
    AtLeast,
    Cas,
    Clearable,
    Evidence,
    InChIKey,
    Kind,
    Language,
    MedicalUse,
    OneOf,
    Prose,
    Regime,
    Slug,
    Text,
    Unii,
    WholeDay,
)


class FormOf(NamedTuple):
    """A substance is a form (salt, optical isomer, ester ...) of another one."""

    substance: Slug
    kind: Annotated[Kind, As("as")]


class Substance(NamedTuple):
    """A chemical identity; what the law says of it stands elsewhere.

    ``family`` is the name of the file it stands in. ``structure`` says how well the structure is
    known: ``agreed`` by two independent sources, or ``single`` where only one gave it (shown as
    such; no check trusts it).
    """

    id: Annotated[str, PLACED]
    family: Annotated[str, PLACED]
    name: Text
    name_zh: Text | None = None
    aliases: tuple[Text, ...] = ()
    cas: tuple[Cas, ...] = ()
    inchikey: InChIKey | None = None
    smiles: Text | None = None
    structure: Annotated[str, OneOf(("agreed", "single"))] | None = None
    unii: Unii | None = None
    form_of: FormOf | None = None
    source: Text | None = None
    note: Prose | None = None


class Clause(NamedTuple):
    """Which relatives of a listed substance a list, or a group of its lines, reaches.

    ``covers`` is what the text says; ``open`` is what the law or our reading leaves undecided;
    ``excepts`` names substances that the text takes out. Of a group, ``medical_use`` stands where
    the instrument divides it from its list by that.
    """

    covers: tuple[Kind, ...] = ()
    open: tuple[Kind, ...] = ()
    excepts: tuple[Slug, ...] = ()
    text: Prose | None = None
    medical_use: MedicalUse = None


class Schedule(NamedTuple):
    """A list that one jurisdiction keeps.

    ``complete_from``: first day from which our record of which names stood is whole.
    ``verified_through``: last day to which the record was compared with a text of the list.
    ``stands_in_for``: the regime by which others control what this list reaches.
    ``medical_use``: whether it is the list for medical use, where the instrument divides by that.
    ``effect_days``: days from the communication of a decision to its full effect, where the
    instrument says so (Convention of 1971, art. 2(7); Convention of 1988, art. 12(6)).
    ``may_hold``: the families that the unknown part of a list held in part can hold.
    ``whole_for``: the substances for which a list held in part is whole.
    """

    id: Annotated[str, PLACED]
    title: Text
    title_zh: Text | None
    instrument: Text
    regime: Regime
    complete_from: WholeDay | None
    complete: bool
    verified_through: WholeDay
    clause: Clause = Clause()
    groups: dict[Slug, Clause] = {}  # noqa: RUF012 (nobody changes a value)
    note: Prose | None = None
    stands_in_for: Regime | None = None
    medical_use: MedicalUse = None
    effect_days: Annotated[int, AtLeast(1)] | None = None
    may_hold: tuple[Slug, ...] = ()
    whole_for: tuple[Slug, ...] = ()

    def check(self) -> None:
        """Raise ``ValueError`` for a complete list without a day, and for two medical uses."""
        if self.complete and self.complete_from is None:
            raise ValueError(
                "a complete list needs complete_from, the first day of the whole record"
            )
        if self.clause.medical_use is not None:
            raise ValueError("a list says medical_use itself, not in its clause")
        if self.complete and (self.may_hold or self.whole_for):
            raise ValueError("only a list held in part has may_hold and whole_for")

    def clause_of(self, group: str | None) -> Clause:
        """The general clause that governs a line: that of its group, else that of the list."""
        return self.groups.get(group or "", self.clause)

    def medical_use_of(self, line: Wording) -> bool | None:
        """Whether a line is one for medical use: as it says, else its group, else the list."""
        levels = (line.medical_use, self.clause_of(line.group).medical_use, self.medical_use)
        nearest = next((level for level in levels if level is not None), None)
        return nearest if isinstance(nearest, bool) else None

    def may_name(self, substance: Substance) -> bool:
        """Whether the unknown part of the list, if it has one, may name ``substance``."""
        held_in_part = not self.complete and substance.id not in self.whole_for
        return held_in_part and substance.family in self.may_hold


class NotHeld(NamedTuple):
    """A regime or list of a jurisdiction that the record does not hold, and what it may reach.

    ``regime`` is a word of its own, ``families`` and ``substances`` are those that it may reach.
    """

    title: Text
    regime: Slug
    families: tuple[Slug, ...] = ()
    substances: tuple[Slug, ...] = ()
    why: Prose = ""

    def check(self) -> None:
        """Raise ``ValueError`` for a list that reaches nothing, or without a reason."""
        if not (self.families or self.substances):
            raise ValueError("what is not held needs families or substances")
        if not self.why:
            raise ValueError("what is not held needs why")

    def reaches(self, substance: Substance) -> bool:
        """Whether it may reach ``substance``."""
        return substance.family in self.families or substance.id in self.substances


class Jurisdiction(NamedTuple):
    """A law-giver and the lists it keeps. ``parent`` is set for a sub-national one.

    ``aliases`` are other names that people type for its id. ``order`` is its place among the others
    (those without one follow by id), ``code_name`` what its code numbers are called where they lead
    to a substance, ``lang`` the language in which its acts print lines, as a tag of BCP 47.
    """

    id: Annotated[str, PLACED]
    name: Text
    short: Text
    parent: Slug | None
    caveat: Text | None
    schedules: dict[Slug, Schedule]
    aliases: tuple[Slug, ...] = ()
    order: Annotated[int, AtLeast(1)] | None = None
    code_name: Text | None = None
    lang: Language | None = None
    not_held: tuple[NotHeld, ...] = ()

    @property
    def complete_from(self) -> date | None:
        """The latest first day of its complete lists; ``None`` if no list is complete."""
        days = [schedule.complete_from for schedule in self.schedules.values() if schedule.complete]
        return max((day for day in days if day is not None), default=None)

    @property
    def unclear_before(self) -> date | None:
        """Before this day no name may be called unlisted; ``None``: on no day.

        A list that is held only in part counts too, where it gives its first day.
        """
        if self.complete_from is None:
            return None
        days = [schedule.complete_from for schedule in self.schedules.values()]
        return max(day for day in days if day is not None)

    @property
    def verified_through(self) -> date:
        """The earliest last day of its complete lists, else of all its lists."""
        lists = [schedule for schedule in self.schedules.values() if schedule.complete]
        days = (schedule.verified_through for schedule in lists or self.schedules.values())
        return min(days, default=date.min)

    @property
    def complete(self) -> bool:
        """Whether the record holds all its lists whole."""
        return all(schedule.complete for schedule in self.schedules.values())


class Verdict(NamedTuple):
    """What a class text, or its authority, says of a named substance."""

    verdict: Annotated[str, OneOf(("in", "out", "review"))]
    since: WholeDay | None
    basis: Text
    source: Text


class Judged(NamedTuple):
    """What the rule of a class text says of a substance's structure; a row of ``coverage.csv``.

    ``since`` is set where it holds only from a later day of the text on.
    """

    verdict: str
    since: date | None
    reason: str


class ClassText(NamedTuple):
    """One text of one generic definition, in force from ``since`` until the next text.

    ``families`` are the families of the registry whose members the text may reach; a member that
    neither the text nor the authority names is ``undetermined``. ``verdicts`` are what the text or
    its authority says of substances by name, ``judged`` what its rule says of their structures: in
    order of their days, each until the next.
    """

    id: Annotated[str, PLACED]
    since: Annotated[date, PLACED]
    title: Text
    title_zh: Text | None
    jurisdiction: Slug
    schedule: Slug | None
    text: Prose
    citation: Clearable
    source: Prose
    evidence: Evidence
    families: tuple[Slug, ...]
    note: Prose | None
    verdicts: Annotated[dict[str, Verdict], PLACED]
    judged: Annotated[dict[str, tuple[Judged, ...]], PLACED]


class Claim(NamedTuple):
    """One statement of a source document, in our own words, and the acts that answer it."""

    says: Prose
    status: Annotated[str, OneOf(("confirmed", "contradicted", "pending"))]
    supports: tuple[Text, ...] = ()
    context: bool = False
    note: Prose | None = None


class Seed(NamedTuple):
    """``seeds/*.toml``: a source document that the registry answers, and its claims."""

    id: Annotated[str, PLACED]
    title: Text
    publisher: Text
    date: WholeDay
    source: Text
    note: Prose | None
    claims: Annotated[tuple[Claim, ...], As("claim")]


class Record(NamedTuple):
    """All that the data say. ``digest`` is of the parsed content, not of bytes.

    ``names`` is the digest of the tables of names, which are read when a name is looked for.
    """

    version: str
    title: str
    digest: str
    jurisdictions: dict[str, Jurisdiction]
    substances: dict[str, Substance]
    acts: dict[str, Act]
    classes: tuple[ClassText, ...]
    seeds: tuple[Seed, ...]
    names: str = ""

    def schedule(self, jurisdiction: str, schedule: str) -> Schedule:
        """The list ``schedule`` of ``jurisdiction``."""
        return self.jurisdictions[jurisdiction].schedules[schedule]

    @property
    def principal(self) -> tuple[str, ...]:
        """The jurisdictions that are no part of another, in the order in which they are shown."""
        return tuple(name for name, law in self.jurisdictions.items() if law.parent is None)

    def lists(self) -> Iterator[tuple[Jurisdiction, Schedule]]:
        """Every list with its jurisdiction, in the order in which they are shown."""
        for law in self.jurisdictions.values():
            for schedule in law.schedules.values():
                yield law, schedule

    def jurisdiction_named(self, typed: str) -> str | None:
        """The jurisdiction that ``typed`` names in any case: by its id, else by an alias."""
        name = typed.casefold()
        if name in self.jurisdictions:
            return name
        laws = self.jurisdictions.values()
        return next((law.id for law in laws if name in law.aliases), None)


def in_order(laws: Mapping[str, Jurisdiction]) -> list[str]:
    """Jurisdiction ids by their ``order``, then those without one in alphabetical order."""
    last = max((law.order or 0 for law in laws.values()), default=0) + 1
    return sorted(laws, key=lambda name: (laws[name].order or last, name))
