"""The keys by which names are compared: what carries no meaning is left out."""

from __future__ import annotations

import unicodedata
from typing import Final

# Characters that people and publishers exchange without meaning anything by it.
DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—−﹣－"), "-")
PRIMES: Final = dict.fromkeys(map(ord, "′’‘ʹʼ´`＇"), "'") | {ord("″"): "''", ord("”"): "''"}
INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), "")
GREEK: Final = {
    ord(letter): name
    for letters, name in (
        ("αΑ", "alpha"), ("βΒ", "beta"), ("γΓ", "gamma"), ("δΔ∆", "delta"),
        ("εΕ", "epsilon"), ("ωΩ", "omega"), ("μµ", "mu"), ("λΛ", "lambda"), ("πΠ", "pi"),
    )
    for letter in letters
}  # fmt: skip
EXCHANGED: Final = DASHES | PRIMES | GREEK
PUNCTUATION: Final = dict.fromkeys(map(ord, " -.,'()[]{}/"), "")


def match_key(text: str) -> str:
    """``text`` without the differences that carry no meaning in a chemical name.

    Compatibility forms, case, kinds of dash and prime, and Greek letters against their names.
    Superscripts stay apart: in chemistry they mean something.
    """
    if not text.isascii():
        composed = unicodedata.normalize("NFC", text.translate(INVISIBLE | PRIMES))
        text = _folded(composed).translate(EXCHANGED)
    return " ".join(text.replace("`", "'").casefold().split())


def _folded(text: str) -> str:
    if unicodedata.is_normalized("NFKC", text):
        return text
    return "".join(
        each
        if unicodedata.decomposition(each).startswith("<super>")
        else unicodedata.normalize("NFKC", each)
        for each in text
    )


def loose_key(text: str) -> str:
    """``match_key`` without spaces and punctuation: the second try."""
    return unicodedata.normalize("NFC", match_key(text).translate(PUNCTUATION))
