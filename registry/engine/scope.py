"""In what the lines of two jurisdictions limit themselves differently over one substance. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from registry.engine.coverage import KIND_WORDS, Coverage
from registry.engine.statuses import Status
from registry.law.acts import Wording
from registry.law.scope import LIMIT_WORDS, LIMITS, Written

# Form and exception alone limit what of the substance is controlled.
UNLIMITED: Final = (None, None)
REACHED: Final = "reached"
# What a line, or several, say of relatives that the lines of the other side reach.
NOT_SAID: Final = "not said"
LEFT_OUT: Final = "left out"
SILENCE: Final = {
    NOT_SAID: ("line ({}) does not say", "lines ({}) do not say"),
    LEFT_OUT: ("line ({}) leaves them out", "lines ({}) leave them out"),
}


class Difference(NamedTuple):
    """What differs, and what either side says of it; ``None``: nothing."""

    what: str
    a: str | None
    b: str | None


def differ(a: Status, b: Status) -> bool:
    """Whether the lines limit themselves differently."""
    return bool(differences(a, b))


def differences(a: Status, b: Status) -> tuple[Difference, ...]:
    """How the lines that name it, in the regimes both sides share, limit themselves otherwise.

    Lines are compared, not the general clauses of whole lists. So a kind of relative counts only
    where a line speaks of it, or leaves out what its own list's clause would give it; what a
    clause leaves open makes no difference.
    """
    here, there = _compared(a, b)
    if not here or not there:
        return ()
    ours, theirs = _relatives(here), _relatives(there)
    more = {kind: (REACHED, end) for kind, end in ours.beyond(theirs).items()}
    more |= {kind: (end, REACHED) for kind, end in theirs.beyond(ours).items()}
    relatives = (Difference(kind, *more[kind]) for kind in KIND_WORDS if kind in more)
    return (*_limit_differences(here, there), *relatives)


def sentence(a: Status, b: Status, names: tuple[str, str]) -> str:
    """The same in one sentence; ``names`` are the short names of the jurisdictions."""
    here, there = _compared(a, b)
    parts = []
    if [*_limit_differences(here, there)]:
        sides = zip(names, (here, there), strict=True)
        parts = [f"{name}: {_limits_in_words(lines)}" for name, lines in sides]
    ours, theirs = _relatives(here), _relatives(there)
    parts += _reached_more(ours.beyond(theirs), (names[0], here), (names[1], there))
    parts += _reached_more(theirs.beyond(ours), (names[1], there), (names[0], here))
    return "; ".join(parts) + "."


def _compared(a: Status, b: Status) -> tuple[list[Coverage], list[Coverage]]:
    shared = set(a.regimes) & set(b.regimes)
    return _named_lines(a, shared), _named_lines(b, shared)


def _named_lines(side: Status, regimes: set[str]) -> list[Coverage]:
    """The lines that name it; beside one without limits the limited ones say nothing new."""
    lines = [
        line for line in side.coverage if line.basis == "named" and line.schedule.regime in regimes
    ]
    return [line for line in lines if _limits(line)[:2] == UNLIMITED] or lines


# what lines limit themselves to


def _limits(line: Coverage) -> tuple[Written, ...]:
    return _limits_of(line.standing.wording)


@lru_cache(maxsize=4_096)  # a line is compared at each turn of its history
def _limits_of(wording: Wording) -> tuple[Written, ...]:
    values = (field.of(wording) for field in LIMITS)
    return tuple(tuple(sorted(each)) if isinstance(each, tuple) else each for each in values)


def _limit_differences(here: list[Coverage], there: list[Coverage]) -> Iterator[Difference]:
    """The limits that differ; where only their combination does, the lines as a whole."""
    ours, theirs = {_limits(line) for line in here}, {_limits(line) for line in there}
    if ours == theirs:
        return
    fields = [
        Difference(
            field.key, _texts(each[at] for each in ours), _texts(each[at] for each in theirs)
        )
        for at, field in enumerate(LIMITS)
        if {each[at] for each in ours} != {each[at] for each in theirs}
    ]
    yield from fields or [Difference("lines", _limits_in_words(here), _limits_in_words(there))]


def _texts(values: Iterable[Written]) -> str | None:
    """The distinct values in words."""
    texts = {", ".join(each) if isinstance(each, tuple) else each for each in values}
    return "; ".join(sorted(text for text in texts if text)) or None


def _limits_in_words(lines: list[Coverage]) -> str:
    """What the lines of each list limit themselves to."""
    limits: dict[str, set[str]] = {}
    for line in lines:
        limits.setdefault(line.schedule.id, set()).add(_limit(line))
    return ", ".join(f"{name} ({'; '.join(sorted(limits[name]))})" for name in sorted(limits))


def _limit(line: Coverage) -> str:
    """What a line limits itself to, in words."""
    limits = zip(LIMITS, _limits(line), strict=True)
    texts = ((field.key, _texts([value])) for field, value in limits)
    words = [LIMIT_WORDS[key].format(text) for key, text in texts if text]
    return " and ".join(words) or "no such limit"


# which relatives lines reach


class _Relatives(NamedTuple):
    """Which kinds of relatives lines reach or leave open; what they write beside their clauses."""

    covered: frozenset[str]
    open: frozenset[str]
    written: frozenset[str]
    dropped: frozenset[str]

    def beyond(self, other: _Relatives) -> dict[str, str]:
        """The kinds that only these lines reach, with what the ``other`` ones say of them."""
        kinds = dict.fromkeys(self.written - other.covered - other.open, NOT_SAID)
        return kinds | dict.fromkeys(other.dropped & self.covered, LEFT_OUT)


def _relatives(lines: list[Coverage]) -> _Relatives:
    covered: set[str] = set()
    left_open: set[str] = set()
    written: set[str] = set()
    dropped: set[str] = set()
    for line in lines:
        clause = line.schedule.clause_of(line.standing.wording.group)
        own = line.standing.wording.covers
        covered.update(clause.covers if own is None else own)
        left_open.update(clause.open if own is None else ())
        written.update(own or ())
        dropped.update(() if own is None else set(clause.covers) - set(own))
    kept = dropped - covered
    return _Relatives(frozenset(covered), frozenset(left_open), frozenset(written), frozenset(kept))


def _reached_more(
    kinds: dict[str, str], side: tuple[str, list[Coverage]], other: tuple[str, list[Coverage]]
) -> Iterator[str]:
    """What one side reaches and the other does not, as halves of a sentence."""
    for end, words in SILENCE.items():
        plurals = [_plural(kind) for kind in KIND_WORDS if kinds.get(kind) == end]
        if plurals:
            reached = " and ".join(filter(None, (", ".join(plurals[:-1]), plurals[-1])))
            yield f"{side[0]} ({_lists(side[1])}) also reaches {reached}"
            silence = words[len(other[1]) > 1].format(_lists(other[1]))
            yield f"the {other[0]} {silence}"


def _plural(kind: str) -> str:
    """The kind as in "reaches esters"."""
    return KIND_WORDS[kind].split(" ", 1)[1] + "s"


def _lists(lines: list[Coverage]) -> str:
    return ", ".join(sorted({line.schedule.id for line in lines}))
