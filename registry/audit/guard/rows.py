"""Rows of the document of a review, and the findings that the review itself makes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from registry.audit.guard.trees import Side
from registry.audit.review import Consequence, Correction, Identity
from registry.audit.review.answers import Turn, grouped
from registry.audit.review.declared import Declaration, Untrue
from registry.audit.review.effects import Effect
from registry.audit.review.gap_changes import DatedGap, GapChange, GapTurns
from registry.engine import documents
from registry.engine.view import View
from registry.law.catalogue import finding
from registry.law.finding import Finding
from registry.law.layout import EDITION, family_file
from registry.law.record import Record
from registry.law.sources import line_of

Document = dict[str, Any]


def edited(one: Correction, new: Side, records: tuple[Record, ...]) -> Document:
    """A correction or a rewrite, with the line on which the field is written now."""
    edit = one.edit
    place = next((key.jurisdiction for key in edit.keys), next(iter(edit.places), None))
    concerned = _concerned(one)
    return {
        "kind": one.kind,
        "file": edit.file,
        "line": line_of(new.sources, edit.file, edit.path),
        "field": edit.field,
        "old": edit.old,
        "new": edit.new,
        "substance": edit.substances[0] if edit.substances else None,
        "substances": concerned,
        "names": [_name(one, *records) for one in concerned],
        "declared": one.reason is not None,
        "reason": one.reason,
        "jurisdiction": place,
        "short": _short(place, *records),
        "lines": [f"{key.schedule}/{key.line}" for key in edit.keys],
        "answers": answers(one.answers, records),
        **_dated(one.gaps, records),
        "explained_by": [edit.file],
    }


def _concerned(one: Correction) -> list[str]:
    """Whom the edit names, and, where it may decide what is controlled, whose answers differ."""
    named = (*one.edit.substances, *(turn.substance for turn in one.answers))
    return list(dict.fromkeys(named))


def effect(one: Effect, records: tuple[Record, ...]) -> Document:
    """A change of the law with the gaps that it opens and closes; the head's record first."""
    change = one.change
    return {
        **documents.change(change),
        "legal_effect": one.legal,
        "gaps_opened": [_gap(each, records) for each in one.opened],
        "gaps_closed": [_gap(each, records) for each in one.closed],
        "late": one.late,
        "compared_through": one.compared.isoformat() if one.compared else None,
        "expires": one.expires.isoformat() if one.expires else None,
        "short": records[0].jurisdictions[change.key.jurisdiction].short,
        "names": [_name(each, *records) for each in change.substances],
        "answers": answers(one.answers, records),
        "explained_by": [change.act.id],
    }


def consequence(one: Consequence, records: tuple[Record, ...]) -> Document:
    """A line that stands otherwise though no row of its own names it."""
    concerned = list(dict.fromkeys(turn.substance for turn in one.answers))
    return {
        **one.key._asdict(),
        "short": _short(one.key.jurisdiction, *records),
        "substances": concerned,
        "names": [_name(each, *records) for each in concerned],
        "answers": answers(one.answers, records),
    }


def identity(one: Identity, new: Side, view: View) -> Document:
    """A substance that only the head holds: where it is written, what reaches it, and its gaps."""
    record, name = view.record, one.substance
    file = family_file(record.substances[name])
    reaches = [each for place in record.jurisdictions for each in view.reaches(place, name)]
    causes = dict.fromkeys(
        f"{each.listing.key}: {each.reason_on(each.start.day)}" for each in reaches
    )
    return {
        "kind": "identity-added",
        "file": file,
        "line": line_of(new.sources, file, (name,)),
        "substance": name,
        "substances": [name],
        "names": [record.substances[name].name],
        "answers": answers(one.answers, (record,)),
        **_dated(one.gaps, (record,)),
        "explained_by": list(causes),
    }


def answers(turns: Iterable[Turn], records: tuple[Record, ...]) -> list[Document]:
    """Answers that differ: for each jurisdiction and span of days, both statuses and whose.

    ``from`` is null where the span has no beginning, ``until`` where it has no end; ``before`` is
    null where the base holds no such substance or list, ``after`` where the head holds none.
    """
    return [
        {
            "jurisdiction": turn.jurisdiction,
            "short": _short(turn.jurisdiction, *records),
            "from": None if turn.first == date.min else turn.first.isoformat(),
            "until": turn.until.isoformat() if turn.until else None,
            "before": turn.before,
            "after": turn.after,
            "substances": list(names),
            "names": [_name(name, *records) for name in names],
        }
        for turn, names in grouped(turns)
    ]


def _dated(gaps: GapTurns, records: tuple[Record, ...]) -> Document:
    """The gaps of an edit, each with the day on which it opens or closes."""
    opened, closed = (
        [_gap(each, records) | {"day": each.day.isoformat()} for each in found] for found in gaps
    )
    return {"gaps_opened": opened, "gaps_closed": closed}


def _short(place: str | None, *records: Record) -> str | None:
    """The short name of a jurisdiction in the first record that holds it."""
    if place is None:
        return None
    found = (one.jurisdictions[place].short for one in records if place in one.jurisdictions)
    return next(found, place)


def _gap(one: GapChange | DatedGap, records: tuple[Record, ...]) -> Document:
    shorts = {"a_short": _short(one.a, *records), "b_short": _short(one.b, *records)}
    return {**one._asdict(), **shorts, "name": _name(one.substance, *records)}


def _name(substance: str, *records: Record) -> str:
    """The name of a substance in the first record that holds it."""
    found = (
        record.substances[substance].name for record in records if substance in record.substances
    )
    return next(found, substance)


# findings


def untrue(one: Untrue) -> Finding:
    """A declaration that does not fit the edit beside which it stands."""
    return finding("REV101", one.declaration.file, one.declaration.line, one.what)


def gone(one: Declaration) -> Finding:
    """A declaration that the base holds and the working tree no longer."""
    what = f'The correction of "{one.field}" from "{one.old}" to "{one.new}" is gone.'
    return finding("REV102", one.file, 1, what)


def no_text(file: str) -> Finding:
    """An official text that the base holds and the working tree no longer."""
    return finding("REV103", file, 1, "The base holds this file; it was deleted.")


def unexplained(row: Document) -> Finding:
    """An answer that no row explains as a finding, for formats that show findings alone."""
    several = len(row["names"]) > 1
    names = row["names"][0] + (f" and {len(row['names']) - 1} more" if several else "")
    was, now = (row[side] or "not held" for side in ("before", "after"))
    what = f"{row['short']}, {names}: {was} became {now} from {row['from'] or 'the first day'} on."
    return finding("REV104", EDITION, 1, what)


def rewritten(row: Document) -> Finding:
    """A rewrite as a finding, for formats that show findings alone."""
    if row["new"] is None and row["field"] == "act":
        what = f'The act "{row["old"]}" was deleted.'
    else:
        what = f'{row["field"]}: "{row["old"] or "absent"}" became "{row["new"] or "absent"}".'
    return finding("REV100", row["file"], row["line"], what)
