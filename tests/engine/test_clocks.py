"""The two clocks, two jurisdictions, and what is only proposed."""

from __future__ import annotations

import pytest

from registry.engine.changes import upcoming
from registry.engine.fold import fold
from registry.engine.gaps import Gap, Pair, gap, gaps
from registry.engine.status import status
from registry.engine.view import View
from registry.law.acts import Act, Key, Step, Wording
from registry.law.record import NotHeld
from tests.engine.values import (
    BRORPHINE,
    BRORPHINE_ORDER,
    BRORPHINE_RULE,
    act,
    add,
    amend,
    change_kinds,
    confirm,
    day,
    found_changes,
    law,
    only,
    record,
    said,
    schedule,
    substance,
)

# the two clocks, and two jurisdictions
NORFENTANYL = record(
    [
        law("us", schedule("schedule-2")),
        law("cn", schedule("precursor-2", "precursor", complete_from="2014-01-01")),
        law("un", schedule("1988-1", "precursor")),
    ],
    [substance("norfentanyl", family="fentanyl-precursors")],
    [
        act(
            "us/2020-04-17-norfentanyl",
            add("schedule-2/norfentanyl"),
            published="2020-04-17",
            effective="2020-05-18",
            citation="85 FR 21320",
        ),
        act(
            "cn/2024-08-02-seven-precursors",
            add("precursor-2/norfentanyl"),
            published="2024-08-02",
            effective="2024-09-01",
            kind="announcement",
        ),
        act(
            "un/2022-03-16-norfentanyl",
            add("1988-1/norfentanyl"),
            decided="2022-03-16",
            effective="2022-11-23",
            kind="decision",
            citation="CND decision 65/6",
        ),
    ],
)


def norfentanyl_gap(on: str, known_on: str | None = None) -> Gap | None:
    view = View(NORFENTANYL, day(known_on) if known_on else None)
    return gap(Pair(view, "us", "cn"), "norfentanyl", day(on))


def test_norfentanyl_is_pending_in_the_prc_once_it_is_announced() -> None:
    found = said(NORFENTANYL, "cn", "norfentanyl", "2024-08-06")
    assert found.status == "not-listed"
    (pending,) = found.pending
    assert (pending.schedule, str(pending.effective), str(pending.published), pending.act) == (
        "precursor-2",
        "2024-09-01",
        "2024-08-02",
        "cn/2024-08-02-seven-precursors",
    )


def test_an_act_is_not_pending_before_it_is_published() -> None:
    assert said(NORFENTANYL, "cn", "norfentanyl", "2024-08-01").pending == ()
    hidden = status(View(NORFENTANYL, day("2024-08-01")), "cn", "norfentanyl", day("2024-08-06"))
    assert (hidden.status, hidden.pending) == ("not-listed", ())


def test_what_was_not_yet_known_does_not_stand_later_either() -> None:
    hidden = status(View(NORFENTANYL, day("2024-08-01")), "cn", "norfentanyl", day("2025-01-01"))
    assert hidden.status == "not-listed"
    known = status(View(NORFENTANYL, day("2024-08-02")), "cn", "norfentanyl", day("2025-01-01"))
    assert known.status == "controlled"


def test_an_act_without_publication_is_known_from_its_effective_day() -> None:
    unannounced = act("us/1", add("schedule-1/a"), effective="2020-01-01")
    assert fold([unannounced], day("2019-12-31")).listings == ()
    assert len(fold([unannounced], day("2020-01-01")).listings) == 1


def test_a_decision_is_known_from_the_day_it_was_taken() -> None:
    decided = NORFENTANYL.acts["un/2022-03-16-norfentanyl"]
    assert fold([decided], day("2022-03-15")).listings == ()
    assert only(fold([decided], day("2022-03-16"))).since.day == day("2022-11-23")


def test_a_baseline_is_never_hidden() -> None:
    baseline = act("us/base", add("schedule-1/a"), published="2020-01-01", kind="baseline")
    assert len(fold([baseline], day("1999-01-01")).listings) == 1


def test_where_the_record_begins_no_change_of_the_law_is_told() -> None:
    edition = act(
        "us/edition", add("schedule-4/lorazepam"), effective="<=2026-09-21", kind="baseline"
    )
    book = record([law("us", schedule("schedule-4"))], [substance("lorazepam")], [edition])
    (found,) = found_changes(book, "2026-01-01", "2026-12-31")
    assert (found.kind, found.legal_effect) == ("added", False)
    assert found.why == ("schedule-4/lorazepam stood so by 2026-09-21; since when is not known.")


@pytest.mark.parametrize(
    ("on", "known_on", "kind", "since", "until"),
    [
        ("2020-05-18", None, "only-a", "2020-05-18", "2024-09-01"),
        ("2024-08-01", None, "only-a", "2020-05-18", "2024-09-01"),
        ("2024-08-06", None, "pending", "2020-05-18", "2024-09-01"),
        ("2024-08-06", "2024-08-01", "only-a", "2020-05-18", None),
        ("2024-08-31", None, "pending", "2020-05-18", "2024-09-01"),
        ("2024-09-01", None, "regime", "2024-09-01", None),
        ("2025-01-01", "2024-08-01", "only-a", "2020-05-18", None),
    ],
)
def test_the_norfentanyl_gap_is_one_sided_then_pending_then_of_regimes(
    on: str, known_on: str | None, kind: str, since: str, until: str | None
) -> None:
    found = norfentanyl_gap(on, known_on)
    assert found is not None
    assert (found.kind, str(found.since)) == (kind, since)
    assert found.until == (day(until) if until else None)


def test_lag_is_known_once_both_sides_control() -> None:
    open_gap, closed = norfentanyl_gap("2024-08-06"), norfentanyl_gap("2024-09-01")
    assert open_gap is not None
    assert closed is not None
    assert (open_gap.lag_days, open_gap.open_days) == (None, 1541)
    assert open_gap.also == ("only-a",)
    assert (closed.lag_days, closed.open_days) == (1567, None)


def test_there_is_no_gap_before_either_side_controls() -> None:
    assert norfentanyl_gap("2020-05-17") is None
    assert gaps(View(NORFENTANYL), "us", "cn", day("2020-05-17")).rows == ()


def two_laws(
    us: list[Step], cn: list[Step], later: list[Act] | None = None, cn_from: str = "2014-01-01"
) -> View:
    """Substance ``a`` on both sides: what the US did in 2020 and the PRC in 2021."""
    acts = [
        act("us/1", *us, effective="2020-01-01"),
        act("cn/1", *cn, effective="2021-01-01"),
        *(later or []),
    ]
    laws = [law("us", schedule("s")), law("cn", schedule("s", complete_from=cn_from))]
    return View(record(laws, [substance("a")], acts))


def gap_on(view: View, on: str) -> Gap:
    found = gap(Pair(view, "us", "cn"), "a", day(on))
    assert found is not None
    return found


def test_a_temporary_gap_ends_with_the_confirmation() -> None:
    confirmed = act("us/2", confirm("s/a"), effective="2022-01-01")
    view = two_laws([add("s/a", expires="2023-01-01")], [add("s/a")], [confirmed])
    before, after = gap_on(view, "2021-06-01"), gap_on(view, "2022-06-01")
    assert (before.kind, before.since.day, before.until) == (
        "temporary",
        day("2021-01-01"),
        day("2022-01-01"),
    )
    assert (after.kind, after.since.day, after.until) == ("aligned", day("2022-01-01"), None)


def test_a_scope_gap_begins_with_the_amendment() -> None:
    amended = act("us/2", amend("s/a", Wording(form="injections")), effective="2022-01-01")
    view = two_laws([add("s/a")], [add("s/a")], [amended])
    before, after = gap_on(view, "2021-06-01"), gap_on(view, "2022-06-01")
    assert (before.kind, before.until) == ("aligned", day("2022-01-01"))
    assert (after.kind, after.since.day) == ("scope", day("2022-01-01"))


@pytest.mark.parametrize(
    ("us", "partial", "says"),
    [
        ("precursor", {"x": "export"}, "its list x, held only in part, may name it."),
        ("drug", {"d": "drug", "e": "drug"}, "its lists d, e, held only in part, may name it."),
        ("drug", {"x": "export"}, "CN: not listed."),  # an export list names no drugs
        ("precursor", {}, "CN: not listed."),
    ],
)
def test_a_list_held_in_part_that_may_name_it_leaves_a_gap_undetermined(
    us: str, partial: dict[str, str], says: str
) -> None:
    for_precursors = {"export": "precursor"}  # a licence to export stands in for them
    unread = (
        schedule(name, regime, complete_from=None)._replace(
            stands_in_for=for_precursors.get(regime), may_hold=("others",)
        )
        for name, regime in partial.items()
    )
    laws = [law("us", schedule("s", us)), law("cn", schedule("s"), *unread)]
    acts = [act("us/1", add("s/a"), effective="2020-01-01")]
    found = gap_on(View(record(laws, [substance("a")], acts)), "2021-01-01")
    assert found.kind == ("undetermined" if "may name it" in says else "only-a")
    assert found.partly_held == (tuple(partial) if "may name it" in says else ())
    assert found.why.endswith(says)


def test_a_list_held_in_part_leaves_other_families_one_sided() -> None:
    part = schedule("x", "export", complete_from=None)
    part = part._replace(stands_in_for="precursor", may_hold=("solvents",))
    laws = [law("us", schedule("s", "precursor")), law("cn", schedule("t"), part)]
    acts = [act("us/1", add("s/a"), effective="2020-01-01")]
    assert gap_on(View(record(laws, [substance("a")], acts)), "2021-01-01").kind == "only-a"


ELSEWHERE = NotHeld("Another catalogue", "doping", ("others",), why="Not held.")


def not_compared(*cn: Act) -> View:
    """The US controls a substance since 2020; the PRC has a catalogue for it that is not held."""
    laws = [law("us", schedule("s")), law("cn", schedule("s"))._replace(not_held=(ELSEWHERE,))]
    acts = [act("us/1", add("s/a"), effective="2020-01-01"), *cn]
    return View(record(laws, [substance("a")], acts))


def test_what_a_list_not_held_may_reach_is_not_compared() -> None:
    found = gap_on(not_compared(), "2021-01-01")
    assert (found.kind, found.also) == ("not-compared", ())
    assert found.why.endswith("CN: on no list held; not held and not compared: Another catalogue.")
    assert found.b.caveat == "Not held: Another catalogue. Not held."


def test_an_announced_act_is_pending_and_cuts_no_gap_that_is_not_compared() -> None:
    view = not_compared(
        act("cn/1", add("s/a"), published="2022-01-01", effective="2022-03-01"),
    )
    before, announced, after = (
        gap_on(view, on) for on in ("2021-01-01", "2022-02-01", "2022-04-01")
    )
    assert [each.kind for each in (before, announced, after)] == [
        "not-compared",
        "pending",
        "aligned",
    ]
    assert announced.also == ()
    assert before.since == announced.since
    assert before.until == announced.until == day("2022-03-01")


def test_a_gap_begins_on_the_same_day_from_whichever_side_one_looks() -> None:
    acts = [
        act("us/1", add("s/a"), effective="2020-01-01"),
        act("cn/1", add("s/a"), effective=">=2020-01-01"),
    ]
    laws = [law("us", schedule("s")), law("cn", schedule("s"))]
    view = View(record(laws, [substance("a")], acts))
    there, back = (
        gap(Pair(view, *sides), "a", day("2021-01-01")) for sides in (("us", "cn"), ("cn", "us"))
    )
    assert there is not None
    assert back is not None
    assert (there.since, there.until) == (back.since, back.until)


def test_an_undetermined_gap_ends_when_the_record_becomes_whole() -> None:
    view = two_laws([add("s/a")], [], cn_from="2022-01-01")
    before, after = gap_on(view, "2021-06-01"), gap_on(view, "2022-06-01")
    assert (before.kind, before.until) == ("undetermined", day("2022-01-01"))
    assert (after.kind, after.until) == ("only-a", None)


# proposals


def test_a_proposal_is_recorded_and_never_folded() -> None:
    # 85 FR 78047, the notice of intent for brorphine, answered by the order.
    notice = act(
        "us/2020-12-03-brorphine",
        add(BRORPHINE),
        published="2020-12-03",
        kind="proposal",
        citation="85 FR 78047",
    )
    order = BRORPHINE_ORDER._replace(answers=(notice.id,))
    book = record([law("us", schedule("schedule-1"))], [substance("brorphine")], [notice, order])
    assert fold([notice]).listings == ()
    assert said(book, "us", "brorphine", "2020-12-02").proposed == ()
    pending = said(book, "us", "brorphine", "2020-12-03")
    assert (pending.status, [one.act.id for one in pending.proposed]) == ("not-listed", [notice.id])
    assert said(book, "us", "brorphine", "2021-03-01").proposed == ()
    assert change_kinds(book, "2020-12-01", "2020-12-31") == ["proposed"]


def test_a_withdrawal_ends_a_proposal() -> None:
    notice = act("us/n", add("schedule-1/a"), published="2020-01-01", kind="proposal")
    withdrawal = act("us/w", published="2021-01-01", kind="withdrawal", answers=("us/n",))
    book = record([law("us", schedule("schedule-1"))], [substance("a")], [notice, withdrawal])
    assert len(said(book, "us", "a", "2020-12-31").proposed) == 1
    assert said(book, "us", "a", "2021-01-01").proposed == ()


def test_upcoming_shows_what_acts_known_today_will_do() -> None:
    view = View(NORFENTANYL)
    (coming,) = upcoming(view, ["us", "cn"], day("2024-08-06"), 90)
    assert (coming.kind, coming.key) == ("added", Key("cn", "precursor-2", "norfentanyl"))
    assert upcoming(view, ["us", "cn"], day("2024-08-01"), 90) == []


def test_upcoming_shows_the_end_of_a_running_order() -> None:
    book = record(
        [law("us", schedule("schedule-1"))],
        [substance("brorphine")],
        [BRORPHINE_ORDER, BRORPHINE_RULE],
    )
    (coming,) = upcoming(View(book), ["us"], day("2023-02-01"), 30)
    assert (coming.day.day, coming.kind) == (day("2023-03-01"), "expired")
