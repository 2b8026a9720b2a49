"""Dates: in an order that the law allows, and none that stands for "unknown"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from registry.audit.check import places
from registry.audit.check.catalogue import Complaint, Context, check
from registry.law import layout
from registry.law.acts import UNFOLDED, Act, landing
from registry.law.dates import ON_OR_AFTER, ON_OR_BEFORE, Day
from registry.law.record import Record

EARLIEST: Final = date(1900, 1, 2)
LATEST: Final = date(2100, 12, 31)
# Day 0 of Unix and of a spreadsheet, its last day, the last second of 32 bits.
PLACEHOLDERS: Final = frozenset(
    {date(1970, 1, 1), date(1904, 1, 1), date(2099, 12, 31), date(2038, 1, 19)}
)
AGEING: Final = timedelta(days=180)
LONG_WAIT: Final = timedelta(days=366)
LONG_TERM: Final = timedelta(days=3 * 366)


@check("DAT101", "note")
def retroactive(context: Context) -> Iterator[Complaint]:
    """An act takes effect before its publication.

    Lawful and worth knowing: on the days between, the public could not know. Questions asked with
    --known-on see the act from its publication only.

    Remedy: Nothing, if both dates are as printed; otherwise correct them.
    """
    for act in context.record.acts.values():
        if act.is_retroactive() and act.kind != "baseline":
            what = f"In force from {act.effective}, published {act.published}."
            yield places.of_act(act, what, "effective")


@check("DAT102", "error")
def placeholder(context: Context) -> Iterator[Complaint]:
    """A date that no act of these lists can have.

    Before 1900 or after 2100, or a day that programs write for "unknown" (1900-01-01, 1970-01-01,
    2099-12-31, 9999-12-31). What is not known is written as what is known: "1988-02",
    "<=2013-04-01". The dates of lists, class texts and source documents are judged alike.

    Remedy: Compare with the source; write what is known of the date, or leave the field out.
    """
    for file, day, path in _written_days(context.record):
        if not EARLIEST <= day <= LATEST or day in PLACEHOLDERS:
            field = path[-1] if path else "the day in the file name,"
            yield Complaint(file, f"{field} {day} cannot be the day of an act.", path)


@check("DAT103", "error")
def expires_too_early(context: Context) -> Iterator[Complaint]:
    """A temporary line expires before it begins.

    `expires` is the first day on which the line no longer stands; it lies after the day of the act
    that gives it.

    Remedy: Compare expires and effective with the source; one of them has a slip.
    """
    for act in context.record.acts.values():
        for step, path in layout.steps(act):
            if step.expires and step.expires <= act.day.day:
                what = f'"{step.line}" expires {step.expires}, the act is of {act.day}.'
                yield places.of_act(act, what, *path, "expires")


@check("DAT104", "error")
def decided_too_late(context: Context) -> Iterator[Complaint]:
    """An act is decided after it takes effect, or after its publication.

    A body first decides, then the decision is published and takes effect. A partly known date is
    judged by the day that suits it best.

    Remedy: Compare decided, published and effective with the source; one of them has a slip.
    """
    for act in context.record.acts.values():
        for field, day in (("effective", act.effective), ("published", act.published)):
            if act.decided and day and _is_surely_after(act.decided, day):
                what = f"Decided {act.decided}, {field} {day}."
                yield places.of_act(act, what, "decided")


@check("DAT105", "error")
def covered_since_too_late(context: Context) -> Iterator[Complaint]:
    """A line was "already covered" only after it was listed.

    `covered_since` is the day from which an older line covered the substance; it lies before the
    day on which the substance got its own line.

    Remedy: Compare covered_since with the source, or leave it out where the older line covered the
    substance from its own beginning.
    """
    for act in context.record.acts.values():
        for step, path in layout.steps(act):
            if step.covered_since and step.covered_since.day > act.day.day:
                what = (
                    f'"{step.line}" was covered since {step.covered_since}, '
                    f"after its own line of {act.day}."
                )
                yield places.of_act(act, what, *path, "covered_since")


@check("DAT106", "note")
def ageing(context: Context) -> Iterator[Complaint]:
    """A list was not compared with a text of it for more than 180 days.

    Time brings this about. Answers for days after `verified_through` carry the caveat.

    Remedy: Compare the list with its current official text, record what changed, and set
    verified_through to the day of that text.
    """
    for law, schedule in context.record.lists():
        age = context.today - schedule.verified_through
        if age > AGEING:
            what = f"was compared through {schedule.verified_through} only."
            yield places.of_schedule(law, schedule, what, "verified_through")


@check("DAT107", "error")
def verified_in_the_future(context: Context) -> Iterator[Complaint]:
    """A list is said to be verified beyond the present, or before its record begins.

    Nobody can compare a list with a text of a later day than today and the day of the edition in
    registry.toml, and `complete_from` lies not after `verified_through`.

    Remedy: Set verified_through to the day of the text that the list was last compared with.
    """
    present = max(context.today, _edition_day(context.record.version))
    for law, schedule in context.record.lists():
        through, since = schedule.verified_through, schedule.complete_from
        if through > present:
            what = f"is verified through {through}, which is still to come."
            yield places.of_schedule(law, schedule, what, "verified_through")
        elif since and since > through:
            what = f"is complete from {since}, but verified through {through}."
            yield places.of_schedule(law, schedule, what, "complete_from")


@check("DAT108", "note")
def beyond_verified(context: Context) -> Iterator[Complaint]:
    """An act takes effect after the last day to which its list was compared.

    The act stands, and the list has not been compared with an official text since. Another act of
    the same days may be missing.

    Remedy: Nothing now; compare the list with its next official text and set verified_through.
    """
    for act in context.record.acts.values():
        law = context.record.jurisdictions.get(act.jurisdiction)
        touched = {landing(act, step).schedule for step in act.steps}
        for name in sorted(touched if law and act.kind not in UNFOLDED else ()):
            schedule = law.schedules.get(name) if law else None
            if schedule and schedule.verified_through < act.day.day:
                what = (
                    f"In force {act.day}; {act.jurisdiction}/{name} was compared through "
                    f"{schedule.verified_through}."
                )
                yield places.of_act(act, what, "effective")


@check("DAT109", "warning")
def unexplained_retroaction(context: Context) -> Iterator[Complaint]:
    """An act takes effect before its publication, and no note says why.

    That is rare, and mostly two dates were exchanged or one belongs to another document. Where it
    is the law (an extension published after the first term had ended), the note says so.

    Remedy: Compare both dates with the source; correct them, or write in the act's note why it
    reaches back.
    """
    for act in context.record.acts.values():
        if act.is_retroactive() and act.kind != "baseline" and not act.note:
            what = f"In force from {act.effective}, published {act.published}, without a note."
            yield places.of_act(act, what, "effective")


@check("DAT110", "warning")
def far_off(context: Context) -> Iterator[Complaint]:
    """A day lies so far off that a year was probably mistyped.

    An act that takes effect more than a year after its publication or decision, or a temporary
    line of more than three years: both happen (a convention waits for ratifications), and then the
    act's note says so. A note about something else excuses no term: it must give the year in which
    the line expires.

    Remedy: Compare the years with the source; correct the date, or explain it in the act's note.
    """
    for act in context.record.acts.values():
        if act.kind in UNFOLDED:
            continue
        known, note = act.published or act.decided, act.note or ""
        waits = known and act.effective and act.effective.day - known.day > LONG_WAIT
        if waits and not note:
            what = f"In force from {act.effective}, more than a year after {known}."
            yield places.of_act(act, what, "effective")
        for step, path in layout.steps(act):
            if (
                step.expires
                and step.expires - act.day.day > LONG_TERM
                and str(step.expires.year) not in note
            ):
                what = f'"{step.line}" expires {step.expires}, more than three years after the act.'
                yield places.of_act(act, what, *path, "expires")


def _edition_day(version: str) -> date:
    """The day that the number of the edition names; the first of all days if it names none."""
    try:
        year, month, day = (int(part) for part in version.split(".")[:3])
        return date(year, month, day)
    except ValueError:
        return date.min


def _written_days(record: Record) -> Iterator[tuple[str, date, layout.FieldPath]]:
    """Every day that a file gives: file, day, path."""
    for act in record.acts.values():
        yield from ((layout.act_file(act.id), *written) for written in _days_of(act))
    for law, schedule in record.lists():
        path, file = ("schedules", schedule.id), layout.LISTS.path(law.id)
        yield file, schedule.verified_through, (*path, "verified_through")
        if schedule.complete_from:
            yield file, schedule.complete_from, (*path, "complete_from")
    for text in record.classes:
        yield layout.class_file(text), text.since, ()
        for verdict in text.verdicts.values():
            yield layout.class_file(text), verdict.since or text.since, ("verdict", 0, "since")
    for seed in record.seeds:
        yield layout.SEED.path(seed.id), seed.date, ("date",)


def _days_of(act: Act) -> Iterator[tuple[date, layout.FieldPath]]:
    for field in ("published", "effective", "decided"):
        day: Day | None = getattr(act, field)
        if day:
            yield day.day, (field,)
    for step, path in layout.steps(act):
        if step.expires:
            yield step.expires, (*path, "expires")
        if step.covered_since:
            yield step.covered_since.day, (*path, "covered_since")


def _is_surely_after(day: Day, other: Day) -> bool:
    """Whether ``day`` is later than ``other`` however the unknown parts turn out."""
    first = day.earliest or (date.min if day.qualifier == ON_OR_BEFORE else day.day)
    last = date.max if other.qualifier == ON_OR_AFTER else other.day
    return first > last
