"""The Cover of a gap workbook: what was asked, how far the answer reaches, who signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Final

from registry.engine.gap_kinds import KINDS
from registry.engine.provenance import unapplied_notes
from registry.report import glossary
from registry.report.columns.gaps import record_notes, shorts
from registry.report.columns.version import EVIDENCE
from registry.report.kinds import GROUPS, grouped, kind_words, meanings
from registry.report.table import Cell, Column, Fact, Table, fact_columns
from registry.report.workbook.layout import ROLES
from registry.report.workbook.manifest import ALL_KNOWN

if TYPE_CHECKING:
    from registry.engine.gaps import Gaps
    from registry.engine.view import View
    from registry.report.workbook.manifest import Setting
    from registry.report.workbook.previous import PreviousReport

NOT_ADVICE: Final = (
    "This report compares published lists as the registry records them. It is not legal advice: "
    "the official texts govern, and a substance that is not listed may still be controlled by a "
    "rule that no list shows."
)
EVIDENCE_WORDS: Final = (
    "; ".join(f"{level}: {words}" for level, words in glossary.EVIDENCE.items()) + "."
)
HOW_TO_SIGN: Final = (
    "Fill in the columns with a brown heading on the sheet Gaps. The next report, made with "
    "--carry and this file, keeps every word; a row whose legal content has changed says "
    '"changed since sign-off" until its decision is changed or "confirmed" is chosen.'
)
DAYS: Final = (
    "Beside each stands how surely it is known: exact, on-or-before, on-or-after, by-decision."
)
READING: Final = (
    ("Colours", "Every colour repeats a word of its cell; no colour says anything alone."),
    ("Days", DAYS),
    ("Evidence", EVIDENCE_WORDS),
    ("Sign-off", HOW_TO_SIGN),
    ("Not legal advice", NOT_ADVICE),
)


def cover(
    view: View, gaps: Gaps, setting: Setting, previous: PreviousReport | None, notes: Table
) -> list[Table]:
    """The blocks of the sheet Cover, from the question to the signatures."""
    blocks = [
        _facts("Cover", "What was asked", _question(view, gaps, setting, previous)),
        _facts("Cover_found", "What was found", _counts(view, gaps)),
        _lists(view, gaps),
        _evidence(view, gaps),
        _facts("Cover_kinds", "How to read the column Gap", _legend(view, gaps), KIND_COLUMNS),
        _facts("Cover_reading", "How to read the rest", READING),
        notes._replace(sheet="Cover"),
        _signatures("Cover_sign_off", "Sign-off", tuple((role,) for role in ROLES)),
    ]
    if previous and previous.signatures:
        blocks.append(_signatures("Cover_signed", "Signed before", previous.signatures))
    return blocks


COVER_FACTS: Final = fact_columns(28, 84, brief=False)
KIND_COLUMNS: Final = (
    Column("kind", "Gap", attrgetter("fact"), width=28),
    Column("meaning", "Meaning", attrgetter("value"), width=84),
)


def _facts(
    name: str,
    title: str,
    facts: Iterable[tuple[str, Cell]],
    columns: tuple[Column, ...] = COVER_FACTS,
) -> Table:
    return Table(name, title, columns, [Fact(*fact) for fact in facts], sheet="Cover")


def _question(
    view: View, gaps: Gaps, setting: Setting, previous: PreviousReport | None
) -> Iterator[tuple[str, Cell]]:
    places = view.record.jurisdictions
    a, b = places[gaps.a], places[gaps.b]
    yield "Question", f"Where do the lists of {a.name} and of {b.name} differ?"
    yield "Jurisdictions", f"{a.name} ({a.short}) and {b.name} ({b.short})"
    yield "On", gaps.on
    yield "Known on", gaps.known_on or ALL_KNOWN
    yield "Rows", "with aligned substances" if setting.aligned else "without aligned substances"
    yield "Last report", previous.source if previous else "none"
    yield "Data version", view.record.version
    yield "Data digest", view.record.digest
    yield "Tool", setting.tool
    yield "Command", setting.command


def _counts(view: View, gaps: Gaps) -> Iterator[tuple[str, Cell]]:
    a, b = shorts(view, gaps)
    yield "Substances compared", sum(gaps.counts.values())
    for group, count in grouped(gaps.counts).items():
        yield f"Of them: {group}", count
    for kind in KINDS:
        yield f"Rows: {kind_words(kind, a, b)}", gaps.counts[kind]
    for note in unapplied_notes(view, (gaps.a, gaps.b)):
        yield "Not applied", note
    for note in record_notes(view, gaps):
        yield "Not seen or not held", note


def _legend(view: View, gaps: Gaps) -> Iterator[tuple[str, Cell]]:
    """What the groups and the kinds of gap mean."""
    yield from ((group, words) for group, words in GROUPS.items() if group not in KINDS)
    a, b = shorts(view, gaps)
    words = meanings(a, b)
    yield from ((kind_words(kind, a, b), words[kind]) for kind in KINDS)


LIST_COLUMNS: Final = (
    Column("list", "List", itemgetter("list"), width=28),
    Column("title", "What it is", itemgetter("title"), width=84),
    Column("reach", "Record", itemgetter("reach"), width=22),
    Column("verified_through", "Verified through", itemgetter("through"), "date", 16),
)


def _lists(view: View, gaps: Gaps) -> Table:
    """How far the record of every list of both sides reaches."""
    rows = []
    for place in (gaps.a, gaps.b):
        law = view.record.jurisdictions[place]
        standing = Counter(line.key.schedule for _, line in view.standing(place, gaps.on))
        for schedule in law.schedules.values():
            reach = (
                f"whole from {schedule.complete_from}" if schedule.complete else "held only in part"
            )
            rows.append(
                {
                    "list": f"{law.short} {schedule.id}",
                    "title": f"{schedule.title} ({schedule.instrument}); {schedule.regime} regime",
                    "reach": reach,
                    "through": schedule.verified_through,
                    "lines": standing[schedule.id],
                }
            )
    lines = Column("lines", f"Lines on {gaps.on}", itemgetter("lines"), "number", 18)
    return Table(
        "Cover_lists",
        "How far the record of every list reaches",
        (*LIST_COLUMNS, lines),
        tuple(rows),
        sheet="Cover",
    )


def _evidence(view: View, gaps: Gaps) -> Table:
    lines = [line for place in (gaps.a, gaps.b) for _, line in view.standing(place, gaps.on)]
    named = Counter(line.evidence for line in lines)
    dated = Counter(line.date_evidence for line in lines)
    meaning = dict(zip(EVIDENCE, ("read", "a copy or report of it was read", "still to be checked"),
                       strict=True))  # fmt: skip
    return Table(
        "Cover_evidence",
        f"What the {len(lines)} lines standing on {gaps.on} rest on",
        (
            Column("evidence", "Evidence", str, width=28),
            Column("meaning", "The official text", meaning.__getitem__, width=84),
            Column("lines", "Lines", named.__getitem__, "number", 22),
            Column("dates", "Dates of lines", dated.__getitem__, "number", 16),
        ),
        EVIDENCE,
        sheet="Cover",
    )


def _signatures(name: str, title: str, rows: tuple[tuple[Cell, ...], ...]) -> Table:
    columns = (
        Column("role", "Role", itemgetter(0), width=28),
        Column("name", "Name and signature", itemgetter(1), width=84, entry=True),
        Column("date", "Date", itemgetter(2), "date", 22, entry=True),
        Column("decision", "Decision", itemgetter(3), width=16, entry=True),
        Column("reference", "Reference", itemgetter(4), width=18, entry=True),
    )
    filled = tuple((*row, *(None,) * (len(columns) - len(row))) for row in rows)
    return Table(name, title, columns, filled, sheet="Cover")
