"""Answers on the day before, the day itself and the day after: clauses, announcements, class texts.

What an open clause leaves open, what is pending and until when, from which day a text is known,
and what a merger, an expiry or an undetermined stretch does to "controlled since".
"""

from __future__ import annotations

from datetime import date

import pytest

from registry.engine.changes import changes
from registry.engine.gaps import gaps
from registry.engine.status import status
from registry.engine.statuses import Status
from registry.engine.view import View
from registry.law.record import Record
from tests.small import act, law, names, record

OPIOIDS = {"schedules/substances/opioids.toml": names("alpha", "beta", "gamma")}
CLAUSE = """
[schedules.schedule-1.clause]
covers = ["salt"]
open = ["positional-isomer"]
"""
ISOMERS = {
    "schedules/substances/opioids.toml": names("alpha") + '[beta]\nname = "Beta"\nsource = "read"\n'
    'form_of = { substance = "alpha", as = "positional-isomer" }\n',
}
CLASS_LINE = '[[add]]\nschedule = "schedule-1"\nclass = "us-alphas"\nprinted = "Alphas"\n'


def add(schedule: str, name: str, *, more: str = "") -> str:
    return f'[[add]]\nschedule = "{schedule}"\nsubstances = ["{name}"]\nprinted = "Line"\n{more}'


def text(*verdicts: str, families: str = "", more: str = "") -> str:
    """A text of the class of alphas that says of these substances that they belong to it."""
    head = (
        'title = "Alphas"\njurisdiction = "us"\nfamilies = ["opioids"]\ncitation = "1 FR 1"\n'
        f'source = "read"\nevidence = "official"\ntext = "Alphas."\n{more}{families}'
    )
    return head + "".join(
        f'\n[[verdict]]\nsubstances = ["{name}"]\nverdict = "in"\nbasis = "It says so."\n'
        'source = "the text"\n'
        for name in verdicts
    )


def of(data: Record, name: str, on: str, known: str | None = None) -> Status:
    view = View(data, date.fromisoformat(known) if known else None)
    return status(view, "us", name, date.fromisoformat(on))


# what a clause leaves open


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ('covers = ["salt"]\nopen = ["positional-isomer"]\n', "undetermined"),
        ('covers = ["salt"]\nopen = ["ester"]\n', "not-listed"),
        ('covers = ["positional-isomer"]\n', "undetermined"),
    ],
    ids=["left open", "not spoken of", "covered: the authority judges each"],
)
def test_a_positional_isomer_is_undetermined_where_the_clause_speaks_of_its_kind(
    clause: str, expected: str
) -> None:
    lists = law("United States of America", "US", "schedule-1")
    small = record(
        ISOMERS
        | {
            "schedules/us/schedules.toml": f"{lists}\n[schedules.schedule-1.clause]\n{clause}",
            "schedules/us/acts/2000-01-01-alpha.toml": act(effective="2000-01-01")
            + add("schedule-1", "alpha"),
        }
    )
    assert of(small, "beta", "1999-12-31").status == "not-listed"
    assert of(small, "beta", "2000-01-01").status == expected


# what is pending

COMING = OPIOIDS | {
    "schedules/us/acts/2024-08-02-alpha.toml": act(published="2024-08-02", effective="2024-09-01")
    + add("schedule-1", "alpha"),
}


@pytest.mark.parametrize(
    ("on", "pending"),
    [
        ("2024-08-01", 0),  # nobody knows it
        ("2024-08-02", 1),  # published today
        ("2024-08-31", 1),
        ("2024-09-01", 0),  # in force
    ],
)
def test_an_act_is_pending_from_its_publication_until_it_is_in_force(on: str, pending: int) -> None:
    assert len(of(record(COMING), "alpha", on).pending) == pending


def test_a_baseline_is_never_pending() -> None:
    small = record(
        OPIOIDS
        | {
            "schedules/us/acts/1999-12-01-baseline.toml": act(
                kind="baseline", published="1999-12-01", effective="2000-01-01"
            )
            + add("schedule-1", "alpha"),
        }
    )
    assert of(small, "alpha", "1999-12-31").pending == ()


def test_a_line_that_may_cover_a_substance_is_not_pending_for_it() -> None:
    small = record(
        OPIOIDS
        | {
            "schedules/us/acts/2024-08-02-alpha.toml": act(
                published="2024-08-02", effective="2024-09-01"
            )
            + add("schedule-1", "alpha", more='may_cover = ["beta"]\n'),
        }
    )
    assert of(small, "beta", "2024-08-15").pending == ()
    assert of(small, "beta", "2024-09-01").status == "undetermined"


def test_a_text_that_hangs_on_a_list_is_no_act_and_never_pending() -> None:
    small = record(
        OPIOIDS
        | {
            "schedules/classes/us-alphas/2024-09-01.toml": text(
                "alpha", more='schedule = "schedule-1"\n'
            )
        }
    )
    assert of(small, "alpha", "2024-08-31").pending == ()
    assert of(small, "alpha", "2024-09-01").coverage[0].basis == "class"


def test_a_class_act_in_force_is_not_pending_for_what_a_later_text_brings_in() -> None:
    """On 2024-08-06 seven fentanyls were "pending" by the class act of 2018, long in force."""
    small = record(
        OPIOIDS
        | {
            "schedules/us/acts/2018-02-06-alphas.toml": act(
                published="2018-02-06", effective="2018-02-06"
            )
            + CLASS_LINE,
            "schedules/classes/us-alphas/2018-02-06.toml": text("alpha"),
            "schedules/classes/us-alphas/2025-07-16.toml": text("alpha", "beta"),
        }
    )
    assert of(small, "beta", "2024-08-06").pending == ()
    assert of(small, "alpha", "2024-08-06").pending == ()
    assert of(small, "beta", "2025-07-16").status == "controlled"


# what was known of class texts


@pytest.mark.parametrize(
    ("known", "expected"),
    [("2025-07-15", "undetermined"), ("2025-07-16", "controlled"), ("2025-07-17", "controlled")],
)
def test_a_later_class_text_is_known_on_its_first_day(known: str, expected: str) -> None:
    small = record(
        OPIOIDS
        | {
            "schedules/us/acts/2018-02-06-alphas.toml": act(effective="2018-02-06") + CLASS_LINE,
            "schedules/classes/us-alphas/2018-02-06.toml": text("alpha"),
            "schedules/classes/us-alphas/2025-07-16.toml": text("alpha", "beta"),
        }
    )
    assert of(small, "beta", "2025-08-01", known).status == expected


def test_a_name_of_its_own_is_no_new_control_while_the_authority_counts_it_to_a_class() -> None:
    small = record(
        OPIOIDS
        | {
            "schedules/us/acts/2018-02-06-alphas.toml": act(effective="2018-02-06") + CLASS_LINE,
            "schedules/classes/us-alphas/2018-02-06.toml": text("alpha"),
            "schedules/us/acts/2020-01-01-alpha.toml": act(effective="2020-01-01")
            + add("schedule-1", "alpha"),
        }
    )
    (row,) = changes(View(small), "us", date(2019, 12, 31), date(2020, 1, 1))
    assert (row.kind, row.legal_effect) == ("named-within-class", False)
    assert str(of(small, "alpha", "2020-01-01").since) == "2018-02-06"


# controlled since


def test_days_of_which_nothing_is_known_do_not_hide_the_days_before_them() -> None:
    """Controlled in January 2000, then, by March 2000 at the latest, again: nothing breaks it."""
    small = record(
        OPIOIDS
        | {
            "schedules/us/acts/2000-01-01-order.toml": act(effective="2000-01-01")
            + add("schedule-1", "alpha", more="expires = 2000-02-01\n"),
            "schedules/us/acts/2000-03-01-again.toml": act(effective="<=2000-03-01")
            + add("schedule-2", "alpha"),
        }
    )
    assert of(small, "alpha", "2000-02-15").status == "undetermined"
    assert str(of(small, "alpha", "2000-03-01").since) == "2000-01-01"


def test_of_two_lines_of_one_day_the_one_that_stood_by_then_tells_since() -> None:
    small = record(
        OPIOIDS
        | {
            "schedules/us/acts/2000-01-01-after.toml": act(published="2000-01-01")
            + add("schedule-1", "alpha"),
            "schedules/us/acts/2000-01-01-by-then.toml": act(effective="<=2000-01-01")
            + add("schedule-2", "alpha"),
        }
    )
    assert str(of(small, "alpha", "2000-01-01").since) == "on or before 2000-01-01"


# what a merger and an expiry leave

MERGED = OPIOIDS | {
    "schedules/us/acts/1990-01-01-beta.toml": act(effective="1990-01-01")
    + add("schedule-1", "beta"),
    "schedules/us/acts/2000-01-01-alpha.toml": act(effective="2000-01-01")
    + add("schedule-2", "alpha"),
    "schedules/us/acts/2009-12-01-merge.toml": act(
        published="2009-12-01", effective="2010-01-01", evidence="secondary"
    )
    + '[[move]]\nfrom = "schedule-2/alpha"\nto = "schedule-1/beta"\n',
}


def test_a_name_that_a_merger_brings_onto_a_line_rests_on_the_act_of_the_merger() -> None:
    small = record(MERGED)
    (before,) = of(small, "alpha", "2009-12-31").pending
    assert (before.act, str(before.effective)) == ("us/2009-12-01-merge", "2010-01-01")
    assert of(small, "alpha", "2009-11-30").pending == ()
    (after,) = of(small, "alpha", "2010-01-01").coverage
    assert (after.act, after.evidence) == ("us/2009-12-01-merge", "secondary")
    assert str(of(small, "alpha", "2010-01-01").since) == "2000-01-01"
    assert of(small, "beta", "2010-01-01").coverage[0].act == "us/1990-01-01-beta"


def test_a_relative_whose_own_line_is_merged_is_not_listed_anew() -> None:
    """A salt had its line before the base had one; that both become one line opens nothing."""
    lists = law("United States of America", "US", "schedule-1", "schedule-2", regime="drug")
    small = record(
        {
            "schedules/substances/opioids.toml": names("alpha", "gamma")
            + '[salt]\nname = "Salt"\nsource = "read"\n'
            'form_of = { substance = "alpha", as = "salt" }\n',
            "schedules/us/schedules.toml": f"{lists}{CLAUSE}",
            "schedules/us/acts/1990-01-01-salt.toml": act(effective="1990-01-01")
            + add("schedule-2", "salt")
            + add("schedule-2", "gamma"),
            "schedules/us/acts/1995-01-01-alpha.toml": act(effective="1995-01-01")
            + add("schedule-1", "alpha"),
            "schedules/us/acts/2000-01-01-merge.toml": act(effective="2000-01-01")
            + '[[move]]\nfrom = "schedule-2/salt"\nto = "schedule-2/gamma"\n',
            "schedules/us/acts/2005-01-01-out.toml": act(effective="2005-01-01")
            + '[[remove]]\nschedule = "schedule-2"\nline = "gamma"\n',
        }
    )
    found = of(small, "salt", "2005-01-01")
    assert [each.basis for each in found.coverage] == ["form"]


def test_words_said_of_a_line_on_the_day_it_ends_reach_nothing() -> None:
    small = record(
        OPIOIDS
        | {
            "schedules/us/acts/2000-01-01-order.toml": act(effective="2000-01-01")
            + add("schedule-1", "alpha", more="expires = 2001-01-01\n"),
            "schedules/us/acts/2000-12-01-amend.toml": act(
                published="2000-12-01", effective="2001-01-01"
            )
            + '[[amend]]\nschedule = "schedule-1"\nline = "alpha"\n'
            'substances = ["alpha", "beta"]\nprinted = "Alpha, beta"\n',
        }
    )
    assert of(small, "beta", "2000-12-15").pending == ()
    assert of(small, "beta", "2001-01-01").status == "not-listed"
    assert gaps(View(small), "us", "cn", date(2001, 1, 1), aligned=True).rows == ()
