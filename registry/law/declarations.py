"""What may stand in each kind of file: a value of the record, and what is written beside it.

An act is written in six verbs, each with the keys that people may write in it; the engine folds
them as one kind of ``Step``.
"""

from datetime import date, datetime
from typing import Annotated, Final, NamedTuple

from pydantic import Field

from registry.law import dates, identifiers
from registry.law.acts import Act, AuthorityReading, Step, Wording
from registry.law.marks import (
    INLINE,
    As,
    AtLeast,
    Evidence,
    OneOf,
    PartialDay,
    Prose,
    Slug,
    Taken,
    Text,
    WholeDay,
)
from registry.law.record import Jurisdiction, Substance

VERSION: Final = r"^[0-9]{4}\.[0-9]{2}\.[0-9]{2}(\.[0-9]+)?$"


def corrected(value: object) -> object:
    """A value that a correction names."""
    if isinstance(value, str):
        return identifiers.clean_line(value)
    if isinstance(value, int) or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise ValueError("write text, a whole number, true or false, or a day")


Corrected = Annotated[str | int | date, Taken(corrected)]


class Correction(NamedTuple):
    """A lawful correction of our record, declared so that history is not silently rewritten.

    It stands in the file whose field it corrects; only the review reads it.
    """

    date: WholeDay
    field: Text
    old: Corrected
    new: Corrected
    reason: Text


class Entry(NamedTuple):
    """A table of ``schedules/substances/<family>.toml``."""

    substance: Annotated[Substance, INLINE]
    correction: tuple[Correction, ...] = ()


class Lists(NamedTuple):
    """``schedules/<jurisdiction>/schedules.toml``."""

    law: Annotated[Jurisdiction, INLINE]
    correction: tuple[Correction, ...] = ()

    def jurisdiction(self, name: str) -> Jurisdiction:
        """The jurisdiction ``name`` and its lists."""
        lists = {key: schedule._replace(id=key) for key, schedule in self.law.schedules.items()}
        return self.law._replace(id=name, schedules=lists)


# acts

NOT_SEEN: Final = "not seen"


def expiry(value: object) -> date | str:
    """The day on which a temporary line ends, or that nobody has seen which."""
    return NOT_SEEN if value == NOT_SEEN else dates.whole_day(value)


Expiry = Annotated[date | str | None, Taken(expiry)]


class Target(NamedTuple):
    """The standing line that a verb acts on."""

    schedule: Slug
    line: Slug
    evidence: Evidence | None = None
    date_evidence: Evidence | None = None
    note: Prose | None = None

    def step(self, verb: str) -> Step:
        """What ``verb`` does to the line."""
        wording = Wording(evidence=self.evidence, date_evidence=self.date_evidence, note=self.note)
        return Step(verb, self.schedule, self.line, wording)


class Remove(NamedTuple):
    """A line ends; ``merged_into`` names the standing line of the schedule that absorbs it."""

    target: Annotated[Target, INLINE]
    merged_into: Text | None = None

    def step(self) -> Step:
        """As the engine folds it."""
        return self.target.step("remove")._replace(merged_into=self.merged_into)


class Move(NamedTuple):
    """A whole line goes from ``schedule/line`` to another schedule, slug, or both."""

    wording: Annotated[Wording, INLINE]
    from_: Annotated[Text, As("from")]
    to: Text
    substances: tuple[Slug, ...] = ()
    as_: Annotated[Slug | None, As("as")] = None

    def step(self) -> Step:
        """As the engine folds it."""
        schedule, _, line = self.from_.partition("/")
        to_schedule, _, to_line = self.to.partition("/")
        return Step(
            verb="move",
            schedule=schedule,
            line=line,
            wording=self.wording,
            substances=self.substances,
            to_schedule=to_schedule,
            to_line=self.as_ or to_line or line,
        )


class Add(NamedTuple):
    """A line that begins to stand."""

    wording: Annotated[Wording, INLINE]
    schedule: Slug
    line: Slug | None = None
    substances: tuple[Slug, ...] = ()
    class_: Annotated[Slug | None, As("class")] = None
    unseen: Annotated[int, AtLeast(1)] | None = None
    may_hold: tuple[Slug, ...] = ()
    expires: Expiry = None
    continues: Text | None = None
    already_covered_by: Text | None = None
    covered_since: PartialDay | None = None

    def check(self) -> None:
        """Raise ``ValueError`` for a line without a name, or covered by nothing it names."""
        if self.line is None and len(self.substances) != 1 and self.class_ is None:
            raise ValueError('without one substance or a class a line needs line = "..."')
        if self.covered_since is not None and self.already_covered_by is None:
            raise ValueError("covered_since needs already_covered_by, the line that covered it")
        if self.may_hold and self.unseen is None:
            raise ValueError("may_hold needs unseen: it says what names not seen can be")

    def step(self) -> Step:
        """As the engine folds it; the line's slug is as written, else the class or substance."""
        return Step(
            verb="add",
            schedule=self.schedule,
            line=self.line or self.class_ or self.substances[0],
            wording=self.wording,
            substances=self.substances,
            class_id=self.class_,
            unseen=self.unseen or 0,
            may_hold=self.may_hold,
            temporary=self.expires is not None,
            expires=self.expires if isinstance(self.expires, date) else None,
            continues=self.continues,
            already_covered_by=self.already_covered_by,
            covered_since=self.covered_since,
        )


class Amend(NamedTuple):
    """Wording, scope or number of a standing line change."""

    wording: Annotated[Wording, INLINE]
    schedule: Slug
    line: Slug
    substances: tuple[Slug, ...] = ()
    releases: tuple[Slug, ...] = ()

    def step(self) -> Step:
        """As the engine folds it."""
        step = Step("amend", self.schedule, self.line, self.wording, self.substances)
        return step._replace(releases=self.releases)


class Extend(NamedTuple):
    """A temporary line stands longer; ``expires`` is the first day on which it no longer stands."""

    target: Annotated[Target, INLINE]
    expires: WholeDay
    stands: Text | None = None

    def step(self) -> Step:
        """As the engine folds it."""
        return self.target.step("extend")._replace(expires=self.expires, stands=self.stands)


class Confirm(NamedTuple):
    """A temporary line becomes permanent."""

    target: Annotated[Target, INLINE]
    stands: Text | None = None

    def step(self) -> Step:
        """As the engine folds it."""
        return self.target.step("confirm")._replace(stands=self.stands)


class ActFile(NamedTuple):
    """``schedules/<jurisdiction>/acts/<day>-<slug>.toml``: one legal act, in its own verbs."""

    head: Annotated[Act, INLINE]
    date_evidence: Evidence | None = None
    remove: tuple[Remove, ...] = ()
    move: tuple[Move, ...] = ()
    add: tuple[Add, ...] = ()
    amend: tuple[Amend, ...] = ()
    extend: tuple[Extend, ...] = ()
    confirm: tuple[Confirm, ...] = ()
    reading: tuple[AuthorityReading, ...] = ()
    correction: tuple[Correction, ...] = ()

    def act(self, jurisdiction: str, name: str) -> Act:
        """The act ``name`` of ``jurisdiction``, its verbs as steps."""
        verbs = (self.remove, self.move, self.add, self.amend, self.extend, self.confirm)
        return self.head._replace(
            id=f"{jurisdiction}/{name}",
            jurisdiction=jurisdiction,
            date_evidence=self.date_evidence or self.head.evidence,
            steps=tuple(verb.step() for tables in verbs for verb in tables),
            readings=self.reading,
        )


class Excused(NamedTuple):
    """One finding that is excused: ``what`` is a part of its sentence, ``until`` is exclusive."""

    code: Text
    file: Text
    what: Text
    since: WholeDay
    until: WholeDay | None
    reason: Text


class Exceptions(NamedTuple):
    """``schedules/exceptions.toml``: findings that somebody judged; no part of the record."""

    exception: tuple[Excused, ...]


class Edition(NamedTuple):
    """``schedules/registry.toml``."""

    number: Annotated[int, OneOf((1,)), As("schema")]
    version: Annotated[str, Field(pattern=VERSION)]
    title: Text
