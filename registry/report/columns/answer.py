"""The answer about one substance in a few lines a jurisdiction, made from the document of show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from registry.engine.level import WORDS
from registry.law.dates import BY_DECISION
from registry.report.table import MARKS, Column, Table

if TYPE_CHECKING:
    from registry.law.acts import Act
    from registry.law.record import Jurisdiction, Record

Document = dict[str, Any]


class Answer(NamedTuple):
    """What one jurisdiction says: its short name, and its sentences, a line each."""

    where: str
    lines: tuple[str, ...]


class AnswerLine(NamedTuple):
    """A line of an answer; the short name stands on the first alone."""

    where: str
    text: str


ANSWER_COLUMNS: Final = (
    Column("jurisdiction", "Where", attrgetter("where"), width=13, brief=True),
    Column("answer", "Answer", attrgetter("text"), width=100, brief=True),
)


def answer_table(record: Record, document: Document, first: Iterable[AnswerLine] = ()) -> Table:
    """The answer first: status, since when, by which act, on which list, printed how.

    ``first`` are lines before it, of the form that was typed.
    """
    rows = [
        *first,
        *(
            AnswerLine(each.where if at == 0 else "", line)
            for each in answer(record, document)
            for at, line in enumerate(each.lines)
        ),
    ]
    notes = tuple(caveats(record, document))
    return Table("Answer", "", ANSWER_COLUMNS, rows, notes, grid=True)


def identity(substance: Document) -> str:
    """The names and numbers of the substance on one line."""
    numbers = f"CAS {', '.join(substance['cas'])}" if substance["cas"] else None
    parts = substance["name"], substance["name_zh"], numbers
    return " · ".join(part for part in parts if part)


def answer(record: Record, document: Document) -> Iterator[Answer]:
    """What each jurisdiction says, the two that are shown first at length.

    Those that are part of another are a line each, the silent ones of them together.
    """
    parts: dict[str, list[Document]] = {}
    for status in document["status"]:
        law = record.jurisdictions[status["jurisdiction"]]
        if law.parent:
            parts.setdefault(law.parent, []).append(status)
        elif law.id in record.principal[:2]:
            yield Answer(law.short, tuple(_long(record, law, status, document)))
        else:
            yield Answer(law.short, (_short(record, law, status, document),))
    for whole, statuses in parts.items():
        lines = *_spoken(record, statuses), *_silent(record, statuses)
        yield Answer(f"In {record.jurisdictions[whole].short}", lines)


def _spoken(record: Record, statuses: Iterable[Document]) -> Iterator[str]:
    """A line for each part of a jurisdiction in which anything of the substance is recorded."""
    for status in filter(_speaks, statuses):
        law = record.jurisdictions[status["jurisdiction"]]
        evidence = dict.fromkeys(each["evidence"] for each in status["coverage"])
        weak = f" ({', '.join(evidence)})" if set(evidence) - {"official"} else ""
        parts = [_head(status), *_on(law, status)]
        yield " ".join([f"{law.short}: {', '.join(parts)}{weak}", *_announced(status)])


def _silent(record: Record, statuses: Iterable[Document]) -> Iterator[str]:
    """The parts in which nothing is recorded that stands, by status."""
    places: dict[str, list[str]] = {}
    for status in statuses:
        if not _speaks(status):
            short = record.jurisdictions[status["jurisdiction"]].short
            places.setdefault(status["status"], []).append(short)
    for name, shorts in places.items():
        yield f"{name}, nothing recorded that stands: {', '.join(shorts)}"


def _speaks(status: Document) -> bool:
    return bool(status["coverage"] or status["pending"] or status["proposed"])


def _long(record: Record, law: Jurisdiction, status: Document, document: Document) -> Iterator[str]:
    yield " ".join([f"{_head(status)}.", *_announced(status)])
    coming = [each["act"] for each in status["pending"] if not status["coverage"]]
    for act in (*opening_acts(status, document), *coming):
        yield f"By {titled(record.acts[act])}."
    if lists := _lists(law, status):
        yield f"{'On' if status['status'] == 'controlled' else 'May be on'} {'; '.join(lists)}."
    if not status["coverage"]:
        yield from _ended(record, law, document)
    for each in status["proposed"]:
        where = law.schedules[each["schedule"]].title
        act = record.acts[each["act"]]
        cited = act.citation or act.title
        yield f"Proposed {each['published']} for {where}, not in force: {cited}."


def _short(record: Record, law: Jurisdiction, status: Document, document: Document) -> str:
    sources = (record.acts[name] for name in opening_acts(status, document))
    cited = "; ".join(f"{act.citation or act.title} ({act.evidence})" for act in sources)
    head = ", ".join([_head(status), *_on(law, status)])
    return " ".join([f"{head}{f': {cited}' if cited else ''}.", *_announced(status)])


def _on(law: Jurisdiction, status: Document) -> list[str]:
    """The titles of the lists that reach the substance, without the name of their keeper."""
    titles = (law.schedules[each["schedule"]].title for each in status["coverage"])
    return list(dict.fromkeys(title.removeprefix(f"{law.short} ") for title in titles))


def _head(status: Document) -> str:
    """The status, by which regime, since when, at which level, and how long."""
    if status["status"] != "controlled":
        through = f", verified through {status['verified_through']}"
        why = (status["undetermined_why"] or "").rstrip(".")
        return f"{status['status']}{f': {why}' if why else through}"
    parts = [f"controlled ({', '.join(status['regimes'])}) since {_since(status)}"]
    if level := WORDS.get(status.get("level") or ""):
        parts.append(level)
    if all(each["temporary"] for each in status["coverage"]):
        ends = [each["expires"] for each in status["coverage"] if each["expires"]]
        parts.append(f"temporary, until {max(ends)}" if ends else "temporary")
    return ", ".join(parts)


def _since(status: Document) -> str:
    """The day; a mark that not everybody reads is written out."""
    day, qualifier = status["controlled_since"] or "a day not known", status["since_qualifier"]
    if qualifier == BY_DECISION:
        return f"{day} (by decision)"
    return f"{MARKS.get(qualifier or '', '')}{day}"


def _announced(status: Document) -> Iterator[str]:
    for each in status["pending"]:
        yield f"Announced {each['published']}: on {each['schedule']} from {each['effective']}."


def opening_acts(status: Document, document: Document) -> tuple[str, ...]:
    """The acts by which the present control began; none where no act was seen that did."""
    place, since = status["jurisdiction"], status["controlled_since"]
    if since is None:
        return ()
    lines = [
        *(each for each in status["coverage"] if each["since"] == since),
        *(
            each
            for each in document["listings"]
            if each["jurisdiction"] == place and each["since"] == since
        ),
    ]
    named = [each["acts"][0] for each in lines if each["acts"]]
    began = (
        act["act"]
        for act in document["acts"]
        if act["act"].startswith(f"{place}/") and act["effective"] == since
    )
    return tuple(dict.fromkeys(named or began))


def titled(act: Act) -> str:
    """An act as a reader finds it: citation, evidence, title, Chinese title."""
    title = f"{act.citation or act.id} ({act.evidence}): {act.title}"
    return f"{title} {act.title_zh}" if act.title_zh else title


def _lists(law: Jurisdiction, status: Document) -> list[str]:
    """Each list that reaches the substance, since when, and how it prints or reaches it."""
    ways: dict[str, list[Document]] = {}
    for each in status["coverage"]:
        ways.setdefault(each["schedule"], []).append(each)
    return [_list(law, schedule, each, status) for schedule, each in ways.items()]


def _list(law: Jurisdiction, name: str, ways: Iterable[Document], status: Document) -> str:
    ways = list(ways)
    first = min(each["since"] for each in ways)
    since = f" since {first}" if first != status["controlled_since"] else ""
    schedule = law.schedules[name]
    title = ", ".join(filter(None, (schedule.title, schedule.title_zh)))
    return f"{name} ({title}){since}, {'; '.join(dict.fromkeys(map(_way, ways)))}"


def _way(each: Document) -> str:
    """How a line reaches the substance: as it prints it, else by the reason."""
    reason = str(each["reason"]).rstrip(".")
    named = f"{each['schedule']} names it as "
    if reason.startswith(named):
        return f"as {reason.removeprefix(named)}"
    return f"by {each['basis']}: {reason}" if each["basis"] != "named" else reason


def _ended(record: Record, law: Jurisdiction, document: Document) -> Iterator[str]:
    """The last line that named the substance, where none does today."""
    past = [
        each
        for each in document["listings"]
        if each["jurisdiction"] == law.id and each["until"] and each["until"] <= document["on"]
    ]
    if past:
        last = max(past, key=lambda each: str(each["until"]))
        ending = last["ended_by_act"]
        by = f" by {titled(record.acts[ending])}" if ending else ""
        title = law.schedules[last["schedule"]].title
        yield f"Stood on {title} from {last['since']}, ended {last['until']}{by}."


def caveats(record: Record, document: Document) -> Iterator[str]:
    """How far the lists are verified, in one sentence; what else a reader must know of the two."""
    if through := _through(record, document):
        yield f"Verified through: {through}."
    for status in document["status"]:
        law = record.jurisdictions[status["jurisdiction"]]
        if law.id in record.principal[:2]:
            before, mark, after = (status["caveat"] or "").partition(f"not to {document['on']}.")
            if text := (after if mark else before).strip():
                yield f"{law.short}: {text}"


def _through(record: Record, document: Document) -> str:
    """The day through which each is verified, where that is before the day asked about."""
    days: dict[str, list[str]] = {}
    for status in document["status"]:
        law = record.jurisdictions[status["jurisdiction"]]
        if status["beyond_verified"] and (not law.parent or _speaks(status)):
            where = f"in {record.jurisdictions[law.parent].short}" if law.parent else law.short
            days.setdefault(where, []).append(status["verified_through"])
    spans = ((where, sorted(set(each))) for where, each in days.items())
    return ", ".join(
        f"{where} {' to '.join(dict.fromkeys([each[0], each[-1]]))}" for where, each in spans
    )
