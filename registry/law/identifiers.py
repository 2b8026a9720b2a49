"""CAS numbers, InChIKeys, UNIIs, slugs, clean text: what each must look like.

Every function takes what a person wrote and returns it checked, or raises ``ValueError`` with one
sentence that says what is wrong and what to do. Standard library only.
"""

import re
import unicodedata
from typing import Final

# Patterns are compiled when first used: most commands need one of them.
CAS_SHAPE: Final = r"([0-9]{2,7})-([0-9]{2})-([0-9])"
INCHIKEY_SHAPE: Final = r"[A-Z]{14}-[A-Z]{10}-[A-Z]"
UNII_SHAPE: Final = r"[0-9A-Z]{10}"
SLUG_SHAPE: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
LANGUAGE_SHAPE: Final = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"


# Scripts with letters that look like Latin ones: no Latin word may hold such a letter.
LOOKALIKE_SCRIPTS: Final = ("CYRILLIC", "ARMENIAN", "CHEROKEE")
HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # Unicode categories


def cas_check_digit(head: str) -> int:
    """The check digit that belongs to the digits ``head`` of a CAS number."""
    return sum(place * int(digit) for place, digit in enumerate(reversed(head), 1)) % 10


def cas_number(text: str) -> str:
    """``text`` if it is a CAS number with a right check digit."""
    match = re.fullmatch(CAS_SHAPE, text, re.ASCII)
    if match is None:
        raise ValueError(
            f'"{text}" is not a CAS number; write two to seven digits, a hyphen (U+002D), '
            "two digits, a hyphen and the check digit, such as 50-00-0"
        )
    if text.startswith("0"):
        raise ValueError(f'"{text}" begins with a zero, as no CAS number does; leave it out')
    wanted = cas_check_digit(match[1] + match[2])
    if int(match[3]) != wanted:
        raise ValueError(f'"{text}" ends in {match[3]}, its check digit is {wanted}')
    return text


def inchikey(text: str) -> str:
    """``text`` if it has the shape of an InChIKey."""
    if re.fullmatch(INCHIKEY_SHAPE, text, re.ASCII) is None:
        raise ValueError(f'"{text}" is not an InChIKey; it has 14, 10 and 1 capital letters')
    return text


def unii(text: str) -> str:
    """``text`` if it has the shape of a UNII (ten capital letters and digits)."""
    if re.fullmatch(UNII_SHAPE, text, re.ASCII) is None:
        raise ValueError(f'"{text}" is not a UNII; it has ten capital letters and digits')
    return text


def slug(text: str) -> str:
    """``text`` if it is a lower-case ASCII slug, the shape of every id of ours."""
    if re.fullmatch(SLUG_SHAPE, text, re.ASCII) is None:
        raise ValueError(
            f'"{text.encode("unicode_escape").decode()}" is not an id; '
            "write lower-case ASCII letters, digits and single hyphens"
        )
    return text


def language(text: str) -> str:
    """``text`` if it has the shape of a language tag of BCP 47."""
    if re.fullmatch(LANGUAGE_SHAPE, text, re.ASCII) is None:
        raise ValueError(f'"{text}" is not a language tag; write one such as "zh-Hans" or "fr"')
    return text


def clean_line(text: str) -> str:
    """``text`` if it is clean and stands on one line."""
    if "\n" in text or "\r" in text:
        raise ValueError(
            f'"{text.encode("unicode_escape").decode()[:80]}" breaks the line; join it'
        )
    return clean_text(text)


def clean_or_empty(text: str) -> str:
    """``text`` if it is clean and stands on one line, or is empty: that clears a field."""
    return text and clean_line(text)


def clean_text(text: str) -> str:
    """``text`` if a reader sees all of it: NFC, trimmed, nothing invisible, no look-alike letters.

    Primes, dashes and Greek letters belong to chemical names and pass.
    """
    if not text.strip():
        raise ValueError("the text is empty; leave the field out instead")
    if text != text.strip():
        raise ValueError(f"{text!r} begins or ends with white space; trim it")
    if text.isascii() and text.isprintable():
        return text
    for character in text:
        if unicodedata.category(character) in HIDDEN and character != "\n":
            raise ValueError(
                f"an invisible character stands in the text "
                f'("{text.encode("unicode_escape").decode()[:80]}"); remove it'
            )
    if text != unicodedata.normalize("NFC", text):
        raise ValueError(f'"{text}" is not in Unicode form NFC; normalise it')
    for word in re.findall(r"\w+", text):
        _refuse_mixed_script(word)
    return text


def _refuse_mixed_script(word: str) -> None:
    names = [unicodedata.name(letter, "") for letter in word if letter.isalpha()]
    if any(name.startswith("LATIN") for name in names) and any(
        name.startswith(LOOKALIKE_SCRIPTS) for name in names
    ):
        shown = word.encode("unicode_escape").decode()
        raise ValueError(f'"{shown}" mixes Latin letters with look-alikes; type it anew')
