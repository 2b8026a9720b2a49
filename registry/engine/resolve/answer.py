"""What the resolver answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

EXACT: Final = "exact"
PARSED: Final = "parsed"
SPELLING: Final = "spelling"
GROUPS: Final = frozenset({"class", "family", "list", "act"})


class Lead(NamedTuple):
    """What one name, number or title leads to; ``by`` says what it is, ``note`` what it covers."""

    kind: str
    of: str
    by: str = ""
    note: str = ""


class FormClause(NamedTuple):
    """What the clause of a line says of forms of the kind that was typed.

    ``says``: ``covers``, ``open`` (the law or our reading leaves it undecided) or ``silent``;
    ``text`` is the general clause in our words, ``None`` where the line itself speaks. A clause
    may except one form by name (levopropoxyphene): its text says so, ``says`` does not.
    """

    jurisdiction: str
    schedule: str
    line: str
    says: str
    text: str | None


class Resolved(NamedTuple):
    """The one thing that was meant.

    ``kind`` is ``substance``, ``salt``, ``ester``, ``isomer``, ``trade-name`` (then ``of`` is the
    id of the substance), ``class``, ``family``, ``list`` (``us/schedule-2``) or ``act``.
    ``certainty``: ``exact`` for a name, number or title in any writing, ``parsed`` where words were
    taken off, ``spelling`` where the nearest name was taken. ``note`` says it in words.
    """

    input: str
    kind: str
    of: str
    certainty: str
    note: str = ""

    @property
    def words(self) -> str:
        """What it is, behind "is"; nothing of a substance by its own name."""
        if self.kind not in GROUPS:
            return self.note
        return f"the {self.kind} {self.of}" + (f"; {self.note}" if self.note else "")

    def document(self, clauses: Iterable[FormClause] = ()) -> dict[str, Any]:
        """The same as a part of a document, with the clauses that reach a form or do not."""
        return {
            "input": self.input,
            "kind": self.kind,
            "of": self.of,
            "certainty": self.certainty,
            "note": self.note or None,
            "reaches": [each._asdict() for each in clauses],
        }


class Several(NamedTuple):
    """More than one was meant, all of one certainty."""

    input: str
    candidates: tuple[Resolved, ...]


class Unresolved(NamedTuple):
    """Nothing was meant that the registry holds; ``near`` names what may have been meant instead.

    ``near`` is filled where a CAS number has a wrong check digit, or names are equally near.
    """

    input: str
    note: str
    near: tuple[str, ...] = ()


Meaning = Resolved | Several | Unresolved


def answered(typed: str, entries: list[Lead], certainty: str) -> Meaning | None:
    """The answer that ``entries`` give; ``None`` where there is none."""
    first: dict[str, Lead] = {}
    for entry in entries:
        first.setdefault(entry.of, entry)
    found = tuple(
        Resolved(typed, entry.kind, entry.of, certainty, entry.note) for entry in first.values()
    )
    if not found:
        return None
    return found[0] if len(found) == 1 else Several(typed, found)
