"""The data that the script of the pages reads: ``.js`` files, as pages from disk cannot fetch."""

from __future__ import annotations

import json
from collections.abc import Iterator

from registry.engine.history import History
from registry.report.site.facts import Facts
from registry.report.site.histories import Answered, rows

Entry = list[object]


def search(facts: Facts) -> bytes:
    """What the search finds: substances first, then lists, then acts."""
    return _assigned("registrySearch", [*_substances(facts), *_lists(facts), *_acts(facts)])


def spans(facts: Facts) -> bytes:
    """For every substance: its family, the gap over all days, the status of the principal sides."""
    entries: dict[str, Entry] = {}
    for name, substance in facts.record.substances.items():
        answers = [_brief(facts.sides[name][place]) for place in facts.principal]
        entries[name] = [substance.family, rows(facts.gap_histories[name]), *answers]
    return _assigned("registrySpans", {"places": list(facts.principal), "rows": entries})


def _brief(history: History[Answered]) -> list[Entry]:
    """A history of answers with the status and the lists alone."""
    brief = history.map(lambda answer: (answer.status, ", ".join(answer.lists))).settled()
    return [[day.day.isoformat(), *value] for day, value in brief.turns]


def _substances(facts: Facts) -> Iterator[Entry]:
    for substance in facts.record.substances.values():
        shown = " · ".join(part for part in (substance.name_zh, *substance.cas[:1]) if part)
        known = [
            substance.id,
            substance.name_zh,
            substance.inchikey,
            substance.unii,
            *substance.cas,
            *substance.aliases,
        ]
        keys = [part for part in known if part]
        yield [f"substance/{substance.id}.html", substance.name, shown, "substance", keys]


def _lists(facts: Facts) -> Iterator[Entry]:
    for law in facts.record.jurisdictions.values():
        for schedule in law.schedules.values():
            path, title = f"list/{law.id}/{schedule.id}.html", f"{law.short}: {schedule.title}"
            yield [path, title, schedule.title_zh or "", "list", [schedule.id]]


def _acts(facts: Facts) -> Iterator[Entry]:
    for act in facts.record.acts.values():
        shown = " · ".join(part for part in (act.citation, act.title_zh) if part)
        yield [f"act/{act.id}.html", act.title, shown, "act", [act.id]]


def _assigned(name: str, value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"window.{name} = {text};\n".encode()
