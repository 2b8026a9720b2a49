"""The six verbs of an act, each with the keys that people may write in it.

The engine folds them as one kind of ``Step``. What is written and what is folded are two concepts
here, so each has its own declaration.
"""

from datetime import date
from typing import Annotated, Final, NamedTuple

from registry.law import dates
from registry.law.acts import Step, Wording
from registry.law.marks import (
    INLINE,
    As,
    AtLeast,
    Evidence,
    PartialDay,
    Prose,
    Slug,
    Taken,
    Text,
    WholeDay,
)

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
