"""The pages: every template with its facts, as bytes by path."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined

from registry.api import Registry
from registry.engine.provenance import unapplied_notes
from registry.law.dates import Day
from registry.law.scope import limits_of
from registry.report.site import links, scripts
from registry.report.site.facts import Context, Facts
from registry.report.site.histories import BASIS_WORDS

ASSETS: Final = ("site.css", "site.js", "icon.svg")
SCHEMA: Final = "cs-registry/site/1"
MANIFEST: Final = "site.json"


def build(
    lists: Registry, pair: tuple[str, str], on: date, downloads: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Every file of the site, by its path below the folder.

    ``pair`` are the jurisdictions whose gaps it shows, ``downloads`` files to offer by name.
    """
    facts = Facts(lists, *pair, on)
    files = dict(_pages(facts, sorted(downloads)))
    files |= {f"data/{name}": content for name, content in downloads.items()}
    files |= {f"assets/{name}": _shipped("assets", name) for name in ASSETS}
    files |= {f"assets/{pair.name}.js": scripts.runs(pair) for pair in facts.pairs}
    files["assets/words.js"] = scripts.words(facts)
    files["assets/search.js"] = scripts.search(facts)
    files["assets/spans.js"] = scripts.spans(facts)
    files[MANIFEST] = _manifest(facts, sorted(files))
    return files


def _manifest(facts: Facts, names: list[str]) -> bytes:
    """What makes the folder known as a site of ours, with the name of every other file."""
    document = {
        "schema": SCHEMA,
        "on": facts.on.isoformat(),
        "data": {"version": facts.record.version, "digest": facts.record.digest},
        "files": names,
    }
    return (json.dumps(document, indent=1) + "\n").encode()


def _pages(facts: Facts, downloads: list[str]) -> Iterator[tuple[str, bytes]]:
    environment = _environment(facts)
    for path, template, context in _contexts(facts, downloads):
        root = "../" * path.count("/")
        text = environment.get_template(template).render(**context, root=root, path=path)
        yield path, f"{text.rstrip()}\n".encode()


def _contexts(facts: Facts, downloads: list[str]) -> Iterator[tuple[str, str, Context]]:
    """Path, template and facts of every page."""
    record = facts.record
    yield "index.html", "overview.html", facts.overview() | {"downloads": downloads}
    yield "substances.html", "substances.html", {"families": facts.overview()["families"]}
    yield "lists.html", "lists.html", {"classes": facts.classes()}
    yield "acts.html", "acts.html", {}
    for pair in facts.pairs:
        yield pair.path, "pair.html", pair.pair(facts.pairs)
    yield "about.html", "about.html", {"downloads": downloads}
    for name, substance in record.substances.items():
        yield f"substance/{name}.html", "substance.html", facts.substance(substance)
    for law in record.jurisdictions.values():
        for schedule in law.schedules.values():
            context = {
                "law": law,
                "schedule": schedule,
                "listings": facts.listings(law, schedule),
            }
            yield f"list/{law.id}/{schedule.id}.html", "list.html", context
    for act in record.acts.values():
        yield f"act/{act.id}.html", "act.html", facts.act(act)
    for name, texts in facts.classes().items():
        yield f"class/{name}.html", "class.html", {"texts": texts}


def _environment(facts: Facts) -> Environment:
    """Templates that escape everything, know the record, and fail on a misspelt name."""
    made = Environment(
        autoescape=True,
        loader=FunctionLoader(lambda name: _shipped("templates", name).decode()),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    made.globals.update(
        facts=facts,
        record=facts.record,
        on=facts.on,
        basis_words=BASIS_WORDS,
        limits_of=limits_of,
        unapplied=unapplied_notes(facts.view, facts.record.jurisdictions),
    )
    made.filters.update(
        day=day_words, iso=_iso, family=family_words, source=links.of_source,
        citation=links.of_citation,
    )  # fmt: skip
    return made


def day_words(day: Day | date | None) -> str:
    """A day as a reader sees it, with how surely it is known."""
    if day is None:
        return ""
    plain = day.day if isinstance(day, Day) else day
    return "the beginning of the record" if plain == date.min else str(day)


def family_words(family: str) -> str:
    """A family as a heading."""
    return family.replace("-", " ").capitalize()


def _iso(day: Any) -> str:  # noqa: ANN401 (a template gives days of both kinds, or nothing)
    plain = day.day if isinstance(day, Day) else day
    return plain.isoformat() if plain else ""


def _shipped(folder: str, name: str) -> bytes:
    return resources.files("registry.report.site").joinpath(folder, name).read_bytes()
