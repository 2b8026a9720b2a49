"""What may stand in each kind of file: a value of the record, and what is written beside it."""

from datetime import date, datetime
from typing import Annotated, Final, NamedTuple

from pydantic import Field

from registry.law import identifiers
from registry.law.acts import Act
from registry.law.marks import INLINE, As, Evidence, OneOf, Taken, Text, WholeDay
from registry.law.record import Jurisdiction, Substance
from registry.law.verbs import Add, Amend, Confirm, Extend, Move, Remove

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
    correction: tuple[Correction, ...] = ()

    def act(self, place: str, name: str) -> Act:
        """The act ``name`` of the jurisdiction ``place``, its verbs as steps."""
        verbs = (self.remove, self.move, self.add, self.amend, self.extend, self.confirm)
        return self.head._replace(
            id=f"{place}/{name}",
            jurisdiction=place,
            date_evidence=self.date_evidence or self.head.evidence,
            steps=tuple(verb.step() for tables in verbs for verb in tables),
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
