"""Acts, lists, classes and records as values, and what is read off them: no files."""

from __future__ import annotations

from datetime import date

from registry.engine.changes import Change, changes
from registry.engine.listing import Listing, Standing, Timeline
from registry.engine.status import status
from registry.engine.statuses import Status
from registry.engine.view import View
from registry.law.acts import Act, Step, Wording
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
    may_hold: tuple[str, ...] = (),
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
        may_hold=may_hold,
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
