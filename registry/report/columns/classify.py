"""One structure against every class text: the document, and the tables an officer reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from registry.engine.documents import answer_head, substance
from registry.report.table import Column, Fact, Table, fact_columns

if TYPE_CHECKING:
    from registry.chemistry.classified import Classified
    from registry.chemistry.identify import Listed
    from registry.engine.view import View
    from registry.law.record import Record

Document = dict[str, Any]


def document(view: View, answer: Classified, on: date) -> Document:
    """``cs-registry/classify/1``."""
    identity = answer.identity
    return answer_head("classify", view, on, view.record.jurisdictions) | {
        "software": answer.software,
        "input": {
            "given": answer.given.typed,
            "read_as": answer.given.read_as,
            "smiles": answer.given.smiles,
            "parents": [parent.key for parent in identity.parents] if identity else [],
            "not_judged_why": answer.why_not,
        },
        "substance": substance(answer.substance) if answer.substance else None,
        "listed": [_listed(view, listed) for listed in (identity.listed if identity else ())],
        "lists": list(_held_whole(view, on)),
        "verdicts": [_verdict(answer, name) for name in answer.verdicts],
    }


def _held_whole(view: View, on: date) -> Iterator[Document]:
    """The jurisdictions of whose lists every name is held: from when on, and verified till when."""
    for name, first in view.whole_from.items():
        through = view.verified_through[name]
        if first is not None:
            yield {
                "jurisdiction": name,
                "complete_from": first.isoformat(),
                "verified_through": through.isoformat(),
                "beyond_verified": on > through,
            }


def _listed(view: View, listed: Listed) -> Document:
    act = view.record.acts.get(listed.standing.acts[0]) if listed.standing.acts else None
    return {
        "jurisdiction": listed.listing.key.jurisdiction,
        "schedule": listed.listing.key.schedule,
        "line": listed.listing.key.line,
        "substance": listed.substance,
        "relation": listed.relation,
        "answer": listed.answer,
        "since": listed.listing.since.day.isoformat(),
        "since_qualifier": listed.listing.since.qualifier,
        "act": act.id if act else None,
        "citation": act.citation if act else None,
        "evidence": listed.standing.evidence,
    }


def _verdict(answer: Classified, name: str) -> Document:
    text, verdict = answer.texts[name], answer.verdicts[name]
    return {
        "class": name,
        "jurisdiction": text.jurisdiction,
        "title": text.title,
        "text_since": text.since.isoformat(),
        "text_satisfied": verdict.satisfied,
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "form": verdict.form,
        "clauses": [
            {
                "clause": each.clause,
                "text": wording(text.text, each.clause),
                "position": each.position,
                "found": each.group,
                "reading": each.reading,
                "question": each.question,
            }
            for each in verdict.modifications
        ],
        "clause_ids": list(verdict.clauses),
        "citation": text.citation,
        "evidence": text.evidence,
        "caveat": verdict.caveat,
        "rule": answer.rules[name],
    }


def _day(key: str) -> Callable[[Document], date]:
    """A day of a document."""
    return lambda row: date.fromisoformat(row[key])


VERDICT_COLUMNS: Final = (
    Column("class", "Class", itemgetter("class"), width=26, brief=True),
    Column("text_since", "Text of", _day("text_since"), "date", 12, brief=True),
    Column("verdict", "Verdict", itemgetter("verdict"), width=14, brief=True),
    Column(
        "clauses", "Clauses", lambda row: ", ".join(row["clause_ids"]) or None, width=10, brief=True
    ),
    Column("reason", "Why", itemgetter("reason"), width=60, brief=True),
    Column("citation", "Citation", itemgetter("citation"), width=40),
    Column("evidence", "Evidence", itemgetter("evidence"), width=11),
    Column("caveat", "Caveat", itemgetter("caveat"), width=60),
)
CLAUSE_COLUMNS: Final = (
    Column("class", "Class", itemgetter("class"), width=26, brief=True),
    Column("clause", "Clause", lambda row: row["clause"] or "none", width=10, brief=True),
    Column("position", "Where in the structure", itemgetter("position"), width=34, brief=True),
    Column("found", "What stands there", itemgetter("found"), width=22, brief=True),
    Column("reading", "Reading", itemgetter("reading"), width=10, brief=True),
    Column("question", "Open question", itemgetter("question"), width=26, brief=True),
    Column("text", "The text says", itemgetter("text"), width=60, brief=True),
)
LISTED_COLUMNS: Final = (
    Column("schedule", "List", itemgetter("schedule"), width=20, brief=True),
    Column("line", "Line", itemgetter("line"), width=26, brief=True),
    Column("relation", "What it is of that", itemgetter("relation"), width=20, brief=True),
    Column("answer", "The line", itemgetter("answer"), width=10, brief=True),
    Column("since", "Since", _day("since"), "date", 12, brief=True),
    Column("citation", "Citation", itemgetter("citation"), width=30, brief=True),
)


def sections(record: Record, answer: Document) -> tuple[Table, ...]:
    """Of the document: what was read, the lists by name, the verdicts, and the clauses, if any."""
    clauses = [
        {"class": verdict["class"], **clause}
        for verdict in answer["verdicts"]
        for clause in verdict["clauses"]
    ]
    return (
        _given_table(answer),
        _listed_table(record, answer),
        _verdict_table(record, answer),
        *([Table("Clauses", "Clause by clause", CLAUSE_COLUMNS, clauses)] if clauses else ()),
    )


def _where(record: Record, width: int) -> Column:
    """The jurisdiction of a row by its short name."""
    laws = record.jurisdictions
    return Column(
        "jurisdiction",
        "Where",
        lambda row: laws[row["jurisdiction"]].short,
        width=width,
        brief=True,
    )


def _given_table(answer: Document) -> Table:
    typed, why_not = answer["input"], answer["input"]["not_judged_why"]
    named = None if why_not else "none of the registry"
    if answer["substance"]:
        named = f"{answer['substance']['name']} ({answer['substance']['id']})"
    facts = (
        Fact("Given", typed["given"]),
        Fact("Read as", typed["read_as"]),
        Fact("Structure", typed["smiles"]),
        Fact("Parent InChIKey", "; ".join(typed["parents"]) or None),
        Fact("Substance", named),
        Fact("Not judged", why_not),
    )
    rows = [fact for fact in facts if fact.value is not None]
    return Table("Input", "What was given", fact_columns(16, 16), rows)


def _listed_table(record: Record, answer: Document) -> Table:
    rows, laws = answer["listed"], record.jurisdictions
    none = () if rows else ("No line standing that day names it, or a relative that it reaches.",)
    held = "; ".join(
        f"{laws[each['jurisdiction']].short} from {each['complete_from']}, "
        f"verified through {each['verified_through']}"
        for each in answer["lists"]
    )
    notes = (*none, f"Held whole: {held}.") if held else none
    columns = (_where(record, 8), *LISTED_COLUMNS)
    return Table("Listed", f"Listed by name on {answer['on']}", columns, rows, notes)


def _verdict_table(record: Record, answer: Document) -> Table:
    rows = answer["verdicts"]
    notes = [f"{each['class']}: {each['citation']} ({each['evidence']})." for each in rows]
    caveats = dict.fromkeys(f"out: {each['caveat']}" for each in rows if each["caveat"])
    columns = (_where(record, 6), *VERDICT_COLUMNS)
    title = f"Every class in force on {answer['on']}"
    return Table("Verdicts", title, columns, rows, (*notes, *caveats))


def wording(text: str, clause: str | None) -> str | None:
    """What a clause says in the words of the class text; ``None`` where it has no such mark."""
    if clause is None:
        return None
    mark = re.escape(clause)
    match = re.search(rf"^\({mark}\) (.+?)[;.]?$", text, re.MULTILINE) or re.search(
        rf"\b{mark}: (.+?)\.(?:\s|$)", text, re.DOTALL
    )
    return " ".join(match[1].split()) if match else None
