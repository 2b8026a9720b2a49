"""Identities: no identifier and no name leads to two, and a structure is written one way.

RDKit, an optional extra, computes the InChIKey of a SMILES. Without it a note says that nothing was
compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from typing import Final

from registry.audit.check import places
from registry.audit.check.catalogue import Complaint, Context, check
from registry.chemistry import answers
from registry.engine.resolve.keys import match_key
from registry.law.layout import EDITION
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
    for number, substance, other in _shared(context.record, lambda substance: substance.cas):
        what = f'CAS number {number} of "{substance.id}" is the number of "{other.id}" too.'
        yield places.of_substance(substance, what, "cas")


@check("ID103", "warning")
def shared_inchikey(context: Context) -> Iterator[Complaint]:
    """Two substances share an InChIKey, and no note says why.

    That happens lawfully: a racemate and an isomer drawn flat, a plant and its principle. Then
    both entries say so in a note. Without one it is a copied line.

    Remedy: Correct the structure of one of the two, or say in the note of both why they share it.
    """
    for key, substance, other in _shared(context.record, lambda substance: (substance.inchikey,)):
        if not (substance.note and other.note):
            what = (
                f'InChIKey {key} of "{substance.id}" is that of "{other.id}" too; not both say why.'
            )
            yield places.of_substance(substance, what, "inchikey")


@check("ID104", "error")
def shared_unii(context: Context) -> Iterator[Complaint]:
    """Two substances share a UNII.

    A UNII names one substance; a base and its salt have different ones.

    Remedy: Compare both with the FDA list and keep the code where it belongs.
    """
    for code, substance, other in _shared(context.record, lambda substance: (substance.unii,)):
        what = f'UNII {code} of "{substance.id}" is the code of "{other.id}" too.'
        yield places.of_substance(substance, what, "unii")


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
    for key, substance, other in _shared(context.record, _latin_keys):
        field, written = _as_written(substance, key)
        what = f'"{written}" of "{substance.id}" leads to "{other.id}" too.'
        yield places.of_substance(substance, what, field)


@check("ID106", "warning")
def shared_chinese_name(context: Context) -> Iterator[Complaint]:
    """Two substances share a Chinese name, and no note says why.

    The Chinese catalogues print one name for what the registry keeps apart (an acid and its
    esters), and one name has changed its meaning over time. Then both entries say so in a note.

    Remedy: Correct the Chinese name of one of the two, or say in the note of both why they
    share it.
    """
    for key, substance, other in _shared(context.record, _chinese_keys):
        if not (substance.note and other.note):
            field, written = _as_written(substance, key)
            what = f'The Chinese name "{written}" of "{substance.id}" is that of "{other.id}" too.'
            yield places.of_substance(substance, what, field)


@check("ID107", "warning")
def unflagged_structure(context: Context) -> Iterator[Complaint]:
    """A structure without word of how well it is known, or the word without a structure.

    `structure` is "agreed" where two independent sources gave the same one, "single" where only
    one did. Reports show it, and no check trusts a single source.

    Remedy: Write structure = "agreed" or "single" beside the InChIKey, or remove it.
    """
    for substance in context.record.substances.values():
        if substance.inchikey and not substance.structure:
            what = (
                f'"{substance.id}" has an InChIKey, but no "structure" says how well it is known.'
            )
            yield places.of_substance(substance, what, "inchikey")
        elif substance.structure and not substance.inchikey:
            what = f'"{substance.id}" says structure = "{substance.structure}" and has no InChIKey.'
            yield places.of_substance(substance, what, "structure")


@check("ID108", "warning", whole=True)
def unused_substance(context: Context) -> Iterator[Complaint]:
    """A substance that no act and no class names.

    An entry that no line, exception, class verdict or family of a class uses is a leftover, or its
    act is missing. Substances that are only watched say so: their note holds the word "watch".

    Remedy: Record the act that lists it, remove the entry, or write in its note why it is on the
    watch list.
    """
    used = _used(context.record)
    for substance in context.record.substances.values():
        if substance.id not in used and WATCH not in (substance.note or "").casefold():
            what = f'"{substance.id}" is named by no act and no class text.'
            yield places.of_substance(substance, what)


@check("ID109", "error")
def other_structure(context: Context) -> Iterator[Complaint]:
    """An InChIKey that is not that of the SMILES beside it.

    Both write down one structure, so one of the two was copied wrongly, or belongs to a salt, an
    isomer or another substance. Needs RDKit (ID110).

    Remedy: Compare both with the source and correct the wrong one; remove both if none gives them.
    """
    if find_spec("rdkit") is None:
        return
    for substance in _drawn(context):
        key = answers.inchikey(context.memo, substance.smiles or "")
        if key is None:
            what = f'The SMILES of "{substance.id}" cannot be read.'
            yield places.of_substance(substance, what, "smiles")
        elif key != substance.inchikey:
            what = f'InChIKey {substance.inchikey} of "{substance.id}"; its SMILES has {key}.'
            yield places.of_substance(substance, what, "inchikey")


@check("ID110", "note")
def not_compared(context: Context) -> Iterator[Complaint]:
    """The structures were not compared, because RDKit is not installed.

    Everything else was checked; a wrong InChIKey or SMILES would not be seen.

    Remedy: Install the extra `chem` (pip install "cs-registry[chem]") and check again.
    """
    count = sum(1 for _ in _drawn(context))
    if count and find_spec("rdkit") is None:
        yield Complaint(EDITION, f"InChIKeys not compared with their SMILES: {count}.", line=1)


@check("ID113", "error")
def shared_alias(context: Context) -> Iterator[Complaint]:
    """An alias leads to two jurisdictions.

    Whoever types it means one of the two and may be answered about the other: an id goes before an
    alias, and of two aliases the first counts.

    Remedy: Take the alias from the jurisdiction that it does not belong to (`aliases` in its
    schedules.toml).
    """
    laws = context.record.jurisdictions.values()
    for law in laws:
        for alias in dict.fromkeys(law.aliases):
            others = [each.id for each in laws if each != law and alias in (each.id, *each.aliases)]
            if others:
                what = f'"{alias}" of "{law.id}" leads to "{others[0]}" too.'
                yield places.of_jurisdiction(law, what, "aliases")


def _shared(
    record: Record, keys: Callable[[Substance], Iterable[str | None]]
) -> Iterator[tuple[str, Substance, Substance]]:
    """Every key that several substances have; each of them is paired with the first other one."""
    bearers: dict[str, dict[str, Substance]] = defaultdict(dict)
    for substance in record.substances.values():
        for key in keys(substance):
            if key:
                bearers[key][substance.id] = substance
    for key, those in bearers.items():
        first, *others = those.values()
        for substance in others:
            yield key, substance, first
        if others:
            yield key, first, others[0]


def _names(substance: Substance) -> Iterator[tuple[str, str]]:
    """Every name, the id among them, with the field that holds it."""
    yield from places.names(substance)
    yield "name", substance.id


def _latin_keys(substance: Substance) -> Iterator[str]:
    return (match_key(name) for _, name in _names(substance) if not CHINESE.search(name))


def _chinese_keys(substance: Substance) -> Iterator[str]:
    return (match_key(name) for _, name in _names(substance) if CHINESE.search(name))


def _as_written(substance: Substance, key: str) -> tuple[str, str]:
    """The field of ``substance`` that holds the name with this key, and the name."""
    return next(each for each in _names(substance) if match_key(each[1]) == key)


def _used(record: Record) -> set[str]:
    """Every substance that a line, an exception, a class verdict or a relative names."""
    families = {family for text in record.classes for family in text.families}
    used: set[str] = set()
    for name, substance in record.substances.items():
        if substance.form_of:
            used |= {name, substance.form_of.substance}
        elif substance.family in families:
            used.add(name)
    for act in record.acts.values():
        for step in act.steps:
            wording = step.wording
            used.update(step.substances, step.releases)
            used.update(wording.excepts or (), wording.may_cover or ())
    return used.union(*(text.verdicts for text in record.classes))


def _drawn(context: Context) -> Iterator[Substance]:
    """The substances with both a SMILES and an InChIKey."""
    substances = context.record.substances.values()
    return (substance for substance in substances if substance.smiles and substance.inchikey)
