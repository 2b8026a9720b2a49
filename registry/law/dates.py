"""Civil days as people write them: whole, partial or bounded, each with its qualifier.

Every function takes what a person wrote and returns it checked, or raises ``ValueError`` with one
sentence that says what is wrong and what to do. Standard library only.
"""

import re
from datetime import date, datetime
from typing import Final, NamedTuple

DAY_SHAPE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
PARTIAL_SHAPE: Final = r"(?P<bound><=|>=)?(?P<date>[0-9]{4}(?:-[0-9]{2}){0,2})"
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
        shown = str(value).lower()[:40] if isinstance(value, int | float) else "this"
        raise ValueError(f"{shown} is not a date; write YYYY-MM-DD without quotation marks")
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
    from calendar import monthrange  # noqa: PLC0415 (read days need no calendar)

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
