"""Which files say something else, and of which of them a row of the review speaks. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from registry.audit.review import fields
from registry.audit.review.edits import Edit
from registry.engine.changes import Change
from registry.law import layout
from registry.law.acts import Act
from registry.law.record import ClassText, Jurisdiction, Record, Substance


def by_file(record: Record) -> dict[str, object]:
    """What each source file says, by its path below the data folder."""
    families: dict[str, dict[str, Substance]] = defaultdict(dict)
    for substance in record.substances.values():
        families[layout.family_file(substance)][substance.id] = substance
    return {
        layout.EDITION: (record.version, record.title),
        **{layout.act_file(name): act for name, act in record.acts.items()},
        **families,
        **{layout.LISTS.path(name): law for name, law in record.jurisdictions.items()},
        **{layout.class_file(text): text for text in record.classes},
        **{layout.SEED.path(seed.id): seed for seed in record.seeds},
    }


def changed(base: Record, head: Record) -> set[str]:
    """The files whose parsed content differs, those that one of the two lacks among them."""
    before, after = by_file(base), by_file(head)
    return {
        file
        for file in {*before, *after}
        if before.get(file) != after.get(file)
        and _unordered(before.get(file)) != _unordered(after.get(file))
    }


def _unordered(content: object) -> object:
    """What a file says without the order in which it says it, which carries no meaning."""
    if isinstance(content, Act):
        named = ((fields.name_of(step), step) for step in content.steps)
        return fields.of_act(content, sorted(named, key=repr))
    if isinstance(content, Jurisdiction):
        return fields.of_jurisdiction(content)
    if isinstance(content, ClassText):
        return fields.of_class(content)
    if isinstance(content, dict):
        return {name: fields.of_substance(substance) for name, substance in content.items()}
    return content


def spoken_of(done: Iterable[Change], rows: Iterable[Edit], base: Record, head: Record) -> set[str]:
    """The files whose edits the rows tell: acts, edited fields, identities that are new."""
    new = (each for name, each in head.substances.items() if name not in base.substances)
    files = {*(row.file for row in rows), *map(layout.family_file, new)}
    for change in done:
        act = change.act.id
        files.add(layout.act_file(act) if act in head.acts else act)
        files |= {layout.class_file(text) for text in head.classes if text.id == change.class_id}
    return files
