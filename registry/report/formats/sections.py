"""What the sections of a review show of its rows, in words; the text and the comment share them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import Any, Final, NamedTuple

from registry.law.finding import on_one_line
from registry.report.formats.answers import answer, answers, first, gaps, kind_of_gap, lines, names

Document = dict[str, Any]
Row = dict[str, Any]
COULD_NOT: Final = "The review could not run"
VERDICTS: Final = "schedules/classes/coverage.csv"
UNJUDGED: Final = (
    "Until then what classes reach is not judged anew; gaps that it opens are not told."
)
MANY: Final = 10  # more effects than these are counted before they are told one by one


class Section(NamedTuple):
    """Rows of one kind: the heading, the columns with what each shows of a row, how they read.

    ``holds`` says which rows of the document's list are meant, ``hint`` what to do about them.
    ``is_tallied``: many rows of few acts are counted first. ``is_folded``: nothing waits for it.
    """

    key: str
    title: str
    columns: tuple[tuple[str, Callable[[Row], str]], ...]
    line: Callable[[Row], str]
    holds: Callable[[Row], bool] = bool
    hint: str = ""
    is_tallied: bool = False
    is_folded: bool = False


def _dotted(*texts: str) -> str:
    return " · ".join(filter(None, texts))


def _was(row: Row) -> str:
    return "absent" if row["old"] is None else str(row["old"])


def _is(row: Row) -> str:
    return "absent" if row["new"] is None else str(row["new"])


def _where(row: Row) -> str:
    return f"{on_one_line(row['file'])}:{row['line']}"


def _substances(row: Row) -> str:
    return names(row) or row.get("class") or ""


def _act(row: Row) -> str:
    return f"{row['act']}" + (f" ({row['citation']})" if row["citation"] else "")


def _day(row: Row) -> str:
    qualifier = row["date_qualifier"]
    known = {"on-or-before": "by ", "on-or-after": "from "}.get(qualifier, "")
    late = ", recorded late" if row["late"] else ""
    if late and row["compared_through"]:
        late += f" though the list was compared through {row['compared_through']}"
    return f"{known}{row['date']}{late}"


def _what(row: Row) -> str:
    term = f" It is temporary, until {row['expires']} at the longest." if row["expires"] else ""
    named_so = row["kind"] in {"renamed", "merged", "editorial"} and not row["legal_effect"]
    silent = named_so and not row.get("answers")
    return f"{row['why']}{' What is controlled stays the same.' if silent else ''}{term}"


def _reason(row: Row) -> str:
    return f"declared: {row['reason']}" if row["declared"] else ""


def _effect(row: Row) -> str:
    return _dotted(
        _day(row), row["short"], row["kind"], _what(row), answers(row), gaps(row), row["act"]
    )


EFFECTS: Final = Section(
    "effects",
    "What the law does",
    (
        ("From", _day),
        ("Where", itemgetter("short")),
        ("Change", itemgetter("kind")),
        ("What", _what),
        ("Substances", _substances),
        ("Gaps", gaps),
        ("Act", _act),
        ("Answers", answers),
    ),
    _effect,
    hint="Days to come included. Recorded late: the act's day had passed.",
    is_tallied=True,
)
EDITED: Final = (
    ("Substance", _substances),
    ("Field", itemgetter("field")),
    ("Was", _was),
    ("Is", _is),
    ("File", _where),
    ("Lines", lines),
    ("Answers", answers),
    ("Gaps", gaps),
)


def _edited(row: Row) -> str:
    named = f" ({_substances(row)})" if row["substances"] else ""
    why = f" {_reason(row)}" if row["declared"] else ""
    field = f'{row["field"]}{named}: "{_was(row)}" -> "{_is(row)}"{why}'
    return _dotted(f"{_where(row)}  {row['kind']}  {field}", _effect_of(row), gaps(row))


def _effect_of(row: Row) -> str:
    """The lines whose answers an edit moves, and how; "" where it moves nothing."""
    parts = lines(row), answers(row) or "no answer differs"
    is_rewrite = row["kind"] == "history-rewritten" and "answers" in row
    return ": ".join(part for part in parts if part) if is_rewrite else answers(row)


REWRITES: Final = Section(
    "rewrites",
    "History rewritten",
    EDITED,
    _edited,
    hint=(
        "These edits change what stood on days that are past, or delete an act. Undo them, "
        "or declare each in its file: [[correction]] with date, field, old, new, reason."
    ),
)
CORRECTIONS: Final = Section(
    "corrections",
    "Corrections of the record",
    (("Kind", itemgetter("kind")), *EDITED, ("Why", _reason)),
    _edited,
)
FINDINGS: Final = Section(
    "findings",
    "Findings",
    (
        ("Severity", itemgetter("severity")),
        ("Code", itemgetter("code")),
        ("File", _where),
        ("What and remedy", lambda row: f"{row['what']} {row['remedy']}"),
    ),
    lambda row: f"{_where(row)}  {row['severity']} {row['code']}  {row['what']} {row['remedy']}",
    lambda row: row["severity"] != "note",
)
NOTES: Final = FINDINGS._replace(
    title="Notes",
    columns=FINDINGS.columns[1:],
    holds=lambda row: row["severity"] == "note",
    is_folded=True,
)


def _line(row: Row) -> str:
    return f"{row['jurisdiction']}/{row['schedule']}/{row['line']}"


CONSEQUENCES: Final = Section(
    "consequences",
    "Lines that stand otherwise as a consequence",
    (("Line", _line), ("Answers", answers)),
    lambda row: _dotted(_line(row), answers(row)),
)


def _reached(row: Row) -> str:
    """What lines and classes make of a new identity; that of which nothing is known says so."""
    return answers(row) or "no line and no class text reaches it"


def _by(row: Row) -> str:
    return " ".join(row["explained_by"])


IDENTITIES: Final = Section(
    "identities",
    "New identities",
    (
        ("Substance", _substances),
        ("Answers", _reached),
        ("Gaps", gaps),
        ("By", _by),
        ("File", _where),
    ),
    lambda row: _dotted(
        f"{_where(row)}  {row['kind']}  {_substances(row)}: {_reached(row)}", gaps(row), _by(row)
    ),
)


def _moved(row: Row) -> str:
    """The verdicts that a rule moves, by name."""
    return first([f"{each['name']} {each['old']} -> {each['new']}" for each in row["moved"]])


RULES: Final = Section(
    "rules",
    "Class rules edited",
    (
        ("Class", lambda row: f"{row['class']} ({row['text']})"),
        ("Where", itemgetter("short")),
        ("What", itemgetter("what")),
        ("Moved", _moved),
        ("File", _where),
    ),
    lambda row: (
        f"{_where(row)}  {row['short']} {row['what']}"
        + (f" ({_moved(row)})" if row["moved"] else "")
    ),
    hint="What the texts reach of structures that the registry does not hold may differ too.",
)
UNEXPLAINED: Final = Section(
    "unexplained",
    "Answers that differ, and no row says why",
    (("Answer", answer),),
    answer,
    hint=(
        "Look at the acts and lists that speak of these substances: one does something "
        "else than its row says. If they are right, report it as a fault of the tool."
    ),
)
SECTIONS: Final = (
    UNEXPLAINED, REWRITES, EFFECTS, CONSEQUENCES, IDENTITIES, RULES, CORRECTIONS, FINDINGS, NOTES,
)  # fmt: skip


def base_of(document: Document) -> str:
    """The revision that was compared with, and its commit."""
    base = document["base"]
    commit = f" ({base['commit'][:12]})" if base["commit"] else ""
    return f"{base['revision']}{commit}"


def counts(document: Document) -> str:
    """How many rows of each kind."""
    notes = sum(NOTES.holds(row) for row in document["findings"])
    counted = (
        f"{many(len(document['effects']), 'change')} of the law",
        f"{many(len(document['corrections']), 'correction')} of the record",
        f"{many(len(document['rewrites']), 'rewrite')} of the past",
        *_if_any(document, "identities", "new identity", "new identities"),
        *_if_any(document, "rules", "edited class rule", "edited class rules"),
        *_if_any(document, "unexplained", "unexplained answer", "unexplained answers"),
        many(len(document["findings"]) - notes, "finding"),
        *([many(notes, "note")] if notes else []),
        many(document["editorial"], "editorial file"),
    )
    return ", ".join(counted)


def _if_any(document: Document, key: str, singular: str, plural: str) -> Iterator[str]:
    """How many rows of a kind that most reviews lack."""
    if number := len(document.get(key, ())):
        yield f"{number} {singular if number == 1 else plural}"


def many(number: int, noun: str) -> str:
    """A number and its noun, in words that agree."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def in_short(section: Section, rows: Iterable[Row]) -> Iterator[str]:
    """Where few acts have many effects: how many of each kind on a day, and their gaps."""
    rows = list(rows)
    if not section.is_tallied or len(rows) <= MANY:
        return
    tallies: dict[tuple[str, str, str], Counter[str]] = {}
    for row in rows:
        tally = tallies.setdefault((row["act"], row["short"], _day(row)), Counter())
        tally[row["kind"]] += 1
        tally.update(f"opens {kind_of_gap(each)}" for each in row["gaps_opened"])
        tally.update(f"closes {kind_of_gap(each)}" for each in row["gaps_closed"])
    if len(tallies) > min(MANY, len(rows) // 2):
        return
    for (act, place, day), tally in tallies.items():
        counted = ", ".join(f"{number} × {what}" for what, number in tally.items())
        yield f"{act} ({place}, {day}): {counted}."


def stale(document: Document, command: str) -> str:
    """Which generated files are old, and what that keeps from being told; "" where none is."""
    names = document["stale"]
    if not names:
        return ""
    text = f"Generated files to write anew with {command}: {', '.join(names)}."
    return f"{text} {UNJUDGED}" if VERDICTS in names else text


def shown(document: Document) -> Iterator[tuple[Section, list[Row]]]:
    """The sections that have rows; notes come after the findings that stop a merge."""
    for section in SECTIONS:
        rows = [row for row in document.get(section.key, ()) if section.holds(row)]
        if rows:
            yield section, rows
