"""Provenance: every statement has a source, and evidence that the source bears out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from registry.audit.check import places
from registry.audit.check.catalogue import Complaint, Context, check
from registry.law import layout

RANK: Final = {"unverified": 0, "secondary": 1, "official": 2}
UNSAFE: Final = re.compile(r"\b(?:javascript|vbscript|data|file):(?=\S)", re.IGNORECASE)
PLAIN: Final = re.compile(r"\bhttp://[^\s;,)\"]+", re.IGNORECASE)
PATIENCE: Final = timedelta(days=180)
HEARSAY: Final = ("general knowledge", "none seen", "not seen", "memory")


@check("PRO101", "error")
def no_citation(context: Context) -> Iterator[Complaint]:
    """A text that was read, but no citation says which.

    Only what rests on general knowledge may go without a citation, and then it says
    evidence = "unverified".

    Remedy: Write the citation (Federal Register page, announcement number, decision), or
    set evidence = "unverified".
    """
    for complaint, evidence in _uncited(context):
        if evidence != "unverified":
            yield complaint._replace(what=f'The evidence is "{evidence}", the citation is empty.')


@check("PRO102", "note")
def unverified(context: Context) -> Iterator[Complaint]:
    """A text that nobody has read yet.

    It is recorded from general knowledge, without a citation. Reports show and count it.

    Remedy: Find the text, write its citation and source, and raise the evidence.
    """
    for complaint, evidence in _uncited(context):
        if evidence == "unverified":
            yield complaint._replace(what="Unverified, no citation: still to be found and read.")


@check("PRO103", "error")
def unsafe_link(context: Context) -> Iterator[Complaint]:
    """A link that runs a program or points into somebody's computer.

    Reports show links, and readers follow them: javascript:, vbscript:, data: and file: have no
    place there.

    Remedy: Write the https address of the source, or name the source in words.
    """
    for file, path, text in _sources(context):
        if link := UNSAFE.search(text):
            yield Complaint(file, f'"{link[0]}" stands in "{path[-1]}".', path)


@check("PRO104", "warning")
def plain_link(context: Context) -> Iterator[Complaint]:
    """A link without https.

    What it showed cannot be told from what someone on the way made of it, and many readers'
    browsers refuse it.

    Remedy: Write https://, or leave the scheme out where the site has none.
    """
    for file, path, text in _sources(context):
        if link := PLAIN.search(text):
            yield Complaint(file, f'"{link[0]}" is not https.', path)


@check("PRO105", "error")
def official_hearsay(context: Context) -> Iterator[Complaint]:
    """An act is called official, but its source is no text.

    evidence = "official" says that the official text was read. General knowledge is "unverified".

    Remedy: Name the official text as source, or lower the evidence.
    """
    for act in context.record.acts.values():
        source = act.source.casefold()
        if act.evidence == "official" and source.startswith(HEARSAY):
            what = f'The evidence is "official", the source "{act.source}".'
            yield places.of_act(act, what, "evidence")


@check("PRO106", "warning")
def better_than_its_act(context: Context) -> Iterator[Complaint]:
    """A line is better evidenced than the act that prints it.

    A line may lower the evidence of its act. Where one line was read in a better text, that text
    is the act's source.

    Remedy: Raise the evidence of the act and lower that of its other lines, or leave it out here.
    """
    for act in context.record.acts.values():
        for step, path in layout.steps(act):
            mine = step.wording.evidence
            if mine and RANK[mine] > RANK[act.evidence]:
                what = f'"{step.line}" is "{mine}", its act is "{act.evidence}".'
                yield places.of_act(act, what, *path, "evidence")


@check("PRO107", "error")
def unsupported_claim(context: Context) -> Iterator[Complaint]:
    """A claim of a source document is called confirmed or contradicted, but no act answers it.

    `supports` names the acts that answer the claim, whichever way. Context that no act can answer
    says context = true.

    Remedy: Name the acts in `supports`, or set the status to "pending".
    """
    for seed in context.record.seeds:
        for number, claim in enumerate(seed.claims):
            if claim.status != "pending" and not claim.supports and not claim.context:
                what = f'{claim.status.capitalize()} by nothing: "{claim.says[:80]}".'
                yield places.of_claim(seed, number, what, "status")


@check("PRO108", "warning")
def confirmed_by_proposal(context: Context) -> Iterator[Complaint]:
    """A claim is confirmed by nothing but a proposal.

    A proposal controls nothing. It confirms a claim only where the claim is about the proposal;
    then its note says so.

    Remedy: Name the act that followed, set the status to "pending", or say in the note that the
    claim is about the proposal.
    """
    acts = context.record.acts
    for seed in context.record.seeds:
        for number, claim in enumerate(seed.claims):
            kinds = {acts[name].kind for name in claim.supports if name in acts}
            if claim.status == "confirmed" and kinds == {"proposal"} and not claim.note:
                what = f"Only a proposal supports it: {', '.join(claim.supports)}."
                yield places.of_claim(seed, number, what, "supports")


@check("PRO110", "note")
def long_pending(context: Context) -> Iterator[Complaint]:
    """A claim of a source document has waited for an answer for more than half a year.

    Time brings this about. What a document announced may have become an act meanwhile.

    Remedy: Look for the act; record it and name it in `supports`, or say with context = true that
    no act can answer the claim.
    """
    for seed in context.record.seeds:
        waits = context.today - seed.date > PATIENCE
        for number, claim in enumerate(seed.claims if waits else ()):
            if claim.status == "pending" and not claim.context:
                what = f'Pending since the document of {seed.date}: "{claim.says[:80]}".'
                yield places.of_claim(seed, number, what, "status")


@check("PRO109", "warning")
def unsourced_identity(context: Context) -> Iterator[Complaint]:
    """An identifier without a source.

    CAS numbers and structures are copied wrongly more often than anything else; a reviewer needs
    to know what to compare them with.

    Remedy: Say in `source` where the CAS number, the InChIKey and the UNII come from.
    """
    for substance in context.record.substances.values():
        if (substance.cas or substance.inchikey or substance.unii) and not substance.source:
            what = f'"{substance.id}" has identifiers and no source.'
            yield places.of_substance(substance, what, "source")


def _uncited(context: Context) -> Iterator[tuple[Complaint, str]]:
    """Every act and class text with an empty citation, and its evidence."""
    for act in context.record.acts.values():
        if not act.citation:
            yield places.of_act(act, "", "citation"), act.evidence
    for text in context.record.classes:
        if not text.citation:
            yield places.of_class(text, "", "citation"), text.evidence


def _sources(context: Context) -> Iterator[tuple[str, layout.FieldPath, str]]:
    """Every text that may hold a link: file, path, text."""
    for act in context.record.acts.values():
        file = layout.act_file(act.id)
        yield from ((file, (field,), getattr(act, field)) for field in ("source", "citation"))
        for step, path in layout.steps(act):
            yield file, (*path, "stands"), step.stands or ""
    for substance in context.record.substances.values():
        yield layout.family_file(substance), (substance.id, "source"), substance.source or ""
    for text in context.record.classes:
        file = layout.class_file(text)
        yield from ((file, (field,), getattr(text, field)) for field in ("source", "citation"))
        for verdict in text.verdicts.values():
            yield file, ("verdict", 0, "source"), verdict.source
    for seed in context.record.seeds:
        yield layout.SEED.path(seed.id), ("source",), seed.source
