"""One substance as tables: identity, status, every listing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from registry.engine.provenance import acts_behind, acts_of, earlier
from registry.report.columns.lists import act_table
from registry.report.table import Cell, Column, Fact, Table, day_column, fact_columns, joined

if TYPE_CHECKING:
    from registry.engine.coverage import Coverage
    from registry.engine.listing import Listing
    from registry.engine.statuses import Pending, Status
    from registry.engine.view import View
    from registry.law.acts import Act, Proposal
    from registry.law.dates import Day
    from registry.law.record import Jurisdiction, Substance


def identity_table(substance: Substance) -> Table:
    """What the substance is called and numbered."""
    facts = (Fact(name, value) for name, value in _identity(substance))
    rows = [fact for fact in facts if fact.value is not None]
    return Table("Identity", substance.name, fact_columns(14, 16), rows)


def _identity(substance: Substance) -> Iterator[tuple[str, Cell]]:
    flag = " (one source only)" if substance.structure == "single" else ""
    form = substance.form_of
    yield "Name", substance.name
    yield "Chinese name", substance.name_zh
    yield "Family", substance.family
    yield "CAS number", joined(substance.cas)
    yield "InChIKey", f"{substance.inchikey}{flag}" if substance.inchikey else None
    yield "UNII", substance.unii
    yield "Other names", joined(substance.aliases)
    yield "Form of", f"{form.kind} of {form.substance}" if form else None
    yield "Note", substance.note


def not_listed(status: Status) -> str:
    """That no line was seen, through which day, by regime where the days differ, and on which not.

    For a status that is not listed.
    """
    beside = ", ".join(f"{regime} {day}" for regime, day in status.verified_beside)
    words = f"Not listed, verified through {status.verified_through}"
    words += f" ({beside})" if beside else ""
    unseen = ", ".join(status.could_be_unseen)
    return words + (f"; could stand, unseen by us, on {unseen}" if unseen else "")


class StatusRow(NamedTuple):
    """What a jurisdiction says of the substance on the day, and how far its lists are known."""

    law: Jurisdiction
    status: Status
    whole_from: date | None

    @property
    def why(self) -> str | None:
        """Why the status is so, with what is announced."""
        status = self.status
        why = status.why or ("" if status.controlled else f"{not_listed(status)}.")
        for coming in () if status.controlled else status.pending:
            why += f" Announced {coming.published}: on {coming.schedule} from {coming.effective}."
        return why or None

    @property
    def speaks(self) -> bool:
        """Whether anything of the substance is recorded here."""
        return bool(self.status.coverage or self.status.pending or self.status.proposed)


def _unseen_on(row: StatusRow) -> str | None:
    return joined(row.status.could_be_unseen)


ANSWER_COLUMNS: Final = (
    Column("jurisdiction", "Where", attrgetter("law.short"), width=13, brief=True),
    Column("status", "Status", attrgetter("status.status"), width=14, brief=True),
    Column("regimes", "Regime", lambda row: joined(row.status.regimes), width=20, brief=True),
    day_column("since", "Controlled since", attrgetter("status.since"), 16),
    Column(
        "verified_through",
        "Verified through",
        attrgetter("status.verified_through"),
        "date",
        16,
        brief=True,
    ),
    Column("complete_from", "Whole from", attrgetter("whole_from"), "date", 12),
    Column("could_be_unseen", "Could be unseen on", _unseen_on, width=24),
    Column("why", "Why", attrgetter("why"), width=50, brief=True),
    Column("caveat", "Caveat", attrgetter("status.caveat"), width=60),
)


def status_table(view: View, statuses: Iterable[Status], on: date) -> Table:
    """One row a jurisdiction.

    A sub-national jurisdiction of which nothing is recorded here is named in a note only.
    """
    laws, whole_from = view.record.jurisdictions, view.whole_from
    rows = [
        StatusRow(laws[place], status, whole_from[place])
        for status in statuses
        for place in (status.jurisdiction,)
    ]
    shown = [row for row in rows if not row.law.parent or row.speaks]
    silent = [row.law.short for row in rows if row.law.parent and not row.speaks]
    notes = [f"{row.law.short}: {row.status.caveat}" for row in shown if row.status.caveat]
    if silent:
        notes.append(f"Held only in part, nothing recorded here: {', '.join(silent)}.")
    return Table("Status", f"Status on {on}", ANSWER_COLUMNS, shown, tuple(notes))


class ReasonRow(NamedTuple):
    """A coverage, what came before it, an act not yet in force, or a proposal."""

    short: str
    schedule: str
    basis: str
    act: Act | None
    evidence: str
    why: str
    regime: str | None = None
    since: Day | None = None
    expires: date | None = None


REASON_COLUMNS: Final = (
    Column("jurisdiction", "Where", attrgetter("short"), width=13, brief=True),
    Column("list", "List", attrgetter("schedule"), width=20, brief=True),
    Column("regime", "Regime", attrgetter("regime"), width=11),
    Column("basis", "Basis", attrgetter("basis"), width=8, brief=True),
    day_column("since", "Since", attrgetter("since")),
    Column("expires", "Expires", attrgetter("expires"), "date", 12, brief=True),
    Column("act", "Act", lambda row: row.act.id if row.act else None, width=36),
    Column("citation", "Citation", lambda row: row.act.citation if row.act else None, width=20),
    Column("evidence", "Evidence", attrgetter("evidence"), width=11),
    Column("why", "Why", attrgetter("why"), width=50, brief=True),
)


def reason_table(view: View, statuses: Iterable[Status], substance: str, on: date) -> Table:
    """One row for each coverage, what came before it, act not yet in force, and proposal."""
    rows: list[ReasonRow] = []
    for status in statuses:
        short = view.record.jurisdictions[status.jurisdiction].short
        rows += [
            _earlier_row(view, coverage, short) for coverage in earlier(view, status, substance, on)
        ]
        rows += [_coverage_row(view, coverage, short) for coverage in status.coverage]
        rows += [_pending_row(view, pending, short) for pending in status.pending]
        rows += [_proposed_row(proposal, short) for proposal in status.proposed]
    return Table("Reasons", "What the status rests on", REASON_COLUMNS, rows)


def _earlier_row(view: View, coverage: Coverage, short: str) -> ReasonRow:
    """What covered the substance before: as a form or by a class, since when and until when."""
    first = coverage.listing.states[0][1]
    law = view.record.jurisdictions[first.key.jurisdiction]
    act = view.record.acts[first.act] if first.acts else None
    parts = [
        coverage.on(coverage.since.day).reason,
        _cited(act) if act else "",
        f"Until {coverage.until}." if coverage.until else "",
    ]
    return ReasonRow(
        short=short,
        schedule=first.key.schedule,
        basis=f"{coverage.basis}, earlier",
        act=act,
        evidence=first.evidence,
        why=" ".join(part for part in parts if part),
        regime=law.schedules[first.key.schedule].regime,
        since=coverage.since,
    )


def _coverage_row(view: View, coverage: Coverage, short: str) -> ReasonRow:
    standing = coverage.standing
    parts = [coverage.reason, *(_cited(view.record.acts[name]) for name in standing.acts)]
    if standing.temporary:
        parts.append(f"Temporary, until {standing.expires or 'a day not seen'}.")
    if coverage.undocumented:
        parts.append("No act seen keeps the line standing on this day; a later text shows it.")
    if coverage.evidence == "unverified":
        parts.append("Unverified: from general knowledge, still to be checked.")
    return ReasonRow(
        short=short,
        schedule=coverage.schedule.id,
        basis=coverage.basis,
        act=view.record.acts[coverage.act] if coverage.act else None,
        evidence=coverage.evidence,
        why=" ".join(parts),
        regime=coverage.schedule.regime,
        since=coverage.since,
        expires=standing.expires,
    )


def _pending_row(view: View, pending: Pending, short: str) -> ReasonRow:
    act = view.record.acts[pending.act]
    why = f"Published {pending.published}, in force from {pending.effective}. {_cited(act)}"
    since = pending.effective
    return ReasonRow(short, pending.schedule, "pending", act, act.evidence, why, since=since)


def _proposed_row(proposal: Proposal, short: str) -> ReasonRow:
    act = proposal.act
    why = f"Proposed {act.known}; nothing is controlled by it. {_cited(act)}"
    return ReasonRow(short, proposal.step.schedule, "proposed", act, act.evidence, why)


def _cited(act: Act) -> str:
    return f"{act.title} ({act.citation or 'no citation seen'}; {act.evidence})."


class ListingRow(NamedTuple):
    """A stay of a line, with the words of the day, or of the nearest to it, and its acts."""

    law: Jurisdiction
    listing: Listing
    printed: str | None
    acts: str | None


LISTING_COLUMNS: Final = (
    Column("jurisdiction", "Jurisdiction", attrgetter("law.short"), width=13, brief=True),
    Column("list", "List", attrgetter("listing.key.schedule"), width=20, brief=True),
    Column("line", "Line", attrgetter("listing.key.line"), width=26, brief=True, spare=True),
    Column("printed", "Printed", attrgetter("printed"), width=26, brief=True, head=True),
    day_column("since", "Since", attrgetter("listing.since")),
    Column("until", "Until", attrgetter("listing.until"), "date", 12, brief=True),
    Column("ended_by", "Ended by", attrgetter("listing.ended_by"), width=9, brief=True, spare=True),
    Column("acts", "Acts", attrgetter("acts"), width=44, brief=True),
)


def history_table(view: View, substance: Substance, on: date) -> Table:
    """Every stay of every line that ever named the substance.

    Printed are the words of ``on`` or, if the line does not stand then, of the nearest day.
    """
    rows = [
        ListingRow(
            law, listing, listing.nearest(on).wording.printed, joined(acts_of(view, listing))
        )
        for place, law in view.record.jurisdictions.items()
        for listing in view.by_substance.get((place, substance.id), ())
    ]
    return Table("Listings", "Every listing by name", LISTING_COLUMNS, rows)


def sections(
    view: View, substance: Substance, statuses: Sequence[Status], on: date
) -> tuple[Table, ...]:
    """Identity, status, every listing, and the acts behind them."""
    acts = [view.record.acts[name] for name in acts_behind(view, substance.id, statuses, on)]
    return (
        identity_table(substance),
        status_table(view, statuses, on),
        reason_table(view, statuses, substance.id, on),
        history_table(view, substance, on),
        act_table(acts, "Acts", "The acts behind the listings"),
    )
