"""Everything generated: the consolidated lists, one row a listing, and the acts, one row each."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.engine.fold import fold
from registry.engine.listing import Listing, Timeline
from registry.law import layout
from registry.law.acts import Act
from registry.law.csvfile import written
from registry.law.finding import DataError, QuestionError
from registry.law.record import Record
from registry.law.sources import Files

if TYPE_CHECKING:
    from registry.chemistry.grounds import Rules
    from registry.chemistry.memo import Memo
    from registry.engine.view import View


class NoChemError(Exception):
    """RDKit is not there, so the verdicts of the class rules cannot be computed."""

    def __init__(self) -> None:
        super().__init__(
            f"{layout.COVERAGE} needs RDKit, which is not there: install cs-registry[chem]"
        )


CONSOLIDATED: Final = (
    "schedule",
    "line",
    "substances",
    "class",
    "count",
    "printed",
    "number",
    "form",
    "except",
    "since",
    "since_qualifier",
    "until",
    "ended_by",
    "temporary",
    "expires",
    "acts",
    "evidence",
    "date_evidence",
)


ACTS: Final = (
    "act",
    "kind",
    "title",
    "published",
    "effective",
    "qualifier",
    "citation",
    "evidence",
    "date_evidence",
    "lines",
    "answers",
)


def paths(record: Record) -> list[str]:
    """The generated files that stand beside the acts of every jurisdiction."""
    kinds = (layout.CONSOLIDATED, layout.ACT_ROWS)
    return [kind.path(place) for place in record.jurisdictions for kind in kinds]


def outputs(record: Record, timeline: Timeline | None = None) -> dict[str, bytes]:
    """Every generated file by its path below the data folder; ``timeline`` spares a fold."""
    listings = (timeline or fold(record.acts.values())).listings
    files: dict[str, bytes] = {}
    for place in record.jurisdictions:
        stays = [one for one in listings if one.key.jurisdiction == place]
        rows = (stretch for listing in stays for stretch in _stretches(listing))
        acts = [one for one in record.acts.values() if one.jurisdiction == place]
        files[layout.CONSOLIDATED.path(place)] = written(CONSOLIDATED, map(_row, rows))
        files[layout.ACT_ROWS.path(place)] = written(ACTS, map(_act, acts))
    return files


class Generated(NamedTuple):
    """Every generated file as it should be, by its path below the data folder.

    ``absent``: why ``schedules/classes/coverage.csv`` could not be computed, where it could not.
    """

    files: dict[str, bytes]
    absent: str | None = None


def generated(files: Files) -> Generated:
    """What the data ``files`` generate, computed anew.

    What an earlier build left is not read: a broken file must not stand in its own way. Raises
    ``DataError`` where a file cannot be used, ``QuestionError`` where a class rule cannot.
    """
    from registry.chemistry import memo  # noqa: PLC0415 (checks import this module)
    from registry.law import loading  # noqa: PLC0415

    written_by_hand = {name: each for name, each in files.items() if name != layout.COVERAGE}
    record, findings = loading.read(written_by_hand)
    if findings:
        raise DataError(findings)
    made = outputs(record)
    try:
        with memo.opened(anew=True) as answers:
            table = verdicts(record, written_by_hand, answers)
    except NoChemError as error:
        return Generated(made, str(error))
    except ValueError as error:
        raise QuestionError(
            f"A class rule cannot be used: {error}. Run `registry check`."
        ) from error
    return Generated(made if table is None else made | {layout.COVERAGE: table})


def verdicts(record: Record, files: Files, memo: Memo | None = None) -> bytes | None:
    """``schedules/classes/coverage.csv``; ``None`` if no class text has a rule.

    Computed anew but for what ``memo`` holds. The verdicts that ``record`` holds are left out of
    account. Raises ``NoChemError`` without RDKit and ``ValueError`` where a rule cannot be used.
    """
    from registry.chemistry.memo import Memo  # noqa: PLC0415 (the lists do without)
    from registry.engine.view import View  # noqa: PLC0415
    from registry.law.reading import rules  # noqa: PLC0415

    bare = record._replace(classes=tuple(one._replace(judged={}) for one in record.classes))
    return judged_by(rules(files), View(bare), memo or Memo())


def judged_by(rules: Rules, view: View, memo: Memo) -> bytes | None:
    """The same from rules that were read before, of a record without their verdicts."""
    if not any(one.rule for one in rules.values()):
        return None
    if find_spec("rdkit") is None:
        raise NoChemError
    from registry.chemistry.table import table  # noqa: PLC0415
    from registry.law import class_verdicts  # noqa: PLC0415

    return class_verdicts.write(table(view, rules, memo))


def _act(act: Act) -> Iterator[object]:
    yield act.id
    yield act.kind
    yield act.title
    yield act.published.day if act.published else None
    yield act.day.day
    yield act.day.qualifier
    yield act.citation
    yield act.evidence
    yield act.date_evidence
    yield len(act.steps)
    yield ";".join(act.answers)


def _stretches(listing: Listing) -> Iterator[Listing]:
    """A stay cut where what the line names changes: a row each, so that no name is lost."""
    cut: list[Listing] = []
    for first, until, state in listing.spans():
        stretch = Listing(listing.key, first, until, listing.ended_by, ((first, state),))
        if cut and cut[-1].states[-1][1].substances == state.substances:
            earlier = cut.pop()
            states = (*earlier.states, *stretch.states)
            stretch = stretch._replace(since=earlier.since, states=states)
        elif cut:
            cut[-1] = cut[-1]._replace(ended_by="amend")
        cut.append(stretch)
    yield from cut


def _row(listing: Listing) -> Iterator[object]:
    last = listing.states[-1][1]
    yield listing.key.schedule
    yield listing.key.line
    yield ";".join(last.substances)
    yield last.class_id
    yield last.unseen or 1
    yield last.wording.printed
    yield last.wording.number
    yield last.wording.form
    yield last.wording.exception
    yield listing.since.day
    yield listing.since.qualifier
    yield listing.until
    yield listing.ended_by
    yield "yes" if last.temporary else "no"
    yield last.expires
    yield ";".join(last.acts)
    yield last.evidence
    yield last.date_evidence
