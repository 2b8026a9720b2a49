"""The lines of a record, folded and indexed, as the public could know them on a day. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from registry.engine.fold import fold
from registry.engine.listing import Event, Listing, Standing, Timeline
from registry.law.acts import Key, Wording
from registry.law.dates import Day
from registry.law.record import ClassText, Record


class Lines:
    """The stays of all lines, by what they name, may reach, release or define.

    As the public could know them on ``known_on`` (``None``: all that is known).
    """

    def __init__(self, record: Record, known_on: date | None = None) -> None:
        self.record = record
        self.known_on = known_on
        self.timeline: Timeline = fold(record.acts.values(), known_on)
        self.by_substance: dict[tuple[str, str], list[Listing]] = defaultdict(list)
        self.by_class: dict[tuple[str, str], list[Listing]] = defaultdict(list)
        self.by_key: dict[Key, list[Listing]] = defaultdict(list)
        self.by_words: dict[tuple[str, str], list[Listing]] = defaultdict(list)
        self.brought: dict[tuple[Key, str, date], str] = {}
        self.merged: set[tuple[Key, str, date]] = set()
        self.released: dict[tuple[str, str], list[Event]] = defaultdict(list)
        self.classes = [one for one in record.classes if _is_known(record, one, known_on)]
        self.texts: dict[str, list[ClassText]] = defaultdict(list)
        places = record.jurisdictions.items()
        self.whole_from = {name: law.complete_from for name, law in places}
        self.unclear_before = {name: law.unclear_before for name, law in places}
        self.verified_through = {name: law.verified_through for name, law in places}
        self.nameless = [
            listing
            for listing in self.timeline.listings
            if any(state.unseen for _, state in listing.states)
        ]
        self._index()
        self._index_events()

    def _index(self) -> None:
        for listing in self.timeline.listings:
            place, states = listing.key.jurisdiction, [state for _, state in listing.states]
            self.by_key[listing.key].append(listing)
            for name in _distinct(state.substances for state in states):
                self.by_substance[place, name].append(listing)
            for name in _distinct((state.class_id or "",) for state in states):
                self.by_class[place, name].append(listing)
            for name in _distinct(state.wording.may_cover or () for state in states):
                self.by_words[place, name].append(listing)
        for text in self.classes:
            self.texts[text.jurisdiction].append(text)
            if text.schedule:
                self.by_class[text.jurisdiction, text.id].append(_hung(text))

    def _index_events(self) -> None:
        for event in self.timeline.events:
            for name in event.step.releases if event.step else ():
                self.released[event.key.jurisdiction, name].append(event)
            for name in event.brought:
                if event.after is not None:
                    place = event.after.key, name, event.day.day
                    self.brought[place] = event.act
                    if name not in event.entered:
                        self.merged.add(place)

    def unseen(self, jurisdiction: str, on: date) -> int:
        """How many names stand on its lists that nobody here has seen.

        Lists held only in part are not counted: of those more than a number is missing.
        """
        lists = self.record.jurisdictions[jurisdiction].schedules
        standing = (
            one.at(on)
            for one in self.nameless
            if one.key.jurisdiction == jurisdiction and lists[one.key.schedule].complete
        )
        return sum(one.unseen for one in standing if one is not None)


def _distinct(groups: Iterable[Iterable[str]]) -> dict[str, None]:
    """The names of all groups, each once and in their order; no name is none."""
    return {name: None for group in groups for name in group if name}


def _is_known(record: Record, text: ClassText, known_on: date | None) -> bool:
    """Whether the public could know the text.

    A text has no day of publication: it is known from its first day on, or, as the first of a class
    that stands on lines, as soon as the act that lists the class.
    """
    if known_on is None or text.since <= known_on:
        return True
    later = any(one.id == text.id and one.since < text.since for one in record.classes)
    return not later and text.schedule is None


def _hung(text: ClassText) -> Listing:
    """A class that hangs on a list without a line of its own, as a listing that no list prints."""
    key = Key(text.jurisdiction, text.schedule or "", text.id)
    standing = Standing(
        key=key,
        substances=(),
        class_id=text.id,
        unseen=0,
        wording=Wording(printed=text.title),
        since=Day(text.since),
        temporary=False,
        expires=None,
        acts=(),
        evidence=text.evidence,
        date_evidence=text.evidence,
    )
    return Listing(key, standing.since, None, None, ((standing.since, standing),))
