"""The words of the answers, each with what it means: the table that ``registry explain`` reads."""

from __future__ import annotations

from typing import Final

from registry.engine.level import WORDS
from registry.report import kinds

EVIDENCE: Final = {
    "official": "the official text was read, if only in a copy",
    "secondary": "a report or copy of it",
    "unverified": "general knowledge, still to be checked",
}
GLOSSARY: Final[dict[str, dict[str, str]]] = {
    "status": {
        "controlled": "A line or a class on a list reaches the substance on the day.",
        "not-listed": "No list held here reaches it; other rules may. It does not mean permitted.",
        "undetermined": "A list may reach it, or our record is not whole; it is not said.",
    },
    "gap kind": kinds.meanings("the first side", "the second side")
    | {
        "only-a": 'The first side controls it, the second does not list it; shown as "US only".',
        "only-b": 'The second side controls it, the first does not list it; shown as "PRC only".',
    },
    "basis": {
        "named": "A line names the substance.",
        "form": "A line names another form of it, and reaches this one.",
        "class": "A generic definition reaches its structure.",
    },
    "evidence": EVIDENCE,
    "qualifier": {
        "exact": "The day is that of the act.",
        "on-or-before": "It stood by this day; since when is not known. Mark: ≤.",
        "on-or-after": "The act cannot have begun before this day. Mark: ≥.",
        "by-decision": "The day of the decision; when it took effect is not known. Mark: §.",
    },
    "mark": {
        "≤": "On or before the day.",
        "≥": "On or after the day.",
        "§": "The day of the decision.",
    },
    "level": {
        name: f"{words.capitalize()}, where the instrument divides by that."
        for name, words in WORDS.items()
    },
    "regime": {
        "drug": "Control as a narcotic drug or psychotropic substance.",
        "precursor": "Control as a chemical from which such substances are made.",
        "export": "Control of the export to some places.",
        "veterinary": "Control as a drug for animals.",
    },
    "change kind": {
        "added": "A line begins to stand, or stands anew after it had lapsed.",
        "class-introduced": "A line begins to control a class.",
        "named-within-class": "A line names what another line had covered: no new control.",
        "split": "A line was split from another.",
        "merged": "A line was absorbed by another.",
        "scope-changed": "What a line reaches changed: form, exception or relatives.",
        "extended": "The term of a temporary line is longer.",
        "confirmed": "A temporary line became permanent.",
        "editorial": "Number or arrangement changed, nothing that is controlled.",
        "removed": "An act ends a line.",
        "expired": "A line ends by itself at the end of its term.",
        "moved": "A line leaves one list for another.",
        "re-issued": "A list is published anew; what is controlled stays the same.",
        "renamed": "A line is printed otherwise; what is controlled stays the same.",
        "proposed": "An authority proposes; nothing is controlled by it.",
        "comments-due": "The last day on which an authority takes comments on a proposal.",
    },
}


def meanings(word: str) -> list[str]:
    """What a word of the answers means, a line for each sort of word that it is."""
    key = "-".join(word.casefold().split())
    key = {"us-only": "only-a", "prc-only": "only-b"}.get(key, key)  # as reports print them
    return [f"{key}  {sort}: {words[key]}" for sort, words in GLOSSARY.items() if key in words]


def words() -> list[str]:
    """Every word that has a meaning here."""
    return list(dict.fromkeys(word for each in GLOSSARY.values() for word in each))
