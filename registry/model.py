"""What people write in ``schedules/`` and ``seeds/``, as pydantic models.

A model says what may stand in a file; it draws no legal conclusion. ``load`` turns models into
the plain values of ``timeline`` and ``coverage``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    field_validator,
    model_validator,
)

from registry import ids

Slug = Annotated[str, AfterValidator(ids.slug)]
Text = Annotated[str, AfterValidator(ids.clean_line)]
Prose = Annotated[str, AfterValidator(ids.clean_text)]
Clearable = Annotated[str, AfterValidator(lambda text: text and ids.clean_line(text))]
Cas = Annotated[str, AfterValidator(ids.cas_number)]
InChIKey = Annotated[str, AfterValidator(ids.inchikey)]
Unii = Annotated[str, AfterValidator(ids.unii)]
PartialDay = Annotated[ids.Day, PlainValidator(ids.partial_day)]
Link = Annotated[str, AfterValidator(ids.clean_text)]

Evidence = Literal["official", "secondary", "unverified"]
Kind = Literal[
    "salt",
    "optical-isomer",
    "geometric-isomer",
    "positional-isomer",
    "racemate",
    "ester",
    "ether",
    "amide",
    "carbamate",
    "halide",
    "acetal",
]
Regime = Literal["drug", "precursor", "veterinary", "export"]


def _whole_day(value: object) -> object:
    if isinstance(value, str):
        return ids.civil_date(value)
    if isinstance(value, date):
        return ids.partial_day(value).day
    raise ValueError("this is not a day; write YYYY-MM-DD without quotation marks")


WholeDay = Annotated[date, BeforeValidator(_whole_day)]


class Written(BaseModel):
    """Whatever a person wrote: no unknown key, no silent change of type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


class FormOf(Written):
    """This substance is a form (salt, isomer, ester ...) of another one of the registry."""

    substance: Slug
    kind: Kind = Field(alias="as")


class Substance(Written):
    """A chemical identity; what the law says of it stands elsewhere.

    ``structure`` says how well the structure is known: ``agreed`` by two independent sources, or
    ``single`` where only one gave it (shown as such; no check trusts it).
    """

    name: Text
    name_zh: Text | None = None
    aliases: tuple[Text, ...] = ()
    cas: tuple[Cas, ...] = ()
    inchikey: InChIKey | None = None
    smiles: Text | None = None
    structure: Literal["agreed", "single"] | None = None
    unii: Unii | None = None
    form_of: FormOf | None = None
    source: Text | None = None
    note: Prose | None = None


class Clause(Written):
    """Which relatives of a listed substance a list, or a group of its lines, reaches.

    ``covers`` is what the text says; ``open`` is what the law or our reading leaves undecided;
    ``excepts`` names substances that the text takes out.
    """

    covers: tuple[Kind, ...] = ()
    open: tuple[Kind, ...] = ()
    excepts: tuple[Slug, ...] = ()
    text: Prose | None = None


class Schedule(Written):
    """A list that one jurisdiction keeps.

    ``complete_from``: first day from which our record of which names stood is whole.
    ``verified_through``: last day to which the record was compared with a text of the list.
    """

    title: Text
    title_zh: Text | None = None
    instrument: Text
    regime: Regime
    clause: Clause = Clause()
    groups: dict[Slug, Clause] = {}
    complete_from: WholeDay | None = None
    complete: bool
    verified_through: WholeDay
    note: Prose | None = None

    @model_validator(mode="after")
    def _whole_from_a_day(self) -> Schedule:
        if self.complete and self.complete_from is None:
            raise ValueError(
                "a complete list needs complete_from, the first day of the whole record"
            )
        return self


class Jurisdiction(Written):
    """``schedules/<jurisdiction>/schedules.toml``."""

    name: Text
    short: Text
    parent: Slug | None = None
    caveat: Text | None = None
    schedules: dict[Slug, Schedule]


class Wording(Written):
    """The part of a line that an act may later amend. An empty string clears a field.

    ``may_cover`` names substances that the line's words may reach ("and other derivatives") while
    nobody has said whether they do.
    """

    printed: Clearable | None = None
    number: Clearable | None = None
    group: Slug | None = None
    form: Clearable | None = None
    exception: Clearable | None = Field(default=None, alias="except")
    excepts: tuple[Slug, ...] | None = None
    covers: tuple[Kind, ...] | None = None
    limited_to: tuple[Text, ...] | None = None
    may_cover: tuple[Slug, ...] | None = None
    evidence: Evidence | None = None
    date_evidence: Evidence | None = None
    note: Prose | None = None


class Add(Wording):
    """A line that begins to stand."""

    schedule: Slug
    line: Slug | None = None
    substances: tuple[Slug, ...] = ()
    class_: Slug | None = Field(default=None, alias="class")
    unseen: Annotated[int, Field(ge=1)] | None = None
    expires: WholeDay | Literal["not seen"] | None = None
    continues: Text | None = None
    already_covered_by: Text | None = None
    covered_since: PartialDay | None = None

    @field_validator("expires", mode="before")
    @classmethod
    def _not_seen_or_day(cls, value: object) -> object:
        return value if value is None or value == "not seen" else _whole_day(value)

    @model_validator(mode="after")
    def _one_slug(self) -> Add:
        if self.line is None and len(self.substances) != 1 and self.class_ is None:
            raise ValueError('without one substance or a class a line needs line = "..."')
        if self.covered_since is not None and self.already_covered_by is None:
            raise ValueError("covered_since needs already_covered_by, the line that covered it")
        return self

    @property
    def slug(self) -> str:
        """The line's slug: as written, else the class, else the substance."""
        return self.line or self.class_ or self.substances[0]


class Target(Written):
    """A verb that acts on a standing line."""

    schedule: Slug
    line: Slug
    evidence: Evidence | None = None
    date_evidence: Evidence | None = None
    note: Prose | None = None


class Remove(Target):
    """A line ends; ``merged_into`` names the standing line of the schedule that absorbs it."""

    merged_into: Text | None = None


class Move(Wording):
    """A whole line goes from ``schedule/line`` to another schedule, slug, or both."""

    from_: Text = Field(alias="from")
    to: Text
    substances: tuple[Slug, ...] | None = None
    as_: Slug | None = Field(default=None, alias="as")


class Amend(Wording):
    """Wording, scope or number of a standing line change."""

    schedule: Slug
    line: Slug
    substances: tuple[Slug, ...] | None = None
    releases: tuple[Slug, ...] = ()


class Extend(Target):
    """A temporary line stands longer; ``expires`` is the first day on which it no longer stands."""

    expires: WholeDay
    stands: Text | None = None


class Confirm(Target):
    """A temporary line becomes permanent."""

    stands: Text | None = None


class Correction(Written):
    """A lawful correction of our record, declared so that history is not silently rewritten."""

    date: WholeDay
    field: Text
    old: Text | int | bool | WholeDay
    new: Text | int | bool | WholeDay
    reason: Text


class Act(Written):
    """``schedules/<jurisdiction>/acts/<day>-<slug>.toml``: one legal act, in its own verbs."""

    title: Text
    title_zh: Text | None = None
    kind: Literal[
        "baseline", "statute", "rule", "order", "announcement", "decision", "proposal", "withdrawal"
    ]
    authority: Annotated[tuple[Text, ...], Field(min_length=1)]
    citation: Clearable
    source: Link
    evidence: Evidence
    date_evidence: Evidence | None = None
    published: PartialDay | None = None
    effective: PartialDay | None = None
    decided: PartialDay | None = None
    answers: tuple[Text, ...] = ()
    note: Prose | None = None
    add: tuple[Add, ...] = ()
    remove: tuple[Remove, ...] = ()
    move: tuple[Move, ...] = ()
    amend: tuple[Amend, ...] = ()
    extend: tuple[Extend, ...] = ()
    confirm: tuple[Confirm, ...] = ()
    correction: tuple[Correction, ...] = ()

    @model_validator(mode="after")
    def _dated(self) -> Act:
        if not (self.published or self.effective or self.decided):
            raise ValueError("an act needs published, effective or decided")
        return self


class Verdict(Written):
    """What the text of a class, or its authority, says of named substances."""

    substances: tuple[Slug, ...]
    verdict: Literal["in", "out", "review"]
    since: WholeDay | None = None
    basis: Text
    source: Text


class ClassText(Written):
    """``schedules/classes/<class>/<in force from>.toml``: one text of one generic definition.

    ``families`` are the families of the registry whose members the text may reach; a member that
    neither the text nor the authority names is ``undetermined``.
    """

    title: Text
    title_zh: Text | None = None
    jurisdiction: Slug
    schedule: Slug | None = None
    text: Prose
    citation: Clearable
    source: Link
    evidence: Evidence
    families: tuple[Slug, ...]
    note: Prose | None = None
    verdict: tuple[Verdict, ...] = ()


class Claim(Written):
    """One statement of a source document, in our own words, and the acts that answer it."""

    says: Prose
    supports: tuple[Text, ...] = ()
    status: Literal["confirmed", "contradicted", "pending"]
    context: bool = False
    note: Prose | None = None


class Seed(Written):
    """``seeds/*.toml``: a document that the registry answers."""

    title: Text
    publisher: Text
    date: WholeDay
    source: Text
    note: Prose | None = None
    claim: tuple[Claim, ...]


class Excused(Written):
    """One finding that is excused: ``what`` is a part of its sentence, ``until`` is exclusive."""

    code: Text
    file: Text
    what: Text
    since: WholeDay
    until: WholeDay | None = None
    reason: Text


class Exceptions(Written):
    """``schedules/exceptions.toml``: findings that somebody judged; no part of the record."""

    exception: tuple[Excused, ...]


class Edition(Written):
    """``schedules/registry.toml``."""

    schema_: Literal[1] = Field(alias="schema")
    version: Annotated[str, Field(pattern=r"^[0-9]{4}\.[0-9]{2}\.[0-9]{2}(\.[0-9]+)?$")]
    title: Text
