"""The lines of a record, folded and indexed, as the public could know them on a day. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from registry.engine.coverage import Coverage
from registry.engine.definitions import definition, known_texts
from registry.engine.fold import fold
from registry.engine.listing import Event, Listing, Standing, Timeline
from registry.law.acts import Key
from registry.law.dates import Day
from registry.law.record import ClassText, Record


class Lines:
    """The stays of all lines, by what they name, may reach, release or define.

    As the public could know them on ``known_on`` (``None``: all that is known).
    """

    def __init__(self, record: Record, known_on: date | None = None) -> None:
        self.record = record
        self.known_on = known_on
        self.classes = tuple(known_texts(record, known_on))
        self.texts: dict[str, list[ClassText]] = defaultdict(list)
        for text in self.classes:
            self.texts[text.jurisdiction].append(text)
        texts = map(definition, self.classes)
        self.timeline: Timeline = fold(record.acts.values(), known_on, texts)
        self.by_substance: dict[tuple[str, str], list[Listing]] = defaultdict(list)
        self.by_class: dict[tuple[str, str], list[Listing]] = defaultdict(list)
        self.by_key: dict[Key, list[Listing]] = defaultdict(list)
        self.by_words: dict[tuple[str, str], list[Listing]] = defaultdict(list)
        self.brought: dict[tuple[Key, str, date], str] = {}
        self.merged: set[tuple[Key, str, date]] = set()
        self.released: dict[tuple[str, str], list[Event]] = defaultdict(list)
        places = record.jurisdictions.items()
        self.whole_from = {name: law.complete_from for name, law in places}
        self.is_complete = {name: law.complete for name, law in places}
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
            for name in _distinct([state.substances for state in states]):
                self.by_substance[place, name].append(listing)
            words = [state.wording.may_cover for state in states if state.wording.may_cover]
            for name in _distinct(words) if words else ():
                self.by_words[place, name].append(listing)
        for listing in (*self.timeline.listings, *self.timeline.unprinted):
            class_id = listing.states[0][1].class_id
            if class_id is not None:
                self.by_class[listing.key.jurisdiction, class_id].append(listing)

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

    def covering(  # noqa: PLR0913 (the parts of a coverage)
        self,
        basis: str,
        listing: Listing,
        since: Day,
        until: date | None,
        ground: str = "",
        *,
        act: str | None = None,
        name: str = "",
    ) -> Coverage:
        """A coverage by a line, with its list; begun by ``act``, else by that which opened it."""
        standing = listing.nearest(since.day)
        opener = standing.acts[0] if standing.acts else None
        entered = self.record.acts[act] if act and act != opener else None
        schedule = self.record.schedule(listing.key.jurisdiction, listing.key.schedule)
        return Coverage(
            basis, listing, since, until, act or opener, schedule, standing, ground, name, entered
        )

    def defining(self, on: date) -> Iterator[tuple[ClassText, list[Standing]]]:
        """Each text that defines its class on ``on``, with the lines on which the class stands."""
        for text in self.classes:
            stays = self.by_class.get((text.jurisdiction, text.id), ())
            lines = [line for stay in stays if (line := stay.at(on))]
            if any(line.defined == text.since for line in lines):
                yield text, lines

    def standing(
        self, jurisdiction: str, on: date, schedule: str | None = None
    ) -> list[tuple[Listing, Standing]]:
        """What stands on the lists of ``jurisdiction`` on ``on``: each line with its stay."""
        return [
            (listing, line)
            for listing in self.timeline.listings
            if listing.key.jurisdiction == jurisdiction
            and schedule in {None, listing.key.schedule}
            and (line := listing.at(on)) is not None
        ]

    def unseen(self, jurisdiction: str, on: date) -> int:
        """How many names stand on its lists that nobody here has seen.

        Lists held only in part are not counted: of those more than a number is missing.
        """
        lists = self.record.jurisdictions[jurisdiction].schedules
        standing = (
            listing.at(on)
            for listing in self.nameless
            if listing.key.jurisdiction == jurisdiction and lists[listing.key.schedule].complete
        )
        return sum(line.unseen for line in standing if line is not None)


def _distinct(groups: Iterable[Iterable[str]]) -> dict[str, None]:
    """The names of all groups, each once and in their order; no name is none."""
    return dict.fromkeys(filter(None, chain.from_iterable(groups)))
