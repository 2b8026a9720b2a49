"""Which lines reach a substance, over which days, and why: by name, as a form, by a class.

A ``View`` is the record as the public could know it on a day. Pure.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from registry.acts import Key, Proposal, Wording, open_proposals
from registry.ids import ON_OR_BEFORE, Day
from registry.record import ClassText, Clause, Judged, Record, Substance
from registry.timeline import Event, Listing, Standing, Timeline, fold

BASES: Final = ("named", "form", "class", "undetermined")
UNDETERMINED: Final = "undetermined"
# Which substances are positional isomers is a judgement that the authority makes one by one.
POSITIONAL: Final = "positional-isomer"
IN: Final = ("in", "in-but-listed")

KIND_WORDS: Final = {
    "salt": "a salt",
    "optical-isomer": "an optical isomer",
    "geometric-isomer": "a geometric isomer",
    "positional-isomer": "a positional isomer",
    "racemate": "a racemate",
    "ester": "an ester",
    "ether": "an ether",
    "amide": "an amide",
    "carbamate": "a carbamate",
    "halide": "a halide",
    "acetal": "an acetal",
}


class Reach(NamedTuple):
    """A line reaches a substance from ``start`` until (exclusive) ``until``.

    ``act`` began it (``None`` where no act did, but a text that hangs on a list). ``ground`` says
    why in words that hold on all its days; without it the words of the line say why, and those may
    change from day to day. ``hindsight`` is the later act, and its day, that says so of these days.
    """

    basis: str
    listing: Listing
    start: Day
    until: date | None
    act: str | None
    ground: str = ""
    name: str = ""
    hindsight: tuple[str, date] | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the line reaches the substance on ``day``."""
        return self.start.day <= day and (self.until is None or day < self.until)

    def nearest(self, day: date) -> date:
        """``day``, or the day nearest to it on which the line reaches the substance."""
        last = date.max if self.until is None else self.until - timedelta(days=1)
        return max(self.start.day, min(day, last))

    def reason_on(self, day: date) -> str:
        """Why the line reaches the substance, in the words that it has on ``day``."""
        if self.ground:
            return self.ground
        key, wording = self.listing.key, self.listing.nearest(day).wording
        if self.basis == UNDETERMINED:
            printed = wording.printed or key.line
            return f'{key.schedule} lists "{printed}"; whether that reaches it is not settled.'
        printed = wording.printed or self.name
        return f'{key.schedule} names it as "{printed}"{_limits(wording)}.'


class View:
    """The record as the public could know it on ``known_on`` (``None``: all that is known)."""

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
        self._proposals: dict[date, dict[tuple[str, str], list[Proposal]]] = {}
        self._reaches: dict[tuple[str, str], tuple[Reach, ...]] = {}
        self._denied: dict[tuple[str, str], list[tuple[Reach, Reach]]] = {}
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

    def announced_by(self, on: date) -> date:
        """The day by which an act must be public to be announced: ``known_on``, else ``on``."""
        return on if self.known_on is None else self.known_on

    def proposals(self, on: date) -> dict[tuple[str, str], list[Proposal]]:
        """The open proposals of ``on`` by jurisdiction and substance."""
        if on not in self._proposals:
            found: dict[tuple[str, str], list[Proposal]] = defaultdict(list)
            for proposal in open_proposals(self.record.acts.values(), on, self.known_on):
                for name in proposal.step.substances:
                    found[proposal.act.jurisdiction, name].append(proposal)
            self._proposals[on] = found
        return self._proposals[on]

    def reaches(self, jurisdiction: str, substance: str) -> tuple[Reach, ...]:
        """Every span over which a line of the jurisdiction reaches it, best basis first."""
        place = jurisdiction, substance
        if place not in self._reaches:
            found = sorted(
                _all_reaches(self, jurisdiction, self.record.substances[substance]),
                key=lambda one: (BASES.index(one.basis), one.start.day, one.listing.key),
            )
            self._reaches[place] = tuple(found)
        return self._reaches[place]

    def denied(self, jurisdiction: str, substance: str) -> list[tuple[Reach, Reach]]:
        """What would reach it as a form but for an act that listed it without saying so.

        Each with the first line of its own by which the authority began new control.
        """
        place = jurisdiction, substance
        if place not in self._denied:
            forms = _forms(self, jurisdiction, self.record.substances[substance])
            self._denied[place] = [
                (reach, min(own, key=lambda line: line.start.day)) for reach, own in forms if own
            ]
        return self._denied[place]

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


def clause_of(record: Record, standing: Standing) -> Clause:
    """The general clause that governs a line: its group's, else its list's."""
    schedule = record.schedule(standing.key.jurisdiction, standing.key.schedule)
    return schedule.clause_of(standing.wording.group)


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


# reaches, by basis


def _all_reaches(view: View, jurisdiction: str, substance: Substance) -> Iterator[Reach]:
    for listing in view.by_substance.get((jurisdiction, substance.id), ()):
        yield from _named(view, listing, substance)
        yield from _already_covered(view, listing, substance)
    yield from _released(view, jurisdiction, substance)
    yield from _by_words(view, jurisdiction, substance)
    forms = _forms(view, jurisdiction, substance)
    yield from (reach for reach, new_control in forms if not new_control)
    for text in view.texts.get(jurisdiction, ()):
        yield from _by_class(view, text, substance)


def _names(substance: str) -> Callable[[Standing], bool]:
    """Whether a line, as it stands, names the substance."""
    return lambda standing: substance in standing.substances


def _opener(listing: Listing) -> str | None:
    """The act that opened a stay; a class that hangs on a list has none."""
    return next(iter(listing.states[0][1].acts), None)


def _bringer(view: View, listing: Listing, substance: str, start: Day) -> str | None:
    """The act that brought the substance onto the line: it opened the stay, or amended it."""
    return view.brought.get((listing.key, substance, start.day)) or _opener(listing)


def _named(view: View, listing: Listing, substance: Substance) -> Iterator[Reach]:
    for start, until in _spans(listing, _names(substance.id)):
        act = _bringer(view, listing, substance.id, start)
        yield Reach("named", listing, start, until, act, name=substance.name)
        older = listing.states[0][1].continues if start == listing.since else None
        if start.qualifier == ON_OR_BEFORE and not older:
            since = Day(start.earliest or date.min)
            ground = f"{listing.key.schedule} names it, from {start.day} at the latest ({act})."
            later = (act, start.day) if act else None
            yield Reach(UNDETERMINED, listing, since, start.day, act, ground, hindsight=later)


def _limits(wording: Wording) -> str:
    """What a line limits itself to, in words."""
    form = f" ({wording.form})" if wording.form and wording.form != wording.printed else ""
    exception = f", except {wording.exception}" if wording.exception else ""
    places = f", for export to {', '.join(wording.limited_to)}" if wording.limited_to else ""
    return form + exception + places


def _already_covered(view: View, listing: Listing, substance: Substance) -> Iterator[Reach]:
    """An act gave the line and said that an older line had covered what it names."""
    first = listing.states[0][1]
    if first.already_covered_by is None or substance.id not in first.substances:
        return
    schedule, _, line = first.already_covered_by.partition("/")
    for older in view.by_key.get(Key(listing.key.jurisdiction, schedule, line), ()):
        basis = "class" if older.states[0][1].class_id else "form"
        start = _later(older.since, first.covered_since)
        ground = (
            f"{first.already_covered_by} covered it before its own line, "
            f"as {first.act} says, in force {listing.since}."
        )
        later = first.act, listing.since.day
        whole = Reach(basis, older, start, older.until, _opener(older), ground, hindsight=later)
        yield from _clipped(whole, until=listing.since.day)


def _released(view: View, jurisdiction: str, substance: Substance) -> Iterator[Reach]:
    for event in view.released.get((jurisdiction, substance.id), ()):
        for listing in view.by_key[event.key]:
            line = f"{event.key.schedule}/{event.key.line}"
            ground = f"{line} covered it until {event.act} took it out on {event.day.day}."
            reach = Reach("form", listing, listing.since, listing.until, _opener(listing), ground)
            later = event.act, event.day.day
            yield from _clipped(reach._replace(hindsight=later), until=event.day.day)


def _by_words(view: View, jurisdiction: str, substance: Substance) -> Iterator[Reach]:
    """Lines whose words may reach the substance, while nobody has said whether they do."""

    def may_cover(standing: Standing) -> bool:
        return substance.id in (standing.wording.may_cover or ())

    for listing in view.by_words.get((jurisdiction, substance.id), ()):
        for start, until in _spans(listing, may_cover):
            yield Reach(UNDETERMINED, listing, start, until, _opener(listing))


def _forms(
    view: View, jurisdiction: str, substance: Substance
) -> Iterator[tuple[Reach, list[Reach]]]:
    """What reaches it as a form, each with the lines of its own that say: not before."""
    form = substance.form_of
    if form is None:
        return
    parent = view.record.substances[form.substance].name
    for listing in view.by_substance.get((jurisdiction, form.substance), ()):
        own = _new_controls(view, substance, listing)
        where = f"{listing.key.schedule}/{listing.key.line}"
        for basis in ("form", UNDETERMINED):
            ground = _form_reason(form.kind, parent, where, basis)
            for start, until in _spans(listing, _reaching(view, substance, basis)):
                act = _bringer(view, listing, form.substance, start)
                yield Reach(basis, listing, start, until, act, ground), own


def _form_reason(kind: str, parent: str, where: str, basis: str) -> str:
    if kind == POSITIONAL:
        return (
            f"It may be {KIND_WORDS[kind]} of {parent} ({where}); "
            "that is for the authority to judge, and no document seen does."
        )
    says = "reaches" if basis == "form" else "leaves open whether it reaches"
    return f"It is {KIND_WORDS[kind]} of {parent}; {where} {says} {kind}s."


def _new_controls(view: View, substance: Substance, parent: Listing) -> list[Reach]:
    """Lines that the authority gave the relative later without saying it was covered before."""
    return [
        own
        for listing in view.by_substance.get((parent.key.jurisdiction, substance.id), ())
        for own in _named(view, listing, substance)
        if own.basis == "named" and _is_new_control(view, own, substance.id, parent)
    ]


def _is_new_control(view: View, own: Reach, substance: str, parent: Listing) -> bool:
    """Whether a line of its own begins new control of a relative of what ``parent`` names.

    A line that moves, or merges with another, begins none.
    """
    if (own.listing.key, substance, own.start.day) in view.merged:
        return False
    first = own.listing.states[0][1]
    continued = first.continues is not None or first.already_covered_by is not None
    act = view.record.acts.get(own.act or "")
    return (
        act is not None
        and act.kind != "baseline"
        and not (continued and own.start == own.listing.since)
        and own.start.day > parent.since.day
    )


def _reaching(view: View, substance: Substance, basis: str) -> Callable[[Standing], bool]:
    """Whether a line, as it stands, reaches this form of what it names (or leaves it open)."""

    def reaches(standing: Standing) -> bool:
        form = substance.form_of
        clause = clause_of(view.record, standing)
        excepted = substance.id in (standing.wording.excepts or ()) + clause.excepts
        if form is None or excepted or form.substance not in standing.substances:
            return False
        if substance.id in (standing.wording.may_cover or ()):
            return False  # the line leaves this very relative open
        covers = standing.wording.covers
        covered = form.kind in (clause.covers if covers is None else covers)
        if form.kind == POSITIONAL:
            return basis == UNDETERMINED and (covered or form.kind in clause.open)
        if basis == "form":
            return covered
        return covers is None and not covered and form.kind in clause.open

    return reaches


def _by_class(view: View, text: ClassText, substance: Substance) -> Iterator[Reach]:
    said = _said(text, substance)
    if not said:
        return
    window = replaced_on(view, text)
    said = [one for one in said if window is None or one.since < window]
    ends = [*(one.since for one in said[1:]), window]
    for (basis, reason, since), until in zip(said, ends, strict=False):
        for listing in view.by_class.get((text.jurisdiction, text.id), ()):
            if basis is None or (text.schedule and listing.since.day != text.since):
                continue
            start = _later(listing.since, Day(since))
            whole = Reach(basis, listing, start, listing.until, _opener(listing), reason)
            for reach in _clipped(whole, until=until):
                named = substance.id in text.verdicts
                yield from [reach] if named else _beside_own_lines(view, reach, substance)


def _beside_own_lines(view: View, reach: Reach, substance: Substance) -> Iterator[Reach]:
    """``reach`` without the days on which a line of the same regime names the substance.

    The texts leave what is listed by name under its own entry.
    """
    place = reach.listing.key.jurisdiction
    lists = view.record.jurisdictions[place].schedules
    regime = lists[reach.listing.key.schedule].regime
    spans = [
        span
        for own in view.by_substance.get((place, substance.id), ())
        if lists[own.key.schedule].regime == regime
        for span in _spans(own, _names(substance.id))
    ]
    for first, last in sorted(spans, key=lambda span: span[0].day):
        yield from _clipped(reach, until=first.day)
        if last is None:
            return
        reach = reach._replace(start=_later(reach.start, Day(last)))
    yield from _clipped(reach, until=None)


class Said(NamedTuple):
    """What a text says of a substance from ``since`` on; without ``basis``, that it is outside."""

    basis: str | None
    reason: str
    since: date


def _said(text: ClassText, substance: Substance) -> list[Said]:
    """What the text says of the substance: by its own words, else by its rule on the structure."""
    named = text.verdicts.get(substance.id)
    if named is not None:
        basis = {"in": "class", "out": None}.get(named.verdict, UNDETERMINED)
        reason = f"{text.title}: {named.basis.rstrip('.')}."
        return [Said(basis, reason, max(text.since, named.since or text.since))]
    judged = text.judged.get(substance.id, ())
    if not judged and substance.family in text.families:
        why = f"{text.title} may reach it; neither the text nor the authority names it."
        return [Said(UNDETERMINED, why, text.since)]
    return [Said(*_by_rule(text, one), max(text.since, one.since or text.since)) for one in judged]


def _by_rule(text: ClassText, judged: Judged) -> tuple[str | None, str]:
    if judged.verdict == "out":
        return None, judged.reason
    if judged.verdict in IN:
        return "class", f"{text.title}: {judged.reason}."
    return UNDETERMINED, f"{text.title} may reach it: {judged.reason}."


def replaced_on(view: View, text: ClassText) -> date | None:
    """The day on which a later text of the same class replaces this one."""
    later = [one.since for one in view.texts[text.jurisdiction] if one.id == text.id]
    return min((day for day in later if day > text.since), default=None)


def _later(one: Day, other: Day | None) -> Day:
    return other if other is not None and other.day > one.day else one


def _clipped(reach: Reach, until: date | None) -> Iterator[Reach]:
    ends = [day for day in (reach.until, until) if day is not None]
    end = min(ends, default=None)
    if end is None or reach.start.day < end:
        yield reach._replace(until=end)


def _spans(
    listing: Listing, holds: Callable[[Standing], bool]
) -> Iterator[tuple[Day, date | None]]:
    """The spans of a listing's days over which ``holds`` is true of the line.

    What an act says of a line on the day on which it ends holds on no day.
    """
    start: Day | None = None
    for first, until, standing in listing.spans():
        if first.day == until:
            continue
        if holds(standing):
            start = start or first
        elif start is not None:
            yield start, first.day
            start = None
    if start is not None:
        yield start, listing.until
