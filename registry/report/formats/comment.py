"""A review as the comment of a pull request: Markdown, escaped, within the limit of its length."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from registry.report.formats.sections import (
    COULD_NOT,
    VERDICTS,
    Document,
    Row,
    Section,
    base_of,
    counts,
    in_short,
    many,
    shown,
    stale,
)

LIMIT: Final = 65_536  # what GitHub takes, in characters; counted here in bytes, to be safe
CUTS: Final = (None, 400, 200, 100, 50, 25, 10, 5, 2)
CELL: Final = 600
FILES: Final = 20
ACTIVE: Final = re.compile(r"([\\`*_{}\[\]#|~])")
ENTITIES: Final = {"&": "&amp;", "<": "&lt;", "@": "&#64;"}
HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


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
    yield _headline(document)
    yield ""
    if mend := _to_mend(document):
        yield f"To mend before this is merged: {mend}."
        yield ""
    for section, rows in shown(document):
        yield from _section(section, rows, most)
    if files := document["editorial_files"]:
        more = f" and {len(files) - FILES} more" if len(files) > FILES else ""
        yield f"Editorial only: {', '.join(map(_escaped, files[:FILES]))}{more}."
        yield ""
    if old := stale(document, "registry build"):
        yield _escaped(old).replace("registry build", "`registry build`", 1)
        yield ""
    yield from (f"Skipped: {_escaped(each)}  " for each in document.get("skipped", ()))
    yield from (f"Note: {_escaped(note)}  " for note in document["notes"])
    yield f"Compared with {_escaped(base_of(document))} on {document['on']}. Not legal advice."


def _headline(document: Document) -> str:
    if not document["compared"]:
        return "**Not compared: the data cannot be read as written.** What it does is not known."
    waits = any(not section.is_folded for section, _ in shown(document))
    if not waits and VERDICTS not in document["stale"]:
        count = document["editorial"]
        tail = f" ({many(count, 'editorial file')})" if count else ""
        return f"**No status, identity, date or citation changes{tail}.**"
    return f"**{counts(document)[0].upper()}{counts(document)[1:]}.**"


def _to_mend(document: Document) -> str:
    levels = Counter(row["severity"] for row in document["findings"])
    numbers = (
        (len(document.get("unexplained", ())), "answer that no row explains"),
        (len(document["rewrites"]), "rewrite of the past"),
        (levels["error"], "error"),
        (levels["warning"], "warning"),
    )
    return ", ".join(_several(number, words) for number, words in numbers if number)


def _several(number: int, words: str) -> str:
    noun, _, rest = words.partition(" ")
    return many(number, noun) + (f" {rest}" if rest else "")


def _section(section: Section, rows: Sequence[Row], most: int | None) -> Iterator[str]:
    heading = f"{section.title} ({len(rows)})"
    yield f"<details><summary>{heading}</summary>" if section.is_folded else f"#### {heading}"
    yield ""
    yield from (section.hint, "") if section.hint else ()
    if tallies := [f"- {_escaped(tally)}" for tally in in_short(section, rows)]:
        yield from (*tallies, "")
    kept = rows if most is None else rows[:most]
    yield from _rows(section, kept)
    if len(kept) < len(rows):
        yield ""
        more = len(rows) - len(kept)
        yield f"{more} more of {len(rows)} rows did not fit; run `registry review`."
    yield from ("", "</details>") if section.is_folded else ()
    yield ""


def _rows(section: Section, rows: Sequence[Row]) -> Iterator[str]:
    """The columns that say anything."""
    used = [(title, get) for title, get in section.columns if any(map(get, rows))]
    if rows:
        yield "| " + " | ".join(title for title, _ in used) + " |"
        yield "|" + "---|" * len(used)
    for row in rows:
        yield "| " + " | ".join(_cell(get(row)) for _, get in used) + " |"


def _cell(text: str) -> str:
    cut = len(text) - CELL
    return _escaped(text) if cut <= 0 else f"{_escaped(text[:CELL])} ... ({cut} characters cut)"


def _escaped(text: str) -> str:
    """``text`` as Markdown that shows it and does nothing else."""
    seen = "".join(" " if unicodedata.category(each) in HIDDEN else each for each in text)
    plain = "".join(ENTITIES.get(each, each) for each in ACTIVE.sub(r"\\\1", seen))
    return plain.replace("://", "&#58;//").replace("www.", "www&#46;")
