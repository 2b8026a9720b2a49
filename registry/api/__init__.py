"""The public API: a ``Registry`` is one set of data, found once and asked many times.

``import registry`` gives all that is named here; see docs/api.md. The methods import what they need
when they are called. Their answers are the engine's values and, beside that, a ``Reply``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from registry.api.dataset import Dataset
from registry.api.replies import Group, Inquiry, Results, Statuses
from registry.engine import naming
from registry.engine.documents import lists, substances
from registry.engine.provenance import endless_notes, extent_of
from registry.engine.status import status
from registry.engine.statuses import history
from registry.engine.view import View
from registry.law import loading
from registry.law.finding import QuestionError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from registry.api.classification import Classification
    from registry.api.comparison import Comparison
    from registry.audit.build import Generated
    from registry.audit.check.exceptions import Inspection
    from registry.audit.explained import FieldChange
    from registry.engine.changes import Change
    from registry.engine.gap_history import GapRun
    from registry.engine.gaps import Gaps
    from registry.engine.history import History
    from registry.engine.lags import Lag
    from registry.engine.listing import Listing, Standing
    from registry.engine.statuses import Status
    from registry.law.record import Seed


def today() -> date:
    """The civil day where the user stands: the one place where a question gets a day by itself."""
    return date.today()  # noqa: DTZ011 (a civil date)


def load(data: loading.StrPath | None = None, *, is_evidence: bool = True) -> Registry:
    """The registry of a data folder: ``data``, else the checkout one stands in, else as shipped.

    Args:
        data: The folder that holds ``schedules/``, or ``schedules/`` itself.
        is_evidence: Prove the digest of the data from their content, not from the cache.

    Raises:
        NoDataError: There is no registry there. The files are read at the first question.
    """
    return Registry(loading.find(data), is_evidence=is_evidence)


def explain(code: str) -> str:
    """What the code of a finding means and how to mend it; ``QuestionError`` if there is none."""
    from registry.audit import check

    if text := check.explain(code):
        return text
    near, known = nearest(code.upper(), check.CATALOGUE), ", ".join(check.CATALOGUE)
    raise QuestionError(f'no code "{code}".{near} Known: {known}.')


class Registry(Dataset):
    """One set of data, and every question that can be asked of it.

    A jurisdiction, a list or a substance is written as on the command line (``"prc"``,
    ``"Schedule II"``, a name, a CAS number); a name that leads nowhere, or to several substances,
    raises ``QuestionError``. ``on`` is the day of the answer (``None``: today). ``known_on`` is the
    day as of whose public knowledge it is given (``None``: all that is known). The first question
    about the law reads the files; it raises ``DataError``, with all findings, if they cannot be
    used.
    """

    # what the law says

    def show(
        self, substance: str, *, on: date | None = None, known_on: date | None = None
    ) -> Statuses:
        """What every jurisdiction says of a substance on a day: its ``Status`` by jurisdiction."""
        meaning, view, day = self.meant(substance), self.view(known_on), on or today()
        named, laws = self.substance(substance), self._laws()
        answer = Statuses({law: status(view, law, named.id, day) for law in laws})
        answer.meaning = meaning
        if meaning.kind != "substance":
            from registry.engine.meant import reaches

            answer.clauses = reaches(meaning, answer.values())
        return answer.answering(
            Inquiry(view, laws, day, day),
            lambda: substances.show(
                view, named, list(answer.values()), day, meaning.document(answer.clauses)
            ),
        )

    def group(self, typed: str, *, on: date | None = None, known_on: date | None = None) -> Group:
        """The substances of the family, class or act that ``typed`` means, and their statuses."""
        from registry.engine.documents.meant import group
        from registry.engine.meant import members

        meaning, view, day = self.meant(typed), self.view(known_on), on or today()
        if meaning.kind not in {"family", "class", "act"}:
            raise QuestionError(f'"{typed}" is no family, class or act: it is {meaning.words}.')
        answer = Group(members(view, meaning, day))
        return answer.answering(
            Inquiry(view, self.record.principal, day, day),
            lambda: group(view, meaning, answer, day),
        )

    def history(
        self, substance: str, jurisdiction: str, *, known_on: date | None = None
    ) -> History[Status]:
        """What one jurisdiction says of a substance on every day."""
        law = self.jurisdiction(jurisdiction).id
        return history(self.view(known_on), law, self.substance(substance).id)

    def list(
        self,
        jurisdiction: str,
        schedule: str | None = None,
        *,
        on: date | None = None,
        known_on: date | None = None,
    ) -> Results[tuple[Listing, Standing]]:
        """Every line that stands on the lists of a jurisdiction, or on one list, on a day."""
        law, view, day = self.jurisdiction(jurisdiction), self.view(known_on), on or today()
        key = None if schedule is None else naming.schedule(law, schedule)
        extent = extent_of(law, law.schedules[key] if key else None)
        answer = Results(view.standing(law.id, day, key))
        return answer.answering(
            Inquiry(view, (law.id,), day, day, (extent,)),
            lambda: lists.listed(view, law.id, answer, day),
        )

    def gaps(
        self,
        a: str,
        b: str,
        *,
        on: date | None = None,
        known_on: date | None = None,
        aligned: bool = False,
    ) -> Comparison:
        """Where two jurisdictions differ on a day; with ``aligned`` where they agree, too."""
        from registry.api.comparison import Comparison
        from registry.engine.documents import comparisons
        from registry.engine.gaps import gaps

        sides, view, day = self._laws((a, b)), self.view(known_on), on or today()
        answer = Comparison._make(gaps(view, sides[0], sides[-1], day, aligned=aligned))
        return answer.answering(
            self._inquiry(view, sides, day),
            lambda: comparisons.gaps(view, answer),
            lambda: _empty(answer),
        )

    def gap_history(
        self, a: str, b: str, *, start: date, end: date, known_on: date | None = None
    ) -> Results[GapRun]:
        """Every gap between two jurisdictions that stood on a day from ``start`` through ``end``.

        Raises ``QuestionError`` where ``end`` lies before ``start``.
        """
        from registry.engine.documents import comparisons
        from registry.engine.gap_history import gap_history

        _in_order(start, end)
        view, sides = self.view(known_on), self._laws((a, b))
        pair = sides[0], sides[-1]
        answer = Results(gap_history(view, *pair, start, end))
        return answer.answering(
            self._inquiry(view, sides, start, end),
            lambda: comparisons.gap_history(view, pair, answer, start, end),
        )

    def changes(
        self, *jurisdictions: str, start: date, end: date, known_on: date | None = None
    ) -> Results[Change]:
        """What the law of these jurisdictions (none: all) changed after ``start`` through ``end``.

        Raises ``QuestionError`` where ``end`` lies before ``start``.
        """
        from registry.engine.changes import changes

        _in_order(start, end)
        view, laws = self.view(known_on), self._laws(jurisdictions)
        answer = Results(change for law in laws for change in changes(view, law, start, end))
        period = {"from": start.isoformat(), "to": end.isoformat()}
        return answer.answering(
            self._inquiry(view, laws, start, end),
            lambda: lists.changes("changes", view, answer, laws, None, **period),
        )

    def upcoming(
        self,
        *jurisdictions: str,
        within: int = 90,
        on: date | None = None,
        known_on: date | None = None,
    ) -> Results[Change]:
        """What starts, ends or expires within so many days after ``on``, by the acts known then."""
        from registry.engine.changes import next_notes, upcoming

        day = on or today()
        view, laws = self.view(known_on or day), self._laws(jurisdictions)
        answer = Results(upcoming(view, laws, day, within))
        return answer.answering(
            self._inquiry(view, laws, day),
            lambda: lists.changes("upcoming", view, answer, laws, day, within=within),
            lambda: (*next_notes(view, laws, day, answer), *endless_notes(view, laws, day)),
        )

    def lags(
        self, reference: str, *sides: str, on: date | None = None, known_on: date | None = None
    ) -> Results[Lag]:
        """Of each substance that ``reference`` controls: the days until each of ``sides`` did."""
        from registry.engine.documents import comparisons
        from registry.engine.lags import lags

        base, *others = (self.jurisdiction(typed).id for typed in (reference, *sides))
        view, laws, day = self.view(known_on), tuple(others), on or today()
        answer = Results(lags(view, base, laws, day))
        return answer.answering(
            self._inquiry(view, (base, *laws), day),
            lambda: comparisons.lags(view, base, laws, answer, day),
        )

    def classify(
        self, given: str, *, on: date | None = None, known_on: date | None = None
    ) -> Classification:
        """A SMILES, an InChI, a substance or a systematic name against every class in force.

        Raises ``QuestionError`` where RDKit is missing, or ``given`` is no structure.
        """
        from registry.api.classification import Classification
        from registry.chemistry.classified import needs_chemistry
        from registry.chemistry.documents import document

        needs_chemistry()
        from registry.chemistry.classify import classify

        view, laws, day = self.view(known_on), self._laws(), on or today()
        judged = classify(view, self.index, self.files, given, day)
        return Classification._make(judged).answering(
            Inquiry(view, laws, day, day),
            lambda: document(view, judged, day),
        )

    def claims(self) -> Results[Seed]:
        """The source documents that the registry answers, each with its claims."""
        record = self.record
        return Results(record.seeds).answering(None, lambda: lists.claims(record, record.seeds))

    # two editions

    def differences(self, other: Registry) -> tuple[FieldChange, ...]:
        """Every field of an act, substance, list or class text that ``other`` writes otherwise."""
        from registry.audit.explained import explained, things

        return tuple(explained(things(self.record), things(other.record)))

    # the files

    def check(
        self, *paths: str | Path, on: date | None = None, everywhere: bool = False
    ) -> Inspection:
        """The findings about the files, or about ``paths`` alone, and those that are excused.

        Files that cannot be read are findings, no error. See ``registry.audit.check.judge``.
        """
        from registry.audit.check import judge

        return judge(self.root, on or today(), paths, everywhere=everywhere)

    def generated(self) -> Generated:
        """Every generated file as it should be, computed anew from the others.

        Raises ``DataError`` or ``QuestionError`` where the files, or a class rule, cannot be used.
        """
        from registry.audit.build import generated

        return generated(self.files)

    def review(self, base: str, *, on: date | None = None, fields: bool = False) -> dict[str, Any]:
        """What the working tree's data do to the law as the git revision ``base`` records it.

        The document ``cs-registry/review/1``; ``fields`` explains it field by field, too. Raises
        ``RevisionError`` where the base cannot be read.
        """
        from registry.audit.review import review
        from registry.law.sources.git import RevisionError

        if self.is_shipped:
            raise RevisionError(loading.NO_CHECKOUT)
        return review(self.root, base, on or today(), fields=fields)

    def _laws(self, typed: Iterable[str] = ()) -> tuple[str, ...]:
        """The jurisdictions named, each once; all where none is."""
        names = dict.fromkeys(self.jurisdiction(each).id for each in typed)
        return tuple(names or self.record.jurisdictions)

    def _inquiry(
        self, view: View, laws: Sequence[str], first: date, last: date | None = None
    ) -> Inquiry:
        """What an answer about ``laws`` rests on, with how far all their lists are known."""
        held = self.record.jurisdictions
        extents = tuple(extent_of(held[law]) for law in laws)
        return Inquiry(view, tuple(laws), first, last or first, extents)


def _in_order(start: date, end: date) -> None:
    if end < start:
        raise QuestionError(f"The end, {end}, lies before the start, {start}.")


def _empty(answer: Gaps) -> tuple[str, ...]:
    """That nothing was compared, which is no "no gaps"."""
    is_empty = not any(answer.counts.values())
    return (f"Nothing to compare: no line of either stands on {answer.on}.",) if is_empty else ()
