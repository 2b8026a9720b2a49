"""Workbooks read back: values, and the remarks that people hang on cells.

Whoever saved the file, what is not a workbook, or not a safe one, is refused in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Final
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

from registry.cells import Book, Sheet, plain
from registry.table import Cell

LARGEST: Final = 1 << 30  # bytes unpacked; a report of 10^5 rows has a third of it
OLE: Final = b"\xd0\xcf\x11\xe0"
KINDS: Final = {b"%PDF": "a PDF file", OLE: "an old .xls file, or a workbook with a password"}
SPACE: Final = re.compile(r"^\{[^}]*\}")


class NotReadableError(ValueError):
    """Why a file cannot be read as a workbook, in one sentence."""


def read(file: BinaryIO) -> Book:
    """The values and remarks of every sheet; formulas as they were typed.

    Raises ``NotReadableError`` if it is no workbook.
    """
    start = file.read(4)
    if not start.startswith(b"PK"):
        found = KINDS.get(start, "no .xlsx workbook")
        raise NotReadableError(f"it is {found}")
    try:
        with ZipFile(file) as archive:
            _check_size(archive)
            remarks = {name: tuple(said) for name, said in _remarks(archive)}
        return Book({sheet.name: sheet for sheet in _sheets(file, remarks)})
    except NotReadableError:
        raise
    except (BadZipFile, KeyError, ValueError, TypeError, ET.ParseError) as error:
        raise NotReadableError(f"it is damaged or no .xlsx workbook ({error})") from error


def _check_size(archive: ZipFile) -> None:
    if sum(one.file_size for one in archive.infolist()) > LARGEST:
        raise NotReadableError("it unpacks to more than 1 GiB")


def _sheets(
    file: BinaryIO, remarks: dict[str, tuple[tuple[int, int, str], ...]]
) -> Iterator[Sheet]:
    book = load_workbook(file, read_only=True)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs write them wrongly
            rows = [_trimmed(row) for row in sheet.iter_rows(values_only=True)]
            while rows and not rows[-1]:
                rows.pop()
            yield Sheet(sheet.title, tuple(rows), remarks.get(sheet.title, ()))
    finally:
        book.close()


def _trimmed(row: tuple[object, ...]) -> tuple[Cell, ...]:
    cells = [plain(value) for value in row]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _remarks(archive: ZipFile) -> Iterator[tuple[str, Iterator[tuple[int, int, str]]]]:
    """Sheet name -> the remarks on its cells; openpyxl does not give them while streaming."""
    names = set(archive.namelist())
    targets = _targets(archive, "xl/workbook.xml", "worksheet")
    for element in ET.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314 (no entities are resolved)
        if SPACE.sub("", element.tag) != "sheet":
            continue
        place = next((at for key, at in element.attrib.items() if SPACE.sub("", key) == "id"), "")
        part = targets.get(place, "")
        for comments in _targets(archive, part, "comments").values() if part in names else ():
            if comments in names:
                yield element.attrib["name"], _texts(archive.read(comments))


def _targets(archive: ZipFile, part: str, kind: str) -> dict[str, str]:
    """Relation id -> part, of the relations of one kind."""
    at = PurePosixPath(part)
    relations = f"{at.parent}/_rels/{at.name}.rels"
    if relations not in archive.namelist():
        return {}
    found = {}
    for one in ET.fromstring(archive.read(relations)):  # noqa: S314 (no entities are resolved)
        if one.attrib.get("Type", "").endswith(f"/{kind}"):
            found[one.attrib["Id"]] = _joined(at.parent, one.attrib["Target"])
    return found


def _joined(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = []
    for part in (folder / target if not target.startswith("/") else PurePosixPath(target)).parts:
        if part == "..":
            parts.pop()
        elif part != "/":
            parts.append(part)
    return "/".join(parts)


def _texts(content: bytes) -> Iterator[tuple[int, int, str]]:
    for one in ET.fromstring(content).iter():  # noqa: S314 (no entities are resolved)
        if SPACE.sub("", one.tag) == "comment":
            row, column = coordinate_to_tuple(one.attrib["ref"])
            runs = (each.text or "" for each in one.iter() if SPACE.sub("", each.tag) == "t")
            yield row - 1, column - 1, "".join(runs).strip()
