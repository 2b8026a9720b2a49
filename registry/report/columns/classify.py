"""One structure against every class text: the document, and the tables an officer reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from registry.report.table import Cell, Column, Table

if TYPE_CHECKING:
    from registry.chemistry.classified import Classified
    from registry.chemistry.classify import Verdict
    from registry.chemistry.relatives import Listed
    from registry.engine.view import View

Document = dict[str, Any]


def document(view: View, found: Classified, on: date) -> Document:
    """``cs-registry/classify/1``."""
    from registry.engine.documents import (  # noqa: PLC0415 (json alone needs it)
        answer_head,
        substance,
    )

    parents = found.identity.parents if found.identity else ()
    return answer_head("classify", view, on, view.record.jurisdictions) | {
        "software": found.software,
        "input": {
            "given": found.given,
            "read_as": found.read_as,
            "smiles": found.smiles,
            "parents": [one.key for one in parents],
            "not_judged_why": found.why_not,
        },
        "substance": substance(found.substance) if found.substance else None,
        "listed": [_listed(view, one) for one in (found.identity.listed if found.identity else ())],
        "lists": [
            {
                "jurisdiction": name,
                "complete_from": first.isoformat(),
                "verified_through": through.isoformat(),
                "beyond_verified": on > through,
            }
            for name, first, through in _held_whole(view)
        ],
        "verdicts": [_verdict(found, one) for one in found.verdicts],
    }


def _held_whole(view: View) -> list[tuple[str, date, date]]:
    """The jurisdictions of whose lists every name is held: from when on, and verified till when."""
    return [
        (name, first, view.verified_through[name])
        for name, first in view.whole_from.items()
        if first is not None
    ]


def _listed(view: View, one: Listed) -> Document:
    act = view.record.acts.get(one.standing.acts[0]) if one.standing.acts else None
    return {
        "jurisdiction": one.listing.key.jurisdiction,
        "schedule": one.listing.key.schedule,
        "line": one.listing.key.line,
        "substance": one.substance,
        "relation": one.relation,
        "answer": one.answer,
        "since": one.listing.since.day.isoformat(),
        "since_qualifier": one.listing.since.qualifier,
        "act": act.id if act else None,
        "citation": act.citation if act else None,
        "evidence": one.standing.evidence,
    }


def _verdict(found: Classified, one: Verdict) -> Document:
    return {
        "class": one.text.id,
        "jurisdiction": one.text.jurisdiction,
        "title": one.text.title,
        "text_since": one.text.since.isoformat(),
        "text_satisfied": one.satisfied,
        "verdict": one.verdict,
        "reason": one.reason,
        "form": one.form,
        "clauses": [
            {
                "clause": each.clause,
                "text": wording(one.text.text, each.clause),
                "position": each.position,
                "found": each.found,
                "reading": each.reading,
                "question": each.question,
            }
            for each in one.differences
        ],
        "clause_ids": list(one.clauses),
        "citation": one.text.citation,
        "evidence": one.text.evidence,
        "caveat": one.caveat,
        "rule": found.rules.get(one.text.id),
    }


VERDICT_COLUMNS: Final = (
    Column("jurisdiction", "Where", width=6, brief=True),
    Column("class", "Class", width=26, brief=True),
    Column("text_since", "Text of", "date", 12, brief=True),
    Column("verdict", "Verdict", width=14, brief=True),
    Column("clauses", "Clauses", width=10, brief=True),
    Column("reason", "Why", width=60, brief=True),
    Column("citation", "Citation", width=40),
    Column("evidence", "Evidence", width=11),
    Column("caveat", "Caveat", width=60),
)
CLAUSE_COLUMNS: Final = (
    Column("class", "Class", width=26, brief=True),
    Column("clause", "Clause", width=10, brief=True),
    Column("position", "Where in the structure", width=34, brief=True),
    Column("found", "What stands there", width=22, brief=True),
    Column("reading", "Reading", width=10, brief=True),
    Column("question", "Open question", width=26, brief=True),
    Column("text", "The text says", width=60, brief=True),
)
LISTED_COLUMNS: Final = (
    Column("jurisdiction", "Where", width=8, brief=True),
    Column("schedule", "List", width=20, brief=True),
    Column("line", "Line", width=26, brief=True),
    Column("relation", "What it is of that", width=20, brief=True),
    Column("answer", "The line", width=10, brief=True),
    Column("since", "Since", "date", 12, brief=True),
    Column("citation", "Citation", width=30, brief=True),
)


def sections(view: View, found: Classified, on: date) -> tuple[Table, ...]:
    """What was read, the lists by name, the verdicts, and the clauses behind them."""
    tables = (
        _given_table(found),
        _listed_table(view, found, on),
        _verdict_table(view, found, on),
        _clause_table(found),
    )
    return tuple(one for one in tables if one.rows or one.name != "Clauses")


def _given_table(found: Classified) -> Table:
    parents = found.identity.parents if found.identity else ()
    facts: list[tuple[Cell, ...]] = [
        ("Given", found.given),
        ("Read as", found.read_as),
        ("Structure", found.smiles),
        ("Parent InChIKey", "; ".join(one.key for one in parents) or None),
        ("Substance", _named(found)),
        ("Not judged", found.why_not),
    ]  # fmt: skip
    return Table(
        "Input",
        "What was given",
        (Column("fact", "Fact", width=16, brief=True), Column("value", "Value", brief=True)),
        tuple(fact for fact in facts if fact[1] is not None),
    )


def _named(found: Classified) -> str | None:
    if found.substance:
        return f"{found.substance.name} ({found.substance.id})"
    return "none of the registry" if found.identity else None


def _listed_table(view: View, found: Classified, on: date) -> Table:
    rows = tuple(
        (
            view.record.jurisdictions[one.listing.key.jurisdiction].short,
            one.listing.key.schedule,
            one.listing.key.line,
            one.relation,
            one.answer,
            one.listing.since.day,
            view.record.acts[one.standing.acts[0]].citation if one.standing.acts else None,
        )
        for one in (found.identity.listed if found.identity else ())
    )
    none = () if rows else ("No line standing that day names it, or a relative that it reaches.",)
    held = "; ".join(
        f"{view.record.jurisdictions[name].short} from {first}, verified through {through}"
        for name, first, through in _held_whole(view)
    )
    notes = (*none, f"Held whole: {held}.") if held else none
    return Table("Listed", f"Listed by name on {on}", LISTED_COLUMNS, rows, notes)


def _verdict_table(view: View, found: Classified, on: date) -> Table:
    rows = tuple(
        (
            view.record.jurisdictions[one.text.jurisdiction].short,
            one.text.id,
            one.text.since,
            one.verdict,
            ", ".join(one.clauses) or None,
            one.reason,
            one.text.citation,
            one.text.evidence,
            one.caveat,
        )
        for one in found.verdicts
    )
    notes = [f"{one.text.id}: {one.text.citation} ({one.text.evidence})." for one in found.verdicts]
    caveats = dict.fromkeys(f"out: {one.caveat}" for one in found.verdicts if one.caveat)
    return Table(
        "Verdicts",
        f"Every class in force on {on}",
        VERDICT_COLUMNS,
        rows,
        (*notes, *caveats),
    )


def _clause_table(found: Classified) -> Table:
    rows = tuple(_clause_rows(found))
    return Table("Clauses", "Clause by clause", CLAUSE_COLUMNS, rows)


def _clause_rows(found: Classified) -> Iterator[tuple[Cell, ...]]:
    for one in found.verdicts:
        for each in one.differences:
            clause = each.clause or "none"
            yield (
                one.text.id, clause, each.position, each.found, each.reading, each.question,
                wording(one.text.text, each.clause),
            )  # fmt: skip


def wording(text: str, clause: str | None) -> str | None:
    """What a clause says in the words of the class text; ``None`` where it has no such mark."""
    if clause is None:
        return None
    mark = re.escape(clause)
    found = re.search(rf"^\({mark}\) (.+?)[;.]?$", text, re.MULTILINE) or re.search(
        rf"\b{mark}: (.+?)\.(?:\s|$)", text, re.DOTALL
    )
    return " ".join(found[1].split()) if found else None
