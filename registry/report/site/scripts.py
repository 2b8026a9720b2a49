"""The data that the script of the pages reads: ``.js`` files, as pages from disk cannot fetch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from registry.law.record import Substance
from registry.report.site.facts import Facts
from registry.report.site.spans import Span, gap_rows


def search(facts: Facts) -> bytes:
    """What the search finds: substances first, then lists, then acts."""
    entries = [*_substances(facts), *_lists(facts), *_acts(facts)]
    return _assigned("registrySearch", entries)


def spans(facts: Facts) -> bytes:
    """For every substance: its family, the gap over all days, the status of the principal sides."""
    rows = {
        one.id: [one.family, gap_rows(facts.gap_spans[one.id]), *_principal(facts, one)]
        for one in facts.record.substances.values()
    }
    return _assigned("registrySpans", {"places": list(facts.principal), "rows": rows})


def _principal(facts: Facts, one: Substance) -> Iterator[list[list[object]]]:
    by_place = {side.law.id: side.spans for side in facts.sides[one.id]}
    for place in facts.principal:
        yield _short(by_place[place])


def _short(found: Iterable[Span]) -> list[list[object]]:
    """Spans with the status and the lists alone."""
    rows: list[list[object]] = []
    for one in found:
        row: list[object] = [one.status, ", ".join(one.lists)]
        if not rows or rows[-1][1:] != row:
            rows.append([one.first.isoformat(), *row])
    return rows


def _substances(facts: Facts) -> Iterator[list[object]]:
    for one in facts.record.substances.values():
        shown = " · ".join(part for part in (one.name_zh, *one.cas[:1]) if part)
        known = [one.id, one.name_zh, one.inchikey, one.unii, *one.cas, *one.aliases]
        keys = [part for part in known if part]
        yield [f"substance/{one.id}.html", one.name, shown, "substance", keys]


def _lists(facts: Facts) -> Iterator[list[object]]:
    for law in facts.record.jurisdictions.values():
        for one in law.schedules.values():
            path = f"list/{law.id}/{one.id}.html"
            yield [path, f"{law.short}: {one.title}", one.title_zh or "", "list", [one.id]]


def _acts(facts: Facts) -> Iterator[list[object]]:
    for act in facts.record.acts.values():
        shown = " · ".join(part for part in (act.citation, act.title_zh) if part)
        yield [f"act/{act.id}.html", act.title, shown, "act", [act.id]]


def _assigned(name: str, value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"window.{name} = {text};\n".encode()
