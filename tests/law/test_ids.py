"""Values that carry their own proof: what is taken, what is refused, and what is said then."""

from __future__ import annotations

import re
import string
from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.law import dates, identifiers
from registry.law.dates import Day

PRC_TIME = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    "number",
    ["50-00-0", "437-38-7", "1609-66-1", "125541-22-2", "7732-18-5", "14188-81-9", "4342-03-4"],
)
def test_a_cas_number_with_its_check_digit_is_taken(number: str) -> None:
    assert identifiers.cas_number(number) == number


@pytest.mark.parametrize(
    ("number", "wanted"), [("50-00-1", 0), ("1609-66-2", 1), ("437-38-8", 7), ("125541-22-3", 2)]
)
def test_a_wrong_check_digit_is_answered_with_the_right_one(number: str, wanted: int) -> None:
    with pytest.raises(ValueError, match=rf"its check digit is {wanted}\b"):
        identifiers.cas_number(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "50-0-0",
        "5-00-0",
        "50-00-00",
        "50000",
        "50-00-0 ",
        " 50-00-0",
        "50-00-0\n",
        "50‐00‐0",
        "50–00–0",
        "５０-00-0",
        "٥٠-00-0",
        "50-00-X",
        "CAS 50-00-0",
        "12345678-00-0",
        "1952-08-03",
    ],
)
def test_what_is_no_cas_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"CAS number|check digit"):
        identifiers.cas_number(text)


@given(st.from_regex(r"[1-9][0-9]{3,8}", fullmatch=True))
def test_one_check_digit_fits_and_nine_do_not(head: str) -> None:
    right = identifiers.cas_check_digit(head)
    for digit in range(10):
        number = f"{head[:-2]}-{head[-2:]}-{digit}"
        if digit == right:
            assert identifiers.cas_number(number) == number
        else:
            with pytest.raises(ValueError, match=str(right)):
                identifiers.cas_number(number)


@given(st.text(string.digits, min_size=4, max_size=9), st.integers(0, 8), st.integers(1, 9))
def test_a_check_digit_tells_every_mistyped_digit_but_the_tenth_from_the_end(
    head: str, place: int, shift: int
) -> None:
    place %= len(head)
    weight = len(head) - place
    typed = head[:place] + str((int(head[place]) + shift) % 10) + head[place + 1 :]
    same = identifiers.cas_check_digit(typed) == identifiers.cas_check_digit(head)
    assert same == (weight * shift % 10 == 0)


def test_an_inchikey_has_its_shape() -> None:
    assert identifiers.inchikey("PJMPHNIQZUBGLI-UHFFFAOYSA-N") == "PJMPHNIQZUBGLI-UHFFFAOYSA-N"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pjmphniqzubgli-uhfffaoysa-n",
        "PJMPHNIQZUBGLI-UHFFFAOYSA",
        "PJMPHNIQZUBGLI-UHFFFAOYSA-N\n",
        "InChIKey=PJMPHNIQZUBGLI-UHFFFAOYSA-N",
        "PJMPHNIQZUBGL1-UHFFFAOYSA-N",
        "ＰJMPHNIQZUBGLI-UHFFFAOYSA-N",
    ],
)
def test_what_is_no_inchikey_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="InChIKey"):
        identifiers.inchikey(text)


def test_a_unii_has_its_shape() -> None:
    assert identifiers.unii("UF599785JZ") == "UF599785JZ"


@pytest.mark.parametrize("text", ["", "UF599785J", "uf599785jz", "UF599785JZ0", "UF599785J２"])
def test_what_is_no_unii_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="UNII"):
        identifiers.unii(text)


@pytest.mark.parametrize("text", ["fentanyl", "4-anilinopiperidine", "1-boc-4-ap", "u-47700", "4"])
def test_a_slug_is_taken(text: str) -> None:
    assert identifiers.slug(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "a--b",
        "-a",
        "a-",
        "A",
        "a b",
        "a_b",
        "a/b",
        "a.b",
        "芬太尼",
        "a\n",
        " a",
        "é",
        "٤-ap",
    ],
)
def test_what_is_no_slug_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an id"):
        identifiers.slug(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\xa0", r"a\xa0"), ("fent\u0430nyl", r"fent\u0430nyl"), ("a\u200b", "200b")],
)
def test_a_refused_slug_shows_what_cannot_be_seen(text: str, shown: str) -> None:
    with pytest.raises(ValueError, match="is not an id") as refusal:
        identifiers.slug(text)
    assert shown in str(refusal.value)
    assert str(refusal.value).isascii()


@pytest.mark.parametrize(
    "text",
    [
        "Fentanyl",
        "N-苯基-N-(4-哌啶基)丙酰胺",
        "Δ9-THC",
        "α-Methylfentanyl",
        "2′,5′-dimethoxyfentanyl",
        "3–chloro",
        "Müller's base",
        "β-羟基硫代芬太尼",
        "two words",
        "100 µg",
        "two\nlines",
    ],
)
def test_text_of_which_a_reader_sees_everything_is_taken(text: str) -> None:
    assert identifiers.clean_text(text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("  ", "empty"),
        (" a", "white space"),
        ("a\xa0", "white space"),
        ("a\u3000", "white space"),
        ("a\n", "white space"),
        ("a\x00b", r"\x00"),
        ("a\tb", r"\t"),
        ("a\rb", r"\r"),
        ("a\u200bb", r"\u200b"),
        ("a\u00adb", r"\xad"),
        ("a\u202eb", r"\u202e"),
        ("a\u2066b", r"\u2066"),
        ("a\ufeffb", r"\ufeff"),
        ("a\u2028b", r"\u2028"),
        ("a\ue000b", r"\ue000"),
        ("a\uffffb", r"\uffff"),
        ("a\ud800b", r"\ud800"),
        ("e\u0301", "NFC"),
        ("fent\u0430nyl", r"fent\u0430nyl"),
        ("Fenta\u0578yl", r"Fenta\u0578yl"),
    ],
)
def test_text_that_hides_something_is_refused_and_shown(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        identifiers.clean_text(text)


@given(st.text())
def test_clean_text_is_taken_unchanged_or_refused(text: str) -> None:
    try:
        assert identifiers.clean_text(text) == text
    except ValueError as refusal:
        assert str(refusal).encode("utf-8", "backslashreplace")  # noqa: PT017


def test_a_civil_date_is_taken() -> None:
    assert dates.civil_date("2024-08-05") == date(2024, 8, 5)
    assert dates.civil_date("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-8-5",
        "20240805",
        "2024-W32-1",
        "08/05/2024",
        "2024-08",
        "2024-02-30",
        "2023-02-29",
        "0000-01-01",
        "2024-08-05T00:00",
        "2024-08-05\n",
        " 2024-08-05",
        "2024‐08‐05",
        "２０２４-08-05",
        "٢٠٢٤-08-05",
        "1722816000",
        "tomorrow",
    ],
)
def test_what_is_no_civil_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a day"):
        dates.civil_date(text)


@given(st.dates())
def test_every_civil_date_is_read_as_it_is_written(day: date) -> None:
    assert dates.civil_date(day.isoformat()) == day
    assert dates.partial_day(day) == dates.partial_day(day.isoformat()) == Day(day)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1988-02", Day(date(1988, 2, 29), "on-or-before", date(1988, 2, 1))),
        ("1989-02", Day(date(1989, 2, 28), "on-or-before", date(1989, 2, 1))),
        ("2014", Day(date(2014, 12, 31), "on-or-before", date(2014, 1, 1))),
        ("<=2013-04-01", Day(date(2013, 4, 1), "on-or-before")),
        ("<=2013-04", Day(date(2013, 4, 30), "on-or-before")),
        ("<=2013", Day(date(2013, 12, 31), "on-or-before")),
        (">=2020-01-24", Day(date(2020, 1, 24), "on-or-after", date(2020, 1, 24))),
        (">=2020-01", Day(date(2020, 1, 1), "on-or-after", date(2020, 1, 1))),
        ("9999", Day(date(9999, 12, 31), "on-or-before", date(9999, 1, 1))),
        ("0001-01", Day(date(1, 1, 31), "on-or-before", date(1, 1, 1))),
    ],
)
def test_a_partly_known_day_keeps_what_is_known(written: str, day: Day) -> None:
    assert dates.partial_day(written) == day


@given(st.dates())
def test_a_partly_known_day_spans_the_truth(day: date) -> None:
    text = day.isoformat()
    for written in (text[:7], text[:4]):
        known = dates.partial_day(written)
        assert known.earliest is not None
        assert known.earliest <= day <= known.day
    assert dates.partial_day(f"<={text}").day == dates.partial_day(f">={text}").day == day


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2024-13",
        "2024-00",
        "0000",
        "0000-01",
        "<=0000-01-01",
        "2024-8",
        "24",
        "<2024",
        "=2024",
        "<= 2024",
        "~2024",
        "2024-08-05\n",
        "２０２４",
        "2024-02-30",
        "<=2024-02-30",
        "about 2024",
        1722816000,
        2024,
        20240805,
        1.5,
        True,
        None,
        ["2024-08-05"],
        datetime(2024, 8, 5, tzinfo=PRC_TIME),
        datetime(2024, 8, 5, tzinfo=None),  # noqa: DTZ001 (a TOML time without a zone)
        time(12, 30, 45),
    ],
)
def test_what_is_no_day_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"is not a (date|day|month)|has a time of day"):
        dates.partial_day(written)  # type: ignore[arg-type]


def test_a_day_says_how_surely_it_is_known() -> None:
    assert str(Day(date(2024, 8, 5))) == "2024-08-05"
    assert str(dates.partial_day("2014")) == "on or before 2014-12-31"
    assert str(dates.partial_day(">=2014-01-01")) == "on or after 2014-01-01"
    assert str(Day(date(2024, 8, 5), dates.BY_DECISION)) == "by decision of 2024-08-05"


@pytest.mark.parametrize(
    "shape",
    [
        identifiers.cas_number,
        identifiers.inchikey,
        identifiers.unii,
        identifiers.slug,
        dates.civil_date,
    ],
)
def test_a_long_text_is_refused_in_no_time(shape: object) -> None:
    assert callable(shape)
    for text in ("1" * 100_000 + "!", "a-" * 50_000, "A" * 100_000 + "-"):
        with pytest.raises(ValueError, match="is not a"):
            shape(text)
