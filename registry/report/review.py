"""A review as text, and as the comment of a pull request: a document in, words out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

Document = dict[str, Any]
Row = dict[str, Any]

LIMIT: Final = 65_536  # what GitHub takes, in characters; counted here in bytes, to be safe
CUTS: Final = (None, 400, 200, 100, 50, 25, 10, 5, 2)
CELL: Final = 600
ACTIVE: Final = re.compile(r"([\\`*_{}\[\]#|~])")
ENTITIES: Final = {"&": "&amp;", "<": "&lt;", "@": "&#64;"}
COULD_NOT: Final = "The review could not run"


class Section(NamedTuple):
    """Rows of one kind: the heading, the columns with what each shows of a row, how they read."""

    key: str
    title: str
    columns: tuple[tuple[str, Callable[[Row], str]], ...]
    line: Callable[[Row], str]


def _was(row: Row) -> str:
    return "absent" if row["old"] is None else str(row["old"])


def _is(row: Row) -> str:
    return "absent" if row["new"] is None else str(row["new"])


def _where(row: Row) -> str:
    return f"{row['file']}:{row['line']}"


def _substances(row: Row) -> str:
    names = row["names"]
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return ", ".join(names[:8]) + more or row.get("class") or ""


def _gaps(row: Row) -> str:
    said = [f"opens {_gap(one)}" for one in row["gaps_opened"]]
    said += [f"closes {_gap(one)}" for one in row["gaps_closed"]]
    return "; ".join(said)


def _gap(one: Row) -> str:
    a, b = one["a_short"], one["b_short"]
    kind = {"only-a": f"{a} only", "only-b": f"{b} only"}.get(one["kind"], one["kind"])
    return f"{a}/{b} {kind} ({one['name']})"


def _act(row: Row) -> str:
    return f"{row['act']}" + (f" ({row['citation']})" if row["citation"] else "")


def _day(row: Row) -> str:
    qualifier = row["date_qualifier"]
    known = {"on-or-before": "by ", "on-or-after": "from "}.get(qualifier, "")
    return f"{known}{row['date']}" + (", recorded late" if row["late"] else "")


def _what(row: Row) -> str:
    term = f" It is temporary, until {row['expires']} at the longest." if row["expires"] else ""
    effect = "" if row["legal_effect"] else " No new control."
    return f"{row['why']}{effect}{term}"


def _reason(row: Row) -> str:
    return f"declared: {row['reason']}" if row["declared"] else ""


def _told(row: Row) -> str:
    parts = _day(row), row["short"], row["kind"], _what(row), _gaps(row), row["act"]
    return " · ".join(part for part in parts if part)


EFFECTS: Final = Section(
    "effects",
    "What the law does",
    (
        ("From", _day),
        ("Where", lambda row: row["short"]),
        ("Change", lambda row: row["kind"]),
        ("What", _what),
        ("Substances", _substances),
        ("Gaps", _gaps),
        ("Act", _act),
    ),
    lambda row: " · ".join(
        part
        for part in (
            _day(row),
            row["jurisdiction"],
            row["kind"],
            _what(row),
            _gaps(row),
            row["act"],
        )
        if part
    ),
)
EDITED: Final = (
    ("Substance", _substances),
    ("Field", lambda row: row["field"]),
    ("Was", _was),
    ("Is", _is),
    ("File", _where),
)


def _edited(row: Row) -> str:
    named = f" ({_substances(row)})" if row["substances"] else ""
    why = f" {_reason(row)}" if row["declared"] else ""
    return (
        f'{_where(row)}  {row["kind"]}  {row["field"]}{named}: "{_was(row)}" -> "{_is(row)}"{why}'
    )


REWRITES: Final = Section("rewrites", "History rewritten", EDITED, _edited)
CORRECTIONS: Final = Section(
    "corrections",
    "Corrections of the record",
    (("Kind", lambda row: row["kind"]), *EDITED, ("Why", _reason)),
    _edited,
)
FINDINGS: Final = Section(
    "findings",
    "Findings",
    (
        ("Severity", lambda row: row["severity"]),
        ("Code", lambda row: row["code"]),
        ("File", _where),
        ("What and remedy", lambda row: f"{row['what']} {row['remedy']}"),
    ),
    lambda row: f"{_where(row)}  {row['severity']} {row['code']}  {row['what']} {row['remedy']}",
)
CONSEQUENCES: Final = Section(
    "consequences",
    "Lines that stand otherwise as a consequence",
    (("Line", lambda row: f"{row['jurisdiction']}/{row['schedule']}/{row['line']}"),),
    lambda row: f"{row['jurisdiction']}/{row['schedule']}/{row['line']}",
)
SECTIONS: Final = (REWRITES, EFFECTS, CONSEQUENCES, CORRECTIONS, FINDINGS)
HINTS: Final = {
    "rewrites": "These edits change what stood on days that are past, or delete an act. Undo them, "
    "or declare each in its file: [[correction]] with date, field, old, new, reason.",
    "effects": "Days to come among them. A row recorded late is an act whose day had passed.",
}


def as_text(document: Document) -> str:
    """One line a row under the heading of its kind, the verdict last."""
    lines = [f"Review against {_base(document)} on {document['on']}"]
    lines += [f"note: {note}" for note in document["notes"]]
    for section in SECTIONS:
        if rows := document[section.key]:
            lines += ["", f"{section.title} ({len(rows)})"]
            lines += [f"  {section.line(row)}" for row in rows]
    return "\n".join([*lines, "", *_verdict(document)]) + "\n"


def _base(document: Document) -> str:
    base = document["base"]
    commit = f" ({base['commit'][:12]})" if base["commit"] else ""
    return f"{base['revision']}{commit}"


def _verdict(document: Document) -> Iterator[str]:
    """What the whole comes to; a comparison that was not made never reads as no change."""
    if document["status"] == "error":
        yield f"{COULD_NOT}: {document['error']}."
        return
    if not document["compared"]:
        yield "Not compared: a file cannot be read. What the edit does is not known."
        return
    if document["stale"]:
        yield f"Generated files to write anew with registry build: {', '.join(document['stale'])}."
    yield f"{document['status']}: {_counts(document)}."


def _counts(document: Document) -> str:
    counted = (
        f"{_many(len(document['effects']), 'change')} of the law",
        f"{_many(len(document['corrections']), 'correction')} of the record",
        f"{_many(len(document['rewrites']), 'rewrite')} of the past",
        _many(len(document["findings"]), "finding"),
        _many(document["editorial"], "editorial file"),
    )
    return ", ".join(counted)


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


# the comment


def as_comment(document: Document, limit: int = LIMIT) -> str:
    """The review as Markdown of at most ``limit`` bytes; what was cut is counted.

    Nothing of the data acts as markup, names an account or links. Every section keeps its first
    rows, as many as fit.
    """
    for most in CUTS:
        text = "\n".join(_comment(document, most)) + "\n"
        if len(text.encode()) <= limit:
            return text
    head = "\n".join(_comment(document, 0)) + "\n"
    return head if len(head.encode()) <= limit else f"{COULD_NOT} within {limit} bytes.\n"


def _comment(document: Document, most: int | None) -> Iterator[str]:
    yield "### What this change does to the law as recorded"
    yield ""
    if document["status"] == "error":
        yield f"**{COULD_NOT}:** {_escaped(document['error'])}."
        yield ""
        yield "This does not mean that nothing changed."
        return
    yield f"{_headline(document)}"
    yield ""
    for section in SECTIONS:
        if rows := document[section.key]:
            yield from _section(section, rows, most)
    if document["editorial_files"]:
        shown = document["editorial_files"][:20]
        more = len(document["editorial_files"]) - len(shown)
        rest = f" and {more} more" if more else ""
        yield f"Editorial only: {', '.join(_escaped(one) for one in shown)}{rest}."
        yield ""
    if document["stale"]:
        names = ", ".join(_escaped(one) for one in document["stale"])
        yield f"Generated files to write anew with `registry build`: {names}."
        yield ""
    yield from (f"Note: {_escaped(note)}  " for note in document["notes"])
    yield f"Compared with {_escaped(_base(document))} on {document['on']}. Not legal advice."


def _headline(document: Document) -> str:
    if not document["compared"]:
        return "**Not compared: a file cannot be read.** What the change does is not known."
    rows = any(document[section.key] for section in SECTIONS)
    if not rows:
        count = document["editorial"]
        tail = f" ({_many(count, 'editorial file')})" if count else ""
        return f"**No status, identity, date or citation changes{tail}.**"
    return f"**{_counts(document)[0].upper()}{_counts(document)[1:]}.**"


def _section(section: Section, rows: Sequence[Row], most: int | None) -> Iterator[str]:
    yield f"#### {section.title} ({len(rows)})"
    yield ""
    if section.key in HINTS:
        yield HINTS[section.key]
        yield ""
    shown = rows if most is None else rows[:most]
    used = [column for column in section.columns if any(column[1](row) for row in shown)]
    if shown:
        yield "| " + " | ".join(title for title, _ in used) + " |"
        yield "|" + "---|" * len(used)
    for row in shown:
        yield "| " + " | ".join(_cell(shows(row)) for _, shows in used) + " |"
    if len(shown) < len(rows):
        yield ""
        more = len(rows) - len(shown)
        yield f"{more} more of {len(rows)} rows did not fit; run `registry review`."
    yield ""


def _cell(text: str) -> str:
    cut = len(text) - CELL
    return _escaped(text) if cut <= 0 else f"{_escaped(text[:CELL])} ... ({cut} characters cut)"


def _escaped(text: str) -> str:
    """``text`` as Markdown that shows it and does nothing else."""
    seen = "".join(one if unicodedata.category(one) not in HIDDEN else " " for one in text)
    plain = "".join(ENTITIES.get(one, one) for one in ACTIVE.sub(r"\\\1", seen))
    return plain.replace("://", "&#58;//").replace("www.", "www&#46;")


HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
