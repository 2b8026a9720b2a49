"""The public API: a ``Registry`` is one set of data, found once and asked many times.

``import registry`` gives all that is named here; see docs/api.md. The methods import what they need
when they are called.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from registry.engine import naming
from registry.law import loading
from registry.law.finding import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from registry.audit.check.exceptions import Judged
    from registry.chemistry.classified import Classified
    from registry.engine.changes import Change
    from registry.engine.gaps import Gaps, Lag
    from registry.engine.history import History
    from registry.engine.listing import Listing, Standing
    from registry.engine.resolve.answer import Meaning
    from registry.engine.resolve.index import Index
    from registry.engine.resolve.resolver import Resolver
    from registry.engine.status import Answer, Status
    from registry.engine.view import View
    from registry.law.record import Jurisdiction, Record, Seed, Substance


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


class Registry:
    """One set of data, and every question that can be asked of it.

    A jurisdiction, a list or a substance is written as on the command line (``"prc"``,
    ``"Schedule II"``, a name, a CAS number); a name that leads nowhere, or to several substances,
    raises ``QuestionError``. ``on`` is the day of the answer (``None``: today). ``known_on`` is the
    day as of whose public knowledge it is given (``None``: all that is known). The first question
    about the law reads the files; it raises ``DataError``, with all findings, if they cannot be
    used.
    """

    def __init__(self, data: loading.Data, *, is_evidence: bool = True) -> None:
        self.place, self.origin = data
        self._is_evidence = is_evidence
        self._views: dict[date | None, View] = {}

    def __repr__(self) -> str:
        return f"<Registry {self.place!r}, {self.origin}>"

    @property
    def is_shipped(self) -> bool:
        """Whether the data are those that the tool ships, for lack of a checkout here."""
        return self.origin == loading.AS_SHIPPED

    @property
    def root(self) -> Path:
        """The data folder."""
        from pathlib import Path

        return Path(self.place)

    @cached_property
    def record(self) -> Record:
        """All that the data say: jurisdictions, substances, acts, class texts, source documents."""
        return loading.load(self.place, is_evidence=self._is_evidence)

    def view(self, known_on: date | None = None) -> View:
        """The record as known on a day, as the engine's own functions take it; made once a day."""
        if known_on not in self._views:
            from registry.engine.view import View

            self._views[known_on] = View(self.record, known_on)
        return self._views[known_on]

    # names

    @cached_property
    def index(self) -> Index:
        """Every identifier of every substance."""
        from registry.engine.resolve.index import Index

        return Index(self.record)

    @cached_property
    def resolver(self) -> Resolver:
        """All that can be typed: the identifiers, the tables of names, the titles."""
        from registry.engine.resolve.resolver import Resolver

        return Resolver(self.record, lambda: loading.names(self.place))

    def resolve(self, typed: str) -> Meaning:
        """What ``typed`` means: ``Resolved``, ``Several`` or ``Unresolved``.

        A substance, a form or a product of one, a class, a family, a list or an act.
        """
        return self.resolver.resolve(typed)

    def substance(self, typed: str) -> Substance:
        """The one substance that ``typed`` names, itself or by a form or a product of it."""
        if typed in self.record.substances:
            return self.record.substances[typed]
        return self.record.substances[naming.substance(self.resolver, typed).of]

    def jurisdiction(self, typed: str) -> Jurisdiction:
        """The jurisdiction that ``typed`` names, with its lists."""
        return naming.jurisdiction(self.record, typed)

    # what the law says

    def show(
        self, substance: str, *, on: date | None = None, known_on: date | None = None
    ) -> dict[str, Status]:
        """What every jurisdiction says of a substance on a day, by jurisdiction."""
        from registry.engine.status import status

        view, name, day = self.view(known_on), self.substance(substance).id, on or today()
        return {law: status(view, law, name, day) for law in self.record.jurisdictions}

    def history(
        self, substance: str, jurisdiction: str, *, known_on: date | None = None
    ) -> History[Answer]:
        """What one jurisdiction says of a substance on every day."""
        from registry.engine.status import answers

        law = self.jurisdiction(jurisdiction).id
        return answers(self.view(known_on), law, self.substance(substance).id)

    def list(
        self,
        jurisdiction: str,
        schedule: str | None = None,
        *,
        on: date | None = None,
        known_on: date | None = None,
    ) -> tuple[tuple[Listing, Standing], ...]:
        """Every line that stands on the lists of a jurisdiction, or on one list, on a day."""
        from registry.engine.status import lines_on

        law = self.jurisdiction(jurisdiction)
        key = None if schedule is None else naming.schedule(law, schedule)
        return tuple(lines_on(self.view(known_on), law.id, on or today(), key))

    def gaps(
        self,
        a: str,
        b: str,
        *,
        on: date | None = None,
        known_on: date | None = None,
        aligned: bool = False,
    ) -> Gaps:
        """Where two jurisdictions differ on a day; with ``aligned`` where they agree, too."""
        from registry.engine.gaps import gaps

        sides = self.jurisdiction(a).id, self.jurisdiction(b).id
        return gaps(self.view(known_on), *sides, on or today(), aligned=aligned)

    def changes(
        self, *jurisdictions: str, start: date, end: date, known_on: date | None = None
    ) -> tuple[Change, ...]:
        """What the law of these jurisdictions (none: all) changed after ``start`` through ``end``.

        Raises ``QuestionError`` where ``end`` lies before ``start``.
        """
        from registry.engine.changes import changes

        if end < start:
            raise QuestionError(f"The end, {end}, lies before the start, {start}.")
        view = self.view(known_on)
        return tuple(
            change for law in self._laws(jurisdictions) for change in changes(view, law, start, end)
        )

    def upcoming(
        self,
        *jurisdictions: str,
        within: int = 90,
        on: date | None = None,
        known_on: date | None = None,
    ) -> tuple[Change, ...]:
        """What starts, ends or expires within so many days after ``on``, by the acts known then."""
        from registry.engine.changes import upcoming

        day = on or today()
        return tuple(upcoming(self.view(known_on or day), self._laws(jurisdictions), day, within))

    def lags(
        self,
        reference: str,
        *sides: str,
        on: date | None = None,
        known_on: date | None = None,
    ) -> tuple[Lag, ...]:
        """Of each substance that ``reference`` controls: the days until each of ``sides`` did."""
        from registry.engine.gaps import lags

        base, *others = (self.jurisdiction(typed).id for typed in (reference, *sides))
        return tuple(lags(self.view(known_on), base, tuple(others), on or today()))

    def classify(
        self, given: str, *, on: date | None = None, known_on: date | None = None
    ) -> Classified:
        """A SMILES, an InChI, a substance or a systematic name against every class in force.

        Raises ``QuestionError`` where RDKit is missing, or ``given`` is no structure.
        """
        from registry.chemistry.classified import classified, needs_chemistry
        from registry.law.sources import read_files

        needs_chemistry()
        view, files = self.view(known_on), read_files(self.place)
        return classified(view, self.index, files, given, on or today())

    def claims(self) -> tuple[Seed, ...]:
        """The source documents that the registry answers, each with its claims."""
        return self.record.seeds

    # the files

    def check(self, *paths: str | Path, on: date | None = None, everywhere: bool = False) -> Judged:
        """The findings about the files, or about ``paths`` alone, and those that are excused.

        Files that cannot be read are findings, no error. See ``registry.audit.check.judge``.
        """
        from registry.audit.check import judge

        return judge(self.root, on or today(), paths, everywhere=everywhere)

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

    def _laws(self, typed: Iterable[str]) -> tuple[str, ...]:
        """The jurisdictions named, each once; all where none is."""
        names = dict.fromkeys(self.jurisdiction(each).id for each in typed)
        return tuple(names or self.record.jurisdictions)
