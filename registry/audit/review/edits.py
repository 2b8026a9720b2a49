"""What was edited of what the base holds: each field with its old and new value. Pure.

Both records are compared by key (act, substance, list, class text) with ``==``, then
what differs field by field. The base must already bear the ids of the head (see ``names``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from registry.audit.review import fields
from registry.audit.review.fields import Written
from registry.audit.review.steps import Pair, aligned
from registry.engine.resolve import match_key
from registry.law import layout
from registry.law.acts import Act, Key, Step, key_of, landing
from registry.law.record import ClassText, Record

Path = tuple[str | int, ...]

PRESENT: Final = "present"
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
    **dict.fromkeys(("published", "effective", "decided", "expires", "covered_since"), DATE),
    **dict.fromkeys(("complete_from", "since"), DATE),
    **dict.fromkeys(("citation", "stands", "authority"), CITATION),
    **dict.fromkeys(("title", "title_zh", "printed", "number", "text", "instrument"), WORDING),
    **dict.fromkeys(("evidence", "date_evidence"), EVIDENCE),
    "verified_through": VERIFIED,
}
KINDS_OF_ACTS: Final = {"note": "", "source": CITATION}
# Fields that may decide what is controlled on a day.
LEGAL: Final = frozenset({
    "effective", "decided", "published", "kind", "schedule", "line", "substances", "class",
    "unseen", "expires", "continues", "already_covered_by", "covered_since", "to", "merged_into",
    "stands", "releases", "form", "except", "excepts", "covers", "open", "limited_to",
    "may_cover", "group", "form_of", "family", "families", "regime", "complete", "complete_from",
    "jurisdiction", "verdict", "since",
})  # fmt: skip


class Edit(NamedTuple):
    """One field of what the base holds that the head writes otherwise, or no longer.

    ``path`` finds it in ``file``; ``keys`` are the lines it speaks of, ``places`` and
    ``substances`` whom it may concern (empty: all). ``legal``: it may decide what is controlled.
    """

    kind: str
    file: str
    path: Path
    field: str
    old: str | None
    new: str | None
    legal: bool
    keys: tuple[Key, ...] = ()
    places: tuple[str, ...] = ()
    substances: tuple[str, ...] = ()


def edits(base: Record, head: Record) -> list[Edit]:
    """Every edit of what ``base`` holds, and every list that only ``head`` holds.

    Acts, identities and class texts that only ``head`` holds are no edits.
    """
    if base == head:
        return []
    found = (_of_acts, _of_substances, _of_jurisdictions, _of_classes)
    return [edit for each in found for edit in each(base, head) if not is_cosmetic(edit)]


def is_cosmetic(edit: Edit) -> bool:
    """Whether only white space, case, dashes or primes of a text differ."""
    texts = edit.old, edit.new
    return bool(edit.old and edit.new) and len({match_key(one or "") for one in texts}) == 1


def explained(
    old: Written, new: Written
) -> Iterator[tuple[tuple[str, ...], str | None, str | None]]:
    """The fields in which two writings differ, with both values; tables come whole."""
    for name in sorted({*old, *new}):
        before, after = old.get(name), new.get(name)
        if isinstance(before, dict) and isinstance(after, dict):
            yield from (((name, *path), was, now) for path, was, now in explained(before, after))
        elif before != after:
            yield (name,), _shown(before), _shown(after)


def _shown(value: object) -> str | None:
    return PRESENT if isinstance(value, dict) else None if value is None else str(value)


# acts


def _of_acts(base: Record, head: Record) -> Iterator[Edit]:
    for name, old in base.acts.items():
        new = head.acts.get(name)
        if new is None:
            yield _deleted_act(old)
        elif old != new:
            yield from _of_act(old, new)


def keys_of(act: Act) -> tuple[Key, ...]:
    """Every line that an act speaks of."""
    own = (key_of(act, step) for step in act.steps)
    return tuple(dict.fromkeys((*own, *(landing(act, step) for step in act.steps))))


def _deleted_act(act: Act) -> Edit:
    named = tuple(dict.fromkeys(name for step in act.steps for name in step.substances))
    file = layout.act_file(act.id)
    keys = keys_of(act)
    return Edit(
        REWRITTEN, file, (), "act", act.title, None, legal=True, keys=keys, substances=named
    )


def _of_act(old: Act, new: Act) -> Iterator[Edit]:
    pairs = {pair.name: pair for pair in aligned(old, new)}
    before = fields.of_act(old, ((name, one.old) for name, one in pairs.items() if one.old))
    after = fields.of_act(new, ((name, one.new) for name, one in pairs.items() if one.new))
    for path, was, now in explained(before, after):
        if path[0] not in pairs:
            yield _of_whole(old, new, path[0])._replace(old=was, new=now)
        elif not (path[-1] == "line" and _follows(pairs[path[0]])):
            yield _of_step(new, pairs[path[0]], path)._replace(old=was, new=now)


def _of_whole(old: Act, new: Act, field: str) -> Edit:
    """A field of the act itself, its values left open."""
    named = _named(*old.steps, *new.steps)
    return Edit(
        kind=KINDS_OF_ACTS.get(field, KINDS.get(field, RECORD)),
        file=layout.act_file(new.id),
        path=(field,),
        field=field,
        old=None,
        new=None,
        legal=field in LEGAL and _decides(field, old, new),
        keys=(*keys_of(old), *keys_of(new)),
        substances=named if len(named) == 1 else (),
    )


def _of_step(act: Act, pair: Pair, path: tuple[str, ...]) -> Edit:
    """A field of a step, or the whole step, its values left open."""
    steps = [one for one in (pair.old, pair.new) if one]
    keys = (key for one in steps for key in (key_of(act, one), landing(act, one)))
    return Edit(
        kind="" if path[-1] == "note" else KINDS.get(path[-1], RECORD),
        file=layout.act_file(act.id),
        path=(pair.last.verb, pair.number, *path[1:]) if pair.new else (),
        field=".".join(path),
        old=None,
        new=None,
        legal=len(path) == 1 or path[-1] in LEGAL,
        keys=tuple(dict.fromkeys(keys)),
        substances=_named(*steps),
    )


def _follows(pair: Pair) -> bool:
    """Whether the slug of a line is the id of what it names, so that it says nothing more."""
    return all(
        one is not None and one.line in {*one.substances, one.class_id}
        for one in (pair.old, pair.new)
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
            yield Edit(IDENTIFIER, file, (), name, old.name, None, legal=False, substances=(name,))
        elif old != new:
            file = layout.family_file(new)
            for path, was, now in explained(fields.of_substance(old), fields.of_substance(new)):
                kind = {"name": RENAMED, "name_zh": RENAMED, "source": "", "note": ""}
                called = kind.get(path[-1], KINDS.get(path[-1], RECORD))
                legal = path[-1] in LEGAL
                where = (name, path[-1])
                yield Edit(called, file, where, path[-1], was, now, legal, substances=(name,))


def _of_jurisdictions(base: Record, head: Record) -> Iterator[Edit]:
    for name, old in base.jurisdictions.items():
        new = head.jurisdictions.get(name)
        file = layout.LISTS.path(name)
        if new is None:
            yield Edit(RECORD, file, (), "jurisdiction", old.name, None, legal=True, places=(name,))
        elif old != new:
            for path, was, now in explained(
                fields.of_jurisdiction(old), fields.of_jurisdiction(new)
            ):
                legal = bool(LEGAL & set(path)) or (path[0] == "schedules" and len(path) == 2)
                said = {"note": "", "name": WORDING, "short": WORDING, "caveat": WORDING}
                kind = said.get(path[-1], KINDS.get(path[-1], RECORD))
                if path[0] == "schedules" and len(path) == 2 and was is None:
                    kind = LIST_ADDED
                yield Edit(kind, file, path, ".".join(path), was, now, legal, places=(name,))
    for name, law in head.jurisdictions.items():
        if name not in base.jurisdictions:
            file = layout.LISTS.path(name)
            yield Edit(
                JURISDICTION_ADDED, file, (), "jurisdiction", None, law.name, legal=True,
                places=(name,),
            )  # fmt: skip


def _of_classes(base: Record, head: Record) -> Iterator[Edit]:
    later = {(text.id, text.since): text for text in head.classes}
    for old in base.classes:
        new = later.get((old.id, old.since))
        if new is None:
            yield Edit(
                REWRITTEN, layout.class_file(old), (), "class", old.title, None, legal=True,
                places=(old.jurisdiction,),
            )  # fmt: skip
        elif old != new:
            yield from _of_class(old, new)
            yield from _judged_anew(old, new, {*base.substances} & {*head.substances})


def _judged_anew(old: ClassText, new: ClassText, known: set[str]) -> Iterator[Edit]:
    """Where the rule of a text now says otherwise whether a substance that the base knows is in."""
    for name in sorted(known & {*old.judged, *new.judged}):
        was, now = (_reached(text, name) for text in (old, new))
        if was != now:
            file, field = layout.class_file(new), f"judged.{name}"
            yield Edit(
                RECORD, file, (), field, was, now, legal=True,
                places=(new.jurisdiction,), substances=(name,),
            )  # fmt: skip


def _reached(text: ClassText, name: str) -> str | None:
    """The verdicts as far as they decide what is controlled: a name elsewhere does not."""
    found = [
        one.verdict.removesuffix("-but-listed") + (f" from {one.since}" if one.since else "")
        for one in text.judged.get(name, ())
    ]
    return ", ".join(found) or None


def _of_class(old: ClassText, new: ClassText) -> Iterator[Edit]:
    places = tuple(dict.fromkeys((old.jurisdiction, new.jurisdiction)))
    for path, was, now in explained(fields.of_class(old), fields.of_class(new)):
        said = {"note": "", "basis": WORDING, "source": CITATION}
        kind = said.get(path[-1], KINDS.get(path[-1], RECORD))
        verdict = path[0] == "verdict"
        where: Path = ("verdict", 0) if verdict else path
        named = (path[1],) if verdict else ()
        legal = verdict or path[0] in LEGAL
        file = layout.class_file(new)
        yield Edit(kind, file, where, ".".join(path), was, now, legal, (), places, named)
