"""The verdicts on one structure as the JSON document of the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from registry.engine.documents import answer_head
from registry.engine.documents.substances import substance

if TYPE_CHECKING:
    from registry.chemistry.classified import Classified
    from registry.chemistry.identify import Listed
    from registry.engine.view import View

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


def wording(text: str, clause: str | None) -> str | None:
    """What a clause says in the words of the class text; ``None`` where it has no such mark."""
    if clause is None:
        return None
    mark = re.escape(clause)
    match = re.search(rf"^\({mark}\) (.+?)[;.]?$", text, re.MULTILINE) or re.search(
        rf"\b{mark}: (.+?)\.(?:\s|$)", text, re.DOTALL
    )
    return " ".join(match[1].split()) if match else None
