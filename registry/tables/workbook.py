"""The gap report as a workbook: Cover, Summary, Gaps, Changes, Upcoming, Classes, Sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.changes import changes, later, upcoming
from registry.coverage import lines_on
from registry.gaps import KINDS, Gaps, class_since
from registry.reach import View
from registry.record import ClassText
from registry.table import Cell, Column, Table, day_cells, joined
from registry.tables.changes import change_table
from registry.tables.gaps import gap_table, kind_words, shorts, summary_table, unseen_notes
from registry.tables.lists import act_table
from registry.timeline import Listing

LOOK_BACK_DAYS: Final = 365
LOOK_AHEAD_DAYS: Final = 90
EVIDENCE: Final = ("official", "secondary", "unverified")

NOT_ADVICE: Final = (
    "This report compares published lists as the registry records them. It is not legal advice: "
    "the official texts govern, and a substance that is not listed may still be controlled by a "
    "rule that no list shows."
)
LEGEND: Final = (
    ("undetermined", "A list may reach the substance, or our record is not whole; it is not said."),
    ("pending", "One side controls it; the other has published an act that is not yet in force."),
    ("only", "One side controls it, the other does not list it."),
    ("regime", "Both control it, but under regimes that have nothing in common."),
    (
        "class-vs-named",
        "One side controls it through a class, the other by name: not a gap in law.",
    ),
    ("temporary", "One side controls it for a time only."),
    ("scope", "The lines differ in form, exception or relatives reached."),
    ("aligned", "Both control it; nothing of the above holds."),
)


class Setting(NamedTuple):
    """What was asked and with which tool, as the Cover prints it."""

    command: str
    tool: str


def sheets(view: View, found: Gaps, setting: Setting) -> tuple[Table, ...]:
    """The sheets of the gap workbook, in their order."""
    return (
        cover(view, found, setting),
        summary_table(view, found),
        gap_table(view, found),
        _changes(view, found),
        _upcoming(view, found),
        classes(view, found),
        _sources(view, found),
    )


def cover(view: View, found: Gaps, setting: Setting) -> Table:
    """What was asked, of which data, how far they reach, and how to read the answer."""
    facts = [
        *_question(view, found, setting),
        *_counts(view, found),
        *_reach_of_lists(view, found),
        *_evidence(view, found),
        *(("How to read", f"{kind}: {says}") for kind, says in LEGEND),
        ("Not legal advice", NOT_ADVICE),
    ]
    return Table(
        "Cover",
        "Gap report",
        (Column("fact", "Fact", width=30, brief=True), Column("value", "Value", width=110)),
        tuple(facts),
    )


def _question(view: View, found: Gaps, setting: Setting) -> Iterator[tuple[str, Cell]]:
    places = view.record.jurisdictions
    a, b = places[found.a], places[found.b]
    yield "Question", f"Where do the lists of {a.name} and of {b.name} differ?"
    yield "Jurisdictions", f"{a.name} ({a.short}) and {b.name} ({b.short})"
    yield "On", found.on
    yield "Known on", found.known_on or "all acts known to the record"
    yield "Data version", view.record.version
    yield "Data digest", view.record.digest
    yield "Tool", setting.tool
    yield "Command", setting.command


def _counts(view: View, found: Gaps) -> Iterator[tuple[str, Cell]]:
    a, b = shorts(view, found)
    yield "Substances compared", sum(found.counts.values())
    for kind in KINDS:
        yield f"Rows: {kind_words(kind, a, b)}", found.counts[kind]
    for note in unseen_notes(view, found):
        yield "Names not seen", note


def _reach_of_lists(view: View, found: Gaps) -> Iterator[tuple[str, Cell]]:
    for place in (found.a, found.b):
        law = view.record.jurisdictions[place]
        standing = Counter(one.key.schedule for _, one in lines_on(view, place, found.on))
        for schedule in law.schedules.values():
            whole = (
                f"whole from {schedule.complete_from}" if schedule.complete else "held only in part"
            )
            yield (
                f"{law.short} {schedule.id}",
                "; ".join(
                    (
                        f"{schedule.regime} regime",
                        f"{standing[schedule.id]} lines on {found.on}",
                        whole,
                        f"verified through {schedule.verified_through}",
                    )
                ),
            )


def _evidence(view: View, found: Gaps) -> Iterator[tuple[str, Cell]]:
    lines = [one for place in (found.a, found.b) for _, one in lines_on(view, place, found.on)]
    named = Counter(one.evidence for one in lines)
    dated = Counter(one.date_evidence for one in lines)
    for level in EVIDENCE:
        yield (
            f"Evidence: {level}",
            f"{named[level]} of {len(lines)} lines; dates of {dated[level]}",
        )


def _changes(view: View, found: Gaps) -> Table:
    start = later(found.on, -LOOK_BACK_DAYS)
    rows = [one for place in (found.a, found.b) for one in changes(view, place, start, found.on)]
    title = f"Changes of the law after {start} through {found.on}"
    return change_table(view.record, rows, "Changes", title)


def _upcoming(view: View, found: Gaps) -> Table:
    rows = upcoming(view, (found.a, found.b), found.on, LOOK_AHEAD_DAYS)
    title = f"What starts, ends or expires in the {LOOK_AHEAD_DAYS} days after {found.on}"
    return change_table(view.record, rows, "Upcoming", title)


def classes(view: View, found: Gaps) -> Table:
    """Every class-wide control of the two sides that stands on the day."""
    rows = [
        (
            text.id,
            view.record.jurisdictions[text.jurisdiction].short,
            text.title,
            text.title_zh,
            *day_cells(since),
            joined(one.key.schedule for one in _stays(view, text) if one.at(found.on)),
            joined(text.families),
            joined(name for name, said in text.verdicts.items() if said.verdict == "in"),
            text.citation or None,
            text.evidence,
            text.text,
        )
        for text in view.record.classes
        if text.jurisdiction in {found.a, found.b}
        and not _is_replaced(view, text, found.on)
        and (since := class_since(view, text, found.on))
    ]
    one_sided = tuple(
        f"{one.family}: held as a class by one side only, since {one.since}."
        for one in found.classes
    )
    return Table(
        "Classes",
        f"Class-wide controls on {found.on}",
        (
            Column("class", "Class", width=24, brief=True),
            Column("jurisdiction", "Jurisdiction", width=13, brief=True),
            Column("title", "Title", width=36, brief=True),
            Column("title_zh", "题名", width=24),
            Column("since", "Since", "date", 12, brief=True),
            Column("since_qualifier", "How known", width=13),
            Column("schedule", "List", width=20),
            Column("families", "Families it may reach", width=24),
            Column("named", "Named as members", width=40),
            Column("citation", "Citation", width=30),
            Column("evidence", "Evidence", width=12),
            Column("text", "What the text says, in our words", width=90),
        ),
        tuple(rows),
        notes=one_sided,
    )


def _stays(view: View, text: ClassText) -> list[Listing]:
    return view.by_class.get((text.jurisdiction, text.id), [])


def _is_replaced(view: View, text: ClassText, on: date) -> bool:
    same = (one for one in view.record.classes if one.id == text.id)
    return any(text.since < one.since <= on for one in same)


def _sources(view: View, found: Gaps) -> Table:
    """Every act that a row of the report rests on."""
    sides = [side for row in found.rows for side in (row.a, row.b)]
    names = {act for side in sides for one in side.coverage for act in one.standing.acts}
    names |= {one.act for side in sides for one in side.pending}
    names |= {one.act.id for side in sides for one in side.proposed}
    acts = [view.record.acts[name] for name in sorted(names)]
    return act_table(acts, "Sources", f"The acts that the rows of {found.on} rest on")
