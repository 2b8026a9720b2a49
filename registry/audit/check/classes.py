"""Generic definitions: a class is listed where its text is in force, and both say since when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec

from registry.audit.check import places
from registry.audit.check.catalogue import Complaint, Context, check
from registry.chemistry import answers
from registry.engine.listing import Listing
from registry.law import class_verdicts, layout
from registry.law.record import ClassText


@check("CLS101", "error", whole=True)
def text_without_line(context: Context) -> Iterator[Complaint]:
    """A class text is in force on a day on which no line of the class stands.

    The text says what the class is; an act says that it is controlled. Either the day in the name
    of the file is not that of the act, or the act is missing. A class that hangs on a list without
    a line of its own names the list as `schedule`.

    Remedy: Rename the file to the day from which the act is in force, or record the act.
    """
    for text in context.record.classes:
        lines = [line for line in context.timeline.listings if _class_of(line) == text.id]
        if not text.schedule and not any(line.at(text.since) for line in lines):
            since = f"; its first line stands since {lines[0].since}" if lines else ""
            what = f'No line of class "{text.id}" stands on {text.since}{since}.'
            yield places.of_class(text, what)


@check("CLS102", "error", whole=True)
def line_before_text(context: Context) -> Iterator[Complaint]:
    """A line of a class stands before the first text of the class.

    On the days between, nobody can say what the class reaches.

    Remedy: Rename the file of the first text to the day from which the line stands, or write the
    text that was in force then.
    """
    texts = sorted(context.record.classes, reverse=True, key=_since)
    first = {text.id: text.since for text in texts}
    for listing in context.timeline.listings:
        since = first.get(_class_of(listing) or "")
        if since and listing.since.day < since:
            what = f'"{listing.key.line}" stands since {listing.since}, its text since {since}.'
            yield places.of_listing(context.record, listing, what)


@check("CLS103", "error")
def verdict_before_text(context: Context) -> Iterator[Complaint]:
    """A class reaches a substance before its own text is in force.

    `since` of a verdict says that the reading began later than the text, never earlier.

    Remedy: Correct `since`, or move the verdict to the text that was in force then.
    """
    for text in context.record.classes:
        for name, verdict in text.verdicts.items():
            if verdict.since and verdict.since < text.since:
                what = f'"{name}" is said to be reached since {verdict.since}, before the text.'
                yield places.of_class(text, what, "verdict", 0)


@check("CLS105", "error", whole=True)
def rule_fails(context: Context) -> Iterator[Complaint]:
    """A class rule that cannot be used, or fails one of its own tests.

    A core is no SMARTS pattern, a core does not lie in its reference compound, or the rule reads a
    test structure otherwise than the file says. Without RDKit this is not looked at.

    Remedy: Correct the rule, or the test if the text of the law says so.
    """
    if find_spec("rdkit") is None:
        return
    for (name, since), text in context.rules().items():
        file = layout.CLASS.path(name, since)
        if text.rule is not None and text.rule.derivatives_of is None:
            for test, what in answers.faults(context.memo, text):
                path: tuple[str | int, ...] = ("form", 0) if test is None else ("test", test)
                yield Complaint(file, f"{what}.".capitalize(), path)


@check("CLS106", "error", whole=True)
def reading_against_rule(context: Context) -> Iterator[Complaint]:
    """An authority reads a class otherwise than its rule does.

    The authority says that the class reaches a substance which the rule leaves out, or the other
    way round. One of the two is transcribed wrongly, or the rule reads the text too widely or too
    narrowly. The answer follows the rule until then.

    Remedy: Compare both with the text; correct the rule or the reading, or write what the authority
    says as a [[verdict]] of the class text, which wins.
    """
    data = context.files.get(layout.COVERAGE)
    ruled = {
        (row.class_id, row.substance): row.verdict
        for row in (class_verdicts.read(data) if data is not None else ())
    }
    against = {True: {"out"}, False: {"in", "in-but-listed"}}
    for act in context.record.acts.values():
        for number, reading in enumerate(act.readings):
            for name in reading.substances if reading.class_id else ():
                verdict = ruled.get((reading.class_id or "", name))
                if verdict in against[reading.reaches]:
                    what = f'The rule of {reading.class_id} says "{verdict}" of {name}.'
                    yield places.of_act(act, what, "reading", number)


@check("CLS104", "error")
def unchosen_parent(context: Context) -> Iterator[Complaint]:
    """A state whose country is not recorded.

    `parent` names the jurisdiction whose law holds there too.

    Remedy: Correct `parent`, or leave it out.
    """
    laws = context.record.jurisdictions
    for law in laws.values():
        if law.parent and law.parent not in laws:
            what = f'The parent "{law.parent}" is not recorded.'
            yield places.of_jurisdiction(law, what, "parent")


def _class_of(listing: Listing) -> str | None:
    """The class that a line names; no act changes it."""
    return listing.states[0][1].class_id


def _since(text: ClassText) -> date:
    return text.since
