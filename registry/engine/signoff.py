"""What a reviewer signs: the identity of a row and a digest of its legal content. Pure.

Legal content is what the law says on the day: which substance (id and CAS number), the kind of the
gap, what else holds, since and until when, and for each side the status, since when, and every
line that covers, will cover or is proposed to cover it, with wording, scope, term and acts. Not
part of it are names, prose, evidence, caveats, how far the record is verified, and the days that
have passed: they change without any change of the law.

A hash has a form. Words of ours (kinds, statuses, bases, qualifiers) that are renamed make a new
form; an earlier one keeps its own words, so that a signature is compared by the form it was made
in. A hash of another form than its workbook's is written with it: ``1:0123456789abcdef``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from registry.engine.coverage import Coverage
from registry.engine.gaps import Gap, Gaps
from registry.engine.statuses import Status
from registry.law.dates import Day
from registry.law.hashing import sha256
from registry.law.scope import SCOPE, Written

ENCODER: Final = json.JSONEncoder(separators=(",", ":"))  # json.dumps makes one a row
FORM: Final = 1
# Form -> today's word of ours -> the word that stood for it in hashes of that form.
FORMS: Final[dict[int, Mapping[str, str]]] = {1: {}}


def gap_id(gaps: Gaps, gap: Gap) -> str:
    """The same for the same two jurisdictions and substance, whatever the day."""
    return f"{gaps.a}:{gaps.b}:{gap.substance.id}"


def row_hash(gap: Gap, form: int = FORM) -> str:
    """Sixteen hexadecimal digits that change only with the legal content."""
    text = ENCODER.encode(_Content(FORMS[form]).of(gap))
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
        """Whether a hash from a workbook whose hashes are of ``written_in`` is one of them."""
        if mark is None:
            return False
        form, _, digits = mark.rpartition(":")
        forms = {str(each): each for each in FORMS} | {"": written_in}
        return form in forms and self.of(forms[form]) == digits


class _Content:
    """What a hash is of, as plain lists, in the words of one form."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def _word(self, word: str) -> str:
        return self._words.get(word, word)

    def of(self, gap: Gap) -> list[Any]:
        """The legal content of a row."""
        substance = gap.substance
        return [
            substance.id,
            substance.cas[0] if substance.cas else None,
            self._word(gap.kind),
            sorted(map(self._word, gap.also)),
            self._day(gap.since),
            gap.until.isoformat() if gap.until else None,
            self._side(gap.a),
            self._side(gap.b),
        ]

    def _side(self, side: Status) -> list[Any]:
        return [
            self._word(side.status),
            self._day(side.since),
            sorted(map(self._coverage, side.coverage), key=json.dumps),
            sorted([line.schedule, self._day(line.effective), line.act] for line in side.pending),
            sorted([line.act.id, line.step.schedule, line.step.line] for line in side.proposed),
        ]

    def _coverage(self, coverage: Coverage) -> list[Any]:
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
