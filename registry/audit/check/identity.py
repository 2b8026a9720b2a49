"""Identities: one substance, one entry; no identifier and no name leads to two."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from registry.audit.check import places
from registry.audit.check.catalogue import Complaint, Context, check
from registry.engine.resolve.keys import match_key
from registry.law.record import Record, Substance

CHINESE: Final = re.compile("[\u3400-\u9fff]")
WATCH: Final = "watch"


@check("ID102", "error")
def shared_cas(context: Context) -> Iterator[Complaint]:
    """Two substances share a CAS number.

    A CAS number names one chemical identity. Where an authority printed the same number for two
    lines, one of the two is wrong, and whoever looks a substance up by it gets the wrong answer.

    Remedy: Compare both with their sources; keep the number where it belongs, and say in the
    other's note what was printed there.
    """
    for number, one, other in _shared(context.record, lambda one: one.cas):
        what = f'CAS number {number} of "{one.id}" is the number of "{other.id}" too.'
        yield places.of_substance(one, what, "cas")


@check("ID103", "warning")
def shared_inchikey(context: Context) -> Iterator[Complaint]:
    """Two substances share an InChIKey, and no note says why.

    That happens lawfully: a racemate and an isomer drawn flat, a plant and its principle. Then
    both entries say so in a note. Without one it is a copied line.

    Remedy: Correct the structure of one of the two, or say in the note of both why they share it.
    """
    for key, one, other in _shared(context.record, lambda one: (one.inchikey,)):
        if not (one.note and other.note):
            what = f'InChIKey {key} of "{one.id}" is that of "{other.id}" too; not both say why.'
            yield places.of_substance(one, what, "inchikey")


@check("ID104", "error")
def shared_unii(context: Context) -> Iterator[Complaint]:
    """Two substances share a UNII.

    A UNII names one substance; a base and its salt have different ones.

    Remedy: Compare both with the FDA list and keep the code where it belongs.
    """
    for code, one, other in _shared(context.record, lambda one: (one.unii,)):
        what = f'UNII {code} of "{one.id}" is the code of "{other.id}" too.'
        yield places.of_substance(one, what, "unii")


@check("ID105", "error")
def colliding_names(context: Context) -> Iterator[Complaint]:
    """A name leads to two substances.

    Compared are ids, names and other names without the differences that carry no meaning: case,
    kinds of dash and prime, Greek letters against their names; Chinese names are judged apart.
    A name that leads to two substances is refused as ambiguous wherever it is typed, and an
    inventory that uses it goes unanswered.

    Remedy: Take the name from the substance it does not belong to; if both bear it in fact, write
    it in their notes and leave it out of both lists of names.
    """
    for key, one, other in _shared(context.record, _latin_keys):
        field, written = _as_written(one, key)
        what = f'"{written}" of "{one.id}" leads to "{other.id}" too.'
        yield places.of_substance(one, what, field)


@check("ID106", "warning")
def shared_chinese_name(context: Context) -> Iterator[Complaint]:
    """Two substances share a Chinese name, and no note says why.

    The Chinese catalogues print one name for what the registry keeps apart (an acid and its
    esters), and one name has changed its meaning over time. Then both entries say so in a note.

    Remedy: Correct the Chinese name of one of the two, or say in the note of both why they
    share it.
    """
    for key, one, other in _shared(context.record, _chinese_keys):
        if not (one.note and other.note):
            field, written = _as_written(one, key)
            what = f'The Chinese name "{written}" of "{one.id}" is that of "{other.id}" too.'
            yield places.of_substance(one, what, field)


@check("ID107", "warning")
def unflagged_structure(context: Context) -> Iterator[Complaint]:
    """A structure without word of how well it is known, or the word without a structure.

    `structure` is "agreed" where two independent sources gave the same one, "single" where only
    one did. Reports show it, and no check trusts a single source.

    Remedy: Write structure = "agreed" or "single" beside the InChIKey, or remove it.
    """
    for one in context.record.substances.values():
        if one.inchikey and not one.structure:
            what = f'"{one.id}" has an InChIKey, but no "structure" says how well it is known.'
            yield places.of_substance(one, what, "inchikey")
        elif one.structure and not one.inchikey:
            what = f'"{one.id}" says structure = "{one.structure}" and has no InChIKey.'
            yield places.of_substance(one, what, "structure")


@check("ID108", "warning", whole=True)
def unused_substance(context: Context) -> Iterator[Complaint]:
    """A substance that no act and no class names.

    An entry that no line, exception, class verdict or family of a class uses is a leftover, or its
    act is missing. Substances that are only watched say so: their note holds the word "watch".

    Remedy: Record the act that lists it, remove the entry, or write in its note why it is on the
    watch list.
    """
    used = _used(context.record)
    for one in context.record.substances.values():
        if one.id not in used and WATCH not in (one.note or "").casefold():
            what = f'"{one.id}" is named by no act and no class text.'
            yield places.of_substance(one, what)


def _shared(
    record: Record, keys: Callable[[Substance], Iterable[str | None]]
) -> Iterator[tuple[str, Substance, Substance]]:
    """Every key that several substances have; each of them is paired with the first other one."""
    found: dict[str, dict[str, Substance]] = defaultdict(dict)
    for one in record.substances.values():
        for key in keys(one):
            if key:
                found[key][one.id] = one
    for key, those in found.items():
        first, *others = those.values()
        for one in others:
            yield key, one, first
        if others:
            yield key, first, others[0]


def _names(one: Substance) -> Iterator[tuple[str, str]]:
    """Every name, with the field it stands in."""
    yield "name", one.name
    yield "name_zh", one.name_zh or ""
    yield from (("aliases", alias) for alias in one.aliases)
    yield "name", one.id


def _latin_keys(one: Substance) -> Iterator[str]:
    return (match_key(name) for _, name in _names(one) if not CHINESE.search(name))


def _chinese_keys(one: Substance) -> Iterator[str]:
    return (match_key(name) for _, name in _names(one) if CHINESE.search(name))


def _as_written(one: Substance, key: str) -> tuple[str, str]:
    """The field of ``one`` that holds the name with this key, and the name."""
    return next(each for each in _names(one) if match_key(each[1]) == key)


def _used(record: Record) -> set[str]:
    """Every substance that a line, an exception, a class verdict or a relative names."""
    used = {one.form_of.substance for one in record.substances.values() if one.form_of}
    used |= {one.id for one in record.substances.values() if one.form_of}
    for act in record.acts.values():
        for step in act.steps:
            wording = step.wording
            used.update(step.substances, step.releases)
            used.update(wording.excepts or (), wording.may_cover or ())
    families = {family for text in record.classes for family in text.families}
    used |= {one.id for one in record.substances.values() if one.family in families}
    return used.union(*(text.verdicts for text in record.classes))
