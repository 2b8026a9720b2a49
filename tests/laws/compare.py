"""The engine's answers beside the second opinion of ``tests.oracle``, over random records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from registry.engine.gaps import gaps
from registry.engine.status import status
from registry.engine.statuses import Status
from registry.engine.view import View
from registry.law.record import Record
from tests.laws.random_acts import LAWS, SUBSTANCES, any_day
from tests.laws.random_records import records
from tests.oracle import RANGE, Answer, Difference, Oracle

# A dozen days: two before any act, one on most days on which acts take effect, and later ones.
DAYS = [RANGE[number] for number in (0, 3, 5, 7, 8, 10, 11, 13, 15, 18, 30, 50)]


class Mismatch(NamedTuple):
    """A question to which the two give different answers."""

    what: str
    substance: str
    day: date
    known_on: date | None
    oracle: object
    engine: object


def in_its_words(found: Status) -> Answer:
    """The engine's answer in the words of the oracle, which speaks only of names that come."""
    coverage = {(way.basis, *way.standing.key[1:]) for way in found.coverage}
    pending = {(way.schedule, way.effective.day, way.act) for way in found.pending}
    return Answer(found.status, frozenset(coverage), found.since, frozenset(pending))


def questions(record: Record, known_on: date | None) -> Iterator[Mismatch | None]:
    """Every question of the dozen days: a mismatch, or ``None`` where the two agree."""
    oracle, view = Oracle(record, known_on), View(record, known_on)
    for day in DAYS:
        for law in LAWS:
            for name in SUBSTANCES:
                mine = oracle.answer(law, name, day)
                other = in_its_words(status(view, law, name, day))
                for part, left, right in zip(Answer._fields, mine, other, strict=True):
                    differs = left != right
                    yield (
                        Mismatch(f"{law} {part}", name, day, known_on, left, right)
                        if differs
                        else None
                    )
        rows = {
            row.substance.id: Difference(row.kind, row.also, row.since.day, row.until)
            for row in gaps(view, "us", "cn", day, aligned=True).rows
        }
        for name in SUBSTANCES:
            gap = oracle.gap("us", "cn", name, day)
            differs = gap != rows.get(name)
            yield Mismatch("gap", name, day, known_on, gap, rows.get(name)) if differs else None


def main(number: int, start: int = 20261124) -> int:
    """Run ``number`` random histories; print how many answers were compared and how many differ."""
    asked: list[int] = []
    wrong: list[tuple[Record, list[Mismatch]]] = []

    @seed(start)
    @settings(
        max_examples=number,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(records(), st.none() | any_day)
    def run(record: Record, known_on: date | None) -> None:
        answers = list(questions(record, known_on))
        asked.append(len(answers))
        if mismatches := [answer for answer in answers if answer is not None]:
            wrong.append((record, mismatches))

    run()
    differences = sum(len(mismatches) for _, mismatches in wrong)
    print(f"{len(asked)} histories, {sum(asked)} comparisons, {differences} differences")
    for record, mismatches in sorted(wrong, key=lambda found: len(repr(found[0].acts)))[:3]:
        print(*map(in_short, record.acts.values()), *map(in_short, record.classes), sep="\n")
        print(*mismatches[:4], sep="\n", end="\n\n")
    return bool(differences)


def in_short(value: object) -> str:
    """A plain value without what it leaves empty, so that a history fits on a page."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        pairs = zip(value._fields, value, strict=True)
        fields = ", ".join(f"{name}={in_short(item)}" for name, item in pairs if item)
        return f"{type(value).__name__}({fields})"
    if isinstance(value, tuple):
        return f"({', '.join(map(in_short, value))})"
    return str(value) if isinstance(value, date) else repr(value)
