"""Whether two jurisdictions put a substance on lists of another level: for medical use or not."""

from typing import Final

from registry.engine.coverage import DIVIDED_BY_USE, MEDICAL, NON_MEDICAL, level_of
from registry.engine.statuses import Status

# The level is one of lists, not of substances.
WORDS: Final = {MEDICAL: "on a list for medical use", NON_MEDICAL: "on a list not for medical use"}


def differs(a: Status, b: Status) -> bool:
    """Whether both sides have a level, each another; an open one differs from neither."""
    return None not in {a.level, b.level} and a.level != b.level


def is_open(a: Status, b: Status) -> bool:
    """Whether the levels cannot be compared, as a list of drug law does not say its own."""
    return None in {a.level, b.level} and all(DIVIDED_BY_USE in side.regimes for side in (a, b))


def sentence(a: Status, b: Status, names: tuple[str, str]) -> str:
    """How the levels differ; ``names`` are the short names of the jurisdictions."""
    sides = zip(names, (a, b), strict=True)
    return "; ".join(f"{name}: {_words(side)}" for name, side in sides) + "."


def _words(side: Status) -> str:
    level = side.level
    decisive = {each.schedule.id for each in side.coverage if level == level_of([each])}
    return f"{WORDS[level or '']} ({', '.join(sorted(decisive))})"
