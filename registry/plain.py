"""Models -> the plain values that the engine works on."""

from __future__ import annotations

from datetime import date

from registry import model
from registry.acts import Act, Step, Wording
from registry.record import (
    Claim,
    ClassText,
    Clause,
    FormOf,
    Jurisdiction,
    Schedule,
    Seed,
    Substance,
    Verdict,
)


def substance(name: str, family: str, written: model.Substance) -> Substance:
    """The substance ``name`` of ``family``."""
    form = written.form_of
    return Substance(
        id=name,
        family=family,
        name=written.name,
        name_zh=written.name_zh,
        aliases=written.aliases,
        cas=written.cas,
        inchikey=written.inchikey,
        smiles=written.smiles,
        structure=written.structure,
        unii=written.unii,
        form_of=FormOf(form.substance, form.kind) if form else None,
        source=written.source,
        note=written.note,
    )


def jurisdiction(name: str, written: model.Jurisdiction) -> Jurisdiction:
    """The jurisdiction ``name`` and its lists."""
    return Jurisdiction(
        id=name,
        name=written.name,
        short=written.short,
        parent=written.parent,
        caveat=written.caveat,
        schedules={key: _schedule(key, one) for key, one in written.schedules.items()},
    )


def _schedule(name: str, written: model.Schedule) -> Schedule:
    return Schedule(
        id=name,
        title=written.title,
        title_zh=written.title_zh,
        instrument=written.instrument,
        regime=written.regime,
        clause=_clause(written.clause),
        groups={key: _clause(one) for key, one in written.groups.items()},
        complete_from=written.complete_from,
        complete=written.complete,
        verified_through=written.verified_through,
        note=written.note,
    )


def _clause(written: model.Clause) -> Clause:
    return Clause(written.covers, written.open, written.excepts, written.text)


def act(place: str, name: str, written: model.Act) -> Act:
    """The act ``name`` of the jurisdiction ``place``, its verbs as steps."""
    return Act(
        id=f"{place}/{name}",
        jurisdiction=place,
        kind=written.kind,
        title=written.title,
        title_zh=written.title_zh,
        authority=written.authority,
        citation=written.citation,
        source=written.source,
        evidence=written.evidence,
        date_evidence=written.date_evidence or written.evidence,
        published=written.published,
        effective=written.effective,
        decided=written.decided,
        answers=written.answers,
        note=written.note,
        steps=(
            *(_removed(one) for one in written.remove),
            *(_moved(one) for one in written.move),
            *(_added(one) for one in written.add),
            *(_amended(one) for one in written.amend),
            *(_extended(one) for one in written.extend),
            *(_confirmed(one) for one in written.confirm),
        ),
    )


def _wording(written: model.Wording) -> Wording:
    return Wording(
        printed=written.printed,
        number=written.number,
        group=written.group,
        form=written.form,
        exception=written.exception,
        excepts=written.excepts,
        covers=written.covers,
        limited_to=written.limited_to,
        may_cover=written.may_cover,
        evidence=written.evidence,
        date_evidence=written.date_evidence,
        note=written.note,
    )


def _target(written: model.Target) -> Wording:
    return Wording(
        evidence=written.evidence, date_evidence=written.date_evidence, note=written.note
    )


def _added(one: model.Add) -> Step:
    return Step(
        verb="add",
        schedule=one.schedule,
        line=one.slug,
        wording=_wording(one),
        substances=one.substances,
        class_id=one.class_,
        unseen=one.unseen or 0,
        temporary=one.expires is not None,
        expires=one.expires if isinstance(one.expires, date) else None,
        continues=one.continues,
        already_covered_by=one.already_covered_by,
        covered_since=one.covered_since,
    )


def _removed(one: model.Remove) -> Step:
    return Step("remove", one.schedule, one.line, _target(one), merged_into=one.merged_into)


def _moved(one: model.Move) -> Step:
    schedule, _, line = one.from_.partition("/")
    to_schedule, _, to_line = one.to.partition("/")
    return Step(
        verb="move",
        schedule=schedule,
        line=line,
        wording=_wording(one),
        substances=one.substances or (),
        to_schedule=to_schedule,
        to_line=one.as_ or to_line or line,
    )


def _amended(one: model.Amend) -> Step:
    return Step(
        verb="amend",
        schedule=one.schedule,
        line=one.line,
        wording=_wording(one),
        substances=one.substances or (),
        releases=one.releases,
    )


def _extended(one: model.Extend) -> Step:
    return Step(
        "extend", one.schedule, one.line, _target(one), expires=one.expires, stands=one.stands
    )


def _confirmed(one: model.Confirm) -> Step:
    return Step("confirm", one.schedule, one.line, _target(one), stands=one.stands)


def class_text(name: str, since: date, written: model.ClassText) -> ClassText:
    """The text of class ``name`` in force from ``since``."""
    return ClassText(
        id=name,
        since=since,
        title=written.title,
        title_zh=written.title_zh,
        jurisdiction=written.jurisdiction,
        schedule=written.schedule,
        text=written.text,
        citation=written.citation,
        source=written.source,
        evidence=written.evidence,
        families=written.families,
        note=written.note,
        verdicts={
            named: Verdict(one.verdict, one.since, one.basis, one.source)
            for one in written.verdict
            for named in one.substances
        },
    )


def seed(name: str, written: model.Seed) -> Seed:
    """The source document ``name``."""
    return Seed(
        id=name,
        title=written.title,
        publisher=written.publisher,
        date=written.date,
        source=written.source,
        note=written.note,
        claims=tuple(
            Claim(one.says, one.supports, one.status, one.context, one.note)
            for one in written.claim
        ),
    )
