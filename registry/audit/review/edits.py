"""What was edited of what the base holds: each field with its old and new value. Pure.

Both records are compared by key (act, substance, list, class text) with ``==``, then
what differs field by field. The base must already bear the ids of the head (see ``names``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from registry.audit.review import fields
from registry.audit.review.steps import StepPair, aligned
from registry.engine.resolve.keys import match_key
from registry.law import layout
from registry.law.acts import Act, Key, Step, key_of, landing
from registry.law.record import ClassText, Jurisdiction, Record
from registry.law.scope import SCOPE

IDENTIFIER: Final = "identifier-corrected"
DATE: Final = "date-corrected"
CITATION: Final = "citation-corrected"
WORDING: Final = "wording-corrected"
EVIDENCE: Final = "evidence-corrected"
RECORD: Final = "record-corrected"
RENAMED: Final = "renamed"
REWRITTEN: Final = "history-rewritten"
REKEYED: Final = "re-keyed"
VERIFIED: Final = "verified"
LIST_ADDED: Final = "list-added"
JURISDICTION_ADDED: Final = "jurisdiction-added"

# The last part of a field -> what a change of it is called. Fields in no row are editorial.
KINDS: Final = {
    **dict.fromkeys(("cas", "inchikey", "unii", "smiles", "structure", "aliases"), IDENTIFIER),
    **dict.fromkeys(
        ("published", "effective", "decided", "expires", "covered_since", "comments_until"), DATE
    ),
    **dict.fromkeys(("complete_from", "since"), DATE),
    **dict.fromkeys(("citation", "stands", "authority"), CITATION),
    **dict.fromkeys(("title", "title_zh", "printed", "number", "text", "instrument"), WORDING),
    **dict.fromkeys(("evidence", "date_evidence"), EVIDENCE),
    "verified_through": VERIFIED,
    "note": "",
}
KINDS_OF_ACTS: Final = KINDS | {"source": CITATION}
KINDS_OF_SUBSTANCES: Final = KINDS | {"name": RENAMED, "name_zh": RENAMED, "source": ""}
KINDS_OF_LISTS: Final = KINDS | dict.fromkeys(("name", "short", "caveat"), WORDING)
KINDS_OF_CLASSES: Final = KINDS | {"basis": WORDING, "source": CITATION}
# Fields that may decide what is controlled on a day.
LEGAL: Final = frozenset({
    "effective", "decided", "published", "kind", "schedule", "line", "substances", "class",
    "unseen", "expires", "continues", "already_covered_by", "covered_since", "to", "merged_into",
    "stands", "releases", *(field.key for field in SCOPE), "open", "group", "form_of", "family",
    "families", "regime", "medical_use", "complete", "complete_from", "may_hold", "whole_for",
    "jurisdiction", "verdict", "since",
})  # fmt: skip


class Edit(NamedTuple):
    """One field of what the base holds that the head writes otherwise, or no longer.

    ``path`` finds it in ``file``; ``keys`` are the lines it speaks of, ``jurisdictions`` and
    ``substances`` whom it may concern (empty: all), as far as the class ``class_id`` reaches.
    ``legal``: it may decide what is controlled.
    """

    kind: str
    file: str
    path: layout.FieldPath
    field: str
    old: str | None
    new: str | None
    legal: bool = False
    keys: tuple[Key, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    substances: tuple[str, ...] = ()
    class_id: str | None = None

    @property
    def is_cosmetic(self) -> bool:
        """Whether only white space, case, dashes or primes of a text differ."""
        return bool(self.old and self.new) and match_key(self.old or "") == match_key(
            self.new or ""
        )


def edits(base: Record, head: Record) -> list[Edit]:
    """Every edit of what ``base`` holds, and every list that only ``head`` holds.

    Acts, identities and class texts that only ``head`` holds are no edits.
    """
    if base == head:
        return []
    parts = (_of_acts, _of_substances, _of_jurisdictions, _of_classes)
    return [edit for part in parts for edit in part(base, head) if not edit.is_cosmetic]


# acts


def _of_acts(base: Record, head: Record) -> Iterator[Edit]:
    for name, old in base.acts.items():
        new = head.acts.get(name)
        if new is None:
            file, named = layout.act_file(name), _named(*old.steps)
            gone = Edit(REWRITTEN, file, (), "act", old.title, None, legal=True)
            yield gone._replace(keys=_keys(old), substances=named)
        elif old != new:
            yield from _of_act(old, new)


def _of_act(old: Act, new: Act) -> Iterator[Edit]:
    pairs = {pair.name: pair for pair in aligned(old, new)}
    before = fields.of_act(old, ((name, each.old) for name, each in pairs.items() if each.old))
    after = fields.of_act(new, ((name, each.new) for name, each in pairs.items() if each.new))
    for change in fields.differing(before, after):
        path = change.names
        if path[0] not in pairs:
            edit = _of_whole(old, new, path[0])
        elif path[-1] == "line" and _follows(pairs[path[0]]):
            continue
        else:
            edit = _of_step(new, pairs[path[0]], path)
        yield edit._replace(file=layout.act_file(new.id), old=change.old, new=change.new)


def _of_whole(old: Act, new: Act, field: str) -> Edit:
    """A field of the act itself; its file and its values are left open."""
    kind, named = KINDS_OF_ACTS.get(field, RECORD), _named(*old.steps, *new.steps)
    legal = field in LEGAL and _decides(field, old, new)
    only = named if len(named) == 1 else ()
    return Edit(kind, "", (field,), field, None, None, legal, (*_keys(old), *_keys(new)), (), only)


def _of_step(act: Act, pair: StepPair, path: tuple[str, ...]) -> Edit:
    """A field of a step, or the whole step; its file and its values are left open."""
    steps = [step for step in (pair.old, pair.new) if step]
    keys = tuple(
        dict.fromkeys(key for each in steps for key in (key_of(act, each), landing(act, each)))
    )
    legal = len(path) == 1 or path[-1] in LEGAL
    place: layout.FieldPath = (pair.last.verb, pair.number, *path[1:]) if pair.new else ()
    kind = KINDS.get(path[-1], RECORD)
    return Edit(kind, "", place, ".".join(path), None, None, legal, keys, (), _named(*steps))


def _keys(act: Act) -> tuple[Key, ...]:
    """Every line that an act speaks of."""
    own = (key_of(act, step) for step in act.steps)
    return tuple(dict.fromkeys((*own, *(landing(act, step) for step in act.steps))))


def _follows(pair: StepPair) -> bool:
    """Whether the slug of a line is the id of what it names, so that it says nothing more."""
    return all(
        step is not None and step.line in {*step.substances, step.class_id}
        for step in (pair.old, pair.new)
    )


def _named(*steps: Step) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for step in steps for name in step.substances))


def _decides(field: str, old: Act, new: Act) -> bool:
    """Whether a date field gives the day of the act, before or after the edit."""
    if field == "decided":
        return not (old.effective and new.effective)
    if field == "published":
        return not ((old.effective or old.decided) and (new.effective or new.decided))
    return True


# identities, lists, class texts


def _of_substances(base: Record, head: Record) -> Iterator[Edit]:
    for name, old in base.substances.items():
        new = head.substances.get(name)
        if new is None:
            file = layout.family_file(old)
            yield Edit(IDENTIFIER, file, (), name, old.name, None, substances=(name,))
        elif old != new:
            file = layout.family_file(new)
            written = fields.of_substance(old), fields.of_substance(new)
            for change in fields.differing(*written):
                field, was, now = change.field, change.old, change.new
                kind = KINDS_OF_SUBSTANCES.get(field, RECORD)
                legal, named = field in LEGAL, (name,)
                yield Edit(kind, file, (name, field), field, was, now, legal, substances=named)


def _of_jurisdictions(base: Record, head: Record) -> Iterator[Edit]:
    for name, old in base.jurisdictions.items():
        new = head.jurisdictions.get(name)
        if new is None:
            yield _of_lists(name, RECORD, (), old.name, None)
        elif old != new:
            yield from _of_law(old, new)
    for name, law in head.jurisdictions.items():
        if name not in base.jurisdictions:
            yield _of_lists(name, JURISDICTION_ADDED, (), None, law.name)


def _of_law(old: Jurisdiction, new: Jurisdiction) -> Iterator[Edit]:
    written = fields.of_jurisdiction(old), fields.of_jurisdiction(new)
    for change in fields.differing(*written):
        path, is_new = change.names, change.old is None
        whole = path[0] == "schedules" and len(path) == 2
        kind = LIST_ADDED if whole and is_new else KINDS_OF_LISTS.get(path[-1], RECORD)
        legal = bool(LEGAL & set(path)) or whole
        yield _of_lists(new.id, kind, path, change.old, change.new)._replace(legal=legal)


def _of_lists(
    name: str, kind: str, path: tuple[str, ...], was: str | None, now: str | None
) -> Edit:
    """An edit of a jurisdiction and its lists; no path: of the whole."""
    file, field = layout.LISTS.path(name), ".".join(path) or "jurisdiction"
    return Edit(kind, file, path, field, was, now, legal=True, jurisdictions=(name,))


def _of_classes(base: Record, head: Record) -> Iterator[Edit]:
    later = {(text.id, text.since): text for text in head.classes}
    known = {*base.substances} & {*head.substances}
    for old in base.classes:
        new = later.get((old.id, old.since))
        file, places = layout.class_file(old), (old.jurisdiction,)
        if new is None:
            gone = Edit(REWRITTEN, file, (), "class", old.title, None, legal=True)
            yield gone._replace(jurisdictions=places, class_id=old.id)
        elif old != new:
            yield from _of_class(old, new)
            yield from _judged_anew(old, new, known)


def _of_class(old: ClassText, new: ClassText) -> Iterator[Edit]:
    file, places = (
        layout.class_file(new),
        tuple(dict.fromkeys((old.jurisdiction, new.jurisdiction))),
    )
    for change in fields.differing(fields.of_class(old), fields.of_class(new)):
        path = change.names
        verdict = path[0] == "verdict"
        edit = Edit(
            kind=KINDS_OF_CLASSES.get(path[-1], RECORD),
            file=file,
            path=("verdict", 0) if verdict else path,
            field=change.field,
            old=change.old,
            new=change.new,
            legal=verdict or path[0] in LEGAL,
        )
        named = (path[1],) if verdict else ()
        yield edit._replace(jurisdictions=places, substances=named, class_id=new.id)


def _judged_anew(old: ClassText, new: ClassText, known: set[str]) -> Iterator[Edit]:
    """Where the rule of a text now says otherwise whether a substance that the base knows is in."""
    file, places = layout.class_file(new), (new.jurisdiction,)
    for name in sorted(known & {*old.judged, *new.judged}):
        was, now = (_verdicts(text, name) for text in (old, new))
        if was != now:
            field = f"judged.{name}"
            edit = Edit(RECORD, file, (), field, was, now, legal=True, class_id=new.id)
            yield edit._replace(jurisdictions=places, substances=(name,))


def _verdicts(text: ClassText, name: str) -> str | None:
    """The verdicts as far as they decide what is controlled: a name elsewhere does not."""
    return fields.verdicts(
        judged._replace(verdict=judged.verdict.removesuffix("-but-listed"))
        for judged in text.judged.get(name, ())
    )
