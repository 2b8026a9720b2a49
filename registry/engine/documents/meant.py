"""Families, classes and acts with their substances, as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry.engine.documents import Document, answer_head, iso
from registry.engine.meant import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from registry.engine.meant import GroupMember
    from registry.engine.resolve.answer import Resolved
    from registry.engine.view import View


def group(view: View, answer: Resolved, members: Iterable[GroupMember], on: date) -> Document:
    """``registry show`` of a family, a class or an act: what it is, and its substances."""
    return {
        **answer_head(answer.kind, view, on, view.record.principal),
        "resolved": answer.document(),
        answer.kind: _described(view, answer, on),
        "members": [_member(each) for each in members],
    }


def _described(view: View, answer: Resolved, on: date) -> Document:
    if answer.kind == "family":
        classes = sorted({one.id for one in view.record.classes if answer.of in one.families})
        return {"id": answer.of, "classes": classes}
    if answer.kind == "class":
        text = text_of(view, answer.of, on)
        return {
            "id": text.id,
            "title": text.title,
            "title_zh": text.title_zh,
            "jurisdiction": text.jurisdiction,
            "since": iso(text.since),
            "text": text.text,
            "citation": text.citation,
            "evidence": text.evidence,
            "families": list(text.families),
        }
    act = view.record.acts[answer.of]
    return {
        "id": act.id,
        "title": act.title,
        "title_zh": act.title_zh,
        "kind": act.kind,
        "authority": list(act.authority),
        "citation": act.citation,
        "published": iso(act.published and act.published.day),
        "effective": iso(act.effective and act.effective.day),
        "evidence": act.evidence,
        "lines": len(act.steps),
    }


def _member(one: GroupMember) -> Document:
    return {
        "substance": one.substance.id,
        "name": one.substance.name,
        "name_zh": one.substance.name_zh,
        "status": [
            {
                "jurisdiction": each.jurisdiction,
                "status": each.status,
                "regimes": list(each.regimes),
                "controlled_since": iso(each.since and each.since.day),
            }
            for each in one.statuses
        ],
    }
