"""Spelling: letters and dashes that look like others, characters and files that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from registry.audit.check import places
from registry.audit.check.catalogue import Complaint, Context, check
from registry.law import layout

SCRIPTS: Final = ("LATIN ", "CJK ", "GREEK ")
# Greek letters that print like Latin ones, and Latin ones that are typed for alpha and beta.
TWINS: Final = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧικνορυχɑß")
DASHES: Final = frozenset("‐‑‒–—―−﹘﹣－")
# Bidirectional controls, zero-width characters, line separators, control characters.
HIDDEN: Final = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
READ: Final = frozenset({".toml", ".csv", ".md"})
GENERATED: Final = frozenset({layout.CONSOLIDATED, layout.ACT_ROWS})


@check("ID111", "error")
def look_alike(context: Context) -> Iterator[Complaint]:
    """A name holds a letter that only looks like the one it should be.

    A Cyrillic or full-width letter, a Greek capital that prints like a Latin one, ß or ɑ for β or
    α: the eye reads the name, no search finds it. Latin and Chinese letters pass, and the Greek
    ones that chemical names use (α, β, γ, Δ, ω).

    Remedy: Type the name anew from the source; the message gives the code of the letter.
    """
    for complaint, text in _spelled(context):
        for letter in dict.fromkeys(text):
            if _is_twin(letter):
                what = f'{_shown(letter)} stands in "{text}".'
                yield complaint._replace(what=what)


@check("ID112", "warning")
def odd_dash(context: Context) -> Iterator[Complaint]:
    """A name of a substance is written with a dash that is not the hyphen.

    En dashes, minus signs and non-breaking hyphens come along when a name is copied from a printed
    page. The registry writes names with the plain hyphen (U+002D); what an act prints stays as
    printed.

    Remedy: Write the hyphen.
    """
    for substance in context.record.substances.values():
        for field, name in places.names(substance):
            for dash in sorted(DASHES.intersection(name)):
                what = f'{_shown(dash)} stands in "{name}".'
                yield places.of_substance(substance, what, field)


@check("SCH007", "error", whole=True)
def invisible(context: Context) -> Iterator[Complaint]:
    """An invisible character in a comment or in a CSV file.

    Characters that turn the direction of the text, or have no width, make a file read otherwise
    than it is shown: a reviewer approves a line that is not there (CVE-2021-42574). In values they
    are refused at once (SCH003).

    Remedy: Delete the character; the message gives its code.
    """
    for file, data in context.files.items():
        if isinstance(data, bytes) and layout.table_kind(file) not in GENERATED:
            for number, line in _with_hidden(data.decode("utf-8-sig", errors="replace")):
                yield Complaint(file, f"{_shown(line[0])} stands here.", line=number)


@check("SCH008", "warning")
def unread(context: Context) -> Iterator[Complaint]:
    """A file that nothing reads.

    Acts are read from files that end in .toml, in small letters. A copy, a spreadsheet or a text
    beside them has no effect, and an act saved under such a name would be missed in silence. So
    would a table in whose place stands a folder, a pipe, or a link that leads nowhere.

    Remedy: Rename the file so that it ends in .toml, or take it out of the folder.
    """
    for file, entry in context.folder.items():
        path = PurePosixPath(file)
        if entry.is_file and path.suffix not in READ:
            yield Complaint(file, f'Nothing reads "{path.name}".', line=1)
        elif layout.is_table(file) and not entry.is_file:
            yield Complaint(file, f'"{path.name}" is no file; nothing reads it.', line=1)


@check("SCH010", "error")
def linked(context: Context) -> Iterator[Complaint]:
    """A symbolic link among the data.

    git keeps the link, not the text: a later review would read a path where the act should stand,
    and could compare nothing.

    Remedy: Put the file itself in the place of the link.
    """
    for file, entry in context.folder.items():
        if entry.target is not None:
            what = f'"{PurePosixPath(file).name}" is a link to "{entry.target}".'
            yield Complaint(file, what, line=1)


def _with_hidden(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines that hold an invisible character, by number, each with its first one."""
    if re.search(HIDDEN, text):  # most files hold none
        for number, line in enumerate(text.split("\n"), 1):
            if hidden := re.search(HIDDEN, line):
                yield number, hidden


def _spelled(context: Context) -> Iterator[tuple[Complaint, str]]:
    """Every name of a substance and every printed line, with its place."""
    for substance in context.record.substances.values():
        yield from (
            (places.of_substance(substance, "", field), name)
            for field, name in places.names(substance)
        )
    for act in context.record.acts.values():
        for step, path in layout.steps(act):
            yield places.of_act(act, "", *path, "printed"), step.wording.printed or ""


def _is_twin(letter: str) -> bool:
    if letter.isascii() or not letter.isalpha():
        return False
    return letter in TWINS or not unicodedata.name(letter, "").startswith(SCRIPTS)


def _shown(character: str) -> str:
    """A character by its code and its Unicode name."""
    name = unicodedata.name(character, "control character")
    return f"U+{ord(character):04X} {name}"
