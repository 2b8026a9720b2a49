"""Laws 3, 4 and 11 of statuses and gaps: what later acts may say of a day, and how it is told."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from registry.engine.gaps import Gap, gaps
from registry.engine.status import status
from registry.engine.statuses import Status
from registry.engine.view import View
from registry.law.acts import Act
from registry.law.dates import ON_OR_BEFORE
from registry.law.record import Record
from tests.laws.random_acts import LAWS, SUBSTANCES, any_day
from tests.laws.random_records import records
from tests.oracle import was_public

FORMS = {"a-salt", "b-isomer", "c-positional"}
ONE_SIDED = {"pending": "one-sided", "only-a": "one-sided", "only-b": "one-sided"}


def without_later(record: Record, day: date) -> Record:
    """The record as if no act or text that takes effect after ``day`` existed."""
    acts = {name: act for name, act in record.acts.items() if act.day.day <= day}
    texts = tuple(text for text in record.classes if text.since <= day)
    return record._replace(acts=acts, classes=texts)


def plain(act: Act, day: date) -> Act:
    """A later act without the fields that speak of days before it; an earlier act as it is.

    A line of its own for a relative is such a word, too: without more it says "not before".
    """
    if act.day.day <= day:
        return act
    steps = tuple(
        step._replace(
            already_covered_by=None,
            covered_since=None,
            stands=None,
            releases=(),
            substances=tuple(name for name in step.substances if name not in FORMS),
        )
        for step in act.steps
    )
    exact = {
        field: value._replace(qualifier="exact", earliest=None)
        for field in ("effective", "decided", "published")
        if (value := getattr(act, field)) and value.qualifier == ON_OR_BEFORE
    }
    return act._replace(steps=steps, **exact)


def said(found: Status) -> tuple[object, ...]:
    """What an answer says of its day: not what comes, is proposed or will end."""
    lines = tuple(
        (way.basis, way.act, way.standing._replace(expires=None), way.reason, way.evidence)
        for way in found.coverage
    )
    return found.status, found.why, found.since, found.regimes, lines


def words(found: Status) -> str:
    """Every sentence of an answer."""
    reasons = (way.reason for way in found.coverage)
    return " ".join([found.why or "", found.caveat or "", *reasons])


def names_a_later_act(text: str, record: Record, day: date) -> bool:
    """Whether the text names an act that takes effect after ``day``, and its day."""
    later = [act for act in record.acts.values() if act.day.day > day]
    named = set(re.findall(r"[a-z]+/[a-z0-9-]+", text))
    return any(act.id in named and str(act.day.day) in text for act in later)


@given(records(), any_day, st.sampled_from(LAWS))
def test_later_acts_that_speak_of_no_day_before_them_change_no_status(
    record: Record, day: date, law: str
) -> None:
    silent = record._replace(acts={name: plain(act, day) for name, act in record.acts.items()})
    whole, earlier = View(silent), View(without_later(silent, day))
    for name in SUBSTANCES:
        assert said(status(whole, law, name, day)) == said(status(earlier, law, name, day))


@given(records(), any_day, st.sampled_from(LAWS))
def test_a_status_that_a_later_act_changes_names_it_and_its_day(
    record: Record, day: date, law: str
) -> None:
    whole, earlier = View(record), View(without_later(record, day))
    for name in SUBSTANCES:
        found = status(whole, law, name, day)
        if said(found) != said(status(earlier, law, name, day)):
            assert names_a_later_act(words(found), record, day), (name, found)


def public_on(record: Record, day: date) -> Record:
    """The record without the acts and texts that nobody could know on ``day``."""
    first = {
        text.id: min(other.since for other in record.classes if other.id == text.id)
        for text in record.classes
    }
    return record._replace(
        acts={name: act for name, act in record.acts.items() if was_public(act, day)},
        classes=tuple(
            text
            for text in record.classes
            if text.since <= day or (text.schedule is None and text.since == first[text.id])
        ),
    )


@given(records(), any_day, any_day, st.sampled_from(LAWS))
def test_a_status_as_known_on_a_day_is_that_without_the_acts_published_after(
    record: Record, day: date, known_on: date, law: str
) -> None:
    known, public = View(record, known_on), View(public_on(record, known_on))
    for name in SUBSTANCES:
        found, plain_one = status(known, law, name, day), status(public, law, name, day)
        assert (said(found), found.caveat) == (said(plain_one), plain_one.caveat)


@given(records(), any_day, any_day)
def test_a_gap_as_known_on_a_day_is_that_without_the_acts_published_after(
    record: Record, day: date, known_on: date
) -> None:
    known = gaps(View(record, known_on), "us", "cn", day, aligned=True)
    public = gaps(View(public_on(record, known_on)), "us", "cn", day, aligned=True)
    assert {row.substance.id: of_its_day(row, until=True) for row in known.rows} == {
        row.substance.id: of_its_day(row, until=True) for row in public.rows
    }


def of_its_day(row: Gap, *, until: bool = False) -> tuple[object, ...]:
    """What a gap says of its day; that an act is announced leaves it one-sided."""
    also = tuple(kind for kind in row.also if kind not in ONE_SIDED)
    kind, end = ONE_SIDED.get(row.kind, row.kind), row.until if until else None
    return kind, also, row.since, row.lag_days, row.open_days, said(row.a), said(row.b), end


@given(records(), any_day)
def test_later_acts_that_speak_of_no_day_before_them_change_no_gap(
    record: Record, day: date
) -> None:
    silent = record._replace(acts={name: plain(act, day) for name, act in record.acts.items()})
    whole = gaps(View(silent), "us", "cn", day, aligned=True)
    earlier = gaps(View(without_later(silent, day)), "us", "cn", day, aligned=True)
    assert {row.substance.id: of_its_day(row) for row in whole.rows} == {
        row.substance.id: of_its_day(row) for row in earlier.rows
    }


@given(records(), any_day)
def test_a_gap_that_a_later_act_changes_names_it_and_its_day(record: Record, day: date) -> None:
    whole = gaps(View(record), "us", "cn", day, aligned=True)
    earlier = gaps(View(without_later(record, day)), "us", "cn", day, aligned=True)
    before = {row.substance.id: of_its_day(row) for row in earlier.rows}
    for row in whole.rows:
        if of_its_day(row) != before.get(row.substance.id):
            sentences = " ".join([row.why, words(row.a), words(row.b)])
            assert names_a_later_act(sentences, record, day), row


@given(records(), any_day)
def test_known_on_its_own_day_no_answer_rests_on_an_act_published_later(
    record: Record, day: date
) -> None:
    """What was public by then is named; what was not is no part of any word of the answer."""
    view = View(record, day)
    hidden = {act.id for act in record.acts.values() if not was_public(act, day)}
    for law in LAWS:
        for name in SUBSTANCES:
            found = status(view, law, name, day)
            named = set(re.findall(r"[a-z]+/[a-z0-9-]+", words(found)))
            acts = {act for way in found.coverage for act in way.standing.acts}
            acts |= {way.act for way in found.pending} | {
                way.act for way in found.coverage if way.act
            }
            assert not (named | acts) & hidden
