"""Moves, mergers and splits of lines."""

from __future__ import annotations

from registry.engine.changes import patch
from registry.engine.fold import fold
from registry.law.acts import Wording
from tests.engine.values import (
    SILENT,
    act,
    add,
    amend,
    answer,
    change_kinds,
    class_text,
    day,
    found_changes,
    law,
    line_on,
    move,
    record,
    remove,
    schedule,
    standing,
    stays,
    substance,
)

# moves, merges, splits


def test_a_line_moves_between_lists() -> None:
    acts = [
        act(
            "us/1970-10-27-controlled-substances-act",
            add("schedule-3/amfetamine"),
            add("schedule-2/morphine"),
            published="1970-10-27",
            effective="1971-05-01",
            citation="Pub. L. 91-513",
            kind="statute",
        ),
        act(
            "us/1971-07-07-amphetamine",
            move("schedule-3/amfetamine", "schedule-2/amfetamine"),
            published="1971-07-07",
            effective="1971-07-07",
            citation="36 FR 12734",
        ),
    ]
    timeline = fold(acts)
    assert stays(timeline, "schedule-3/amfetamine") == [("1971-05-01", "1971-07-07", "move")]
    assert stays(timeline, "schedule-2/amfetamine") == [("1971-07-07", None, None)]
    book = record(
        [law("us", schedule("schedule-2"), schedule("schedule-3"))],
        [substance("amfetamine"), substance("morphine")],
        acts,
    )
    assert answer(book, "us", "amfetamine", "2015-01-01")[1] == "1971-05-01"
    (moved,) = found_changes(book, "1971-06-01", "1971-12-31")
    assert (moved.kind, moved.from_schedule, moved.to_schedule, moved.legal_effect) == (
        "moved",
        "schedule-3",
        "schedule-2",
        True,
    )


def _of_a_new_list(*, instead: bool, wording: Wording = SILENT) -> list[tuple[str, bool]]:
    """The changes where ``a`` moves to a new list, which replaces the old one or stands beside."""
    others = () if instead else (add("schedule-1/b"),)
    acts = [
        act("us/1", add("schedule-1/a"), *others, effective="2020-01-01"),
        act("us/2", move("schedule-1/a", "schedule-2/a", wording), effective="2021-01-01"),
    ]
    lists = (schedule("schedule-1"), schedule("schedule-2"))
    book = record([law("us", *lists)], [substance("a"), substance("b")], acts)
    return [(one.kind, one.legal_effect) for one in found_changes(book, "2020-06-01", "2021-06-01")]


def test_a_line_of_a_list_that_another_replaces_is_re_issued() -> None:
    assert _of_a_new_list(instead=True) == [("re-issued", False)]
    assert _of_a_new_list(instead=True, wording=Wording(number="7")) == [("re-issued", False)]


def test_a_line_that_leaves_a_standing_list_or_gets_another_scope_is_moved() -> None:
    assert _of_a_new_list(instead=False) == [("moved", True)]
    assert _of_a_new_list(instead=True, wording=Wording(form="injection")) == [("moved", True)]


def test_a_move_onto_a_standing_line_merges() -> None:
    # 79 FR 49661: the combination products fall under the line that hydrocodone has in schedule II.
    acts = [
        act(
            "us/1970",
            add("schedule-2/hydrocodone"),
            add("schedule-3/hydrocodone-combination-product", "hydrocodone"),
            effective="1971-05-01",
        ),
        act(
            "us/2014",
            move("schedule-3/hydrocodone-combination-product", "schedule-2/hydrocodone"),
            effective="2014-10-06",
            citation="79 FR 49661",
        ),
    ]
    timeline = fold(acts)
    assert standing(timeline, "2014-10-06") == {"schedule-2/hydrocodone"}
    assert stays(timeline, "schedule-2/hydrocodone") == [("1971-05-01", None, None)]
    assert line_on(timeline, "schedule-2/hydrocodone", "2014-10-06").acts == ("us/1970", "us/2014")
    book = record(
        [law("us", schedule("schedule-2"), schedule("schedule-3"))],
        [substance("hydrocodone")],
        acts,
    )
    assert change_kinds(book, "2014-01-01", "2014-12-31") == ["merged"]


def test_two_moves_that_land_on_one_line_merge() -> None:
    # PRC 2025: tramadol (2014-01-01) and its compound preparations (2023-07-01) became item 68.
    acts = [
        act("cn/2013", add("psychotropic-2-2013/tramadol"), effective="2014-01-01"),
        act(
            "cn/2023",
            add("psychotropic-2-2013/tramadol-compounds", "tramadol"),
            effective="2023-07-01",
        ),
        act(
            "cn/2025",
            move("psychotropic-2-2013/tramadol", "medicinal-psychotropic-2/tramadol"),
            move("psychotropic-2-2013/tramadol-compounds", "medicinal-psychotropic-2/tramadol"),
            effective="2025-07-21",
        ),
    ]
    timeline = fold(acts)
    assert standing(timeline, "2025-07-20") == {
        "psychotropic-2-2013/tramadol",
        "psychotropic-2-2013/tramadol-compounds",
    }
    assert standing(timeline, "2025-07-21") == {"medicinal-psychotropic-2/tramadol"}
    merged = line_on(timeline, "medicinal-psychotropic-2/tramadol", "2025-07-21")
    assert merged.substances == ("tramadol",)
    assert timeline.contradictions == ()


def test_a_merged_line_names_what_both_lines_named() -> None:
    acts = [
        act("us/1", add("x/a"), add("x/b"), add("y/c"), effective="2020-01-01"),
        act("us/2", move("x/a", "y/c"), move("x/b", "y/c"), effective="2021-01-01"),
    ]
    timeline = fold(acts)
    assert standing(timeline, "2021-01-01") == {"y/c"}
    assert set(line_on(timeline, "y/c", "2021-01-01").substances) == {"a", "b", "c"}


def test_a_line_may_move_to_the_place_that_another_leaves_that_day() -> None:
    acts = [
        act("us/1", add("x/a"), add("y/a", "b"), effective="2020-01-01"),
        act("us/2", move("x/a", "y/a"), move("y/a", "z/a"), effective="2021-01-01"),
    ]
    timeline = fold(acts)
    assert line_on(timeline, "y/a", "2021-01-01").substances == ("a",)
    assert line_on(timeline, "z/a", "2021-01-01").substances == ("b",)
    book = record([law("us", schedule("x"), schedule("y"), schedule("z"))], [], acts)
    events = [one.event for one in found_changes(book, "2020-06-01", "2021-06-01")]
    patched = patch(timeline.on(day("2020-06-01")), [one for one in events if one is not None])
    assert patched == timeline.on(day("2021-06-01"))


def test_two_lines_may_change_places_on_one_day() -> None:
    acts = [
        act("us/1", add("schedule-1/a"), add("schedule-2/a", "b"), effective="2020-01-01"),
        act(
            "us/2",
            move("schedule-1/a", "schedule-2/a"),
            move("schedule-2/a", "schedule-1/a"),
            effective="2021-01-01",
        ),
    ]
    timeline = fold(acts)
    assert line_on(timeline, "schedule-1/a", "2021-01-01").substances == ("b",)
    assert line_on(timeline, "schedule-2/a", "2021-01-01").substances == ("a",)
    assert timeline.contradictions == ()


def test_a_new_slug_on_the_same_list_is_a_renaming() -> None:
    acts = [
        act("us/1", add("schedule-1/old", "a"), effective="2020-01-01"),
        act("us/2", move("schedule-1/old", "schedule-1/new"), effective="2021-01-01"),
    ]
    book = record([law("us", schedule("schedule-1"))], [substance("a")], acts)
    (renamed,) = found_changes(book, "2020-06-01", "2021-06-01")
    assert (renamed.kind, renamed.legal_effect) == ("renamed", False)
    assert answer(book, "us", "a", "2022-01-01")[1] == "2020-01-01"


def test_a_moved_temporary_line_keeps_its_end() -> None:
    acts = [
        act("us/1", add("schedule-1/a", expires="2022-01-01"), effective="2020-01-01"),
        act("us/2", move("schedule-1/a", "schedule-2/a"), effective="2021-01-01"),
    ]
    assert stays(fold(acts), "schedule-2/a") == [("2021-01-01", "2022-01-01", "expire")]


def test_merging_keeps_the_count_of_unseen_names() -> None:
    acts = [
        act("cn/1", add("a/seen", "x"), add("b/items", unseen=14), effective="2020-01-01"),
        act("cn/2", move("b/items", "a/seen"), effective="2021-01-01"),
    ]
    assert line_on(fold(acts), "a/seen", "2021-01-01").unseen == 14


MIDAZOLAM = [
    act(
        "cn/2013-11-11-catalogues",
        add("psychotropic-2-2013/midazolam"),
        published="2013-11-11",
        effective="2014-01-01",
        kind="announcement",
    ),
    act(
        "cn/2024-05-07-notice-54",
        add(
            "psychotropic-1-2013/midazolam-bulk-and-injections",
            "midazolam",
            wording=Wording(form="bulk drug and injections"),
            continues="psychotropic-2-2013/midazolam",
        ),
        amend(
            "psychotropic-2-2013/midazolam",
            Wording(exception="bulk drug and injections"),
        ),
        published="2024-05-07",
        effective="2024-07-01",
        kind="announcement",
        citation="2024年第54号",
    ),
]


def test_a_split_adds_a_line_that_continues_the_old_one() -> None:
    timeline = fold(MIDAZOLAM)
    assert standing(timeline, "2024-06-30") == {"psychotropic-2-2013/midazolam"}
    assert standing(timeline, "2024-07-01") == {
        "psychotropic-2-2013/midazolam",
        "psychotropic-1-2013/midazolam-bulk-and-injections",
    }
    before = line_on(timeline, "psychotropic-2-2013/midazolam", "2024-06-30")
    after = line_on(timeline, "psychotropic-2-2013/midazolam", "2024-07-01")
    assert before.wording.exception is None
    assert after.wording.exception == "bulk drug and injections"
    book = record(
        [law("cn", schedule("psychotropic-1-2013"), schedule("psychotropic-2-2013"))],
        [substance("midazolam")],
        MIDAZOLAM,
    )
    assert change_kinds(book, "2024-06-30", "2024-07-01", "cn") == ["split", "scope-changed"]
    assert answer(book, "cn", "midazolam", "2024-07-01")[1] == "2014-01-01"


def test_a_line_absorbed_by_a_standing_one_is_merged_without_legal_effect() -> None:
    # Published 2026-01-20: thirteen cannabimimetics left their own lines for that of the class.
    acts = [
        act(
            "us/2012-07-09-synthetic-drug-abuse-prevention-act",
            add("schedule-1/us-cannabimimetic", class_id="us-cannabimimetic"),
            add("schedule-1/jwh-019"),
            effective="2012-07-09",
            citation="Pub. L. 112-144",
        ),
        act(
            "us/2026-01-20-single-code-7000",
            remove("schedule-1/jwh-019", merged_into="schedule-1/us-cannabimimetic"),
            published="2026-01-20",
            effective="2026-01-20",
        ),
    ]
    timeline = fold(acts)
    assert standing(timeline, "2026-01-20") == {"schedule-1/us-cannabimimetic"}
    book = record(
        [law("us", schedule("schedule-1"))],
        [substance("jwh-019")],
        acts,
        [class_text("us-cannabimimetic", "2012-07-09", "jwh-019")],
    )
    (merged,) = found_changes(book, "2025-12-31", "2026-12-31")
    assert (merged.kind, merged.legal_effect) == ("merged", False)
    assert answer(book, "us", "jwh-019", "2026-01-19") == (
        "controlled",
        "2012-07-09",
        ["named", "class"],
    )
    assert answer(book, "us", "jwh-019", "2026-01-20") == ("controlled", "2012-07-09", ["class"])
