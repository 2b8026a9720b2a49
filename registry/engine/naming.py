"""What a user writes, and the jurisdiction, list or substance it means. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from registry.law.finding import QuestionError, nearest, on_one_line

if TYPE_CHECKING:
    from registry.engine.resolve.answer import Resolved
    from registry.engine.resolve.resolver import Resolver
    from registry.law.record import Jurisdiction, Record

ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
UNKNOWN: Final = (
    "A name that the registry does not hold (a trade name, a salt, a new substance)\n"
    "may still be controlled, as a form or by a class; try the common name of the\n"
    "base or the CAS number."
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
    for known in (key, f"schedule-{key}"):
        if known in law.schedules:
            return known
    hint = nearest(key, law.schedules)
    titles = (f"  {each.id}  {each.title}" for each in law.schedules.values())
    raise QuestionError(f'{law.id} keeps no list "{typed}".{hint} It keeps:', *titles)


def substance(resolver: Resolver, typed: str) -> Resolved:
    """The substance that ``typed`` means, itself or by a form, a product or a further name.

    Raises ``QuestionError`` as ``meant``, and where it means no substance.
    """
    answer = meant(resolver, typed)
    if answer.of not in resolver.record.substances:
        raise QuestionError(
            f'no substance "{on_one_line(typed)}": it is the {answer.kind} {answer.of}.'
        )
    return answer


def meant(resolver: Resolver, typed: str) -> Resolved:
    """What ``typed`` means, without a slip of the pen.

    Raises ``QuestionError`` with candidates where it means several, with the nearest names where it
    means none.
    """
    from registry.engine.resolve.answer import Resolved, Several  # noqa: PLC0415 (an id needs none)

    answer = resolver.resolve(typed)
    if isinstance(answer, Several):
        names = (_named(resolver.record, one) for one in answer.candidates)
        raise QuestionError(*several(typed, names))
    if not isinstance(answer, Resolved):
        note = answer.note or "\n".join(_classes(resolver.record, typed))
        raise QuestionError(*unknown(typed, answer.near, note))
    if answer.certainty == "spelling":
        raise QuestionError(*unknown(typed, (_named(resolver.record, answer),), ""))
    return answer


def _classes(record: Record, typed: str) -> Iterator[str]:
    """The classes of the family of a substance whose name stands within ``typed``."""
    words = {word.casefold() for word in typed.split()}
    held = [each for each in record.substances.values() if each.name.casefold() in words]
    for one in held:
        classes = sorted({text.id for text in record.classes if one.family in text.families})
        if classes:
            yield f'"{one.name}" within it is of the family {one.family}, of which these classes'
            yield f"may reach it: {', '.join(classes)}. registry classify SMILES says whether."


def several(typed: str, candidates: Iterable[str]) -> Iterator[str]:
    """What to say of a name that means several."""
    yield f'ambiguous "{typed}": give one of these ids'
    yield from (f"  {candidate}" for candidate in candidates)


def _named(record: Record, answer: Resolved) -> str:
    one = record.substances.get(answer.of)
    return f"{answer.of}  {one.name}" if one else answer.of


def unknown(typed: str, near: Iterable[str], note: str) -> Iterator[str]:
    """What to say of a name that leads nowhere; that it leads nowhere says nothing of the law."""
    names = tuple(near)
    yield f'no substance "{on_one_line(typed)}". Nearest names:{"" if names else " none"}'
    yield from (f"  {name}" for name in names)
    yield from filter(None, note.split("\n"))
    yield from UNKNOWN.split("\n")
