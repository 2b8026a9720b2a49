"""The catalogue: every code with its severity, its meaning and its remedy.

A check of ``registry.audit.check`` enters itself. The texts of what reading the files finds stand
here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from registry.law.finding import SEVERITIES, Finding


class Complaint(NamedTuple):
    """What is wrong and where: at ``path`` of a TOML file, or on ``line`` of any file."""

    file: str
    what: str
    path: tuple[str | int, ...] = ()
    line: int | None = None


class Check(NamedTuple):
    """One entry of the catalogue; ``find`` is ``None`` where reading the files finds it already.

    ``whole``: the check judges the record as a whole, so it waits until every file can be read.
    """

    code: str
    severity: str
    text: str
    whole: bool = False
    find: Callable[[Any], Iterator[Complaint]] | None = None

    @property
    def title(self) -> str:
        """The first line of the explanation."""
        return self.text.partition("\n")[0]

    @property
    def can_be_excused(self) -> bool:
        """Whether the exception list may name it: not what is unreadable, generated or a note."""
        return bool(self.find) and self.severity != "note" and not self.code.startswith("GEN")

    @property
    def remedy(self) -> str:
        """What to do: the last paragraph of the explanation, without its label."""
        last = self.text.rpartition("\n\n")[2]
        return " ".join(last.removeprefix("Remedy:").split())


ENTRIES: dict[str, Check] = {}


def described(severity: str, texts: Mapping[str, str]) -> None:
    """Enter codes that no check finds but reading or reviewing, each with its explanation."""
    for code, text in texts.items():
        enter(Check(code, severity, inspect.cleandoc(text)))


def enter(entry: Check) -> None:
    """Add ``entry``; ``AssertionError`` for a code that stands twice or an unknown severity."""
    if entry.code in ENTRIES or entry.severity not in SEVERITIES:
        raise AssertionError(f"{entry.code} stands twice or has no severity")
    ENTRIES[entry.code] = entry


def sentence(text: str) -> str:
    """``text`` as a sentence; a CAS finding begins with the name of its field."""
    text = text.strip()
    first = text[:1] if text.startswith("cas ") else text[:1].upper()
    return f"{first}{text[1:]}" + ("" if text.endswith(("?", ".")) else ".")


def finding(code: str, file: str, line: int, what: str) -> Finding:
    """A finding with the severity and the remedy that the catalogue gives to its code."""
    entry = ENTRIES[code]
    return Finding(code, entry.severity, file, line, what, entry.remedy)


# what reading the files finds

READING: Final = {
    "ID101": """A CAS number whose last digit is not its check digit.

    The last digit follows from the others, so a slip of the pen is seen without any source.

    Remedy: Compare with the source.
    """,
    "SCH001": """The file is not TOML that can be read.

    Not UTF-8, not TOML 1.0, a key that stands twice, an empty file, nesting without end, or more
    bytes than any act needs. Nothing of the file was read, so nothing it says counts.

    Remedy: Mend the TOML; nothing of the file was read.
    """,
    "SCH002": """A field that nobody knows.

    Every field has a fixed name, so that a slip of the pen is not read as silence.

    Remedy: Remove the field or correct its name.
    """,
    "SCH003": """A value that cannot be right.

    A CAS number of a wrong shape, a day that is not in the calendar, an id in capitals, an
    invisible character, a letter of another script inside a Latin word, a word outside the list.

    Remedy: Correct the value; compare with the source.
    """,
    "SCH004": """A field that must stand is missing.

    An act needs title, kind, authority, citation, source, evidence and a day. What is not known is
    written as such (an empty citation with evidence "unverified"), never left out.

    Remedy: Write the field; GUIDE.md says what belongs there.
    """,
    "SCH005": """A file name that disagrees with what the file holds.

    An act's file begins with the day of its publication, decision or effect; a class text's file
    is the day from which the text is in force. Ids are made of these names.

    Remedy: Rename or move the file; GUIDE.md shows where things stand.
    """,
    "SCH006": """The data have another schema than this tool.

    The number in registry.toml is newer than what this version can read.

    Remedy: Use a version of the tool that knows this schema, or restore the number.
    """,
    "SCH009": """The verdicts of the class rules cannot be read.

    classes/coverage.csv is written by `registry build`; after a merge with conflicts, or an edit,
    nothing of it counts.

    Remedy: Run `registry build`, which writes the file anew; it is never edited.
    """,
    "SCH011": """A table of names cannot be read.

    A row of names/ has more or fewer cells than its header, the header is another, or the file is
    not CSV in UTF-8. No name of the file leads anywhere.

    Remedy: Correct the row or the header; names/SOURCES.md says which columns there are.
    """,
    "REF001": """A list that is not described.

    An act or a class text names a list that schedules.toml of its jurisdiction does not have.

    Remedy: Correct the id, or describe the list in schedules.toml.
    """,
    "REF002": """A substance that is not described.

    A line, an exception, a release, a parent, a verdict or a list names an id without an identity.

    Remedy: Correct the id, or write the identity in substances/<family>.toml.
    """,
    "REF003": """A class that has no text.

    A line names a class whose definition stands in no file of classes/.

    Remedy: Correct the id, or write the class text in classes/<class>/<date>.toml.
    """,
    "REF004": """An act that does not exist.

    An answer to a proposal, or the support of a claim, names an act that no file records.

    Remedy: Correct the act's id: <jurisdiction>/<file name without .toml>.
    """,
    "REF005": """A group of lines that is not described.

    A line says that it belongs to a group whose clause its list does not have.

    Remedy: Correct the group, or describe it in schedules.toml.
    """,
    "REF006": """A jurisdiction that is not described.

    Acts or class texts stand under a jurisdiction without a readable schedules.toml.

    Remedy: Write schedules.toml for this jurisdiction, or move the act.
    """,
    "REF007": """A family that has no file.

    A class text, a list or names not seen may reach a family of substances that does not exist.

    Remedy: Correct the family: the name of a file in substances/.
    """,
    "REF008": """A form of a form.

    Whether a relative is covered is read from its parent's line, so the parent must be the
    substance that lists name, not a form itself.

    Remedy: Remove the form_of, or point it at a substance that is no form itself.
    """,
}
described("error", READING)
