"""What stands behind an answer: earlier coverage, the acts, how far the record reaches. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from registry.engine.coverage import Coverage
from registry.engine.listing import Contradiction, Listing
from registry.engine.statuses import Status
from registry.engine.view import View
from registry.law.record import Jurisdiction, Schedule


def earlier(view: View, status: Status, substance: str, on: date) -> list[Coverage]:
    """What covered ``substance`` otherwise than by name before what covers it on ``on``.

    Without it nothing would show why "controlled since" lies before the line of its own.
    """
    shown = {(each.key, each.basis) for each in status.coverage}
    edge = min((each.since.day for each in status.coverage), default=on)
    before = {
        each.key: each
        for each in reversed(view.coverage(status.jurisdiction, substance))
        if each.basis in {"form", "class"}
        and each.since.day < edge
        and (each.key, each.basis) not in shown
    }
    return list(reversed(before.values()))


def acts_behind(view: View, substance: str, statuses: Iterable[Status], on: date) -> list[str]:
    """The acts behind every line that ever named it, and behind what covers or covered it else."""
    names = [
        name
        for place in view.record.jurisdictions
        for listing in view.by_substance.get((place, substance), ())
        for name in acts_of(view, listing)
    ]
    for side in statuses:
        names += [name for each in side.coverage for name in each.standing.acts]
        for before in earlier(view, side, substance, on):
            acts = (view.record.acts[name] for name in acts_of(view, before.listing))
            until = before.until or date.max
            names += [act.id for act in acts if act.day.day <= until]
    return list(dict.fromkeys(names))


def acts_of(view: View, listing: Listing) -> tuple[str, ...]:
    """The acts behind a stay, from the one that opened it to the one that ended it."""
    ending = ending_act(view, listing)
    return (*listing.states[-1][1].acts, *((ending,) if ending else ()))


def ending_act(view: View, listing: Listing) -> str | None:
    """The act that removed or moved the line; ``None`` while it stands and where it expired."""
    return next(
        (
            event.act
            for event in view.timeline.events
            if event.before is not None
            and event.verb == listing.ended_by != "expire"
            and (event.before.key, event.day.day) == (listing.key, listing.until)
        ),
        None,
    )


def unapplied(view: View, places: Iterable[str]) -> list[Contradiction]:
    """The acts of the jurisdictions that could not be applied as they are written."""
    wanted = set(places)
    return [each for each in view.timeline.contradictions if each.key.jurisdiction in wanted]


def unapplied_notes(view: View, places: Iterable[str]) -> tuple[str, ...]:
    """One sentence for each such act: no answer may read as if the act were in it."""
    return tuple(
        f"Not applied: {each.act} {each.what} ({each.key.schedule}/{each.key.line}, {each.day}). "
        "The answer leaves it out; run `registry check`."
        for each in unapplied(view, places)
    )


class Extent(NamedTuple):
    """From when a record is whole (``None``: it is held only in part), and to when verified.

    Of a jurisdiction, ``through`` is the first day to which one of its lists is verified, and
    ``last`` the last.
    """

    name: str
    whole_from: date | None
    through: date
    last: date

    @property
    def verified(self) -> str:
        """The name and the days, in words."""
        by_list = f" to {self.last} by list" if self.last > self.through else ""
        return f"{self.name} {self.through}{by_list}"


def extent_of(law: Jurisdiction, schedule: Schedule | None = None) -> Extent:
    """How far the record of a jurisdiction reaches, or that of one of its lists."""
    if schedule is None:
        last = max(each.verified_through for each in law.schedules.values())
        return Extent(law.short, law.unclear_before, law.verified_through, last)
    whole_from = schedule.complete_from if schedule.complete else None
    through = schedule.verified_through
    return Extent(f"{law.short} {schedule.id}", whole_from, through, through)


def extent_notes(extents: Iterable[Extent], first: date, last: date) -> tuple[str, ...]:
    """What an answer about ``first`` through ``last`` cannot know; nothing where it is whole.

    An empty answer must not be read as "nothing is controlled" or "nothing changed".
    """
    known = list(dict.fromkeys(extents))
    partly = [each.name for each in known if each.whole_from is None]
    before = [
        f"{each.name} {each.whole_from}" for each in known if first < (each.whole_from or first)
    ]
    after = [each.verified for each in known if each.through < last]
    notes = (
        (partly, "Held only in part: {}. What is missing here may be controlled there."),
        (before, "Whole only from: {}. What is missing here may have been controlled before."),
        (after, "Verified through: {}. What the law did after may not be in the record."),
    )
    return tuple(words.format(", ".join(names)) for names, words in notes if names)


def endless_notes(view: View, places: Iterable[str], on: date) -> tuple[str, ...]:
    """The temporary lines of ``on`` that will end on a day nobody here has seen."""
    laws = view.record.jurisdictions
    names = [
        f"{laws[place].short} {standing.key.schedule}/{standing.key.line}"
        for place in places
        for _, standing in view.standing(place, on)
        if standing.temporary and standing.expires is None
    ]
    return (f"Temporary, until a day not seen: {', '.join(names)}.",) if names else ()
