"""Values that carry their own proof: CAS numbers, InChIKeys, slugs, clean text, partly known days.

Every function takes what a person wrote and returns it checked, or raises ``ValueError`` with one
sentence that says what is wrong and what to do. Standard library only, so the engine may use it.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from typing import Final, NamedTuple

# Patterns are compiled when first used: most commands need one of them.
CAS_SHAPE: Final = r"([0-9]{2,7})-([0-9]{2})-([0-9])"
INCHIKEY_SHAPE: Final = r"[A-Z]{14}-[A-Z]{10}-[A-Z]"
UNII_SHAPE: Final = r"[0-9A-Z]{10}"
SLUG_SHAPE: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
LANGUAGE_SHAPE: Final = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
DAY_SHAPE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
PARTIAL_SHAPE: Final = r"(?P<bound><=|>=)?(?P<date>[0-9]{4}(?:-[0-9]{2}){0,2})"

# Letters that look like Latin ones; a Latin word that holds one is a trap, not a name.
LOOKALIKE_SCRIPTS: Final = ("CYRILLIC", "ARMENIAN", "CHEROKEE")

HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # Unicode categories

EXACT: Final = "exact"
ON_OR_BEFORE: Final = "on-or-before"
ON_OR_AFTER: Final = "on-or-after"
BY_DECISION: Final = "by-decision"

QUALIFIER_WORDS: Final = {
    EXACT: "",
    ON_OR_BEFORE: "on or before",
    ON_OR_AFTER: "on or after",
    BY_DECISION: "by decision of",
}


class Day(NamedTuple):
    """A civil date of one jurisdiction and how surely it is known.

    ``day`` is the day the fold reckons with; ``qualifier`` says how it bounds the truth;
    ``earliest`` is the first day the truth may fall on (``None``: no bound is known).
    """

    day: date
    qualifier: str = EXACT
    earliest: date | None = None

    def __str__(self) -> str:
        words = QUALIFIER_WORDS[self.qualifier]
        return f"{words} {self.day.isoformat()}".strip()


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


def civil_date(text: str) -> date:
    """The day that ``text`` writes as YYYY-MM-DD; nothing else is accepted."""
    if re.fullmatch(DAY_SHAPE, text, re.ASCII) is None:
        raise ValueError(f'"{text}" is not a day; write YYYY-MM-DD, such as 2024-08-05')
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f'"{text}" is not a day of the calendar ({error})') from error


def whole_day(value: object) -> date:
    """The day that a TOML date, or a text YYYY-MM-DD, says; nothing less is accepted."""
    if isinstance(value, str):
        return civil_date(value)
    if isinstance(value, date):
        return partial_day(value).day
    raise ValueError("this is not a day; write YYYY-MM-DD without quotation marks")


def partial_day(value: date | str) -> Day:
    """What is known of a day: a TOML date, or ``"1988-02"``, ``"2014"``, ``"<=D"``, ``">=D"``.

    The day reckoned with is the last of a month, a year or ``<=``, and the first of ``>=``.
    """
    if isinstance(value, datetime):
        raise ValueError(
            f"{value} has a time of day; legal dates are civil dates, write the day alone"
        )
    if isinstance(value, date):
        return Day(value)
    if not isinstance(value, str):
        said = str(value).lower()[:40] if isinstance(value, int | float) else "this"
        raise ValueError(f"{said} is not a date; write YYYY-MM-DD without quotation marks")
    match = re.fullmatch(PARTIAL_SHAPE, value, re.ASCII)
    if match is None:
        raise ValueError(
            f'"{value}" is not a date; write 2024-08-05, or in quotation marks what is known: '
            '"2024-08", "2024", "<=2024-08-05" or ">=2024-08-05"'
        )
    first, last = _span(match["date"])
    if match["bound"] == "<=":
        return Day(last, ON_OR_BEFORE)
    if match["bound"] == ">=":
        return Day(first, ON_OR_AFTER, first)
    if first == last:
        return Day(first)
    return Day(last, ON_OR_BEFORE, first)


def _span(text: str) -> tuple[date, date]:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        day = civil_date(text)
        return day, day
    year, month = parts[0], parts[1] if len(parts) == 2 else 0
    if not year >= 1 or month > 12 or (len(parts) == 2 and month == 0):
        raise ValueError(f'"{text}" is not a month of the calendar')
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)
