"""One substance as tables: identity, status, every listing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from registry.engine.provenance import acts_behind, acts_of, earlier
from registry.report.columns.lists import act_table
from registry.report.table import Cell, Column, Table, day_cells, joined

if TYPE_CHECKING:
    from registry.engine.coverage import Reach
    from registry.engine.status import Coverage, Status
    from registry.engine.view import View
    from registry.law.acts import Act
    from registry.law.record import Substance


def identity_table(one: Substance) -> Table:
    """What the substance is called and numbered."""
    flag = {"single": " (one source only)"}.get(one.structure or "", "")
    facts: list[tuple[Cell, ...]] = [
        ("Name", one.name),
        ("Chinese name", one.name_zh),
        ("Family", one.family),
        ("CAS number", joined(one.cas)),
        ("InChIKey", f"{one.inchikey}{flag}" if one.inchikey else None),
        ("UNII", one.unii),
        ("Other names", joined(one.aliases)),
        ("Form of", f"{one.form_of.kind} of {one.form_of.substance}" if one.form_of else None),
        ("Note", one.note),
    ]
    return Table(
        "Identity",
        one.name,
        (Column("fact", "Fact", width=14, brief=True), Column("value", "Value", brief=True)),
        tuple(fact for fact in facts if fact[1] is not None),
    )


ANSWER_COLUMNS: Final = (
    Column("jurisdiction", "Where", width=13, brief=True),
    Column("status", "Status", width=14, brief=True),
    Column("regimes", "Regime", width=20, brief=True),
    Column("since", "Controlled since", "date", 16, brief=True),
    Column("since_qualifier", "How known", width=13),
    Column("verified_through", "Verified through", "date", 16, brief=True),
    Column("complete_from", "Whole from", "date", 12),
    Column("why", "Why", width=50, brief=True),
    Column("caveat", "Caveat", width=60),
)
REASON_COLUMNS: Final = (
    Column("jurisdiction", "Where", width=13, brief=True),
    Column("list", "List", width=20, brief=True),
    Column("regime", "Regime", width=11),
    Column("basis", "Basis", width=8, brief=True),
    Column("since", "Since", "date", 12, brief=True),
    Column("since_qualifier", "How known", width=13),
    Column("expires", "Expires", "date", 12, brief=True),
    Column("act", "Act", width=36),
    Column("citation", "Citation", width=20),
    Column("evidence", "Evidence", width=11),
    Column("why", "Why", width=50, brief=True),
)


def status_table(view: View, statuses: Iterable[Status], on: date) -> Table:
    """One row a jurisdiction.

    A sub-national jurisdiction of which nothing is recorded here is named in a note only.
    """
    rows: list[tuple[Cell, ...]] = []
    notes: list[str] = []
    silent: list[str] = []
    for side in statuses:
        law = view.record.jurisdictions[side.jurisdiction]
        if law.parent and not _speaks(side):
            silent.append(law.short)
            continue
        rows.append(_status_row(view, side, law.short))
        if side.caveat:
            notes.append(f"{law.short}: {side.caveat}")
    if silent:
        notes.append(f"Held only in part, nothing recorded here: {', '.join(silent)}.")
    return Table("Status", f"Status on {on}", ANSWER_COLUMNS, tuple(rows), tuple(notes))


def _speaks(side: Status) -> bool:
    return bool(side.coverage or side.pending or side.proposed)


def _status_row(view: View, side: Status, short: str) -> tuple[Cell, ...]:
    through = view.verified_through[side.jurisdiction]
    why = side.why or ("" if side.controlled else f"Not listed, verified through {through}.")
    for one in () if side.controlled else side.pending:
        why += f" Announced {one.published}: on {one.schedule} from {one.effective}."
    return (
        short,
        side.status,
        joined(side.regimes),
        *day_cells(side.since),
        through,
        view.whole_from[side.jurisdiction],
        why or None,
        side.caveat,
    )


def reason_table(view: View, statuses: Iterable[Status], substance: str, on: date) -> Table:
    """One row for each coverage, what came before it, act not yet in force, and proposal."""
    rows: list[tuple[Cell, ...]] = []
    for side in statuses:
        short = view.record.jurisdictions[side.jurisdiction].short
        before = earlier(view, side, substance, on)
        rows += [_earlier_row(view, way, short) for way in before]
        rows += _reason_rows(view, side, short)
    return Table("Reasons", "What the status rests on", REASON_COLUMNS, tuple(rows))


def _reason_rows(view: View, side: Status, short: str) -> Iterator[tuple[Cell, ...]]:
    for one in side.coverage:
        yield _coverage_row(view, one, short)
    for pending in side.pending:
        act = view.record.acts[pending.act]
        why = f"Published {pending.published}, in force from {pending.effective}. {_cited(act)}"
        place = (short, pending.schedule, None, "pending", *day_cells(pending.effective), None)
        yield (*place, act.id, act.citation, act.evidence, why)
    for proposal in side.proposed:
        act = proposal.act
        why = f"Proposed {act.known}; nothing is controlled by it. {_cited(act)}"
        place = (short, proposal.step.schedule, None, "proposed", None, None, None)
        yield (*place, act.id, act.citation, act.evidence, why)


def _earlier_row(view: View, way: Reach, short: str) -> tuple[Cell, ...]:
    """What covered the substance before: as a form or by a class, since when and until when."""
    first = way.listing.states[0][1]
    law = view.record.jurisdictions[first.key.jurisdiction]
    act = view.record.acts[first.act] if first.acts else None
    parts = [
        way.reason_on(way.start.day),
        _cited(act) if act else "",
        f"Until {way.until}." if way.until else "",
    ]
    return (
        short,
        first.key.schedule,
        law.schedules[first.key.schedule].regime,
        f"{way.basis}, earlier",
        *day_cells(way.start),
        None,
        act.id if act else None,
        act.citation if act else None,
        first.evidence,
        " ".join(part for part in parts if part),
    )


def _coverage_row(view: View, one: Coverage, short: str) -> tuple[Cell, ...]:
    acts = [view.record.acts[name] for name in one.standing.acts]
    parts = [one.reason, *(_cited(act) for act in acts)]
    if one.standing.temporary:
        parts.append(f"Temporary, until {one.standing.expires or 'a day not seen'}.")
    if one.undocumented:
        parts.append("No act seen keeps the line standing on this day; a later text shows it.")
    if one.evidence == "unverified":
        parts.append("Unverified: from general knowledge, still to be checked.")
    return (
        short,
        one.schedule.id,
        one.schedule.regime,
        one.basis,
        *day_cells(one.reach.start),
        one.standing.expires,
        one.act,
        view.record.acts[one.act].citation if one.act else None,
        one.evidence,
        " ".join(parts),
    )


def _cited(act: Act) -> str:
    return f"{act.title} ({act.citation or 'no citation seen'}; {act.evidence})."


def history_table(view: View, one: Substance, on: date) -> Table:
    """Every stay of every line that ever named the substance.

    Printed are the words of ``on`` or, if the line does not stand then, of the nearest day.
    """
    rows: list[tuple[Cell, ...]] = []
    for place, law in view.record.jurisdictions.items():
        for listing in view.by_substance.get((place, one.id), ()):
            printed = listing.nearest(on).wording.printed
            rows.append(
                (
                    law.short, listing.key.schedule, listing.key.line, printed,
                    *day_cells(listing.since), listing.until, listing.ended_by,
                    joined(acts_of(view, listing)),
                )
            )  # fmt: skip
    columns = (
        Column("jurisdiction", "Jurisdiction", width=13, brief=True),
        Column("list", "List", width=20, brief=True),
        Column("line", "Line", width=26, brief=True, spare=True),
        Column("printed", "Printed", width=26, brief=True),
        Column("since", "Since", "date", 12, brief=True),
        Column("since_qualifier", "How known", width=13),
        Column("until", "Until", "date", 12, brief=True),
        Column("ended_by", "Ended by", width=9, brief=True, spare=True),
        Column("acts", "Acts", width=44, brief=True),
    )
    return Table("Listings", "Every listing by name", columns, tuple(rows))


def sections(view: View, one: Substance, statuses: Sequence[Status], on: date) -> tuple[Table, ...]:
    """Identity, status, every listing, and the acts behind them."""
    acts = [view.record.acts[name] for name in acts_behind(view, one.id, statuses, on)]
    return (
        identity_table(one),
        status_table(view, statuses, on),
        reason_table(view, statuses, one.id, on),
        history_table(view, one, on),
        act_table(acts, "Acts", "The acts behind the listings"),
    )
