"""Legal acts as plain values: an act, its steps, and the wording a step gives to a line.

Standard library only; ``load`` makes these from the files, ``timeline`` folds them.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.ids import BY_DECISION, EXACT, ON_OR_AFTER, Day

VERBS: Final = ("remove", "move", "add", "amend", "extend", "confirm", "expire")
UNFOLDED: Final = frozenset({"proposal", "withdrawal"})


class Key(NamedTuple):
    """A line's identity for all time."""

    jurisdiction: str
    schedule: str
    line: str

    def __str__(self) -> str:
        return f"{self.jurisdiction}/{self.schedule}/{self.line}"


class Wording(NamedTuple):
    """What a line says. ``None``: the act does not speak of it; ``""`` or ``()``: nothing."""

    printed: str | None = None
    number: str | None = None
    group: str | None = None
    form: str | None = None
    exception: str | None = None
    excepts: tuple[str, ...] | None = None
    covers: tuple[str, ...] | None = None
    limited_to: tuple[str, ...] | None = None
    may_cover: tuple[str, ...] | None = None
    evidence: str | None = None
    date_evidence: str | None = None
    note: str | None = None

    def amended(self, later: "Wording") -> "Wording":
        """This wording with every field that ``later`` speaks of replaced."""
        pairs = zip(self, later, strict=True)
        return Wording._make(old if new is None else new for old, new in pairs)


class Step(NamedTuple):
    """One verb of an act on one line."""

    verb: str
    schedule: str
    line: str
    wording: Wording = Wording()
    substances: tuple[str, ...] = ()
    class_id: str | None = None
    unseen: int = 0
    temporary: bool = False
    expires: date | None = None
    continues: str | None = None
    already_covered_by: str | None = None
    covered_since: Day | None = None
    to_schedule: str | None = None
    to_line: str | None = None
    merged_into: str | None = None
    stands: str | None = None
    releases: tuple[str, ...] = ()


class Act(NamedTuple):
    """A dated legal act. ``id`` is ``<jurisdiction>/<file name>``."""

    id: str
    jurisdiction: str
    kind: str
    title: str
    title_zh: str | None
    authority: tuple[str, ...]
    citation: str
    source: str
    evidence: str
    date_evidence: str
    published: Day | None
    effective: Day | None
    decided: Day | None
    answers: tuple[str, ...]
    note: str | None
    steps: tuple[Step, ...]

    @property
    def day(self) -> Day:
        """The day the fold reckons with: effective, else decided, else published."""
        if self.effective:
            return self.effective
        if self.decided:
            whole = self.decided.qualifier == EXACT
            return self.decided._replace(qualifier=BY_DECISION) if whole else self.decided
        if self.published:
            return Day(self.published.day, ON_OR_AFTER, self.published.day)
        raise AssertionError(f"{self.id} has no date")

    @property
    def known(self) -> Day:
        """The day the public could know the act: published, else decided, else in force."""
        return self.published or self.decided or self.day

    def is_known_on(self, day: date | None) -> bool:
        """Whether the act was public on ``day``; a baseline is record, not news."""
        return day is None or self.kind == "baseline" or self.known.day <= day

    def is_retroactive(self) -> bool:
        """Whether the act takes effect before its publication."""
        return bool(self.published and self.effective and self.effective.day < self.published.day)


class Proposal(NamedTuple):
    """A line that a notice, proposed rule or bill would add."""

    act: Act
    step: Step


def open_proposals(
    acts: Iterable[Act], on: date, known_on: date | None = None
) -> Iterator[Proposal]:
    """Proposals that no act or withdrawal has answered, as known on ``known_on``, else ``on``."""
    horizon = on if known_on is None else known_on
    known = [act for act in acts if act.known.day <= horizon]
    answered = {answer for act in known for answer in act.answers}
    for act in known:
        if act.kind == "proposal" and act.id not in answered:
            for step in act.steps:
                yield Proposal(act, step)
