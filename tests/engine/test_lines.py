"""One substance on several lines, several on one line, and days that are known in part."""

from __future__ import annotations

import pytest

from registry.engine.fold import fold
from registry.engine.view import View
from registry.law.acts import Act, Wording
from registry.law.record import Record, Schedule
from tests.engine.values import (
    act,
    add,
    amend,
    answer,
    day,
    law,
    line_on,
    move,
    only,
    record,
    said,
    schedule,
    substance,
)

# one substance on several lines, one line with several substances


def test_codeine_stands_on_three_schedules_by_strength() -> None:
    combination = "Codeine combination product"
    preparation = "Codeine preparation (200 mg/100 mL or 100 g limit)"
    acts = [
        act(
            "us/1970-10-27-controlled-substances-act",
            add("schedule-2/codeine", wording=Wording(number="9050")),
            add("schedule-3/codeine-9804", "codeine", wording=Wording(form=combination)),
            add("schedule-5/codeine-preparation", "codeine", wording=Wording(form=preparation)),
            effective="1971-05-01",
            citation="Pub. L. 91-513",
            kind="statute",
        )
    ]
    book = record(
        [law("us", schedule("schedule-2"), schedule("schedule-3"), schedule("schedule-5"))],
        [substance("codeine")],
        acts,
    )
    found = said(book, "us", "codeine", "2026-09-21")
    assert [(one.schedule.id, one.standing.wording.form) for one in found.coverage] == [
        ("schedule-2", None),
        ("schedule-3", combination),
        ("schedule-5", preparation),
    ]


def test_tiletamine_and_zolazepam_share_a_line() -> None:
    acts = [
        act(
            "us/1987-01-21-tiletamine-and-zolazepam",
            add("schedule-3/tiletamine-and-zolazepam", "tiletamine", "zolazepam"),
            published="1987-01-21",
            effective="1987-02-20",
            citation="52 FR 2221",
        )
    ]
    book = record(
        [law("us", schedule("schedule-3"))], [substance("tiletamine"), substance("zolazepam")], acts
    )
    assert len(fold(acts).on(day("2000-01-01"))) == 1
    for name in ("tiletamine", "zolazepam"):
        assert answer(book, "us", name, "2000-01-01") == ("controlled", "1987-02-20", ["named"])


def test_an_exception_stands_on_the_line() -> None:
    # PRC Notice 120 of 2023: etomidate, except approved preparations.
    exception = "approved preparations"
    etomidate = act(
        "cn/2023-09-11-notice-120",
        add("psychotropic-2-2013/etomidate", wording=Wording(exception=exception)),
        published="2023-09-11",
        effective="2023-10-01",
        citation="2023年第120号",
    )
    found = line_on(fold([etomidate]), "psychotropic-2-2013/etomidate", "2023-10-01")
    assert found.wording.exception == exception


def test_an_amendment_may_clear_a_field_and_leaves_the_others() -> None:
    acts = [
        act(
            "us/1",
            add("schedule-1/a", wording=Wording(printed="A", exception="kits", number="1")),
            effective="2020-01-01",
        ),
        act(
            "us/2", amend("schedule-1/a", Wording(exception="", number="2")), effective="2021-01-01"
        ),
    ]
    wording = line_on(fold(acts), "schedule-1/a", "2021-01-01").wording
    assert (wording.printed, wording.exception, wording.number) == ("A", "", "2")


def test_fourteen_unseen_names_are_counted_and_change_no_answer() -> None:
    # PRC: sixteen substances from 2026-07-01, of which fourteen names have not been seen.
    sixteen = act(
        "cn/2026-06-23-sixteen-substances",
        add("non-medicinal/tiletamine"),
        add("non-medicinal/unseen-2026-07-01", unseen=14),
        published="2026-06-23",
        effective="2026-07-01",
    )
    book = record(
        [law("cn", schedule("non-medicinal", complete_from="2014-01-01"))],
        [substance("tiletamine"), substance("zolazepam")],
        [sixteen],
    )
    view = View(book)
    assert view.unseen("cn", day("2026-06-30")) == 0
    assert view.unseen("cn", day("2026-07-01")) == 14
    assert line_on(view.timeline, "non-medicinal/unseen-2026-07-01", "2026-07-01").substances == ()
    found = said(book, "cn", "zolazepam", "2026-07-01")
    assert found.status == "not-listed"
    assert "14 names" in str(found.caveat)


# days that are known in part


def test_a_decision_of_1961_counts_from_its_day_with_the_qualifier() -> None:
    # CND decision 66/3 of 2023-03-15: effective for each party on receipt, no common day.
    decision = act(
        "un/2023-03-15-etonitazepyne",
        add("1961-1/etonitazepyne"),
        decided="2023-03-15",
        kind="decision",
        citation="CND decision 66/3",
    )
    since = only(fold([decision])).since
    assert (since.day, since.qualifier) == (day("2023-03-15"), "by-decision")
    book = record([law("un", schedule("1961-1"))], [substance("etonitazepyne")], [decision])
    assert answer(book, "un", "etonitazepyne", "2023-03-14")[0] == "not-listed"
    assert answer(book, "un", "etonitazepyne", "2023-03-15")[:2] == (
        "controlled",
        "by decision of 2023-03-15",
    )


def test_an_act_with_its_publication_alone_counts_from_that_day_or_later() -> None:
    since = only(fold([act("us/1", add("schedule-1/a"), published="2020-01-24")])).since
    assert str(since) == "on or after 2020-01-24"


@pytest.mark.parametrize(
    ("written", "day_before", "undetermined", "controlled", "since"),
    [
        # the month
        ("2001-05", "2001-04-30", ["2001-05-01", "2001-05-30"], "2001-05-31", "2001-05-31"),
        # the year: items 15 and 16 of PRC category 1 have the year alone (国办函〔2014〕40号)
        ("2014", "2013-12-31", ["2014-01-01", "2014-12-30"], "2014-12-31", "2014-12-31"),
        # by then at the latest
        ("<=2013-04-01", None, ["1999-01-01", "2013-03-31"], "2013-04-01", "2013-04-01"),
    ],
)
def test_a_day_known_as_a_span_leaves_only_its_own_substance_undetermined(
    written: str, day_before: str | None, undetermined: list[str], controlled: str, since: str
) -> None:
    book = record(
        [law("cn", schedule("precursor-1", "precursor", complete_from="1990-01-01"))],
        [substance("a"), substance("b")],
        [act("cn/1", add("precursor-1/a"), effective=written)],
    )
    if day_before:
        assert answer(book, "cn", "a", day_before)[0] == "not-listed"
    for on in undetermined:
        assert answer(book, "cn", "a", on)[0] == "undetermined"
        assert answer(book, "cn", "b", on)[0] == "not-listed"
    assert answer(book, "cn", "a", controlled)[:2] == ("controlled", f"on or before {since}")


def test_a_day_known_as_not_before_leaves_nothing_open_before_it() -> None:
    book = record(
        [law("us", schedule("schedule-2"))],
        [substance("a")],
        [act("us/1", add("schedule-2/a"), effective=">=2020-01-24")],
    )
    assert answer(book, "us", "a", "2020-01-23")[0] == "not-listed"
    assert answer(book, "us", "a", "2020-01-24")[:2] == ("controlled", "on or after 2020-01-24")


def test_before_the_record_is_whole_the_answer_is_undetermined() -> None:
    book = record(
        [law("cn", schedule("non-medicinal", complete_from="2014-01-01"))], [substance("a")], []
    )
    assert answer(book, "cn", "a", "2013-12-31")[0] == "undetermined"
    assert answer(book, "cn", "a", "2014-01-01")[0] == "not-listed"


def test_lists_held_in_part_alone_leave_the_answer_undetermined() -> None:
    book = record([law("us-oh", schedule("schedule-3", complete_from=None))], [substance("a")], [])
    assert answer(book, "us-oh", "a", "2024-01-01")[0] == "undetermined"


def test_an_incomplete_list_beside_a_complete_one_is_a_caveat() -> None:
    book = record(
        [law("cn", schedule("non-medicinal"), held_in_part("export", may_hold=("solvents",)))],
        [substance("a", family="solvents"), substance("b", family="opioids")],
        [],
    )
    may, cannot = (said(book, "cn", name, "2024-01-01") for name in "ab")
    assert may.status == cannot.status == "not-listed"
    assert (may.could_be_unseen, cannot.could_be_unseen) == (("export",), ())
    assert "Held only in part: export" in str(may.caveat)
    assert cannot.caveat is None


def held_in_part(
    name: str, may_hold: tuple[str, ...] = (), whole_for: tuple[str, ...] = ()
) -> Schedule:
    part = schedule(name, "export", complete_from=None)
    return part._replace(may_hold=may_hold, whole_for=whole_for, stands_in_for="precursor")


def test_a_list_held_in_part_is_whole_for_the_substances_that_it_names() -> None:
    part = held_in_part("schedule-3", whole_for=("a",))
    book = record([law("us-oh", part)], [substance("a"), substance("b")], [])
    assert said(book, "us-oh", "a", "2024-01-01").status == "not-listed"
    assert said(book, "us-oh", "b", "2024-01-01").status == "undetermined"


def test_unseen_names_are_told_where_they_can_be_the_substance() -> None:
    unseen = add("s/three", unseen=3, may_hold=("opioids",))
    book = record(
        [law("cn", schedule("s"))],
        [substance("a", family="opioids"), substance("b", family="solvents")],
        [act("cn/1", unseen, effective="2020-01-01")],
    )
    may, cannot = (said(book, "cn", name, "2024-01-01") for name in "ab")
    assert (may.could_be_unseen, cannot.could_be_unseen) == (("s",), ())
    assert "3 names of cn (s) have not been seen" in str(may.caveat)
    assert cannot.caveat is None
    assert said(book, "cn", "a", "2019-12-31").could_be_unseen == ()


def test_unseen_names_of_which_nothing_is_said_can_be_any_substance() -> None:
    book = record(
        [law("cn", schedule("s"))],
        [substance("a")],
        [act("cn/1", add("s/three", unseen=3), effective="2020-01-01")],
    )
    assert said(book, "cn", "a", "2024-01-01").could_be_unseen == ("s",)


def test_unseen_names_of_merged_lines_can_be_of_the_families_of_both() -> None:
    first = add("s/one", unseen=1, may_hold=("opioids",))
    second = add("t/two", unseen=2, may_hold=("solvents",))
    book = record(
        [law("cn", schedule("s"), schedule("t"))],
        [substance("a", family="opioids"), substance("b", family="solvents"), substance("c")],
        [
            act("cn/1", first, second, effective="2020-01-01"),
            act("cn/2", move("t/two", "s/one"), effective="2021-01-01"),
        ],
    )
    found = [said(book, "cn", name, "2024-01-01").could_be_unseen for name in "abc"]
    assert found == [("s",), ("s",), ()]


def test_what_is_controlled_is_verified_through_the_day_of_the_lists_that_control_it() -> None:
    book = verified_apart([act("cn/1", add("precursors/a"), effective="2019-01-01")])
    found = said(book, "cn", "a", "2025-01-01")
    assert (found.verified_through, found.beyond_verified) == (day("2020-01-01"), True)
    assert found.verified == (("precursor", day("2020-01-01")),)


def test_what_is_not_listed_is_verified_by_the_drug_lists_the_others_beside() -> None:
    found = said(verified_apart([]), "cn", "a", "2025-01-01")
    assert (found.verified_through, found.beyond_verified) == (day("2026-01-01"), False)
    assert dict(found.verified) == {"drug": day("2026-01-01"), "precursor": day("2020-01-01")}
    assert found.verified_beside == (("precursor", day("2020-01-01")),)


def test_a_listing_younger_than_the_comparison_of_its_list_rests_on_the_act_alone() -> None:
    book = verified_apart([act("cn/1", add("precursors/a"), effective="2021-03-01")])
    caveat = str(said(book, "cn", "a", "2025-01-01").caveat)
    assert "precursors was last compared on 2020-01-01" in caveat
    assert "2021-03-01, which rests on the act alone" in caveat


def verified_apart(acts: list[Act]) -> Record:
    """Drugs verified through 2026, precursors through 2020."""
    drugs = schedule("drugs")._replace(verified_through=day("2026-01-01"))
    others = schedule("precursors", "precursor")._replace(verified_through=day("2020-01-01"))
    return record([law("cn", drugs, others)], [substance("a")], acts)
