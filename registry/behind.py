"""What stands behind an answer: what covered a substance before, which act ended a line. Pure."""

from collections.abc import Iterable
from datetime import date

from registry.coverage import Status
from registry.reach import Reach, View
from registry.timeline import Listing


def earlier(view: View, found: Status, substance: str, on: date) -> list[Reach]:
    """What covered ``substance`` otherwise than by name before what covers it on ``on``.

    Without it nothing would show why "controlled since" lies before the line of its own.
    """
    shown = {(one.standing.key, one.basis) for one in found.coverage}
    edge = min((one.reach.start.day for one in found.coverage), default=on)
    once = {
        one.listing.key: one
        for one in reversed(view.reaches(found.jurisdiction, substance))
        if one.basis in {"form", "class"}
        and one.start.day < edge
        and (one.listing.key, one.basis) not in shown
    }
    return list(reversed(once.values()))


def acts_behind(view: View, substance: str, statuses: Iterable[Status], on: date) -> list[str]:
    """The acts behind every line that ever named it, and behind what covers or covered it else."""
    found = [
        name
        for place in view.record.jurisdictions
        for listing in view.by_substance.get((place, substance), ())
        for name in acts_of(view, listing)
    ]
    for side in statuses:
        found += [name for one in side.coverage for name in one.standing.acts]
        for way in earlier(view, side, substance, on):
            acts = (view.record.acts[name] for name in acts_of(view, way.listing))
            found += [act.id for act in acts if way.until is None or act.day.day <= way.until]
    return list(dict.fromkeys(found))


def acts_of(view: View, listing: Listing) -> tuple[str, ...]:
    """The acts behind a stay, from the one that opened it to the one that ended it."""
    ending = ending_act(view, listing)
    return (*listing.last.acts, *((ending,) if ending else ()))


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
