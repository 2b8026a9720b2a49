"""Which lines reach a substance, over which days, and why: by name, as a form, by a class.

A ``View`` is the record as the public could know it on a day. Pure.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.acts import Key, Proposal, Wording, open_proposals
from registry.ids import ON_OR_BEFORE, Day
from registry.record import ClassText, Clause, Judged, Record, Substance
from registry.timeline import Listing, Standing, Timeline, fold

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
    """A line reaches a substance from ``start`` until (exclusive) ``until``."""

    basis: str
    listing: Listing
    start: Day
    until: date | None
    reason: str

    def holds_on(self, day: date) -> bool:
        """Whether the line reaches the substance on ``day``."""
        return self.start.day <= day and (self.until is None or day < self.until)


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
        self.released: dict[tuple[str, str], list[tuple[Key, date]]] = defaultdict(list)
        self.classes = [one for one in record.classes if _is_known(record, one, known_on)]
        self.texts: dict[str, list[ClassText]] = defaultdict(list)
        places = record.jurisdictions.items()
        self.whole_from = {name: law.complete_from for name, law in places}
        self.unclear_before = {name: law.unclear_before for name, law in places}
        self.verified_through = {name: law.verified_through for name, law in places}
        self.nameless = [one for one in self.timeline.listings if one.last.unseen]
        self._proposals: dict[date, dict[tuple[str, str], list[Proposal]]] = {}
        self._reaches: dict[tuple[str, str], tuple[Reach, ...]] = {}
        self._index()

    def _index(self) -> None:
        for listing in self.timeline.listings:
            self.by_key[listing.key].append(listing)
            for name in listing.last.substances:
                self.by_substance[listing.key.jurisdiction, name].append(listing)
            if listing.last.class_id:
                self.by_class[listing.key.jurisdiction, listing.last.class_id].append(listing)
            for _, state in listing.states:
                for name in state.wording.may_cover or ():
                    self.by_words[listing.key.jurisdiction, name].append(listing)
        for event in self.timeline.events:
            for name in event.step.releases if event.step else ():
                place = event.key.jurisdiction, name
                self.released[place].append((event.key, event.day.day))
        for text in self.classes:
            self.texts[text.jurisdiction].append(text)
            if text.schedule:
                self.by_class[text.jurisdiction, text.id].append(_hung(text))

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
    return Listing(key, standing.since, None, None, ((text.since, standing),))


# reaches, by basis


def _all_reaches(view: View, jurisdiction: str, substance: Substance) -> Iterator[Reach]:
    own = view.by_substance.get((jurisdiction, substance.id), [])
    for listing in own:
        yield from _named(listing, substance)
        yield from _already_covered(view, listing)
    yield from _released(view, jurisdiction, substance)
    yield from _by_words(view, jurisdiction, substance)
    if substance.form_of:
        yield from _as_form(view, jurisdiction, substance, own)
    for text in view.texts.get(jurisdiction, ()):
        yield from _by_class(view, text, substance)


def _named(listing: Listing, substance: Substance) -> Iterator[Reach]:
    for start, until in _spans(listing, lambda one: substance.id in one.substances):
        printed = listing.last.wording.printed or substance.name
        reason = f'{listing.key.schedule} names it as "{printed}"{_limits(listing.last.wording)}.'
        yield Reach("named", listing, start, until, reason)
        if start.qualifier == ON_OR_BEFORE and not listing.last.continues:
            since = Day(start.earliest or date.min)
            reason = f"{listing.key.schedule} names it, from {start.day} at the latest."
            yield Reach(UNDETERMINED, listing, since, start.day, reason)


def _limits(wording: Wording) -> str:
    """What a line limits itself to, in words."""
    form = f" ({wording.form})" if wording.form and wording.form != wording.printed else ""
    exception = f", except {wording.exception}" if wording.exception else ""
    places = f", for export to {', '.join(wording.limited_to)}" if wording.limited_to else ""
    return form + exception + places


def _already_covered(view: View, listing: Listing) -> Iterator[Reach]:
    """An act gave the line and said that an older line had covered it."""
    first = listing.states[0][1]
    if first.already_covered_by is None:
        return
    schedule, _, line = first.already_covered_by.partition("/")
    for older in view.by_key.get(Key(listing.key.jurisdiction, schedule, line), ()):
        basis = "class" if older.last.class_id else "form"
        start = _later(older.since, first.covered_since)
        reason = f"{first.already_covered_by} covered it before its own line, as {first.act} says."
        yield from _clipped(
            Reach(basis, older, start, older.until, reason), until=listing.since.day
        )


def _released(view: View, jurisdiction: str, substance: Substance) -> Iterator[Reach]:
    for key, day in view.released.get((jurisdiction, substance.id), ()):
        for listing in view.by_key[key]:
            reason = f"{key.schedule}/{key.line} covered it until an act took it out."
            yield from _clipped(
                Reach("form", listing, listing.since, listing.until, reason), until=day
            )


def _by_words(view: View, jurisdiction: str, substance: Substance) -> Iterator[Reach]:
    """Lines whose words may reach the substance, while nobody has said whether they do."""
    for listing in dict.fromkeys(view.by_words.get((jurisdiction, substance.id), ())):
        printed = listing.last.wording.printed or listing.key.line
        reason = (
            f'{listing.key.schedule} lists "{printed}"; whether that reaches it is not settled.'
        )
        for start, until in _spans(
            listing, lambda one: substance.id in (one.wording.may_cover or ())
        ):
            yield Reach(UNDETERMINED, listing, start, until, reason)


def _as_form(
    view: View, jurisdiction: str, substance: Substance, own: list[Listing]
) -> Iterator[Reach]:
    form = substance.form_of
    if form is None:
        return
    parent = view.record.substances[form.substance].name
    for listing in view.by_substance.get((jurisdiction, form.substance), ()):
        if any(_is_new_control(view, one, listing) for one in own):
            continue
        where = f"{listing.key.schedule}/{listing.key.line}"
        for basis in ("form", UNDETERMINED):
            reason = _form_reason(form.kind, parent, where, basis)
            for start, until in _spans(listing, _reaching(view, substance, basis)):
                yield Reach(basis, listing, start, until, reason)


def _form_reason(kind: str, parent: str, where: str, basis: str) -> str:
    if kind == POSITIONAL:
        return (
            f"It may be {KIND_WORDS[kind]} of {parent} ({where}); "
            "that is for the authority to judge, and no document seen does."
        )
    says = "reaches" if basis == "form" else "leaves open whether it reaches"
    return f"It is {KIND_WORDS[kind]} of {parent}; {where} {says} {kind}s."


def _is_new_control(view: View, own: Listing, parent: Listing) -> bool:
    """Whether the authority listed the relative later without saying that it was covered before."""
    first = own.states[0][1]
    act = view.record.acts[first.act]
    return (
        act.kind != "baseline"
        and first.continues is None
        and first.already_covered_by is None
        and own.since.day > parent.since.day
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
            whole = Reach(basis, listing, start, listing.until, reason)
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
        for span in _spans(own, lambda one: substance.id in one.substances)
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
    """The spans of a listing's days over which ``holds`` is true of the line."""
    start: Day | None = None
    for first, standing in listing.states:
        if holds(standing) and start is None:
            start = listing.since if first == listing.since.day else Day(first)
        elif start is not None and not holds(standing):
            yield start, first
            start = None
    if start is not None:
        yield start, listing.until
