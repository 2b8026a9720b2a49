"""Temporary orders: when they end, what prolongs them, and what a late act joins or opens anew."""

from __future__ import annotations

import pytest

from registry.engine.fold import fold
from registry.law.acts import Act, Step, Wording
from tests.engine.values import (
    BRORPHINE,
    BRORPHINE_ORDER,
    BRORPHINE_RULE,
    act,
    add,
    amend,
    answer,
    change_kinds,
    confirm,
    day,
    extend,
    found_changes,
    law,
    line_on,
    only,
    record,
    remove,
    said,
    schedule,
    standing,
    stays,
    substance,
)


def test_a_temporary_order_ends_on_the_first_day_it_no_longer_stands() -> None:
    timeline = fold([BRORPHINE_ORDER])
    assert stays(timeline, BRORPHINE) == [("2021-03-01", "2023-03-01", "expire")]
    assert standing(timeline, "2021-02-28") == set()
    assert standing(timeline, "2021-03-01") == {BRORPHINE}
    assert standing(timeline, "2023-02-28") == {BRORPHINE}
    assert standing(timeline, "2023-03-01") == set()
    assert line_on(timeline, BRORPHINE, "2022-01-01").temporary


def test_an_order_whose_end_was_not_seen_stands_on() -> None:
    order = act("us/order", add("schedule-1/a", expires="not seen"), effective="2020-01-01")
    timeline = fold([order])
    assert stays(timeline, "schedule-1/a") == [("2020-01-01", None, None)]
    assert line_on(timeline, "schedule-1/a", "2026-01-01").temporary


def test_confirmation_after_the_lapse_opens_a_new_stay() -> None:
    timeline = fold([BRORPHINE_RULE, BRORPHINE_ORDER])
    assert stays(timeline, BRORPHINE) == [
        ("2021-03-01", "2023-03-01", "expire"),
        ("2023-04-05", None, None),
    ]
    assert line_on(timeline, BRORPHINE, "2023-04-05").substances == ("brorphine",)
    assert not line_on(timeline, BRORPHINE, "2023-04-05").temporary
    assert timeline.contradictions == ()


def test_the_day_of_a_new_stay_has_the_evidence_of_the_step_that_opens_it() -> None:
    unread = confirm("schedule-1/a")._replace(wording=Wording(date_evidence="secondary"))
    acts = [
        act("us/order", add("schedule-1/a", expires="2022-01-01"), effective="2020-01-01"),
        act("us/rule", unread, effective="2023-01-01"),
    ]
    line = line_on(fold(acts), "schedule-1/a", "2023-01-01")
    assert (line.evidence, line.date_evidence) == ("official", "secondary")


def test_control_after_a_lapse_is_counted_anew() -> None:
    book = record(
        [law("us", schedule("schedule-1"))],
        [substance("brorphine")],
        [BRORPHINE_ORDER, BRORPHINE_RULE],
    )
    assert answer(book, "us", "brorphine", "2023-02-28") == ("controlled", "2021-03-01", ["named"])
    assert answer(book, "us", "brorphine", "2023-03-01") == ("not-listed", None, [])
    assert answer(book, "us", "brorphine", "2023-04-04") == ("not-listed", None, [])
    assert answer(book, "us", "brorphine", "2023-04-05") == ("controlled", "2023-04-05", ["named"])
    assert change_kinds(book, "2021-01-01", "2024-01-01") == ["added", "expired", "added"]


def test_confirmation_in_time_keeps_the_stay_and_makes_it_permanent() -> None:
    acts = [
        act("us/order", add("schedule-1/a", expires="2022-08-20"), effective="2020-08-20"),
        act("us/rule", confirm("schedule-1/a"), effective="2021-11-12"),
    ]
    timeline = fold(acts)
    assert stays(timeline, "schedule-1/a") == [("2020-08-20", None, None)]
    assert line_on(timeline, "schedule-1/a", "2021-11-11").temporary
    assert not line_on(timeline, "schedule-1/a", "2021-11-12").temporary
    assert line_on(timeline, "schedule-1/a", "2026-01-01").acts == ("us/order", "us/rule")


def test_an_extension_before_the_end_keeps_the_stay() -> None:
    acts = [
        act("us/order", add("schedule-1/a", expires="2022-01-01"), effective="2020-01-01"),
        act("us/extension", extend("schedule-1/a", "2023-01-01"), effective="2021-12-01"),
    ]
    timeline = fold(acts)
    assert stays(timeline, "schedule-1/a") == [("2020-01-01", "2023-01-01", "expire")]
    assert line_on(timeline, "schedule-1/a", "2021-11-30").expires == day("2022-01-01")
    assert line_on(timeline, "schedule-1/a", "2021-12-01").expires == day("2023-01-01")


@pytest.mark.parametrize("verb", [extend("schedule-1/a", "2023-01-01"), confirm("schedule-1/a")])
def test_what_takes_effect_on_the_day_of_expiry_joins(verb: Step) -> None:
    # So did Pub. L. 116-114 on 2020-02-06 for the fentanyl-related substances.
    acts = [
        act("us/order", add("schedule-1/a", expires="2022-01-01"), effective="2020-01-01"),
        act("us/later", verb, effective="2022-01-01"),
    ]
    (stay,) = stays(fold(acts), "schedule-1/a")
    assert stay[0] == "2020-01-01"
    assert standing(fold(acts), "2022-01-01") == {"schedule-1/a"}


# The extension published 2025-12-16 (FR Doc 2025-22960) came after the stated lapse of 2025-12-12.
CANNABINOID = "schedule-1/4f-mdmb-butica"
CANNABINOID_ORDER = act(
    "us/2023-12-12-4f-mdmb-butica",
    add(CANNABINOID, expires="2025-12-12"),
    effective="2023-12-12",
    citation="88 FR 86040",
)


def late_extension(stands: str | None) -> Act:
    return act(
        "us/2025-12-16-extension",
        extend(CANNABINOID, "2026-12-12", stands),
        published="2025-12-16",
        effective="2025-12-16",
        citation="FR Doc 2025-22960",
    )


def test_a_late_extension_without_a_text_opens_a_new_stay() -> None:
    timeline = fold([CANNABINOID_ORDER, late_extension(None)])
    assert stays(timeline, CANNABINOID) == [
        ("2023-12-12", "2025-12-12", "expire"),
        ("2025-12-16", "2026-12-12", "expire"),
    ]
    assert standing(timeline, "2025-12-15") == set()


def test_a_late_extension_with_a_text_joins_and_the_days_between_are_undocumented() -> None:
    timeline = fold([CANNABINOID_ORDER, late_extension("the edition of 2025-12-14")])
    listing = only(timeline)
    assert (listing.since.day, listing.until) == (day("2023-12-12"), day("2026-12-12"))
    assert listing.undocumented == ((day("2025-12-12"), day("2025-12-16")),)
    assert not listing.is_undocumented_on(day("2025-12-11"))
    assert listing.is_undocumented_on(day("2025-12-12"))
    assert listing.is_undocumented_on(day("2025-12-15"))
    assert not listing.is_undocumented_on(day("2025-12-16"))


def test_a_line_amended_during_its_term_has_its_undocumented_days_once() -> None:
    renumbered = act(
        "us/renumbering", amend(CANNABINOID, Wording(number="7099")), effective="2024-06-01"
    )
    timeline = fold([CANNABINOID_ORDER, renumbered, late_extension("the edition of 2025-12-14")])
    assert only(timeline).undocumented == ((day("2025-12-12"), day("2025-12-16")),)


def test_undocumented_days_are_covered_with_a_caveat() -> None:
    book = record(
        [law("us", schedule("schedule-1"))],
        [substance("4f-mdmb-butica")],
        [CANNABINOID_ORDER, late_extension("the edition of 2025-12-14")],
    )
    found = said(book, "us", "4f-mdmb-butica", "2025-12-13")
    assert found.controlled
    assert found.coverage[0].undocumented
    assert "No act was seen" in str(found.caveat)


def test_a_late_confirmation_joins_though_the_same_act_rewords_the_line() -> None:
    order = act("us/order", add("schedule-1/a", expires="2022-01-01"), effective="2020-01-01")
    rule = act(
        "us/rule",
        confirm("schedule-1/a", stands="the edition of 2022-02-01"),
        amend("schedule-1/a", Wording(number="9999")),
        effective="2022-03-01",
    )
    timeline = fold([order, rule])
    assert stays(timeline, "schedule-1/a") == [("2020-01-01", None, None)]
    assert timeline.contradictions == ()


def test_a_late_confirmation_joins_over_a_renumbering_in_between() -> None:
    order = act("us/order", add("schedule-1/a", expires="2022-01-01"), effective="2020-01-01")
    renumbered = act(
        "us/renumbering", amend("schedule-1/a", Wording(number="9999")), effective="2022-02-01"
    )
    rule = act(
        "us/rule",
        confirm("schedule-1/a", stands="the edition of 2022-02-02"),
        effective="2022-03-01",
    )
    timeline = fold([order, renumbered, rule])
    assert stays(timeline, "schedule-1/a") == [("2020-01-01", None, None)]
    assert only(timeline).undocumented == ((day("2022-01-01"), day("2022-03-01")),)
    assert timeline.contradictions == ()


def test_removal_of_a_lapsed_line_is_editorial() -> None:
    # 50 FR 43698 lapsed on 1986-11-29; 75 FR 37300 struck the text in 2010.
    acts = [
        act(
            "us/1985-10-29-benzylfentanyl",
            add("schedule-1/benzylfentanyl", expires="1986-11-29"),
            effective="1985-11-29",
            citation="50 FR 43698",
        ),
        act(
            "us/2010-06-29-benzylfentanyl-and-thenylfentanyl",
            remove("schedule-1/benzylfentanyl"),
            effective="2010-06-29",
            citation="75 FR 37300",
        ),
    ]
    timeline = fold(acts)
    assert stays(timeline, "schedule-1/benzylfentanyl") == [("1985-11-29", "1986-11-29", "expire")]
    assert timeline.contradictions == ()
    book = record([law("us", schedule("schedule-1"))], [substance("benzylfentanyl")], acts)
    (struck,) = found_changes(book, "2010-01-01", "2010-12-31")
    assert (struck.kind, struck.legal_effect) == ("editorial", False)


def test_a_line_may_be_removed_and_added_again() -> None:
    # MDMA: removed in January 1988 after the court decision, back since 1988-03-23.
    acts = [
        act("us/1986-rule", add("schedule-1/mdma"), effective="1986-11-13"),
        act("us/1988-removal", remove("schedule-1/mdma"), effective="1988-01"),
        act("us/1988-rule", add("schedule-1/mdma"), effective="1988-03-23"),
    ]
    assert stays(fold(acts), "schedule-1/mdma") == [
        ("1986-11-13", "1988-01-31", "remove"),
        ("1988-03-23", None, None),
    ]
