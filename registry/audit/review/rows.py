"""Rows of the document of a review, and the findings that the review itself makes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from registry.audit.review.answers import AnswerChange, grouped
from registry.audit.review.corrections import Declaration, Mismatch
from registry.audit.review.effects import Effect
from registry.audit.review.gap_changes import GapChange, GapTurns
from registry.audit.review.judgement import Consequence, JudgedEdit, NewIdentity
from registry.engine.documents.lists import change as change_document
from registry.engine.view import View
from registry.law.catalogue import finding
from registry.law.finding import Finding
from registry.law.layout import EDITION, family_file
from registry.law.record import Record
from registry.law.sources import Files, line_of

Document = dict[str, Any]
Records = tuple[Record, ...]  # the first that holds a name gives it: the head before the base


def edited(row: JudgedEdit, head: Files, records: Records) -> Document:
    """A correction or a rewrite, with the line on which the field is written now."""
    edit = row.edit
    named = (key.jurisdiction for key in edit.keys)
    jurisdiction = next(named, next(iter(edit.jurisdictions), None))
    return {
        "kind": row.kind,
        "file": edit.file,
        "line": line_of(head, edit.file, edit.path),
        "field": edit.field,
        "old": edit.old,
        "new": edit.new,
        "substance": edit.substances[0] if edit.substances else None,
        **_substances((*edit.substances, *(turn.substance for turn in row.answers)), records),
        "declared": row.reason is not None,
        "reason": row.reason,
        "jurisdiction": jurisdiction,
        "short": jurisdiction and _short(jurisdiction, records),
        "lines": [f"{key.schedule}/{key.line}" for key in edit.keys],
        "answers": answers(row.answers, records),
        **_gaps(row.gaps, records, dated=True),
        "explained_by": [edit.file],
    }


def effect(row: Effect, records: Records) -> Document:
    """A change of the law with the gaps that it opens and closes."""
    change = row.change
    return {
        **change_document(change),
        "legal_effect": row.legal,
        **_gaps(row.gaps, records, dated=False),
        "late": row.late,
        "compared_through": row.compared.isoformat() if row.compared else None,
        "expires": row.expires.isoformat() if row.expires else None,
        "short": _short(change.key.jurisdiction, records),
        "names": [_name(name, records) for name in change.substances],
        "answers": answers(row.answers, records),
        "explained_by": [change.act.id],
    }


def consequence(row: Consequence, records: Records) -> Document:
    """A line that stands otherwise though no row of its own names it."""
    return {
        **row.key._asdict(),
        "short": _short(row.key.jurisdiction, records),
        **_substances((turn.substance for turn in row.answers), records),
        "answers": answers(row.answers, records),
    }


def identity(row: NewIdentity, head: Files, view: View) -> Document:
    """A substance that only the head holds: where it is written, what reaches it, and its gaps."""
    record, name = view.record, row.substance
    file = family_file(record.substances[name])
    reaches = [each for place in record.jurisdictions for each in view.coverage(place, name)]
    reasons = (f"{each.listing.key}: {each.on(each.since.day).reason}" for each in reaches)
    return {
        "kind": "identity-added",
        "file": file,
        "line": line_of(head, file, (name,)),
        "substance": name,
        **_substances([name], (record,)),
        "answers": answers(row.answers, (record,)),
        **_gaps(row.gaps, (record,), dated=True),
        "explained_by": list(dict.fromkeys(reasons)),
    }


def answers(turns: Iterable[AnswerChange], records: Records) -> list[Document]:
    """Answers that differ: for each jurisdiction and span of days, both statuses and whose.

    ``from`` is null where the span has no beginning, ``until`` where it has no end; ``before`` is
    null where the base holds no such substance or list, ``after`` where the head holds none.
    Of a gap, ``against`` is the other jurisdiction, and ``short`` names both.
    """
    return [_answer(group.turn, group.substances, records) for group in grouped(turns)]


def _answer(turn: AnswerChange, names: Iterable[str], records: Records) -> Document:
    sides = [turn.jurisdiction, *([turn.against] if turn.against else [])]
    return {
        "jurisdiction": turn.jurisdiction,
        "short": "/".join(_short(side, records) for side in sides),
        "from": None if turn.first == date.min else turn.first.isoformat(),
        "until": turn.until.isoformat() if turn.until else None,
        "before": turn.before,
        "after": turn.after,
        **_substances(names, records),
        **({"against": turn.against} if turn.against else {}),
    }


def _substances(names: Iterable[str], records: Records) -> Document:
    """Whom a row concerns, each once: ids and names."""
    concerned = list(dict.fromkeys(names))
    return {"substances": concerned, "names": [_name(name, records) for name in concerned]}


def _gaps(gaps: GapTurns, records: Records, *, dated: bool) -> Document:
    """The gaps of a row; those of an edit have each its day, those of a change that of the row."""
    return {
        f"gaps_{name}": [_gap(gap, records, dated=dated) for gap in turns]
        for name, turns in gaps._asdict().items()
    }


def _gap(gap: GapChange, records: Records, *, dated: bool) -> Document:
    row: Document = {"a": gap.a, "b": gap.b, "substance": gap.substance, "kind": gap.kind}
    if dated:
        row |= {"day": gap.day.isoformat(), "reopened": gap.reopened}
    shorts = {"a_short": _short(gap.a, records), "b_short": _short(gap.b, records)}
    return row | shorts | {"name": _name(gap.substance, records)}


def _short(jurisdiction: str, records: Records) -> str:
    """The short name of a jurisdiction, its id where no record holds it."""
    laws = (record.jurisdictions.get(jurisdiction) for record in records)
    return next((law.short for law in laws if law), jurisdiction)


def _name(substance: str, records: Records) -> str:
    """The name of a substance, its id where no record holds it."""
    known = (record.substances.get(substance) for record in records)
    return next((each.name for each in known if each), substance)


# findings


def mismatched(mismatch: Mismatch) -> Finding:
    """A declaration that does not fit the edit beside which it stands."""
    declaration = mismatch.declaration
    return finding("REV101", declaration.file, declaration.line, mismatch.what)


def gone(declaration: Declaration) -> Finding:
    """A declaration that the base holds and the working tree no longer."""
    field, old, new = declaration.field, declaration.old, declaration.new
    what = f'The correction of "{field}" from "{old}" to "{new}" is gone.'
    return finding("REV102", declaration.file, 1, what)


def no_text(file: str) -> Finding:
    """An official text that the base holds and the working tree no longer."""
    return finding("REV103", file, 1, "The base holds this file; it was deleted.")


def as_findings(document: Document) -> list[Finding]:
    """What stops a review, for formats that show findings alone: rewrites, unexplained answers."""
    return [
        *map(_rewritten, document["rewrites"]),
        *map(_unexplained, document["unexplained"]),
        *(Finding(**row) for row in document["findings"]),
    ]


def _unexplained(row: Document) -> Finding:
    """An answer that no row explains as a finding."""
    more = f" and {len(row['names']) - 1} more" if len(row["names"]) > 1 else ""
    was, now = (row[side] or "not held" for side in ("before", "after"))
    day = row["from"] or "the first day"
    what = f"{row['short']}, {row['names'][0]}{more}: {was} became {now} from {day} on."
    return finding("REV104", EDITION, 1, what)


def _rewritten(row: Document) -> Finding:
    """A rewrite as a finding."""
    if row["new"] is None and row["field"] == "act":
        what = f'The act "{row["old"]}" was deleted.'
    else:
        what = f'{row["field"]}: "{row["old"] or "absent"}" became "{row["new"] or "absent"}".'
    return finding("REV100", row["file"], row["line"], what)
