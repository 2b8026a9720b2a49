"""One structure against every class text: the document, and the tables an officer reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from registry.report.table import Column, Fact, Table, fact_columns

if TYPE_CHECKING:
    from registry.chemistry.classified import Classified
    from registry.chemistry.classify import Verdict
    from registry.chemistry.relatives import Listed
    from registry.engine.view import View
    from registry.law.record import ClassText

Document = dict[str, Any]


def document(view: View, answer: Classified, on: date) -> Document:
    """``cs-registry/classify/1``."""
    from registry.engine.documents import (  # noqa: PLC0415 (json alone needs it)
        answer_head,
        substance,
    )

    return answer_head("classify", view, on, view.record.jurisdictions) | {
        "software": answer.software,
        "input": {
            "given": answer.given,
            "read_as": answer.read_as,
            "smiles": answer.smiles,
            "parents": _parents(answer),
            "not_judged_why": answer.why_not,
        },
        "substance": substance(answer.substance) if answer.substance else None,
        "listed": [_listed(view, listed) for listed in _lines(answer)],
        "lists": [
            {
                "jurisdiction": name,
                "complete_from": first.isoformat(),
                "verified_through": through.isoformat(),
                "beyond_verified": on > through,
            }
            for name, first, through in _held_whole(view)
        ],
        "verdicts": [_verdict(answer, verdict) for verdict in answer.verdicts],
    }


def _held_whole(view: View) -> list[tuple[str, date, date]]:
    """The jurisdictions of whose lists every name is held: from when on, and verified till when."""
    return [
        (name, first, view.verified_through[name])
        for name, first in view.whole_from.items()
        if first is not None
    ]


def _parents(answer: Classified) -> list[str]:
    """The InChIKeys of the parents of what was given."""
    return [parent.key for parent in answer.identity.parents] if answer.identity else []


def _lines(answer: Classified) -> tuple[Listed, ...]:
    """The lines that name what was given, or a relative of it."""
    return answer.identity.listed if answer.identity else ()


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


def _verdict(answer: Classified, verdict: Verdict) -> Document:
    return {
        "class": verdict.text.id,
        "jurisdiction": verdict.text.jurisdiction,
        "title": verdict.text.title,
        "text_since": verdict.text.since.isoformat(),
        "text_satisfied": verdict.satisfied,
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "form": verdict.form,
        "clauses": [
            {
                "clause": each.clause,
                "text": wording(verdict.text.text, each.clause),
                "position": each.position,
                "found": each.found,
                "reading": each.reading,
                "question": each.question,
            }
            for each in verdict.differences
        ],
        "clause_ids": list(verdict.clauses),
        "citation": verdict.text.citation,
        "evidence": verdict.text.evidence,
        "caveat": verdict.caveat,
        "rule": answer.rules.get(verdict.text.id),
    }


class VerdictRow(NamedTuple):
    """A verdict, and the short name of the jurisdiction whose text it is about."""

    short: str
    verdict: Verdict


VERDICT_COLUMNS: Final = (
    Column("jurisdiction", "Where", attrgetter("short"), width=6, brief=True),
    Column("class", "Class", attrgetter("verdict.text.id"), width=26, brief=True),
    Column("text_since", "Text of", attrgetter("verdict.text.since"), "date", 12, brief=True),
    Column("verdict", "Verdict", attrgetter("verdict.verdict"), width=14, brief=True),
    Column(
        "clauses",
        "Clauses",
        lambda row: ", ".join(row.verdict.clauses) or None,
        width=10,
        brief=True,
    ),
    Column("reason", "Why", attrgetter("verdict.reason"), width=60, brief=True),
    Column("citation", "Citation", attrgetter("verdict.text.citation"), width=40),
    Column("evidence", "Evidence", attrgetter("verdict.text.evidence"), width=11),
    Column("caveat", "Caveat", attrgetter("verdict.caveat"), width=60),
)


class ClauseRow(NamedTuple):
    """What a class text makes of one position of the structure, where ``stands`` is found."""

    text: ClassText
    clause: str | None
    position: str
    stands: str
    reading: str
    question: str | None

    @property
    def words(self) -> str | None:
        """The clause in the words of the text."""
        return wording(self.text.text, self.clause)


CLAUSE_COLUMNS: Final = (
    Column("class", "Class", attrgetter("text.id"), width=26, brief=True),
    Column("clause", "Clause", lambda row: row.clause or "none", width=10, brief=True),
    Column("position", "Where in the structure", attrgetter("position"), width=34, brief=True),
    Column("found", "What stands there", attrgetter("stands"), width=22, brief=True),
    Column("reading", "Reading", attrgetter("reading"), width=10, brief=True),
    Column("question", "Open question", attrgetter("question"), width=26, brief=True),
    Column("text", "The text says", attrgetter("words"), width=60, brief=True),
)


class ListedRow(NamedTuple):
    """A line that names what was given or a relative, its jurisdiction, and its citation."""

    short: str
    listed: Listed
    citation: str | None


LISTED_COLUMNS: Final = (
    Column("jurisdiction", "Where", attrgetter("short"), width=8, brief=True),
    Column("schedule", "List", attrgetter("listed.listing.key.schedule"), width=20, brief=True),
    Column("line", "Line", attrgetter("listed.listing.key.line"), width=26, brief=True),
    Column("relation", "What it is of that", attrgetter("listed.relation"), width=20, brief=True),
    Column("answer", "The line", attrgetter("listed.answer"), width=10, brief=True),
    Column("since", "Since", attrgetter("listed.listing.since.day"), "date", 12, brief=True),
    Column("citation", "Citation", attrgetter("citation"), width=30, brief=True),
)


def sections(view: View, answer: Classified, on: date) -> tuple[Table, ...]:
    """What was read, the lists by name, the verdicts, and the clauses behind them, if any."""
    clauses = list(_clauses(answer))
    return (
        _given_table(answer),
        _listed_table(view, answer, on),
        _verdict_table(view, answer, on),
        *([Table("Clauses", "Clause by clause", CLAUSE_COLUMNS, clauses)] if clauses else ()),
    )


def _clauses(answer: Classified) -> Iterator[ClauseRow]:
    for verdict in answer.verdicts:
        for each in verdict.differences:
            yield ClauseRow(
                text=verdict.text,
                clause=each.clause,
                position=each.position,
                stands=each.found,
                reading=each.reading,
                question=each.question,
            )


def _given_table(answer: Classified) -> Table:
    facts = (
        Fact("Given", answer.given),
        Fact("Read as", answer.read_as),
        Fact("Structure", answer.smiles),
        Fact("Parent InChIKey", "; ".join(_parents(answer)) or None),
        Fact("Substance", _named(answer)),
        Fact("Not judged", answer.why_not),
    )
    rows = [fact for fact in facts if fact.value is not None]
    return Table("Input", "What was given", fact_columns(16, 16), rows)


def _named(answer: Classified) -> str | None:
    if answer.substance:
        return f"{answer.substance.name} ({answer.substance.id})"
    return "none of the registry" if answer.identity else None


def _listed_table(view: View, answer: Classified, on: date) -> Table:
    laws, acts = view.record.jurisdictions, view.record.acts
    rows = [
        ListedRow(
            laws[listed.listing.key.jurisdiction].short,
            listed,
            acts[listed.standing.acts[0]].citation if listed.standing.acts else None,
        )
        for listed in _lines(answer)
    ]
    none = () if rows else ("No line standing that day names it, or a relative that it reaches.",)
    held = "; ".join(
        f"{laws[name].short} from {first}, verified through {through}"
        for name, first, through in _held_whole(view)
    )
    notes = (*none, f"Held whole: {held}.") if held else none
    return Table("Listed", f"Listed by name on {on}", LISTED_COLUMNS, rows, notes)


def _verdict_table(view: View, answer: Classified, on: date) -> Table:
    laws, verdicts = view.record.jurisdictions, answer.verdicts
    rows = [VerdictRow(laws[verdict.text.jurisdiction].short, verdict) for verdict in verdicts]
    texts = [verdict.text for verdict in verdicts]
    notes = [f"{text.id}: {text.citation} ({text.evidence})." for text in texts]
    caveats = dict.fromkeys(f"out: {each.caveat}" for each in verdicts if each.caveat)
    title = f"Every class in force on {on}"
    return Table("Verdicts", title, VERDICT_COLUMNS, rows, (*notes, *caveats))


def wording(text: str, clause: str | None) -> str | None:
    """What a clause says in the words of the class text; ``None`` where it has no such mark."""
    if clause is None:
        return None
    mark = re.escape(clause)
    match = re.search(rf"^\({mark}\) (.+?)[;.]?$", text, re.MULTILINE) or re.search(
        rf"\b{mark}: (.+?)\.(?:\s|$)", text, re.DOTALL
    )
    return " ".join(match[1].split()) if match else None
