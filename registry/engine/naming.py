"""What a user writes, and the jurisdiction, list or substance it means. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from registry.law.finding import QuestionError, nearest, on_one_line

if TYPE_CHECKING:
    from registry.engine.resolve import Ambiguous, Index, Match, Unknown
    from registry.law.record import Jurisdiction, Record

ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
UNKNOWN: Final = (
    "A name that the registry does not hold (a trade name, a salt, a new substance) may still be\n"
    "controlled, as a form or by a class; try the common name of the base or the CAS number."
)


def jurisdiction(record: Record, typed: str) -> Jurisdiction:
    """The jurisdiction that ``typed`` means by its id or an alias, in any case.

    Raises ``QuestionError`` where the data hold no such jurisdiction.
    """
    if name := record.jurisdiction_named(typed):
        return record.jurisdictions[name]
    hint = nearest(typed.casefold(), record.jurisdictions)
    known = ", ".join(record.jurisdictions)
    raise QuestionError(f'no jurisdiction "{typed}".{hint} The data hold: {known}.')


def schedule(law: Jurisdiction, typed: str) -> str:
    """The list that ``typed`` means: its id, in any case, or as texts write it ("Schedule II").

    Raises ``QuestionError`` where the jurisdiction keeps no such list.
    """
    if typed in law.schedules:
        return typed
    words = typed.casefold().replace("_", " ").replace("-", " ").split()
    key = "-".join(ROMAN.get(word, word) for word in words)
    if key in law.schedules:
        return key
    hint = nearest(key, law.schedules)
    raise QuestionError(f'{law.id} keeps no list "{typed}".{hint} {", ".join(law.schedules)}.')


def substance(index: Index, typed: str) -> Match:
    """The substance that ``typed`` means, and by which of its identifiers.

    Raises ``QuestionError`` with candidates where it means several, with the nearest names where it
    means none.
    """
    from registry.engine.resolve import Ambiguous, Match  # noqa: PLC0415 (an id needs no index)

    answer = index.find(typed)
    if isinstance(answer, Match):
        return answer
    if isinstance(answer, Ambiguous):
        raise QuestionError(*several(answer))
    raise QuestionError(*unknown(index.record, answer).split("\n"))


def several(answer: Ambiguous) -> Iterator[str]:
    """What to say of a name that several substances share."""
    yield f'ambiguous "{answer.typed}": give one of these ids'
    yield from (f"  {candidate.id}  {candidate.name}" for candidate in answer.candidates)


def unknown(record: Record, answer: Unknown) -> str:
    """What to say of a name that leads nowhere; that it leads nowhere says nothing of the law."""
    from registry.engine.resolve import hints  # noqa: PLC0415 (only where a name is unknown)

    near = "".join(f"\n  {name}" for name in answer.near) or " none"
    first = f'no substance "{on_one_line(answer.typed)}". Nearest names:{near}'
    return "\n".join((first, *hints(record, answer.typed), UNKNOWN))
