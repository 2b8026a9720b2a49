"""A class text as the fold takes it: an act with the verb ``define``. Pure.

It is an entry of the fold, not an act of the record: what is shown is the act that lists the class.
"""

from datetime import date

from registry.law.acts import UNFOLDED, Act, Step, Wording
from registry.law.dates import Day
from registry.law.record import ClassText, Record


def definitions(record: Record) -> dict[tuple[str, date], Act]:
    """The definition that each class text gives, by the class and the text's first day.

    A text has no day of publication: it is known from its first day on, or, as the first of a class
    that stands on lines, as soon as the act that lists the class.
    """
    listers: dict[tuple[str, str], Act] = {}
    for act in sorted(record.acts.values(), key=_is_news):
        for step in act.steps if act.kind not in UNFOLDED else ():
            if step.class_id:
                listers.setdefault((act.jurisdiction, step.class_id), act)
    first: dict[str, date] = {}
    for text in sorted(record.classes, key=lambda text: text.since):
        first.setdefault(text.id, text.since)
    return {
        (text.id, text.since): definition(
            text,
            listers.get((text.jurisdiction, text.id))
            if text.schedule is None and first[text.id] == text.since
            else None,
        )
        for text in record.classes
    }


def _is_news(act: Act) -> tuple[bool, date]:
    return act.kind != "baseline", act.known.day


def definition(text: ClassText, lister: Act | None) -> Act:
    """What ``text`` defines, as public as ``lister``, the act that lists the class, if given."""
    step = Step(
        "define", text.schedule or "", text.id, Wording(printed=text.title), class_id=text.id
    )
    return Act(
        id=f"{text.jurisdiction}/{text.id}-{text.since}",
        jurisdiction=text.jurisdiction,
        kind=lister.kind if lister else "rule",
        title=text.title,
        title_zh=text.title_zh,
        authority=(),
        citation=text.citation,
        source=text.source,
        evidence=text.evidence,
        date_evidence=text.evidence,
        published=lister.known if lister else None,
        effective=Day(text.since),
        decided=None,
        steps=(step,),
    )
