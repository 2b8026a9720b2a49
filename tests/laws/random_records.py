"""Random records: lists, identities, acts and class texts."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from registry.law.acts import Act
from registry.law.record import (
    ClassText,
    Clause,
    FormOf,
    Judged,
    Jurisdiction,
    NotHeld,
    Record,
    Schedule,
    Substance,
    Verdict,
)
from tests.laws.random_acts import (
    CLASS,
    FIRST,
    LAST,
    LAWS,
    SCHEDULES,
    SUBSTANCES,
    acts_of_law,
    built,
    days,
    kinds,
    medical_uses,
    names,
    schedules,
)

# random records


def schedule_of(
    name: str,
    regime: str,
    clause: Clause,
    complete_from: date | None,
    group: Clause | None = None,
) -> Schedule:
    return Schedule(
        id=name,
        title=name,
        title_zh=None,
        instrument="",
        regime=regime,
        clause=clause,
        groups={} if group is None else {"g": group},
        complete_from=complete_from,
        complete=complete_from is not None,
        verified_through=LAST,
        note=None,
    )


def substance_of(name: str, form_of: FormOf | None = None) -> Substance:
    return Substance(
        id=name,
        family="family" if name in {"a", "b"} else "others",
        name=name,
        name_zh=None,
        aliases=(),
        cas=(),
        inchikey=None,
        smiles=None,
        structure=None,
        unii=None,
        form_of=form_of,
        source=None,
        note=None,
    )


def law_of(name: str, kept: list[Schedule]) -> Jurisdiction:
    return Jurisdiction(name, name, name.upper(), None, None, {one.id: one for one in kept})


THINGS = {
    one.id: one
    for one in (
        substance_of("a"),
        substance_of("b"),
        substance_of("c"),
        substance_of("a-salt", FormOf("a", "salt")),
        substance_of("b-isomer", FormOf("b", "optical-isomer")),
        substance_of("c-positional", FormOf("c", "positional-isomer")),
    )
}

wholeness = st.sampled_from([FIRST, FIRST, None, date(2024, 1, 10), date(2024, 1, 18)])
clauses = built(Clause, covers=kinds, open=kinds, excepts=st.just(()) | names)
groups = built(
    Clause,
    covers=kinds,
    open=kinds,
    excepts=st.just(()) | names,
    medical_use=st.none() | medical_uses,
)
verdicts = built(
    Verdict,
    verdict=st.sampled_from(["in", "out", "review"]),
    since=st.none() | days,
    basis=st.just("the text"),
    source=st.just(""),
)
judgements = built(
    Judged,
    verdict=st.sampled_from(["in", "in-but-listed", "review", "out", "not-judged"]),
    since=st.none() | days,
    reason=st.just("the rule"),
)
class_texts = built(
    ClassText,
    id=st.just(CLASS),
    since=days,
    title=st.just(CLASS),
    title_zh=st.none(),
    jurisdiction=st.sampled_from(LAWS),
    schedule=st.none() | schedules,
    text=st.just(""),
    citation=st.just(""),
    source=st.just(""),
    evidence=st.just("official"),
    families=st.just(()) | st.just(("family",)),
    note=st.none(),
    verdicts=st.dictionaries(st.sampled_from(SUBSTANCES), verdicts, max_size=2),
    judged=st.dictionaries(
        st.sampled_from(SUBSTANCES),
        st.lists(judgements, min_size=1, max_size=2, unique_by=lambda one: one.since).map(
            lambda said: tuple(sorted(said, key=lambda one: one.since or date.min))
        ),
        max_size=3,
    ),
).map(lambda text: text._replace(id=f"{text.jurisdiction}-{CLASS}"))


families = st.sampled_from([(), (), ("family",), ("family", "others")])
not_held = built(
    NotHeld,
    title=st.just("elsewhere"),
    regime=st.just("doping"),
    families=families,
    substances=st.just(()) | names,
    why=st.just("not held"),
)


@st.composite
def lists(draw: st.DrawFn, name: str) -> Schedule:
    kept = schedule_of(
        name,
        draw(st.sampled_from(["drug", "precursor"])),
        draw(clauses),
        draw(wholeness),
        draw(st.none() | groups),
    )._replace(medical_use=draw(medical_uses))
    if kept.complete:
        return kept
    stands_in_for = draw(st.none() | st.just("drug"))
    kept = kept._replace(stands_in_for=stands_in_for, may_hold=draw(families))
    return kept._replace(whole_for=draw(st.just(()) | names))


@st.composite
def laws(draw: st.DrawFn, name: str) -> Jurisdiction:
    kept = law_of(name, [draw(lists(one)) for one in SCHEDULES])
    return kept._replace(not_held=tuple(draw(st.lists(not_held, max_size=1))))


def _by_class(act: Act, hung: str | None) -> Act:
    """The act with the class of its own jurisdiction; none where the class hangs on a list."""
    steps = (
        step._replace(class_id=None if hung else f"{act.jurisdiction}-{CLASS}")
        if step.class_id
        else step
        for step in act.steps
    )
    return act._replace(steps=tuple(steps))


@st.composite
def records(draw: st.DrawFn) -> Record:
    texts = draw(st.lists(class_texts, max_size=3, unique_by=lambda one: (one[1], one[4])))
    hung = {name: draw(st.none() | schedules) for name in LAWS}
    return Record(
        version="",
        title="",
        digest="",
        jurisdictions={name: draw(laws(name)) for name in LAWS},
        substances=THINGS,
        acts={act.id: _by_class(act, hung[act.jurisdiction]) for act in draw(acts_of_law)},
        classes=tuple(text._replace(schedule=hung[text.jurisdiction]) for text in texts),
        seeds=(),
    )
