"""The kinds of gap in words: the one table that terminal, workbook and page take theirs from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

# What a kind means for the law: only one-sided control is a gap in it.
GAP: Final = "gap in law"
DIFFER: Final = "differ"
OTHER_FORM: Final = "other form"
OPEN: Final = "open"
ALIGNED: Final = "aligned"


class KindWords(NamedTuple):
    """A kind's name, its group, and what it means; ``{a}`` and ``{b}`` are the short names."""

    name: str
    group: str
    meaning: str


KINDS: Final[dict[str, KindWords]] = {
    "undetermined": KindWords(
        "undetermined",
        OPEN,
        "A list may reach the substance, or our record is not whole; it is not said.",
    ),
    "pending": KindWords(
        "pending",
        OPEN,
        "One side controls it; the other has published an act that is not yet in force.",
    ),
    "not-compared": KindWords(
        "not-compared",
        OPEN,
        "One side controls it; by which rules the other may is not held here.",
    ),
    "only-a": KindWords("{a} only", GAP, "{a} controls it, {b} does not list it: a gap in law."),
    "only-b": KindWords("{b} only", GAP, "{b} controls it, {a} does not list it: a gap in law."),
    "regime": KindWords(
        "regime", DIFFER, "Both control it, but under regimes that have nothing in common."
    ),
    "class-vs-named": KindWords(
        "class-vs-named",
        OTHER_FORM,
        "One side controls it through a class, the other by name: agreement in another form.",
    ),
    "temporary": KindWords("temporary", DIFFER, "One side controls it for a time only."),
    "level": KindWords(
        "level",
        DIFFER,
        "One side has it on a list for medical use, the other on a list not for medical use.",
    ),
    "scope": KindWords(
        "scope", DIFFER, "The lines differ in form, exception or relatives reached."
    ),
    "aligned": KindWords("aligned", ALIGNED, "Both control it; nothing of the above holds."),
}
GROUPS: Final = {
    GAP: "One side controls it, the other does not list it.",
    DIFFER: "Both control it, but in regime, term, level or scope not alike.",
    OTHER_FORM: "One side controls it through a class, the other by name: no gap in law.",
    OPEN: "Undetermined, pending or not compared: counted apart, as no gap.",
    ALIGNED: "Both control it alike.",
}


def kind_words(kind: str, a: str, b: str) -> str:
    """The name of a gap kind as people read it: "US only" for ``only-a``."""
    return KINDS[kind].name.format(a=a, b=b)


def meanings(a: str, b: str) -> dict[str, str]:
    """What each kind means."""
    return {kind: words.meaning.format(a=a, b=b) for kind, words in KINDS.items()}


def grouped(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts of the kinds of each group together."""
    return {
        group: sum(count for kind, count in counts.items() if KINDS[kind].group == group)
        for group in GROUPS
    }


def headline(counts: Mapping[str, int], a: str, b: str) -> str:
    """What a comparison found, in one sentence: the gaps in law, and all else apart from them."""
    groups, parts = grouped(counts), dict.fromkeys(GROUPS, "")
    for group in GROUPS:
        parts[group] = ", ".join(
            f"{count} {kind_words(kind, a, b)}"
            for kind, count in counts.items()
            if count and KINDS[kind].group == group
        )
    gaps, differ = (f" ({parts[group]})" if parts[group] else "" for group in (GAP, DIFFER))
    noun = "gap" if groups[GAP] == 1 else "gaps"
    return (
        f"{groups[GAP]} {noun} in law{gaps}; where both control, {groups[DIFFER]} differ{differ}, "
        f"{groups[OTHER_FORM]} agree in another form, {groups[ALIGNED]} are aligned; "
        f"counted apart: {parts[OPEN] or 'none'}."
    )
