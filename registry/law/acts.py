"""Legal acts as plain values: an act, its steps, and the wording a step gives to a line.

Act and wording are also the declaration of what people write in the files (see ``marks``); the
verbs as people write them stand in ``declarations``. Standard library only.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated, Final, NamedTuple

from registry.law.dates import BY_DECISION, EXACT, ON_OR_AFTER, ON_OR_BEFORE, Day
from registry.law.marks import (
    PLACED,
    As,
    AtLeast,
    Clearable,
    Evidence,
    Kind,
    MedicalUse,
    OneOf,
    PartialDay,
    Prose,
    Slug,
    Text,
    WholeDay,
)

VERBS: Final = ("remove", "move", "add", "amend", "extend", "confirm", "define", "expire")
UNFOLDED: Final = frozenset({"proposal", "withdrawal", "reading"})


class Key(NamedTuple):
    """A line's identity for all time."""

    jurisdiction: str
    schedule: str
    line: str

    @property
    def local(self) -> str:
        """The line as the files of its jurisdiction name it."""
        return f"{self.schedule}/{self.line}"

    def __str__(self) -> str:
        return f"{self.jurisdiction}/{self.local}"


class Wording(NamedTuple):
    """What a line says. ``None``: the act does not speak of it; ``""`` or ``()``: nothing.

    ``may_cover`` names substances that the line's words may reach ("and other derivatives") while
    nobody has said whether they do. ``medical_use`` stands where the instrument divides the line
    from its group or list by that.
    """

    printed: Clearable | None = None
    number: Clearable | None = None
    group: Slug | None = None
    form: Clearable | None = None
    exception: Annotated[Clearable | None, As("except")] = None
    excepts: tuple[Slug, ...] | None = None
    covers: tuple[Kind, ...] | None = None
    limited_to: tuple[Text, ...] | None = None
    may_cover: tuple[Slug, ...] | None = None
    evidence: Evidence | None = None
    date_evidence: Evidence | None = None
    note: Prose | None = None
    medical_use: MedicalUse = None

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
    may_hold: tuple[str, ...] = ()
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


class AuthorityReading(NamedTuple):
    """What an authority says of whether a standing line, or a class, reaches substances.

    It settles what our record leaves undetermined, and nothing else. ``covered_since`` is the
    first day of which it speaks; without it, it speaks of every day of the line.
    """

    substances: Annotated[tuple[Slug, ...], AtLeast(1)]
    reaches: bool
    line: Text | None = None
    class_id: Annotated[Slug | None, As("class")] = None
    covered_since: PartialDay | None = None
    note: Prose | None = None

    def check(self) -> None:
        """Raise ``ValueError`` unless it speaks of a line or of a class."""
        if (self.line is None) == (self.class_id is None):
            raise ValueError('a reading needs line = "schedule/line" or class = "..."')


class Act(NamedTuple):
    """A dated legal act. ``id`` is ``<jurisdiction>/<file name>``.

    ``communicated`` is the day from which a treaty counts the days to full effect, and ``waits``
    how many, as the lists say; ``seen_in_force`` is the first day on which a source shows it.
    ``comments_until``: the last day for comments that a proposal states.
    """

    id: Annotated[str, PLACED]
    jurisdiction: Annotated[str, PLACED]
    kind: Annotated[str, OneOf((
        "baseline", "statute", "rule", "order", "announcement", "decision", "proposal",
        "withdrawal", "reading",
    ))]  # fmt: skip
    title: Text
    title_zh: Text | None
    authority: Annotated[tuple[Text, ...], AtLeast(1)]
    citation: Clearable
    source: Prose
    evidence: Evidence
    date_evidence: Annotated[str, PLACED]
    published: PartialDay | None
    effective: PartialDay | None
    decided: PartialDay | None
    answers: tuple[Text, ...] = ()
    note: Prose | None = None
    steps: Annotated[tuple[Step, ...], PLACED] = ()
    communicated: PartialDay | None = None
    seen_in_force: WholeDay | None = None
    readings: Annotated[tuple[AuthorityReading, ...], PLACED] = ()
    waits: Annotated[int, PLACED] = 0
    comments_until: WholeDay | None = None

    def check(self) -> None:
        """Raise ``ValueError`` for an act without any day, or with days that it cannot have."""
        if not (self.published or self.effective or self.decided):
            raise ValueError("an act needs published, effective or decided")
        if (self.communicated or self.seen_in_force) and not self.decided:
            raise ValueError("communicated and seen_in_force stand beside decided, the decision")
        if self.kind == "reading" and not self.published:
            raise ValueError("a reading needs published: it counts from then on")
        if self.comments_until and self.kind != "proposal":
            raise ValueError("only a proposal has comments_until")

    @property
    def day(self) -> Day:
        """The day the fold reckons with: effective, else decided, else published.

        A decision that waits takes effect so many days after its communication.
        """
        if self.effective:
            return self.effective
        if self.decided and self.waits:
            return self._after_waiting(self.decided)
        if self.decided:
            whole = self.decided.qualifier == EXACT
            return self.decided._replace(qualifier=BY_DECISION) if whole else self.decided
        if self.published:
            return Day(self.published.day, ON_OR_AFTER, self.published.day)
        raise AssertionError(f"{self.id} has no date")

    def _after_waiting(self, decided: Day) -> Day:
        """Full effect: to the day from the communication, else not before that from the decision.

        A source that shows it in force bounds the day from the other side.
        """
        start = self.communicated or decided
        day = start.day + timedelta(days=self.waits)
        if self.communicated:
            return self.communicated._replace(day=day)
        if self.seen_in_force and self.seen_in_force > day:
            return Day(self.seen_in_force, ON_OR_BEFORE, day)
        return Day(day, EXACT if day == self.seen_in_force else ON_OR_AFTER, day)

    @property
    def known(self) -> Day:
        """The day the public could know the act: published, else decided, else in force."""
        return self.published or self.decided or self.day

    def is_known_on(self, day: date | None) -> bool:
        """Whether the act was public on ``day``; a baseline counts as known on every day."""
        return day is None or self.kind == "baseline" or self.known.day <= day

    def is_retroactive(self) -> bool:
        """Whether the act takes effect before its publication."""
        return bool(self.published and self.effective and self.effective.day < self.published.day)


def key_of(act: Act, step: Step) -> Key:
    """The line that a step speaks of: of a move, the one it lifts."""
    return Key(act.jurisdiction, step.schedule, step.line)


def landing(act: Act, step: Step) -> Key:
    """The line that stands after a step: of a move, the one it lands on."""
    return Key(act.jurisdiction, step.to_schedule or step.schedule, step.to_line or step.line)


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
