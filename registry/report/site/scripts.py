"""The data that the script of the pages reads: ``.js`` files, as pages from disk cannot fetch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from registry.engine.history import History
from registry.engine.resolve.answer import GROUPS, Lead
from registry.report.site.facts import Facts
from registry.report.site.histories import Answered, rows

Entry = list[object]


def search(facts: Facts) -> bytes:
    """What the search finds: every page by all that the resolver knows of it.

    ``entries``: path, title, what is shown beside it, kind. ``keys``: what each key leads to, as
    places among the entries, with a note where a form or a product was meant.
    """
    table = facts.lists.resolver.compiled()
    entries = dict(chain(_substances(facts), _families(facts), _lists(facts), _classes(facts)))
    entries |= _acts(facts)
    places = {name: place for place, name in enumerate(entries)}

    def led_to(leads: list[Lead]) -> list[Entry]:
        known = ((places.get(_target(lead)), lead) for lead in leads)
        return [
            [place] if lead.kind in {"substance", *GROUPS} else [place, lead.note]
            for place, lead in known
            if place is not None
        ]

    keys = {key: led_to(leads) for key, leads in table.keys.items()}
    compiled = table._asdict() | {
        "entries": list(entries.values()),
        "keys": {key: found for key, found in keys.items() if found},
        "titles": [(words, led_to(leads)) for words, leads in table.titles],
    }
    return _assigned("registrySearch", compiled)


def _target(lead: Lead) -> tuple[str, str]:
    """The page that a lead leads to: of a form or a product, that of its substance."""
    return (lead.kind if lead.kind in GROUPS else "substance"), lead.of


def spans(facts: Facts) -> bytes:
    """For every substance: its family, the gap over all days, the status of the principal sides."""
    entries: dict[str, Entry] = {}
    for name, substance in facts.record.substances.items():
        answers = [_brief(facts.sides[name][place]) for place in facts.principal]
        entries[name] = [substance.family, rows(facts.gap_histories[name]), *answers]
    return _assigned("registrySpans", {"places": list(facts.principal), "rows": entries})


def words(facts: Facts) -> bytes:
    """What the script of the page of a substance says: sentences, kinds, the two sides."""
    words = {"words": list(facts.words), "kinds": facts.kinds, "shorts": facts.shorts}
    return _assigned("registryWords", words)


def runs(pair: Facts) -> bytes:
    """Every gap of a pair, by substance and kind, with its days and the acts that turned it.

    Acts are told by their places in ``acts``: id, short name of the jurisdiction, title.
    """
    names = {run.substance.id: run.substance.name for run in pair.runs}
    turning = (act for run in pair.runs for act in (*run.opened_by, *run.closed_by))
    places = {act: place for place, act in enumerate(dict.fromkeys(turning))}
    return _assigned(
        "registryRuns",
        {
            "kinds": pair.kinds,
            "names": names,
            "acts": [[act, pair.place(act), pair.record.acts[act].title] for act in places],
            "runs": [
                [
                    run.substance.id,
                    run.kind,
                    run.since.day.isoformat(),
                    run.until.isoformat() if run.until else None,
                    [places[act] for act in run.opened_by],
                    [places[act] for act in run.closed_by],
                ]
                for run in pair.runs
            ],
        },
    )


def _brief(history: History[Answered]) -> list[Entry]:
    """A history of answers with the status and the lists alone."""
    brief = history.map(lambda answer: (answer.status, ", ".join(answer.lists))).settled()
    return [[day.day.isoformat(), *value] for day, value in brief.turns]


Named = tuple[tuple[str, str], Entry]


def _substances(facts: Facts) -> Iterator[Named]:
    for substance in facts.record.substances.values():
        shown = " · ".join(part for part in (substance.name_zh, *substance.cas[:1]) if part)
        path = f"substance/{substance.id}.html"
        yield ("substance", substance.id), [path, substance.name, shown, "substance"]


def _families(facts: Facts) -> Iterator[Named]:
    families = Counter(each.family for each in facts.record.substances.values())
    for family, count in families.items():
        path, words = f"substances.html?family={family}", family.replace("-", " ").capitalize()
        yield ("family", family), [path, words, f"{count} substances", "family"]


def _classes(facts: Facts) -> Iterator[Named]:
    for name, texts in facts.classes().items():
        title, title_zh = texts[-1].title, texts[-1].title_zh or ""
        yield ("class", name), [f"class/{name}.html", title, title_zh, "class"]


def _lists(facts: Facts) -> Iterator[Named]:
    for law in facts.record.jurisdictions.values():
        for schedule in law.schedules.values():
            path, title = f"list/{law.id}/{schedule.id}.html", f"{law.short}: {schedule.title}"
            yield (
                ("list", f"{law.id}/{schedule.id}"),
                [path, title, schedule.title_zh or "", "list"],
            )


def _acts(facts: Facts) -> Iterator[Named]:
    for act in facts.record.acts.values():
        shown = " · ".join(part for part in (act.citation, act.title_zh) if part)
        yield ("act", act.id), [f"act/{act.id}.html", act.title, shown, "act"]


def _assigned(name: str, value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"window.{name} = {text};\n".encode()
