"""Class texts as entries of the fold: from its first day on, a text defines its class. Pure."""

from collections.abc import Iterator
from datetime import date

from registry.law.acts import Act, Step, Wording
from registry.law.dates import Day
from registry.law.layout import class_file
from registry.law.record import ClassText, Record


def definition(text: ClassText) -> Act:
    """The text as an act with one step, ``define``; its id is the file of the text.

    The step names the list on which the class hangs; ``""`` where acts list the class.
    """
    wording = Wording(printed=text.title)
    step = Step("define", text.schedule or "", text.id, wording, class_id=text.id)
    return Act(
        id=class_file(text),
        jurisdiction=text.jurisdiction,
        kind="rule",
        title=text.title,
        title_zh=text.title_zh,
        authority=(),
        citation=text.citation,
        source=text.source,
        evidence=text.evidence,
        date_evidence=text.evidence,
        published=None,
        effective=Day(text.since),
        decided=None,
        steps=(step,),
    )


def known_texts(record: Record, known_on: date | None) -> Iterator[ClassText]:
    """The texts that the public could know on ``known_on``.

    A text is known from its first day on; the first text of a class that acts list is known as soon
    as the act, without which it says nothing of any line.
    """
    first: dict[str, date] = {}
    for text in record.classes:
        first[text.id] = min(text.since, first.get(text.id, text.since))
    for text in record.classes:
        is_first_on_lines = text.schedule is None and text.since == first[text.id]
        if known_on is None or text.since <= known_on or is_first_on_lines:
            yield text
