"""What a reviewer signs: the identity of a row and a digest of its legal content. Pure.

Legal content is what the law says on the day: which substance (id and CAS number), the kind of the
gap, what else holds, since and until when, and for each side the status, since when, the level of
its lists, and how it is covered, will be covered or is proposed to be. Not part of it are names,
prose, evidence, caveats, how far the record is verified, and the days that have passed: they change
without any change of the law.

A hash has a form. Form 2: how a line covers is its basis, regime, class, term and scope, so that
the re-issue of a list with all this equal leaves it alone. Form 1 names list, line, what it prints
and its acts too, and knows neither levels nor gaps of them beside another. Words of ours (kinds,
statuses, bases, qualifiers) that are renamed make a new form as well; an earlier one keeps its own
words. A signature is compared by the form it was made in. A hash of another form than its
workbook's is written with it: ``1:0123456789abcdef``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, Final

from registry.engine.coverage import MEDICAL, NON_MEDICAL, Coverage
from registry.engine.gap_kinds import LEVEL
from registry.engine.gaps import Gap, Gaps
from registry.engine.statuses import Status
from registry.law.dates import Day
from registry.law.hashing import sha256
from registry.law.scope import SCOPE, Written

ENCODER: Final = json.JSONEncoder(separators=(",", ":"))  # json.dumps makes one a row
FORM: Final = 2
# Form -> today's word of ours -> the word that stood for it in hashes of that form.
FORMS: Final[dict[int, Mapping[str, str]]] = {1: {}, 2: {}}
FIRST: Final = 1
Levels = tuple[str | None, str | None]


def gap_id(gaps: Gaps, gap: Gap) -> str:
    """The same for the same two jurisdictions and substance, whatever the day."""
    return f"{gaps.a}:{gaps.b}:{gap.substance.id}"


def row_hash(gap: Gap, form: int = FORM) -> str:
    """Sixteen hexadecimal digits that change only with the legal content."""
    return _hash(gap, form, (gap.a.level, gap.b.level))


def _hash(gap: Gap, form: int, levels: Levels) -> str:
    text = ENCODER.encode(_Content(form, FORMS[form]).of(gap, levels))
    return sha256(text.encode()).hexdigest()[:16]


def in_form(mark: str, form: int, written_in: int) -> str:
    """How a hash of ``form``, or of the one that it names, stands in a workbook of another."""
    return mark if form == written_in or ":" in mark else f"{form}:{mark}"


class RowHashes:
    """The hashes of a row, each form made once; ``known`` are those that are made already."""

    def __init__(self, gap: Gap, known: Mapping[int, str] | None = None) -> None:
        self._gap = gap
        self._known = dict(known or {})

    def of(self, form: int) -> str:
        """The hash of a form."""
        if form not in self._known:
            self._known[form] = row_hash(self._gap, form)
        return self._known[form]

    def match(self, mark: str | None, written_in: int) -> bool:
        """Whether a hash from a workbook whose hashes are of ``written_in`` is one of them.

        So is one that was made while the lists of a side did not say their level, or said it and
        now do not.
        """
        if mark is None:
            return False
        form, _, digits = mark.rpartition(":")
        forms = {str(each): each for each in FORMS} | {"": written_in}
        if form not in forms:
            return False
        return self.of(forms[form]) == digits or digits in self._open(forms[form])

    def _open(self, form: int) -> Iterator[str]:
        """The hashes of the same row with levels that are open then or now."""
        now = (self._gap.a.level, self._gap.b.level)
        a, b = ((level, None) if level else (MEDICAL, NON_MEDICAL, None) for level in now)
        return (_hash(self._gap, form, levels) for levels in product(a, b) if levels != now)

    def renamed(self, form: int, since: int) -> bool:
        """Whether our words for the content of a row are others in ``form`` than ``since``."""
        levels = (self._gap.a.level, self._gap.b.level)
        words = (FORMS[each] for each in (since, form))
        there, here = (_Content(since, each).of(self._gap, levels) for each in words)
        return there != here


class _Content:
    """What a hash of a form is of, as plain lists, in the words of a form."""

    def __init__(self, form: int, words: Mapping[str, str]) -> None:
        self._form = form
        self._words = words

    def _word(self, word: str) -> str:
        return self._words.get(word, word)

    def of(self, gap: Gap, levels: Levels) -> list[Any]:
        """The legal content of a row; ``levels`` are those of its sides."""
        substance = gap.substance
        also = [kind for kind in gap.also if kind != LEVEL or self._form != FIRST]
        content = [
            substance.id,
            substance.cas[0] if substance.cas else None,
            self._word(gap.kind),
            sorted(map(self._word, also)),
            self._day(gap.since),
            gap.until.isoformat() if gap.until else None,
            self._side(gap.a),
            self._side(gap.b),
        ]
        return content if self._form == FIRST else [*content, *levels]

    def _side(self, side: Status) -> list[Any]:
        return [
            self._word(side.status),
            self._day(side.since),
            self._covered(side),
            sorted([line.schedule, self._day(line.effective), line.act] for line in side.pending),
            sorted([line.act.id, line.step.schedule, line.step.line] for line in side.proposed),
        ]

    def _covered(self, side: Status) -> list[Any]:
        """How lines cover it; ways that are alike count once, but in form 1."""
        if self._form == FIRST:
            return sorted(map(self._line, side.coverage), key=json.dumps)
        ways = {json.dumps(self._way(each)): self._way(each) for each in side.coverage}
        return [ways[text] for text in sorted(ways)]

    def _way(self, coverage: Coverage) -> list[Any]:
        standing = coverage.standing
        return [
            self._word(coverage.basis),
            coverage.schedule.regime,
            standing.class_id,
            standing.temporary,
            standing.expires.isoformat() if standing.expires else None,
            *(_plain(field.of(standing.wording)) for field in SCOPE),
        ]

    def _line(self, coverage: Coverage) -> list[Any]:
        standing = coverage.standing
        wording = standing.wording
        return [
            self._word(coverage.basis),
            coverage.schedule.regime,
            standing.key.schedule,
            standing.key.line,
            standing.class_id,
            self._day(coverage.since),
            standing.temporary,
            standing.expires.isoformat() if standing.expires else None,
            wording.printed,
            *(_plain(field.of(wording)) for field in SCOPE),
            list(standing.acts),
        ]

    def _day(self, day: Day | None) -> list[str] | None:
        return [day.day.isoformat(), self._word(day.qualifier)] if day else None


def _plain(value: Written) -> str | list[str] | None:
    return list(value) if isinstance(value, tuple) else value
