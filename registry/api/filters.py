"""Which rows of an answer are wanted: by family, kind, regime, list. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from registry.engine import naming
from registry.law.finding import QuestionError, nearest

if TYPE_CHECKING:
    from registry.engine.changes import Change
    from registry.engine.gap_history import GapRun
    from registry.engine.gaps import Gap
    from registry.engine.listing import Standing
    from registry.law.record import Jurisdiction, Record


class Filter(NamedTuple):
    """What is wanted of each: any of the values; all where there are none."""

    family: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    regime: tuple[str, ...] = ()
    schedule: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(self)

    def keeps(self, row: Filter) -> bool:
        """Whether a row, which has these families, kinds, regimes and lists, is wanted."""
        return all(
            not wanted or set(wanted) & set(has) for wanted, has in zip(self, row, strict=True)
        )

    def document(self) -> dict[str, list[str]]:
        """The filter as a document says it was applied."""
        return {name: list(values) for name, values in self._asdict().items() if values}

    @property
    def words(self) -> str:
        """The filter in a sentence."""
        parts = (f"{name} {', '.join(values)}" for name, values in self.document().items())
        return f"Only {'; '.join(parts)}."


def wanted(record: Record, laws: Iterable[str], typed: Filter, kinds: Iterable[str] = ()) -> Filter:
    """A filter as it was typed, in the ids of the record.

    Raises ``QuestionError``, with what is known, where a value is none.
    """
    families = sorted({each.family for each in record.substances.values()})
    places = [record.jurisdictions[law] for law in laws]
    sides = dict(zip(("only-a", "only-b"), places, strict=False))
    shown = {f"{law.short.casefold()}-only": kind for kind, law in sides.items()}
    regimes = sorted({each.regime for law in places for each in law.schedules.values()})
    return Filter(
        tuple(_known("family", each, families) for each in typed.family),
        tuple(_known("kind", each, kinds, shown) for each in typed.kind),
        tuple(_known("regime", each, regimes) for each in typed.regime),
        tuple(key for each in typed.schedule for key in _schedules(places, each)),
    )


def _known(
    what: str, typed: str, known: Iterable[str], shown: Mapping[str, str] = MappingProxyType({})
) -> str:
    """The name of ``known`` that ``typed`` means; ``shown`` leads to it from what rows print."""
    key, names = "-".join(typed.casefold().split()), list(known)
    key = shown[key] if shown.get(key) in names else key
    if key in names:
        return key
    hint = nearest(key, names)
    raise QuestionError(f'no {what} "{typed}".{hint}', f"Known: {', '.join(names)}.")


def _schedules(places: list[Jurisdiction], typed: str) -> Iterator[str]:
    """The lists that ``typed`` means in any of the jurisdictions."""
    refused: list[QuestionError] = []
    for law in places:
        try:
            yield naming.schedule(law, typed)
        except QuestionError as error:
            refused.append(error)
    if len(refused) == len(places):
        raise QuestionError(*(line for error in refused for line in error.lines))


def of_line(record: Record, line: Standing) -> Filter:
    """The families, regime and list of a line that stands."""
    return Filter(
        _families(record, line.substances, line.class_id),
        (),
        _regimes(record, line.key.jurisdiction, (line.key.schedule,)),
        (line.key.schedule,),
    )


def of_gap(gap: Gap) -> Filter:
    """The family and kind of a gap, and the regimes and lists of both sides."""
    sides = (*gap.a.coverage, *gap.b.coverage)
    return Filter(
        (gap.substance.family,),
        (gap.kind,),
        (*gap.a.regimes, *gap.b.regimes),
        tuple(each.schedule.id for each in sides),
    )


def of_run(run: GapRun) -> Filter:
    """The family and kind of a gap over time."""
    return Filter((run.substance.family,), (run.kind,))


def of_change(record: Record, change: Change) -> Filter:
    """The families, kind, regimes and lists of a change."""
    lists = tuple(filter(None, (change.from_schedule, change.to_schedule)))
    return Filter(
        _families(record, change.substances, change.class_id),
        (change.kind,),
        _regimes(record, change.key.jurisdiction, lists),
        lists,
    )


def _families(record: Record, names: Iterable[str], class_id: str | None) -> tuple[str, ...]:
    texts = (text for text in record.classes if text.id == class_id)
    of_class = (family for text in texts for family in text.families)
    return (*(record.substances[name].family for name in names), *of_class)


def _regimes(record: Record, law: str, lists: Iterable[str]) -> tuple[str, ...]:
    schedules = record.jurisdictions[law].schedules
    return tuple(schedules[each].regime for each in lists if each in schedules)
