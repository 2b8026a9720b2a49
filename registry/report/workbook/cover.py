"""The Cover of a gap workbook: what was asked, how far the answer reaches, who signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Final

from registry.engine.gaps import KINDS
from registry.engine.provenance import unapplied_notes
from registry.engine.status import lines_on
from registry.report.columns.gaps import shorts, unseen_notes
from registry.report.columns.version import EVIDENCE
from registry.report.table import Cell, Column, Fact, Table, fact_columns, kind_words
from registry.report.workbook.manifest import ALL_KNOWN, ROLES, SIGNED_BEFORE

if TYPE_CHECKING:
    from registry.engine.gaps import Gaps
    from registry.engine.view import View
    from registry.report.workbook.manifest import Setting
    from registry.report.workbook.review_sheet import Carried

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
EVIDENCE_WORDS: Final = (
    "official: the official text was read, if only in a copy; secondary: a report or copy of it; "
    "unverified: general knowledge, still to be checked."
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


def cover(view: View, found: Gaps, setting: Setting, carried: Carried | None) -> list[Table]:
    """The blocks of the sheet Cover, from the question to the signatures."""
    blocks = [
        _facts("Cover", "What was asked", _question(view, found, setting, carried)),
        _facts("Cover_found", "What was found", _counts(view, found)),
        _lists(view, found),
        _evidence(view, found),
        _facts("Cover_kinds", "How to read the column Gap", LEGEND, KIND_COLUMNS),
        _facts("Cover_reading", "How to read the rest", READING),
        _signatures("Cover_sign_off", "Sign-off", tuple((role,) for role in ROLES)),
    ]
    if carried and carried.signatures:
        blocks.append(_signatures("Cover_signed", SIGNED_BEFORE, carried.signatures))
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
    view: View, found: Gaps, setting: Setting, carried: Carried | None
) -> Iterator[tuple[str, Cell]]:
    places = view.record.jurisdictions
    a, b = places[found.a], places[found.b]
    yield "Question", f"Where do the lists of {a.name} and of {b.name} differ?"
    yield "Jurisdictions", f"{a.name} ({a.short}) and {b.name} ({b.short})"
    yield "On", found.on
    yield "Known on", found.known_on or ALL_KNOWN
    yield "Rows", "with aligned substances" if setting.aligned else "without aligned substances"
    yield "Last report", carried.source if carried else "none"
    yield "Data version", view.record.version
    yield "Data digest", view.record.digest
    yield "Tool", setting.tool
    yield "Command", setting.command


def _counts(view: View, found: Gaps) -> Iterator[tuple[str, Cell]]:
    a, b = shorts(view, found)
    yield "Substances compared", sum(found.counts.values())
    for kind in KINDS:
        yield f"Rows: {kind_words(kind, a, b)}", found.counts[kind]
    for note in unapplied_notes(view, (found.a, found.b)):
        yield "Not applied", note
    for note in unseen_notes(view, found):
        yield "Names not seen", note


def _lists(view: View, found: Gaps) -> Table:
    """How far the record of every list of both sides reaches."""
    rows = []
    for place in (found.a, found.b):
        law = view.record.jurisdictions[place]
        standing = Counter(one.key.schedule for _, one in lines_on(view, place, found.on))
        for one in law.schedules.values():
            reach = f"whole from {one.complete_from}" if one.complete else "held only in part"
            rows.append(
                {
                    "list": f"{law.short} {one.id}",
                    "title": f"{one.title} ({one.instrument}); {one.regime} regime",
                    "reach": reach,
                    "through": one.verified_through,
                    "lines": standing[one.id],
                }
            )
    return Table(
        "Cover_lists",
        "How far the record of every list reaches",
        (
            Column("list", "List", itemgetter("list"), width=28),
            Column("title", "What it is", itemgetter("title"), width=84),
            Column("reach", "Record", itemgetter("reach"), width=22),
            Column("verified_through", "Verified through", itemgetter("through"), "date", 16),
            Column("lines", f"Lines on {found.on}", itemgetter("lines"), "number", 18),
        ),
        tuple(rows),
        sheet="Cover",
    )


def _evidence(view: View, found: Gaps) -> Table:
    lines = [one for place in (found.a, found.b) for _, one in lines_on(view, place, found.on)]
    named = Counter(one.evidence for one in lines)
    dated = Counter(one.date_evidence for one in lines)
    meaning = dict(zip(EVIDENCE, ("read", "a copy or report of it was read", "still to be checked"),
                       strict=True))  # fmt: skip
    return Table(
        "Cover_evidence",
        f"What the {len(lines)} lines standing on {found.on} rest on",
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
