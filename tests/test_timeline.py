"""The hard rows: acts as a lawyer would note them, and what stands on which day because of them.

Citations are those of the acts; where none is given, the act was invented for the rule.
"""

from __future__ import annotations

from datetime import date

import pytest

from registry.engine.changes import Change, changes, patch, upcoming
from registry.engine.fold import fold
from registry.engine.gaps import Gap, Pair, gap, gaps
from registry.engine.listing import Listing, Standing, Timeline
from registry.engine.status import Status, status
from registry.engine.view import View
from registry.law.acts import Act, Key, Step, Wording
from registry.law.dates import partial_day
from registry.law.record import (
    ClassText,
    Clause,
    FormOf,
    Jurisdiction,
    Record,
    Schedule,
    Substance,
    Verdict,
)

# how the rows are written

SILENT = Wording()
NO_CLAUSE = Clause()


def day(text: str) -> date:
    return date.fromisoformat(text)


def act(
    name: str,
    *steps: Step,
    effective: str | None = None,
    published: str | None = None,
    decided: str | None = None,
    kind: str = "rule",
    citation: str = "",
    answers: tuple[str, ...] = (),
) -> Act:
    """The act ``<jurisdiction>/<name>``; dates as the files write them."""
    return Act(
        id=name,
        jurisdiction=name.partition("/")[0],
        kind=kind,
        title=name,
        title_zh=None,
        authority=("an authority",),
        citation=citation,
        source="",
        evidence="official",
        date_evidence="official",
        published=partial_day(published) if published else None,
        effective=partial_day(effective) if effective else None,
        decided=partial_day(decided) if decided else None,
        answers=answers,
        note=None,
        steps=steps,
    )


def add(
    place: str,
    *substances: str,
    class_id: str | None = None,
    unseen: int = 0,
    expires: str | None = None,
    wording: Wording = SILENT,
    continues: str | None = None,
    already_covered_by: str | None = None,
    covered_since: str | None = None,
) -> Step:
    """A line at ``schedule/line``; without names it names the substance that its slug says."""
    schedule, _, line = place.partition("/")
    names = substances if substances or class_id or unseen else (line,)
    return Step(
        verb="add",
        schedule=schedule,
        line=line,
        wording=wording,
        substances=names,
        class_id=class_id,
        unseen=unseen,
        temporary=expires is not None,
        expires=None if expires in {None, "not seen"} else day(str(expires)),
        continues=continues,
        already_covered_by=already_covered_by,
        covered_since=partial_day(covered_since) if covered_since else None,
    )


def remove(place: str, merged_into: str | None = None) -> Step:
    schedule, _, line = place.partition("/")
    return Step("remove", schedule, line, merged_into=merged_into)


def move(place: str, to: str, wording: Wording = SILENT) -> Step:
    schedule, _, line = place.partition("/")
    to_schedule, _, to_line = to.partition("/")
    return Step("move", schedule, line, wording, to_schedule=to_schedule, to_line=to_line)


def amend(place: str, wording: Wording = SILENT, releases: tuple[str, ...] = ()) -> Step:
    schedule, _, line = place.partition("/")
    return Step("amend", schedule, line, wording, releases=releases)


def extend(place: str, expires: str, stands: str | None = None) -> Step:
    schedule, _, line = place.partition("/")
    return Step("extend", schedule, line, temporary=True, expires=day(expires), stands=stands)


def confirm(place: str, stands: str | None = None) -> Step:
    schedule, _, line = place.partition("/")
    return Step("confirm", schedule, line, stands=stands)


def stays(timeline: Timeline, place: str) -> list[tuple[str, str | None, str | None]]:
    """Every stay of a line: since, until, and the verb that ended it."""
    schedule, _, line = place.partition("/")
    found = [one for one in timeline.listings if one.key[1:] == (schedule, line)]
    return [
        (str(one.since), None if one.until is None else one.until.isoformat(), one.ended_by)
        for one in found
    ]


def only(timeline: Timeline) -> Listing:
    (listing,) = timeline.listings
    return listing


def standing(timeline: Timeline, on: str) -> set[str]:
    return {f"{key.schedule}/{key.line}" for key in timeline.on(day(on))}


def line_on(timeline: Timeline, place: str, on: str) -> Standing:
    schedule, _, line = place.partition("/")
    (found,) = [one for key, one in timeline.on(day(on)).items() if key[1:] == (schedule, line)]
    return found


def contradictions(timeline: Timeline) -> list[tuple[str, str, str]]:
    return [
        (one.act, f"{one.key.schedule}/{one.key.line}", one.code) for one in timeline.contradictions
    ]


def substance(
    name: str, form_of: str | None = None, kind: str = "optical-isomer", family: str = "others"
) -> Substance:
    return Substance(
        id=name,
        family=family,
        name=name,
        name_zh=None,
        aliases=(),
        cas=(),
        inchikey=None,
        smiles=None,
        structure=None,
        unii=None,
        form_of=FormOf(form_of, kind) if form_of else None,
        source=None,
        note=None,
    )


def schedule(
    name: str,
    regime: str = "drug",
    clause: Clause = NO_CLAUSE,
    complete_from: str | None = "1971-05-01",
    groups: dict[str, Clause] | None = None,
) -> Schedule:
    """A list; one without ``complete_from`` is held in part."""
    return Schedule(
        id=name,
        title=name,
        title_zh=None,
        instrument="",
        regime=regime,
        clause=clause,
        groups=groups or {},
        complete_from=day(complete_from) if complete_from else None,
        complete=complete_from is not None,
        verified_through=day("2026-09-21"),
        note=None,
    )


def law(name: str, *schedules: Schedule) -> Jurisdiction:
    return Jurisdiction(name, name, name.upper(), None, None, {one.id: one for one in schedules})


def class_text(
    name: str,
    since: str,
    *members: str,
    schedule: str | None = None,
    jurisdiction: str = "us",
    families: tuple[str, ...] = (),
) -> ClassText:
    """A class that says ``in`` of its ``members`` and reaches for ``families``."""
    return ClassText(
        id=name,
        since=day(since),
        title=name,
        title_zh=None,
        jurisdiction=jurisdiction,
        schedule=schedule,
        text="",
        citation="",
        source="",
        evidence="official",
        families=families,
        note=None,
        verdicts={one: Verdict("in", None, "the text reaches it", "") for one in members},
        judged={},
    )


def record(
    laws: list[Jurisdiction],
    substances: list[Substance],
    acts: list[Act],
    classes: list[ClassText] | None = None,
) -> Record:
    return Record(
        version="",
        title="",
        digest="",
        jurisdictions={one.id: one for one in laws},
        substances={one.id: one for one in substances},
        acts={one.id: one for one in acts},
        classes=tuple(classes or ()),
        seeds=(),
    )


def said(book: Record, jurisdiction: str, name: str, on: str) -> Status:
    return status(View(book), jurisdiction, name, day(on))


def answer(
    book: Record, jurisdiction: str, name: str, on: str
) -> tuple[str, str | None, list[str]]:
    """Status, controlled since, and the bases, best first."""
    found = said(book, jurisdiction, name, on)
    since = None if found.since is None else str(found.since)
    return found.status, since, [one.basis for one in found.coverage]


def change_kinds(book: Record, start: str, end: str, jurisdiction: str = "us") -> list[str]:
    return [one.kind for one in found_changes(book, start, end, jurisdiction)]


def found_changes(book: Record, start: str, end: str, jurisdiction: str = "us") -> list[Change]:
    return changes(View(book), jurisdiction, day(start), day(end))


# temporary orders

BRORPHINE = "schedule-1/brorphine"
BRORPHINE_ORDER = act(
    "us/2021-03-01-brorphine",
    add(BRORPHINE, expires="2023-03-01"),
    published="2021-03-01",
    effective="2021-03-01",
    citation="86 FR 11862",
)
BRORPHINE_RULE = act(
    "us/2023-03-06-brorphine",
    confirm(BRORPHINE),
    published="2023-03-06",
    effective="2023-04-05",
    citation="88 FR 13692",
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


# what cannot be applied as written


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        (remove("schedule-1/b"), "absent"),
        (move("schedule-1/b", "schedule-2/b"), "absent"),
        (amend("schedule-1/b", Wording(number="1")), "absent"),
        (extend("schedule-1/b", "2030-01-01"), "absent"),
        (confirm("schedule-1/b"), "absent"),
        (add("schedule-1/a"), "standing"),
        (extend("schedule-1/a", "2030-01-01"), "permanent"),
    ],
)
def test_a_contradiction_is_a_value_with_act_and_line(steps: Step, code: str) -> None:
    acts = [
        act("us/first", add("schedule-1/a"), effective="2020-01-01"),
        act("us/second", steps, effective="2021-01-01"),
    ]
    timeline = fold(acts)
    assert contradictions(timeline) == [("us/second", f"{steps.schedule}/{steps.line}", code)]
    assert standing(timeline, "2022-01-01") == {"schedule-1/a"}


def test_confirming_a_removed_line_is_a_contradiction() -> None:
    # Only a lapsed line is placed anew by a confirmation; a removed one was taken out by an act.
    acts = [
        act("us/1", add("schedule-1/a"), effective="2020-01-01"),
        act("us/2", remove("schedule-1/a"), effective="2021-01-01"),
        act("us/3", confirm("schedule-1/a"), effective="2022-01-01"),
    ]
    timeline = fold(acts)
    assert standing(timeline, "2022-01-01") == set()
    assert contradictions(timeline) == [("us/3", "schedule-1/a", "absent")]


def test_extending_a_line_that_was_moved_away_is_a_contradiction() -> None:
    acts = [
        act("us/1", add("schedule-1/a", expires="2024-01-01"), effective="2020-01-01"),
        act("us/2", move("schedule-1/a", "schedule-2/a"), effective="2021-01-01"),
        act("us/3", extend("schedule-1/a", "2025-01-01"), effective="2022-01-01"),
    ]
    timeline = fold(acts)
    assert standing(timeline, "2022-01-01") == {"schedule-2/a"}
    assert contradictions(timeline) == [("us/3", "schedule-1/a", "absent")]


def test_removing_a_removed_line_is_a_contradiction() -> None:
    acts = [
        act("us/1", add("schedule-1/a"), effective="2020-01-01"),
        act("us/2", remove("schedule-1/a"), effective="2021-01-01"),
        act("us/3", remove("schedule-1/a"), effective="2022-01-01"),
    ]
    assert contradictions(fold(acts)) == [("us/3", "schedule-1/a", "absent")]


@pytest.mark.parametrize("expires", ["2021-06-01", "2022-01-01"])
def test_an_extension_that_ends_before_it_begins_does_not_change_the_past(expires: str) -> None:
    acts = [
        act("us/1", add("schedule-1/a", expires="2023-01-01"), effective="2020-01-01"),
        act("us/2", extend("schedule-1/a", expires), effective="2022-01-01"),
    ]
    assert standing(fold(acts), "2021-12-31") == {"schedule-1/a"}


def test_a_text_with_an_extension_that_cannot_be_applied_does_not_keep_a_line_for_ever() -> None:
    acts = [
        act("us/1", add("schedule-1/a", expires="2021-01-01"), effective="2020-01-01"),
        act(
            "us/2",
            extend("schedule-1/a", "2021-06-01", stands="the edition of 2021-02-01"),
            effective="2022-01-01",
        ),
    ]
    assert contradictions(fold(acts)) == [("us/2", "schedule-1/a", "past")]
    assert standing(fold(acts), "2030-01-01") == set()


# moves, merges, splits


def test_a_line_moves_between_lists() -> None:
    acts = [
        act(
            "us/1970-10-27-controlled-substances-act",
            add("schedule-3/amfetamine"),
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
        [substance("amfetamine")],
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
    book = record([law("us")], [], acts)
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


# covered before it was named

FOUR_AP = [
    act(
        "us/2020-04-15-4-anilinopiperidine",
        add(
            "list-1/4-anilinopiperidine",
            wording=Wording(form="and its amides, its carbamates, and its salts"),
        ),
        published="2020-04-15",
        effective="2020-05-15",
        citation="85 FR 20822",
    ),
    act(
        "us/2022-11-09-1-boc-4-ap",
        add("list-1/1-boc-4-ap", already_covered_by="list-1/4-anilinopiperidine"),
        published="2022-11-09",
        effective="2022-11-09",
        citation="87 FR 67550",
    ),
]


def four_ap() -> Record:
    return record(
        [law("us", schedule("list-1", "precursor"))],
        [substance("4-anilinopiperidine"), substance("1-boc-4-ap")],
        FOUR_AP,
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2020-05-14", ("not-listed", None, [])),
        ("2020-05-15", ("controlled", "2020-05-15", ["form"])),
        ("2022-11-08", ("controlled", "2020-05-15", ["form"])),
        ("2022-11-09", ("controlled", "2020-05-15", ["named"])),
        ("2026-09-21", ("controlled", "2020-05-15", ["named"])),
    ],
)
def test_1_boc_4_ap_was_controlled_as_a_carbamate_before_its_own_line(
    on: str, expected: tuple[str, str | None, list[str]]
) -> None:
    assert answer(four_ap(), "us", "1-boc-4-ap", on) == expected


def test_a_name_for_what_was_covered_is_no_new_control() -> None:
    (named,) = found_changes(four_ap(), "2022-01-01", "2022-12-31")
    assert (named.kind, named.legal_effect) == ("named-within-class", False)
    assert named.substances == ("1-boc-4-ap",)
    assert standing(fold(FOUR_AP), "2022-11-08") == {"list-1/4-anilinopiperidine"}


def test_coverage_that_began_later_than_the_older_line_is_counted_from_then() -> None:
    # 88 FR 74352: halides of 4-anilinopiperidine since 2023-11-30, not since 2020-05-15.
    halide = act(
        "us/own-line",
        add(
            "list-1/a-halide",
            already_covered_by="list-1/4-anilinopiperidine",
            covered_since="2023-11-30",
        ),
        effective="2025-01-01",
    )
    book = record(
        [law("us", schedule("list-1", "precursor"))],
        [substance("4-anilinopiperidine"), substance("a-halide")],
        [FOUR_AP[0], halide],
    )
    assert answer(book, "us", "a-halide", "2023-11-29") == ("not-listed", None, [])
    assert answer(book, "us", "a-halide", "2024-01-01") == ("controlled", "2023-11-30", ["form"])
    assert answer(book, "us", "a-halide", "2025-06-01")[1] == "2023-11-30"


OPIATES = "schedule-2/opium-and-opiate-equivalents"


def test_naloxegol_was_covered_by_the_opium_line_until_it_was_released() -> None:
    acts = [
        act(
            "us/1970-10-27-controlled-substances-act", add(OPIATES, "opium"), effective="1971-05-01"
        ),
        act(
            "us/2015-01-23-naloxegol",
            amend(OPIATES, releases=("naloxegol",)),
            published="2015-01-23",
            effective="2015-01-23",
            citation="80 FR 3468",
        ),
    ]
    book = record(
        [law("us", schedule("schedule-2"))], [substance("opium"), substance("naloxegol")], acts
    )
    assert answer(book, "us", "naloxegol", "2015-01-22") == ("controlled", "1971-05-01", ["form"])
    assert answer(book, "us", "naloxegol", "2015-01-23") == ("not-listed", None, [])
    assert answer(book, "us", "opium", "2015-01-23") == ("controlled", "1971-05-01", ["named"])
    (released,) = found_changes(book, "2015-01-01", "2015-12-31")
    assert (released.kind, released.legal_effect) == ("scope-changed", True)


# classes

FENTANYLS = "schedule-1/us-fentanyl-related"
# Of the class of fentanyl-related substances: the act, the day, the first day it no longer stood.
EXTENSIONS = (
    ("Pub. L. 116-114", "2020-02-06", "2021-05-06"),
    ("Pub. L. 117-12", "2021-05-04", "2021-10-22"),
    ("Pub. L. 117-43", "2021-09-30", "2022-01-28"),
    ("Pub. L. 117-70", "2021-12-03", "2022-02-18"),
    ("Pub. L. 117-86", "2022-02-18", "2022-03-11"),
    ("Pub. L. 117-95", "2022-03-11", "2022-03-15"),
    ("Pub. L. 117-103", "2022-03-15", "2022-12-31"),
    ("Pub. L. 117-328", "2022-12-29", "2024-12-31"),
    ("Pub. L. 118-158", "2024-12-21", "2025-03-31"),
    ("Pub. L. 119-4", "2025-03-15", "2025-09-30"),
)


def fentanyl_acts(*, without: str | None = None) -> list[Act]:
    order = act(
        "us/2018-02-06-fentanyl-related",
        add(FENTANYLS, class_id="us-fentanyl-related", expires="2020-02-06"),
        published="2018-02-06",
        effective="2018-02-06",
        citation="83 FR 5188",
    )
    permanent = act(
        "us/2025-07-16-halt-fentanyl-act",
        confirm(FENTANYLS),
        effective="2025-07-16",
        citation="Pub. L. 119-26",
    )
    named = act(
        "us/2023-12-07-nine-fentanyls",
        add("schedule-1/meta-fluorofentanyl", already_covered_by=FENTANYLS),
        published="2023-12-07",
        effective="2023-12-07",
        citation="FR Doc 2023-26694",
    )
    extensions = [
        act(f"us/{on}", extend(FENTANYLS, until), effective=on, citation=citation)
        for citation, on, until in EXTENSIONS
        if citation != without
    ]
    return [order, *extensions, permanent, named]


def fentanyls(*, without: str | None = None) -> Record:
    return record(
        [law("us", schedule("schedule-1"))],
        [substance("meta-fluorofentanyl", family="fentanyls")],
        fentanyl_acts(without=without),
        [class_text("us-fentanyl-related", "2018-02-06", "meta-fluorofentanyl")],
    )


def test_the_fentanyl_class_stands_without_a_gap_since_2018() -> None:
    timeline = fold(fentanyl_acts())
    assert stays(timeline, FENTANYLS) == [("2018-02-06", None, None)]
    assert line_on(timeline, FENTANYLS, "2025-07-15").temporary
    assert not line_on(timeline, FENTANYLS, "2025-07-16").temporary
    assert timeline.contradictions == ()


def test_without_the_act_of_2022_03_11_the_class_stood_in_two_stays() -> None:
    timeline = fold(fentanyl_acts(without="Pub. L. 117-95"))
    assert stays(timeline, FENTANYLS) == [
        ("2018-02-06", "2022-03-11", "expire"),
        ("2022-03-15", None, None),
    ]


@pytest.mark.parametrize("missing", [citation for citation, _, _ in EXTENSIONS])
def test_without_any_one_of_the_extensions_the_class_stood_in_two_stays(missing: str) -> None:
    assert len(stays(fold(fentanyl_acts(without=missing)), FENTANYLS)) == 2


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2018-02-05", ("not-listed", None, [])),
        ("2018-02-06", ("controlled", "2018-02-06", ["class"])),
        ("2022-03-12", ("controlled", "2018-02-06", ["class"])),
        ("2023-12-06", ("controlled", "2018-02-06", ["class"])),
        ("2026-09-21", ("controlled", "2018-02-06", ["named", "class"])),
    ],
)
def test_meta_fluorofentanyl_is_controlled_since_2018(
    on: str, expected: tuple[str, str | None, list[str]]
) -> None:
    found = answer(fentanyls(), "us", "meta-fluorofentanyl", on)
    assert (*found[:2], list(dict.fromkeys(found[2]))) == expected


def test_with_a_broken_chain_meta_fluorofentanyl_is_controlled_since_the_second_stay() -> None:
    broken = fentanyls(without="Pub. L. 117-95")
    assert answer(broken, "us", "meta-fluorofentanyl", "2022-03-12") == ("not-listed", None, [])
    assert answer(broken, "us", "meta-fluorofentanyl", "2026-09-21")[1] == "2022-03-15"


def test_naming_a_member_of_the_class_has_no_legal_effect() -> None:
    (named,) = found_changes(fentanyls(), "2023-12-06", "2023-12-07")
    assert (named.kind, named.legal_effect) == ("named-within-class", False)
    assert change_kinds(fentanyls(), "2018-01-01", "2018-12-31") == ["class-introduced"]
    assert change_kinds(fentanyls(), "2025-07-15", "2025-07-16") == ["confirmed"]


def test_a_member_that_nobody_judged_is_undetermined() -> None:
    book = record(
        [law("us", schedule("schedule-1"))],
        [substance("another", family="fentanyls"), substance("stranger")],
        fentanyl_acts(),
        [class_text("us-fentanyl-related", "2018-02-06", families=("fentanyls",))],
    )
    assert answer(book, "us", "another", "2018-02-05")[0] == "not-listed"
    assert answer(book, "us", "another", "2018-02-06")[0] == "undetermined"
    assert answer(book, "us", "stranger", "2018-02-06")[0] == "not-listed"


def test_a_class_may_hang_on_a_list_without_a_line() -> None:
    book = record(
        [law("us", schedule("schedule-3"))],
        [substance("a-steroid")],
        [],
        [class_text("us-anabolic-steroids", "1991-02-27", "a-steroid", schedule="schedule-3")],
    )
    assert answer(book, "us", "a-steroid", "1991-02-26") == ("not-listed", None, [])
    assert answer(book, "us", "a-steroid", "1991-02-27") == ("controlled", "1991-02-27", ["class"])
    assert View(book).timeline.listings == ()


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
        [law("cn", schedule("non-medicinal"), schedule("export", "export", complete_from=None))],
        [substance("a")],
        [],
    )
    found = said(book, "cn", "a", "2024-01-01")
    assert found.status == "not-listed"
    assert "export" in str(found.caveat)


# forms


def amfetamine(clause: Clause, wording: Wording = SILENT) -> Record:
    acts = [
        act(
            "us/1971-07-07-amphetamine",
            add("schedule-2/amfetamine", wording=wording),
            effective="1971-07-07",
            citation="36 FR 12734",
        )
    ]
    return record(
        [law("us", schedule("schedule-2", clause=clause))],
        [substance("amfetamine"), substance("dexamfetamine", "amfetamine", "optical-isomer")],
        acts,
    )


REACHES_ISOMERS = Clause(covers=("salt", "optical-isomer"))


@pytest.mark.parametrize(
    ("clause", "wording", "expected"),
    [
        (REACHES_ISOMERS, Wording(), "controlled"),
        (Clause(covers=("salt",)), Wording(), "not-listed"),
        (Clause(covers=("salt",), open=("optical-isomer",)), Wording(), "undetermined"),
        # what the line says prevails over the clause of the list
        (Clause(), Wording(covers=("optical-isomer",)), "controlled"),
        (REACHES_ISOMERS, Wording(covers=("salt",)), "not-listed"),
        (REACHES_ISOMERS, Wording(covers=()), "not-listed"),
        # unless the line, or the clause, takes it out
        (REACHES_ISOMERS, Wording(excepts=("dexamfetamine",)), "not-listed"),
        (REACHES_ISOMERS._replace(excepts=("dexamfetamine",)), Wording(), "not-listed"),
    ],
)
def test_dexamfetamine_is_covered_where_the_text_reaches_optical_isomers(
    clause: Clause, wording: Wording, expected: str
) -> None:
    book = amfetamine(clause, wording)
    assert answer(book, "us", "dexamfetamine", "1971-07-06")[0] == "not-listed"
    found = answer(book, "us", "dexamfetamine", "1971-07-07")
    assert found[0] == expected
    if expected == "controlled":
        assert found == ("controlled", "1971-07-07", ["form"])


def test_an_amendment_may_begin_and_end_the_reach_to_a_form() -> None:
    acts = [
        act("us/1", add("schedule-2/amfetamine"), effective="2000-01-01"),
        act(
            "us/2",
            amend("schedule-2/amfetamine", Wording(covers=("salt",))),
            effective="2010-01-01",
        ),
        act(
            "us/3",
            amend("schedule-2/amfetamine", Wording(covers=("optical-isomer",))),
            effective="2020-01-01",
        ),
    ]
    book = amfetamine(REACHES_ISOMERS)._replace(acts={one.id: one for one in acts})
    assert answer(book, "us", "dexamfetamine", "2009-12-31")[:2] == ("controlled", "2000-01-01")
    assert answer(book, "us", "dexamfetamine", "2010-01-01")[0] == "not-listed"
    assert answer(book, "us", "dexamfetamine", "2020-01-01")[:2] == ("controlled", "2020-01-01")


def test_the_clause_of_a_paragraph_prevails_over_that_of_the_list() -> None:
    # 21 CFR 1308.11(d) reaches isomers, for the list as a whole the question is open.
    hallucinogens = Clause(covers=("geometric-isomer",))
    book = record(
        [law("us", schedule("schedule-1", groups={"hallucinogens": hallucinogens}))],
        [
            substance("a"),
            substance("b"),
            substance("a-isomer", "a", "geometric-isomer"),
            substance("b-isomer", "b", "geometric-isomer"),
        ],
        [
            act(
                "us/1",
                add("schedule-1/a", wording=Wording(group="hallucinogens")),
                add("schedule-1/b"),
                effective="2000-01-01",
            )
        ],
    )
    assert answer(book, "us", "a-isomer", "2001-01-01")[0] == "controlled"
    assert answer(book, "us", "b-isomer", "2001-01-01")[0] == "not-listed"


def test_a_positional_isomer_is_for_the_authority_to_judge() -> None:
    # 21 CFR 1300.01(b) says what one is; whether a substance is one, DEA has said rule by rule.
    book = record(
        [law("us", schedule("schedule-1", clause=Clause(covers=("positional-isomer",))))],
        [substance("a"), substance("a-isomer", "a", "positional-isomer")],
        [act("us/1", add("schedule-1/a"), effective="2000-01-01")],
    )
    found = said(book, "us", "a-isomer", "2001-01-01")
    assert found.status == "undetermined"
    assert "a positional isomer of a" in str(found.why)


def test_words_of_a_line_may_reach_a_substance_until_an_act_says_otherwise() -> None:
    # "... and other derivatives": nobody has said whether b is one.
    words = Wording(printed="A and other derivatives", may_cover=("b",))
    book = record(
        [law("us", schedule("schedule-1"))],
        [substance("a"), substance("b"), substance("c")],
        [
            act("us/1", add("schedule-1/a", wording=words), effective="2000-01-01"),
            act("us/2", amend("schedule-1/a", Wording(may_cover=())), effective="2010-01-01"),
            act("us/3", add("schedule-1/b"), effective="2020-01-01"),
        ],
    )
    assert answer(book, "us", "a", "2001-01-01")[0] == "controlled"
    found = said(book, "us", "b", "2001-01-01")
    assert (found.status, found.coverage) == ("undetermined", ())
    assert found.why == (
        'schedule-1 lists "A and other derivatives"; whether that reaches it is not settled.'
    )
    assert answer(book, "us", "b", "1999-12-31")[0] == "not-listed"
    assert answer(book, "us", "b", "2010-01-01")[0] == "not-listed"
    assert answer(book, "us", "b", "2020-01-01")[:2] == ("controlled", "2020-01-01")
    assert answer(book, "us", "c", "2001-01-01")[0] == "not-listed"


def test_what_a_line_leaves_open_is_not_covered_as_a_form() -> None:
    # Dextrorphan is an optical isomer of racemorphan; whether the PRC line reaches it is open.
    book = record(
        [law("cn", schedule("narcotic-2013", clause=Clause(covers=("optical-isomer",))))],
        [substance("racemorphan"), substance("dextrorphan", "racemorphan", "optical-isomer")],
        [
            act(
                "cn/1",
                add("narcotic-2013/racemorphan", wording=Wording(may_cover=("dextrorphan",))),
                effective="2014-01-01",
            )
        ],
    )
    assert answer(book, "cn", "dextrorphan", "2015-01-01")[0] == "undetermined"


def dextromethorphan(*, later: Step, kind: str = "announcement") -> Record:
    acts = [
        act(
            "cn/2013-11-11-catalogues",
            add("narcotic-2013/racemethorphan"),
            published="2013-11-11",
            effective="2014-01-01",
            kind="announcement",
        ),
        act(
            "cn/2024-05-07-notice-54",
            later,
            published="2024-05-07",
            effective="2024-07-01",
            citation="2024年第54号",
            kind=kind,
        ),
    ]
    lists = [
        schedule("narcotic-2013", clause=REACHES_ISOMERS, complete_from="2014-01-01"),
        schedule("psychotropic-2-2013", complete_from="2014-01-01"),
    ]
    return record(
        [law("cn", *lists)],
        [substance("racemethorphan"), substance("dextromethorphan", "racemethorphan")],
        acts,
    )


def test_dextromethorphan_was_not_covered_before_the_authority_listed_it() -> None:
    book = dextromethorphan(later=add("psychotropic-2-2013/dextromethorphan"))
    assert answer(book, "cn", "dextromethorphan", "2024-06-30") == ("not-listed", None, [])
    assert answer(book, "cn", "dextromethorphan", "2024-07-01") == (
        "controlled",
        "2024-07-01",
        ["named"],
    )
    assert change_kinds(book, "2024-06-30", "2024-07-01", "cn") == ["added"]


def test_a_relative_listed_as_already_covered_was_covered_before() -> None:
    later = add(
        "psychotropic-2-2013/dextromethorphan",
        already_covered_by="narcotic-2013/racemethorphan",
    )
    book = dextromethorphan(later=later)
    assert answer(book, "cn", "dextromethorphan", "2024-06-30")[:2] == ("controlled", "2014-01-01")
    assert answer(book, "cn", "dextromethorphan", "2024-07-01")[:2] == ("controlled", "2014-01-01")


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
        ("precursor", {"x": "export"}, "CN: not listed (its list x is held only in part)."),
        ("drug", {"d": "drug", "e": "drug"}, "(its lists d, e are held only in part)."),
        ("drug", {"x": "export"}, "CN: not listed."),  # an export list names no drugs
        ("precursor", {}, "CN: not listed."),
    ],
)
def test_a_one_sided_gap_says_which_lists_that_may_name_it_are_held_in_part(
    us: str, partial: dict[str, str], says: str
) -> None:
    for_precursors = {"export": "precursor"}  # a licence to export stands in for them
    unread = (
        schedule(name, regime, complete_from=None)._replace(
            stands_in_for=for_precursors.get(regime)
        )
        for name, regime in partial.items()
    )
    laws = [law("us", schedule("s", us)), law("cn", schedule("s"), *unread)]
    acts = [act("us/1", add("s/a"), effective="2020-01-01")]
    found = gap_on(View(record(laws, [substance("a")], acts)), "2021-01-01")
    assert found.kind == "only-a"
    assert found.why.endswith(says)


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
